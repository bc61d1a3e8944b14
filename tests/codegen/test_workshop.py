"""What is not ours in a package's folder is never lost, and what killed runs left is cleared away."""

from __future__ import annotations

import errno
import inspect
import os
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from holotype.codegen import atomic, workshop
from holotype.codegen.folders import MARKER, PackageError, write

OLD = {"__init__.py": f'"""Old."""\n{MARKER}\n', "models.py": "old = 1\n"}
NEW = {"__init__.py": f'"""New."""\n{MARKER}\n', "models.py": "new = 1\n"}
NEWEST = {"__init__.py": f'"""Newest."""\n{MARKER}\n', "models.py": "newest = 1\n"}
RECORD = "holotype-generate.json"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    write(str(tmp_path / "package"), OLD)
    (tmp_path / "package" / "notes.txt").write_text("mine")
    (tmp_path / "package" / "more").mkdir()
    (tmp_path / "package" / "more" / "notes.txt").write_text("mine, too")
    return tmp_path / "package"


@pytest.fixture
def no_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop, "exchange", lambda one, other: False)


def contents(package: Path) -> dict[str, str]:
    return {str(path.relative_to(package)): path.read_text() for path in package.rglob("*") if path.is_file()}


def others(notes: str = "mine", more: str = "mine, too") -> dict[str, str]:
    return {"notes.txt": notes, "more/notes.txt": more}


def save(path: Path, text: str) -> None:
    """As an editor does: a new file takes the place of the old one."""
    unfinished = path.with_name(f"{path.name}~")
    unfinished.write_text(text)
    unfinished.replace(path)


def leave(package: Path, files: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the package, and stop before its workshop is cleared away, as one who was killed."""
    with monkeypatch.context() as context:
        context.setattr(workshop, "clear", lambda *_: None)
        write(str(package), files)
    (left,) = package.parent.glob(".package.holotype-*")
    return left


def around_exchange(
    monkeypatch: pytest.MonkeyPatch, before: Callable[[], object], after: Callable[[], object]
) -> None:
    """Have something happen right before and right after the packages change places."""
    real = atomic.exchange

    def exchange(one: str, other: str) -> bool:
        before()
        if not real(one, other):
            os.rename(other, f"{one}.away")
            os.rename(one, other)
            os.rename(f"{one}.away", one)
        after()
        return True

    monkeypatch.setattr(workshop, "exchange", exchange)


def nothing() -> None:
    pass


def test_what_is_saved_while_a_package_is_made_is_kept(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def before() -> None:
        save(package / "notes.txt", "saved")
        (package / "more" / "notes.txt").write_text("written over")
        (package / "more" / "new.txt").write_text("new")
        (package / "most").mkdir()
        (package / "most" / "new.txt").write_text("new, too")

    around_exchange(monkeypatch, before, nothing)
    write(str(package), NEW)
    assert contents(package) == {
        **NEW,
        **others("saved", "written over"),
        "more/new.txt": "new",
        "most/new.txt": "new, too",
    }
    assert os.listdir(package.parent) == ["package"]


def test_what_is_saved_or_removed_right_after_the_exchange_stays_so(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def after() -> None:
        save(package / "notes.txt", "saved")
        (package / "more" / "notes.txt").unlink()

    around_exchange(monkeypatch, nothing, after)
    write(str(package), NEW)
    assert contents(package) == {**NEW, "notes.txt": "saved"}
    assert os.listdir(package.parent) == ["package"]


@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOTSUP, errno.EMLINK])
def test_where_there_are_no_links_files_are_moved(
    package: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def link(source: str, link: str, *, follow_symlinks: bool) -> None:
        raise OSError(number, os.strerror(number), source)

    monkeypatch.setattr(os, "link", link)
    write(str(package), NEW)
    assert contents(package) == {**NEW, **others()}
    assert os.listdir(package.parent) == ["package"]


def test_what_could_not_be_moved_either_stops_the_run(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(source: str, link: str, *, follow_symlinks: bool) -> None:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), source)

    monkeypatch.setattr(os, "link", link)
    with pytest.raises(PackageError, match="what was there is unchanged"):
        write(str(package), NEW)
    assert contents(package) == {**OLD, **others()}
    assert os.listdir(package.parent) == ["package"]


def test_a_folder_that_cannot_be_written_stops_the_run(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Not by its mode, which says nothing to a test that runs as root.
    monkeypatch.setattr(os, "access", lambda path, mode: not str(path).endswith("more"))
    with pytest.raises(PackageError, match=r"Permission denied \(.*more\)$"):
        write(str(package), NEW)
    assert contents(package) == {**OLD, **others()}
    assert os.listdir(package.parent) == ["package"]


def test_a_folder_may_be_deeper_than_python_calls_functions(package: Path) -> None:
    deep = "/".join("d" * 150)
    (package / deep).mkdir(parents=True)
    limit, depth = sys.getrecursionlimit(), len(inspect.stack(0))
    sys.setrecursionlimit(depth + 100)
    try:
        write(str(package), NEW)
    finally:
        sys.setrecursionlimit(limit)
    assert (package / deep).is_dir()
    assert contents(package) == {**NEW, **others()}
    assert os.listdir(package.parent) == ["package"]


def test_after_a_kill_what_was_done_to_other_files_counts(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave(package, NEW, monkeypatch)
    save(package / "notes.txt", "saved after the kill")
    (package / "more" / "notes.txt").unlink()
    write(str(package), NEWEST)
    assert contents(package) == {**NEWEST, "notes.txt": "saved after the kill"}
    assert os.listdir(package.parent) == ["package"]


def test_after_a_kill_between_two_renames_the_old_package_returns(
    package: Path, monkeypatch: pytest.MonkeyPatch, no_exchange: None
) -> None:
    leave_between(package, monkeypatch)
    assert not package.exists()
    write(str(package), OLD)
    assert contents(package) == {**OLD, **others()}
    assert os.listdir(package.parent) == ["package"]


def leave_between(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.rename

    def rename(source: str, destination: str) -> None:
        if source.endswith("new"):
            raise KeyboardInterrupt
        real(source, destination)

    with monkeypatch.context() as context:
        context.setattr(os, "rename", rename)
        with pytest.raises(KeyboardInterrupt):
            leave(package, NEW, context)


def test_other_files_of_a_package_that_was_made_anew_after_a_kill_return(
    package: Path, monkeypatch: pytest.MonkeyPatch, no_exchange: None
) -> None:
    leave_between(package, monkeypatch)
    package.mkdir()
    for name, text in OLD.items():
        (package / name).write_text(text)
    write(str(package), NEW)
    assert contents(package) == {**NEW, **others()}
    assert os.listdir(package.parent) == ["package"]


def test_of_two_versions_of_another_file_neither_is_lost(
    package: Path, monkeypatch: pytest.MonkeyPatch, no_exchange: None
) -> None:
    leave_between(package, monkeypatch)
    package.mkdir()
    for name, text in {**OLD, "notes.txt": "a second one"}.items():
        (package / name).write_text(text)
    with pytest.warns(
        UserWarning, match=r"it cannot be removed: the package has another one \(.*notes.txt\)"
    ):
        write(str(package), NEW)
    assert contents(package)["notes.txt"] == "a second one"
    (left,) = package.parent.glob(".package.holotype-*")
    assert (left / "old" / "notes.txt").read_text() == "mine"


def test_what_is_left_beside_a_package_that_is_up_to_date_is_cleared_away(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave(package, NEW, monkeypatch)
    assert not write(str(package), NEW)
    assert contents(package) == {**NEW, **others()}
    assert os.listdir(package.parent) == ["package"]


def test_a_workshop_without_anything_in_it_is_removed(package: Path) -> None:
    (package.parent / ".package.holotype-1").mkdir()
    assert write(str(package), NEW)
    assert os.listdir(package.parent) == ["package"]


def test_an_unfinished_record_says_that_nothing_was_exchanged(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = package.parent / ".package.holotype-1"
    (left / "new").mkdir(parents=True)
    (left / RECORD).write_text('{"": 1')
    (left / "new" / "notes.txt").hardlink_to(package / "notes.txt")
    (package / "notes.txt").unlink()
    write(str(package), NEW)
    assert contents(package) == {**NEW, "more/notes.txt": "mine, too"}
    assert os.listdir(package.parent) == ["package"]


def test_a_workshop_in_which_a_run_may_be_at_work_is_left_alone(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = leave(package, NEW, monkeypatch)
    monkeypatch.setattr(atomic, "PATIENCE", 0.0)
    with (
        atomic.locked(str(package.parent)),
        pytest.raises(PackageError, match="another process has kept this folder locked"),
    ):
        write(str(package), NEWEST)
    assert left.exists()
    monkeypatch.setitem(sys.modules, "fcntl", None)
    assert write(str(package), NEWEST)
    assert left.exists()
    assert contents(package) == {**NEWEST, **others()}


def test_a_missing_package_returns_without_locks_too(
    package: Path, monkeypatch: pytest.MonkeyPatch, no_exchange: None
) -> None:
    leave_between(package, monkeypatch)
    monkeypatch.setitem(sys.modules, "fcntl", None)
    write(str(package), NEW)
    assert contents(package) == {**NEW, **others()}
    assert os.listdir(package.parent) == ["package"]


@pytest.mark.parametrize("name", [".package.holotype-1", ".other.holotype-1", ".package.1"])
def test_a_folder_that_is_no_workshop_is_left_alone(package: Path, name: str) -> None:
    (package.parent / name / "new").mkdir(parents=True)
    if not name.startswith(".package.holotype-"):
        (package.parent / name / RECORD).write_text("{}")
    write(str(package), NEW)
    assert (package.parent / name / "new").is_dir()


@pytest.mark.parametrize("linked", ["", "new", "old"])
def test_links_in_a_workshop_lead_nowhere(package: Path, linked: str) -> None:
    elsewhere = package.parent.parent / f"elsewhere-{linked or 'whole'}"
    (elsewhere / "new").mkdir(parents=True)
    (elsewhere / "models.py").write_text("mine")
    (elsewhere / RECORD).write_text('{"": 1}')
    left = package.parent / ".package.holotype-1"
    if linked:
        left.mkdir()
        (left / RECORD).write_text('{"": 1}')
    (left / linked).symlink_to(elsewhere)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        write(str(package), NEW)
    assert contents(package) == {**NEW, **others()}
    assert {"new", "models.py", RECORD} == set(os.listdir(elsewhere))


@pytest.mark.parametrize("record", ["", '{"": 1}', '{"": 1, "deep": 1}'])
def test_no_link_in_a_package_leads_what_was_left_elsewhere(
    package: Path, tmp_path_factory: pytest.TempPathFactory, record: str
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (package / "deep").symlink_to(elsewhere)
    left = package.parent / ".package.holotype-1"
    (left / "old" / "deep").mkdir(parents=True)
    (left / "old" / "deep" / "keys").write_text("evil")
    (left / RECORD).write_text(record.replace("1", str(package.stat().st_ino), 1))
    with pytest.warns(UserWarning, match=r"the package has another one \(.*deep\)"):
        write(str(package), NEW)
    assert os.listdir(elsewhere) == []
    assert {**NEW, **others()}.items() <= contents(package).items()


@pytest.mark.parametrize("record", ["[]", "1", '{"": "x", "notes.txt": []}', "[" * 100_000, "\xff", ""])
def test_a_hostile_record_is_no_more_than_a_wrong_one(package: Path, record: str) -> None:
    left = package.parent / ".package.holotype-1"
    (left / "new").mkdir(parents=True)
    (left / RECORD).write_text(record)
    (left / "new" / "evil.py").write_text("evil")
    write(str(package), NEW)
    assert {**NEW, **others()}.items() <= contents(package).items()
    assert os.listdir(package.parent) == ["package"]


def test_a_record_that_is_a_pipe_is_not_waited_for(package: Path) -> None:
    left = package.parent / ".package.holotype-1"
    left.mkdir()
    os.mkfifo(left / RECORD)
    write(str(package), NEW)
    assert contents(package) == {**NEW, **others()}


def test_a_reader_never_misses_a_package_that_is_written(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    if not atomic.exchange(str(tmp_path / "one"), str(tmp_path / "other")):
        pytest.skip("folders cannot be exchanged on this system")
    program = """
import os, sys
package, done = sys.argv[1:]
print("reading", flush=True)
while not os.path.exists(done):
    for name in ("models.py", "notes.txt", "more/notes.txt"):
        with open(os.path.join(package, name)) as file:
            assert file.read().endswith(("= 1\\n", "mine", "mine, too"))
"""
    reader = subprocess.Popen(
        [sys.executable, "-c", program, str(package), str(tmp_path / "done")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert reader.stdout is not None
    assert reader.stdout.readline() == "reading\n"
    monkeypatch.setattr(os, "fsync", lambda _: None)
    for _ in range(100):
        write(str(package), NEW)
        write(str(package), OLD)
    (tmp_path / "done").touch()
    assert reader.communicate(timeout=60)[1] == ""
    assert reader.returncode == 0


def test_runs_at_the_same_time_leave_one_whole_package(package: Path) -> None:
    program = """
import sys
from holotype.codegen.folders import MARKER, write
folder, text = sys.argv[1:]
sys.stdin.readline()
for number in range(5):
    module = f"{text} = {number}\\n"
    write(folder, {"__init__.py": f"{MARKER}\\n", "models.py": module, "codec.py": module})
"""
    runs = [
        subprocess.Popen(
            [sys.executable, "-W", "error", "-c", program, str(package), f"run_{number}"],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(8)
    ]
    for run in runs:
        assert run.stdin is not None
        run.stdin.write("\n")
        run.stdin.flush()
    assert [run.communicate(timeout=60)[1] for run in runs] == [""] * 8
    found = contents(package)
    assert found["models.py"] == found["codec.py"]
    assert found["models.py"].endswith(" = 4\n")
    assert others().items() <= found.items()
    assert os.listdir(package.parent) == ["package"]
