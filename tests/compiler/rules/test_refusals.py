"""What is no rule is refused, with the key, the column and what to write instead."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holotype.compiler.rules import parse_rules
from holotype.contract import Rule
from holotype.errors import ContractError
from tests.compiler.rules.support import Declared, declared, parsed, properties

ROOT = properties(
    completed="integer",
    total="integer",
    price="number",
    status={"type": "string", "enum": ["RUNNING", "SUCCESS"]},
    title="string",
    flag="boolean",
    tags="array",
    nullable=["integer", "null"],
    owner={"type": "object", "properties": {"name": {"type": "string"}}},
)

SAYS = ", and the schema says that "
VALUES = "a number within the range of a double, a string, None, True, False or a list of these"
NO_VALUE = f" is no value; write {VALUES}"


def refusal(assertion: str, root: Declared = ROOT) -> ContractError:
    with pytest.raises(ContractError) as caught:
        parsed(root, assertion)
    return caught.value


@pytest.mark.parametrize(
    ("assertion", "message"),
    [
        (
            "complete <= total",
            "column 1: the schema declares no property `complete`, did you mean `completed`?",
        ),
        (
            "total == completd",
            "column 10: the schema declares no property `completd`, did you mean `completed`?",
        ),
        (
            "owner.nam == 'a'",
            "column 1: the schema declares no property `nam` of `owner`, did you mean `name`?",
        ),
        ("title.x == 'a'", "column 1: `title` is a string, it has no properties"),
        ("flag == true", "column 9: the schema declares no property `true`, write True for the value"),
        ("nullable == null", "column 13: the schema declares no property `null`, write None for the value"),
        ("title + 1 > 2", "column 1: `+` needs numbers, and the schema says that `title` is a string"),
        ("-flag == 1", "column 2: `-` needs numbers, and the schema says that `flag` is a boolean"),
        (
            "nullable * 2 > 1",
            "column 1: `*` needs numbers, and the schema says that `nullable` is an integer or null",
        ),
        (
            "title <= total",
            "column 1: `<=` needs two numbers or two strings"
            + SAYS
            + "`title` is a string and `total` an integer",
        ),
        ("title == 5", "column 1: `title` is a string and `5` an integer: they are never equal"),
        ("completed == 0.5", "column 1: `completed` is an integer and `0.5` a number: they are never equal"),
        (
            "status == 'SUCESS'",
            "column 1: the schema does not admit `SUCESS` for `status`, did you mean `SUCCESS`?",
        ),
        (
            "default(status, 'NEW') in ['RUNNING', 'OLD']",
            "column 1: the schema does not admit `OLD` for `default(status, 'NEW')`",
        ),
        (
            "'a' in title",
            "column 1: `in` needs a list or an array on its right" + SAYS + "`title` is a string",
        ),
        ("title in []", "column 1: `in` needs a list with something in it"),
        (
            "len(total) > 1",
            "column 5: len needs a string, an array or an object" + SAYS + "`total` is an integer",
        ),
        ("total", "column 1: a condition is needed, and `total` is an integer; compare it with something"),
        (
            "flag and total",
            "column 10: a condition is needed, and `total` is an integer; compare it with something",
        ),
        ("nullable is None", "column 1: `is` is not in the language; write == or !="),
        ("len(title, 1) == 1", "column 1: len takes 1 argument"),
        ("default(flag)", "column 1: default takes 2 arguments"),
        ("default(flag, x=1)", "column 1: default takes 2 arguments"),
        (
            "value(title) == 'a'",
            'column 1: value takes one string, the name of a property: value("any name")',
        ),
        ("present(1)", 'column 9: `1` is no property; write a name, a.b or value("any name")'),
        (
            "default(title, title) == 'a'",
            "column 16: `title`" + NO_VALUE,
        ),
        (
            "price < 1e999",
            "column 9: `1e999`" + NO_VALUE,
        ),
        ("", "the expression is empty; write a comparison such as `a <= b`"),
    ],
)
def test_the_refusal_says_what_is_wrong_and_where(assertion: str, message: str) -> None:
    error = refusal(assertion)

    assert error.message == message
    assert error.key == "rules[0].assert"


@pytest.mark.parametrize(
    "assertion",
    [
        "__import__('os').system('true') == 0",
        "title.__class__ == 'a'",
        "().__class__.__bases__ == 1",
        "(lambda: flag)()",
        "(x := total) > 1",
        "f'{title}' == 'a'",
        "f'{__import__(chr(111))}' == 'a'",
        "9**9**9 == 1",
        "total // 0 == 1",
        "total / 0 == 1",
        "total % 0 == 1",
        "1 << 10000000 == 1",
        "~total == 1",
        "+total == 1",
        "total @ total == 1",
        "tags[0] == 1",
        "tags[0:1] == tags",
        "[x for x in tags] == tags",
        "{x for x in tags} == tags",
        "{'a': 1} == owner",
        "{1} == tags",
        "[*tags] == tags",
        "total if flag else total",
        "(yield)",
        "(await total)",
        "b'a' == title",
        "1j == total",
        "... == total",
        "total.real == 1",
        "title.upper() == 'A'",
        "open('/etc/passwd') == 'a'",
        "len.__self__ == 1",
        "present.flag",
        "value('title')('x')",
        "print(title)",
        "eval(title) == 1",
        "not",
        "total <=",
        "total <= 1; flag",
        "total = 1",
        "import os",
        "total) or (flag",
        "'\\d' == title",
        "'\\N{LATIN SMALL LETTER A' == title",
        "flag\x00",
        "flag == '\ud800'",
        "(" * 5_000 + "flag" + ")" * 5_000,
        "(" * 10_000,
        "(" * 150 + "flag" + ")" * 150 + " is 1",
        "not " * 480 + "flag",
        "-" * 1_900 + "1 == total",
        "[" * 900 + "]" * 900 + " == tags",
        "total" + "+1" * 900 + " == 1",
        "owner" + ".name" * 300 + " == 1",
        "flag or " * 100_000 + "flag",
        "x" * 1_000_000,
        "9" * 1_000_000 + " == total",
        "total\n<= 1",
    ],
)
def test_hostile_text_is_refused_with_a_sentence(assertion: str) -> None:
    error = refusal(assertion)

    assert error.key == "rules[0].assert"
    assert 0 < len(error.message) < 600


@given(st.text(max_size=60) | st.text("().-+*<>=!'\" \\abnotlfi_0123456789,:[]{}#\n", max_size=60))
def test_any_text_is_a_rule_or_a_contract_error(assertion: str) -> None:
    with suppress(ContractError):
        parsed(ROOT, assertion)


def test_names_are_taken_as_written_and_not_as_python_normalises_them() -> None:
    root = properties(fish="integer")

    assert refusal("\ufb01sh == 1", root).message.startswith(
        "column 1: this name is not in Unicode's form NFKC"
    )


def test_a_column_counts_characters_and_a_line_is_named_where_there_are_several() -> None:
    assert refusal("'\U0001f600é' == titel").message.startswith("column 9: ")
    assert refusal("(flag and\n  titel == 'a')").message.startswith("line 2, column 3: ")


def test_a_rule_about_an_instance_that_is_no_object_is_refused() -> None:
    message = refusal("length == 1", declared({"type": ["array", "null"]})).message

    assert message == "column 1: the instance is an array or null, it has no properties"


@pytest.mark.parametrize(("values", "assertion"), [((1, False), "loose == True"), ((True, 0), "loose == 1")])
def test_a_value_that_the_schema_admits_in_another_type_only_is_refused(
    values: tuple[object, ...], assertion: str
) -> None:
    root = properties(loose={"type": ["boolean", "integer"], "enum": list(values)})

    assert "the schema does not admit" in refusal(assertion, root).message


def test_a_value_that_the_schema_admits_is_no_mistake() -> None:
    root = properties(loose={"type": ["boolean", "integer"], "enum": [True, 0]})

    assert parsed(root, "loose == True or loose == 0.0")


def test_the_key_is_that_of_when_where_when_is_wrong() -> None:
    with pytest.raises(ContractError) as caught:
        parsed(ROOT, "flag", "titel == 'a'")

    assert caught.value.key == "rules[0].when"


def test_the_key_has_the_index_of_the_rule() -> None:
    with pytest.raises(ContractError) as caught:
        parse_rules([Rule("a", "flag"), Rule("b", "x")], ROOT)

    assert caught.value.key == "rules[1].assert"


INSTANTS = properties(
    sent={"type": "string", "format": "date-time"},
    read={"type": "string", "format": "date-time"},
    seen={"type": ["string", "null"], "format": "date-time"},
    opens={"type": "string", "format": "time"},
    due={"type": "string", "format": "date"},
    paid={"type": "string", "format": "date"},
    title="string",
    seconds={"type": "integer", "format": "date-time"},
    log="array",
)


def test_the_refusal_to_compare_points_in_time_says_why_and_what_to_do() -> None:
    assert refusal("due <= due and sent <= read", INSTANTS).message == (
        "column 16: `<=` compares strings by code point, and `sent` has the format date-time: the order of "
        "such strings, and whether they are equal, is wrong for offsets and fractions of a second "
        "(12:00:00+02:00 is 10:00:00Z); compare numbers such as Unix seconds, or leave the rule out until "
        "rules can compare points in time"
    )


@pytest.mark.parametrize(
    ("assertion", "named"),
    [
        *(
            (f"sent {operator} read", "`sent` has the format date-time")
            for operator in ["<", "<=", ">", ">=", "==", "!="]
        ),
        ("title < sent", "`sent` has the format date-time"),
        ("due < sent", "`sent` has the format date-time"),
        ("'2026-01-01T00:00:00Z' <= sent", "`sent` has the format date-time"),
        ("sent == '2026-01-01T00:00:00Z'", "`sent` has the format date-time"),
        ("seen != sent", "`seen` has the format date-time"),
        ("'09:00:00Z' <= opens < '17:00:00Z'", "`opens` has the format time"),
        ("not (due < due < sent)", "`sent` has the format date-time"),
        ("default(sent, '') < title", "`default(sent, '')` has the format date-time"),
        ('value("sent") == title', '`value("sent")` has the format date-time'),
    ],
)
def test_points_in_time_are_not_compared_by_code_points(assertion: str, named: str) -> None:
    assert f" compares strings by code point, and {named}: " in refusal(assertion, INSTANTS).message


@pytest.mark.parametrize(
    "assertion",
    [
        "due <= paid and due != paid and due < '2026-01-01'",
        "sent in ['2026-01-01T00:00:00Z'] and sent not in log",
        "seen == None or seen != None",
        "len(sent) > 20 and present(sent)",
        "seconds < 5 and seconds == seconds",
        "default(seen, None) == None",
    ],
)
def test_what_code_points_do_not_get_wrong_is_compared(assertion: str) -> None:
    assert parsed(INSTANTS, assertion)


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (Rule("No id", "flag"), "rules[1].id: 'No id' is no id; use a-z, 0-9 and -"),
        (Rule("id\n", "flag"), "rules[1].id: 'id\\n' is no id; use a-z, 0-9 and -"),
        (Rule("first", "flag"), "rules[1].id: the id is that of rules[0] too; give each rule its own"),
        (
            Rule("b", "flag", severity="fatal"),  # type: ignore[arg-type]  # it is what is tested
            "rules[1].severity: 'fatal' is no severity; use error or warning",
        ),
        (
            Rule("b", "flag", undeclared=("title",)),
            "rules[1].undeclared: the schema declares `title`; remove it here",
        ),
        (
            Rule("b", "flag", undeclared=("outputs",)),
            "rules[1].undeclared: the rule does not read `outputs`; remove it here",
        ),
    ],
)
def test_the_other_parts_of_a_rule_are_checked_too(rule: Rule, message: str) -> None:
    with pytest.raises(ContractError) as caught:
        parse_rules([Rule("first", "flag"), rule], ROOT)

    assert str(caught.value) == message


def test_nothing_can_be_proved_of_an_undeclared_property() -> None:
    with pytest.raises(ContractError) as caught:
        parsed(ROOT, "extra + 1 > 0", undeclared=("extra",))

    assert "`extra` is a value of any type" in caught.value.message
