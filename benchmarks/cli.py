"""The commands' wall time beside a bare interpreter: for the bundled schema, and for one of one's own."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from benchmarks.jobs import SCHEMA, jobs, without_nulls
from benchmarks.measure import Command, commands, table, timing
from benchmarks.peers import script, sourcemeta

ROUNDS = {1: 20, 1_000: 3}
OWN_ROUNDS = 10

SMALL = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "object",
    "required": ["name", "parts"],
    "properties": {
        "name": {"type": "string", "minLength": 1},
        "count": {"type": "integer", "minimum": 0},
        "parts": {"type": "array", "items": {"$ref": "#/definitions/part"}},
    },
    "definitions": {"part": {"properties": {"kind": {"enum": ["a", "b"]}}, "additionalProperties": False}},
    "additionalProperties": False,
}
SMALL_DOCUMENT = {"name": "n", "count": 3, "parts": [{"kind": "a"}, {}]}
# As people write them: a few steps, two of them tasks.
PIPELINE = {
    "trigger": ["main"],
    "pool": {"vmImage": "ubuntu-latest"},
    "variables": {"configuration": "release"},
    "steps": [
        {"checkout": "self"},
        {"script": "make test", "displayName": "Test"},
        {"task": "Bash@3", "inputs": {"targetType": "inline", "script": "make"}},
        {"task": "PublishTestResults@2", "inputs": {"testResultsFormat": "JUnit"}},
    ],
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number, job in enumerate(jobs(max(ROUNDS))):
            file = Path(folder, f"job-{number}.json")
            file.write_text(json.dumps(without_nulls(job), indent=2))
            files.append(str(file))
        for count, rounds in ROUNDS.items():
            compare(files[:count], rounds)
        small = Path(folder, "small.schema.json")
        small.write_text(json.dumps(SMALL, indent=2))
        compare_own("a small schema of one's own", small, SMALL_DOCUMENT, Path(folder))
        large = _vendored_by_peer("azure-pipelines.json")
        size = large.stat().st_size / 1_000_000
        compare_own(f"a schema of {size:.1f} MB ({large.name})", large, PIPELINE, Path(folder))


def _vendored_by_peer(name: str) -> Path:
    """One of the real schemas that check-jsonschema brings."""
    package = find_spec("check_jsonschema")
    if package is None or package.origin is None:
        sys.exit("check-jsonschema is not installed here; run: make bench")
    return Path(package.origin).parent / "builtin_schemas" / "vendor" / name


def compare(files: list[str], rounds: int) -> None:
    """All check the same files, which are valid for all: the nulls are left out."""
    job_schema = str(SCHEMA)
    subjects = {
        "python -c pass": Command([sys.executable, "-c", "pass"]),
        "holotype validate (rules included)": Command([script("holotype"), "validate", *files]),
        "check-jsonschema": Command([script("check-jsonschema"), "--schemafile", job_schema, *files]),
        "corvus-json-schema validate": Command(
            [script("corvus-json-schema"), "--assert-format", "validate", job_schema, *files]
        ),
        "sourcemeta jsonschema validate (native)": Command(
            [sourcemeta(), "validate", "--format-assertion", job_schema, *files]
        ),
    }
    _print(f"{len(files):,} small file{'s' if len(files) > 1 else ''}", subjects, rounds)


def compare_own(title: str, schema: Path, document: object, folder: Path) -> None:
    """One small valid document by a schema that the command has not seen, and that it has."""
    file = folder / f"document-of-{schema.stem}.json"
    file.write_text(json.dumps(document))
    cache = folder / "cache"
    ours = [script("holotype"), "validate", "--schema", str(schema), str(file)]
    variables = {"HOLOTYPE_CACHE_DIR": str(cache)}
    subjects = {
        "python -c pass": Command([sys.executable, "-c", "pass"]),
        "holotype validate --schema, first run": Command(
            ours, before=partial(shutil.rmtree, cache, ignore_errors=True), variables=variables
        ),
        "the same, second run": Command(ours, variables=variables),
        # Its usual reading of patterns refuses one of the large schema's.
        "check-jsonschema": Command(
            [
                *(script("check-jsonschema"), "--regex-variant", "nonunicode"),
                *("--schemafile", str(schema), str(file)),
            ]
        ),
        "corvus-json-schema validate": Command(
            [script("corvus-json-schema"), "--assert-format", "validate", str(schema), str(file)]
        ),
        "sourcemeta jsonschema validate (native)": Command(
            [sourcemeta(), "validate", "--format-assertion", str(schema), str(file)]
        ),
    }
    _print(title, subjects, OWN_ROUNDS)


def _print(title: str, subjects: dict[str, Command], rounds: int) -> None:
    timings = {name: timing(runs) for name, runs in commands(subjects, rounds).items()}
    bare, ours = (timings[name].median for name in list(subjects)[:2])
    table(
        f"{title} (seconds, median and best of {rounds})",
        ("command", "median", "best", "/ python -c pass", "/ ours"),
        [
            (
                name,
                f"{time.median:.3f}",
                f"{time.best:.3f}",
                f"{time.median / bare:.1f}",
                f"{time.median / ours:.1f}",
            )
            for name, time in timings.items()
        ],
    )


if __name__ == "__main__":
    main()
