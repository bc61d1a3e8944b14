"""Files, pipes and standard input to streams; names to formats."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from holotype.documents import InputError, InputFormat, detect, open_source, read_documents, reading


def refusal(path: str) -> str:
    with pytest.raises(InputError) as caught:
        open_source(path)
    assert caught.value.file == path
    assert str(caught.value) == f"{path}: {caught.value.message}"
    return caught.value.message


def test_a_file_gives_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"[1]")
    with open_source(str(path)) as source:
        assert source.read() == b"[1]"


def test_what_is_no_readable_file_is_a_sentence(tmp_path: Path) -> None:
    assert refusal(str(tmp_path / "none.json")) == "no such file: check its name"
    assert refusal(str(tmp_path)) == "a folder, where a file was expected"
    assert refusal("a\0b") == "no such file: its name holds a NUL"
    assert refusal("/dev/null") == "a device or a socket, where a regular file or a pipe was expected"
    assert refusal(str(tmp_path / ("x" * 300))) == "cannot be read: File name too long"
    (tmp_path / "file").touch()
    assert refusal(str(tmp_path / "file" / "x.json")) == "cannot be read: Not a directory"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "secret.json"
    path.touch(0)
    assert refusal(str(path)) == "no permission to read it: check its owner and mode"


def test_permission_that_is_missing_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> io.FileIO:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(io, "FileIO", refuse)
    assert refusal("secret.json") == "no permission to read it: check its owner and mode"


def test_a_failure_while_reading_is_a_sentence() -> None:
    class Failing(io.BytesIO):
        def readinto1(self, buffer: object, /) -> int:
            raise OSError(5, "Input/output error")

    with pytest.raises(InputError, match=r"^disk\.json: cannot be read: Input/output error$"):
        list(read_documents(reading.Source(Failing(), "disk.json", None), InputFormat("json")))


def test_a_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    path = str(tmp_path / "pipe")
    os.mkfifo(path)
    writer = threading.Thread(target=Path(path).write_bytes, args=(b"[1]\n" * 100_000,))
    writer.start()
    with open_source(path) as source:
        documents = list(read_documents(source, InputFormat("jsonl")))
    writer.join()
    assert len(documents) == 100_000


def test_standard_input_is_a_dash() -> None:
    code = (
        "from holotype.documents import *\n"
        "with open_source('-') as source:\n"
        "    print([d.instance for d in read_documents(source, InputFormat('jsonl'))])\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], input=b"1\n2", capture_output=True, check=True)
    assert ran.stdout == b"[1, 2]\n"


def test_standard_input_that_is_closed_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert refusal("-") == "standard input is closed: name a file, or pipe one in"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.json", InputFormat("json")),
        ("b.c/A.JSON", InputFormat("json")),
        ("a.jsonl", InputFormat("jsonl")),
        ("a.ndjson.gz", InputFormat("jsonl", "gz")),
        ("a.json.bz2", InputFormat("json", "bz2")),
        ("a.jsonl.xz", InputFormat("jsonl", "xz")),
        ("2024.01.jsonl.zst", InputFormat("jsonl", "zst")),
        ("a.yml", InputFormat("yaml")),
        ("a.yaml", InputFormat("yaml")),
        ("a.toml", InputFormat("toml")),
        (".json", InputFormat("json")),
        ("json", None),
        ("a.gz", None),
        ("a.txt", None),
        ("a.json/b", None),
        ("-", None),
        ("", None),
    ],
)
def test_the_suffixes_of_a_name_tell_the_format(name: str, expected: InputFormat | None) -> None:
    assert detect(name) == expected


def test_a_named_format_overrules_the_syntax_that_the_name_tells() -> None:
    assert detect("log.txt", "jsonl") == InputFormat("jsonl")
    assert detect("log.json.gz", "jsonl") == InputFormat("jsonl", "gz")
    assert detect("-", "jsonl.gz") == InputFormat("jsonl", "gz")
    assert detect("a.jsonl.gz", "ndjson.zst") == InputFormat("jsonl", "zst")


@pytest.mark.parametrize("named", ["xml", "json.zip", "gz", "json.", ".json"])
def test_a_name_that_is_no_format_is_refused_with_those_there_are(named: str) -> None:
    with pytest.raises(InputError) as caught:
        detect("-", named)
    assert str(caught.value) == (
        f'"{named}" is no input format: expected json, jsonl, ndjson, yaml, yml, toml, '
        "or one of them with .gz, .bz2, .xz, .zst"
    )


def test_one_json_file_imports_only_what_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b'{"a": 1}')
    code = (
        "import sys\n"
        "from holotype.documents import open_source, read_documents, detect\n"
        "with open_source(sys.argv[1]) as source:\n"
        "    (document,) = read_documents(source, detect(sys.argv[1]))\n"
        "assert document.instance == {'a': 1}\n"
        "print(*sys.modules)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-S", "-c", code, str(path)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )
    heavy = {
        "pathlib",
        "dataclasses",
        "msgspec",
        "tomllib",
        "ruamel",
        "decimal",
        "datetime",
        "threading",
        "zlib",
        "bz2",
        "lzma",
        "gzip",
        "urllib",
        "inspect",
        "logging",
        "tempfile",
        "subprocess",
        "concurrent",
        "holotype.documents.places",
        "holotype.documents.json_lines",
        "holotype.documents.compression",
    }
    assert ran.returncode == 0, ran.stderr
    assert not heavy & set(ran.stdout.split())
