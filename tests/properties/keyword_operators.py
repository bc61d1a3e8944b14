"""An operator for each keyword at each place of the schema: a conforming job with a value that breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from hypothesis import strategies as st

from .jobs import Job, jobs, json_values, positives, texts, uuids
from .vendored import ANNOTATIONS, APPLICATORS, Place, places, pointer
from .violations import Found, Operator, Violation

_OF_TYPE: Final[Mapping[str, st.SearchStrategy[Any]]] = {
    "null": st.none(),
    "boolean": st.booleans(),
    "integer": st.integers() | positives.map(float),
    "number": st.sampled_from((0.5, -0.5, 1e-300, 1.0000000000000002)),
    "string": texts,
    "array": st.lists(json_values, max_size=2),
    "object": st.dictionaries(texts, json_values, max_size=2),
}


def wrong_type(place: Place) -> st.SearchStrategy[Any]:
    right = {place.subschema["type"]}
    if place.is_optional:
        right.add("null")  # it counts as absent
    return st.one_of([values for kind, values in _OF_TYPE.items() if kind not in right])


@st.composite
def outside_enum(draw: st.DrawFn, place: Place) -> str:
    """A near miss, or a value that the service knows beyond the schema."""
    member: str = draw(st.sampled_from(place.subschema["enum"]))
    near = (member.swapcase(), member + " ", member[:-1], member + member)
    return draw(st.sampled_from((*near, "", "UNKNOWN", "/v1/chat/classifications")))


@st.composite
def bad_uuid(draw: st.DrawFn, place: Place) -> str:
    """A UUID with one thing wrong."""
    right = draw(uuids)
    index = draw(st.integers(0, len(right) - 1))
    before, at, after = right[:index], right[index], right[index + 1 :]
    other = draw(st.sampled_from("0g.é" if at == "-" else "-g.é"))
    return draw(
        st.sampled_from(
            (
                "",
                before + after,
                before + other + after,
                before + "0" + at + after,
                right.replace("-", ""),
                "{" + right + "}",
                "urn:uuid:" + right,
                right + "\n",
            )
        )
    )


def below_minimum(place: Place) -> st.SearchStrategy[int | float]:
    limit = place.subschema["minimum"]
    return positives.map(lambda excess: limit - excess) | st.just(limit - 1.0)


BAD_VALUES: Final[Mapping[str, Callable[[Place], st.SearchStrategy[Any]]]] = {
    "type": wrong_type,
    "enum": outside_enum,
    "format": bad_uuid,
    "minimum": below_minimum,
}


def implied_keywords(keyword: str, value: Any, place: Place) -> Iterator[str]:
    """The keywords beside `keyword` that a value of the wrong type breaks as well."""
    if keyword == "type":
        if "enum" in place.subschema:
            yield "enum"
        if (
            type(value) in (int, float)
            and "minimum" in place.subschema
            and value < place.subschema["minimum"]
        ):
            yield "minimum"


@st.composite
def bad_values(
    draw: st.DrawFn, keyword: str, place: Place, values: Callable[[Place], st.SearchStrategy[Any]]
) -> Violation:
    """A job with a value at the place that breaks the keyword."""
    value = draw(values(place))
    instance, location = planted(draw, draw(jobs()), place.tokens, value)
    error, *implied = (
        Found(location, pointer(*place.tokens, each))
        for each in (keyword, *implied_keywords(keyword, value, place))
    )
    return Violation(instance, error, frozenset(implied))


def planted(draw: st.DrawFn, instance: Any, tokens: tuple[str, ...], value: Any) -> tuple[Any, str]:
    """The instance with `value` where the subschema at `tokens` looks, and the location of that."""
    if not tokens:
        return value, ""
    if tokens[0] == "items":
        items = list(instance or ())
        index = draw(st.integers(0, len(items)))
        item, location = planted(draw, None, tokens[1:], value)
        return [*items[:index], item, *items[index:]], pointer(index) + location
    name, rest = (tokens[1], tokens[2:]) if tokens[0] == "properties" else (draw(texts), tokens[1:])
    members = dict(instance or {})
    member, location = planted(draw, members.get(name), rest, value)
    return members | {name: member}, pointer(name) + location


@st.composite
def missing(draw: st.DrawFn, name: str) -> Violation:
    """A job without a property that it has to have."""
    job: Job = draw(jobs())
    del job[name]
    return Violation(job, Found("", "/required"))


def keyword_operators() -> Iterator[Operator]:
    """Every operator; a keyword that none of them breaks is a `KeyError` that names it."""
    for place in places():
        for keyword in place.subschema:
            if keyword in APPLICATORS or keyword in ANNOTATIONS:
                continue
            location = pointer(*place.tokens, keyword)
            if location == "/required":
                for name in place.subschema["required"]:
                    yield Operator(location, f"{location} {name}", missing(name))
            else:
                yield Operator(location, location, bad_values(keyword, place, BAD_VALUES[keyword]))
