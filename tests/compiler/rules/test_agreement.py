"""Compiled rules mean what a plain reading of them means, whatever the rule and the instance."""

from __future__ import annotations

from typing import Any

from hypothesis import given, reject
from hypothesis import strategies as st

from holotype.errors import ContractError
from tests.compiler.rules.reference import Tree, applies, evaluate, text
from tests.compiler.rules.support import parsed, properties, violated

ROOT = properties(
    count="integer",
    total="integer",
    price="number",
    tax="number",
    title="string",
    code="string",
    flag="boolean",
    done="boolean",
    maybe=["integer", "null"],
    loose=["boolean", "integer", "string"],
    tags="array",
    more="array",
    nested={"type": "object", "properties": {"count": {"type": "integer"}, "flag": {"type": "boolean"}}},
)
UNDECLARED = ("extra",)

SCALARS = st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from([0.1, 0.5, 1.0, "", "a", "b"])
INTEGERS = st.integers(-3, 3) | st.sampled_from(
    [1.0, -2.0, 1e22, 1e300, 1.7e308, 10**25, 10**400, -(10**400), 2**53 + 1]
)
NUMBERS = (
    INTEGERS
    | st.sampled_from([0.1, 0.2, 0.3, -0.5, 1e-300, 2.5])
    | st.floats(allow_nan=False, allow_infinity=False)
)
STRINGS = st.sampled_from(["", "a", "b", "ab", "é", "\U0001f600", "{}"])
ARRAYS = st.lists(SCALARS | st.lists(SCALARS, max_size=2), max_size=3)
VALUES = {
    "count": INTEGERS,
    "total": INTEGERS,
    "price": NUMBERS,
    "tax": NUMBERS,
    "title": STRINGS,
    "code": STRINGS,
    "flag": st.booleans(),
    "done": st.booleans(),
    "maybe": st.none() | INTEGERS,
    "loose": st.booleans() | INTEGERS | STRINGS,
    "tags": ARRAYS,
    "more": ARRAYS,
    "nested": st.fixed_dictionaries({}, optional={"count": INTEGERS, "flag": st.booleans()}),
    "extra": SCALARS | ARRAYS,
}
INSTANCES: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries({}, optional=VALUES)

INTEGER_PATHS = [("count",), ("total",), ("nested", "count")]
PATHS = [(name,) for name in VALUES] + [("nested", "count"), ("nested", "flag")]


def reading(paths: list[tuple[str, ...]], values: st.SearchStrategy[Any]) -> st.SearchStrategy[Tree]:
    """A property, with or without a default, or a constant."""
    path = st.sampled_from(paths)
    return (
        st.tuples(st.just("name"), path)
        | st.tuples(st.just("default"), path, values)
        | st.tuples(st.just("constant"), values)
    )


def arithmetic(leaf: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    return st.recursive(
        leaf,
        lambda term: st.tuples(st.sampled_from("+-*"), term, term) | st.tuples(st.just("-"), term),
        max_leaves=5,
    )


SIZED = st.tuples(st.just("name"), st.sampled_from([("title",), ("tags",), ("nested",)]))
WHOLE = arithmetic(reading(INTEGER_PATHS, st.integers(-3, 3)) | st.tuples(st.just("len"), SIZED))
FRACTIONAL = arithmetic(reading([("price",), ("tax",), ("count",)], st.sampled_from([0.1, 0.5, 2, -1])))
NUMERIC = WHOLE | FRACTIONAL
TEXTUAL = reading([("title",), ("code",)], STRINGS)
BOOLEAN = reading([("flag",), ("done",), ("nested", "flag")], st.booleans())
LISTS = st.lists(SCALARS | st.lists(SCALARS, max_size=2), min_size=1, max_size=3)
ANYTHING = st.tuples(st.just("name"), st.just(("extra",)))
PRESENCES = st.tuples(st.sampled_from(["present", "absent"]), st.sampled_from(PATHS))

ORDER = st.sampled_from(["<", "<=", ">", ">="])
EQUALITY = st.sampled_from(["==", "!="])
MEMBERSHIP = st.sampled_from(["in", "not in"])


def comparisons() -> st.SearchStrategy[Tree]:
    listed = st.tuples(st.just("constant"), LISTS)
    array = st.tuples(st.just("name"), st.sampled_from([("tags",), ("more",)]))
    mixed = st.tuples(st.just("name"), st.sampled_from([("loose",)])) | ANYTHING
    return st.one_of(
        st.tuples(ORDER | EQUALITY, NUMERIC, NUMERIC),
        st.tuples(ORDER, NUMERIC, NUMERIC, NUMERIC),
        st.tuples(ORDER | EQUALITY, TEXTUAL, TEXTUAL),
        st.tuples(EQUALITY, BOOLEAN, BOOLEAN | PRESENCES),
        st.tuples(EQUALITY, mixed, WHOLE | BOOLEAN | TEXTUAL),
        st.tuples(EQUALITY, st.tuples(st.just("name"), st.just(("maybe",))), WHOLE | FRACTIONAL),
        st.tuples(EQUALITY, ANYTHING, listed | array | st.tuples(st.just("constant"), SCALARS)),
        st.tuples(EQUALITY, array, array | listed),
        st.tuples(MEMBERSHIP, ANYTHING, listed),
        st.tuples(
            MEMBERSHIP,
            st.tuples(st.just("name"), st.sampled_from([("title",), ("code",)])),
            st.tuples(st.just("constant"), st.lists(STRINGS, min_size=1, max_size=4)),
        ),
        st.tuples(MEMBERSHIP, NUMERIC | TEXTUAL | BOOLEAN | ANYTHING, array),
    )


CONDITIONS = st.recursive(
    comparisons() | PRESENCES | BOOLEAN,
    lambda condition: (
        st.tuples(st.sampled_from(["and", "or"]), condition, condition)
        | st.tuples(st.sampled_from(["and", "or"]), condition, condition, condition)
        | st.tuples(st.just("not"), condition)
    ),
    max_leaves=6,
)


LOCALS = st.sampled_from(["v", "the_value_of_a_property_that_has_a_long_name"])


@given(CONDITIONS, st.none() | CONDITIONS, INSTANCES, LOCALS)
def test_a_compiled_rule_agrees_with_the_reference(
    assertion: Tree, when: Tree | None, instance: dict[str, Any], prefix: str
) -> None:
    texts = text(assertion), None if when is None else text(when)
    undeclared = UNDECLARED if any("extra" in each for each in texts if each) else ()
    try:
        check = parsed(ROOT, *texts, undeclared=undeclared)
    except ContractError as refusal:
        if "they are never equal" not in refusal.message:
            raise
        reject()

    expected = (
        applies(assertion, instance)
        and (when is None or (applies(when, instance) and evaluate(when, instance)))
        and not evaluate(assertion, instance)
    )

    assert (violated(check, instance, prefix) is not None) == expected
