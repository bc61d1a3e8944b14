"""The command: draws mutants by a seed, runs each against the tests, and prints those that survive."""

from __future__ import annotations

import argparse
import secrets
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple, TypeVar

from ..house.checkout import ROOT
from .drawing import Drawn, draw, function_of
from .running import Copy, Ended, limit

# Tests of the checkout, of this, and in another environment: they say nothing of a mutant.
ASIDE = ("tests/house/", "tests/mutants/", "tests/second_source/")
# Emitted modules carry the text of these: who imports them may run them under another name.
CARRIED = (
    "src/holotype/compiler/formats/",
    "src/holotype/compiler/library/",
    "src/holotype/compiler/patterns/",
    "src/holotype/compiler/rules/runtime.py",
)

Item = TypeVar("Item")
Result = TypeVar("Result")


class Seen(NamedTuple):
    """What a file of tests did without any mutant."""

    seconds: float
    entered: frozenset[str]


class Failure(Exception):
    """A file of tests fails without any mutant."""


def main() -> int:
    """Exit code 0, whatever survived; 2 where nothing can be said."""
    options = _options()
    drawn = draw(options.number, options.seed, options.only)
    print(f"{len(drawn)} mutants, SEED={options.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="mutants-") as scratch:
        crew = Crew([Copy(Path(scratch) / str(number)) for number in range(options.jobs)])
        try:
            _judge(drawn, crew, options.room_only)
        except Failure as failure:
            print(failure, file=sys.stderr)
            return 2
    return 0


class Crew:
    """Copies of the checkout that work side by side."""

    def __init__(self, copies: list[Copy]) -> None:
        self._number = len(copies)
        self._free: SimpleQueue[Copy] = SimpleQueue()
        for copy in copies:
            self._free.put(copy)

    def map(self, work: Callable[[Copy, Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        def borrowing(item: Item) -> Result:
            copy = self._free.get()
            try:
                return work(copy, item)
            finally:
                self._free.put(copy)

        pool = ThreadPoolExecutor(self._number)
        try:
            yield from pool.map(borrowing, items)
        finally:
            pool.shutdown(cancel_futures=True)


def _judge(drawn: list[Drawn], crew: Crew, room_only: bool) -> None:
    """Run each mutant against its room's tests, and what survives against the others that get there."""
    seen: dict[str, Seen] = {}
    died = Counter[str]()
    survivors = drawn
    everything = [name for name in _tests("tests", "**/") if not name.startswith(ASIDE)]
    stages: dict[str, Callable[[str], list[str]]] = {"its room's tests": room_of}
    if not room_only:
        stages["the other tests"] = lambda file: everything
    for stage, choose in stages.items():
        chosen = {each: choose(each.file) for each in survivors}
        _look({test for tests in chosen.values() for test in tests}, crew, seen)
        work = [
            (each, [test for test in tests if _gets_to(each, seen[test])]) for each, tests in chosen.items()
        ]
        survivors = []
        for (each, _), ended in zip(work, crew.map(_mutated(seen), work), strict=True):
            if ended.killer:
                died[stage if ended.killer == "tests" else ended.killer] += 1
            else:
                survivors.append(each)
                print(f"survives {stage}: {each.sentence}\n    {each.code}", flush=True)
    for each in survivors:
        print(f"survived: {each.sentence}")
    total = len(drawn)
    kills = ", ".join(f"{count} by {killer}" for killer, count in sorted(died.items()))
    share = f"{100 * died.total() / total:.0f}%" if total else "nothing to judge"
    print(f"{died.total()} of {total} died ({kills}): {share}; {len(survivors)} survived.")


def _look(tests: set[str], crew: Crew, seen: dict[str, Seen]) -> None:
    """See what tests do without any mutant, which must be to pass."""
    new = sorted(tests - seen.keys())
    for test, (ended, entered) in zip(new, crew.map(Copy.look, new), strict=True):
        if ended.killer:
            raise Failure(f"{ended.output}\n{test} fails without any mutant; mend that first.")
        seen[test] = Seen(ended.seconds, entered)


def _mutated(seen: dict[str, Seen]) -> Callable[[Copy, tuple[Drawn, list[str]]], Ended]:
    def run(copy: Copy, work: tuple[Drawn, list[str]]) -> Ended:
        each, tests = work
        if not tests:
            return Ended("", 0, "")
        source = (copy.folder / each.file).read_bytes()
        copy.write(each.file, each.mutant.applied(source))
        try:
            quickest_first = sorted(tests, key=lambda test: seen[test].seconds)
            return copy.run(quickest_first, limit(sum(seen[test].seconds for test in tests)))
        finally:
            copy.write(each.file, source)

    return run


def room_of(file: str) -> list[str]:
    """The files of tests in the folder that mirrors a file of the source, or the nearest above it."""
    for folder in Path(file).relative_to("src/holotype").parents:
        if found := _tests(f"tests/{folder}"):
            return found
    return []


def _tests(folder: str, below: str = "") -> list[str]:
    return sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / folder).glob(f"{below}test_*.py"))


def _gets_to(each: Drawn, seen: Seen) -> bool:
    """Whether tests run the function that a mutant is in; a process that they start may."""
    if "elsewhere" in seen.entered:
        return True
    file = each.file.removeprefix("src/")
    function = function_of((ROOT / each.file).read_bytes(), each.mutant.line)
    if function and not each.file.startswith(CARRIED):
        return f"{file}:{function}" in seen.entered
    return any(each.startswith(f"{file}:") for each in seen.entered)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("-n", "--number", type=int, default=100, help="how many mutants (%(default)s)")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000), help="draw the same again")
    parser.add_argument("--only", default="", help="only files whose path holds this, such as compiler/rules")
    parser.add_argument("--room-only", action="store_true", help="leave out the tests of other rooms")
    parser.add_argument("--jobs", type=int, default=2, help="how many at once (%(default)s)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
