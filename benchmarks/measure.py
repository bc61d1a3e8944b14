"""Times calls and commands side by side: in turns, so that a slow moment of the machine meets all of them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from time import perf_counter
from typing import NamedTuple

CALL_ROUNDS = 15
CALL_SECONDS = 0.02


class Timing(NamedTuple):
    """Seconds: the best round, which a busy machine disturbs least, and the median one."""

    best: float
    median: float


class Command(NamedTuple):
    """The words of a command line, the exit code that it has to end with, what is done before each run, and
    what its environment says besides."""

    words: Sequence[str]
    exit_code: int = 0
    before: Callable[[], object] | None = None
    variables: Mapping[str, str] = {}


class Run(NamedTuple):
    """One run of a command: seconds, and the peak resident memory of its largest process in bytes."""

    seconds: float
    memory: int


def calls(subjects: Mapping[str, Callable[[], object]]) -> dict[str, Timing]:
    """Time one call of each subject, over interleaved rounds of as many calls as take 20 ms."""
    repeats = {name: _repeats(call) for name, call in subjects.items()}
    rounds: dict[str, list[float]] = {name: [] for name in subjects}
    for _ in range(CALL_ROUNDS):
        for name, call in subjects.items():
            rounds[name].append(_seconds(call, repeats[name]) / repeats[name])
    return {name: Timing(min(seconds), median(seconds)) for name, seconds in rounds.items()}


def _repeats(call: Callable[[], object]) -> int:
    repeats = 1
    while (seconds := _seconds(call, repeats)) < CALL_SECONDS / 4:
        repeats *= 2
    return max(1, round(repeats * CALL_SECONDS / seconds))


def _seconds(call: Callable[[], object], repeats: int) -> float:
    turns = range(repeats)
    start = perf_counter()
    for _ in turns:
        call()
    return perf_counter() - start


def commands(subjects: Mapping[str, Command], rounds: int) -> dict[str, list[Run]]:
    """Run each command `rounds` times, in turns, without its output; a wrong exit code ends the program.

    A first round, which is not counted, lets Python write its bytecode and the system read the files.
    """
    runs: dict[str, list[Run]] = {name: [] for name in subjects}
    for _ in range(rounds + 1):
        for name, command in subjects.items():
            runs[name].append(_run(command))
    return {name: many[1:] for name, many in runs.items()}


def _run(command: Command) -> Run:
    # As installed for a user, whatever the shell of who measures says.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment.update(command.variables)
    if command.before is not None:
        command.before()
    start = perf_counter()
    process = subprocess.Popen(
        command.words,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    complaint = process.stderr.read() if process.stderr is not None else b""
    _, status, usage = os.wait4(process.pid, 0)
    seconds = perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != command.exit_code:
        sys.exit(
            f"{' '.join(command.words[:4])} ... ended with {process.returncode}: {complaint.decode()[-500:]}"
        )
    return Run(seconds, usage.ru_maxrss * 1024)


def timing(runs: Sequence[Run]) -> Timing:
    seconds = [run.seconds for run in runs]
    return Timing(min(seconds), median(seconds))


def table(title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a Markdown table: first column to the left, the others to the right."""
    print(f"\n### {title}\n")
    widths = [max(len(row[column]) for row in (header, *rows)) for column in range(len(header))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    for row in (header, rule, *rows):
        cells = [row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]
        print("| " + " | ".join(cells) + " |")
