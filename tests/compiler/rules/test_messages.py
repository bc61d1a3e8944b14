"""The message of a violated rule shows the values, and names the part that fails."""

from __future__ import annotations

from typing import Any

import pytest

from tests.compiler.rules.support import parsed, properties, violated

ROOT = properties(
    succeeded="integer",
    failed="integer",
    completed="integer",
    total="integer",
    price="number",
    tax="number",
    status="string",
    code="string",
    flag="boolean",
    tags="array",
    owner={"type": "object", "properties": {"na{}me\n": {"type": "string"}}},
)


@pytest.mark.parametrize(
    ("assertion", "instance", "message"),
    [
        (
            "succeeded + failed <= completed",
            {"succeeded": 7, "failed": 5, "completed": 10},
            "succeeded + failed (7 + 5 = 12) exceeds completed (10)",
        ),
        (
            "default(succeeded, 0) + default(failed, 0) <= completed",
            {"failed": 5, "completed": 4},
            "succeeded + failed (0 + 5 = 5; succeeded is absent, counts as 0) exceeds completed (4)",
        ),
        (
            "total <= default(completed, 0)",
            {"total": 5},
            "total (5) exceeds completed (absent, counts as 0)",
        ),
        ("total <= default(completed, 0)", {"total": 5, "completed": 1}, "total (5) exceeds completed (1)"),
        ("completed < total", {"completed": 3, "total": 3}, "completed (3) is not below total (3)"),
        ("completed >= total", {"completed": 2, "total": 3}, "completed (2) is below total (3)"),
        ("completed > 3", {"completed": 3}, "completed (3) is not above 3"),
        ("completed == total", {"completed": 3, "total": 4}, "completed (3) differs from total (4)"),
        ("completed != total", {"completed": 3, "total": 3.0}, "completed (3) equals total (3.0)"),
        ("status <= code", {"status": "b", "code": "a"}, 'status ("b") sorts after code ("a")'),
        ("status < code", {"status": "b", "code": "a"}, 'status ("b") does not sort before code ("a")'),
        ("status in ['A', 'B']", {"status": "C"}, 'status ("C") is not one of "A", "B"'),
        ("status not in ['A', 'B']", {"status": "A"}, 'status ("A") is one of "A", "B"'),
        ("status in tags", {"status": "C", "tags": ["A"]}, 'status ("C") is not an item of tags (["A"])'),
        ("status not in tags", {"status": "A", "tags": ["A"]}, 'status ("A") is an item of tags (["A"])'),
        ("present(status)", {}, "status is absent"),
        ("absent(status)", {"status": "A"}, 'status is present ("A")'),
        ("flag", {"flag": False}, "flag (false) is not true"),
        ("not default(flag, True)", {}, "flag (absent, counts as true) is not false"),
        ("present(status) or present(code)", {}, "status is absent and code is absent"),
        (
            "completed <= total <= 5",
            {"completed": 1, "total": 6},
            "total (6) exceeds 5",
        ),
        (
            "completed <= total and present(status)",
            {"completed": 7, "total": 6},
            "completed (7) exceeds total (6)",
        ),
        ("completed <= total and present(status)", {"completed": 1, "total": 6}, "status is absent"),
        (
            "not (present(status) or total > 1)",
            {"status": "A", "total": 1},
            'status is present ("A")',
        ),
        ("not (present(status) or total > 1)", {"total": 2}, "total (2) exceeds 1"),
        (
            "present(status) == present(code)",
            {"code": "A"},
            "present(status) (false) differs from present(code) (true)",
        ),
        (
            "(present(status) and present(code)) == flag",
            {"flag": True},
            "(present(status) and present(code)) (false) differs from flag (true)",
        ),
        (
            "flag == (absent(status) or not flag)",
            {"flag": True, "status": "A"},
            "flag (true) differs from (absent(status) or not flag) (false)",
        ),
        ("len(status) > 1", {"status": "A"}, "len(status) (1) is not above 1"),
        (
            "2 * (completed - total) > -(total - 1)",
            {"completed": 1, "total": 4},
            "2 * (completed - total) (2 * (1 - 4) = -6) is not above -(total - 1) (-(4 - 1) = -3)",
        ),
        ("-total > 1", {"total": 4}, "-total (-4) is not above 1"),
        ("price + tax < 0.3", {"price": 0.1, "tax": 0.2}, "price + tax (0.1 + 0.2 = 0.3) is not below 0.3"),
        ("price + tax < 4.0", {"price": 1.5, "tax": 2.5}, "price + tax (1.5 + 2.5 = 4) is not below 4"),
        (
            "owner.value('na{}me\\n') == 'a{}\\u202e'",
            {"owner": {"na{}me\n": "b"}},
            'owner.value("na{}me\\n") ("b") differs from "a{}\\u202e"',
        ),
    ],
)
def test_the_message(assertion: str, instance: dict[str, Any], message: str) -> None:
    assert violated(parsed(ROOT, assertion), instance) == message


@pytest.mark.parametrize(
    "calculation",
    [
        "total - completed - failed",
        "total - (completed - failed)",
        "total - completed * failed",
        "total * completed - failed",
        "(total - completed) * failed",
        "total * (completed + failed)",
        "total * completed * failed",
        "total * (completed * failed)",
    ],
)
def test_parentheses_stand_where_they_are_needed_and_nowhere_else(calculation: str) -> None:
    values = {"total": 5, "completed": 3, "failed": 2}
    shown = calculation
    for name, value in values.items():
        shown = shown.replace(name, str(value))
    result = eval(shown)
    assert violated(parsed(ROOT, f"{calculation} > 100"), values) == (
        f"{calculation} ({shown} = {result}) is not above 100"
    )


def test_the_condition_of_the_rule_stands_behind_what_is_wrong() -> None:
    check = parsed(ROOT, "completed == total", 'status ==    "SUCCESS"')

    assert (
        violated(check, {"status": "SUCCESS", "completed": 1, "total": 2})
        == 'completed (1) differs from total (2), where status == "SUCCESS"'
    )


def test_a_long_condition_is_shortened() -> None:
    check = parsed(ROOT, "total == 1", " or ".join(["flag"] * 100))
    text = violated(check, {"flag": True, "total": 2})

    assert text is not None
    assert len(text) < 300
    assert text.startswith("total (2) differs from 1, where flag or ")
    assert text.endswith("...")


def test_values_are_shortened() -> None:
    text = violated(parsed(ROOT, "status == code"), {"status": "x" * 10_000, "code": "y"})

    assert text is not None
    assert len(text) < 300


def test_integers_beyond_what_python_prints_are_described() -> None:
    text = violated(parsed(ROOT, "total * total < 0"), {"total": 10**4_299})

    assert text is not None
    assert "digits" in text
