"""jsonschema as a judge: what it is asked, and what it may not bring down."""

from __future__ import annotations

import signal
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

import pytest

from holotype.checking import judge
from holotype.checking.differences import Finding
from holotype.checking.judge import JudgedSchema, findings_by, serve

SLOW = {"pattern": "^(a+)+$"}
AGES = "a" * 60 + "!"


def judged(schema: Any, *, dialect: str = "2020-12", formats: bool = False, **documents: Any) -> JudgedSchema:
    return JudgedSchema(schema, {f"urn:{name}": each for name, each in documents.items()}, dialect, formats)


def started(schema: Any) -> tuple[Connection, BaseProcess]:
    """The process, forked, so that it has what a test has changed."""
    context = get_context("fork")
    connection, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, [connection], judged(schema)), daemon=True)
    process.start()
    theirs.close()
    assert connection.recv() is None
    return connection, process


def test_an_error_is_found_with_its_place_and_keyword() -> None:
    schema = {
        "properties": {"a/b": {"items": {"$ref": "#/$defs/text"}}},
        "$defs": {"text": {"type": "string"}},
    }
    assert findings_by(judged(schema))({"a/b": ["", 5]}) == [
        Finding("/a~1b/1", "/properties/a~1b/items/type", "type", "5 is not of type 'string'")
    ]


def test_a_long_message_is_cut() -> None:
    (finding,) = findings_by(judged({"type": "string"}))(["x" * 10_000])
    assert len(finding.message) == 200


def test_references_lead_to_the_documents_that_were_given_under_either_name() -> None:
    other = {"$id": "http://example.test/other", "type": "string"}
    for reference in ("urn:other", "urn:other#", "http://example.test/other"):
        assert len(findings_by(judged({"$ref": reference}, other=other, none=[]))(5)) == 1


def test_nothing_is_fetched() -> None:
    with pytest.raises(Exception, match=r"Unresolvable: http://127\.0\.0\.1:9/schema\.json"):
        findings_by(judged({"$ref": "http://127.0.0.1:9/schema.json"}))(5)


def test_the_dialect_is_that_of_the_schema() -> None:
    schema = {"$ref": "#/definitions/any", "type": "string", "definitions": {"any": {}}}
    assert findings_by(judged(schema, dialect="draft7"))(5) == []
    assert len(findings_by(judged(schema))(5)) == 1


class TestFormats:
    def test_only_those_are_asserted_that_we_assert(self) -> None:
        for name in ("ipv4", "date"):
            schema = judged({"format": name}, formats=True)
            assert len(findings_by(schema)("x")) == 1
            assert findings_by(schema._replace(formats=False))("x") == []
        # Draft 4 has no `date`, though jsonschema checks it there too.
        assert findings_by(judged({"format": "date"}, dialect="draft4", formats=True))("x") == []

    def test_of_those_that_it_cannot_check_it_says_what_we_say(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from jsonschema import Draft202012Validator

        checkers = Draft202012Validator.FORMAT_CHECKER.checkers
        monkeypatch.delitem(checkers, "uuid")
        schema = judged({"not": {"format": "uuid"}}, formats=True)
        assert "uuid" in schema.formats_left_to_us()
        assert findings_by(schema)("x") == []
        assert len(findings_by(schema)("950fae83-2802-40c0-a677-c7839a4e238a")) == 1
        assert len(findings_by(schema)(5)) == 1
        assert schema._replace(formats=False).formats_left_to_us() == set()


class TestTheProcess:
    def test_it_answers_until_there_is_no_more_to_ask(self) -> None:
        connection, process = started({"type": "string"})
        for instance, findings in (("a", 0), (5, 1), ("b", 0)):
            connection.send(instance)
            assert len(connection.recv()) == findings
        connection.close()
        process.join(10)
        assert process.exitcode == 0

    @pytest.mark.usefixtures("usual_recursion_limit")
    @pytest.mark.parametrize(
        ("schema", "instance", "answer"),
        [
            ({"pattern": "\\p{Lu}"}, "a", "fails: bad escape \\p at position 0"),
            ({"$ref": "urn:nowhere"}, "a", "fails: Unresolvable: urn:nowhere"),
            ({"multipleOf": 0.5}, 10**400, "fails: int too large to convert to float"),
            ({"items": {"$ref": "#"}}, "nested", "fails: maximum recursion depth exceeded"),
        ],
        ids=["pattern", "reference", "number", "nesting"],
    )
    def test_an_exception_is_a_sentence_and_the_next_one_is_answered(
        self, schema: Any, instance: Any, answer: str
    ) -> None:
        if instance == "nested":
            instance = []
            for _ in range(400):
                instance = [instance]
        connection, process = started(schema)
        for _ in range(2):
            connection.send(instance)
            assert connection.recv().startswith(answer)
        connection.send(None)
        assert connection.recv() == [] or "Unresolvable" in answer
        process.kill()

    def test_it_ends_by_itself_when_nobody_ends_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(judge, "SECONDS", 0.3)
        connection, process = started(SLOW)
        connection.send(AGES)
        connection.close()
        process.join(20)
        assert process.exitcode == -signal.SIGALRM

    def test_it_takes_no_more_memory_than_it_may(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(judge, "MEMORY", 2**26)
        connection, process = started({"items": {"anyOf": [{"type": "string"}]}})
        connection.send([[["x" * 2**22]]] * 40)
        assert connection.recv().startswith("fails: MemoryError")
        process.kill()
