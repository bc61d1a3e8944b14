"""The command: runs the suite, prints the table and what failed, and says by its exit code if that is new."""

from __future__ import annotations

import argparse
import sys
import warnings
from collections import Counter
from pathlib import Path
from subprocess import CalledProcessError

from .exceptions import exceptions
from .fetching import fetched, pinned
from .suite import DIALECTS, SECTIONS, groups, remotes
from .verdicts import Outcome, outcomes

PAGE = Path(__file__).parents[2] / "docs" / "conformance.md"
HOW_TO_GET_IT = """\
{place} is not a checkout of the JSON-Schema-Test-Suite (it has no tests/ and remotes/). Get it with
    git clone https://github.com/json-schema-org/JSON-Schema-Test-Suite
and run
    make conformance SUITE=JSON-Schema-Test-Suite
or name none: `make conformance` takes the suite in the source distribution of {requirement}."""


def main() -> int:
    """Exit code 0: all as expected; 1: a failure, or an excuse that is needed no more; 2: no suite."""
    options = _options()
    requirement = pinned()
    try:
        suite: Path = options.suite or fetched()
    except CalledProcessError:
        print(f"pip could not download {requirement}; what it says is above.", file=sys.stderr)
        return 2
    if not (suite / "tests").is_dir() or not (suite / "remotes").is_dir():
        print(HOW_TO_GET_IT.format(place=suite, requirement=requirement), file=sys.stderr)
        return 2

    # The suite has unknown formats and keywords on purpose.
    warnings.simplefilter("ignore", UserWarning)
    documents = remotes(suite)
    found = [
        outcome
        for draft in options.draft or DIALECTS
        for group in groups(suite, draft)
        if options.file in group.file and options.group in group.description
        for outcome in outcomes(group, documents)
    ]
    excused = exceptions(PAGE.read_text("utf-8")) if PAGE.exists() else {}
    failures = [outcome for outcome in found if outcome.problem and outcome.case not in excused]
    needless = [outcome for outcome in found if not outcome.problem and outcome.case in excused]

    for outcome in failures[: options.show]:
        print(f"FAILED {' · '.join(outcome.case)}\n       {outcome.problem}")
    if len(failures) > options.show:
        print(f"... and {len(failures) - options.show} more (--show {len(failures)} lists all)")
    for outcome in needless:
        print(f"PASSED, but excused in docs/{PAGE.name}: {' · '.join(outcome.case)}")
    print(table(found))
    print(
        f"{len(found)} cases of the suite {f'in {options.suite}' if options.suite else f'of {requirement}'}: "
        f"{len(found) - len(failures)} as expected ({len(excused)} excused in docs/{PAGE.name}), "
        f"{len(failures)} failed."
    )
    return 1 if failures or needless or not found else 0


def table(found: list[Outcome]) -> str:
    """Passed/failed for each draft and section, as a Markdown table."""
    passed = Counter((outcome.case.draft, outcome.section) for outcome in found if not outcome.problem)
    total = Counter((outcome.case.draft, outcome.section) for outcome in found)
    rows: list[tuple[str, ...]] = [("", *SECTIONS)]
    for draft in DIALECTS:
        if any((draft, section) in total for section in SECTIONS):
            counts = [(passed[draft, section], total[draft, section]) for section in SECTIONS]
            rows.append((draft, *(f"{good}/{all_ - good}" if all_ else "" for good, all_ in counts)))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in rows]
    lines.insert(1, "| " + " | ".join("-" * width for width in widths) + " |")
    return "\n".join(lines)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.conformance",
        description="Run the JSON-Schema-Test-Suite through emitted source: predicate and errors path.",
    )
    parser.add_argument(
        "suite", type=Path, nargs="?", help="a checkout of the suite; else that of jsonschema"
    )
    parser.add_argument("--draft", action="append", choices=DIALECTS, help="only this draft (repeatable)")
    parser.add_argument("--file", default="", help="only files whose name holds this, such as anyOf")
    parser.add_argument("--group", default="", help="only groups whose description holds this")
    parser.add_argument("--show", type=int, default=40, help="list at most so many failures (%(default)s)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
