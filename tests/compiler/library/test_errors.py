"""Errors leave the process: pickled, copied, raised in a pool, whatever module found them."""

from __future__ import annotations

import copy
import importlib
import importlib.util
import pickle
import runpy
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import mistral_batch_job
import pytest
from hypothesis import given
from hypothesis import strategies as st

import holotype

SCHEMA = {"type": "object", "properties": {"a": {"anyOf": [{"type": "string"}, {"minimum": 3}]}}}
SOURCE = holotype.compile_source(SCHEMA)
WRONG = {"a": 1}


def pickled(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))


def pickled_in_text(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value, 0))


JOURNEYS: list[Callable[[Any], Any]] = [pickled, pickled_in_text, copy.copy, copy.deepcopy]
journeys = pytest.mark.parametrize("journey", JOURNEYS)
WORDS = st.text(max_size=3)
ERRORS = st.builds(
    holotype.Error,
    *[WORDS] * 5,
    severity=st.sampled_from(["error", "warning"]),
    hint=st.none() | WORDS,
    causes=st.builds(lambda word: (holotype.Error(*[word] * 5),), WORDS),
)


def raised(validator: Any, instance: Any = WRONG) -> Any:
    with pytest.raises(ValueError, match="alternative") as caught:
        validator.validate(instance)
    return caught.value


def executed(name: str | None) -> Any:
    namespace: dict[str, Any] = {} if name is None else {"__name__": name}
    exec(SOURCE, namespace)
    return SimpleNamespace(**namespace)


@given(st.lists(ERRORS, max_size=2).map(tuple))
def test_an_exception_arrives_with_its_class_its_errors_and_its_text(
    errors: tuple[holotype.Error, ...],
) -> None:
    error = holotype.ValidationError(errors)
    for journey in JOURNEYS:
        arrived = journey(error)
        assert type(arrived) is holotype.ValidationError
        assert (arrived.errors, str(arrived)) == (errors, str(error))
        assert all(type(each) is holotype.Error for each in arrived.errors)


@journeys
def test_what_was_noted_on_an_exception_arrives_too(journey: Callable[[Any], Any]) -> None:
    error = raised(holotype.compile(SCHEMA))
    error.add_note("in jobs.jsonl")
    assert journey(error).__notes__ == ["in jobs.jsonl"]


@journeys
def test_an_exception_of_a_module_that_can_be_imported_arrives_as_that_module_s(
    journey: Callable[[Any], Any],
) -> None:
    with pytest.raises(mistral_batch_job.ValidationError) as caught:
        mistral_batch_job.validate({"id": 5})
    arrived = journey(caught.value)
    assert type(arrived) is mistral_batch_job.ValidationError
    assert {type(each) for each in arrived.errors} == {mistral_batch_job.Error}
    assert arrived.errors == caught.value.errors


executed_as = pytest.mark.parametrize("name", [None, "holotype_validator", "__main__", "mistral_batch_job"])


@executed_as
@pytest.mark.parametrize("journey", [pickled, pickled_in_text])
def test_an_exception_of_an_executed_module_arrives_as_holotype_s(
    journey: Callable[[Any], Any], name: str | None
) -> None:
    error = raised(executed(name))
    arrived = journey(error)
    assert type(arrived) is holotype.ValidationError
    assert {type(each) for each in arrived.errors} == {holotype.Error}
    assert (arrived.errors, str(arrived)) == (error.errors, str(error))


@executed_as
@pytest.mark.parametrize("journey", [copy.copy, copy.deepcopy])
def test_a_copy_of_an_exception_is_of_its_class(journey: Callable[[Any], Any], name: str | None) -> None:
    module = executed(name)
    arrived = journey(raised(module))
    assert type(arrived) is module.ValidationError
    assert {type(each) for each in arrived.errors} == {module.Error}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "found_nowhere.py"
    path.write_text(SOURCE, "utf-8")
    return path


def loaded(file: Path) -> Any:
    """The usual recipe, which makes the module known to this process alone."""
    spec = importlib.util.spec_from_file_location("found_nowhere", file)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["found_nowhere"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def known_here(file: Path) -> Iterator[Any]:
    yield loaded(file)
    del sys.modules["found_nowhere"]


def test_an_exception_of_a_module_that_only_this_process_knows_arrives_as_holotype_s(known_here: Any) -> None:
    assert type(pickled(raised(known_here))) is holotype.ValidationError


def test_an_exception_of_a_file_that_was_run_arrives_as_holotype_s(file: Path) -> None:
    for name in ("__main__", "elsewhere"):
        validator = SimpleNamespace(**runpy.run_path(str(file), run_name=name))
        assert type(pickled(raised(validator))) is holotype.ValidationError


def test_a_module_of_the_same_name_elsewhere_is_not_taken_for_it(
    known_here: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "found_nowhere.py").write_text("", "utf-8")
    monkeypatch.syspath_prepend(other)
    assert type(pickled(raised(known_here))) is holotype.ValidationError


def test_an_exception_of_a_module_on_the_path_arrives_as_that_module_s(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(file.parent)
    module = importlib.import_module("found_nowhere")
    try:
        assert type(pickled(raised(module))) is module.ValidationError
    finally:
        del sys.modules["found_nowhere"]


def test_where_there_is_no_holotype_pickle_says_that_the_module_cannot_be_imported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "holotype", None)
    with pytest.raises(pickle.PicklingError, match="holotype_validator"):
        pickle.dumps(raised(executed("holotype_validator")))


# Pools


def task(file: Path | None, name: str | None) -> None:
    """Raise what is wrong, in a module that the process that waits does not have."""
    (loaded(file) if file is not None else executed(name)).validate(WRONG)


def refuse(validator: holotype.Validator) -> None:
    validator.validate(WRONG)


def is_valid(validator: holotype.Validator, instance: Any) -> tuple[bool, int]:
    return validator.is_valid(instance), id(validator)


def test_a_pool_of_processes_survives_what_it_raises(file: Path) -> None:
    validator = holotype.compile(SCHEMA)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        futures = [
            pool.submit(task, file, None),
            pool.submit(task, None, None),
            pool.submit(task, None, "__main__"),
            pool.submit(refuse, validator),
            pool.submit(mistral_batch_job.validate, {}),
        ]
        arrived = [future.exception() for future in futures]
        verdicts = [pool.submit(is_valid, validator, each).result() for each in (WRONG, {}, WRONG)]
    expected = [*[holotype.ValidationError] * 4, mistral_batch_job.ValidationError]
    assert [type(error) for error in arrived] == expected
    assert [str(error) for error in arrived[:4]] == [str(raised(validator))] * 4
    assert [verdict for verdict, _ in verdicts] == [False, True, False]
    # It was compiled once.
    assert len({identity for _, identity in verdicts}) == 1
