"""The command: runs each campaign with new seeds for so many minutes, and says what it found."""

from __future__ import annotations

import argparse
import random
import re
import secrets
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
FOLDERS = ("tests/fuzz", "tests/properties")
# hypothesis-jsonschema has an environment of its own.
SECOND_SOURCE = "tests/second_source/test_agreement.py"
# Oracles that stand in the room of what they judge.
ELSEWHERE = (
    "tests/compiler/patterns/test_differential.py",
    "tests/compiler/rules/test_agreement.py",
    "tests/documents/test_parsers_agree.py",
    SECOND_SOURCE,
)
# The Hypothesis of the second source says "examples" after each.
EXAMPLES = re.compile(r"(\d+) passing(?: examples)?, (\d+) failing(?: examples)?,(?: and)? (\d+) invalid")
STATISTICS = re.compile(r"^=+ Hypothesis Statistics =+$", re.MULTILINE)


class Found(NamedTuple):
    """What a campaign did; `failure` is what the failing round printed, or empty."""

    campaign: str
    rounds: int
    examples: int
    seconds: float
    failure: str

    @property
    def sentence(self) -> str:
        amount = f"{self.examples:,} examples, {self.rounds} seeds, {self.seconds:.0f} s"
        return f"{self.campaign}: {amount}, {'FAILED' if self.failure else 'nothing found'}"


def main() -> int:
    """Exit code 0: nothing found; 1: a failure; 2: there is no such campaign."""
    options = _options()
    chosen = [name for name in campaigns() if options.only in name]
    if not chosen:
        print(
            f"no campaign's path holds {options.only!r}; there are", *campaigns(), sep="\n  ", file=sys.stderr
        )
        return 2
    print(f"{len(chosen)} campaigns, SEED={options.seed}", flush=True)
    failed = False
    with ThreadPoolExecutor(options.jobs) as pool:
        for found in pool.map(lambda name: run(name, options.minutes * 60, options.seed), chosen):
            print(found.failure + found.sentence, flush=True)
            failed = failed or bool(found.failure)
    return 1 if failed else 0


def campaigns() -> list[str]:
    """The files of tests that are campaigns, from the root."""
    found = (
        path.relative_to(ROOT).as_posix() for name in FOLDERS for path in (ROOT / name).glob("test_*.py")
    )
    return sorted([*found, *ELSEWHERE])


def run(campaign: str, seconds: float, seed: int) -> Found:
    """Rounds with a new seed each, until the time is up or one fails; one at least."""
    chance = random.Random(f"{seed} {campaign}")
    started = time.monotonic()
    rounds = examples = 0
    failure = ""
    while not rounds or (not failure and time.monotonic() - started < seconds):
        options = ["--hypothesis-profile=round", f"--hypothesis-seed={chance.randrange(2**32)}"]
        python = ".venv-second-source/bin/python" if campaign == SECOND_SOURCE else sys.executable
        command = [python, "-m", "pytest", "-q", *options, campaign]
        ended = subprocess.run(
            [*command, "--hypothesis-show-statistics"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
        rounds += 1
        said, *statistics = STATISTICS.split(ended.stdout)
        examples += examples_in("".join(statistics))
        if ended.returncode:
            failure = f"{said}\nAgain: {' '.join(command)}\n"
    return Found(campaign, rounds, examples, time.monotonic() - started, failure)


def examples_in(statistics: str) -> int:
    """How many examples were run, by what Hypothesis says at the end."""
    return sum(int(count) for counts in EXAMPLES.findall(statistics) for count in counts)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5, help="for each campaign (%(default)s)")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000), help="draw the same again")
    parser.add_argument("--only", default="", help="only campaigns whose path holds this, such as properties")
    parser.add_argument("--jobs", type=int, default=2, help="how many at once (%(default)s)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
