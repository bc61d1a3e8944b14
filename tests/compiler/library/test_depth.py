"""Deep instances in threads: each gets its answer, and none takes the stack from another."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

import holotype
from holotype.compiler.library.depth import MAXIMUM_NESTING, with_more_stack

TREE = {
    "type": ["object", "array", "integer"],
    "properties": {"child": {"$ref": "#"}},
    "additionalProperties": {"$ref": "#"},
    "items": {"$ref": "#"},
}


def deep(depth: int, leaf: Any) -> Any:
    for level in range(depth):
        leaf = [leaf] if level % 2 else {"child": leaf}
    return leaf


def standing(depth: int, function: Callable[[], Any]) -> Any:
    """The answer of the function, called at so many frames below."""
    return standing(depth - 1, function) if depth else function()


@pytest.fixture
def limit() -> Iterator[int]:
    """Python's own limit, with threads that take turns as often as they can."""
    limit, interval = sys.getrecursionlimit(), sys.getswitchinterval()
    sys.setrecursionlimit(1000)
    sys.setswitchinterval(1e-6)
    yield 1000
    sys.setswitchinterval(interval)
    sys.setrecursionlimit(limit)


def in_threads(work: Callable[[int], None], count: int) -> list[BaseException]:
    """What went wrong when `count` threads did the work at once."""
    errors: list[BaseException] = []

    def run(index: int) -> None:
        try:
            work(index)
        except BaseException as error:  # it is looked at where it is returned
            errors.append(error)

    threads = [threading.Thread(target=run, args=(index,)) for index in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def test_threads_that_need_more_stack_do_not_take_it_from_each_other(limit: int) -> None:
    """Each goes in while others are within, and leaves before them."""
    count = 4
    inside = threading.Barrier(count)
    left = [threading.Event() for _ in range(count + 1)]
    left[0].set()

    def work(index: int) -> None:
        def function(instance: Any) -> Any:
            inside.wait(10)
            left[index].wait(10)
            return standing(5 * limit, lambda: instance)

        assert with_more_stack(function, "answer") == "answer"
        left[index + 1].set()

    assert in_threads(work, count) == []


def test_emitted_modules_in_threads_answer_at_any_depth(limit: int) -> None:
    source = holotype.compile_source(TREE)
    modules = []
    for _ in range(3):
        namespace: dict[str, Any] = {}
        exec(source, namespace)
        modules.append(SimpleNamespace(**namespace))
    good, bad = (deep(MAXIMUM_NESTING - 2, leaf) for leaf in (1, "x"))

    def work(index: int) -> None:
        module = modules[index % len(modules)]
        assert standing(400, lambda: module.is_valid(good))
        assert not standing(400, lambda: module.is_valid(bad))
        (error,) = standing(400, lambda: list(module.iter_errors(bad)))
        assert error.keyword == "type"

    assert in_threads(work, 6) == []


def test_an_exception_gives_back_what_was_taken(limit: int) -> None:
    with pytest.raises(ZeroDivisionError):
        with_more_stack(lambda one: one / 0, 1)
    assert sys.getrecursionlimit() == limit


def test_the_limit_stays_while_another_thread_stands_beyond_it(limit: int) -> None:
    deep_down, done = threading.Event(), threading.Event()

    def wait() -> None:
        deep_down.set()
        done.wait(10)

    def other() -> None:
        standing(limit, wait)

    def work(_: object) -> threading.Thread:
        thread = threading.Thread(target=other)
        thread.start()
        deep_down.wait(10)
        return thread

    thread = with_more_stack(work, 1)
    assert sys.getrecursionlimit() > limit
    done.set()
    thread.join()


def test_the_limit_does_not_grow_with_each_time_that_it_stays(limit: int) -> None:
    inside, done = threading.Event(), threading.Event()

    def wait(_: object) -> None:
        inside.set()
        done.wait(10)

    thread = threading.Thread(target=with_more_stack, args=(wait, 1))
    thread.start()
    inside.wait(10)
    limits = {with_more_stack(lambda _: sys.getrecursionlimit(), 1) for _ in range(5)}
    done.set()
    thread.join()
    assert len(limits) == 1


def test_a_thread_of_a_small_stack_takes_the_deepest_instance(limit: int) -> None:
    validator = holotype.compile(TREE)
    verdicts: list[bool] = []
    size = threading.stack_size(64 * 1024)
    try:
        in_threads(lambda _: verdicts.append(validator.is_valid(deep(MAXIMUM_NESTING, 1))), 1)
    finally:
        threading.stack_size(size)
    assert verdicts == [True]
