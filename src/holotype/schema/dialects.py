"""The dialects of JSON Schema: what `$schema` says, and which vocabularies are in force."""

from __future__ import annotations

import re
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

_MEANS_A_DRAFT: Final = re.compile(
    r"https?://json-schema\.org/.*|(draft)?[-_/]?[0-9-]+(/schema)?#?", re.DOTALL | re.IGNORECASE
).fullmatch
_LONGEST: Final = 160
"""Characters of an identifier that are looked at, and shown."""


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
        raise SchemaError(f"unknown dialect {identifier[:_LONGEST]!r}{did_you_mean(identifier)}")
    return dialect


def did_you_mean(identifier: str, *, by_uri: bool = False) -> str:
    """What is said of a name that no dialect has, or `by_uri` of such a `$schema`, to complete a sentence.

    That is empty for the URI of somebody else's metaschema.
    """
    if by_uri and not _MEANS_A_DRAFT(identifier):
        return ""
    written = re.sub(r"\D+", "", identifier[:_LONGEST].rpartition("json-schema.org")[2])
    for dialect in DIALECTS:
        number = dialect.name.removeprefix("draft")
        if written and written in (number, f"0{number}", number.replace("-", ""), number.partition("-")[0]):
            uri = dialect.uri if dialect.vocabularies else f"{dialect.uri}#"
            return f"; did you mean {(uri if by_uri else dialect.name)!r}?"
    names = ", ".join(dialect.name for dialect in DIALECTS)
    return f"; known are {names}, by name or by $schema URI"


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
