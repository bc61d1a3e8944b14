"""What `holotype --version` says: the version, and the bundled schemas with their digests."""

from __future__ import annotations

import os
import sys

import holotype
from holotype.checking.validators import BUNDLED, bundled_validator, load_validator


def describe() -> str:
    """The text of `holotype --version`; a bundled package that is not installed is named as missing."""
    origin = bundled_validator()
    bundled = "not installed"
    if os.path.exists(origin.text):
        stamp = load_validator(origin).HOLOTYPE
        bundled = f"{stamp['schema']} sha256 {stamp['sha256']}"
    return f"holotype {holotype.__version__} (Python {sys.version.split()[0]})\n{BUNDLED}: {bundled}\n"
