"""Contract files to values; every mistake is named by its file, line and key.

load(path) -> Contract                            reads, validates and resolves; ContractError
from_json(data, path) -> Contract                 the same for what a generated package carries
is_contract(data) -> bool                         whether JSON is such a contract
digest(schema) -> str                             sha256 of the canonical JSON
check_digest(contract, schema)                    ContractError that prints both digests
located(error, contract) -> ContractError         gives file and line to an error about the contract
first_contract(schema, schema_file, ...) -> str   the text of a first contract
"""

from __future__ import annotations

from holotype.contract.digests import check_digest, digest
from holotype.contract.first import first_contract
from holotype.contract.reading import from_json, is_contract, load, located
from holotype.contract.values import Contract, Rule

__all__ = [
    "Contract",
    "Rule",
    "check_digest",
    "digest",
    "first_contract",
    "from_json",
    "is_contract",
    "load",
    "located",
]
