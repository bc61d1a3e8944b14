"""Where the commands are: ours and the peers', in the environment that runs the benchmark."""

from __future__ import annotations

import platform
import sys
from importlib.util import find_spec
from pathlib import Path


def script(name: str) -> str:
    """A command that a package of this environment installed."""
    return str(Path(sys.executable).parent / name)


def sourcemeta() -> str:
    """sourcemeta's native command itself; the script of that name starts a Python first, to find it."""
    package = find_spec("sourcemeta_jsonschema")
    if package is None or package.origin is None:
        sys.exit("sourcemeta-jsonschema is not installed here; run: make bench")
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    return str(Path(package.origin).parent / f"jsonschema-{platform.system().lower()}-{machine}")
