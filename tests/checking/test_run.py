"""Inputs to diagnostics: in order, whatever happens to one of them, with one process or several."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holotype.checking import Diagnostic, Part, check, planning
from holotype.checking.records import Range
from holotype.checking.validators import find_validator, load_validator
from holotype.checking.values import Examiner, Reading
from holotype.checking.work import perform
from holotype.documents import byte_ranges
from holotype.errors import HolotypeError
from tests.checking.stand_in import validator

GOOD = '{"id": "a"}'
BAD = '{"id": 1}'


def places(found: list[Diagnostic]) -> list[tuple[str, int, int]]:
    return [(os.path.basename(one.file), one.line, one.column) for one in found]


def test_diagnostics_come_in_the_order_of_the_inputs(tmp_path: Path) -> None:
    for name in ("b.json", "a.json"):
        (tmp_path / name).write_text(BAD)
    found = list(check([tmp_path / "b.json", tmp_path / "a.json"], validator))
    assert [name for name, _, _ in places(found)] == ["b.json", "a.json"]


def test_a_missing_file_is_a_diagnostic_and_the_others_are_checked(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text(BAD)
    seen: list[Part] = []
    paths = [tmp_path / "missing.json", tmp_path / "bad.json"]
    missing, bad = check(paths, validator, observe=seen.append)
    assert (missing.keyword, missing.line, missing.severity) == ("unreadable", 0, "error")
    assert missing.message == "no such file: check its name"
    assert bad.keyword == "type"
    assert [os.path.basename(part.file) for part in seen if part.complete] == ["missing.json", "bad.json"]


def test_a_stream_is_checked_under_its_name() -> None:
    stream = io.BytesIO(f"{GOOD}\n{BAD}\n".encode())
    stream.name = "orders.jsonl"
    (found,) = check(stream, validator)
    assert (found.file, found.line) == ("orders.jsonl", 2)


def test_a_stream_without_a_name_is_json() -> None:
    (found,) = check(io.BytesIO(BAD.encode()), validator)
    assert found.file == "<stream>"


def test_each_part_is_observed_after_its_diagnostics(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f"{GOOD}\n\n{BAD}\n")
    (tmp_path / "b.json").write_text(GOOD)
    seen: list[Part] = []
    list(check(tmp_path, validator, observe=seen.append))
    assert [os.path.basename(part.file) for part in seen if part.complete] == ["a.jsonl", "b.json"]
    assert sum(part.instances for part in seen) == 3


def test_an_unknown_input_format_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(HolotypeError, match="is no input format"):
        check(tmp_path, validator, input_format="xml")  # type: ignore[arg-type]  # it is what is tested


@pytest.mark.parametrize(
    "how",
    [
        {"nulls": "no"},
        {"formats": "no"},
        {"duplicate_keys": "no"},
        {"yaml_merge": "no"},
        {"jobs": 0},
        {"each": "data"},
        {"at": "body"},
    ],
)
def test_an_option_without_such_a_value_is_refused(tmp_path: Path, how: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(how))):
        check(tmp_path, validator, **how)


@pytest.mark.parametrize(
    ("suffix", "compress"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)]
)
def test_compressed_lines_have_the_places_of_the_lines_within(
    tmp_path: Path, suffix: str, compress: object
) -> None:
    text = f"{GOOD}\n{BAD}\n".encode() * 3
    (tmp_path / f"orders.jsonl.{suffix}").write_bytes(compress(text))  # type: ignore[operator]  # parameters
    assert [line for _, line, _ in places(list(check(tmp_path, validator)))] == [2, 4, 6]


def test_a_cut_off_archive_is_said_after_what_it_held(tmp_path: Path) -> None:
    (tmp_path / "orders.jsonl.gz").write_bytes(gzip.compress(f"{BAD}\n".encode() * 500, 0)[:4000])
    found = list(check(tmp_path, validator))
    assert found[-1].keyword == "compression"
    assert found[0].keyword == "type"


@pytest.mark.parametrize("jobs", [1, 2])
def test_blank_lines_crlf_and_a_missing_last_newline_are_taken(tmp_path: Path, jobs: int) -> None:
    (tmp_path / "orders.jsonl").write_bytes(f"{GOOD}\r\n\r\n  \n{BAD}\r\n{GOOD}\n{BAD}".encode())
    assert [line for _, line, _ in places(list(check(tmp_path, validator, jobs=jobs)))] == [4, 6]


def test_a_file_that_grows_while_it_is_read_is_checked_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "orders.jsonl"
    file.write_text(f'{{"id": 1, "note": "{"x" * 200}"}}\n' * 3_000)  # more than is read at once
    found = check(file, validator)
    next(found)
    with file.open("a") as stream:
        stream.write(BAD * 10)
    assert sum(1 for _ in found) == 2_999


def test_a_line_of_many_megabytes_is_one_record(tmp_path: Path) -> None:
    file = tmp_path / "orders.jsonl"
    file.write_text(f'{{"id": "{"x" * 10_000_000}", "state": "LOST"}}\n{BAD}\n')
    first, second = check(file, validator)
    assert len(first.source) <= 122
    assert (first.line, second.line) == (1, 2)


def test_looking_for_duplicate_keys_in_lines_is_possible(tmp_path: Path) -> None:
    (tmp_path / "orders.jsonl").write_text('{"id": "a", "id": "b"}\n')
    assert list(check(tmp_path, validator)) == []
    (found,) = check(tmp_path, validator, duplicate_keys="warn")
    assert found.keyword == "duplicate-key"


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("name", ["log.jsonl", "log.jsonl.gz"])
def test_a_line_without_the_value_to_check_is_said_and_the_others_are_checked(
    tmp_path: Path, name: str, jobs: int
) -> None:
    lines = f'{{"body": {GOOD}}}\n{" " * 400}\n{GOOD}\n{{"body": {BAD}}}\n{{"body": null}}\n'
    text = lines.encode() * 1_000  # the lines after the first batch are read by another parser
    (tmp_path / name).write_bytes(gzip.compress(text) if name.endswith("gz") else text)
    seen: list[Part] = []
    found = list(check(tmp_path / name, validator, at="/body", jobs=jobs, observe=seen.append))
    assert [(one.line, one.keyword, one.instance_location) for one in (*found[:3], *found[-3:])] == [
        (3, "at", ""),
        (4, "type", "/body/id"),
        (5, "type", "/body"),
        (4_998, "at", ""),
        (4_999, "type", "/body/id"),
        (5_000, "type", "/body"),
    ]
    assert len(found) == 3_000
    assert sum(part.instances for part in seen) == 3_000


LINES = st.lists(
    st.sampled_from([GOOD, BAD, "", " ", "{", '{"id": "ä", "state": "LOST"}', "[NaN]"]), max_size=30
)


@given(LINES, st.integers(1, 6), st.sampled_from(["\n", "\r\n"]))
def test_ranges_of_a_file_give_what_the_whole_file_gives(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], parts: int, end: str
) -> None:
    file = str(tmp_path_factory.mktemp("ranges") / "orders.jsonl")
    Path(file).write_bytes(end.join(lines).encode())
    examiner = Examiner(validator.is_clean, validator.iter_errors)
    shifted: list[Diagnostic] = []
    above = 0
    for byte_range in byte_ranges(file, parts):
        for part in perform(Range(file, byte_range, False), Reading(), examiner):
            shifted += [diagnostic.moved(above) for diagnostic in part.diagnostics]
            above += part.lines
    assert shifted == list(check(file, validator))


@settings(max_examples=20)
@given(LINES)
def test_a_file_and_a_stream_of_the_same_lines_give_the_same(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    file = tmp_path_factory.mktemp("stream") / "orders.jsonl"
    file.write_text("\n".join(lines))
    with file.open("rb") as stream:
        assert list(check(stream, validator)) == list(check(file, validator))


class TestProcesses:
    """With several processes the diagnostics are the same, in the same order."""

    @pytest.fixture
    def small_pieces(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(planning, "PIECE_SIZE", 1000)
        monkeypatch.setattr(planning, "PIECE_FILES", 2)

    @pytest.mark.usefixtures("small_pieces")
    def test_files_ranges_and_streams_mixed(self, tmp_path: Path) -> None:
        lines = "\n".join([GOOD, BAD, "{", "", GOOD] * 200)
        (tmp_path / "a.json").write_text(BAD)
        (tmp_path / "b.jsonl").write_text(lines)
        (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
        for number in range(5):
            (tmp_path / f"d{number}.json").write_text("{" if number % 2 else BAD)
        inputs = [tmp_path / "missing.json", tmp_path, tmp_path / "a.json"]
        alone = list(check(inputs, validator))
        assert list(check(inputs, validator, jobs=2)) == alone
        assert len(alone) > 800

    @pytest.mark.usefixtures("small_pieces")
    @pytest.mark.parametrize("duplicate_keys", ["ignore", "warn"])
    def test_json_over_several_lines_is_said_once(
        self, tmp_path: Path, duplicate_keys: Literal["ignore", "warn"]
    ) -> None:
        pretty = json.dumps([{"id": 1}] * 200, indent=1)
        (tmp_path / "a.jsonl").write_text(pretty)
        (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(pretty.encode()))
        (tmp_path / "c.jsonl").write_text(f"{GOOD}\n{pretty}")
        (tmp_path / "d.jsonl").write_text(BAD)
        alone = list(check(tmp_path, validator, duplicate_keys=duplicate_keys))
        assert list(check(tmp_path, validator, duplicate_keys=duplicate_keys, jobs=2)) == alone
        names = [os.path.basename(one.file) for one in alone]
        assert [names.count(name) for name in sorted(set(names))] == [1, 1, 602, 1]
        assert (alone[0].keyword, alone[0].line) == ("syntax", 1)
        stream = io.BytesIO(pretty.encode())
        stream.name = alone[0].file
        assert list(check(stream, validator, jobs=2)) == alone[:1]

    def test_a_stream_is_read_by_one_and_checked_by_the_others(self, tmp_path: Path) -> None:
        text = "\n".join([GOOD] * 30_000 + [BAD] * 3_000).encode()
        alone = list(check(io.BytesIO(text), validator, input_format="jsonl"))
        assert list(check(io.BytesIO(text), validator, input_format="jsonl", jobs=2)) == alone


COUNTING = """
import sys
import holotype

if __name__ == "__main__":
    schema = {"properties": {"id": {"type": "string"}}}
    print(sum(1 for _ in holotype.check(sys.argv[1], schema, jobs=2)))
"""


def test_lines_and_findings_that_are_more_than_a_pipe_holds_do_not_wait_for_each_other(
    tmp_path: Path,
) -> None:
    lines = f'{{"id": 1, "note": "{"x" * 200}"}}\n' * 10_000
    (tmp_path / "orders.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    command = [sys.executable, "-c", COUNTING, "orders.jsonl.gz"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert (ended.stdout, ended.stderr) == ("10000\n", "")


# A library's import lock is what a thread holds here; any lock that a worker needs would do.
THREADED = """
import importlib._bootstrap
import sys
import threading

import holotype

held, done = threading.Event(), threading.Event()


def hold():
    with importlib._bootstrap._ModuleLockManager("msgspec"):
        held.set()
        done.wait()


if __name__ == "__main__":
    threading.Thread(target=hold, daemon=True).start()
    held.wait()
    schema = {"type": "object", "properties": {"id": {"type": "string"}}}
    for diagnostic in holotype.check(sys.argv[1], schema, jobs=2):
        print(diagnostic.line, diagnostic.keyword)
    done.set()
"""


def test_a_program_whose_thread_holds_a_lock_gets_its_results_without_a_warning(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(THREADED)
    # More than the first batch of lines, which needs no msgspec.
    (tmp_path / "orders.jsonl").write_text(f"{BAD}\n" + f"{GOOD}\n" * 60_000 + BAD)
    command = [sys.executable, "-W", "error::DeprecationWarning", "program.py", "orders.jsonl"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "1 type\n60002 type\n", "")


def test_without_the_guard_of_multiprocessing_the_sentence_names_it(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(THREADED.replace('if __name__ == "__main__":', "if True:"))
    (tmp_path / "orders.jsonl").write_text(BAD)
    command = [sys.executable, "program.py", "orders.jsonl"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 1
    assert ended.stderr.rstrip().endswith(
        'the guard that multiprocessing asks for: if __name__ == "__main__")'
    )


HOSTILE = {
    "not-json": b"{id: 1}",
    "utf-8": b'{"id": "\xff"}',
    "utf-16": '{"id": "a"}'.encode("utf-16"),
    "byte-order-mark": b'\xef\xbb\xbf{"id": "a"}',
    "nan": b'{"id": "a", "ordered": NaN}',
    "beyond-a-double": b'{"id": "a", "ordered": 1e400}',
    "surrogate": b'{"id": "\\ud800"}',
    "digits": b'{"id": ' + b"9" * 5_000 + b"}",
    "nesting": b"[" * 600,
    "closed-nesting": b"[" * 600 + b"]" * 600,
    "empty": b"",
    "white-space": b"  \n ",
    "nul": b"\x00",
    "trailing": b'{"id": "a"} x',
    "bidirectional": '{"id": "a", "state": "\u202eLOST"}'.encode(),
    "escape": b'{"id": "a", "state": "\x1b[31m"}',
    "many-keys": b"{" + b",".join(b'"k%d": 1' % n for n in range(2_000)) + b"}",
}


@pytest.mark.parametrize("suffix", ["json", "jsonl", "yaml", "toml", "json.gz", "jsonl.xz", "jsonl.bz2"])
def test_hostile_texts_get_the_same_diagnostics_from_one_process_and_two(tmp_path: Path, suffix: str) -> None:
    for name, text in HOSTILE.items():
        if suffix.endswith("gz") and name != "nul":
            text = gzip.compress(text)
        (tmp_path / f"{name}.{suffix}").write_bytes(text)
    (tmp_path / "zuletzt.json").write_text(BAD)
    alone = list(check(tmp_path, validator))
    assert list(check(tmp_path, validator, jobs=2)) == alone
    assert alone[-1].file.endswith("zuletzt.json")
    for one in alone:
        assert one.message
        assert "Traceback" not in one.message


def test_the_bundled_and_the_given_validator_are_found_in_several_ways(tmp_path: Path) -> None:
    folder = str(Path(__file__).parent / "stand_in")
    for schema in (folder, Path(folder), "tests.checking.stand_in", validator):
        assert load_validator(find_validator(schema)).HOLOTYPE["class"] == "Order"


@pytest.mark.parametrize("before", [None, "x"])
def test_the_environment_is_as_it_was_after_processes_were_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str | None
) -> None:
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    if before is not None:
        monkeypatch.setenv("PYTHONSAFEPATH", before)
    (tmp_path / "a.json").write_text(GOOD)
    assert list(check(tmp_path, validator, jobs=2)) == []
    assert os.environ.get("PYTHONSAFEPATH") == before
