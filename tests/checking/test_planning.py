"""Files to pieces of work, in the order in which they were named."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

from holotype.checking.diagnostics import about_file
from holotype.checking.planning import plan, size_of
from holotype.checking.records import Lines, Range
from holotype.checking.values import Part, Reading

FINDING = Part("empty", 0, [about_file("empty", "no-documents", "nothing is there")])
LINE = b'{"id": "a"}\n'


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of a hundred bytes, or of three files."""
    monkeypatch.setattr("holotype.checking.planning.PIECE_SIZE", 100)
    monkeypatch.setattr("holotype.checking.planning.PIECE_FILES", 3)


def planned(*inputs: Any, jobs: int = 2, reading: Reading | None = None) -> list[Any]:
    return list(
        plan([str(each) if isinstance(each, Path) else each for each in inputs], reading or Reading(), jobs)
    )


def file_of(tmp_path: Path, name: str, data: bytes) -> str:
    (tmp_path / name).write_bytes(data)
    return str(tmp_path / name)


def test_one_process_takes_file_by_file() -> None:
    assert planned("a.json", FINDING, "b.jsonl", jobs=1) == [
        ["a.json"],
        FINDING,
        ["b.jsonl"],
    ]


def test_small_files_go_together_by_number(tmp_path: Path) -> None:
    files = [file_of(tmp_path, f"{number}.json", b"1") for number in range(7)]
    assert planned(*files) == [files[:3], files[3:6], files[6:]]


def test_small_files_go_together_by_size(tmp_path: Path) -> None:
    files = [
        file_of(tmp_path, f"{number}.json", b"1" * size) for number, size in enumerate((60, 40, 99, 1, 5))
    ]
    assert planned(*files) == [files[:2], files[2:4], files[4:]]


def test_a_finding_keeps_its_turn(tmp_path: Path) -> None:
    files = [file_of(tmp_path, f"{number}.json", b"1") for number in range(2)]
    assert planned(files[0], FINDING, files[1]) == [[files[0]], FINDING, [files[1]]]


def test_lines_of_a_large_file_are_shared_out(tmp_path: Path) -> None:
    small = file_of(tmp_path, "small.json", b"1")
    large = file_of(tmp_path, "large.jsonl", LINE * 50)
    first, *ranges = planned(small, large)
    assert first == [small]
    assert all(isinstance(each, Range) and each.file == large for each in ranges)
    assert len(ranges) == len(LINE) * 50 // 100
    assert [each.last for each in ranges] == [False] * (len(ranges) - 1) + [True]


@pytest.mark.parametrize(("size", "shared"), [(16, False), (17, True)])
def test_a_file_of_lines_is_shared_out_from_two_pieces_on(tmp_path: Path, size: int, shared: bool) -> None:
    file = file_of(tmp_path, "a.jsonl", LINE * size)
    assert (planned(file) == [[file]]) is not shared


def test_lines_that_are_looked_through_for_duplicate_keys_are_not_shared_out(tmp_path: Path) -> None:
    file = file_of(tmp_path, "a.jsonl", LINE * 50)
    assert planned(file, reading=Reading(duplicate_keys="warn")) == [[file]]


def test_compressed_lines_are_read_by_one(tmp_path: Path) -> None:
    file = file_of(tmp_path, "a.jsonl.gz", gzip.compress(LINE * 3))
    lines, end = planned(file)
    assert isinstance(lines, Lines)
    assert (lines.file, lines.batch.lines) == (file, [LINE.rstrip()] * 3)
    assert end == Part(file, 0, [], complete=True)


def test_compressed_lines_that_are_not_there_are_a_finding(tmp_path: Path) -> None:
    (part,) = planned(tmp_path / "a.jsonl.gz")
    assert (part.complete, [each.keyword for each in part.diagnostics]) == (True, ["unreadable"])


def test_a_size_that_nobody_can_tell_is_none(tmp_path: Path) -> None:
    assert [size_of(name) for name in ("-", str(tmp_path / "nothing"), "\0")] == [0, 0, 0]
    assert size_of(file_of(tmp_path, "a", b"123")) == 3
