"""Diagnostics to reports: text for people, json, jsonl, github, sarif and junit for machines."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holotype.reporting.protocols import Reporter

FORMATS = ("text", "json", "jsonl", "github", "sarif", "junit")


def reporter_of(
    format_name: str, write: Callable[[str], object], *, colour: bool = False, grouped: bool = False
) -> Reporter:
    """A reporter that writes one of `FORMATS`; `colour` and `grouped` are for text.

    Each format's module is imported when it is asked for.
    """
    if format_name == "text":
        if grouped:
            from holotype.reporting.grouped import GroupedReporter

            return GroupedReporter(write)
        from holotype.reporting.text import TextReporter

        return TextReporter(write, colour=colour)
    if format_name in ("json", "jsonl"):
        from holotype.reporting.json_text import JSONLinesReporter, JSONReporter

        return JSONReporter(write) if format_name == "json" else JSONLinesReporter(write)
    if format_name == "github":
        from holotype.reporting.github import GitHubReporter

        return GitHubReporter(write)
    if format_name == "sarif":
        from holotype.reporting.sarif import SARIFReporter

        return SARIFReporter(write)
    from holotype.reporting.junit import JUnitReporter

    return JUnitReporter(write)
