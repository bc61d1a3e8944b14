"""What every emitted module is: of the standard library alone, well typed, and the same each time."""

from __future__ import annotations

import ast
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import holotype

SCHEMAS: dict[str, Any] = {
    "nothing": True,
    "closed": False,
    "numbers": {"type": "number", "minimum": 0, "exclusiveMaximum": 10**50, "multipleOf": 0.01},
    "strings": {
        "minLength": 1,
        "pattern": "^(a|b)+\\d$",
        "format": "idn-hostname",
        "not": {"format": "date-time"},
    },
    "arrays": {
        "prefixItems": [{"type": "string"}],
        "items": {"enum": [1, "a", None, [1]]},
        "contains": {"const": 1},
        "maxContains": 2,
        "uniqueItems": True,
    },
    "objects": {
        "properties": {"class": {"type": "string"}, "value": {"$ref": "#"}},
        "patternProperties": {"^x": False},
        "additionalProperties": {"type": ["integer", "null"]},
        "propertyNames": {"maxLength": 5},
        "dependentRequired": {"a": ["b"]},
        "dependentSchemas": {"c": {"minProperties": 2}},
        "required": ["class"],
    },
    "branches": {
        "oneOf": [
            {"type": "object", "properties": {"k": {"const": str(i)}}, "required": ["k"]} for i in range(4)
        ],
        "anyOf": [
            {"properties": {"y": {"$ref": "#"}}},
            {"items": {"$ref": "#"}, "type": "array"},
            {"type": "null"},
        ],
        "if": {"minProperties": 1},
        "then": {"required": ["a"]},
        "else": False,
        "unevaluatedProperties": {"type": "string"},
        "unevaluatedItems": False,
    },
    "many": {"properties": {f"p{index}": {"minimum": index} for index in range(50)}},
}
RULE = holotype.Rule("ordered", "a <= b", severity="warning", because="a comes first")
TWO = {"properties": {"a": {"type": "integer"}, "b": {"type": "integer"}}}


def sources() -> dict[str, str]:
    """Modules for schemas that use every kind of emitted code, in both modes for nulls."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = {
            f"{name}_{nulls}": holotype.compile_source(schema, nulls=nulls)
            for name, schema in SCHEMAS.items()
            for nulls in ("reject", "absent")
        }
    return {**made, "rules": holotype.compile_source(TWO, nulls="absent", rules=[RULE])}


def test_an_emitted_module_imports_the_standard_library_and_idna_alone() -> None:
    for source in sources().values():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Import | ast.ImportFrom):
                module = node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
                assert module is not None
                assert module.partition(".")[0] in (*sys.stdlib_module_names, "idna")


def test_the_header_says_so_where_a_module_needs_idna() -> None:
    made = sources()
    assert "standard library and idna" in made["strings_reject"]
    assert "It needs nothing but the standard library." in made["numbers_reject"]


def test_emitted_modules_are_well_typed(tmp_path: Path) -> None:
    for name, source in sources().items():
        (tmp_path / f"{name}.py").write_text(source, encoding="ascii")
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "."],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout == ""


def test_a_module_is_the_same_each_time_whatever_the_hashes(tmp_path: Path) -> None:
    program = (
        "import sys, warnings; warnings.simplefilter('ignore'); sys.path.insert(0, sys.argv[1]);"
        "from tests.compiler.test_emission import sources; print(sources())"
    )
    root = str(Path(__file__).parents[2])
    texts = [
        subprocess.run(
            [sys.executable, "-c", program, root],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert texts[0] == texts[1]


def test_the_header_names_the_schema_its_digest_and_how_it_was_compiled() -> None:
    validator = holotype.compile({"$id": "http://example.test/s"}, nulls="absent", formats="dialect")
    assert {
        "generator": holotype.__version__,
        "schema": "http://example.test/s",
        "sha256": validator.HOLOTYPE["sha256"],
        "formats": "dialect",
        "nulls": "absent",
        "class": "",
        "contract": "",
        "each": "",
    } == validator.HOLOTYPE
    assert len(validator.HOLOTYPE["sha256"]) == 64
    assert validator.HOLOTYPE["sha256"] in validator.source.partition("\n\n\n")[0]


def test_no_docstring_of_a_module_holds_a_surrogate() -> None:
    source = holotype.compile_source({"$ref": "#/$defs/\ud800", "$defs": {"\ud800": {"minLength": 1}}})
    functions = [each for each in ast.walk(ast.parse(source)) if isinstance(each, ast.FunctionDef)]
    docstrings = "\n".join(filter(None, map(ast.get_docstring, functions)))
    assert r"The schema at #/$defs/\ud800." in docstrings
    docstrings.encode()


def test_a_module_runs_in_a_namespace_that_has_nothing() -> None:
    for source in sources().values():
        namespace: dict[str, Any] = {}
        exec(compile(source, "<emitted>", "exec"), namespace)
        assert namespace["is_valid"](object(), nulls="absent") in (True, False)
        assert isinstance(list(namespace["iter_errors"]({"k": "1", "x": 1})), list)


def test_an_unknown_mode_for_nulls_is_refused_by_every_function() -> None:
    for schema in (True, TWO, SCHEMAS["branches"]):
        validator = holotype.compile(schema, nulls="absent")
        for ask in (
            validator.is_valid,
            validator.is_clean,
            validator.iter_errors,
            validator.validate,
            validator.strip,
        ):
            try:
                ask({}, nulls="ignore")  # type: ignore[arg-type]  # it is what is tested
            except ValueError as error:
                message = str(error)
            assert message == 'nulls is "reject" or "absent", not \'ignore\''
