"""Runs that write a package and are killed: what stands then, and what the next run makes of it.

As a program it is the campaign: `python -m tests.codegen.kills` prints what was killed how often, and what
went wrong.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from itertools import count
from pathlib import Path

from holotype.cli import main
from holotype.codegen import workshop
from holotype.codegen.atomic import exchange
from holotype.codegen.folders import MARKER, write
from holotype.contract import digest

Run = Callable[[], object]
# What the interpreter reports before it asks the system for what can change a folder, or for what is in it.
WAYS = ("step", "step-twice", "random", "command")
STEPS = (
    "open",
    "os.mkdir",
    "os.rename",
    "os.link",
    "os.remove",
    "os.rmdir",
    "os.chmod",
    "os.scandir",
    "fcntl",
)


class Place:
    """A folder with one package, of which two runs write two versions, and with files that are not its."""

    def __init__(self, folder: Path, first: Run, second: Run, *, exchanging: bool) -> None:
        self.parent, self.package = folder, folder / "package"
        self.first, self.second = first, second
        self.exchanging = exchanging
        self.wrong: list[str] = []
        second()
        new = self.stands()
        first()
        self.old, self.new = self.stands(), new
        (self.package / "notes.txt").write_text("mine")
        (self.package / "more" / "deep").mkdir(parents=True)
        (self.package / "more" / "deep" / "notes.txt").write_text("mine, too")
        (self.package / "link").symlink_to("nowhere")
        os.mkfifo(self.package / "pipe")

    def judge(self, moment: str) -> None:
        """Say what is wrong after a kill at that moment: at once, and after the next run."""
        if self.exchanging:
            self._expect(self.stands() in (self.old, self.new), f"{moment}: no whole package")
            self._expect(self.keeps(), f"{moment}: another file is missing")
        self.second()
        self._expect(self.stands() == self.new, f"{moment}: no whole package after the next run")
        self._expect(self.keeps(), f"{moment}: another file is missing after the next run")
        self._expect(os.listdir(self.parent) == ["package"], f"{moment}: {os.listdir(self.parent)}")

    def stands(self) -> dict[str, str]:
        """The files of the package."""
        files = self.package.iterdir() if self.package.exists() else ()
        return {path.name: path.read_text() for path in files if path.is_file() and path.name != "notes.txt"}

    def keeps(self) -> bool:
        """Whether all that is not the package's is there."""
        notes, deep = self.package / "notes.txt", self.package / "more" / "deep" / "notes.txt"
        return (
            [path.read_text() for path in (notes, deep) if path.is_file()] == ["mine", "mine, too"]
            and (self.package / "link").is_symlink()
            and (self.package / "pipe").is_fifo()
        )

    def _expect(self, held: bool, sentence: str) -> None:
        if not held:
            self.wrong.append(sentence)


def written(folder: Path, *, exchanging: bool) -> Place:
    """A place where the runs only write."""

    def run(text: str) -> Run:
        files = {"__init__.py": f"# {text}\n{MARKER}\n", "models.py": f"{text} = 1\n" * 1_000}
        return lambda: write(str(folder / "package"), files)

    return Place(folder, run("old"), run("new"), exchanging=exchanging)


def generated(folder: Path, *, exchanging: bool) -> Place:
    """A place where the runs are those of `holotype generate`."""

    def run(name: str) -> Run:
        schema = {"type": "object", "properties": {name: {"type": "string"}}}
        (folder / f"{name}.json").write_text(json.dumps(schema))
        contract = folder / f"{name}.contract.toml"
        contract.write_text(
            f'schema = "{name}.json"\nid = "https://holotype.invalid/{name}"\n[source]\n'
            f'sha256 = "{digest(schema)}"\n[package]\npath = "packages/package"\nclass = "Order"\n'
        )
        return lambda: _quietly(["generate", str(contract)])

    return Place(folder / "packages", run("old"), run("new"), exchanging=exchanging)


def _quietly(arguments: list[str]) -> None:
    with redirect_stdout(StringIO()):
        assert main(arguments) == 0


def killed(run: Run, *, step: int = 0, after: float = 60.0) -> bool:
    """Run it in a process, killed before its `step`th step or `after` seconds; False if it ends first."""
    process = os.fork()
    if process == 0:
        code = 1
        try:
            if step:
                _kill_before(step)
            run()
            code = 0
        finally:
            os._exit(code)
    given_up = time.monotonic() + after
    while (ended := os.waitpid(process, os.WNOHANG)) == (0, 0):
        if time.monotonic() >= given_up:
            os.kill(process, signal.SIGKILL)
            ended = os.waitpid(process, 0)
            break
        time.sleep(0.0002)
    code = os.waitstatus_to_exitcode(ended[1])
    if code > 0:
        raise AssertionError("the run failed")
    return code < 0


def _kill_before(step: int) -> None:
    steps = count(1)

    def hook(event: str, _: object) -> None:
        if event.startswith(STEPS) and next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def at_each_step(place: Place, *, draw: random.Random | None = None) -> int:
    """Kill a run at each of its steps in turn; with `draw` the next run, too, at a step that is drawn."""
    for step in count(1):
        place.first()
        done = not killed(place.second, step=step)
        if draw is not None:
            killed(place.second, step=draw.randint(1, 100))
        place.judge(f"killed at step {step}")
        if done:
            return step - 1
    raise AssertionError


def at_random(place: Place, kills: int, draw: random.Random) -> int:
    """Kill runs at moments that are drawn; those that end first do not count."""
    begun = time.monotonic()
    place.first()
    longest = 1.2 * (time.monotonic() - begun)
    done = 0
    while done < kills:
        place.first()
        done += killed(place.second, after=draw.uniform(0, longest))
        place.judge(f"kill {done}")
    return done


def can_exchange() -> bool:
    """Whether folders can be exchanged where this system keeps what is temporary."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        return exchange(one, other)


def hold(*arguments: str) -> None:
    """Assert that nothing goes wrong in a campaign; in a process that, unlike this one, may be forked."""
    command = [sys.executable, "-W", "error", "-m", "tests.codegen.kills", *arguments]
    ended = subprocess.run(
        command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, ""), ended.stdout


def campaign() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--way", choices=WAYS, action="append")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    parser.add_argument("--no-exchange", action="store_true")
    arguments = parser.parse_args()
    if arguments.no_exchange:
        workshop.exchange = lambda one, other: False  # type: ignore[attr-defined]  # as on other systems
    wrong = 0
    synchronise = os.fsync
    for way in arguments.way or WAYS:
        os.fsync = synchronise
        draw = random.Random(arguments.seed)
        with tempfile.TemporaryDirectory() as folder:
            make = generated if way == "command" else written
            place = make(Path(folder), exchanging=not arguments.no_exchange)
            if way.startswith("step"):
                os.fsync = lambda fd: None  # a kill is no power failure, and there are many
                kills = at_each_step(place, draw=draw if way == "step-twice" else None)
            else:
                kills = at_random(place, arguments.kills, draw)
        print(json.dumps({"way": way, "seed": arguments.seed, "kills": kills, "wrong": place.wrong}))
        wrong += len(place.wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(campaign())
