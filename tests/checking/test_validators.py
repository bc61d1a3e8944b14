"""What a person calls a schema to a validator, or to a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from holotype.checking.validators import find_validator
from holotype.errors import SchemaError

STAND_IN = str(Path(__file__).parent / "stand_in")


def refusal(schema: object, **how: object) -> str:
    with pytest.raises(SchemaError) as caught:
        find_validator(schema, **how)  # type: ignore[arg-type]  # options by name, in the tests below
    return str(caught.value)


def test_an_unknown_name_gets_the_nearest_installed_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    assert refusal("stand_im").startswith(
        "there is no installed module 'stand_im', did you mean `stand_in`?; a file's name ends in"
    )


def test_a_module_without_the_marker_is_refused_and_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "unmarked.py").write_text("raise RuntimeError('this must not run')")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert refusal("unmarked") == "the module 'unmarked' is not a package that `holotype generate` wrote"


@pytest.mark.parametrize("name", ["", ".", "..", "a..b", "1st", "os path", "nothing.at.all", "\0"])
def test_what_is_no_name_is_refused(name: str) -> None:
    assert refusal(name)


def test_a_folder_without_the_marker_is_refused(tmp_path: Path) -> None:
    assert "this folder is not a package that `holotype generate` wrote" in refusal(str(tmp_path))


def test_a_file_with_another_suffix_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "schema.yaml"
    file.write_text("type: object")
    assert "give a JSON Schema (.json), a contract (.toml)" in refusal(str(file))


def test_a_schema_that_is_missing_or_no_json_is_refused_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "schema.json"
    assert "no such file" in refusal(str(file))
    file.write_text('{"type": }')
    assert f"{file}:1:10: the schema cannot be read: " in refusal(str(file))


def test_options_of_the_compiler_are_refused_for_what_is_compiled() -> None:
    assert "its formats are compiled in as 'assert'" in refusal(STAND_IN, formats="dialect")
    assert "other documents can be given for a schema" in refusal(STAND_IN, documents={"urn:a": "a.json"})


def test_what_is_no_schema_at_all_is_refused() -> None:
    assert "a float is no schema" in refusal(1.5)
