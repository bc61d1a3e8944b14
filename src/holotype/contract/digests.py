"""The digest of a schema: what it means, whatever its formatting."""

from __future__ import annotations

from collections.abc import Iterator
from json.encoder import encode_basestring
from typing import Final

from holotype.contract.reading import located
from holotype.contract.values import Contract
from holotype.errors import ContractError, SchemaError

_LONGEST_DECIMAL: Final = 10**600  # Python refuses to print longer ones, as it may be told to
_CONTAINERS: Final = (dict, list, tuple)


def digest(schema: object) -> str:
    """The sha256, in hexadecimal, of the schema's canonical JSON in UTF-8.

    Canonical JSON has no white space, its names sorted by code point and no escapes but those that JSON
    demands (RFC 8259, section 7).  Numbers that JSON Schema takes as one value (2020-12 core, section 4.2.2)
    have one form: an integer its digits, `1` for `1.0` and for `1e0` (a hexadecimal number from 10**600 on),
    any other number the shortest decimal that is read as the same double.  A lone surrogate counts as the
    three bytes that UTF-8 would have for it.

    Raises `SchemaError` for what is not JSON: another type, a name that is no string, NaN, a cycle.
    """
    from hashlib import sha256

    state = sha256()
    for text in _canonical(schema):
        state.update(text.encode("utf-8", "surrogatepass"))
    return state.hexdigest()


def check_digest(contract: Contract, schema: object) -> None:
    """Make sure that `schema` is the one that the contract was written for.

    Raises `ContractError`, at the key `source.sha256`, with both digests and what to do.
    """
    found = digest(schema)
    if found == contract.sha256:
        return
    error = ContractError(
        f"the contract was written for a schema with the digest {contract.sha256}, and "
        f"{contract.schema_file} has the digest {found}: review what changed in the schema and whether the "
        "contract still fits, "
        f'then write sha256 = "{found}"; or restore the schema',
        key="source.sha256",
    )
    raise located(error, contract)


def _canonical(value: object) -> Iterator[str]:
    """The pieces of the canonical JSON.  It keeps its own stack, since a schema may be nested deeply."""
    stack = [_tokens(value)]
    open_containers: list[object] = [value]
    ids = {id(value)}
    while stack:
        for token in stack[-1]:
            if isinstance(token, str):
                yield token
                continue
            if id(token.value) in ids:
                raise SchemaError("the schema contains itself; a schema is a tree")
            stack.append(_tokens(token.value))
            open_containers.append(token.value)
            ids.add(id(token.value))
            break
        else:
            stack.pop()
            ids.discard(id(open_containers.pop()))


class _Container:
    """A container that is yet to be written."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value


def _tokens(value: object) -> Iterator[str | _Container]:
    """The text of one value, with the containers in it left to be written."""
    match value:
        case dict():
            separator = "{"
            for name in sorted(map(_name, value)):
                yield f"{separator}{encode_basestring(name)}:"
                yield _token(value[name])
                separator = ","
            yield "{}" if separator == "{" else "}"
        case list() | tuple():
            separator = "["
            for item in value:
                yield separator
                yield _token(item)
                separator = ","
            yield "[]" if separator == "[" else "]"
        case _:
            yield _scalar(value)


def _token(value: object) -> str | _Container:
    return _Container(value) if isinstance(value, _CONTAINERS) else _scalar(value)


def _name(name: object) -> str:
    if not isinstance(name, str):
        raise SchemaError(f"{name!a} is the name of a property; names in JSON are strings")
    return name


def _scalar(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return encode_basestring(value)
        case int():
            return _integer(int(value))
        case float() if value - value == 0.0:
            return _integer(int(value)) if value.is_integer() else float.__repr__(value)
    shown = f"{value!r}" if isinstance(value, float) else f"a value of the type {type(value).__name__}"
    raise SchemaError(f"{shown} has no place in JSON, so the schema has no digest")


def _integer(value: int) -> str:
    return int.__repr__(value) if abs(value) < _LONGEST_DECIMAL else hex(value)
