"""The commands, given anything: an exit code, a sentence, whole files or none; never a mistake of its own."""

from __future__ import annotations

import builtins
import contextlib
import io
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from holotype.cli import main

from .hostile import configuration_texts, contract_texts, documents, options_of, schema_texts

OURS = "this is a mistake of holotype itself"
MANY = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
FEW = settings(MANY, max_examples=max(4, settings().max_examples // 25))
"""For what starts a generator of models each time."""

CONTRACT = b"""\
schema = "schema.json"
id = "https://example.test/contract"
[source]
sha256 = "%s"
[package]
path = "package"
class = "Thing"
"""


@contextlib.contextmanager
def folder(files: Mapping[str, bytes]) -> Iterator[Path]:
    """Stand in a folder that holds these files; they may not be changed there."""
    with tempfile.TemporaryDirectory() as root:
        here = Path(root, "some", "where", "deep")
        here.mkdir(parents=True)
        for name, contents in files.items():
            (here / name).write_bytes(contents)
        with contextlib.chdir(here):
            yield here
        assert {name: (here / name).read_bytes() for name in files} == dict(files)
        assert [each.name for each in Path(root).iterdir()] == ["some"]
        assert not [each for each in here.iterdir() if each.name.startswith(".holotype")]


def run(*arguments: str, given: bytes = b"") -> int:
    """Run a command in this process and hold it to what every command promises; its exit code."""
    output, complaint = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with (
        contextlib.redirect_stdout(output),
        contextlib.redirect_stderr(complaint),
        _standard_input(given),
    ):
        try:
            code = main(arguments)
        except SystemExit as end:  # argparse's way to end
            code = end.code if isinstance(end.code, int) else -1
    said = ""
    for stream in (output, complaint):
        stream.flush()
        assert isinstance(stream.buffer, io.BytesIO)
        said += stream.buffer.getvalue().decode()
    assert OURS not in said, said
    assert "Traceback" not in said
    assert code in (0, 1, 2)
    assert said or code == 0
    return code


@contextlib.contextmanager
def _standard_input(text: bytes) -> Iterator[None]:
    before = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(text), encoding="utf-8")
    try:
        yield
    finally:
        sys.stdin = before


@MANY
@given(
    schema_texts,
    documents,
    st.sampled_from(("document.json", "document.jsonl", "document.yaml", "document.toml", "-")),
    options_of(
        *("--nulls", "--formats", "--each", "--input-format", "--duplicate-keys", "--yaml-merge"),
        *("--format", "--document"),
    ),
)
@example(b'{"$ref": "#/%ff"}', b"1", "document.json", [])
@example(b'{"$ref": "#/allOf/%s"}' % (b"9" * 5_000), b"1", "document.json", [])
@example(b'{"const": %s1%s}' % (b"[" * 200, b"]" * 200), b"1", "document.json", [])
@example(
    b'{"anyOf": [{"type": "string"}, {"items": {"$ref": "#"}, "type": "array"}]}',
    b"[" * 511 + b"1" + b"]" * 511,
    "document.json",
    ["--format", "json"],
)
def test_validate_by_any_schema(schema: bytes, document: bytes, name: str, options: list[str]) -> None:
    files = {"schema.json": schema} | ({} if name == "-" else {name: document})
    with folder(files):
        run("validate", "--schema", "schema.json", *options, name, given=document)


@MANY
@given(configuration_texts, documents)
def test_validate_by_any_configuration(configuration: bytes, document: bytes) -> None:
    with folder({"holotype.toml": configuration, "a.json": document, "schema.json": b'{"type": "object"}'}):
        run("validate")
        run("validate", "a.json")


@MANY
@given(
    schema_texts,
    st.binary(max_size=8) | st.just(b"{}"),
    options_of("--nulls", "--formats", "--dialect", "--document"),
)
@example(b'{"const": %s1%s}' % (b"[" * 200, b"]" * 200), b"", [])
def test_compile_anything(schema: bytes, other: bytes, options: list[str]) -> None:
    with folder({"schema.json": schema, "other.json": other}) as here:
        code = run("compile", "schema.json", "-o", "module.py", *options)
        assert code in (0, 2)
        written = here / "module.py"
        assert written.exists() is (code == 0)
        if code == 0:
            builtins.compile(written.read_bytes(), "module.py", "exec")
        assert {each.name for each in here.iterdir()} <= {"schema.json", "other.json", "module.py"}


@MANY
@given(schema_texts, st.sampled_from(("schema.json", "missing.json", ".", "")))
def test_init_anything(schema: bytes, name: str) -> None:
    with folder({"schema.json": schema}) as here:
        code = run("init", name)
        assert code in (0, 2)
        assert (here / "schema.contract.toml").exists() is (code == 0)


@MANY
@given(contract_texts(CONTRACT % (b"0" * 64)), schema_texts)
def test_validate_by_any_contract(contract: bytes, schema: bytes) -> None:
    with folder({"thing.contract.toml": contract, "schema.json": schema, "document.json": b'{"a": 1}'}):
        run("validate", "--schema", "thing.contract.toml", "document.json")


@FEW
@given(schema_texts)
def test_generate_from_the_first_contract_of_anything(schema: bytes) -> None:
    with folder({"schema.json": schema}) as here:
        if run("init", "schema.json") == 0:
            before = {each.name for each in here.iterdir()}
            code = run("generate", "schema.contract.toml")
            assert code in (0, 2)
            if code == 0:
                assert run("generate", "--check", "schema.contract.toml") == 0
            else:
                assert {each.name for each in here.iterdir() if each.is_dir()} <= before


@FEW
@given(contract_texts(CONTRACT % (b"0" * 64)))
def test_generate_from_any_contract(contract: bytes) -> None:
    with folder({"thing.contract.toml": contract, "schema.json": b'{"type": "object", "title": "T"}'}):
        run("generate", "thing.contract.toml")
