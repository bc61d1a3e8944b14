"""The formats of dates, times and durations (RFC 3339)."""

from __future__ import annotations

import re
from typing import Final

# Without 29 February, and with it in the years divisible by 4 but not by 100, or by 400 (appendix C).
DATE_PATTERN: Final = (
    "(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    "|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)"
)
# Group 1 is the second of a leap second.  Possessive, so that no run of digits is scanned twice.
TIME_PATTERN: Final = (
    r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|(60))(?:\.[0-9]++)?+"
    "(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"
)
MATCH_DATE: Final = re.compile(DATE_PATTERN).fullmatch
MATCH_TIME: Final = re.compile(TIME_PATTERN).fullmatch
MATCH_DATE_TIME: Final = re.compile(f"{DATE_PATTERN}[Tt]{TIME_PATTERN}").fullmatch
MATCH_DURATION: Final = re.compile(
    "P(?:[0-9]++W|(?=[0-9T])"
    "(?:[0-9]++Y(?:[0-9]++M(?:[0-9]++D)?)?|[0-9]++M(?:[0-9]++D)?|[0-9]++D)?"
    "(?:T(?:[0-9]++H(?:[0-9]++M(?:[0-9]++S)?)?|[0-9]++M(?:[0-9]++S)?|[0-9]++S))?)"
).fullmatch


def is_date(value: str) -> bool:
    """A `full-date` that the calendar has (RFC 3339, section 5.6)."""
    return MATCH_DATE(value) is not None


def is_time(value: str) -> bool:
    """A `full-time` (RFC 3339, section 5.6), the offset included; a leap second is 23:59:60 in UTC."""
    match = MATCH_TIME(value)
    return match is not None and (match[1] is None or is_last_minute(value))


def is_date_time(value: str) -> bool:
    """A `date-time` (RFC 3339, section 5.6); a leap second may end any day, as none can be foretold."""
    match = MATCH_DATE_TIME(value)
    return match is not None and (match[1] is None or is_last_minute(value[11:]))


def is_last_minute(time: str) -> bool:
    """Whether a `full-time` lies in the last minute of a day of UTC."""
    minute = int(time[:2]) * 60 + int(time[3:5])
    if time[-1] not in "Zz":
        offset = int(time[-5:-3]) * 60 + int(time[-2:])
        minute += offset if time[-6] == "-" else -offset
    return minute % 1440 == 1439


def is_duration(value: str) -> bool:
    """A `duration` (RFC 3339, appendix A): weeks stand alone, and no unit between two others is left out."""
    return MATCH_DURATION(value) is not None
