"""A contract file to a `Contract`."""

from __future__ import annotations

import os
import re
from types import MappingProxyType
from typing import Any, Final

from holotype.contract.keys import Key, key_from, key_text, line_of
from holotype.contract.mistakes import SCHEMA_ID, mistakes
from holotype.contract.values import Contract, Rule
from holotype.errors import ContractError

MAXIMUM_SIZE: Final = 256 * 1024
"""Bytes of a contract file; reading hostile TOML can take time in the square of its size."""

MAXIMUM_DOTS: Final = 50
"""Dots in a line: reading a dotted key, quoted or not, takes memory in the square of its parts."""

_TOML_PLACE: Final = re.compile(r" \(at line (\d+), column (\d+)\)$")


def load(path: str) -> Contract:
    """Read the contract at `path`, fill in its defaults and resolve its paths against its folder.

    Raises `ContractError` for a file that cannot be read, is larger than `MAXIMUM_SIZE` bytes, is not TOML in
    UTF-8, or is not what the schema of contracts describes, and where the schema's file does not exist.  It
    names the file, the line and the key of each mistake; its own key is that of the first.
    """
    text = _text(path)
    data = _table(text, path)
    found = mistakes(data)
    if not found:
        contract = _contract(data, path)
        found.extend(_missing_files(contract))
        if not found:
            return contract
    raise _error(found, text, path)


def is_contract(data: object) -> bool:
    """Whether JSON is a contract, as a generated package carries it: its `$schema` says so.

    One without, from before contracts said so, is not taken for a schema, which would accept everything.
    """
    if not isinstance(data, dict):
        return False
    if "$schema" in data:
        return bool(data["$schema"] == SCHEMA_ID)
    return data.keys() >= {"schema", "id", "source", "package"}


def from_json(data: object, path: str) -> Contract:
    """The contract that the JSON file at `path` holds, the `contract.json` of a generated package.

    Its schema stands beside it: nobody writes such a file by hand, so one that leads elsewhere is refused.
    Raises `ContractError` as `load`; it names the file and the key of each mistake.
    """
    if not isinstance(data, dict) or data.get("$schema") != SCHEMA_ID:
        raise ContractError(
            f'this is no contract that `holotype generate` wrote: it has no "$schema": "{SCHEMA_ID}"; '
            "generate the package again",
            path,
        )
    found = mistakes(data)
    if not found:
        contract = _contract(data, path)
        found.extend(_strays(contract) or _missing_files(contract))
        if not found:
            return contract
    raise _error(found, "", path)


def located(error: ContractError, contract: Contract) -> ContractError:
    """The same error, with the file of the contract and the line of the error's key."""
    try:
        text = "" if contract.file.endswith(".json") else _text(contract.file)
    except ContractError:
        text = ""
    return ContractError(error.message, _place(contract.file, key_from(error.key), text), error.key)


def _text(path: str) -> str:
    if os.path.exists(path) and not os.path.isfile(path):
        raise ContractError("the contract cannot be read: it is not a regular file", path)
    try:
        with open(path, "rb") as file:
            content = file.read(MAXIMUM_SIZE + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ContractError(f"the contract cannot be read: {reason}", path) from None
    if len(content) > MAXIMUM_SIZE:
        raise ContractError(f"the file is larger than a contract can be, {MAXIMUM_SIZE:,} bytes", path)
    if content.startswith(b"\xef\xbb\xbf"):
        raise ContractError(
            "the file begins with a byte-order mark; save it as UTF-8 without one", f"{path}:1"
        )
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ContractError(
            f"the byte 0x{content[error.start]:02x} is not UTF-8; a contract is TOML in UTF-8",
            f"{path}:{line}",
        ) from None


def _table(text: str, path: str) -> dict[str, Any]:
    import tomllib

    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > MAXIMUM_DOTS and not line.startswith("#"):
            raise ContractError(
                f"the line has more than {MAXIMUM_DOTS} dots; write it as several lines", f"{path}:{number}"
            )
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ContractError("the values are nested too deeply for a contract", path) from None
    except ValueError as error:  # TOMLDecodeError is one; Python's limit for the digits of an int another
        sentence, place = str(error), path
        if match := _TOML_PLACE.search(sentence):
            sentence, place = sentence[: match.start()], f"{path}:{match[1]}:{match[2]}"
        raise ContractError(f"not TOML: {sentence}", place) from None


def _contract(data: dict[str, Any], path: str) -> Contract:
    folder = os.path.dirname(path)
    validation = data.get("validation", {})
    return Contract(
        file=path,
        schema_file=os.path.normpath(os.path.join(folder, data["schema"])),
        id=data["id"],
        source_id=data["source"].get("id", ""),
        provenance=data["source"].get("provenance", ""),
        sha256=data["source"]["sha256"],
        package_path=os.path.normpath(os.path.join(folder, data["package"]["path"])),
        class_name=data["package"]["class"],
        formats=validation.get("formats", "assert"),
        nulls=validation.get("nulls", "reject"),
        severity=MappingProxyType(data.get("severity", {})),
        rules=tuple(map(_rule, data.get("rules", ()))),
        each=data.get("documents", {}).get("each", ""),
    )


def _rule(table: dict[str, Any]) -> Rule:
    return Rule(
        id=table["id"],
        assertion=table["assert"],
        when=table.get("when"),
        severity=table.get("severity", "error"),
        because=table.get("because"),
        undeclared=tuple(table.get("undeclared", ())),
    )


def _missing_files(contract: Contract) -> list[tuple[Key, str]]:
    if os.path.isfile(contract.schema_file):
        return []
    sentence = f"there is no file {contract.schema_file!a}; the path is taken from the folder of the contract"
    return [(("schema",), sentence)]


def stands_beside(schema_file: str, contract_file: str) -> bool:
    """Whether the schema is in the folder of the contract, whatever links there are."""
    folder = os.path.realpath(os.path.dirname(contract_file))
    return os.path.dirname(os.path.realpath(schema_file)) == folder


def _strays(contract: Contract) -> list[tuple[Key, str]]:
    if stands_beside(contract.schema_file, contract.file):
        return []
    sentence = "the schema of a generated package stands in its folder, as schema.json; generate it again"
    return [(("schema",), sentence)]


def _error(found: list[tuple[Key, str]], text: str, path: str) -> ContractError:
    """One error for all mistakes: the first is its own, the others follow in its message, a line for each."""
    (key, sentence), *others = found
    sentences = [sentence]
    for other, each in others:
        sentences.append(": ".join(filter(None, (_place(path, other, text), key_text(other), each))))
    return ContractError("\n".join(sentences), _place(path, key, text), key_text(key))


def _place(path: str, key: Key, text: str) -> str:
    line = line_of(key, text)
    return path if line is None else f"{path}:{line}"
