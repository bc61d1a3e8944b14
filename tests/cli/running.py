"""Running the command: within the test's process, or as a process of its own."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from holotype.cli import main
from tests.house.checkout import shell

STAND_IN = str(Path(__file__).parents[1] / "checking" / "stand_in")
GOOD = '{"id": "a"}\n'
BAD = '{"id": 1}\n'
# The command as the installed script starts it.
COMMAND = [sys.executable, "-c", "import sys; from holotype.cli import main; sys.exit(main())"]
_OF_A_SHELL = re.compile(r"[|<>&;$*`\\~]")


class Ended(NamedTuple):
    """How a command ended, and what it said."""

    code: int
    output: str
    complaint: str


def validate(capsys: pytest.CaptureFixture[str], *arguments: str) -> Ended:
    """Run `holotype validate` by the stand-in validator."""
    return run(capsys, "validate", "--schema", STAND_IN, *arguments)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> Ended:
    """Run a command in this process."""
    code = main(arguments)
    return Ended(code, *capsys.readouterr())


def typed(capsys: pytest.CaptureFixture[str], command: str) -> Ended:
    """Run a command as a person types it here: ours in this process, where it needs no shell."""
    if command.startswith("holotype ") and not _OF_A_SHELL.search(command):
        return run(capsys, *shlex.split(command)[1:])
    ended = shell(command, Path())
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def start(*arguments: str, **options: object) -> subprocess.Popen[bytes]:
    """Start `holotype validate` by the stand-in validator as a process of its own."""
    command = [*COMMAND, "validate", "--schema", STAND_IN, *arguments]
    pipes: dict[str, object] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, **pipes | options)  # type: ignore[call-overload,no-any-return]  # by name


def environment(**variables: str) -> dict[str, str]:
    """The environment without what turns colours on or off, and with `variables`."""
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    return kept | variables
