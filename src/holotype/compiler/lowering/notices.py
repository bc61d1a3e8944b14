"""What in a schema is not checked, or not as its author may think: gathered, then said in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from itertools import islice
from json import dumps
from typing import Final, Literal, NamedTuple

from holotype.compiler.formats import FORMATS
from holotype.compiler.lowering.tables import table
from holotype.schema.dialects import DIALECTS, Dialect
from holotype.schema.locations import Location
from holotype.schema.resources import Subschema

Kind = Literal["beside", "unknown", "foreign", "alone", "format", "content"]

_MOST_NAMES: Final = 5  # in one sentence
_MOST_COMPARED: Final = 200  # names that are compared with those that are known
_LONGEST: Final = 80  # characters of a name
_NEAR: Final = 0.83  # so that "tsType" is not taken for "type"

# In their order; the keywords of draft 3 that later ones replaced, and one of OpenAPI 3.0 that asserts.
_INSTEAD: Final[Mapping[str, str]] = {
    "nullable": 'OpenAPI 3.0 has it; list "null" among the types',
    "divisibleBy": 'draft-03 has it; write "multipleOf"',
    "disallow": 'draft-03 has it; write "not"',
    "extends": 'draft-03 has it; write "allOf"',
}
# What the tables do not have since it neither asserts nor applies by itself: first and last draft.
_OTHERS: Final[Mapping[str, tuple[str, str]]] = {
    "then": ("draft7", "2020-12"),
    "else": ("draft7", "2020-12"),
    "minContains": ("2019-09", "2020-12"),
    "maxContains": ("2019-09", "2020-12"),
    "exclusiveMinimum": ("draft4", "2020-12"),  # a boolean at first, read with `minimum`
    "exclusiveMaximum": ("draft4", "2020-12"),
    "id": ("draft4", "draft4"),
    "$id": ("draft6", "2020-12"),
}
_NEEDS: Final = {"then": "if", "else": "if", "minContains": "contains", "maxContains": "contains"}
# They assert nothing in any draft, so that one which does not know them loses nothing.
_ANNOTATIONS: Final = frozenset(
    (
        *("title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "$comment"),
        *("contentEncoding", "contentMediaType", "contentSchema", "$schema", "$vocabulary", "definitions"),
        *("$defs", "$anchor", "$dynamicAnchor", "$recursiveAnchor", "format"),
    )
)
# Those of OpenAPI, of hyper-schemas, of editors and of generators of code, which assert nothing either.
_OF_OTHERS: Final = frozenset(
    (
        *("example", "discriminator", "xml", "externalDocs", "links", "base", "media"),
        *("markdownDescription", "markdownEnumDescriptions", "enumDescriptions", "enumDetails", "enumNames"),
        *("defaultSnippets", "deprecationMessage", "doNotSuggest", "suggestSortText", "allowComments"),
        *("allowTrailingCommas", "errorMessage", "patternErrorMessage", "propertyOrder"),
        *("tsType", "tsEnumNames", "tsImport", "javaType", "existingJavaType"),
    )
)
_ORDER: Final = tuple(dialect.name for dialect in reversed(DIALECTS))


class Notice(NamedTuple):
    """A sentence for the person who compiles, and the first place that it is about, as a URI."""

    location: str
    says: str

    @property
    def sentence(self) -> str:
        """Both."""
        return f"{self.location}: {self.says}"


class Notices:
    """What has been found: for each kind, dialect and name, the subschemas where it stands."""

    def __init__(self) -> None:
        self._found: dict[tuple[Kind, str], dict[str, dict[Location, str]]] = {}

    def add(self, kind: Kind, subschema: Subschema, keyword: str, name: str = "") -> None:
        """Take note of a keyword, or of what its value names."""
        names = self._found.setdefault((kind, subschema.dialect.name), {})
        names.setdefault(name or keyword, {}).setdefault(subschema.location, keyword)

    def add_unchecked(self, subschema: Subschema, keyword: str, contents: Mapping[str, object]) -> None:
        """Take note of a keyword that the dialect of its subschema has no check for, if that may surprise."""
        dialect = subschema.dialect
        if keyword.startswith("x-") or dialect not in DIALECTS:
            return  # a metaschema of its own may have given it a meaning
        if not _knows(dialect.name, keyword):
            if keyword not in _of_drafts():
                if not keyword.startswith("$$") and "." not in keyword and ":" not in keyword:  # of one tool
                    self.add("unknown", subschema, keyword)
            elif keyword not in ("id", "$id") or _names_nothing(keyword, contents):
                self.add("foreign", subschema, keyword)
        elif keyword in _NEEDS and _NEEDS[keyword] not in contents:
            self.add("alone", subschema, keyword)

    def add_beside(self, subschema: Subschema, keywords: Iterable[str]) -> None:
        """Take note of keywords beside a `$ref` which has the dialect ignore them (draft-07 core, 8.3)."""
        for keyword in keywords:
            self.add("beside", subschema, keyword)

    def all(self) -> tuple[Notice, ...]:
        """A sentence for each kind and dialect."""
        return tuple(
            Notice(location, says)
            for (kind, dialect), names in self._found.items()
            for location, says in _said(kind, dialect, names)
        )


@cache
def silent(dialect: Dialect) -> frozenset[str]:
    """Keywords that no notice is about, wherever they stand in a schema of this dialect."""
    return _ANNOTATIONS | _OF_OTHERS | ({"id"} if dialect.name == "draft4" else {"$id"})


def _names_nothing(keyword: str, contents: Mapping[str, object]) -> bool:
    """Whether the identifier of another draft is the only one there is: both are for readers of both."""
    other = "$id" if keyword == "id" else "id"
    return isinstance(contents[keyword], str) and other not in contents


@cache
def _of_drafts() -> Mapping[str, tuple[str, str]]:
    """The first and the last draft that has a keyword."""
    spans: dict[str, tuple[str, str]] = dict(_OTHERS)
    for dialect in reversed(DIALECTS):
        for keyword in table(dialect):
            spans[keyword] = (spans.get(keyword, (dialect.name,))[0], dialect.name)
    return spans


@cache
def _knows(dialect: str, keyword: str) -> bool:
    first, last = _of_drafts().get(keyword, ("", ""))
    return bool(first) and _ORDER.index(first) <= _ORDER.index(dialect) <= _ORDER.index(last)


def _said(kind: Kind, dialect: str, names: dict[str, dict[Location, str]]) -> Iterator[tuple[str, str]]:
    """The first place, and the sentence."""
    remarks = {
        name: remark for name in islice(names, _MOST_COMPARED) if (remark := _remark(kind, dialect, name))
    }
    if kind in ("unknown", "format"):  # what can be mended comes first
        names = {name: names[name] for name in (*remarks, *(each for each in names if each not in remarks))}
    first = next(iter(names.values()))
    at, keyword = next(iter(first.items()))
    listed = _listed(names, remarks)
    s, is_, it = ("", "is", "it") if len(names) == 1 else ("s", "are", "they")
    this = _draft(dialect)
    says = {
        "unknown": f"the keyword{s} {listed} {is_} of no draft, so {it} {is_} not checked",
        "format": f"the format{s} {listed} {is_} not known, so {it} {is_} not checked",
        "foreign": f"{this} does not know {listed}, so {it} {is_} ignored; "
        'name the draft that is meant in "$schema"',
        "alone": f"{listed} {is_} ignored",
        "beside": f'beside "$ref", {this} ignores {listed}; write "allOf": [{{"$ref": ...}}] in place of the '
        '"$ref", or name 2019-09 or later in "$schema"',
        "content": f'{listed} {is_} checked, as {this} allows; with formats "dialect" (--formats dialect) '
        f"{it} {is_} only {'an annotation' if it == 'it' else 'annotations'}",
    }
    yield at.child(keyword).uri, says[kind]


def _listed(names: Mapping[str, Mapping[Location, str]], remarks: Mapping[str, str]) -> str:
    shown = []
    for name, places in islice(names.items(), _MOST_NAMES):
        asides = [f"{len(places):,} places"] if len(places) > 1 else []
        if remark := remarks.get(name):
            if remark.startswith("without "):
                shown.append(f"{_shown(name)} {remark}{f' ({asides[0]})' if asides else ''}")
                continue
            asides.append(remark)
        shown.append(f"{_shown(name)} ({'; '.join(asides)})" if asides else _shown(name))
    more = len(names) - len(shown)
    return f"{', '.join(shown)} and {more:,} more" if more else ", ".join(shown)


def _remark(kind: Kind, dialect: str, name: str) -> str:
    """What is to be said of one name."""
    if kind == "unknown":
        known = [
            each for each in (*_of_drafts(), *_ANNOTATIONS) if each != "id" and not _foreign(dialect, each)
        ]
        return _INSTEAD.get(name) or _meant(name, known)
    if kind == "format":
        later = [each for each in _ORDER if name in FORMATS[each]]
        return f"of {_draft(later[0])} and later" if later else _meant(name, FORMATS[dialect])
    if kind == "foreign":
        first, last = _of_drafts()[name]
        if last == _ORDER[-1]:
            return f"of {_draft(first)} and later"
        return f"of {_draft(last)}" if first == last else f"of {_draft(last)} and earlier"
    if kind == "alone":
        return 'without an array of "items"' if name == "additionalItems" else f'without "{_NEEDS[name]}"'
    return ""


def _foreign(dialect: str, keyword: str) -> bool:
    return keyword in _of_drafts() and not _knows(dialect, keyword)


def _meant(name: str, known: Iterable[str]) -> str:
    if len(name) > _LONGEST:
        return ""
    folded = {each.casefold(): each for each in known}
    near = get_close_matches(name.casefold(), folded, n=1, cutoff=_NEAR)
    return f"did you mean {_shown(folded[near[0]])}?" if near else ""


def _shown(name: str) -> str:
    return dumps(name if len(name) <= _LONGEST else f"{name[:_LONGEST]}...", ensure_ascii=False)


def _draft(dialect: str) -> str:
    return dialect.replace("draft", "draft-0")
