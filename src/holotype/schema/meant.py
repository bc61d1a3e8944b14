"""What the author of a schema with a mistake probably meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from itertools import islice
from json import dumps
from typing import TYPE_CHECKING, Any, Final

from holotype.pointers import escape, index, tokens
from holotype.schema.locations import from_fragment

if TYPE_CHECKING:
    from holotype.schema.dialects import Dialect

_LONGEST: Final = 100  # characters of a name; comparing takes time in the product of the lengths
_MOST_NAMES: Final = 1000  # that one is compared with

# What languages and databases call a type, to what stands in a schema for it.
_TYPES: Final = {
    name: meant
    for meant, names in {
        '"integer"': "int int32 int64 uint uint32 uint64 long short bigint smallint",
        '"number"': "float double decimal real numeric float32 float64 num",
        '"string"': "str text char varchar",
        '"object"': "dict dictionary map mapping hash hashmap struct record json",
        '"array"': "list tuple sequence vector set",
        '"boolean"': "bool",
        '"null"': "none nil nonetype",
        '"string" with "format": "date"': "date",
        '"string" with "format": "date-time"': "datetime date-time timestamp",
        '"string" with "format": "time"': "time",
        '"string" with "format": "uuid"': "uuid guid",
        '"string" with "format": "email"': "email",
        '"string" with "format": "uri"': "uri url",
    }.items()
    for name in names.split()
}
# Formats to the drafts that do not have them.
_NOT_YET: Final = {
    '"date"': ("draft4", "draft6"),
    '"time"': ("draft4", "draft6"),
    '"uuid"': ("draft4", "draft6", "draft7"),
}
_TRUTHS: Final = {
    word: truth
    for truth, words in (("true", "true yes on y"), ("false", "false no off n"))
    for word in words.split()
}
_BOOLEANS: Final = frozenset(
    (
        *("uniqueItems", "readOnly", "writeOnly", "deprecated", "$recursiveAnchor", "additionalProperties"),
        *("additionalItems", "unevaluatedProperties", "unevaluatedItems"),
    )
)
_COUNTS: Final = re.compile(r"(min|max)(Length|Items|Properties|Contains)")
_NUMBERS: Final = frozenset(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"))
_HOLDERS: Final = ("$defs", "definitions")


def hint(
    schema: Mapping[str, Any], path: Sequence[str], name: str | int | None, dialect: Dialect
) -> str | None:
    """What to write instead of what the metaschema of `dialect` refuses at `path` in a schema.

    `name` is that of the property whose schema it is.
    """
    if not path:
        return None
    keyword = path[0]
    value = schema[keyword]
    if keyword == "type" and isinstance(value, list) and len(path) > 1:
        value = value[int(path[1])]
    if keyword == "type":
        return _meant_type(value, dialect)
    if len(path) > 1:
        return None
    if keyword == "required" and (isinstance(value, bool) or value in ("yes", "no", "true", "false")):
        return _meant_required(value in (True, "yes", "true"), name)
    if keyword == "required" and isinstance(value, str) and re.fullmatch(r"[^\s,;|]+", value):
        return f"write the names as a list: [{_shown(value)}]"
    if keyword in ("exclusiveMinimum", "exclusiveMaximum"):
        return _meant_exclusive(schema, keyword, dialect)
    if keyword == "items" and isinstance(value, list) and dialect.name == "2020-12":
        return 'since 2020-12 a schema for each of the first items stands in "prefixItems"'
    if isinstance(value, str):
        if keyword in _BOOLEANS and (truth := _TRUTHS.get(value.lower())):
            return f"write {truth}, without quotes"
        if (keyword in _NUMBERS or _COUNTS.fullmatch(keyword)) and re.fullmatch(r"-?[0-9]{1,20}", value):
            return f"write {int(value)}, without quotes"
    return None


def _meant_type(value: object, dialect: Dialect) -> str | None:
    if value is None:
        return 'null without quotes is no string: write "null"'
    if not isinstance(value, str):
        return None
    if value.lower() == "any":
        return 'leave "type" out where any value will do'
    meant = _TYPES.get(value.lower())
    if meant and dialect.name in _NOT_YET.get(meant.rpartition(" ")[2], ()):
        meant = '"string"'
    return f"did you mean {meant}?" if meant else None


def _meant_required(required: bool, name: str | int | None) -> str:
    which = "a property" if name is None else _shown(name)
    if required:
        return f'list {which} in the "required" of the object that has it'
    return f'leave it out: {which} is optional unless the "required" of the object lists it'


def _meant_exclusive(schema: Mapping[str, Any], keyword: str, dialect: Dialect) -> str | None:
    value, inclusive = schema[keyword], "m" + keyword.removeprefix("exclusiveM")
    if dialect.name == "draft4":
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return f'in draft4 the number stands in "{inclusive}", and beside it "{keyword}": true'
    if value is True:
        bound = schema.get(inclusive)
        known = isinstance(bound, int | float) and not isinstance(bound, bool)
        number = _shown(bound) if known else "the number"
        return f'a boolean is the form of draft4: write {number} here, and leave "{inclusive}" out'
    return f'a boolean is the form of draft4: leave "{keyword}" out' if value is False else None


def reference(root: object, written: str, anchors: Iterable[str]) -> str:
    """The reference within a document that was meant by one that leads nowhere; "" where none is near.

    `written` is the reference, or its fragment with "#"; the document has this `root`, and these `anchors`.
    """
    path = from_fragment(written.removeprefix("#"))
    if path is None or len(path) > 10 * _LONGEST:
        return ""
    names = tokens(path if path.startswith("/") else f"/{path}")
    where = [names, *([each, *names] for each in _HOLDERS)]
    if names[0] in _HOLDERS:
        where += [[each, *names[1:]] for each in _HOLDERS]
    for each in where:
        if written != f"#{_pointer(each)}" and isinstance(_value(root, each), dict | bool):
            return f"#{_pointer(each)}"
    if not path.startswith("/") and (near := nearest(path, anchors)):
        return f"#{near}"
    for each in where:  # all but the last name leads somewhere
        siblings = _value(root, each[:-1])
        if isinstance(siblings, dict) and (near := nearest(each[-1], siblings)):
            return f"#{_pointer([*each[:-1], near])}"
    return ""


def nearest(name: str, names: Iterable[str]) -> str:
    """The name that is most like this one, "" where none is like it."""
    if len(name) > _LONGEST:
        return ""
    short = [each for each in islice(names, _MOST_NAMES) if len(each) <= _LONGEST]
    return next(iter(get_close_matches(name, short, n=1, cutoff=0.6)), "")


def _pointer(names: Sequence[str]) -> str:
    return "".join(f"/{escape(name)}" for name in names)


def _value(root: object, names: Sequence[str]) -> object:
    here = root
    for name in names:
        if isinstance(here, Mapping) and name in here:
            here = here[name]
        elif isinstance(here, list) and (at := index(name, len(here))) is not None:
            here = here[at]
        else:
            return None
    return here


def _shown(value: object) -> str:
    text = dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
