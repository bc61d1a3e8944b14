"""Prints a pip constraint for each requirement of pyproject.toml: its lower bound, exactly."""

from __future__ import annotations

import re
import sys
import tomllib
from itertools import chain
from pathlib import Path
from typing import Any

LOWER_BOUND = re.compile(r"([A-Za-z0-9._-]+)\s*(?:>=|==)\s*([^,;\s]+)\s*(;.*)?")


def constraints(pyproject: dict[str, Any]) -> list[str]:
    """One line for each requirement of the project, its extras and its dev group."""
    project = pyproject["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    groups.append(pyproject["dependency-groups"]["dev"])
    found = []
    for requirement in chain.from_iterable(groups):
        match = LOWER_BOUND.fullmatch(requirement)
        if match is None:
            sys.exit(f"pyproject.toml: {requirement!r} has no lower bound")
        name, version, marker = match.groups()
        found.append(f"{name}=={version}{marker or ''}")
    return found


if __name__ == "__main__":
    print("\n".join(constraints(tomllib.loads(Path("pyproject.toml").read_text("utf-8")))))
