"""A validator in memory as a value: pickled, it is what it was compiled from; copied, it is itself."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
import warnings
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import holotype
from holotype.compiler import compilation

DEFINITIONS = "https://example.test/definitions"


def arrived(validator: holotype.Validator) -> holotype.Validator:
    """The validator as a process gets it that has none yet."""
    compilation._compiled_once.cache_clear()
    loaded = pickle.loads(pickle.dumps(validator))
    assert isinstance(loaded, holotype.Validator)
    assert loaded is not validator
    return loaded


@settings(max_examples=15)
@given(
    st.recursive(
        st.booleans()
        | st.fixed_dictionaries({}, optional={"type": st.just("string"), "minimum": st.integers()}),
        lambda below: st.fixed_dictionaries(
            {},
            optional={
                "properties": st.dictionaries(st.text(max_size=3), below, max_size=3),
                "anyOf": st.lists(below, min_size=1, max_size=3),
                "const": st.lists(st.integers() | st.text(max_size=2) | st.none(), max_size=3),
            },
        ),
        max_leaves=6,
    )
)
def test_a_validator_arrives_as_it_was_compiled(schema: Any) -> None:
    validator = holotype.compile(schema)
    loaded = arrived(validator)
    assert loaded.source == validator.source
    assert loaded.output({"a": 1}, format="verbose") == validator.output({"a": 1}, format="verbose")


def test_a_validator_arrives_with_all_that_it_was_compiled_with() -> None:
    validator = holotype.compile(
        {"properties": {"a": {"$ref": DEFINITIONS}, "b": {"type": "string", "format": "date"}}},
        documents={DEFINITIONS: {"$schema": "http://json-schema.org/draft-07/schema#", "maximum": 5}},
        dialect="draft4",
        formats="dialect",
        nulls="absent",
        rules=[holotype.Rule("same", "a == 5", because="it is five")],
    )
    loaded = arrived(validator)
    assert (loaded.source, loaded.HOLOTYPE) == (validator.source, validator.HOLOTYPE)
    instance = {"a": 4, "b": None}
    assert list(loaded.iter_errors(instance)) == list(validator.iter_errors(instance)) != []


def test_the_functions_of_a_validator_say_what_they_are_of() -> None:
    assert holotype.compile(True).is_valid.__module__ == "holotype_validator"


def test_what_is_changed_after_compiling_does_not_arrive() -> None:
    schema: dict[str, Any] = {"items": {"$ref": DEFINITIONS}}
    documents: dict[str, Any] = {DEFINITIONS: {"type": "string"}}
    validator = holotype.compile(schema, documents=documents)
    schema["items"] = {"type": "null"}
    documents[DEFINITIONS]["type"] = "null"
    assert arrived(validator).is_valid(["a"])


def test_documents_that_no_reference_leads_to_do_not_arrive() -> None:
    unused: Any = {"https://example.test/unused": lambda: None}
    validator = holotype.compile({"$ref": "#/$defs/a", "$defs": {"a": {"type": "null"}}}, documents=unused)
    assert arrived(validator).is_valid(None)


def test_of_two_documents_that_hold_a_resource_the_same_one_counts_where_it_arrives() -> None:
    first, second = ({"$defs": {"x": {"$id": DEFINITIONS, "const": each}}} for each in (1, 2))
    other = {"$defs": {"y": {"$id": "https://example.test/y", "const": 3}}}
    validator = holotype.compile(
        {"anyOf": [{"$ref": "https://example.test/y"}, {"$ref": DEFINITIONS}]},
        documents={"https://a.test/": other, "https://b.test/": first, "https://c.test/": second},
    )
    loaded = arrived(validator)
    assert [loaded.is_valid(each) for each in (1, 2, 3)] == [validator.is_valid(each) for each in (1, 2, 3)]


def test_a_process_compiles_once_what_arrives_often() -> None:
    validator = holotype.compile({"type": "string"})
    loaded = arrived(validator)
    assert pickle.loads(pickle.dumps(validator)) is loaded
    assert pickle.loads(pickle.dumps(loaded)) is loaded


def test_what_is_not_checked_is_said_once_where_it_was_compiled() -> None:
    with pytest.warns(UserWarning, match="int64"):
        validator = holotype.compile({"format": "int64"})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert arrived(validator).notices == validator.notices


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
def test_a_copy_of_a_validator_is_the_validator(copied: Any) -> None:
    validator = holotype.compile({"type": "string"})
    assert copied(validator) is validator


def test_a_validator_arrives_where_nothing_of_holotype_was_imported() -> None:
    text = pickle.dumps(holotype.compile({"type": "string"}))
    source = f"import pickle; print(pickle.loads({text!r}).is_valid('a'))"
    run = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert run.stdout == "True\n"
