"""A digest changes with what a schema means, and with nothing else."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holotype.contract import Contract, check_digest, digest, load
from holotype.errors import ContractError, SchemaError
from tests.contract.support import DIGEST, contract_file

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


def shuffled(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: shuffled(value[name]) for name in reversed(list(value))}
    return list(map(shuffled, value)) if isinstance(value, list) else value


@given(JSON)
def test_formatting_and_the_order_of_names_do_not_matter(schema: Any) -> None:
    assert digest(json.loads(json.dumps(shuffled(schema), indent=3))) == digest(schema)


@given(JSON, JSON)
def test_two_schemas_have_one_digest_when_they_are_equal_and_only_then(one: Any, other: Any) -> None:
    assert (digest(one) == digest(other)) == (canonical(one) == canonical(other))


def canonical(value: Any) -> Any:
    """The value with its types, and the numbers that JSON Schema takes as one made one."""
    if isinstance(value, dict):
        return {name: canonical(item) for name, item in value.items()}
    if isinstance(value, list):
        return list(map(canonical, value))
    if isinstance(value, float) and value.is_integer():
        return int, int(value)
    return type(value), value


@given(st.dictionaries(st.text(), st.text() | st.integers(-(10**15), 10**15) | st.booleans() | st.none()))
def test_it_is_the_sha256_of_the_canonical_json(schema: dict[str, Any]) -> None:
    text = json.dumps(schema, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    assert digest(schema) == hashlib.sha256(text.encode()).hexdigest()


def test_a_number_has_one_form() -> None:
    assert digest(1.0) == digest(1) == digest(json.loads("1e0"))
    assert digest(-0.0) == digest(0)
    assert digest(1e300) == digest(int(1e300))
    assert digest(10**4_000) != digest(10**4_000 + 1)
    assert digest(True) != digest(1)


def test_a_lone_surrogate_has_a_digest() -> None:
    assert digest({"\ud800": "\udfff"}) != digest({"\ud800": "\udffe"})


def test_a_schema_may_be_nested_deeply() -> None:
    schema: Any = {}
    for _ in range(20_000):
        schema = {"not": schema}

    assert len(digest(schema)) == 64


@pytest.mark.parametrize("schema", [{1: 2}, {"a": {1}}, [float("nan")], float("inf"), b"{}"])
def test_what_is_not_json_has_no_digest(schema: Any) -> None:
    with pytest.raises(SchemaError):
        digest(schema)


def test_a_schema_that_contains_itself_has_no_digest() -> None:
    schema: dict[str, Any] = {"a": 1}
    schema["b"] = [schema]

    with pytest.raises(SchemaError, match="the schema contains itself"):
        digest(schema)


def test_a_schema_may_hold_one_object_twice() -> None:
    shared: dict[str, Any] = {"type": "string"}

    assert digest({"a": shared, "b": shared}) == digest({"a": {"type": "string"}, "b": {"type": "string"}})


@pytest.fixture(name="contract")
def _contract(tmp_path: Any) -> Contract:
    return load(contract_file(tmp_path))


def test_the_schema_of_the_contract_passes(contract: Contract) -> None:
    check_digest(contract, {})


def test_a_changed_schema_stops_with_both_digests_and_what_to_do(contract: Contract) -> None:
    schema = {"type": "object"}

    with pytest.raises(ContractError) as caught:
        check_digest(contract, schema)

    found = digest(schema)
    assert str(caught.value) == (
        f"{contract.file}:6: source.sha256: the contract was written for a schema with the digest {DIGEST}, "
        f"and {contract.schema_file} has the digest {found}: review what changed in the schema and whether "
        f'the contract still fits, then write sha256 = "{found}"; or restore the schema'
    )
    assert caught.value.key == "source.sha256"
