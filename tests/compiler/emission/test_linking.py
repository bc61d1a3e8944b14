"""A validator in memory is written as far as it is needed, and is the module that would be emitted."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

import holotype

TREE: Any = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string", "pattern": "^[a-z]+$"},
        "children": {"type": "array", "items": {"$ref": "#"}},
        "either": {"anyOf": [{"$ref": "#"}, {"type": "integer", "minimum": 3}]},
    },
    "additionalProperties": False,
}
BROKEN: Any = {"name": "A", "children": [{"name": "b", "either": {"name": 1}}, {}], "other": 1}


def emitted(schema: Any) -> dict[str, Any]:
    namespace: dict[str, Any] = {"__name__": "emitted"}
    exec(compile(holotype.compile_source(schema), "<emitted>", "exec"), namespace)
    return namespace


def test_errors_are_those_of_the_emitted_module() -> None:
    validator = holotype.compile(TREE)
    assert not validator.is_clean(BROKEN)
    found = [tuple(error) for error in validator.iter_errors(BROKEN)]
    assert found == [tuple(error) for error in emitted(TREE)["iter_errors"](BROKEN)] != []


def test_what_was_asked_before_changes_nothing() -> None:
    first, second = holotype.compile(TREE), holotype.compile(TREE)
    instances: list[Any] = [{"name": "a"}, {"name": "a", "either": 4}, [], BROKEN]
    for instance in instances:
        first.is_valid(instance)
    assert list(first.iter_errors(BROKEN)) == list(second.iter_errors(BROKEN))


def test_the_source_is_the_same_whatever_was_asked_before() -> None:
    validator = holotype.compile(TREE)
    list(validator.iter_errors(BROKEN))
    assert validator.source == holotype.compile_source(TREE)


def test_threads_that_need_a_function_at_once_get_one_answer() -> None:
    schema = {"properties": {f"p{number}": {"type": "object", **TREE} for number in range(40)}}
    instance: Any = {f"p{number}": BROKEN for number in range(40)}
    expected = [tuple(error) for error in emitted(schema)["iter_errors"](instance)]
    validator = holotype.compile(schema)
    together = Barrier(8)

    def ask(_: int) -> list[tuple[Any, ...]]:
        together.wait()
        return [tuple(error) for error in validator.iter_errors(instance)]

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(ask, range(8)))
    finally:
        sys.setswitchinterval(before)
    assert answers == [expected] * 8


@pytest.mark.usefixtures("usual_recursion_limit")
@pytest.mark.parametrize("depth", range(0, 900, 7))
def test_a_function_is_written_wherever_on_the_stack_it_is_first_needed(depth: int) -> None:
    validator = holotype.compile(TREE)

    def ask(left: int) -> bool:
        return ask(left - 1) if left else validator.is_valid({"name": "a", "children": [{"name": "b"}]})

    assert ask(depth)
    assert sys.getrecursionlimit() == 1000


def test_verdicts_of_one_instance_do_not_outlive_it() -> None:
    twice = {"$defs": {"a": {"type": "array", "items": {"$ref": "#/$defs/a"}, "maxItems": 1}}}
    schema: Any = {**twice, "anyOf": [{"allOf": [{"$ref": "#/$defs/a"}, {"$ref": "#/$defs/a"}]}] * 2}
    validator = holotype.compile(schema)
    for _ in range(200):
        assert validator.is_valid([[]])
        assert not validator.is_valid([[], []])
