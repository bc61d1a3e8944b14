"""Diagnostics to several reports at once: each gets all of them, and the numbers at the end."""

from __future__ import annotations

from holotype.checking import Diagnostic
from holotype.reporting.several import Reports
from holotype.reporting.summary import Summary
from tests.reporting.samples import ENUM, MISSING, RULE

A, B = ENUM.file, "jobs/b.json"
IN_B = ENUM._replace(file=B)


class Heard:
    """A reporter that keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[object] = []

    def diagnostic(self, diagnostic: Diagnostic, *, fails: bool) -> None:
        self.told.append((diagnostic, fails))

    def checked(self, file: str) -> None:
        self.told.append(file)

    def end(self, summary: Summary) -> None:
        self.told.append(summary)


def reported(
    *steps: Diagnostic | tuple[int, str | None], limit: int | None = None, complete: bool = True
) -> tuple[list[object], Reports]:
    """What a reporter is told of diagnostics, and of instances and the end of files; warnings do not fail."""
    first, second = Heard(), Heard()
    reports = Reports([first, second], limit=limit)
    for step in steps:
        if isinstance(step, Diagnostic):
            reports.diagnostic(step, fails=step.severity == "error")
        else:
            reports.checked(*step)
    reports.end(complete=complete)
    assert first.told == second.told
    return first.told, reports


def test_files_instances_and_findings_are_counted() -> None:
    told, reports = reported(RULE, ENUM, (3, None), (1, A), (2, B))
    assert told == [(RULE, False), (ENUM, True), A, B, Summary(2, 1, 6, 1, 1)]
    assert (reports.failed, reports.unchecked) == (True, False)


def test_what_does_not_fail_leaves_the_run_a_success() -> None:
    told, reports = reported(RULE, (1, A))
    assert told[-1] == Summary(1, 1, 1, 0, 1)
    assert not reports.failed


def test_what_failed_stays_failed() -> None:
    assert reported(ENUM, RULE, (1, A))[1].failed


def test_a_file_that_cannot_be_read_is_one_that_was_not_checked() -> None:
    told, reports = reported(MISSING, (0, MISSING.file), (1, A))
    assert told[-1] == Summary(2, 1, 1, 1, unchecked=1)
    assert reports.unchecked


def test_a_folder_without_documents_is_no_file() -> None:
    told, reports = reported(MISSING._replace(keyword="no-documents", file="empty"))
    assert told[-1] == Summary(0, 0, 0, 1, unchecked=1)
    assert reports.unchecked


def test_beyond_the_limit_they_are_counted_and_not_shown() -> None:
    told, reports = reported(RULE, ENUM, (1, A), IN_B, (1, B), limit=1)
    # To a reporter the second file would seem clean, so it hears nothing of it.
    assert told == [(RULE, False), A, Summary(2, 2, 2, 2, 1, 2)]
    assert reports.failed


def test_a_run_that_stops_within_a_file_counts_it() -> None:
    told, _ = reported((1, B), ENUM, complete=False)
    assert told == [B, (ENUM, True), Summary(2, 1, 1, 1, complete=False)]


def test_files_get_their_names_when_every_report_has_ended() -> None:
    heard = Heard()

    class File:
        def finish(self) -> None:
            assert heard.told[:1] == [Summary()]
            heard.told.append("finished")

    Reports([heard], [File(), File()]).end()  # type: ignore[list-item]  # of the file only this is asked
    assert heard.told == [Summary(), "finished", "finished"]
