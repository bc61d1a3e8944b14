"""Where two validators differ about one instance, told apart from how each writes down the same error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from holotype.pointers import tokens

if TYPE_CHECKING:
    from holotype.checking.protocols import ReportedError


class Finding(NamedTuple):
    """An error that another validator finds.

    `keyword_location` is as jsonschema has it: without the references and the `if`s on the way, and up to the
    keyword that holds it where a subschema is `false`.
    """

    instance_location: str
    keyword_location: str
    keyword: str
    message: str


class Differences(NamedTuple):
    """The errors that only one of the two finds."""

    ours: list[ReportedError]
    theirs: list[Finding]


_Found = TypeVar("_Found", "ReportedError", Finding)
# An error as both have it: the place of a value, and the keyword that refuses it.
_Error = tuple[tuple[str, ...], str]

# Keywords on the way to an error that jsonschema leaves out, or may.
_UNSAID: Final = frozenset({"$ref", "$dynamicRef", "$recursiveRef", "if"})
# Those that hold several subschemas, each with a name or an index; `items` does in older drafts.
_HOLDERS: Final = frozenset(
    {"properties", "patternProperties", "dependentSchemas", "dependencies", "allOf", "prefixItems"}
)
# Those whose subschemas look at a child of the instance.
_DESCENDING: Final = frozenset(
    {"properties", "patternProperties", "additionalProperties", "prefixItems", "items", "additionalItems"}
)
# Those of which jsonschema has one error, about the object or the array, whatever their subschema says.
_UNEVALUATED: Final = frozenset({"unevaluatedItems", "unevaluatedProperties"})
_WHOLE: Final = _UNEVALUATED | {"propertyNames"}


def differences(ours: Iterable[ReportedError], theirs: Iterable[Finding]) -> Differences:
    """The errors that one finds and the other does not.  None of `ours` may be about a rule.

    Both list what a valid instance has to satisfy, and of anyOf, oneOf, not and contains only that they do
    not hold.  They place an error differently where a subschema is `false`, where an object or an array is
    closed, and by the ways that lead to a schema; so errors are compared by value and keyword, and an error
    of a whole applicator counts as one about the value that it stands at.
    """
    of_ours, of_theirs = _by_error(ours), _by_error(theirs)
    return Differences(_without(of_ours, of_theirs), _without(of_theirs, of_ours))


def _by_error(found: Iterable[_Found]) -> dict[_Error, list[_Found]]:
    errors: dict[_Error, list[_Found]] = {}
    for each in found:
        errors.setdefault(_error(each.instance_location, each.keyword_location), []).append(each)
    return errors


def _without(errors: Mapping[_Error, list[_Found]], others: Mapping[_Error, object]) -> list[_Found]:
    different = [error for error in errors if error not in others]
    if any(keyword in _UNEVALUATED for _, keyword in different):
        # What a subschema that fails has looked at is evaluated for some implementations, and for others not:
        # where both find another error in a value, that something of it is unevaluated may follow from that.
        failing = {place[:depth] for place, _ in others for depth in range(len(place) + 1)}
        different = [
            (place, keyword)
            for place, keyword in different
            if keyword not in _UNEVALUATED or place not in failing
        ]
    return list(chain.from_iterable(errors[error] for error in different))


def _error(instance_location: str, keyword_location: str) -> _Error:
    steps = keywords_on_way(keyword_location)
    while steps and steps[-1] in ("then", "else"):  # whose own error is that of the schema around them
        steps.pop()
    if not steps:
        return (), ""
    last = next((number for number, step in enumerate(steps) if step in _WHOLE), len(steps) - 1)
    depth = sum(step in _DESCENDING for step in steps[:last])
    # jsonschema has the location of `contains` for all three.
    keyword = "contains" if steps[last] in ("minContains", "maxContains") else steps[last]
    return tuple(tokens(instance_location)[:depth]), keyword


def keywords_on_way(keyword_location: str) -> list[str]:
    """The keywords on the way, without what stands beneath them and without those that are left unsaid."""
    steps = []
    waiting = tokens(keyword_location)
    waiting.reverse()
    while waiting:
        keyword = waiting.pop()
        if keyword not in _UNSAID:
            steps.append(keyword)
        if waiting and (keyword in _HOLDERS or (keyword == "items" and waiting[-1].isdigit())):
            waiting.pop()
    return steps
