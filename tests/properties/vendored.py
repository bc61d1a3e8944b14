"""The vendored schema, as the properties read it: what it declares, and where its subschemas are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from ..house.checkout import ROOT

SCHEMA: Final[dict[str, Any]] = json.loads((ROOT / "schemas" / "mistral" / "batch-job.json").read_bytes())
DECLARED: Final = tuple(SCHEMA["properties"])
OPTIONAL: Final = frozenset(DECLARED) - frozenset(SCHEMA["required"])
STATUSES: Final = tuple(SCHEMA["properties"]["status"]["enum"])
ENDPOINTS: Final = tuple(SCHEMA["properties"]["endpoint"]["enum"])

# Keywords that lead to another subschema assert nothing themselves: what is there does.
APPLICATORS: Final = frozenset(("properties", "items", "additionalProperties"))
ANNOTATIONS: Final = frozenset(("$schema", "$id", "title", "description"))


class Place(NamedTuple):
    """A subschema: the tokens of its location in the schema, and what it says."""

    tokens: tuple[str, ...]
    subschema: dict[str, Any]

    @property
    def is_optional(self) -> bool:
        """Whether it describes a property that a job may lack."""
        return len(self.tokens) == 2 and self.tokens[1] in OPTIONAL


def places(subschema: dict[str, Any] = SCHEMA, tokens: tuple[str, ...] = ()) -> Iterator[Place]:
    """The schema, and every schema in it."""
    yield Place(tokens, subschema)
    for name, each in subschema.get("properties", {}).items():
        yield from places(each, (*tokens, "properties", name))
    for applicator in ("items", "additionalProperties"):
        if applicator in subschema:
            yield from places(subschema[applicator], (*tokens, applicator))


def without_nulls(instance: Any) -> Any:
    """The instance as the contract sees it: each property that the schema names and does not require, and
    whose type is not null, as they all are, may be null and then counts as absent.
    """
    if not isinstance(instance, dict):
        return instance
    return {name: value for name, value in instance.items() if value is not None or name not in OPTIONAL}


def pointer(*tokens: str | int) -> str:
    """The JSON Pointer (RFC 6901) of the reference tokens."""
    return "".join("/" + str(token).replace("~", "~0").replace("/", "~1") for token in tokens)
