"""Generated packages as their users meet them."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import datamodel_code_generator
import pytest

from holotype.codegen import folders, package
from holotype.codegen.models import GeneratorError
from holotype.contract import Rule
from holotype.errors import ContractError, SchemaError
from tests.codegen.support import (
    HOSTILE_TEXTS,
    NAMES_IN_USE,
    contract_for,
    generated,
    imported,
    strictly_typed,
)
from tests.codegen.test_codec import ORDER, ROOTS, UNIONS

FILES = {
    "__init__.py",
    "README.md",
    "codec.py",
    "contract.json",
    "models.py",
    "py.typed",
    "schema.json",
    "validator.py",
}

STRANGE: dict[str, Any] = {
    "title": HOSTILE_TEXTS[2],
    "description": "\n".join(HOSTILE_TEXTS),
    "$defs": {
        **{
            f"{text[:200]}": {"type": "object", "properties": {"x": {"const": text}}}
            for text in HOSTILE_TEXTS
        },
        "Error": {"type": "object", "properties": {"x": {"enum": list(HOSTILE_TEXTS)}}},
        "closed": {
            "type": "object",
            "properties": {"additional_properties": {}},
            "additionalProperties": False,
        },
        "self": {
            "type": "object",
            "properties": {"self": {"$ref": "#"}, "cls": {}, "MISSING": {}, "__init__": {}},
        },
    },
    "type": "object",
    "properties": {
        **{text: {"type": "string", "description": text, "title": text} for text in HOSTILE_TEXTS},
        **{
            name: {"type": ["integer", "null"]}
            for name in (
                "class",
                "foo-bar",
                "foo_bar",
                "additional_properties",
                "object",
                "1st",
                "",
                "_",
                "__init__",
            )
        },
        **{
            name: {}
            for name in ("int", "str", "list", "dict", "float", "bool", "Any", "Literal", "field", "Root")
        },
        "dataclass": {"type": "array", "items": {"$ref": "#/$defs/Error"}},
        "UNSET": {"$ref": "#/$defs/closed"},
        "Unset": {"$ref": "#/$defs/self"},
        "copied": {"enum": [*HOSTILE_TEXTS, 1, True, None, 10**4000]},
        "never": False,
        "nested": {
            "type": "array",
            "items": {"type": "array", "items": {"type": "object", "properties": {"": {}}}},
        },
    },
    "required": ["int", "never_declared"],
    "additionalProperties": {"$ref": "#/$defs/Error"},
}


# Definitions, properties and lists of values that are called like what packages, or Python, use.
CLASSES_IN_USE = [name for name in NAMES_IN_USE if name[0].isupper() and "_" not in name]
CROWDED: dict[str, Any] = {
    "$defs": {
        **{name: {"type": "object", "properties": {name: {"type": "string"}}} for name in CLASSES_IN_USE},
        "Callable": {"enum": ["a", "b"]},
    },
    "type": "object",
    "properties": {
        **{name: {"type": ["string", "null"]} for name in NAMES_IN_USE},
        **{name: {"$ref": f"#/$defs/{name}"} for name in CLASSES_IN_USE},
        "Callable": {"$ref": "#/$defs/Callable"},
    },
}


def render(schema: object, **contract: Any) -> dict[str, str]:
    return package.render(contract_for(schema, **contract), schema)


def test_a_package_has_its_files_and_all_python_in_it_compiles() -> None:
    for schema in (ORDER, STRANGE, {"type": "string"}, True):
        files = render(schema)
        assert files.keys() == FILES
        for name, text in files.items():
            if name.endswith(".py"):
                ast.parse(text)
            text.encode()


@cache
def crowded() -> dict[str, str]:
    return render(CROWDED)


def test_names_that_a_package_uses_can_be_those_of_a_schema(tmp_path: Path) -> None:
    folders.write(str(tmp_path / "crowded"), crowded())
    made = imported(tmp_path / "crowded")
    value = {
        **dict.fromkeys(NAMES_IN_USE, "text"),
        **{name: {name: name, "extra": name} for name in CLASSES_IN_USE},
        "Callable": "a",
    }
    assert made.to_dict(made.from_dict(value)) == value
    with pytest.raises(made.JSONTextError, match="half of a surrogate pair"):
        made.loads('"\ud800"')
    with pytest.raises(AttributeError):
        made.no_such_name  # noqa: B018  # to ask for it is the test


def test_no_module_of_a_package_defines_a_name_twice() -> None:
    for files in (crowded(), render(STRANGE), render(UNIONS)):
        for file, text in files.items():
            if file.endswith(".py"):
                defined = list(top_level_names(ast.parse(text)))
                assert len(set(defined)) == len(defined), file


def top_level_names(tree: ast.Module) -> Iterator[str]:
    statements = list(tree.body)
    while statements:
        statement = statements.pop(0)
        match statement:
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                yield from (each.asname or each.name for each in names)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.If():
                statements += statement.body


def test_no_text_of_a_schema_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ran() -> None:
        raise AssertionError("text of the schema ran")

    monkeypatch.setattr(os, "abort", ran)
    made = generated(STRANGE, tmp_path)
    model = made.from_dict(
        {"int": 1, "never_declared": {"x": HOSTILE_TEXTS[0]}, **dict.fromkeys(HOSTILE_TEXTS, "x")}
    )
    assert made.to_dict(model)["int"] == 1
    assert 49 not in model.additional_properties.values()
    assert "{{ 7 * 7 }}" in (Path(made.__file__).parent / "models.py").read_text()


def test_everything_passes_strict_type_checking(tmp_path: Path) -> None:
    orders = {"$id": "https://example.com/orders", "type": "array", "items": {"$id": "order", **ORDER}}
    schemas: list[object] = [ORDER, STRANGE, UNIONS, orders, False, *(schema for schema, _ in ROOTS)]
    for number, schema in enumerate(schemas):
        folders.write(str(tmp_path / f"made_{number}"), render(schema))
    folders.write(str(tmp_path / "crowded"), crowded())
    (tmp_path / "use.py").write_text(
        "from made_0 import UNSET, Line, Root, from_dict, iter_errors, loads, to_dict\n"
        "root: Root = loads('{}')\n"
        "lines: list[Line] | None = root.lines\n"
        "note: str | None = None if root.note is UNSET else root.note\n"
        "value: dict[str, object] = to_dict(Root(id='1', lines=[Line(sku='a', count=1)]))\n"
        "messages: list[str] = [error.message for error in iter_errors(value)]\n"
    )
    (tmp_path / "misuse.py").write_text(
        "from made_0 import Line\nLine(sku=1)\nLine('a')\nLine(sku='a').sku = 'b'\n"
    )
    output, code = strictly_typed(tmp_path)
    mistakes = [
        line.partition(": ")[0].rpartition("/")[2] for line in output.splitlines() if ": error:" in line
    ]
    assert mistakes == ["misuse.py:2", "misuse.py:3", "misuse.py:4"], output
    assert code == 1


STANDALONE = """
import sys

REFUSED = {"holotype", "jsonschema", "referencing", "datamodel_code_generator", "hypothesis", "msgspec"}

class Refusing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in REFUSED:
            raise ImportError(f"{name} must not be needed")
        return None

sys.meta_path.insert(0, Refusing())
sys.path.insert(0, sys.argv[1])

import made
from made.validator import is_valid
assert is_valid({"id": "1"})
for heavy in ("dataclasses", "importlib.metadata", "made.models", "made.codec", "tomllib"):
    assert heavy not in sys.modules, heavy
assert made.HOLOTYPE_PACKAGE is True

for name in made.__all__:
    assert name in dir(made), name
    getattr(made, name)
text = '{"id": "1", "lines": [{"sku": "a"}], "extra": null}'
assert made.loads(made.dumps(made.loads(text))) == made.loads(text)
try:
    made.loads('{"id": 1}')
except made.ValidationError as error:
    print(error)
try:
    made.no_such_name
except AttributeError as error:
    print(error)
"""


def test_a_package_needs_nothing_but_the_standard_library(tmp_path: Path) -> None:
    folders.write(str(tmp_path / "made"), render(ORDER))
    command = [sys.executable, "-I", "-c", STANDALONE, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "/id" in done.stdout
    assert "module 'made' has no attribute 'no_such_name'" in done.stdout


def test_the_text_is_the_same_whatever_the_hash_seed_and_the_folder(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[tool.datamodel-codegen]\nclass-name = "Other"\n'
        "[tool.black]\nline-length = 20\n[tool.ruff]\nline-length = 20\n"
    )
    program = (
        "import json\n"
        "from tests.codegen.test_package import STRANGE, render\n"
        "print(json.dumps(render(STRANGE)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert json.loads(done.stdout) == render(STRANGE)


def test_the_schema_and_the_contract_are_beside_the_code() -> None:
    rules = (Rule("some-rule", "total >= 0", because="it is so"),)
    files = render(ORDER, rules=rules)
    assert json.loads(files["schema.json"]) == ORDER
    assert files["schema.json"].startswith('{\n  "')
    assert files["schema.json"].endswith("\n}\n")
    contract = json.loads(files["contract.json"])
    assert contract["package"] == {"path": "../package", "class": "Root"}
    assert contract["rules"][0]["assert"] == "total >= 0"


def test_an_assertion_that_only_warns_does_not_bound_the_models(tmp_path: Path) -> None:
    schema = {
        "type": "object",
        "properties": {"state": {"type": "string", "enum": ["open"]}},
    }
    made = generated(schema, tmp_path, severity={"/properties/state/enum": "warning"})
    assert made.to_dict(made.from_dict({"state": "new"})) == {"state": "new"}


@pytest.mark.parametrize("name", ["JSONTextError", "Error", "Any", "UNSET", "TypeVar", "UnicodeEncodeError"])
def test_a_class_name_that_the_package_uses_is_refused(name: str) -> None:
    with pytest.raises(ContractError, match="cannot name the class"):
        render(ORDER, class_name=name)


@pytest.mark.parametrize("reference", ["http://127.0.0.1:1/x.json", "file:///etc/passwd", "other.json"])
def test_a_reference_out_of_the_schema_is_refused_and_nothing_is_read(reference: str) -> None:
    with pytest.raises(SchemaError, match="fetched"):
        render({"type": "object", "properties": {"x": {"$ref": reference}}})


def test_a_schema_of_thousands_of_properties_is_generated() -> None:
    schema = {"type": "object", "properties": {f"p-{number}": {"type": "string"} for number in range(1_000)}}
    assert "p_999: str | None = None" in render(schema)["models.py"]


def test_a_missing_generator_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "datamodel_code_generator", None)
    with pytest.raises(GeneratorError, match=r"pip install 'holotype\[generate\]'"):
        render({"type": "object"})


def test_what_the_generator_refuses_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise datamodel_code_generator.Error("no")

    monkeypatch.setattr(datamodel_code_generator, "generate", refuse)
    with pytest.raises(GeneratorError, match=r"^datamodel-code-generator refuses the prepared schema: no$"):
        render({"type": "object"})


def test_deeply_nested_values_in_a_schema_are_no_trouble() -> None:
    value: list[Any] = []
    for _ in range(300):
        value = [value]
    files = render({"type": "object", "properties": {"x": {"enum": [value, "a"], "default": value}}})
    assert (
        "x: list[Any] | str | None = None" in files["models.py"] or "x: str | list[Any]" in files["models.py"]
    )
