"""Runs tests in copies of the checkout, never in the checkout itself."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sysconfig
import time
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ..house.checkout import copy_to

# They compare what is committed with what would be written: almost any mutant of the emitter differs there,
# whether or not it is wrong.
COMPARISONS = (
    "tests/codegen/test_batch_job_package.py::test_the_package_is_what_its_contract_and_schema_generate",
    "tests/contract/test_validator.py::test_the_validator_is_what_the_compiler_makes_of_the_schema",
    "tests/schema/test_metaschemas.py::test_the_validators_are_what_the_compiler_makes_of_the_metaschemas",
)
# Machines that run tests are shared: what takes so many times as long as it did hangs.
PATIENCE = 5
AT_LEAST = 60.0


class Ended(NamedTuple):
    """How a run of tests ended: `killer` is empty where all passed."""

    killer: str
    seconds: float
    output: str


class Copy:
    """A copy of the checkout, with an environment in which `holotype` is the copy's."""

    def __init__(self, folder: Path) -> None:
        self.folder = copy_to(folder)
        environment = folder / ".venv"
        venv.create(environment, symlinks=True)
        self._python = environment / "bin" / "python"
        # Packages are those of this environment. What is editable there is not installed here, as .pth files
        # of a folder that a .pth file names are not read; so nothing leads back to the checkout.
        places = [folder / "src", folder / "generated", sysconfig.get_path("purelib")]
        library = Path(sysconfig.get_path("purelib", vars={"base": str(environment)}))
        (library / "copy.pth").write_text("".join(f"{place}\n" for place in places))
        self._written = time.time()

    def write(self, file: str, source: bytes) -> None:
        path = self.folder / file
        path.write_bytes(source)
        # Bytecode is known by second and size, and two mutants may agree in both.
        self._written += 2
        os.utime(path, (self._written, self._written))

    def run(self, tests: Sequence[str], limit: float) -> Ended:
        """Run tests for at most so many seconds."""
        return self._pytest("-", tests, limit)

    def look(self, test: str) -> tuple[Ended, frozenset[str]]:
        """Run a file of tests; what it entered, as `file:line:name`."""
        notes = self.folder / ".notes"
        ended = self._pytest(str(notes), [test], 900)
        entered = frozenset(json.loads(notes.read_bytes())) if notes.exists() else frozenset()
        notes.unlink(missing_ok=True)
        # Taking notes takes time, which tests with a clock in them mind.
        return self.run([test], 900) if ended.killer else ended, entered

    def _pytest(self, notes: str, tests: Sequence[str], limit: float) -> Ended:
        options = [
            *(("-x",) if notes == "-" else ()),
            "-q",
            "--no-header",
            "--tb=short",
            "-p",
            "no:cacheprovider",
            "-n",
            "0",
        ]
        options += [f"--deselect={each}" for each in COMPARISONS]
        started = time.monotonic()
        process = subprocess.Popen(
            [self._python, "-m", "tests.mutants.child", notes, *options, *tests],
            cwd=self.folder,
            # The same examples each time, as where a change is judged.
            env={**os.environ, "CI": "true", "PYTHONHASHSEED": "0"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        try:
            output, _ = process.communicate(timeout=limit)
            killer = "tests" if process.returncode else ""
        except subprocess.TimeoutExpired:
            output, killer = f"not done after {limit:.0f} s\n", "the clock"
        finally:
            # Also what the tests started, which may outlive them.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        return Ended(killer, time.monotonic() - started, output)


def limit(expected: float) -> float:
    """After how many seconds tests hang that should take `expected`."""
    return max(AT_LEAST, PATIENCE * expected)
