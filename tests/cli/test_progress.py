"""The bar: when it is there, and what it counts."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest

from holotype.cli.progress import PATIENCE, ProgressBar

progress = pytest.importorskip("rich.progress")


class Shown:
    """Stands for the bar of `rich`; all that were made, the last one last."""

    made: list[Shown]

    def __init__(self, *columns: object, **options: Any) -> None:
        assert options["console"].stderr
        assert options["transient"]
        self.task_ids = [7]
        self.running = False
        self.total: float | None = None
        self.completed = 0
        self.made.append(self)

    def add_task(self, description: str, total: float | None, completed: int) -> None:
        self.total, self.completed = total, completed

    def update(self, task: int, completed: int) -> None:
        assert task == 7
        self.completed = completed

    def start(self) -> None:
        self.running = True

    def stop(self) -> None:
        self.running = False


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now

    def work(self) -> None:
        """Let a little more time pass than there is patience for."""
        self.now += PATIENCE + 0.1


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Shown]:
    monkeypatch.setattr(Shown, "made", [], raising=False)
    monkeypatch.setattr(progress, "Progress", Shown)
    return Shown.made


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("holotype.cli.progress.time", clock)
    return clock


def test_it_appears_after_a_while_with_what_was_done_before(
    made: list[Shown], clock: Clock, tmp_path: Path
) -> None:
    for name, size in (("a.json", 30), ("b.json", 12)):
        (tmp_path / name).write_text("1" * size)
    bar = ProgressBar([str(tmp_path)])
    bar.advance(10)
    clock.now += PATIENCE
    bar.advance(10)
    assert made == []
    clock.now += 0.1
    bar.advance(5)
    (shown,) = made
    assert (shown.running, shown.completed, shown.total) == (True, 25, 42)
    bar.advance(5)
    assert (made, shown.completed) == ([shown], 30)


@pytest.mark.parametrize("name", ["a.jsonl.gz", "-", "empty.json"])
def test_where_nobody_knows_how_much_there_is_it_has_no_end(
    made: list[Shown], clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "known.json").write_text("1")
    (tmp_path / "a.jsonl.gz").write_text("1")
    (tmp_path / "empty.json").touch()
    bar = ProgressBar(["known.json", name])
    clock.work()
    bar.advance(1)
    assert [shown.total for shown in made] == [None]


def test_lines_of_a_report_take_its_place_and_it_comes_back(
    made: list[Shown], clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.json").write_text("123")
    bar = ProgressBar([str(tmp_path)])
    terminal = Terminal()
    clock.work()
    bar.advance(1)
    (tmp_path / "a.json").write_text("1")
    bar.writer(terminal)("a line\n")
    assert (terminal.getvalue(), made[0].running) == ("a line\n", False)
    bar.advance(1)
    assert len(made) == 1
    clock.work()
    bar.advance(1)
    assert [(shown.running, shown.completed, shown.total) for shown in made[1:]] == [(True, 3, 3)]


def test_it_makes_room_for_what_else_is_shown_on_its_stream(
    made: list[Shown], clock: Clock, tmp_path: Path
) -> None:
    bar = ProgressBar([str(tmp_path)])
    running = []
    show = bar.making_room_for(lambda message, *, line: running.append((message, line, made[0].running)))
    clock.work()
    bar.advance(1)
    show("a notice", line=3)
    assert running == [("a notice", 3, False)]


def test_a_report_that_goes_elsewhere_leaves_it(made: list[Shown], clock: Clock, tmp_path: Path) -> None:
    bar = ProgressBar([str(tmp_path)])
    clock.work()
    bar.advance(1)
    file = io.StringIO()
    bar.writer(file)("a line\n")
    assert (file.getvalue(), made[0].running) == ("a line\n", True)


def test_to_hide_what_is_not_there_does_nothing(made: list[Shown], clock: Clock) -> None:
    ProgressBar([]).hide()
    assert made == []


def test_without_rich_nothing_is_shown_and_it_is_asked_for_once(
    made: list[Shown], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    bar = ProgressBar([])
    clock.work()
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "rich.progress", None)
        bar.advance(1)
    bar.advance(1)
    assert made == []
