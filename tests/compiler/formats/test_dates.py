"""The formats `date`, `time`, `date-time` and `duration`."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from holotype.compiler.formats.dates import is_date, is_date_time, is_duration, is_time

from .edits import one_edit

EDITS = "0123456789-+:.,TtZz W\n\0\u09e8\uff11\ud800"
OFFSETS = st.builds(
    lambda minutes: timezone(timedelta(minutes=minutes)), st.integers(-23 * 60 - 59, 23 * 60 + 59)
)
DATES = st.dates().map(date.isoformat)
TIMES = st.times(timezones=OFFSETS).map(lambda value: value.replace(microsecond=0).isoformat())
DATE_TIMES = st.builds(lambda day, moment: f"{day}T{moment}", DATES, TIMES)


def in_the_form_of_python(text: str) -> str:
    return text.upper().replace("Z", "+00:00").replace("-00:00", "+00:00")


@given(DATES)
def test_every_date_of_the_calendar_is_accepted(text: str) -> None:
    assert is_date(text)


@given(one_edit(DATES, EDITS))
def test_one_edit_of_a_date_is_judged_as_the_standard_library_does(text: str) -> None:
    assume(text[:4] != "0000")  # which Python's calendar lacks
    try:
        expected = date.fromisoformat(text).isoformat() == text
    except ValueError:
        expected = False
    assert is_date(text) == expected


@given(TIMES, st.sampled_from(["", ".0", ".123456789012345678901234567890"]))
def test_every_time_with_an_offset_is_accepted(text: str, fraction: str) -> None:
    assert is_time(text[:8] + fraction + text[8:])
    assert is_time(text[:8] + fraction + "Z")


@given(one_edit(TIMES, EDITS))
def test_one_edit_of_a_time_is_judged_as_the_standard_library_does(text: str) -> None:
    assume(text[6:8] != "60")  # which Python's clock lacks
    form = in_the_form_of_python(text)
    try:
        value = time.fromisoformat(form)
    except ValueError:
        expected = False
    else:
        expected = value.tzinfo is not None and value.isoformat() == form
    assert is_time(text) == expected


@given(one_edit(DATE_TIMES, EDITS))
def test_one_edit_of_a_date_time_is_judged_as_the_standard_library_does(text: str) -> None:
    assume(text[:4] != "0000" and text[17:19] != "60")
    form = in_the_form_of_python(text)
    try:
        value = datetime.fromisoformat(form)
    except ValueError:
        expected = False
    else:
        expected = value.tzinfo is not None and value.isoformat() == form
    assert is_date_time(text) == expected


@given(st.integers(0, 9999))
def test_29_february_is_in_leap_years_alone(year: int) -> None:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    assert is_date(f"{year:04}-02-29") == leap
    assert is_date_time(f"{year:04}-02-29T12:00:00Z") == leap


@given(st.integers(-23 * 60 - 59, 23 * 60 + 59), st.integers(0, 24 * 60 - 1))
def test_a_leap_second_is_in_the_last_minute_of_a_day_of_utc(offset: int, minute: int) -> None:
    sign = "-" if offset < 0 else "+"
    text = f"{minute // 60:02}:{minute % 60:02}:60{sign}{abs(offset) // 60:02}:{abs(offset) % 60:02}"
    last = (minute - offset) % (24 * 60) == 24 * 60 - 1
    assert is_time(text) == last
    assert is_date_time("2016-12-31T" + text) == last


@given(st.integers(-23 * 60 - 59, 23 * 60 + 59))
def test_every_offset_has_its_leap_second(offset: int) -> None:
    minute = (24 * 60 - 1 + offset) % (24 * 60)
    sign = "-" if offset < 0 else "+"
    assert is_time(f"{minute // 60:02}:{minute % 60:02}:60{sign}{abs(offset) // 60:02}:{abs(offset) % 60:02}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("23:59:60Z", True),
        ("23:59:60.5z", True),
        ("23:59:61Z", False),
        ("22:59:60Z", False),
        ("24:00:00Z", False),
        ("12:00:00", False),
        ("12:00:00.Z", False),
        ("12:00:00,5Z", False),
        ("12:00:00+01", False),
        ("12:00:00+24:00", False),
        ("12:00Z", False),
    ],
)
def test_time(text: str, expected: bool) -> None:
    assert is_time(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-01t08:30:00.25z", True),
        ("2026-03-01 08:30:00Z", False),
        ("2026-03-01T08:30:00Z\n", False),
        ("2026-02-30T08:30:00Z", False),
        ("2026-03-01T", False),
        ("2026-060T08:30:00Z", False),
    ],
)
def test_date_time(text: str, expected: bool) -> None:
    assert is_date_time(text) is expected


DATE_SHAPES = ["Y", "YM", "YMD", "M", "MD", "D"]
TIME_SHAPES = ["H", "HM", "HMS", "M", "MS", "S"]
DURATION_SHAPES = (
    {"PW"}
    | {"P" + days for days in DATE_SHAPES}
    | {"PT" + hours for hours in TIME_SHAPES}
    | {f"P{days}T{hours}" for days in DATE_SHAPES for hours in TIME_SHAPES}
)


@given(
    st.lists(st.sampled_from("YMWDHS"), max_size=4), st.lists(st.sampled_from("HMSD"), max_size=4), st.data()
)
def test_a_duration_has_its_units_in_order_with_none_left_out(
    days: list[str], hours: list[str], data: st.DataObject
) -> None:
    shape = "P" + "".join(days) + ("T" if hours else "") + "".join(hours)
    number = st.from_regex(r"[0-9]{1,30}", fullmatch=True)
    text = "".join(letter if letter in "PT" else data.draw(number) + letter for letter in shape)
    assert is_duration(text) == (shape in DURATION_SHAPES)


@pytest.mark.parametrize("shape", sorted(DURATION_SHAPES))
def test_every_shape_of_a_duration_is_accepted(shape: str) -> None:
    assert is_duration("".join(letter if letter in "PT" else "1" + letter for letter in shape))


@pytest.mark.parametrize(
    "text", ["", "P", "PT", "P1", "P1DT", "p1d", "P1,5D", "P1.5D", "-P1D", "P\u09e8D", "P1D\n"]
)
def test_other_durations_are_refused(text: str) -> None:
    assert not is_duration(text)
