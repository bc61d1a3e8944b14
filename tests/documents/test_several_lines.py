"""JSON over several lines that is read as JSON Lines: one finding, and never one about what are records."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holotype.documents import Document, Place, batches, json_lines, parse, several_lines
from holotype.documents.reading import READ_SIZE
from holotype.documents.several_lines import is_over_several_lines, only_records

SCALARS = st.none() | st.booleans() | st.integers(-9, 9) | st.text("a[{,\n\u2028", max_size=3)
CONTAINERS = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab"), inner, max_size=3)
).filter(lambda value: isinstance(value, dict | list) and bool(value))
ONE = (
    "this looks like one JSON text over several lines, not like JSON Lines: give --input-format json, or "
    "write each record on a line of its own"
)
SEVERAL = (
    "this looks like JSON texts over several lines each, not like JSON Lines: write each on a line of its own"
)
ORDER = {"id": "a", "parts": [1, [2, 3], {}], "state": "OPEN"}
PRETTY = json.dumps(ORDER, indent=2)


def documents(text: str) -> list[Document]:
    return list(parse(text.encode(), "jsonl"))


def said(text: str) -> str:
    """What is said where that is one finding, and nothing else is read."""
    (document,) = documents(text)
    (finding,) = document.findings
    assert (document.parsed, finding.kind, finding.severity) == (False, "syntax", "error")
    return finding.message


@pytest.mark.parametrize(
    "text",
    [
        PRETTY,
        PRETTY.replace("\n", "\r\n"),
        f"\ufeff{PRETTY}",
        json.dumps([ORDER, ORDER], indent="\t"),
        '[\n{"id": "a"},\n{"id": "b"}\n]\n',
        '{"id":\n"a"}',
        "[1,\n2]",
    ],
    ids=[
        "an object",
        "with CRs",
        "with a byte-order mark",
        "an array",
        "an item a line",
        "two lines",
        "numbers",
    ],
)
def test_one_text_over_several_lines_is_one_finding(text: str) -> None:
    assert said(text) == ONE


@pytest.mark.parametrize(
    "text",
    [PRETTY[:-2], PRETTY[:-2] + ",\n}", '{\n"id": "a",\n"x": 1,\n"state": NaN\n}'],
    ids=["cut off", "a comma too many", "no number"],
)
def test_one_that_is_broken_further_down_is_one_finding(text: str) -> None:
    assert said(text) == ONE


def test_several_such_texts_are_one_finding_with_a_cure_of_its_own() -> None:
    assert said(f"{PRETTY}\n{PRETTY}\n") == SEVERAL


def test_the_finding_stands_where_the_text_begins() -> None:
    (document,) = documents(f"\n \n{PRETTY}")
    assert document.line == 3
    assert document.findings[0].place == Place(3, 1, 3, 1)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f'{{"id": "a"}}\n{PRETTY}', PRETTY.count("\n") + 2),
        (f'{PRETTY}\n{{"id": "a"}}', PRETTY.count("\n") + 2),
        ('{"id": "a",\n{"id": "b"}\n{"id": "c"}', 3),
        ("[1,\n[2, 3]\n[4]", 3),
        ('{"id": "a"\n"state"\n1', 3),
        ('{\n  // Such are no comments of JSON.\n  "id": "a",\n  "state": 1\n}', 5),
        ("{\n" * 5, 5),
        ('{\n"id": "a",\n', 2),
        ('{"id"; 1,\n"state": 2,\n"x": 3}', 3),
        ("1\n2\n3", 3),
        ("{", 1),
        ("\ufeff\n1", 2),
        (" \n\n", 0),
    ],
    ids=[
        "a record first", "a record last", "a broken record first", "an array that is broken first",
        "no comma", "comments", "broken alike", "too few lines", "broken at once", "numbers", "one line",
        "a byte-order mark of its own", "no line",
    ],
)  # fmt: skip
def test_anything_else_is_read_line_by_line(text: str, lines: int) -> None:
    assert len(documents(text)) == lines


@given(st.lists(CONTAINERS | SCALARS, min_size=1), st.integers(0, 2))
def test_records_are_never_taken_for_it(values: list[object], blank: int) -> None:
    text = "".join(f"{json.dumps(value)}\n" + " \n" * blank for value in values)
    assert [document.instance for document in documents(text)] == values


@given(CONTAINERS, st.sampled_from([0, 2, "\t"]), st.integers(0, 2))
def test_what_json_dumps_indents_is_always_recognised(value: object, indent: int | str, blank: int) -> None:
    assert said(" \n" * blank + json.dumps(value, indent=indent)) == ONE


LINES = st.lists(
    st.sampled_from(["{", "}", "[", "]", ",", '"a": 1,', '"a": [', '"a"', '{"a": 1}', "[1],", "", "x"]),
    max_size=12,
)


@given(LINES)
def test_it_is_the_same_however_the_lines_arrive(lines: list[str]) -> None:
    text = "\n".join(lines).encode()
    read: list[tuple[list[bytes], set[object]]] = []
    for size in (1, 5, 1000):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(json_lines, "READ_SIZE", size)
            patch.setattr(several_lines, "LOOKED_AT", 30)
            every = [line for batch in batches(io.BytesIO(text)) for line in batch.lines]
            found = list(only_records(batches(io.BytesIO(text))))
        read.append(([line for batch in found for line in batch.lines], {batch.problem for batch in found}))
        assert read[-1][0] == ([] if read[-1][1] - {None} else every)
    assert read[0] == read[1] == read[2]


class TestLongTexts:
    """Only the beginning is looked at, and the rest is not read where that says enough."""

    @pytest.fixture(autouse=True)
    def a_short_look(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(several_lines, "LOOKED_AT", len("[\n1,\n2,\n"))

    def test_what_goes_on_beyond_is_recognised(self) -> None:
        assert said("[\n1,\n2,\n3,\nx\n") == ONE

    def test_what_ends_there_is_too(self) -> None:
        assert said("[\n1\n]\n\n\n\n\n") == ONE

    def test_a_few_lines_before_a_long_one_are_no_sign(self) -> None:
        assert len(documents("[\n1,\n22222222,\n")) == 3

    def test_no_more_is_read(self) -> None:
        text = io.BytesIO(b"[\n1,\n2,\n" * 500_000)
        assert [batch.problem is None for batch in only_records(batches(text))] == [False]
        assert text.tell() <= 2 * READ_SIZE


def test_damaged_data_is_said_and_not_this(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "MOST_MEMORY", 300)
    monkeypatch.setattr(json_lines, "READ_SIZE", 4)
    found = documents("[\n1,\n2,\n" + " " * 500 + "\n3]")
    assert [[finding.kind for finding in document.findings] for document in found][3] == ["size"]


def test_a_file_is_recognised_by_its_first_lines(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    for text, expected in ((PRETTY, True), ('{"id": "a"}\n', False), ("", False)):
        file.write_text(text)
        assert is_over_several_lines(str(file)) is expected
    assert not is_over_several_lines(str(tmp_path / "missing.jsonl"))
