"""The commands' wall time for one small file and for a thousand, beside a bare interpreter."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from benchmarks.jobs import SCHEMA, jobs, without_nulls
from benchmarks.measure import Command, commands, table, timing
from benchmarks.peers import script, sourcemeta

ROUNDS = {1: 20, 1_000: 3}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number, job in enumerate(jobs(max(ROUNDS))):
            file = Path(folder, f"job-{number}.json")
            file.write_text(json.dumps(without_nulls(job), indent=2))
            files.append(str(file))
        for count, rounds in ROUNDS.items():
            compare(files[:count], rounds)


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
    timings = {name: timing(runs) for name, runs in commands(subjects, rounds).items()}
    bare, ours = (timings[name].median for name in list(subjects)[:2])
    table(
        f"{len(files):,} small file{'s' if len(files) > 1 else ''} (seconds, median and best of {rounds})",
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
