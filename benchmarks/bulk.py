"""Many jobs in one JSON Lines file: seconds and peak memory, beside sourcemeta's command and bare parsing."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from benchmarks.jobs import SCHEMA, jobs, without_nulls
from benchmarks.measure import Command, Run, commands, table
from benchmarks.peers import script, sourcemeta

PARSE_ALONE = """
import sys, msgspec
decode = msgspec.json.Decoder().decode
with open(sys.argv[1], "rb") as file:
    for line in file:
        decode(line)
"""
PARSE = "msgspec, parsing alone"
ONE, TWO = "holotype validate --jobs 1", "holotype validate --jobs 2"
BROKEN = f"{ONE}, 1 in 100 broken"
PEER = "sourcemeta jsonschema validate --fast --format-assertion"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bulk", description=__doc__)
    parser.add_argument("--count", type=int, default=200_000, help="how many jobs (%(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each command (%(default)s)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        compare(Path(folder), options.count, options.rounds)


def compare(folder: Path, count: int, rounds: int) -> None:
    """Ours reads the recorded shape; the peer, for which a null is an error, the same jobs without nulls."""
    recorded, letter, broken = (folder / name for name in ("recorded.jsonl", "letter.jsonl", "broken.jsonl"))
    with recorded.open("w") as one, letter.open("w") as two, broken.open("w") as three:
        for job, other in zip(jobs(count), jobs(count, broken_each=100), strict=True):
            one.write(json.dumps(job) + "\n")
            two.write(json.dumps(without_nulls(job)) + "\n")
            three.write(json.dumps(other) + "\n")

    ours = [script("holotype"), "validate", "--jobs"]
    runs = commands(
        {
            PARSE: Command([sys.executable, "-c", PARSE_ALONE, str(recorded)]),
            ONE: Command([*ours, "1", str(recorded)]),
            TWO: Command([*ours, "2", str(recorded)]),
            # Every error is placed and printed, to nowhere.
            BROKEN: Command([*ours, "1", str(broken)], exit_code=1),
            PEER: Command(
                [sourcemeta(), "validate", "--fast", "--format-assertion", str(SCHEMA), str(letter)]
            ),
        },
        rounds,
    )
    best = {name: min(many) for name, many in runs.items()}
    one_core = best[ONE].seconds
    table(
        f"{count:,} jobs in one JSON Lines file of {recorded.stat().st_size / 1e6:.0f} MB, best of {rounds}",
        ("command", "seconds", "MB", "/ one core of ours"),
        [_row(name, run, one_core) for name, run in best.items()],
    )
    print(f"\nBeyond parsing alone, one core of ours takes {one_core - best[PARSE].seconds:.2f} s.")
    print("MB is the peak resident memory of the largest process.")


def _row(name: str, run: Run, one_core: float) -> tuple[str, str, str, str]:
    return name, f"{run.seconds:.2f}", f"{run.memory / 1e6:.0f}", f"{run.seconds / one_core:.2f}"


if __name__ == "__main__":
    main()
