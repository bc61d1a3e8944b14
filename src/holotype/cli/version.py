"""What `holotype --version` says: the version, and the bundled schemas with their digests."""

from __future__ import annotations

import sys

import holotype

BUNDLED = ("mistral_batch_job",)


def describe() -> str:
    """The text of `holotype --version`; a bundled package that is not installed is named as missing."""
    lines = [f"holotype {holotype.__version__} (Python {sys.version.split()[0]})"]
    for name in BUNDLED:
        stamp = _stamp(name)
        if stamp is None:
            lines.append(f"{name}: not installed")
        else:
            lines.append(f"{name}: {stamp['schema']} sha256 {stamp['sha256']}")
    return "\n".join(lines) + "\n"


def _stamp(name: str) -> dict[str, str] | None:
    from importlib import import_module

    try:
        stamp: dict[str, str] = import_module(f"{name}.validator").HOLOTYPE
    except ModuleNotFoundError:
        return None
    return stamp
