"""What the JSON-Schema-Test-Suite says about regular expressions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from holotype.compiler import patterns

DRAFTS = ("draft4", "draft6", "draft7", "draft2019-09", "draft2020-12")


def groups(suite: Path, draft: str, file: str) -> Iterator[dict[str, Any]]:
    path = suite / draft / "optional" / file
    if path.exists():
        yield from json.loads(path.read_text(encoding="utf-8"))


def texts_for(schema: dict[str, Any], data: object) -> list[str]:
    """What the pattern of a schema is held against: the instance, or its property names."""
    if "patternProperties" in schema:
        return list(data) if isinstance(data, dict) else []
    return [data] if isinstance(data, str) else []


@pytest.mark.parametrize("draft", DRAFTS)
@pytest.mark.parametrize("file", ["ecmascript-regex.json", "non-bmp-regex.json"])
def test_each_pattern_of_the_suite_means_what_the_suite_says(suite: Path, draft: str, file: str) -> None:
    wrong = []
    for group in groups(suite, draft, file):
        schema = group["schema"]
        subschemas = schema.get("patternProperties", {schema.get("pattern"): True})
        [(source, subschema)] = subschemas.items()
        pattern = patterns.compile_pattern(source)
        for case in group["tests"]:
            found = [patterns.matches(pattern, text) for text in texts_for(schema, case["data"])]
            # A property that the pattern covers is checked by a subschema, which here refuses text.
            allowed = all(found) if subschema in (True, {}) else not (any(found) and _has_text(case["data"]))
            if allowed != case["valid"]:
                wrong.append((source, case["description"]))
    assert wrong == []


def _has_text(data: object) -> bool:
    return isinstance(data, dict) and any(isinstance(value, str) for value in data.values())


@pytest.mark.parametrize("draft", DRAFTS)
@pytest.mark.parametrize("file", ["ecmascript-regex.json", "regex.json"])
def test_the_format_regex_takes_what_the_suite_takes(suite: Path, draft: str, file: str) -> None:
    wrong = [
        case["data"]
        for group in groups(suite, draft, f"format/{file}")
        for case in group["tests"]
        if isinstance(case["data"], str) and patterns.is_regex(case["data"]) != case["valid"]
    ]
    assert wrong == []
