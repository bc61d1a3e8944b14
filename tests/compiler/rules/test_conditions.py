"""The source of a rule is what a person would have written."""

from __future__ import annotations

import pytest

from tests.compiler.rules.support import parsed, properties, source, violated

ROOT = properties(
    succeeded="integer",
    failed="integer",
    completed="integer",
    total="integer",
    price="number",
    tax="number",
    status="string",
    flag="boolean",
    maybe=["string", "null"],
    loose=["boolean", "integer"],
    tags="array",
    labels=["array", "string"],
    owner={"type": "object", "properties": {"name": {"type": "string"}, "value": {"type": "integer"}}},
    **{"any-name": "string", "class": "string", "len": "integer"},
)


@pytest.mark.parametrize(
    ("assertion", "expected"),
    [
        ("succeeded + failed <= completed", "succeeded + failed > completed"),
        ("succeeded <= completed <= total", "(succeeded > completed or completed > total)"),
        ("not (succeeded < 1 or failed < 1)", "(succeeded < 1 or failed < 1)"),
        ("succeeded - (failed - total) * -2 > 0", "succeeded - (failed - total) * -2 <= 0"),
        ("succeeded - failed - total > 0", "succeeded - failed - total <= 0"),
        ("succeeded - (failed - total) > 0", "succeeded - (failed - total) <= 0"),
        ("succeeded * (failed * total) > 0", "succeeded * (failed * total) <= 0"),
        ("(succeeded + failed) * total > 0", "(succeeded + failed) * total <= 0"),
        ("-(succeeded + failed) < -1", "-(succeeded + failed) >= -1"),
        ("default(failed, 0) <= total", "(failed if failed is not ABSENT else 0) > total"),
        ("status == 'A'", 'status != "A"'),
        ("status in ['A', 'B']", 'status not in {"A", "B"}'),
        ("status in ('A',)", 'status not in {"A"}'),
        ("total in [1, 2]", "total not in (1, 2)"),
        ("maybe == None", "maybe is not None"),
        ("flag", "flag is False"),
        ("not flag", "flag is True"),
        ("loose == True", "loose is not True"),
        ("loose == 1", "not equal(loose, 1)"),
        ("loose in [1, True]", "not equal(loose, 1) and loose is not True"),
        ("tags != [1]", "equal(tags, [1])"),
        ("labels in ['A', 'B']", 'labels not in ("A", "B")'),
        ("status in tags", "status not in tags"),
        ("total in tags", "not contains(tags, total)"),
        ("len(tags) > 0", "len(tags) <= 0"),
        ("price < tax", "price >= tax"),
        ("price + tax < 0.5", "exact(price) + exact(tax) >= exact(0.5)"),
        ("present(status) == absent(tags)", "(status is not ABSENT) != (tags is ABSENT)"),
        ("owner.name == owner.value('name')", "owner_name != owner_name"),
        ("value('owner').value == 1", "owner_value != 1"),
        ("len == 1", "len != 1"),
        ("total == 1.0", "total != 1"),
    ],
)
def test_the_source_is_short(assertion: str, expected: str) -> None:
    assert source(parsed(ROOT, assertion)) == expected


def test_names_that_are_no_identifiers_are_given_to_value() -> None:
    check = parsed(ROOT, "value('any-name') == value('class')")

    assert violated(check, {"any-name": "a", "class": "a"}) is None
    assert violated(check, {"any-name": "a", "class": "b"}) == (
        'value("any-name") ("a") differs from value("class") ("b")'
    )


def test_when_stands_before_the_violation() -> None:
    check = parsed(ROOT, "completed == total", "status == 'A' or flag")

    assert source(check) == '(status == "A" or flag is True) and completed != total'


def test_true_is_never_one() -> None:
    assert violated(parsed(ROOT, "total in tags"), {"total": 1, "tags": [True]})
    assert not violated(parsed(ROOT, "total in tags"), {"total": 1, "tags": [True, 1.0]})
    assert violated(parsed(ROOT, "loose == 1"), {"loose": True})
    assert violated(parsed(ROOT, "tags == [1]"), {"tags": [True]})


def test_what_may_be_an_array_is_looked_for_among_strings() -> None:
    check = parsed(ROOT, "labels in ['A', 'B']")

    assert violated(check, {"labels": "A"}) is None
    assert violated(check, {"labels": ["A"]}) is not None


def test_subtraction_goes_from_left_to_right() -> None:
    nested = parsed(ROOT, "succeeded - (failed - total) == 6")

    assert violated(nested, {"succeeded": 5, "failed": 3, "total": 4}) is None
    assert violated(nested, {"succeeded": 6, "failed": 3, "total": -3}) is not None


def test_arithmetic_is_exact_and_does_not_overflow() -> None:
    price = parsed(ROOT, "price + tax == 0.3")
    total = parsed(ROOT, "succeeded + failed == total")

    assert violated(price, {"price": 0.1, "tax": 0.2}) is None
    assert violated(total, {"succeeded": 1.0, "failed": 10**400, "total": 10**400 + 1}) is None
    assert violated(total, {"succeeded": 1.0, "failed": 2**53, "total": 2**53}) is not None


def test_numbers_as_large_as_a_document_can_hold_are_multiplied() -> None:
    check = parsed(ROOT, "total * total * total * total > 0")

    assert violated(check, {"total": 10**4_299}) is None


def test_a_rule_says_nothing_where_a_property_that_it_needs_is_absent() -> None:
    check = parsed(ROOT, "completed <= total")

    assert violated(check, {"completed": 5}) is None
    assert violated(check, {"completed": 5, "total": 4}) is not None


def test_what_is_needed_is_what_is_read_without_a_default() -> None:
    check = parsed(ROOT, "default(succeeded, 0) <= total", "present(flag) and absent(status)")

    assert {read.path[0]: read.needed for read in check.reads} == {
        "succeeded": False,
        "total": True,
        "flag": False,
        "status": False,
    }


def test_a_property_read_both_ways_is_needed() -> None:
    (read,) = parsed(ROOT, "absent(total) or total > 1").reads

    assert read.needed


def test_integers_in_arithmetic_are_asked_for_as_int() -> None:
    check = parsed(ROOT, "succeeded + failed <= completed and total <= 5 and price * total < 5")

    assert {read.path[0] for read in check.reads if read.integral} == {"succeeded", "failed", "completed"}


@pytest.mark.parametrize("count", [2, 50, 220])
def test_as_many_conditions_as_fit_are_compiled(count: int) -> None:
    check = parsed(ROOT, " and ".join(["flag"] * count))

    assert violated(check, {"flag": False}) == "flag (false) is not true"


def test_a_rule_as_deep_as_allowed_is_compiled() -> None:
    text = "flag"
    for _ in range(12):
        text = f"(flag and total > 1 or (flag and {text}))"

    assert violated(parsed(ROOT, text), {"flag": False, "total": 1}) is not None


def test_a_long_condition_stands_on_several_lines() -> None:
    root = properties(
        **dict.fromkeys(("succeeded_requests", "failed_requests", "completed_requests"), "integer")
    )
    check = parsed(
        root,
        "default(succeeded_requests, 0) + default(failed_requests, 0) <= completed_requests",
        "completed_requests > 0",
    )

    assert source(check) == (
        "(\n"
        "    completed_requests > 0\n"
        "    and (succeeded_requests if succeeded_requests is not ABSENT else 0)\n"
        "    + (failed_requests if failed_requests is not ABSENT else 0)\n"
        "    > completed_requests\n"
        ")"
    )
