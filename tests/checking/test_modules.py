"""The names of modules to files, along the path of this Python; nothing is imported."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from holotype.checking.modules import init_file, is_marked, marked_modules

MARKED = "HOLOTYPE_PACKAGE = True\n"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on the path, before all others and after one that is not there."""
    monkeypatch.setattr(sys, "path", [str(tmp_path / "nowhere"), str(tmp_path), *sys.path])
    return tmp_path


def package(folder: Path, text: str = MARKED) -> str:
    folder.mkdir(parents=True)
    (folder / "validator.py").touch()
    (folder / "__init__.py").write_text(text)
    return str(folder / "__init__.py")


def test_a_package_is_found_along_the_path_and_within_others(library: Path) -> None:
    outer = package(library / "outer")
    inner = package(library / "outer" / "inner")
    assert init_file("outer", ask_hooks=False) == outer
    assert init_file("outer.inner", ask_hooks=False) == inner
    assert init_file("outer.nothing", ask_hooks=False) is None


def test_the_first_on_the_path_counts(library: Path) -> None:
    first = package(library / "json")
    assert init_file("json", ask_hooks=False) == first


@pytest.mark.parametrize("name", ["sys", "this", "space", "alone"])
def test_what_is_no_package_with_a_file_has_none(library: Path, name: str) -> None:
    (library / "space").mkdir()
    (library / "alone.py").touch()
    assert init_file(name, ask_hooks=True) == ""


@pytest.mark.parametrize("name", ["nothing_at_all", "a-b", "", "outer."])
def test_what_is_not_there_or_no_name_is_none(library: Path, name: str) -> None:
    package(library / "outer")
    assert init_file(name, ask_hooks=True) is None


def test_hooks_are_asked_only_where_they_may_be(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        @staticmethod
        def find_spec(name: str, path: Sequence[str] | None, target: object = None) -> ModuleSpec | None:
            raise RuntimeError("broken")

    class Knowing(Broken):
        @staticmethod
        def find_spec(name: str, path: Sequence[str] | None, target: object = None) -> ModuleSpec | None:
            if name != "hooked":
                return None
            spec = ModuleSpec(name, None, origin="/elsewhere/__init__.py", is_package=True)
            spec.has_location = True
            return spec

    monkeypatch.setattr(sys, "meta_path", [Broken, Knowing])
    assert init_file("hooked", ask_hooks=False) is None
    assert init_file("hooked", ask_hooks=True) == "/elsewhere/__init__.py"
    assert init_file("other", ask_hooks=True) is None


def test_packages_along_the_path_are_those_with_the_marker(library: Path) -> None:
    package(library / "orders")
    package(library / "plain", "")
    package(library / "late", f"{'#' * 2**22}\n{MARKED}")
    (library / "empty").mkdir()
    found = list(marked_modules())
    assert found[0] == "orders"
    assert {"plain", "late", "empty"}.isdisjoint(found)
    assert len(found) == len(set(found))


def test_the_marker_stands_at_the_beginning_of_a_line(tmp_path: Path) -> None:
    file = tmp_path / "__init__.py"
    for text, marked in ((MARKED, True), (f'"""a"""\n{MARKED}', True), (f"# {MARKED}", False), ("", False)):
        file.write_text(text)
        assert is_marked(str(file)) is marked
    assert not is_marked(str(tmp_path))
    assert not is_marked(str(tmp_path / "nothing.py"))
