"""What a run came to, in numbers."""

from __future__ import annotations

from typing import NamedTuple


class Summary(NamedTuple):
    """The numbers at the end of a report.

    `files` were read to their end; `with_findings` of them had diagnostics.  `hidden` diagnostics are counted
    in `errors` and `warnings` but were not reported, for there were more than asked for.  `complete` is False
    when the run was interrupted, or ended at the first failure.  `left_out` files were not read, for git
    ignores them.  `unchecked` of the errors say that a file, a folder or a glob could not be checked.
    """

    files: int = 0
    with_findings: int = 0
    instances: int = 0
    errors: int = 0
    warnings: int = 0
    hidden: int = 0
    complete: bool = True
    left_out: int = 0
    unchecked: int = 0

    def sentence(self) -> str:
        """The summary for a person."""
        found = [
            counted(number, noun)
            for number, noun in ((self.errors, "error"), (self.warnings, "warning"))
            if number
        ]
        text = " and ".join(found) or "no errors"
        where = f"in {counted(self.files, 'file')}"
        if found:
            where = f"in {self.with_findings:,} of {counted(self.files, 'file')}"
        text = f"{text} {where} ({counted(self.instances, 'instance')} checked)"
        if self.hidden:
            text += f"; {counted(self.hidden, 'diagnostic')} not shown"
        if self.left_out:
            text += f"; {counted(self.left_out, 'file')} left out, which git ignores"
        return text if self.complete else f"{text}; stopped before the end"


def counted(number: int, noun: str) -> str:
    """`1 error`, `1,234 errors`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
