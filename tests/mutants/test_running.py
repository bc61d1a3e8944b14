"""Tests run in a copy see the copy, end, and leave the checkout alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..house.checkout import ROOT
from .__main__ import CARRIED, room_of
from .running import COMPARISONS, Copy

TINY = "tests/test_tiny.py"
FILE = "src/holotype/errors.py"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    copy = Copy(tmp_path_factory.mktemp("mutants") / "copy")
    (copy.folder / TINY).write_text(
        "import holotype.errors\n"
        f"def test_it_is_the_copy(): assert holotype.errors.__file__ == {str(copy.folder / FILE)!r}\n"
        "def test_it_is_unchanged(): assert not hasattr(holotype.errors, 'changed')\n"
    )
    return copy


def test_tests_see_the_source_of_the_copy(copy: Copy) -> None:
    ended = copy.run([TINY], 100)
    assert not ended.killer, ended.output


def test_a_change_in_the_copy_is_seen_there_and_not_in_the_checkout(copy: Copy) -> None:
    source = (copy.folder / FILE).read_bytes()
    copy.write(FILE, source + b"\nchanged = True\n")
    try:
        assert copy.run([TINY], 100).killer == "tests"
    finally:
        copy.write(FILE, source)
    assert (ROOT / FILE).read_bytes() == source
    assert not copy.run([TINY], 100).killer


def test_what_hangs_is_ended(copy: Copy) -> None:
    (copy.folder / "tests" / "test_hanging.py").write_text("def test_hanging():\n    while True: pass\n")
    assert copy.run(["tests/test_hanging.py"], 3).killer == "the clock"


def test_a_look_notes_the_functions_that_tests_enter(copy: Copy) -> None:
    (copy.folder / "tests" / "test_compiling.py").write_text(
        "import holotype\ndef test_compiling(): assert holotype.compile({'type': 'integer'}).is_valid(1)\n"
    )
    ended, entered = copy.look("tests/test_compiling.py")
    assert not ended.killer, ended.output
    names = {
        each.rpartition(":")[2] for each in entered if each.startswith("holotype/compiler/compilation.py:")
    }
    assert {"<module>", "compile"} <= names
    assert "elsewhere" not in entered


def test_a_file_is_mirrored_by_its_folder_or_the_nearest_above() -> None:
    assert "tests/compiler/rules/test_conditions.py" in room_of("src/holotype/compiler/rules/conditions.py")
    assert "tests/compiler/test_errors.py" in room_of("src/holotype/compiler/checks.py")
    assert "tests/test_files.py" in room_of("src/holotype/files.py")


@pytest.mark.parametrize("place", [*CARRIED, *(name.partition("::")[0] for name in COMPARISONS)])
def test_what_is_named_is_there(place: str) -> None:
    assert (ROOT / place).exists()


@pytest.mark.parametrize("name", COMPARISONS)
def test_a_comparison_that_is_left_out_is_a_test(name: str) -> None:
    file, _, test = name.partition("::")
    assert f"def {test}(" in Path(ROOT / file).read_text("utf-8")
