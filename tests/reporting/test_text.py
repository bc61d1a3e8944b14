"""Reports for people."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from holotype.checking import Diagnostic
from holotype.reporting import reporter_of
from holotype.reporting.printable import cells, printable
from holotype.reporting.summary import Summary
from tests.reporting.samples import ANY_OF, CAUSE, DIAGNOSTICS, ENUM, MISSING, RULE, TEXTS


def text_of(*diagnostics: Diagnostic, colour: bool = False, grouped: bool = False) -> str:
    written: list[str] = []
    reporter = reporter_of("text", written.append, colour=colour, grouped=grouped)
    for diagnostic in diagnostics:
        reporter.diagnostic(diagnostic, fails=True)
    if grouped:
        reporter.end(Summary(files=2, with_findings=1, instances=2, errors=len(diagnostics)))
    return "".join(written)


def test_a_diagnostic_is_shown_with_its_line_a_run_of_carets_and_its_hint() -> None:
    assert text_of(ENUM) == (
        'jobs/a.json:4:13: error: "LOST" is not one of OPEN, SHIPPED (/properties/state/enum)\n'
        '  4 |   "state": "LOST",\n'
        "    |             ^^^^^^\n"
        '  = hint: write "OPEN"\n'
    )


def test_a_value_of_several_lines_is_underlined_on_its_first() -> None:
    assert text_of(RULE).splitlines()[1:3] == ["  1 | {", "    | ^"]


def test_causes_are_shown_beneath_with_the_place_in_the_instance() -> None:
    at_the_part = ANY_OF._replace(instance_location="/part")
    assert "  = cause: 2:4: /part/size: expected a number (…/1/properties/size/type)\n" in text_of(
        at_the_part
    )
    assert "  = cause: 2:4: expected a number (…/1/properties/size/type)\n" in text_of(ANY_OF)


def test_a_value_whose_name_is_not_on_the_line_that_is_shown_is_named() -> None:
    item = ENUM._replace(instance_location="/orders/0", source='  {"state": "LOST"}')
    assert text_of(item).splitlines()[3] == "  = at: /orders/0"
    for named in ("/state", "/orders/0/state", "", "/0"):
        assert "= at" not in text_of(item._replace(instance_location=named))


def test_a_cause_is_shown_with_its_line_where_that_is_not_shown_already() -> None:
    elsewhere = CAUSE._replace(line=3, source='    "size": "L"', column=13, end_line=3, end_column=16)
    assert text_of(ANY_OF._replace(causes=(CAUSE, elsewhere, elsewhere))).splitlines()[1:] == [
        '  2 |   {"size": "L"}',
        "    |    ^^^^^",
        "  = cause: 2:4: expected a number (…/1/properties/size/type)",
        "  = cause: 3:13: expected a number (…/1/properties/size/type)",
        '    3 |     "size": "L"',
        "      |             ^^^",
        "  = cause: 3:13: expected a number (…/1/properties/size/type)",
    ]


def test_of_very_many_causes_a_few_are_shown_with_their_lines() -> None:
    causes = tuple(CAUSE._replace(line=line, end_line=line) for line in range(3, 20))
    lines = text_of(ANY_OF._replace(causes=causes)).splitlines()
    assert len([line for line in lines if line.startswith("  = cause")]) == 5
    assert len([line for line in lines if "^" in line]) == 3
    assert lines[-1] == "  = and 12 more"


def test_causes_of_causes_are_shown_three_deep() -> None:
    chain = CAUSE
    for _ in range(5):
        chain = CAUSE._replace(causes=(chain, CAUSE))
    lines = [line.partition("=")[0] for line in text_of(chain).splitlines() if "= cause" in line]
    assert lines == ["  ", "    ", "      ", "      ", "    ", "  "]


def test_a_cause_that_has_but_one_cause_is_left_out_for_that() -> None:
    leaf = CAUSE._replace(message="leaf", keyword_location="/anyOf/1/anyOf/0/anyOf/2/type")
    chain = leaf
    for location in ("/anyOf/1/anyOf/0/anyOf", "/anyOf/1/anyOf"):
        chain = CAUSE._replace(message=location, keyword_location=location, causes=(chain,))
    assert text_of(ANY_OF._replace(causes=(chain,))).splitlines()[-1] == (
        "  = cause: 2:4: leaf (…/1/anyOf/0/anyOf/2/type)"
    )


def test_what_is_underlined_is_the_cause_and_not_what_only_leads_to_it() -> None:
    within = CAUSE._replace(column=12, end_column=15)
    assert text_of(ANY_OF._replace(causes=(within,))).splitlines() == [
        "jobs/a.json:2:4: error: none fits (/anyOf)",
        "  = cause: 2:12: expected a number (…/1/properties/size/type)",
        '    2 |   {"size": "L"}',
        "      |            ^^^",
    ]


def test_a_finding_about_a_file_has_neither_line_nor_excerpt() -> None:
    assert text_of(MISSING) == "no such.json: error: no such file: check its name (unreadable)\n"


def test_tabs_and_wide_characters_keep_the_caret_under_its_value() -> None:
    (_, shown, carets, *_) = text_of(
        ENUM._replace(source='\t"状": "LOST",', column=7, end_column=13)
    ).splitlines()
    assert shown.index('"LOST"') + 1 == carets.index("^")  # one of the characters in front takes two cells
    assert carets.count("^") == 6


def test_a_place_beyond_its_line_still_gets_a_caret() -> None:
    assert text_of(ENUM._replace(source="{", column=40, end_column=41)).splitlines()[2] == "    |  ^"


def test_colour_is_added_and_nothing_else_changes() -> None:
    coloured = text_of(ENUM, RULE, ANY_OF, MISSING, colour=True)
    assert "\x1b[1;31merror\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == text_of(ENUM, RULE, ANY_OF, MISSING)


@given(DIAGNOSTICS)
def test_nothing_that_a_terminal_obeys_gets_through(diagnostic: Diagnostic) -> None:
    for grouped in (False, True):
        for line in text_of(diagnostic, grouped=grouped).split("\n"):
            assert line.isprintable()


# What the logs of CI systems obey: GitHub's, after white space; GitHub's older ones, Azure's, TeamCity's.
COMMAND = re.compile(r"^\s*::|##[A-Za-z]*\[", re.MULTILINE)


@given(DIAGNOSTICS)
def test_no_line_is_a_command_to_a_ci_system(diagnostic: Diagnostic) -> None:
    for grouped in (False, True):
        assert not COMMAND.search(text_of(diagnostic, grouped=grouped))
    for format_name in ("json", "jsonl", "sarif", "junit"):
        written: list[str] = []
        reporter = reporter_of(format_name, written.append)
        reporter.diagnostic(diagnostic, fails=True)
        reporter.checked(diagnostic.file)
        reporter.end(Summary())
        assert not COMMAND.search("".join(written))


@given(TEXTS)
def test_a_sentence_of_several_lines_is_no_command_either(text: str) -> None:
    assert not COMMAND.search(printable(text, newlines=True))


def test_a_file_named_as_a_command_is_shown_with_an_escape() -> None:
    assert text_of(MISSING._replace(file=" ::set-env name=PATH::/tmp")).startswith(
        " \\x3a:set-env name=PATH::/tmp: "
    )
    assert text_of(MISSING._replace(file="a##[error]b")).startswith("a#\\x23[error]b: ")


def test_the_caret_stands_under_its_value_behind_an_escaped_command() -> None:
    (_, shown, carets, *_) = text_of(
        ENUM._replace(source='{"##[a]": "LOST"}', column=11, end_column=17)
    ).splitlines()
    assert shown.index('"LOST"') == carets.index("^")
    assert carets.count("^") == 6


@given(TEXTS)
def test_printable_text_stays_as_it_is(text: str) -> None:
    assert printable(text).isprintable()
    assert printable(printable(text)) == printable(text)


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("状態", 4), ("e\u0301", 1)])
def test_cells_are_those_of_a_terminal(text: str, width: int) -> None:
    assert cells(text) == width


def test_the_summary_groups_by_keyword_location_the_most_frequent_first() -> None:
    others = [ENUM._replace(line=line) for line in range(5, 9)]
    assert text_of(RULE, ENUM, *others, grouped=True) == (
        '5 x error, such as: "LOST" is not one of OPEN, SHIPPED (/properties/state/enum)\n'
        "  = at jobs/a.json:4:13, jobs/a.json:5:13, jobs/a.json:6:13 and 2 more\n"
        '  = hint: write "OPEN"\n'
        "1 x warning: shipped (2) exceeds ordered (1) (/rules/shipped-within-ordered)\n"
        "  = at jobs/a.json:1:1\n"
        "  = because: nobody ships more than was ordered\n"
        "6 errors in 1 of 2 files (2 instances checked)\n"
    )


def test_the_summary_has_the_first_cause_of_the_first() -> None:
    assert text_of(ANY_OF._replace(causes=(CAUSE._replace(hint="h"), RULE)), grouped=True).splitlines()[
        :4
    ] == [
        "1 x error: none fits (/anyOf)",
        "  = at jobs/a.json:2:4",
        "  = cause: /part/size: expected a number",
        "6 errors in 1 of 2 files (2 instances checked)".replace("6", "1").replace("errors", "error"),
    ]


def test_the_summary_names_a_file_that_could_not_be_read() -> None:
    assert "\n  = at no such.json\n" in text_of(MISSING, grouped=True)


@pytest.mark.parametrize(
    ("summary", "sentence"),
    [
        (Summary(1, 0, 1), "no errors in 1 file (1 instance checked)"),
        (Summary(7, 0, 200_007), "no errors in 7 files (200,007 instances checked)"),
        (Summary(7, 2, 7, 3, 1), "3 errors and 1 warning in 2 of 7 files (7 instances checked)"),
        (Summary(1, 1, 9, 0, 2), "2 warnings in 1 of 1 file (9 instances checked)"),
        (
            Summary(1, 1, 9, 9, 0, 8, False),
            "9 errors in 1 of 1 file (9 instances checked); 8 diagnostics not shown; stopped before the end",
        ),
    ],
)
def test_the_summary_is_a_sentence(summary: Summary, sentence: str) -> None:
    assert summary.sentence() == sentence


def test_a_very_long_location_is_shown_without_its_middle() -> None:
    name = "n" * 1_000_000
    shown = text_of(
        ENUM._replace(instance_location=f"/{name}/0", keyword_location=f"/properties/{name}/enum")
    )
    assert max(map(len, shown.splitlines())) < 1_000
    assert "…" in shown
