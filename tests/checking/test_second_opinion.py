"""A second opinion on documents: which schema jsonschema gets, what it is asked, and where the two differ."""

from __future__ import annotations

import io
import json
import os
import sys
import threading
from collections.abc import Iterator
from importlib.metadata import version
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import mistral_batch_job
import pytest

import holotype
from holotype.checking import Diagnostic, check, judge, second_opinion, workers
from holotype.checking.validators import bundled_validator
from holotype.checking.values import SchemaName
from holotype.contract import digest
from holotype.errors import HolotypeError, SchemaError
from tests.checking.hostile import hostile_package
from tests.checking.stand_in import validator as stand_in

JSONSCHEMA = f"jsonschema {version('jsonschema')}"
JOB = {"id": "7b0b0a4e-5c9a-4f9e-8d7a-0d9a3e6f1c22", "model": "m", "endpoint": "/v1/ocr", "status": "QUEUED"}
# What the two read differently: for jsonschema 19.99 is no multiple, and "@" is an address.
PRICE = {"multipleOf": 0.01}
ADDRESS = {"format": "email"}
CONTRACT = """\
schema = "order.json"
id = "https://holotype.invalid/contracts/order"
[source]
sha256 = "{sha256}"
[package]
path = "package"
class = "Order"
[documents]
each = "/data"
[severity]
"/properties/state/enum" = "warning"
[[rules]]
id = "shipped-within-ordered"
assert = "shipped <= ordered"
"""
ORDER: dict[str, Any] = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "string"},
        "state": {"enum": ["OPEN"]},
        "shipped": {"type": "integer"},
        "ordered": {"type": "integer"},
        "price": PRICE,
    },
    "propertyNames": {"pattern": "^\\S+$"},
}


@pytest.fixture(autouse=True)
def _forking(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process is forked, also where whoever runs the tests has threads: it has what a test changes."""
    monkeypatch.setattr(second_opinion, "start_method", lambda: "fork")


def opinions(document: object, schema: Any = None, **how: Any) -> list[Diagnostic]:
    """What is found in one document with a second opinion."""
    return list(check(io.BytesIO(json.dumps(document).encode()), schema, second_opinion=True, **how))


def differing(document: object, schema: object = None, **how: Any) -> list[tuple[str, str]]:
    """The places, in the document and in the schema, where the two differ."""
    return [
        (one.instance_location, one.keyword_location)
        for one in opinions(document, schema, **how)
        if one.keyword == "second-opinion"
    ]


@pytest.fixture
def contract(tmp_path: Path) -> str:
    (tmp_path / "order.json").write_text(json.dumps(ORDER))
    file = tmp_path / "order.contract.toml"
    file.write_text(CONTRACT.format(sha256=digest(ORDER)))
    return str(file)


class TestWhereTheyDiffer:
    def test_an_error_that_only_jsonschema_finds_stands_at_its_value(self) -> None:
        (found,) = opinions({"a": [0, 19.99]}, {"properties": {"a": {"items": PRICE}}})
        assert found == Diagnostic(
            file="<stream>",
            line=1,
            column=11,
            end_line=1,
            end_column=16,
            instance_location="/a/1",
            keyword_location="/properties/a/items/multipleOf",
            absolute_keyword_location="",
            keyword="second-opinion",
            message=f"{JSONSCHEMA} finds an error here that Holotype does not find, nor any other in this "
            "instance: 19.99 is not a multiple of 0.01",
            source='{"a": [0, 19.99]}',
        )

    def test_an_error_that_only_ours_finds_is_said_beside_it(self) -> None:
        ours, found = opinions({"a": "@"}, {"properties": {"a": ADDRESS}})
        assert found == ours._replace(
            keyword="second-opinion",
            message=f"Holotype finds an error here that {JSONSCHEMA} does not find, nor any other in this "
            f"instance: {ours.message}",
            hint=None,
        )

    def test_where_both_find_some_only_the_others_are_differences(self) -> None:
        schema = {"properties": {"a": PRICE, "b": ADDRESS, "c": {"type": "string"}}}
        document = {"a": 19.99, "b": "@", "c": 1}
        found = [one for one in opinions(document, schema) if one.keyword == "second-opinion"]
        assert [one.message.partition(":")[0] for one in found] == [
            f"{JSONSCHEMA} finds an error here that Holotype does not find",
            f"Holotype finds an error here that {JSONSCHEMA} does not find",
        ]

    def test_where_they_agree_nothing_is_said(self) -> None:
        assert opinions({"a": "x"}, {"properties": {"a": {"type": "string"}}}) == []
        assert [one.keyword for one in opinions({"a": 1}, {"properties": {"a": {"type": "string"}}})] == [
            "type"
        ]


class TestWhatItIsAsked:
    def test_nulls_that_count_as_absent_are_not_shown_to_it(self) -> None:
        job = {**JOB, "started_at": None, "input_files": ["x"]}
        assert [one.keyword for one in opinions(job)] == ["format"]
        assert [one.keyword for one in opinions(job, nulls="reject")] == ["type", "format"]

    def test_rules_are_ours_alone_and_a_lowered_severity_is_no_difference(self, contract: str) -> None:
        found = opinions({"id": "a", "state": "GONE", "shipped": 2, "ordered": 1}, contract)
        assert {(one.keyword, one.severity) for one in found} == {("rule", "error"), ("enum", "warning")}

    def test_the_items_of_an_array_are_its_instances(self) -> None:
        items = [{"price": 1}, {"price": 19.99}, {"price": "1"}]
        schema = {"properties": {"price": {**PRICE, "type": "number"}}}
        assert differing({"x": items}, schema, each="/x") == [("/x/1/price", "/properties/price/multipleOf")]

    def test_so_are_those_of_an_envelope(self, contract: str) -> None:
        document = {"object": "list", "data": [{"id": "a"}, {"id": "b", "price": 19.99}]}
        assert differing(document, contract) == [("/data/1/price", "/properties/price/multipleOf")]

    def test_what_only_jsonschema_refuses_at_the_root_is_no_envelope(self, contract: str) -> None:
        # U+001D is white space for Python, and none for ECMA-262.
        document = {"id": "a", "\x1d": 1, "data": [{}]}
        assert differing(document, contract) == [("", "/propertyNames/pattern")]

    def test_every_line_is_an_instance(self) -> None:
        lines = io.BytesIO(b'{"price": 1}\n{"price": 19.99}\n{\n{"price": 19.99}\n')
        found = check(lines, {"properties": {"price": PRICE}}, input_format="jsonl", second_opinion=True)
        assert [(one.line, one.keyword) for one in found] == [
            (2, "second-opinion"),
            (3, "syntax"),
            (4, "second-opinion"),
        ]

    def test_formats_are_asserted_where_ours_are(self) -> None:
        schema = {"format": "ipv4"}
        assert [one.keyword for one in opinions("x", schema)] == ["format"]
        assert opinions("x", schema, formats="dialect") == []

    def test_a_format_that_it_cannot_check_is_a_notice_and_no_difference(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from jsonschema import Draft202012Validator

        for name in ("uuid", "ipv4"):
            monkeypatch.delitem(Draft202012Validator.FORMAT_CHECKER.checkers, name)
        with pytest.warns(
            UserWarning, match=f"^{JSONSCHEMA} cannot check uuid with what is installed"
        ) as caught:
            found = opinions({"input_files": ["x"]})
        assert {one.keyword for one in found} == {"required", "format"}
        ours = [each for each in caught if each.category is UserWarning]  # forking with threads is another
        assert [Path(each.filename).name for each in ours] == [Path(__file__).name]


class TestWhichSchemaItGets:
    def test_a_schema_by_path_or_by_value_with_its_documents(self, tmp_path: Path) -> None:
        (tmp_path / "price.json").write_text(json.dumps(PRICE))
        schema = {"properties": {"price": {"$ref": "urn:price"}}}
        (tmp_path / "schema.json").write_text(json.dumps(schema))
        for given in (schema, str(tmp_path / "schema.json"), tmp_path / "schema.json"):
            documents = {"urn:price": str(tmp_path / "price.json")}
            assert differing({"price": 19.99}, given, documents=documents)

    def test_a_schema_in_a_file_with_those_beside_it(self, tmp_path: Path) -> None:
        (tmp_path / "parts").mkdir()
        (tmp_path / "parts/price.json").write_text(json.dumps({"$ref": "own.json"}))
        (tmp_path / "parts/own.json").write_text(json.dumps({"$id": "http://example.test/own", **PRICE}))
        for identifier in ({}, {"$id": "http://example.test/schemas/order.json"}):
            schema = {**identifier, "properties": {"price": {"$ref": "parts/price.json"}}}
            (tmp_path / "schema.json").write_text(json.dumps(schema))
            for cache in (False, True):
                assert differing({"price": 19.99}, tmp_path / "schema.json", cache=cache)

    @pytest.mark.filterwarnings("ignore::UserWarning")  # of what draft-07 ignores beside $ref
    @pytest.mark.parametrize("draft", ["http://json-schema.org/draft-07/schema#", "draft7"])
    def test_it_is_read_in_its_dialect(self, draft: str) -> None:
        schema = {"$schema": draft, "$ref": "#/definitions/a", "type": "string", "definitions": {"a": PRICE}}
        assert differing(19.99, schema) == [("", "/multipleOf")]

    @pytest.mark.filterwarnings("ignore::UserWarning")  # of what draft-07 ignores beside $ref
    def test_that_of_a_validator_of_compile(self) -> None:
        documents = {"urn:price": PRICE}
        schema = {"$ref": "urn:price", "type": "string"}
        validator = holotype.compile(schema, documents=documents, dialect="draft7")
        assert differing(19.99, validator) == [("", "/multipleOf")]

    def test_that_of_a_package_beside_its_validator(self) -> None:
        folder = str(Path(bundled_validator().text).parent)
        job = {
            **JOB,
            "id": "950fae83-2802-40c0-a677-c7839a4e238a-",
        }  # for jsonschema it ends in front of the "-"
        for package in (None, "mistral_batch_job", folder, f"{folder}/contract.json", mistral_batch_job):
            assert differing(job, package) == [("/id", "/properties/id/format")]

    def test_a_package_that_a_configuration_names_is_not_run_for_it(self, tmp_path: Path) -> None:
        folder = hostile_package(tmp_path / "tools", tmp_path / "canary")
        found = opinions({}, SchemaName(str(folder), "configuration"))
        assert [one.keyword for one in found] == ["required"]
        assert not (tmp_path / "canary").exists()

    def test_a_schema_that_is_not_that_of_the_package_is_refused(self) -> None:
        with pytest.raises(
            SchemaError, match=r"stand_in/schema\.json: this is not the schema that the validator"
        ):
            opinions({}, stand_in)

    def test_of_a_source_alone_the_schema_is_not_known(self) -> None:
        class Sourced:
            source = holotype.compile_source({})

        with pytest.raises(SchemaError, match="given as its source alone there is no second opinion"):
            opinions({}, Sourced())

    def test_a_dialect_of_somebody_s_own_is_refused(self, tmp_path: Path) -> None:
        metaschema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": "urn:own",
            "$vocabulary": {"https://json-schema.org/draft/2020-12/vocab/core": True},
        }
        (tmp_path / "own.json").write_text(json.dumps(metaschema))
        with pytest.raises(SchemaError, match="'urn:own' is none that jsonschema knows"):
            opinions({}, {"$schema": "urn:own"}, documents={"urn:own": str(tmp_path / "own.json")})


def test_without_jsonschema_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jsonschema", None)
    with pytest.raises(HolotypeError) as caught:
        opinions({})
    assert str(caught.value) == "a second opinion needs jsonschema: pip install 'holotype[judge]'"


SLOW: dict[str, Any] = {"properties": {"a": {"pattern": "^(a+)+$"}, "b": PRICE}}
HANG = '{"a": "' + "a" * 60 + '!"}\n'


class TestWhatItFailsOn:
    @pytest.fixture(autouse=True)
    def _impatient(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(second_opinion, "SECONDS", 0.2)

    def lines(self, *lines: str, schema: Any = None) -> Iterator[Diagnostic]:
        stream = io.BytesIO("".join(lines).encode())
        return check(stream, schema or SLOW, input_format="jsonl", second_opinion=True)

    def test_an_instance_that_takes_too_long_is_a_warning_and_the_next_one_is_answered(self) -> None:
        warning, ours, next_one = self.lines(HANG, '{"b": 19.99}\n')
        assert (warning.keyword, warning.severity, warning.line) == ("no-second-opinion", "warning", 1)
        assert warning.message == (
            f"there is no second opinion on this instance, for {JSONSCHEMA} took longer than 0.2 seconds"
        )
        assert (ours.keyword, next_one.keyword, next_one.line) == ("pattern", "second-opinion", 2)

    def test_after_several_it_is_not_asked_any_more(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(second_opinion, "MOST_FAILURES", 2)
        found = [one.message for one in self.lines(HANG, HANG, '{"b": 1}\n', '{"b": 19.99}\n')]
        assert [
            message.endswith("is not asked any more, having failed on 2 others") for message in found
        ] == [
            *[False] * 4,
            True,
            True,
        ]

    def test_an_end_of_its_process_is_a_warning(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(judge, "findings_by", lambda judged: lambda instance: os._exit(3))
        (warning,) = self.lines('{"b": 1}\n')
        assert warning.message.endswith(f"for {JSONSCHEMA} ended without an answer")

    def test_an_end_before_it_is_asked_is_an_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(second_opinion, "serve", lambda *arguments: None)
        with pytest.raises(HolotypeError, match=f"the process of {JSONSCHEMA} ended before it was asked"):
            list(self.lines('{"b": 1}\n'))

    @pytest.mark.usefixtures("usual_recursion_limit")
    def test_an_instance_that_is_nested_too_deep_for_it_is_a_warning(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(second_opinion, "SECONDS", 60)  # it takes a while to find out
        nested = "[" * 500 + "]" * 500 + "\n"
        (warning,) = self.lines(nested, schema={"items": {"$ref": "#"}})
        assert "fails: maximum recursion depth" in warning.message or "nested as it is" in warning.message

    def test_its_process_ends_with_the_run(self) -> None:
        assert len(list(self.lines(HANG, '{"b": 19.99}\n'))) == 3
        assert active_children() == []
        run = self.lines('{"b": 19.99}\n', '{"b": 1}\n')
        next(run)
        assert len(active_children()) == 1
        del run
        assert active_children() == []


def test_a_program_that_has_threads_gets_one_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_opinion, "start_method", workers.start_method)
    waits = threading.Event()
    thread = threading.Thread(target=waits.wait)
    thread.start()
    try:
        assert workers.start_method() != "fork"
        assert differing(19.99, PRICE) == [("", "/multipleOf")]
    finally:
        waits.set()
        thread.join()


def test_several_processes_say_what_one_says(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.json").write_text(json.dumps({"price": 19.99, "a": number}))
    (tmp_path / "lines.jsonl.gz").write_bytes(b"no gzip")
    schema = {"properties": {"price": PRICE, "a": {"type": "string"}}}
    found = list(check([tmp_path], schema, second_opinion=True))
    assert list(check([tmp_path], schema, second_opinion=True, jobs=2)) == found
    assert [one.keyword for one in found].count("second-opinion") == 5
