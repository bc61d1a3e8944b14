"""The dialects of JSON Schema: what `$schema` says, and which vocabularies are in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from holotype.errors import SchemaError

# What a caller may name a dialect by; the drafts have URIs with an empty fragment, which does not matter.
DialectName: TypeAlias = Literal[
    "2020-12",
    "2019-09",
    "draft7",
    "draft6",
    "draft4",
    "https://json-schema.org/draft/2020-12/schema",
    "https://json-schema.org/draft/2019-09/schema",
    "http://json-schema.org/draft-07/schema",
    "http://json-schema.org/draft-07/schema#",
    "http://json-schema.org/draft-06/schema",
    "http://json-schema.org/draft-06/schema#",
    "http://json-schema.org/draft-04/schema",
    "http://json-schema.org/draft-04/schema#",
]


@dataclass(frozen=True, slots=True)
class Dialect:
    """One dialect.  `vocabularies` holds the URIs in force; it is empty for drafts that have none.

    A custom one has the name of the standard one that it builds on, and a URI of its own.
    """

    name: str
    uri: str
    vocabularies: frozenset[str] = frozenset()

    def has(self, vocabulary: str) -> bool:
        """Whether the vocabulary of this short name (`validation`, `format-assertion`) is in force."""
        return any(uri.endswith(f"/vocab/{vocabulary}") for uri in self.vocabularies)


def _vocabularies(base: str, names: str) -> frozenset[str]:
    return frozenset(f"{base}/vocab/{name}" for name in names.split())


_2020_12: Final = "https://json-schema.org/draft/2020-12"
_2019_09: Final = "https://json-schema.org/draft/2019-09"
_COMMON: Final = "core applicator validation meta-data content"

DIALECTS: Final = (
    Dialect(
        "2020-12",
        f"{_2020_12}/schema",
        _vocabularies(_2020_12, f"{_COMMON} unevaluated format-annotation"),
    ),
    Dialect("2019-09", f"{_2019_09}/schema", _vocabularies(_2019_09, f"{_COMMON} format")),
    Dialect("draft7", "http://json-schema.org/draft-07/schema"),
    Dialect("draft6", "http://json-schema.org/draft-06/schema"),
    Dialect("draft4", "http://json-schema.org/draft-04/schema"),
)
NEWEST: Final = DIALECTS[0]

_KNOWN_VOCABULARIES: Final = frozenset().union(
    *(dialect.vocabularies for dialect in DIALECTS), _vocabularies(_2020_12, "format-assertion")
)


def known(identifier: str) -> Dialect | None:
    """The dialect of this name or `$schema` URI (an empty fragment does not matter), if it is one of ours."""
    uri = identifier.removesuffix("#")
    for dialect in DIALECTS:
        if uri in (dialect.name, dialect.uri):
            return dialect
    return None


def named(identifier: str) -> Dialect:
    """The same, for an identifier that a caller gave.  Raises `SchemaError` for an unknown one."""
    dialect = known(identifier)
    if dialect is None:
        names = ", ".join(dialect.name for dialect in DIALECTS)
        raise SchemaError(f"unknown dialect {identifier!r}; known are {names}, by name or by $schema URI")
    return dialect


def custom(uri: str, base: Dialect, vocabulary: object) -> Dialect:
    """The dialect that a metaschema of dialect `base` declares with `$vocabulary` (2020-12, section 8.1.2).

    Raises `SchemaError` when it requires a vocabulary that Holotype does not know.
    """
    if not isinstance(vocabulary, Mapping) or not base.vocabularies:
        return Dialect(base.name, uri, base.vocabularies)
    for each, required in vocabulary.items():
        if required and each not in _KNOWN_VOCABULARIES:
            raise SchemaError(f"the metaschema {uri} requires the vocabulary {each}, which is not known")
    in_force = frozenset(each for each in vocabulary if each in _KNOWN_VOCABULARIES)
    return Dialect(base.name, uri, in_force)
