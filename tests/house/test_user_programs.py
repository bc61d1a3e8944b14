"""What mypy and pyright say of programs of users: nothing of a good one, and something of each bad line.

Nothing is downloaded: pyright and the node that it runs in are both in wheels, and where its report is asked
for as JSON, the command does not look for newer versions.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import mistral_batch_job
import pytest

import holotype
from holotype.documents.input_formats import COMPRESSIONS, SYNTAXES
from holotype.schema.dialects import DIALECTS

from .checkout import ROOT

SCHEMA = {
    "properties": {
        "number": {"type": "integer"},
        "lines": {
            "type": "array",
            "items": {"anyOf": [{"type": "string"}, {"$ref": "#"}, {"type": "boolean"}]},
        },
    },
    "unevaluatedProperties": False,
}

GOOD = '''
"""A program that uses everything, as the documentation says."""

import io
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal, TypedDict, assert_type

import holotype
import mistral_batch_job
import order_validator
from holotype import Diagnostic, Error, HolotypeError, InputError, Rule, ValidationError, Validator
from holotype.checking import Part
from mistral_batch_job import BatchJob, JSONTextError, dumps, from_dict, loads, to_dict


class Written(TypedDict):
    type: str


constant: Final[Mapping[str, object]] = {"type": "string"}
written: Written = {"type": "string"}
inferred = {"type": "string", "maxLength": 5}
parsed = json.loads("{}")
for schema in (True, constant, written, inferred, parsed):
    assert_type(holotype.compile(schema), Validator)

rules = [Rule("in-order", "first <= last", severity="warning", because="The first comes first.")]
validator = holotype.compile(
    {"properties": {"first": {"type": "integer"}, "last": {"type": "integer"}}},
    documents={"https://example.org/a.json": {"type": "object"}, "https://example.org/b.json": True},
    dialect="draft7",
    formats="dialect",
    nulls="absent",
    rules=rules,
)
assert_type(validator.is_valid({}), bool)
assert_type(validator.is_clean({}, nulls="reject"), bool)
assert_type(validator.iter_errors(None), Iterator[Error])
validator.validate([], nulls="absent")
assert_type(validator.strip({"a": None}), Any)
assert_type(validator.output(5)["valid"], Any)
assert_type(validator.output(5, format="flag", nulls="reject"), dict[str, Any])
assert_type(validator.source, str)
assert_type(validator.notices, tuple[str, ...])
assert_type(validator.HOLOTYPE["nulls"], str)
assert_type(holotype.compile_source(parsed, dialect="http://json-schema.org/draft-07/schema#"), str)

for error in validator.iter_errors({}):
    assert_type(error.severity, Literal["error", "warning"])
    assert_type(error.hint, str | None)
    assert_type(error.causes, tuple[Error, ...])


def observe(part: Part) -> None:
    print(part.file, part.instances)


streams = (io.BytesIO(b"{}"), sys.stdin.buffer, tempfile.TemporaryFile(), open("orders.jsonl", "rb"))
for stream in streams:
    assert_type(holotype.check(stream, inferred, input_format="jsonl.gz"), Iterator[Diagnostic])
schemas = (None, "mistral_batch_job", Path("order.json"), inferred, False, validator, mistral_batch_job)
for each in schemas:
    holotype.check([Path("a.json"), "b.json"], each, nulls="reject", formats="assert", each="/data", jobs=2)
found = holotype.check(
    "orders", documents={"urn:a": "a.json", "urn:b": Path("b.json")}, duplicate_keys="ignore", observe=observe
)
for diagnostic in found:
    assert_type(diagnostic.line, int)
    assert_type(diagnostic.severity, Literal["error", "warning"])


def holds(asked: Iterable[object], nulls: Literal["reject", "absent"]) -> bool:
    return all(validator.is_valid(each, nulls=nulls) and order_validator.is_valid(each) for each in asked)


try:
    job = loads("{}")
except ValidationError as invalid:
    assert_type(invalid.errors, tuple[Error, ...])
except mistral_batch_job.ValidationError as invalid_job:
    assert_type(invalid_job.errors, tuple[mistral_batch_job.Error, ...])
except JSONTextError as broken:
    print(broken)
except (holotype.SchemaError, holotype.ContractError, InputError) as wrong:
    print(wrong.message)
except HolotypeError as wrong:
    print(wrong)
else:
    assert_type(job, BatchJob)
    assert_type(job.total_requests, int | None)
    if job.status == "SUCCESS":
        print(dumps(job), to_dict(from_dict(parsed))["id"])
    assert_type(mistral_batch_job.iter_errors(parsed, nulls="reject"), Iterator[mistral_batch_job.Error])
    assert_type(order_validator.is_clean(job, nulls="absent"), bool)
    for found_in_order in order_validator.iter_errors(job):
        assert_type(found_in_order.severity, Literal["error", "warning"])
'''

BAD = '''
"""A program with a mistake on each line that says so."""

import holotype
import mistral_batch_job
import order_validator
from holotype import compile_sorce  # wrong
from holotype.compiler import Validater  # wrong
from holotype.documents import InputEror  # wrong
from mistral_batch_job import is_vaild  # wrong
from mistral_batch_job.models import BatchJbo  # wrong

holotype.complie({})  # wrong
mistral_batch_job.load("{}")  # wrong
order_validator.is_vaild({})  # wrong

holotype.compile()  # wrong
holotype.compile("order.schema.json")  # wrong
holotype.compile([{"type": "string"}])  # wrong
holotype.compile({}, None)  # wrong
holotype.compile({}, nulls="absnt")  # wrong
holotype.compile({}, formats="asserted")  # wrong
holotype.compile({}, dialect="draft-07")  # wrong
holotype.compile({}, documents={"urn:a": "a.json"})  # wrong
holotype.compile({}, rules=["first <= last"])  # wrong
holotype.compile_source({}, nulls=True)  # wrong
holotype.Rule("in-order", "first <= last", severity="fatal")  # wrong
holotype.Rule(id="in-order", when="present(first)")  # wrong

validator = holotype.compile({})
validator.is_vaild({})  # wrong
validator.is_valid()  # wrong
validator.is_valid({}, "absent")  # wrong
validator.is_valid({}, nulls="absnt")  # wrong
validator.is_clean({}, null="absent")  # wrong
validator.iter_errors({})[0]  # wrong
validator.iter_errors({}, nulls="absnt")  # wrong
validator.validate({}, nulls="absnt")  # wrong
validator.validate({}).errors  # wrong
validator.strip({}, nulls="absnt")  # wrong
validator.output({}, format="list")  # wrong
validator.output({}, nulls="absnt")  # wrong
for error in validator.iter_errors({}):
    error.mesage  # wrong
    error.message = "better"  # wrong

holotype.check(5)  # wrong
holotype.check(["a.json"], 5)  # wrong
holotype.check(["a.json"], jobs="2")  # wrong
holotype.check(["a.json"], nulls="absnt")  # wrong
holotype.check(["a.json"], formats="asserted")  # wrong
holotype.check(["a.json"], input_format="jsnol")  # wrong
holotype.check(["a.json"], duplicate_keys="error")  # wrong
holotype.check(["a.json"], documents={"urn:a": {}})  # wrong
for diagnostic in holotype.check(["a.json"]):
    diagnostic.lines  # wrong

job = mistral_batch_job.loads(5)  # wrong
job.stauts  # wrong
job.status = "FAILED"  # wrong
job.total_requests + 1  # wrong
mistral_batch_job.BatchJob(id="1", model="m")  # wrong
mistral_batch_job.BatchJob(id="1", model="m", endpoint="/v1/ocr", status="QUEUD")  # wrong
mistral_batch_job.to_dict({})  # wrong
mistral_batch_job.is_valid({}, nulls="absnt")  # wrong
mistral_batch_job.iter_errors({}, nulls="absnt")  # wrong
order_validator.validate({}, nulls="absnt")  # wrong
try:
    validator.validate({})
except holotype.ValidationEror:  # wrong
    pass
except holotype.ValidationError as invalid:
    invalid.error  # wrong
'''


def imports(misspelt: str) -> str:
    """An import of each public name, with something added to the name."""
    comment = "  # wrong" if misspelt else ""
    return "".join(
        f"from {package.__name__} import {name}{misspelt} as {package.__name__}_{name}{comment}\n"
        for package in (holotype, mistral_batch_job)
        for name in package.__all__
    )


def options() -> str:
    """A call for each dialect and each input format, by each of its names."""
    dialects = [name for each in DIALECTS for name in (each.name, each.uri)]
    dialects += [f"{each.uri}#" for each in DIALECTS if each.uri.startswith("http:")]
    formats = ["", *SYNTAXES, *(f"{syntax}.{each}" for syntax in SYNTAXES for each in COMPRESSIONS)]
    lines = ["import holotype"]
    lines += [f"holotype.compile({{}}, dialect={each!r})" for each in dialects]
    lines += [f"holotype.check('a', input_format={each!r})" for each in formats]
    return "\n".join(lines)


FILES = {
    "good.py": GOOD,
    "good_options.py": options(),
    "bad.py": BAD,
    "good_imports.py": imports(""),
    "bad_imports.py": imports("_"),
    "order_validator.py": holotype.compile_source(SCHEMA, nulls="absent"),
}
WRONG = {
    (file, number)
    for file, text in FILES.items()
    for number, line in enumerate(text.split("\n"), 1)
    if line.endswith("# wrong")
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder outside the checkout, whose settings say nothing here."""
    folder = tmp_path_factory.mktemp("programs")
    for file, text in FILES.items():
        (folder / file).write_text(text, "utf-8")
    return folder


def run(folder: Path, *command: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYRIGHT_")}
    ran = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1, ran.stdout + ran.stderr
    return ran.stdout


def difference(found: set[tuple[str, int]], said: str) -> str:
    """What is wrong with what was found, for who reads that a test failed."""
    return f"not found: {sorted(WRONG - found)}, found though right: {sorted(found - WRONG)}\n{said}"


def test_mypy_finds_each_bad_line_and_no_other(folder: Path) -> None:
    said = run(folder, "mypy", "--strict", f"--cache-dir={ROOT / '.mypy_cache' / 'user-programs'}", ".")
    found = {(file, int(line)) for file, line in re.findall(r"^(\w+\.py):(\d+): error:", said, re.M)}
    assert found == WRONG, difference(found, said)


def test_pyright_finds_each_bad_line_and_no_other(folder: Path) -> None:
    said = run(folder, "pyright", "--outputjson", "--pythonpath", sys.executable)
    errors = [
        (Path(each["file"]).name, each["range"]["start"]["line"] + 1, each["message"])
        for each in json.loads(said)["generalDiagnostics"]
        if each["severity"] == "error"
    ]
    found = {(file, line) for file, line, _ in errors}
    assert found == WRONG, difference(found, "\n".join(map(str, errors)))
