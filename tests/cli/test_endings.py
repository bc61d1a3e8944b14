"""How a run ends when something outside ends it: closed pipes, full disks, signals, killed workers."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import BAD, COMMAND, GOOD, STAND_IN, environment, start

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's devices and signals")


@pytest.fixture(autouse=True)
def usual_signals() -> Iterator[None]:
    """What who started the tests may have ignored (`nohup` does) is not ignored by what they start."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    for number in handlers:
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)


@pytest.fixture
def large(tmp_path: Path) -> Path:
    file = tmp_path / "large.jsonl"
    file.write_text((GOOD * 99 + BAD) * 30_000)
    return file


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_closed_pipe_is_a_quiet_end(large: Path, jobs: str) -> None:
    process = start("--jobs", jobs, str(large))
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline().endswith(b"expected a string (/properties/id/type)\n")
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(20) == 141


def test_a_full_disk_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text(BAD)
    with open("/dev/full", "wb") as full:
        process = start(str(tmp_path), stdout=full)
        _, complaint = process.communicate()
    assert (process.returncode, complaint) == (2, b"holotype: standard output: No space left on device\n")


@pytest.mark.parametrize("format_name", ["json", "jsonl", "sarif", "junit", "text", "github"])
def test_a_report_to_a_full_disk_is_a_sentence(tmp_path: Path, format_name: str) -> None:
    (tmp_path / "bad.json").write_text(BAD)
    process = start(f"--output={format_name}=/dev/full", str(tmp_path))
    _, complaint = process.communicate()
    assert process.returncode == 2
    assert complaint == b"holotype: /dev/full: the report cannot be written: No space left on device\n"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interruption_ends_with_what_was_found(large: Path, tmp_path: Path, jobs: str) -> None:
    report = tmp_path / "report.json"
    process = start("--jobs", jobs, "--output", f"json={report}", str(large))
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    output, complaint = process.communicate(timeout=20)
    assert (process.returncode, complaint) == (130, b"")
    assert output.splitlines()[-1].endswith(b"; stopped before the end")
    assert '"complete": false' in report.read_text()[-200:]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_signal_that_ends_the_run_leaves_no_unfinished_report(
    large: Path, tmp_path: Path, jobs: str, number: signal.Signals
) -> None:
    report = tmp_path / "report.json"
    report.write_text("old")
    process = start("--jobs", jobs, "--output", f"json={report}", str(large))
    assert process.stdout is not None
    process.stdout.readline()
    assert len(os.listdir(tmp_path)) == 3
    process.send_signal(number)
    _, complaint = process.communicate(timeout=20)
    assert (process.returncode, complaint) == (128 + number, b"")
    assert sorted(os.listdir(tmp_path)) == ["large.jsonl", "report.json"]
    assert report.read_text() == "old"


def test_a_signal_that_is_ignored_stays_so(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    command = [
        *COMMAND,
        "validate",
        "--schema",
        STAND_IN,
        f"--output=json={report}",
        "--input-format=jsonl",
        "-",
    ]
    process = subprocess.Popen(
        ["nohup", *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(PYTHONUNBUFFERED="1"),
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(BAD.encode())
    process.stdin.flush()
    process.stdout.readline()
    process.send_signal(signal.SIGHUP)
    process.communicate(timeout=20)
    assert process.returncode == 1
    assert report.read_text().startswith("{")


def test_an_interruption_of_the_whole_terminal_is_the_same(large: Path) -> None:
    process = start("--jobs", "2", str(large), start_new_session=True)
    assert process.stdout is not None
    process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)
    output, complaint = process.communicate(timeout=20)
    assert (process.returncode, complaint) == (130, b"")
    assert output.splitlines()[-1].endswith(b"; stopped before the end")


def test_a_killed_worker_ends_the_run_with_a_sentence(large: Path) -> None:
    process = start("--jobs", "2", str(large))
    assert process.stdout is not None
    process.stdout.readline()
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    os.kill(int(children[0]), signal.SIGKILL)
    output, complaint = process.communicate(timeout=20)
    assert process.returncode == 2
    assert complaint.startswith(b"holotype: a worker process ended before its work was done")
    assert output.splitlines()[-1].endswith(b"; stopped before the end")


def test_lines_from_a_pipe_are_reported_as_they_come(tmp_path: Path) -> None:
    process = start(
        "--input-format", "jsonl", "-", stdin=subprocess.PIPE, env=environment(PYTHONUNBUFFERED="1")
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(BAD.encode())
    process.stdin.flush()
    assert process.stdout.readline().startswith(b"-:1:8: error: ")
    process.stdin.close()
    assert process.wait(20) == 1


def test_a_terminal_of_another_encoding_gets_escapes(tmp_path: Path) -> None:
    (tmp_path / "ä.json").write_text(BAD)
    command = [*COMMAND, "validate", "--schema", STAND_IN, "ä.json"]
    ended = subprocess.run(
        command, cwd=tmp_path, env=environment(PYTHONIOENCODING="ascii"), capture_output=True, check=False
    )
    assert ended.returncode == 1
    assert ended.stdout.startswith(b"\\xe4.json:1:8: error: ")


def test_a_name_that_is_no_text_is_shown_with_escapes(tmp_path: Path) -> None:
    name = b"\xff\x1b.json"
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))).write_text(BAD)
    for format_name in ("text", "json", "sarif", "junit", "github", "jsonl"):
        process = start("--format", format_name, ".", cwd=tmp_path)
        output, complaint = process.communicate()
        assert (process.returncode, complaint) == (1, b"")
        assert b"\x1b" not in output
        output.decode("utf-8")


def test_closed_standard_streams_are_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text(BAD)
    script = 'exec "$@" >&- 2>&-'
    command = ["sh", "-c", script, "sh", *COMMAND, "validate", "--schema", STAND_IN, "bad.json"]
    assert subprocess.run(command, cwd=tmp_path, check=False).returncode == 1


class TestProgress:
    def run_on_a_terminal(self, pause: float) -> tuple[bytes, bytes]:
        """Standard output, and what a terminal on standard error is sent, for lines with a pause between."""
        ours, theirs = os.openpty()
        process = start(
            "--input-format",
            "jsonl",
            "-",
            stdin=subprocess.PIPE,
            stderr=theirs,
            env=environment(TERM="xterm"),
        )
        os.close(theirs)
        assert process.stdin is not None
        process.stdin.write(GOOD.encode())
        process.stdin.flush()
        time.sleep(pause)
        output, _ = process.communicate(GOOD.encode(), timeout=30)
        os.set_blocking(ours, False)
        try:
            shown = os.read(ours, 1 << 20)
        except OSError:  # Nothing was sent, and nobody is there to send anything.
            shown = b""
        os.close(ours)
        return output, shown

    def test_a_bar_appears_on_a_terminal_for_work_over_a_second(self) -> None:
        pytest.importorskip("rich")
        output, shown = self.run_on_a_terminal(1.3)
        assert b"checking" in shown
        assert output == b"no errors in 1 file (2 instances checked)\n"

    def test_none_appears_for_less(self) -> None:
        assert self.run_on_a_terminal(0)[1] == b""
