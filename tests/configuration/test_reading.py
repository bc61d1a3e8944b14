"""Configuration files to values, or to sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from holotype.checking.values import SchemaName
from holotype.configuration import find_configuration
from holotype.configuration.checks import Check
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
        schema = "schemas/order.json"
        each = "/data"
        nulls = "absent"
        formats = "dialect"
        fail_on = "warning"
        input_format = "json"
        duplicate_keys = "ignore"
        documents = {"https://holotype.invalid/part" = "schemas/part.json"}
        """
    )
    configuration = find_configuration()
    assert configuration is not None
    documents = (("https://holotype.invalid/part", "schemas/part.json"),)
    assert configuration.checks == (
        Check(("jobs/**/*.json",), Manner()),
        Check(
            ("orders/*.json",),
            Manner(
                SchemaName("schemas/order.json", "configuration"),
                "/data",
                "absent",
                "dialect",
                "warning",
                "json",
                "ignore",
                documents,
            ),
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
        ("[[check]]\nfiles = ['a']\neach = 1", "holotype.toml: check[1].each: expected a string, found 1"),
        ("[[check]]\nfiles = ['a']\neach = 'data'", "check[1].each: expected a JSON Pointer, as in '/data'"),
        (
            "[[check]]\nfiles = ['a']\n[[check]]\nfiles = ['a']\nnulls = 'no'",
            "holotype.toml: check[2].nulls: expected 'reject' or 'absent', found 'no'",
        ),
        ("[[check]]\nfiles = ['a']\ndocuments = ['b']", "documents: expected a table of URIs and files"),
        ("check = ", "holotype.toml: this is not TOML: "),
        ("a = '\udcff'", "holotype.toml: this is not TOML: "),
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


@pytest.mark.parametrize(
    ("glob", "path", "matches"),
    [
        ("*.json", "a.json", True),
        ("*.json", "b/a.json", False),
        ("**/*.json", "a.json", True),
        ("**/*.json", "b/c/a.json", True),
        ("b/**", "b/c/a.json", True),
        ("b/?.json", "b/a.json", True),
        ("b/?.json", "b/aa.json", False),
        ("[ab].json", "a.json", True),
        ("[!ab].json", "a.json", False),
        ("[!ab].json", "c.json", True),
        ("[a-c].json", "b.json", True),
        ("a+.json", "a+.json", True),
        ("a.json", "abjson", False),
    ],
)
def test_globs_match_as_in_a_shell(glob: str, path: str, matches: bool) -> None:
    from holotype.configuration.checks import matches as matches_glob

    assert matches_glob(glob, path) is matches
