"""Imports run downward, as the house is drawn in docs/architecture.md."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .checkout import ROOT

SOURCE = ROOT / "src"
GENERATED = ROOT / "generated"

# From the ground up. A room may import from floors below its own.
FLOORS = (
    ("digests", "errors", "pointers", "recursion"),
    ("schema", "contract", "files", "git"),
    ("compiler", "documents"),
    ("cache",),
    ("codegen", "checking"),
    ("configuration", "reporting"),
    ("cli",),
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
FRONT_DOOR = ("__init__", "__main__")
HEAVY = ("jsonschema", "referencing", "datamodel_code_generator", "hypothesis", "dataclasses", "msgspec")


def modules(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, also within functions and for its types only."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0 or GENERATED in path.parents, f"{path}: relative import"
            if node.module and node.level == 0:
                yield node.module
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room_of(module: str) -> str:
    return [*module.split("."), "", ""][1]


def rooms() -> Iterator[tuple[str, Path]]:
    """Each module of the toolkit with its room; the front door, which is lazy, has none."""
    for path in modules(SOURCE / "holotype"):
        room = path.relative_to(SOURCE / "holotype").with_suffix("").parts[0]
        if room not in FRONT_DOOR:
            yield room, path


@pytest.mark.parametrize(("room", "path"), list(rooms()), ids=lambda part: getattr(part, "stem", part))
def test_a_room_imports_from_the_floors_below_it_only(room: str, path: Path) -> None:
    for module in imported(path):
        other = room_of(module)
        if module.startswith("holotype.") and other in FLOOR and other != room:
            assert FLOOR[other] < FLOOR[room], f"{room} imports {module}"


def test_every_room_has_a_floor() -> None:
    assert {room for room, _ in rooms()} <= set(FLOOR)


def test_a_generated_package_imports_nothing_of_holotype() -> None:
    paths = modules(GENERATED)
    assert paths
    for path in paths:
        assert "holotype" not in {module.split(".")[0] for module in imported(path)}, path


def run(source: str) -> list[str]:
    return subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, check=True
    ).stdout.split()


def test_a_generated_package_works_where_the_toolkit_cannot_be_imported() -> None:
    source = f"""
import sys
for name in ("holotype", "jsonschema", "referencing", "hypothesis", "datamodel_code_generator"):
    sys.modules[name] = None
sys.path.insert(0, {str(GENERATED)!r})
from mistral_batch_job import BatchJob, dumps, from_dict, is_valid, iter_errors, loads, to_dict, validate
job = {{"id": "6f0d4b0e-2b52-4c1a-9a3e-0c7d1f6c5e10", "model": "m"}}
job.update(endpoint="/v1/ocr", status="QUEUED")
validate(job)
assert to_dict(from_dict(job)) == job and loads(dumps(from_dict(job))) == from_dict(job)
assert not is_valid({{**job, "status": 5}}) and list(iter_errors({{}}))
print("done")
"""
    assert run(source) == ["done"]


@pytest.mark.parametrize("module", ["mistral_batch_job", "mistral_batch_job.validator", "holotype"])
def test_importing_what_validates_imports_nothing_heavy(module: str) -> None:
    loaded = run(f"import sys, {module}; print(*sys.modules)")
    assert not {name.split(".")[0] for name in loaded} & set(HEAVY)
    assert "importlib.metadata" not in loaded


def test_every_public_name_is_there() -> None:
    names = run("import holotype; print(*(name for name in holotype.__all__ if getattr(holotype, name)))")
    assert {"compile", "compile_source", "Validator", "Rule", "Error", "ValidationError"} <= set(names)


def test_importing_the_package_imports_none_of_its_rooms() -> None:
    loaded = run("import sys, holotype; print(*sys.modules)")
    assert [name for name in loaded if name.startswith("holotype")] == ["holotype"]
