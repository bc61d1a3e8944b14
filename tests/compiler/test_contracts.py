"""What a contract adds to a schema: severities and rules, in the predicates and in the errors path alike."""

from __future__ import annotations

from typing import Any

import pytest

import holotype
from holotype.compiler import compile_contract
from holotype.contract import Contract

SCHEMA = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "enum": ["a", "b"], "maxLength": 3},
        "done": {"type": "integer", "minimum": 0},
        "total": {"type": "integer", "minimum": 0},
        "note": {"anyOf": [{"maxLength": 2}, {"minLength": 9}]},
    },
    "required": ["name"],
}
WITHIN = holotype.Rule("within", "done <= total", because="nothing is done twice")
STARTED = holotype.Rule("started", "done > 0", when='name == "a"', severity="warning")


def contract(**changes: Any) -> Contract:
    made = Contract(
        file="s.contract.toml",
        schema_file="s.json",
        id="http://example.test/contract",
        source_id="",
        provenance="",
        sha256="",
        package_path="p",
        class_name="Job",
        formats="assert",
        nulls="absent",
        severity={},
        rules=(),
        each="",
    )
    return made._replace(**changes)


def module(**changes: Any) -> dict[str, Any]:
    namespace: dict[str, Any] = {"__name__": "emitted"}
    exec(compile(compile_contract(contract(**changes), SCHEMA).source, "<emitted>", "exec"), namespace)
    return namespace


def verdicts(emitted: dict[str, Any], instance: Any, **options: str) -> tuple[bool, bool]:
    """is_valid and is_clean, held to the errors path."""
    errors = list(emitted["iter_errors"](instance, **options))
    valid, clean = emitted["is_valid"](instance, **options), emitted["is_clean"](instance, **options)
    assert valid is (not any(error.severity == "error" for error in errors))
    assert clean is (not errors)
    return valid, clean


LOWERED = {"/properties/name/enum": "warning"}


def test_a_lowered_assertion_is_a_warning() -> None:
    emitted = module(severity=LOWERED)
    assert verdicts(emitted, {"name": "a"}) == (True, True)
    assert verdicts(emitted, {"name": "c"}) == (True, False)
    (error,) = emitted["iter_errors"]({"name": "c"})
    assert (error.severity, error.keyword) == ("warning", "enum")
    emitted["validate"]({"name": "c"})


def test_other_assertions_of_the_same_property_stay_errors() -> None:
    emitted = module(severity=LOWERED)
    assert verdicts(emitted, {"name": "long"}) == (False, False)
    severities = {error.keyword: error.severity for error in emitted["iter_errors"]({"name": "long"})}
    assert severities == {"enum": "warning", "maxLength": "error"}
    with pytest.raises(emitted["ValidationError"]) as caught:
        emitted["validate"]({"name": "long"})
    assert [error.keyword for error in caught.value.errors] == ["maxLength"]


@pytest.mark.parametrize(
    "pointer",
    [
        "/properties/name/type",
        "/required",
        "/properties/note/anyOf/0/maxLength",
        "/properties/note/anyOf",
        "/properties/nothing/enum",
        "/properties/name/minLength",
        "",
    ],
)
def test_what_cannot_be_lowered_is_a_contract_error_with_its_key(pointer: str) -> None:
    with pytest.raises(holotype.ContractError) as caught:
        module(severity={pointer: "warning"})
    assert pointer in caught.value.key


def test_what_is_not_checked_is_said_when_a_contract_is_compiled() -> None:
    (notice,) = compile_contract(contract(), {"format": "int64"}).notices
    assert "int64" in notice.says


def test_a_rule_counts_in_the_predicate_and_in_the_errors_path() -> None:
    emitted = module(rules=(WITHIN, STARTED))
    assert verdicts(emitted, {"name": "b", "done": 1, "total": 1}) == (True, True)
    assert verdicts(emitted, {"name": "b", "done": 2, "total": 1}) == (False, False)
    assert verdicts(emitted, {"name": "a", "done": 0}) == (True, False)


def test_the_error_of_a_rule_names_the_rule() -> None:
    (error,) = module(rules=(WITHIN,))["iter_errors"]({"name": "b", "done": 2, "total": 1})
    assert error.keyword == "rule"
    assert error.keyword_location == "/rules/within"
    assert error.absolute_keyword_location == "http://example.test/contract#/rules/within"
    assert error.message.startswith("done (2) exceeds total (1)")


def test_a_rule_is_skipped_when_what_it_reads_is_absent() -> None:
    emitted = module(rules=(WITHIN,))
    for instance in (
        {"name": "b", "done": 2},
        {"name": "b", "total": 2},
        {"name": "b", "done": 2, "total": None},
    ):
        assert verdicts(emitted, instance) == (True, True)


def test_a_rule_is_skipped_when_what_it_reads_is_invalid() -> None:
    emitted = module(rules=(WITHIN,))
    for total in ("1", -1, 1.5):
        errors = list(emitted["iter_errors"]({"name": "b", "done": 2, "total": total}))
        assert {error.instance_location for error in errors} == {"/total"}
        assert verdicts(emitted, {"name": "b", "done": 2, "total": total}) == (False, False)


def test_a_rule_is_skipped_when_what_it_reads_is_invalid_at_a_lower_severity() -> None:
    lowered = {"/properties/total/minimum": "warning"}
    emitted = module(rules=(WITHIN,), severity=lowered)
    assert verdicts(emitted, {"name": "b", "done": 0, "total": -1}) == (True, False)
    assert [error.keyword for error in emitted["iter_errors"]({"name": "b", "done": 0, "total": -1})] == [
        "minimum"
    ]


def test_rules_come_last_and_in_their_order() -> None:
    emitted = module(rules=(STARTED._replace(assertion="done > 9"), WITHIN))
    errors = emitted["iter_errors"]({"total": 1, "done": 2, "name": "a", "note": "long"})
    assert [error.keyword_location for error in errors] == [
        "/properties/note/anyOf",
        "/rules/started",
        "/rules/within",
    ]


def test_a_rule_sees_the_stripped_instance() -> None:
    rule = holotype.Rule("one", "present(done) or present(total)")
    emitted = module(rules=(rule,))
    assert verdicts(emitted, {"name": "b", "done": None}) == (False, False)
    assert verdicts(emitted, {"name": "b", "done": 1}) == (True, True)
    assert verdicts(emitted, {"name": "b", "done": None}, nulls="reject")[0] is False


def test_the_header_names_class_and_contract() -> None:
    header = module(each="/data")["HOLOTYPE"]
    assert (header["class"], header["contract"], header["each"]) == (
        "Job",
        "http://example.test/contract",
        "/data",
    )


def test_a_schema_of_several_files_is_said_to_be_none_for_a_contract() -> None:
    with pytest.raises(holotype.SchemaError) as caught:
        compile_contract(contract(), {"$ref": "a.json"})
    assert caught.value.message.endswith(
        "which is not among the documents: the schema of a contract is one file; write what it refers to "
        f"into it, beneath $defs, or check by the schema alone (--schema {contract().schema_file}); "
        "nothing is fetched"
    )
