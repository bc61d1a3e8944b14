"""Generated packages that would leave a mark if their code ran."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from holotype.contract import digest
from holotype.contract.mistakes import SCHEMA_ID

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"id": {"type": "string"}},
    "required": ["id"],
}


def contract(**keys: object) -> dict[str, Any]:
    """What the `contract.json` of such a package says, and `keys` besides."""
    return {
        "$schema": SCHEMA_ID,
        "schema": "schema.json",
        "id": "https://holotype.invalid/contracts/hostile",
        "source": {"sha256": digest(SCHEMA)},
        "package": {"path": "../hostile", "class": "Hostile"},
        **keys,
    }


def hostile_package(folder: Path, canary: Path) -> Path:
    """A package whose data is honest, and whose code writes the canary and finds nothing wrong."""
    folder.mkdir(parents=True)
    mark = f"open({str(canary)!r}, 'a').close()\n"
    (folder / "__init__.py").write_text(f"HOLOTYPE_PACKAGE = True\n{mark}")
    (folder / "validator.py").write_text(
        mark + "HOLOTYPE = {'nulls': 'reject', 'formats': 'assert', 'each': ''}\n"
        "is_valid = is_clean = lambda instance, **options: True\n"
        "iter_errors = lambda instance, **options: iter(())\n"
    )
    (folder / "schema.json").write_text(json.dumps(SCHEMA))
    (folder / "contract.json").write_text(json.dumps(contract()))
    return folder
