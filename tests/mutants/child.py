"""Runs pytest on a copy of the source, with a limit on memory, and notes which functions were entered."""

from __future__ import annotations

import cProfile
import importlib.util
import json
import resource
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

MEMORY = 4 << 30
# A test that starts a process or a thread may enter anything there.
STARTS = ("fork_exec", "posix.fork", "posix.posix_spawn", "start_new_thread")


def main(notes: str, *arguments: str) -> int:
    """Exit code of pytest; into the file `notes`, unless it is `-`, go names, `file:line:name`."""
    found = importlib.util.find_spec("holotype")
    if found is None or Path.cwd() not in Path(str(found.origin)).parents:
        sys.exit(f"the tests would see {found and found.origin}, which is not in {Path.cwd()}")
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    if notes == "-":
        code = pytest.main([*arguments])
    else:
        profile = cProfile.Profile()
        code = profile.runcall(pytest.main, [*arguments])
        profile.create_stats()
        Path(notes).write_text(json.dumps(sorted(_entered(profile.stats))))
    # A file of tests that skips itself is no failure.
    return 0 if code == pytest.ExitCode.NO_TESTS_COLLECTED else code


def _entered(calls: Iterable[tuple[str, int, str]]) -> set[str]:
    source = str(Path.cwd() / "src") + "/"
    entered = set()
    for file, line, name in calls:
        if file.startswith(source):
            entered.add(f"{file.removeprefix(source)}:{line}:{name}")
        elif any(start in name for start in STARTS):
            entered.add("elsewhere")
    return entered


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
