"""The table of formats, and every function in it on the JSON-Schema-Test-Suite and on hostile text."""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holotype.compiler.formats import FORMATS, Format, function_for
from holotype.compiler.formats.table import ALL_FORMATS

PROJECT = Path(__file__).parents[3]
SUITE = PROJECT.parent / "shared" / "json-schema-test-suite" / "tests"
FOLDERS = {
    "draft4": "draft4",
    "draft6": "draft6",
    "draft7": "draft7",
    "2019-09": "draft2019-09",
    "2020-12": "draft2020-12",
}
# Patterns have a room, and tests, of their own.
HERE = [entry for entry in ALL_FORMATS if entry.home_module.startswith("holotype.compiler.formats.")]
WITHOUT_CONTROLS = [entry for entry in HERE if "json_pointer" not in entry.function]
IN_ASCII = [
    entry
    for entry in WITHOUT_CONTROLS
    if entry.name not in ("idn-email", "idn-hostname", "iri", "iri-reference", "uri-template")
]
EACH_FORMAT = pytest.mark.parametrize("entry", HERE, ids=lambda entry: entry.function)


def predicate(entry: Format) -> Callable[[str], bool]:
    function: Callable[[str], bool] = getattr(import_module(entry.home_module), entry.function)
    return function


IN_DRAFT_4 = {"date-time", "email", "hostname", "ipv4", "ipv6", "uri"}
IN_DRAFT_6 = IN_DRAFT_4 | {"json-pointer", "uri-reference", "uri-template"}
IN_DRAFT_7 = IN_DRAFT_6 | {
    *("date", "time", "idn-email", "idn-hostname", "iri", "iri-reference", "regex", "relative-json-pointer")
}
IN_2019_09 = IN_DRAFT_7 | {"duration", "uuid"}


@pytest.mark.parametrize(
    ("dialect", "names"),
    [
        ("draft4", IN_DRAFT_4),
        ("draft6", IN_DRAFT_6),
        ("draft7", IN_DRAFT_7),
        ("2019-09", IN_2019_09),
        ("2020-12", IN_2019_09),
    ],
)
def test_a_dialect_defines_the_formats_that_its_specification_names(dialect: str, names: set[str]) -> None:
    assert set(FORMATS[dialect]) == names


def test_a_format_has_one_meaning_in_a_dialect() -> None:
    meanings = [(entry.name, dialect) for entry in ALL_FORMATS for dialect in entry.dialects]
    assert len(meanings) == len(set(meanings))


def test_a_format_that_the_specification_does_not_know_has_no_function() -> None:
    assert function_for("int64", "2020-12") is None
    assert function_for("uuid", "draft7") is None


def test_a_format_is_found_by_name_and_dialect() -> None:
    modern, old = function_for("hostname", "2020-12"), function_for("hostname", "draft4")
    assert modern is not None
    assert old is not None
    assert (modern.function, old.function) == ("is_hostname", "is_ldh_hostname")


@EACH_FORMAT
def test_the_example_conforms(entry: Format) -> None:
    assert predicate(entry)(entry.example)


@EACH_FORMAT
@given(text=st.text() | st.text(st.characters(categories=["Cs", "Nd", "Zs", "Cc"])))
def test_whatever_the_text_there_is_an_answer(entry: Format, text: str) -> None:
    assert predicate(entry)(text) in (True, False)
    assert predicate(entry)(entry.example + text) in (True, False)


@pytest.mark.parametrize("entry", WITHOUT_CONTROLS, ids=lambda entry: entry.function)
def test_nothing_comes_after_what_conforms(entry: Format) -> None:
    for after in ("\n", "\0", " ", "\t", "\x85", "\ud800"):
        assert not predicate(entry)(entry.example + after), ascii(after)


@pytest.mark.parametrize("entry", IN_ASCII, ids=lambda entry: entry.function)
def test_digits_of_other_scripts_do_not_count(entry: Format) -> None:
    for zero in ("\u0660", "\u09e6", "\uff10", "\U0001d7ce"):
        digits = {ord("0") + digit: chr(ord(zero) + digit) for digit in range(10)}
        assert not predicate(entry)(entry.example.translate(digits) + zero)


HOSTILE = ["a", "0", "-", ".", ":", "/", "~", "%", "[", "@", '"', "\\", "{", "P"]
HOSTILE += ["%41", "{a}", "{a,", "a.", "1Y", "xn--", "\u00e9.", "\u0301", "\u3002", "\ud800"]
BEGINNINGS = ["", "a@", '"', "http://[", "{a", "2026-03-01T08:30:00."]


@EACH_FORMAT
def test_a_million_hostile_characters_are_answered_at_once(entry: Format) -> None:
    accepts = predicate(entry)
    for piece in HOSTILE:
        text = piece * (10**6 // len(piece))
        for beginning in BEGINNINGS:
            hostile = beginning + text + "!"
            start = process_time()
            accepts(hostile)
            assert process_time() - start < 2, (beginning, piece)


@pytest.mark.parametrize("home_module", sorted({entry.home_module for entry in HERE}))
def test_a_home_module_is_made_of_what_an_emitted_module_can_carry(home_module: str) -> None:
    text = Path(str(import_module(home_module).__file__)).read_text("utf-8")
    docstring, *statements = ast.parse(text).body
    assert isinstance(docstring, ast.Expr)
    for statement in statements:
        assert isinstance(
            statement, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.Assign | ast.AnnAssign
        )
        if isinstance(statement, ast.ImportFrom):
            package = str(statement.module).split(".")
            assert package[0] in sys.stdlib_module_names or package[:2] == ["holotype", "compiler"]


def suite_files() -> list[tuple[str, Path]]:
    return [
        (dialect, path)
        for dialect, folder in FOLDERS.items()
        for path in sorted((SUITE / folder / "optional" / "format").glob("*.json"))
    ]


@pytest.mark.skipif(not SUITE.is_dir(), reason=f"the JSON-Schema-Test-Suite is not at {SUITE.parent.name}")
@pytest.mark.parametrize(
    ("dialect", "path"), suite_files(), ids=[f"{dialect}-{path.stem}" for dialect, path in suite_files()]
)
def test_the_suite_agrees(dialect: str, path: Path) -> None:
    for group in json.loads(path.read_text("utf-8")):
        entry = function_for(group["schema"]["format"], dialect)
        if entry is None:
            assert path.stem == "unknown"
            continue
        accepts = predicate(entry)
        for test in group["tests"]:
            if isinstance(test["data"], str):
                assert accepts(test["data"]) is test["valid"], test["description"]
