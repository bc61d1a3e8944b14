"""What a person calls a schema to a validator, or to a sentence."""

from __future__ import annotations

import importlib
import io
import json
import os
import shutil
import subprocess
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Literal

import pytest

from holotype.checking import check
from holotype.checking.validators import Origin, bundled_validator, find_validator, load_validator
from holotype.checking.values import SchemaName
from holotype.errors import ContractError, SchemaError
from tests.checking.hostile import contract, hostile_package

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
    file = tmp_path / "schema.txt"
    file.write_text("type: object")
    assert "give a JSON Schema (.json, .yaml, .yml), a contract (.toml)" in refusal(str(file))


def test_a_path_that_leads_nowhere_is_said_to(tmp_path: Path) -> None:
    name = str(tmp_path / "nope")
    assert refusal(name).startswith(f"{name}: there is nothing of that name; as a schema, give a JSON Schema")


def test_a_schema_that_is_missing_or_no_json_is_refused_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "schema.json"
    assert "no such file" in refusal(str(file))
    file.write_text('{"type": }')
    assert f"{file}:1:10: the schema cannot be read: " in refusal(str(file))


def test_options_of_the_compiler_are_refused_for_what_is_compiled() -> None:
    assert "its formats are compiled in as 'assert'" in refusal(STAND_IN, formats="dialect")
    assert refusal(STAND_IN, dialect="draft7") == (
        f"{STAND_IN}: its dialect is compiled in; give its schema (.json, .yaml, .yml) to have 'draft7'"
    )
    assert "its dialect is compiled in" in refusal(None, dialect="2020-12")
    assert "other documents can be given for a schema" in refusal(STAND_IN, documents={"urn:a": "a.json"})


@pytest.mark.filterwarnings("ignore::UserWarning")  # of what draft-07 ignores beside $ref
def test_the_dialect_of_a_schema_that_names_none_can_be_given(tmp_path: Path) -> None:
    # Beside a $ref other keywords count since 2019-09.
    schema = {"$ref": "#/definitions/any", "maximum": 1, "definitions": {"any": {}}}
    (tmp_path / "a.json").write_text(json.dumps(schema))
    for given in (schema, tmp_path / "a.json"):
        accepted = [
            load_validator(find_validator(given, dialect=dialect)).is_clean(2)
            for dialect in (None, "draft7", "http://json-schema.org/draft-04/schema#")
        ]
        assert accepted == [False, True, True]
    named = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    assert not load_validator(find_validator(named, dialect="draft7")).is_clean(2)
    assert refusal(schema, dialect="draft8").startswith("unknown dialect 'draft8'; known are 2020-12, ")


def test_what_is_no_schema_at_all_is_refused() -> None:
    assert "a float is no schema" in refusal(1.5)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A generated package in the current folder, `tools`, whose code must not run."""
    monkeypatch.chdir(tmp_path)
    return hostile_package(tmp_path / "tools", tmp_path / "canary")


def configured(name: str) -> Origin:
    return find_validator(SchemaName(name, "configuration"))


@pytest.mark.parametrize(
    "name", ["tools", "./tools", "tools/../tools/", "{folder}", "{folder}/contract.json"]
)
def test_a_folder_that_a_configuration_names_is_compiled_and_not_run(package: Path, name: str) -> None:
    validator = load_validator(configured(name.format(folder=package)))
    assert [error.keyword for error in validator.iter_errors({})] == ["required"]
    assert not (package.parent / "canary").exists()


@pytest.mark.parametrize("name", ["path.tools", "space.path.tools"])
def test_a_module_outside_of_the_libraries_is_compiled_and_not_run(
    package: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = package.parent.joinpath("src", *name.split("."))
    shutil.copytree(package, folder)
    shutil.copy(package / "__init__.py", folder.parent)
    monkeypatch.syspath_prepend(str(package.parent / "src"))
    assert configured(name).kind == "compiled"
    assert not (package.parent / "canary").exists()
    assert "path" not in sys.modules


def test_a_library_that_a_configuration_names_is_run(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sysconfig.get_path", lambda kind: str(package.parent))
    monkeypatch.syspath_prepend(str(package.parent))
    (package.parent / "elsewhere").mkdir()
    monkeypatch.chdir(package.parent / "elsewhere")
    assert configured("tools") == Origin("file", os.path.realpath(package / "validator.py"))


@pytest.mark.parametrize("named_by", ["person", "configuration"])
@pytest.mark.parametrize(
    "name", ["this.x", "this", "antigravity.x", "parent.validator", "os.path", "sys", "__phello__"]
)
def test_looking_a_name_up_imports_nothing(
    package: Path, monkeypatch: pytest.MonkeyPatch, name: str, named_by: Literal["person", "configuration"]
) -> None:
    shutil.copy(package / "__init__.py", package.parent / "parent.py")
    monkeypatch.syspath_prepend(str(package.parent))
    before = set(sys.modules)
    refusal(SchemaName(name, named_by))
    assert not {"this", "antigravity", "parent", "__phello__"} & (set(sys.modules) - before)
    assert not (package.parent / "canary").exists()


def test_a_name_that_is_misspelt_is_suggested_without_importing(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(hostile_package(package.parent / "pipes", package.parent / "canary") / "pipe")
    monkeypatch.syspath_prepend(str(package.parent))
    assert "did you mean `tools`?" in refusal("tolls")
    assert not (package.parent / "canary").exists()


def test_a_pipe_in_place_of_a_package_is_not_waited_for(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (package / "__init__.py").unlink()
    os.mkfifo(package / "__init__.py")
    monkeypatch.syspath_prepend(str(package.parent))
    assert "this folder is not a package" in refusal("tools")
    assert "there is no installed module 'tolls'; " in refusal("tolls")


def test_an_import_hook_that_fails_finds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def find_spec(self, *_: object) -> ModuleSpec:
            raise RuntimeError

    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Broken()])
    assert refusal("nowhere").startswith("there is no installed module 'nowhere'")


def test_a_package_without_its_contract_is_not_run_instead(package: Path) -> None:
    (package / "contract.json").unlink()
    assert refusal(SchemaName("tools", "configuration")) == (
        "tools/contract.json: the generated package has no such file; generate it again"
    )


def test_the_contract_of_an_older_package_is_refused_with_what_to_do(package: Path) -> None:
    old = contract()
    del old["$schema"]
    (package / "contract.json").write_text(json.dumps(old))
    with pytest.raises(ContractError, match=r"contract.json: this is no contract .* generate the package"):
        configured("tools")


def test_the_bundled_package_is_loaded_from_beside_holotype(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package.rename(package.parent / "mistral_batch_job")
    monkeypatch.syspath_prepend(str(package.parent))
    for schema in (None, "mistral_batch_job", SchemaName("mistral_batch_job", "configuration")):
        assert find_validator(schema) == bundled_validator()


OFFERS = "is_valid = is_clean = iter_errors = print\n"
WRONG = (
    ("", "it has no is_valid, is_clean, iter_errors, HOLOTYPE"),
    (OFFERS + "HOLOTYPE = 1", "it has no HOLOTYPE"),
    (OFFERS + "HOLOTYPE = {'nulls': 'reject', 'formats': 'assert'}", "it has no HOLOTYPE['each']"),
    ("is_clean = 1\n", "it has no is_valid, is_clean, iter_errors, HOLOTYPE"),
    (OFFERS + "RULE_READS = ()", "it has no HOLOTYPE, RULE_READS"),
)
BROKEN = (
    ("x = (", "SyntaxError: '(' was never closed (line 1)"),
    ("\nx = " + "(" * 5_000 + ")" * 5_000, "SyntaxError: too many nested parentheses (line 2)"),
    ("raise SystemExit(0)", "SystemExit: 0 (line 1)"),
    ("raise GeneratorExit", "GeneratorExit (line 1)"),
    ("import os\nraise OSError('a\\nb')", "OSError: a b (line 2)"),
    ("def f():\n    f()\nf()", "RecursionError: maximum recursion depth exceeded (line 3)"),
    ("import nothing_at_all", "ModuleNotFoundError: No module named 'nothing_at_all' (line 1)"),
    ("raise type('E', (KeyboardInterrupt,), {})", "E (line 1)"),
    ("raise type('E', (Exception,), {'__str__': None})", "E: <exception str() failed> (line 1)"),
)


@pytest.mark.parametrize(("source", "sentence"), WRONG)
def test_a_validator_that_lacks_something_is_refused(package: Path, source: str, sentence: str) -> None:
    (package / "validator.py").write_text(source)
    with pytest.raises(SchemaError) as caught:
        load_validator(find_validator("tools"))
    assert str(caught.value) == (
        f"tools/validator.py: this is no validator that this holotype works with, as {sentence}; "
        "generate the package again"
    )


@pytest.mark.parametrize(("source", "sentence"), BROKEN)
def test_a_validator_that_cannot_be_loaded_is_refused(package: Path, source: str, sentence: str) -> None:
    (package / "validator.py").write_text(source)
    with pytest.raises(SchemaError) as caught:
        load_validator(find_validator("tools"))
    said = str(caught.value).replace("holotype_package_validator.", "")
    assert said == (
        f"tools/validator.py: the validator cannot be loaded: {sentence}; generate the package again"
    )


FAILING = (
    ("is_clean = lambda instance: 1 / 0", "ZeroDivisionError: division by zero (line 5)"),
    ("iter_errors = is_clean = lambda instance: None", "TypeError: 'NoneType' object is not iterable"),
    (
        "is_clean = lambda instance: False; iter_errors = lambda instance: [1]",
        "AttributeError: 'int' object has",
    ),
    ("import sys; is_clean = lambda instance: sys.exit(0)", "SystemExit: 0 (line 5)"),
    ("is_clean = lambda instance: open('nothing')", "FileNotFoundError: [Errno 2] No such file or"),
    ("is_clean = lambda: True", "TypeError: <lambda>() takes 0 positional arguments but 1 was given"),
)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
@pytest.mark.parametrize(("source", "sentence"), FAILING)
def test_a_validator_that_fails_when_it_is_called_is_named(
    package: Path, name: str, jobs: int, source: str, sentence: str
) -> None:
    (package / "validator.py").write_text(f"{(package / 'validator.py').read_text()}{source}\n")
    (package.parent / name).write_text("{}")
    with pytest.raises(SchemaError) as caught:
        list(check(package.parent / name, "tools", jobs=jobs))
    assert str(caught.value).startswith(f"tools/validator.py: checking by this validator failed: {sentence}")
    assert str(caught.value).endswith("; generate the package again, and report it if that does not help")


def test_a_package_that_a_program_imported_is_named_by_its_file(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = package / "validator.py"
    file.write_text(f"{file.read_text()}is_clean = lambda instance: 1 / 0\n")
    monkeypatch.syspath_prepend(str(package.parent))
    monkeypatch.delitem(sys.modules, "tools", raising=False)
    (package.parent / "a.json").write_text("{}")
    module = importlib.import_module("tools.validator")
    with pytest.raises(SchemaError, match="checking by this validator failed: ZeroDivisionError") as caught:
        list(check(package.parent / "a.json", module))
    assert str(caught.value).startswith(f"{file}: ")


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_what_fails_while_a_document_is_read_is_not_laid_at_the_validator(package: Path, name: str) -> None:
    class Gone(io.RawIOBase):
        def __init__(self) -> None:
            self.name = name

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: object) -> int:
            raise RuntimeError("the network is gone")

    with pytest.raises(RuntimeError, match="the network is gone"):
        list(check(Gone(), "tools"))


def test_an_interruption_while_a_validator_is_loaded_stays_one(package: Path) -> None:
    (package / "validator.py").write_text("raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        load_validator(find_validator("tools"))


@pytest.mark.parametrize("stands_there", ["nothing", "a pipe"])
def test_a_package_without_a_file_for_its_validator_is_refused(package: Path, stands_there: str) -> None:
    (package / "validator.py").unlink()
    if stands_there == "a pipe":
        os.mkfifo(package / "validator.py")
    with pytest.raises(SchemaError, match=r"tools/validator.py: the generated package has no such file"):
        load_validator(find_validator("tools"))


def test_folders_of_documents_are_refused_for_a_schema_that_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="are for a schema that is a file: give its path, or the documents"):
        find_validator({}, folders=[str(tmp_path)])


def test_a_generated_package_that_is_given_needs_no_compiler() -> None:
    program = (
        "import sys, mistral_batch_job, holotype; list(holotype.check([], mistral_batch_job)); "
        "print([each for each in sys.modules if each.startswith('holotype.compiler')])"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
