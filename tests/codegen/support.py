"""Contracts for schemas of a test's own, and the packages generated from them, imported."""

from __future__ import annotations

import ast
import itertools
import os
import sys
import typing
from collections.abc import Mapping
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import mistral_batch_job

from holotype.codegen import package
from holotype.codegen.names import Names, assign
from holotype.codegen.reading import read
from holotype.codegen.shapes import Shapes
from holotype.contract import Contract, Rule, digest
from holotype.contract.values import Nulls, Severity
from holotype.schema.resources import Schemas

_numbers = itertools.count()

# Text that breaks out of sloppy quoting, in Python, Jinja, Markdown or a terminal.
HOSTILE_TEXTS = (
    '"""',
    "'''",
    '"""\nimport os\nos.abort()\n"""',
    "\\",
    '\\"',
    'ends with "',
    "{{ 7 * 7 }} {% for x in y %} {# #}",
    "{} {0} %s ${x} #{y}",
    "\x00\x1b[31m\r\n\x85\u2028",
    "\u202eevil\u202c",
    "\ud800 lone",
    "| a | b |\n| --- | --- |",
    "`code` <script>alert(1)</script> [x](javascript:y) https://example.com",
    "# -*- coding: utf-7 -*-",
    "\ufb01 \u017f \u212a \u00aa",  # what Python normalises in identifiers
    "x" * 3000,
)


def _identifiers(folder: Path) -> set[str]:
    """The names of the modules in a folder, and every name that stands in one of them."""
    found: set[str] = set()
    for file in folder.glob("*.py"):
        found.add(file.stem)
        for node in ast.walk(ast.parse(file.read_text())):
            for attribute in ("id", "name", "asname", "arg"):
                name = getattr(node, attribute, None)
                found |= {name} if isinstance(name, str) else set()
    return {name for name in found if name.isidentifier()}


# What a generated package and those who write annotations call something.
NAMES_IN_USE = tuple(
    sorted(
        {*_identifiers(Path(mistral_batch_job.__file__).parent), *typing.__all__}
        | {"UNSET", "Unset", "Enum", "Final", "InitVar", "KW_ONLY", "union_1", "Union_1", "Union1"}
    )
)


def contract_for(
    schema: object,
    folder: str | Path = "package",
    *,
    class_name: str = "Root",
    nulls: Nulls = "absent",
    severity: Mapping[str, Severity] | None = None,
    rules: tuple[Rule, ...] = (),
) -> Contract:
    """A contract that a file could say, without the file."""
    return Contract(
        file="test.contract.toml",
        schema_file="test.json",
        id="https://holotype.invalid/contracts/test",
        source_id="https://example.com/test.json",
        provenance="",
        sha256=digest(schema),
        package_path=str(folder),
        class_name=class_name,
        formats="assert",
        nulls=nulls,
        severity=severity or {},
        rules=rules,
        each="",
    )


def generated(schema: object, folder: Path, **contract: Any) -> Any:
    """The package generated from `schema` below `folder`, imported under a name of its own."""
    name = f"generated_{next(_numbers)}"
    (folder / name).mkdir()
    for file, text in package.render(contract_for(schema, folder / name, **contract), schema).items():
        (folder / name / file).write_text(text, encoding="utf-8")
    return imported(folder / name)


def imported(folder: Path) -> Any:
    """The package in `folder`."""
    spec = spec_from_file_location(
        folder.name, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[folder.name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def strictly_typed(folder: Path) -> tuple[str, int]:
    """What `mypy --strict` says of the modules below a folder, and its exit code."""
    from mypy import api

    limit = sys.getrecursionlimit()
    try:
        options = ["--strict", "--config-file=", f"--cache-dir={os.devnull}"]
        output, _, code = api.run([*options, str(folder)])
    finally:
        sys.setrecursionlimit(limit)  # mypy raises it for good
    return output, code


def shapes_of(schema: object, *lowered: str) -> Shapes:
    """The shapes of a schema's instances."""
    return read(Schemas(schema, {}), lowered)


def names_of(schema: object) -> Names:
    """The names that the models of a schema get."""
    return assign(shapes_of(schema), "Root")
