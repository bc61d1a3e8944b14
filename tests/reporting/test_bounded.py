"""A report of any length takes constant memory, and what has to wait waits in a file."""

from __future__ import annotations

import tempfile
import tracemalloc

import pytest

from holotype.checking import Diagnostic
from holotype.errors import HolotypeError
from holotype.reporting import FORMATS, reporter_of
from holotype.reporting.grouped import MOST_GROUPS
from holotype.reporting.spool import Spool
from holotype.reporting.summary import Summary
from tests.reporting.samples import ANY_OF, ENUM, MISSING, RULE


def of_one_file(number: int) -> Diagnostic:
    return (ENUM, RULE, ANY_OF)[number % 3].moved(number)


def of_a_file_each(number: int) -> Diagnostic:
    return ENUM._replace(file=f"jobs/{number}.json")


def not_one_read(number: int) -> Diagnostic:
    return MISSING._replace(file=f"jobs/missing {number}.json")


def at_a_keyword_location_each(number: int) -> Diagnostic:
    return ENUM._replace(keyword_location=f"{'/properties/a/$ref' * 20}/{number}/enum")


KINDS = (of_one_file, of_a_file_each, not_one_read, at_a_keyword_location_each)


def told(format_name: str, number: int) -> tuple[int, int]:
    """How long a report of so many findings of each kind is, and how much memory it took at most."""

    def write(text: str) -> None:
        sizes[0] += len(text)

    sizes = [0]
    tracemalloc.start()
    try:
        grouped = format_name == "summary"
        reporter = reporter_of("text" if grouped else format_name, write, grouped=grouped)
        file = ""
        for diagnostic in (kind(one) for kind in KINDS for one in range(number)):
            if file not in ("", diagnostic.file):
                reporter.checked(file)
            file = diagnostic.file
            reporter.diagnostic(diagnostic, fails=True)
        reporter.checked(file)
        reporter.end(Summary())
        return sizes[0], tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("format_name", [*FORMATS, "summary"])
def test_memory_does_not_grow_with_the_report(format_name: str) -> None:
    told(format_name, 1)  # imports what it needs
    size, peak = told(format_name, 2_000)
    assert size > 1_600_000 or format_name == "summary"
    assert peak < 1_400_000


def test_the_groups_beyond_the_first_are_counted_together() -> None:
    written: list[str] = []
    reporter = reporter_of("text", written.append, grouped=True)
    for number in range(MOST_GROUPS + 2):
        for _ in range(2):
            reporter.diagnostic(at_a_keyword_location_each(number), fails=True)
    reporter.diagnostic(at_a_keyword_location_each(0), fails=True)
    reporter.end(Summary())
    assert len(written) == MOST_GROUPS + 2
    assert written[0].startswith("3 x error, such as: ")
    assert written[-2] == "4 x others, at more keyword locations than these 1,000\n"


class TestSpool:
    def test_what_was_written_comes_out_once_and_in_order(self) -> None:
        spool = Spool()
        texts = [f"{number} ü\n" for number in range(200_000)]
        for text in texts:
            spool.write(text)
        poured: list[str] = []
        spool.pour(poured.append)
        assert "".join(poured) == "".join(texts)
        assert len(poured) > 1

    def test_a_folder_that_takes_no_file_is_a_sentence(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(tempfile, "tempdir", "/no/such/folder")
        spool = Spool()
        with pytest.raises(
            HolotypeError, match=r"^a temporary file for the report cannot be written: No such "
        ):
            spool.write("x" * (1 << 21))
