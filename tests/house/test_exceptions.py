"""Exceptions leave the process that raises them as they were; one that cannot brings a pool down."""

from __future__ import annotations

import builtins
import importlib
import pickle
import re
from collections.abc import Callable
from inspect import getdoc

import pytest

import holotype
from holotype.errors import HolotypeError

from .checkout import ROOT

SOURCE = ROOT / "src" / "holotype"


def exceptions() -> list[type[HolotypeError]]:
    for path in SOURCE.rglob("*.py"):
        if "Error(HolotypeError)" in path.read_text("utf-8"):
            importlib.import_module(".".join(path.relative_to(SOURCE.parent).with_suffix("").parts))
    return HolotypeError.__subclasses__()


@pytest.mark.parametrize("exception", exceptions(), ids=lambda each: each.__name__)
@pytest.mark.parametrize("arguments", [("it is wrong",), ("it is wrong", "a file")], ids=len)
def test_an_exception_arrives_as_it_was(exception: type[HolotypeError], arguments: tuple[str, ...]) -> None:
    error = exception(*arguments)
    arrived = pickle.loads(pickle.dumps(error))
    assert (type(arrived), str(arrived), vars(arrived)) == (exception, str(error), vars(error))


@pytest.mark.parametrize(
    "function",
    [holotype.compile, holotype.compile_source, holotype.check, holotype.Validator.output],
    ids=lambda each: each.__name__,
)
def test_what_a_public_function_says_that_it_raises_can_be_caught_by_a_public_name(
    function: Callable[..., object],
) -> None:
    documented = set(re.findall(r"`(\w+Error)`", getdoc(function) or ""))
    assert documented <= {*holotype.__all__, *vars(builtins)}
