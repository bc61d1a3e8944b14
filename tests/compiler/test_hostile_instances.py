"""Instances made to hang or to crash, and values that only look like JSON: each gives the right answer."""

from __future__ import annotations

import inspect
import json
import math
import subprocess
import sys
from collections import Counter, OrderedDict, UserDict, defaultdict, namedtuple
from collections.abc import Callable
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

import holotype

TREE = {
    "type": ["object", "array", "integer"],
    "properties": {"child": {"$ref": "#"}},
    "additionalProperties": {"$ref": "#"},
    "items": {"$ref": "#"},
}
# Each places a recursive schema where another keyword looks for it.
RECURSIVE = {
    "properties": TREE,
    "items": {"type": ["array", "integer"], "items": {"$ref": "#"}},
    "anyOf": {"anyOf": [{"type": "integer"}, {"type": "array", "items": {"$ref": "#"}}, {"required": ["x"]}]},
    "oneOf": {"oneOf": [{"type": "integer"}, {"items": {"$ref": "#"}, "minItems": 1}]},
    "unevaluated": {
        "type": ["array", "integer"],
        "unevaluatedItems": {"$ref": "#"},
        "anyOf": [{"prefixItems": [True]}, True],
    },
    "const": {"enum": [[[1]], {"a": [2]}]},
    "uniqueItems": {"type": ["array", "object"], "uniqueItems": True},
    "nulls": {"properties": {"child": {"$ref": "#"}, "name": {"type": "string"}}},
}


def agreeing(validator: holotype.Validator, instance: Any) -> bool:
    """The verdict, on which predicate and errors path agree."""
    verdict = validator.is_valid(instance)
    assert verdict is (not list(validator.iter_errors(instance)))
    return verdict


# Depth

DEEP = """
from typing import Any
import holotype
{deep}
validator = holotype.compile({schema!r}, nulls="absent")
for shape in ("list", "dict", "both"):
    for depth in (500, 5_000, 100_000):
        instance = deep(shape, depth, "x")
        for ask in (validator.is_valid, lambda x: list(validator.iter_errors(x)), validator.strip):
            try:
                ask(instance)
            except RecursionError as error:
                assert "nested more than" in str(error), error
                assert depth > 500
print("done")
"""


def deep(shape: str, depth: int, leaf: Any) -> Any:
    instance = leaf
    for level in range(depth):
        as_list = shape == "list" or (shape == "both" and level % 2)
        instance = [instance] if as_list else {"child": instance}
    return instance


@pytest.mark.parametrize("schema", RECURSIVE.values(), ids=RECURSIVE)
def test_an_instance_of_any_depth_gets_an_answer_or_a_clear_error(schema: dict[str, Any]) -> None:
    run = subprocess.run(
        [sys.executable, "-c", DEEP.format(schema=schema, deep=inspect.getsource(deep))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout) == (0, "done\n"), run.stderr[-2_000:]


def test_an_instance_that_documents_may_hold_gets_an_answer_however_deep_the_caller_stands() -> None:
    validator = holotype.compile(TREE)
    instance = deep("both", 510, 1)

    def stand(depth: int) -> bool:
        return stand(depth - 1) if depth else agreeing(validator, instance)

    assert stand(300)


def test_an_instance_that_contains_itself_is_a_clear_error() -> None:
    cyclic: dict[str, Any] = {}
    cyclic["child"] = [cyclic]
    validator = holotype.compile(TREE, nulls="absent")
    for ask in (
        validator.is_valid,
        validator.is_clean,
        validator.iter_errors,
        validator.validate,
        validator.strip,
    ):
        with pytest.raises(RecursionError, match="contains itself"):
            ask(cyclic)


@pytest.mark.usefixtures("usual_recursion_limit")
def test_the_recursion_limit_is_as_it_was_after_a_deep_instance() -> None:
    limit = sys.getrecursionlimit()
    validator = holotype.compile(TREE)
    validator.is_valid(deep("list", 500, 1))
    with pytest.raises(RecursionError):
        validator.is_valid(deep("list", 5_000, 1))
    assert sys.getrecursionlimit() == limit


def test_a_part_that_stands_in_the_instance_very_often_is_not_too_deep() -> None:
    part: Any = 1
    for _ in range(14):
        part = [part, part]
    assert agreeing(holotype.compile(TREE), part)


# Size

MILLION = 1_000_000
COLLIDING = 2**61 - 1  # hash() of an int is its remainder by this


@pytest.mark.parametrize(
    "item",
    [
        lambda index: index * COLLIDING,
        lambda index: index / 8,
        str,
        lambda index: index * 2.0**61 if index % 2 else index * 2**61,
    ],
    ids=["colliding", "floats", "strings", "integers and floats"],
)
def test_a_million_scalars_are_compared_in_order(item: Callable[[int], object]) -> None:
    # Made here, not with the module: each worker and each program that imports it would keep them.
    items = list(map(item, range(MILLION)))
    validator = holotype.compile({"uniqueItems": True})
    assert validator.is_valid(items)
    assert not validator.is_valid([*items, items[500_000]])


def test_very_many_objects_and_arrays_whose_numbers_collide_are_compared_in_order() -> None:
    validator = holotype.compile({"uniqueItems": True})
    items: list[Any] = [{"a": index * COLLIDING} for index in range(50_000)]
    items += [[index * COLLIDING] for index in range(50_000)]
    assert validator.is_valid(items)
    assert validator.is_valid([*items, [float(7 * COLLIDING)]]) is not (float(7 * COLLIDING) == 7 * COLLIDING)
    items.append({"a": 500 * COLLIDING})
    (error,) = validator.iter_errors(items)
    assert error.message.startswith("the items 500 and 100000 are equal: ")


def test_numbers_that_collide_with_an_enum_are_compared_in_order() -> None:
    validator = holotype.compile({"items": {"enum": [index * COLLIDING for index in range(300)]}})
    assert validator.is_valid([299 * COLLIDING] * 10)
    assert not validator.is_valid([300 * COLLIDING])


def test_very_many_errors_are_listed() -> None:
    validator = holotype.compile({"items": {"type": "string"}})
    assert sum(1 for _ in validator.iter_errors([1] * 100_000)) == 100_000


# What JSON has, and what only looks like it


class Color(Enum):
    RED = "red"


class Text(StrEnum):
    RED = "red"


class Number(IntEnum):
    ONE = 1


class Name(str):
    __slots__ = ()


class Measure(float):
    __slots__ = ()


Pair = namedtuple("Pair", "a b")


@pytest.mark.parametrize(
    ("instance", "json_type"),
    [
        (None, "null"),
        (True, "boolean"),
        (1, "integer"),
        (1.0, "integer"),
        (-0.0, "integer"),
        (1e300, "integer"),
        (10**400, "integer"),
        (1.5, "number"),
        ("a", "string"),
        ([], "array"),
        ({}, "object"),
        (Text.RED, "string"),
        (Name("a"), "string"),
        (Number.ONE, "integer"),
        (Measure(1.5), "number"),
        (Measure(2.0), "integer"),
        (OrderedDict(a=1), "object"),
        (defaultdict(list), "object"),
        (Counter("a"), "object"),
        (math.nan, None),
        (math.inf, None),
        (-math.inf, None),
        (Measure("nan"), None),
        (Color.RED, None),
        (Decimal("1"), None),
        (Fraction(1, 2), None),
        (1j, None),
        (b"a", None),
        (bytearray(b"a"), None),
        ((1, 2), None),
        (Pair(1, 2), None),
        ({1, 2}, None),
        (range(2), None),
        (UserDict(a=1), None),
        (object(), None),
        (int, None),
        (NotImplemented, None),
    ],
    # Not repr: an address in a name differs from one test process to the next.
    ids=lambda each: type(each).__name__,
)
def test_an_instance_has_the_type_that_json_gives_it(instance: Any, json_type: str | None) -> None:
    for each in ("null", "boolean", "integer", "number", "string", "array", "object"):
        verdict = each == json_type or (each == "number" and json_type == "integer")
        assert agreeing(compiled_once("type", each), instance) is verdict
        if json_type is None:
            two = [each, "null" if each == "string" else "string"]
            assert not agreeing(compiled_once("type", two), instance)
    # What has no JSON type equals nothing and is in no enum.
    if json_type is None:
        for value in (None, True, 1, 1.5, "red", [1, 2], {"a": 1}):
            assert not agreeing(compiled_once("const", value), instance)
            assert not agreeing(compiled_once("enum", [value, "other", 7]), instance)


def compiled_once(keyword: str, value: object) -> holotype.Validator:
    """A schema of one keyword, which is asked about many instances."""
    return _compiled_once(json.dumps({keyword: value}))


@cache
def _compiled_once(schema: str) -> holotype.Validator:
    return holotype.compile(json.loads(schema))


def test_subclasses_behave_as_their_base_everywhere() -> None:
    schema = {
        "type": "object",
        "properties": {
            "e": {"enum": ["red", "blue"]},
            "n": {"multipleOf": 1, "minimum": 1},
            "l": {"maxItems": 1},
        },
        "required": ["e"],
        "additionalProperties": {"const": {"a": [1]}},
        "minProperties": 2,
    }
    validator = holotype.compile(schema)
    missing: defaultdict[str, Any] = defaultdict(lambda: "red", n=Number.ONE, l=[])
    assert not agreeing(validator, missing)
    assert "e" not in missing
    assert agreeing(validator, OrderedDict(e=Text.RED, n=Number.ONE, x=OrderedDict(a=[Measure(1.0)])))
    assert not agreeing(validator, OrderedDict(e=Text.RED, n=Measure(0.5)))


def test_names_that_are_no_strings_do_not_break_anything() -> None:
    validator = holotype.compile(
        {
            "properties": {"a": {"type": "string"}},
            "additionalProperties": {"type": "integer"},
            "propertyNames": {"maxLength": 3},
        }
    )
    for name in (1, None, 1.5, (1, 2), b"a"):
        assert isinstance(agreeing(validator, {name: 1}), bool)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize(
    "schema",
    [
        {"minimum": -1},
        {"maximum": 1},
        {"exclusiveMinimum": -1},
        {"exclusiveMaximum": 1},
        {"multipleOf": 1},
        {"multipleOf": 0.5},
        {"type": "number"},
        {"type": ["integer", "string"]},
        {"enum": [1, 1.5]},
        {"uniqueItems": True, "items": {"type": "number"}},
    ],
    ids=str,
)
def test_what_is_no_number_in_json_fails_wherever_a_keyword_looks(
    schema: dict[str, Any], value: float
) -> None:
    validator = holotype.compile(schema)
    assert not agreeing(validator, [value] if "items" in schema else value)
    assert not agreeing(
        holotype.compile({"properties": {"a": schema}}), {"a": [value] if "items" in schema else value}
    )


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (1, 1.0, True),
        (0, -0.0, True),
        (1, True, False),
        (0, False, False),
        (1.0, True, False),
        ([1], [True], False),
        ([1], [1.0], True),
        ({"a": 0}, {"a": False}, False),
        ({"a": 0, "b": 1}, {"b": 1.0, "a": 0}, True),
        ({"a": 1}, {"a": 1, "b": 1}, False),
        (2**53, 2.0**53, True),
        (2**53 + 1, 2.0**53, False),
        (10**400, 10**400, True),
        ("1", 1, False),
        (None, False, False),
        ("", [], False),
        ([], {}, False),
        ("e\u0301", "é", False),
        (0.1 + 0.2, 0.3, False),
        ([[]], [{}], False),
    ],
    ids=repr,
)
def test_const_enum_and_unique_items_have_one_equality(one: Any, other: Any, verdict: bool) -> None:
    assert agreeing(holotype.compile({"const": one}), other) is verdict
    assert agreeing(holotype.compile({"enum": [one, "more"]}), other) is verdict
    assert agreeing(holotype.compile({"uniqueItems": True}), [one, other]) is not verdict
    assert agreeing(holotype.compile({"uniqueItems": True}), [[one], "x", [other]]) is not verdict
    assert agreeing(holotype.compile({"const": other}), one) is verdict


def test_what_is_no_number_in_json_equals_nothing_and_is_not_known_to_be_unique() -> None:
    for number in (math.inf, math.nan):
        assert not agreeing(holotype.compile({"const": 10**400}), number)
        assert not agreeing(holotype.compile({"uniqueItems": True}), [10**400, number])
        assert not agreeing(holotype.compile({"uniqueItems": True}), [[number], "x"])


@pytest.mark.parametrize(
    ("value", "divisor", "verdict"),
    [
        (19.99, 0.01, True),
        (0.1 + 0.2, 0.1, False),
        (0.3, 0.1, True),
        (1e308, 0.123456789, False),
        (1e308, 0.5, True),
        (1e308, 1e-308, True),
        (10**400, 1e-10, True),
        (10**400 + 1, 10, False),
        (5e-324, 5e-324, True),
        (5e-324, 1e308, False),
        (0, 1e308, True),
        (-0.0, 3, True),
        (-7, 3.5, True),
        (4.35, 0.01, True),
        (1.1, 0.1, True),
        (9007199254740993, 2, False),
        (9007199254740993.0, 2, True),
        (1e23, 10, True),
    ],
)
def test_multiples_are_exact(value: float, divisor: float, verdict: bool) -> None:
    assert agreeing(holotype.compile({"multipleOf": divisor}), value) is verdict


@pytest.mark.parametrize("limit", [2**53, 2.0**53, 10**400])
def test_limits_are_compared_exactly(limit: float) -> None:
    assert agreeing(holotype.compile({"minimum": limit}), int(limit))
    assert not agreeing(holotype.compile({"minimum": limit}), int(limit) - 1)
    assert not agreeing(holotype.compile({"exclusiveMaximum": limit}), int(limit))
    assert agreeing(holotype.compile({"maximum": 10**400}), 1e308)


def test_lengths_count_code_points() -> None:
    validator = holotype.compile({"maxLength": 1})
    assert agreeing(validator, "\U0001f600")
    assert agreeing(validator, "\ud83d")
    assert not agreeing(validator, "e\u0301")
