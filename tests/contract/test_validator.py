"""Contracts are validated by what Holotype generated from the schema of contracts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

import holotype
from holotype.contract import validator
from holotype.contract.mistakes import SCHEMA_FILE

SCHEMA: dict[str, Any] = json.loads(Path(SCHEMA_FILE).read_text(encoding="utf-8"))


def test_the_schema_of_contracts_satisfies_its_metaschema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_every_key_of_a_contract_is_described() -> None:
    def undescribed(schema: dict[str, Any], place: str) -> list[str]:
        here = [] if "description" in schema else [place]
        below = schema.get("properties", {}).items()
        return here + [each for name, child in below for each in undescribed(child, f"{place}/{name}")]

    assert undescribed(SCHEMA, "") + undescribed(SCHEMA["$defs"]["rule"], "rule") == []


def test_the_validator_is_what_the_compiler_makes_of_the_schema() -> None:
    committed = Path(validator.__file__).read_text(encoding="utf-8")

    assert committed == holotype.compile_source(SCHEMA), (
        "the validator is not up to date; run in the project's folder: "
        "holotype compile src/holotype/contract/contract.schema.json -o src/holotype/contract/validator.py"
    )
