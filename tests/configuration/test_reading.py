"""Configuration files to values, or to sentences."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holotype.checking.values import SchemaName
from holotype.configuration import find_configuration
from holotype.configuration.checks import Check
from holotype.configuration.globs import parse_glob
from holotype.configuration.reading import ConfigurationError
from holotype.configuration.values import Manner


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refusal(project: Path, text: str, name: str = "holotype.toml") -> str:
    (project / name).write_text(text)
    with pytest.raises(ConfigurationError) as caught:
        find_configuration()
    return str(caught.value)


def test_a_check_says_which_files_go_with_which_schema(project: Path) -> None:
    (project / "holotype.toml").write_text(
        """
        [[check]]
        files = ["jobs/**/*.json"]

        [[check]]
        files = ["./orders/*.json"]
        exclude = ["old/"]
        schema = "schemas/order.json"
        each = "/data"
        at = "/body"
        nulls = "absent"
        dialect = "draft7"
        formats = "dialect"
        fail_on = "warning"
        input_format = "json"
        duplicate_keys = "ignore"
        yaml_merge = "refuse"
        documents = {"https://holotype.invalid/part" = "schemas/part.json"}
        """
    )
    configuration = find_configuration()
    assert configuration is not None
    documents = (("https://holotype.invalid/part", "schemas/part.json"),)
    assert configuration.checks == (
        Check((parse_glob("jobs/**/*.json"),), (), Manner(), "check[1]"),
        Check(
            (parse_glob("./orders/*.json"),),
            (parse_glob("old/"),),
            Manner(
                SchemaName("schemas/order.json", "configuration"),
                each="/data",
                at="/body",
                nulls="absent",
                dialect="draft7",
                formats="dialect",
                fail_on="warning",
                input_format="json",
                duplicate_keys="ignore",
                yaml_merge="refuse",
                documents=documents,
            ),
            "check[2]",
        ),
    )


def test_the_nearest_configuration_counts_and_its_paths_are_its_own(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "pyproject.toml").write_text(
        '[[tool.holotype.check]]\nfiles = ["*.json"]\nschema = "order.json"\n'
    )
    (project / "a" / "b").mkdir(parents=True)
    (project / "a" / "pyproject.toml").write_text('[project]\nname = "holotype-user"\n')
    monkeypatch.chdir(project / "a" / "b")
    configuration = find_configuration()
    assert configuration is not None
    assert configuration.file == "../../pyproject.toml"
    assert configuration.checks[0].manner.schema == SchemaName("../../order.json", "configuration")


def test_nothing_above_the_repository_is_read(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "holotype.toml").write_text("this is not TOML")
    (project / "inner" / ".git").mkdir(parents=True)
    monkeypatch.chdir(project / "inner")
    assert find_configuration() is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[[chekc]]", "holotype.toml: chekc: there is no such key, did you mean `check`?"),
        (
            '[[check]]\nfiles = ["a"]\nfailon = "error"',
            "holotype.toml: check[1].failon: there is no such key, did you mean `fail_on`?",
        ),
        ("[check]", "holotype.toml: check: expected an array of tables, [[check]]"),
        ("[[check]]", "holotype.toml: check[1].files: expected a list of globs, as in ['jobs/**/*.json']"),
        ("[[check]]\nfiles = 'a'", "holotype.toml: check[1].files: expected a list of globs, as in "),
        (
            "[[check]]\nfiles = ['a']\ninput_format = ''",
            "check[1].input_format: expected the name of a format",
        ),
        ("[[check]]\nfiles = ['a']\neach = 1", "holotype.toml: check[1].each: expected a string, found 1"),
        ("[[check]]\nfiles = ['a']\neach = 'data'", "check[1].each: 'data' is not a JSON Pointer: one"),
        (
            "[[check]]\nfiles = ['a']\neach = '/~'",
            "check[1].each: '/~' is not a JSON Pointer: '~' is written",
        ),
        (
            "[[check]]\nfiles = ['a']\ndialect = 'draft8'",
            "holotype.toml: check[1].dialect: unknown dialect 'draft8'; known are 2020-12, 2019-09, draft7, ",
        ),
        ("[[check]]\nfiles = ['a']\ndialect = 'draft-07'", "'draft-07'; did you mean 'draft7'?"),
        (
            "[[check]]\nfiles = ['a']\ndocument_folders = ['holotype.toml']",
            "check[1].document_folders: expected folders, holotype.toml is a file",
        ),
        (
            "[[check]]\nfiles = ['a']\ndocument_folders = ['none']",
            "check[1].document_folders: expected folders, there is no folder none",
        ),
        (
            "[[tool.holotype.check]]\nfiles = ['a']",
            "holotype.toml: tool: there is no such key: in holotype.toml it is called [[check]]",
        ),
        (
            "[[holotype.check]]\nfiles = ['a']",
            "holotype.toml: holotype: there is no such key: in holotype.toml it is called [[check]]",
        ),
        ("[[check]]\nfiles = ['a']\nat = 'body'", "check[1].at: 'body' is not a JSON Pointer: one"),
        (
            "[[check]]\nfiles = ['a']\n[[check]]\nfiles = ['a']\nnulls = 'no'",
            "holotype.toml: check[2].nulls: expected 'reject' or 'absent', found 'no'",
        ),
        ("[[check]]\nfiles = ['a']\ndocuments = ['b']", "documents: expected a table of URIs and files"),
        ("[[check]]\nfiles = ['a', 1]", "holotype.toml: check[1].files[2]: expected a glob, found 1"),
        ("[[check]]\nfiles = ['a']\nexclude = 'b'", "check[1].exclude: expected a list of globs, as in "),
        (
            "[[check]]\nfiles = ['a']\n[[check]]\nfiles = ['a', '[z-a]']",
            "holotype.toml: check[2].files[2]: '[z-a]': z-a holds no character: expected the lower one first",
        ),
        (
            "[[check]]\nfiles = ['a']\nexclude = ['{b,c}']",
            "holotype.toml: check[1].exclude[1]: '{b,c}': braces are no alternatives: ",
        ),
        (
            "[[check]]\nfiles = ['!a']",
            "holotype.toml: check[1].files[1]: '!a': a leading ! takes files out: ",
        ),
        ("check = ", "holotype.toml:1:9: not TOML: invalid value"),
        ("a = '\udcff'", "holotype.toml:1:6: byte 0xff is not UTF-8 here"),
        ("\ufeffa = 1", "holotype.toml:1:1: the text starts with a byte-order mark"),
        ("\na = " + "9" * 5_000, "holotype.toml:2:5: the integer "),
        ("[[check]]\nfiles = [0x" + "f" * 5_000 + "]", "check[1].files[1]: expected a glob, found a number"),
        ("a = " + "[" * 100_000, "holotype.toml:1:517: nested deeper than 512 arrays and tables"),
        ("[[check]]\nfiles = " + "[" * 400 + "]" * 400, "check[1].files[1]: expected a glob, found [[[["),
        (".".join("a" * 50_000) + " = 1", "nested deeper than 512 arrays and tables"),
        ("." * 300_000, "holotype.toml: larger than a configuration can be, 262,144 bytes"),
        ("a" * 5_000 + " = 1", "holotype.toml: " + "a" * 80 + ": there is no such key"),
    ],
)
def test_a_mistake_is_named_by_its_key(project: Path, text: str, sentence: str) -> None:
    (project / "holotype.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ConfigurationError) as caught:
        find_configuration()
    assert sentence in str(caught.value)


def test_a_mistake_in_the_shared_file_is_named_with_its_table(project: Path) -> None:
    complaint = refusal(project, "[tool.holotype]\nchecks = []", "pyproject.toml")
    assert complaint == "pyproject.toml: tool.holotype.checks: there is no such key, did you mean `check`?"


@pytest.mark.parametrize(("table", "key"), [("[[check]]", "check"), ("[[holotype.check]]", "holotype.check")])
def test_a_check_outside_of_its_table_is_told_where_it_belongs(project: Path, table: str, key: str) -> None:
    complaint = refusal(project, f"[project]\nname = 'a'\n{table}\nfiles = ['a']\n", "pyproject.toml")
    assert complaint == f"pyproject.toml: {key}: in pyproject.toml it is called [[tool.holotype.check]]"


@pytest.mark.parametrize(
    "text",
    ["[[check]]\nname = 'a'", "[check]\nfiles = ['a']", "[[tool.check]]\nfiles = ['a']", "[tool.holotype]"],
)
def test_tables_of_others_are_not_taken_for_a_check(project: Path, text: str) -> None:
    (project / "pyproject.toml").write_text(text)
    assert find_configuration() is None


def test_every_mistake_is_a_line_in_the_order_of_the_text(project: Path) -> None:
    text = """
    check = [
        {fails = 1, nulls = "no", files = ["a"], each = "data", exclude = "b"},
        {schema = 5},
        {files = ["[z-a]", 5], documents = []},
    ]
    chekc = 1
    """
    assert [line.split(": ")[1] for line in refusal(project, text).split("\n")] == [
        "chekc",
        *(f"check[1].{key}" for key in ("fails", "nulls", "each", "exclude")),
        *(f"check[2].{key}" for key in ("schema", "files")),
        *(f"check[3].{key}" for key in ("files[1]", "documents")),
    ]


@pytest.mark.parametrize("between", ["", "[[check]]\nfiles = ['a']\n"])
def test_a_hundred_mistakes_are_told_and_that_there_are_more(project: Path, between: str) -> None:
    def lines(number: int) -> list[str]:
        wrong = between.join(f"wrong{each} = 1\n" for each in range(number))
        return refusal(project, f"[[check]]\nfiles = ['a']\n{wrong}").split("\n")

    assert len(lines(100)) == 100
    assert lines(101) == [*lines(100), "holotype.toml: there are more mistakes; only 100 are shown"]


def test_no_more_is_read_of_a_shared_file_than_a_configuration_can_be(project: Path) -> None:
    (project / "pyproject.toml").write_text("#" * 300_000 + "\n[[tool.holotype.check]]\nfiles = ['a']\n")
    with pytest.raises(ConfigurationError, match="larger than a configuration can be"):
        find_configuration()
    (project / "pyproject.toml").write_text("[[tool.holotype.check]]\nfiles = ['a']\n" + "#" * 300_000)
    with pytest.raises(ConfigurationError, match="larger than a configuration can be"):
        find_configuration()
    (project / "pyproject.toml").write_text("[tool.other]\n" + "#" * 300_000)
    assert find_configuration() is None


@pytest.mark.parametrize(
    "text",
    [
        "[tool]\nholotype = {check = [{files = ['a']}]}",
        "[tool]\nholotype.check = [{files = ['a']}]",
        "tool.holotype.check = [{files = ['a']}]",
        '[[tool."holo\\u0074ype".check]]\nfiles = ["a"]',
        '  [[ tool . holotype . check ]]\nfiles = ["a"]',
    ],
)
def test_a_configuration_is_found_however_its_key_is_written(project: Path, text: str) -> None:
    (project / "pyproject.toml").write_text(text)
    assert find_configuration() is not None


def test_a_shared_file_that_cannot_be_read_is_not_taken_for_none(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*arguments: object) -> NoReturn:
        raise PermissionError(13, "Permission denied")

    (project / "pyproject.toml").write_text("")
    monkeypatch.setattr("builtins.open", refused)
    with pytest.raises(ConfigurationError, match="cannot be read: Permission denied"):
        find_configuration()


def test_an_own_file_without_a_check_is_refused(project: Path) -> None:
    (project / "holotype.toml").write_text("# nothing\n")
    with pytest.raises(ConfigurationError, match=r"there is no \[\[check\]\]"):
        find_configuration()


def test_the_bundled_package_is_meant_whatever_is_called_so(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "mistral_batch_job").mkdir()
    (project / "below").mkdir()
    monkeypatch.chdir(project / "below")
    (project / "holotype.toml").write_text("[[check]]\nfiles = ['a']\nschema = 'mistral_batch_job'\n")
    found = find_configuration(str(project))
    assert found is not None
    assert found.checks[0].manner.schema == SchemaName("mistral_batch_job", "configuration")


def test_what_other_tables_of_the_shared_file_hold_is_theirs(project: Path) -> None:
    (project / "pyproject.toml").write_text(
        "[tool.other]\nlimit = inf\n[[tool.holotype.check]]\nfiles = ['a']\n"
    )
    assert find_configuration() is not None


PIECES = [
    *(
        "[[check]]",
        "[check]",
        "\n",
        " = ",
        "files",
        "exclude",
        "schema",
        "each",
        "documents",
        "nulls",
        "input_format",
    ),
    *(
        "[",
        "]",
        "{",
        "}",
        ",",
        ".",
        '"',
        "'",
        "\\",
        "'a'",
        '"*.json"',
        '"[z-a]"',
        '"\\u0000"',
        "'/'",
        "1",
        "1e999",
    ),
    *(
        "nan",
        "1979-05-27",
        "0x" + "f" * 4_000,
        "9" * 4_301,
        "[" * 513,
        "a." * 600,
        "\ufeff",
        "\0",
        "#",
        "true",
    ),
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_text_is_a_configuration_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.getbasetemp() / "any"
    (folder / ".git").mkdir(parents=True, exist_ok=True)
    (folder / "holotype.toml").write_text(text)
    with suppress(ConfigurationError):
        find_configuration(str(folder))
