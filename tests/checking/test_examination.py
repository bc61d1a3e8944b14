"""One document and a validator to diagnostics."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holotype.checking import Diagnostic, Part, check
from holotype.compiler import compile  # noqa: A004  # as users have it
from tests.checking.stand_in import validator


def findings(tmp_path: Path, text: str, name: str = "order.json", **how: str) -> list[Diagnostic]:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return list(check(file, validator, **how))  # type: ignore[arg-type]  # options by name, in the tests below


def test_a_document_without_a_flaw_has_no_diagnostics(tmp_path: Path) -> None:
    assert findings(tmp_path, '{"id": "a"}') == []


def test_a_diagnostic_has_the_place_of_its_value_and_the_line_it_stands_on(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, '{\n  "id": "a",\n  "state": "LOST"\n}\n')
    assert (found.line, found.column, found.end_line, found.end_column) == (3, 12, 3, 18)
    assert found.source == '  "state": "LOST"'
    assert found.instance_location == "/state"
    assert found.keyword_location == "/properties/state/enum"
    assert found.absolute_keyword_location == "https://holotype.invalid/order.json#/properties/state/enum"
    assert found.hint == 'write "OPEN"'


def test_diagnostics_come_by_place_whatever_the_order_of_the_schema(tmp_path: Path) -> None:
    found = findings(tmp_path, '{"state": "LOST",\n "id": 1, "ordered": 0, "shipped": 1}')
    assert [(one.line, one.column, one.keyword) for one in found] == [
        (1, 1, "rule"),
        (1, 11, "enum"),
        (2, 8, "type"),
    ]


def test_the_causes_of_an_error_have_places_of_their_own(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, '{"id": "a",\n"part": {"size":\n "L"}}')
    (cause,) = found.causes
    assert (found.line, found.column) == (2, 9)
    assert (cause.line, cause.column, cause.instance_location) == (3, 2, "/part/size")


NAMES = compile({
    "properties": {
        "closed": {"additionalProperties": False},
        "never": False,
        "spare": {"allOf": [{"properties": {"a": True}}], "unevaluatedProperties": False},
        "short": {"propertyNames": {"anyOf": [{"maxLength": 2}]}},
        "matched": {"patternProperties": {"^x": False}},
        "part": {"anyOf": [{"type": "object", "additionalProperties": False}, {"type": "null"}]},
        "propertyNames": {"type": "string"},
        "must": {"required": ["a"]},
        "valued": {"additionalProperties": {"type": "integer"}},
    }
})  # fmt: skip
REFUSED_NAMES = {
    "closed": ("json", '{"closed": {\n"z": [\n1]}}', '"z"'),
    "never": ("json", '{"a": 1, "never": {}}', '"never"'),
    "spare": ("json", '{"spare": {"a": 1, "b": {}}}', '"b"'),
    "short": ("json", '{"short": {"a": 1, "long": 2}}', '"long"'),
    "matched": ("yaml", "matched:\n  ? xyz\n  : [1]\n", "xyz"),
    "in flow style": ("yaml", "closed: {'it''s': 1}", "'it''s'"),
    "merged": ("yaml", "a: &a\n  xa: 1\nmatched:\n  <<: *a\n", "xa"),
    "a key that is no string": ("yaml", "closed:\n  0x10: a\n", "0x10"),
    "a dotted key": ("toml", "closed.z.y = 1\n", "z"),
    "a header": ("toml", "[a]\n[closed.z]\nb = 1\n", "z"),
    "an array of tables": ("toml", "[[closed.'z z']]\nb = 1\n", "'z z'"),
    "an inline table": ("toml", 'closed = { "z" = { b = 1 } }\n', '"z"'),
    "in a table": ("toml", "[closed]\n z = [\n 1]\n", "z"),
}


@pytest.mark.filterwarnings("ignore:.*is read as")
@pytest.mark.parametrize(("syntax", "text", "name"), REFUSED_NAMES.values(), ids=REFUSED_NAMES)
def test_a_property_that_is_not_allowed_is_shown_at_its_name(
    tmp_path: Path, syntax: str, text: str, name: str
) -> None:
    file = tmp_path / f"names.{syntax}"
    file.write_text(text)
    (found,) = check(file, NAMES)
    assert found.line == found.end_line
    assert text.split("\n")[found.line - 1][found.column - 1 : found.end_column - 1] == name


def test_the_name_is_shown_under_each_and_of_causes_too(tmp_path: Path) -> None:
    file = tmp_path / "names.json"
    file.write_text('{"list": [{},\n{"part": {"z": 1}}]}')
    (found,) = check(file, NAMES, each="/list")
    assert (found.line, found.column) == (2, 10)
    assert [(cause.line, cause.column, cause.end_column) for cause in found.causes] == [(2, 11, 14)]


@pytest.mark.parametrize(
    "text", ['{"must": {}}', '{"valued": {"z": "a"}}', '{"propertyNames": 1}', '{"part": {"z": 1}}']
)
def test_an_error_about_a_value_is_shown_at_the_value(tmp_path: Path, text: str) -> None:
    file = tmp_path / "names.json"
    file.write_text(text)
    (found,) = check(file, NAMES)
    assert text[: found.column - 1].endswith(": ")


def test_a_mistake_is_said_once_however_many_aliases_and_merge_keys_lead_to_it(tmp_path: Path) -> None:
    file = tmp_path / "aliases.yaml"
    file.write_text("- &a {valued: {x: b}}\n- *a\n- {<<: *a}\n- valued: {x: b}\n")
    found = list(check(file, NAMES, each=""))
    assert [(one.line, one.instance_location) for one in found] == [(1, "/0/valued/x"), (4, "/3/valued/x")]


@pytest.mark.parametrize("how", [{}, {"jobs": 2}, {"input_format": "yaml.gz"}])
def test_keys_that_are_no_strings_are_a_warning_and_no_diagnostic(
    tmp_path: Path, how: dict[str, Any]
) -> None:
    file = tmp_path / "keys.yaml"
    text = b"a: 1\n200: b\n---\n~: c\n"
    file.write_bytes(gzip.compress(text) if "input_format" in how else text)
    other = tmp_path / "other.yaml"
    other.write_bytes(gzip.compress(b"{}") if "input_format" in how else b"{}")
    with pytest.warns(UserWarning, match="is read as") as warned:
        assert list(check([file, other], NAMES, **how)) == []
    (said,) = (str(each.message) for each in warned)
    assert said.removeprefix(f"{file}:2:1: ") == (
        'the key 200 is an integer, where JSON has strings: it is read as "200", and 1 more key likewise'
    )


def test_a_file_without_a_document_has_no_instance(tmp_path: Path) -> None:
    file = tmp_path / "comments.yaml"
    file.write_text("# nothing yet\n")
    parts: list[Part] = []
    assert list(check(file, NAMES, observe=parts.append)) == []
    assert [(part.instances, part.complete) for part in parts] == [(0, True)]


def test_a_flaw_of_the_text_is_a_diagnostic_with_its_kind_as_keyword(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, '{"id": "a",}')
    assert (found.keyword, found.keyword_location, found.severity) == ("syntax", "", "error")
    assert (found.line, found.column) == (1, 11)


def test_a_duplicate_key_is_a_warning_and_the_document_is_checked_all_the_same(tmp_path: Path) -> None:
    found = findings(tmp_path, '{"id": 1, "id": 2}')
    assert [(one.keyword, one.severity) for one in found] == [("duplicate-key", "warning"), ("type", "error")]


def test_duplicate_keys_can_be_ignored(tmp_path: Path) -> None:
    assert findings(tmp_path, '{"id": "a", "id": "b"}', duplicate_keys="ignore") == []


def test_nulls_can_be_rejected(tmp_path: Path) -> None:
    assert findings(tmp_path, '{"id": "a", "note": null}') == []
    (found,) = findings(tmp_path, '{"id": "a", "note": null}', nulls="reject")
    assert found.instance_location == "/note"


class TestTooManyErrors:
    """Of one document so many are reported, and a last diagnostic says that there are more."""

    @pytest.fixture(autouse=True)
    def three_at_most(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("holotype.checking.examination.MOST_ERRORS", 3)

    def test_as_many_as_are_reported_are_not_too_many(self, tmp_path: Path) -> None:
        found = findings(tmp_path, '[{"id": 1}, {"id": 2}, {"id": 3}]', each="")
        assert [one.instance_location for one in found] == ["/0/id", "/1/id", "/2/id"]

    def test_one_more_is_said_at_the_last_that_is_reported(self, tmp_path: Path) -> None:
        *_, last, more = findings(tmp_path, '[{"id": 1},\n {"id": 2},\n {"id": 3},\n {"id": 4}]', each="")
        assert last.instance_location == "/2/id"
        assert (more.keyword, more.severity, more[1:5]) == ("too-many", "error", last[1:5])
        assert more.message == (
            "more is wrong with this document than is reported, which is 3 errors and warnings"
        )

    def test_causes_count(self, tmp_path: Path) -> None:
        broken = '{"id": "a", "part": {"size": "L"}}'
        found = findings(tmp_path, f"[{broken}, {broken}]", each="")
        assert [(one.instance_location, len(one.causes)) for one in found] == [
            ("/0/part", 1),
            ("/1/part", 0),
            ("", 0),
        ]
        assert [one.keyword for one in found[2:]] == ["too-many"]

    def test_it_is_a_warning_where_only_warnings_are_left_out(self, tmp_path: Path) -> None:
        shipped = '{"id": "a", "shipped": 1}'
        *_, more = findings(tmp_path, f"[{', '.join([shipped] * 5)}]", each="")
        assert (more.keyword, more.severity) == ("too-many", "warning")

    def test_it_is_an_error_where_one_is_left_out_behind_warnings(self, tmp_path: Path) -> None:
        shipped = '{"id": "a", "shipped": 1}'
        *_, more = findings(tmp_path, f"[{', '.join([shipped] * 5)}, {{}}]", each="")
        assert (more.keyword, more.severity) == ("too-many", "error")

    def test_each_line_of_json_lines_is_a_document(self, tmp_path: Path) -> None:
        assert len(findings(tmp_path, '{"id": 1}\n' * 5, "orders.jsonl")) == 5


class TestEach:
    def test_every_item_of_the_array_is_an_instance(self, tmp_path: Path) -> None:
        (found,) = findings(tmp_path, '{"page": [{"id": "a"},\n {"id": 2}]}', each="/page")
        assert (found.instance_location, found.line, found.column) == ("/page/1/id", 2, 9)

    def test_the_root_itself_can_be_the_array(self, tmp_path: Path) -> None:
        (found,) = findings(tmp_path, '[{"id": 1}]', each="")
        assert found.instance_location == "/0/id"

    def test_escapes_and_indexes_of_a_pointer_are_followed(self, tmp_path: Path) -> None:
        (found,) = findings(tmp_path, '{"a/b": [null, [{"id": 1}]]}', each="/a~1b/1")
        assert found.instance_location == "/a~1b/1/0/id"

    def test_the_first_item_of_an_array_can_be_pointed_to(self, tmp_path: Path) -> None:
        (found,) = findings(tmp_path, '{"list": [[{"id": 1}]]}', each="/list/0")
        assert found.instance_location == "/list/0/0/id"

    @pytest.mark.parametrize("pointer", ["/nothing", "/list/00", "/list/1", "/list/x", "/list/²", "/list/-"])
    def test_a_pointer_to_nothing_is_said_at_the_nearest_value_there_is(
        self, tmp_path: Path, pointer: str
    ) -> None:
        (found,) = findings(tmp_path, '{"list": [[]]}', each=pointer)
        assert found.keyword == "each"
        assert found.message == f"there is nothing at {pointer}, where --each expects an array of instances"

    def test_a_pointer_to_another_value_is_said_at_that_value(self, tmp_path: Path) -> None:
        (found,) = findings(tmp_path, '{"data": {}}', each="/data")
        assert found.message.startswith("there is a value that is not an array at /data")
        assert (found.column, found.instance_location) == (10, "/data")


class TestSuggestingEach:
    """An array that is refused for being one, while its items might be instances, is for --each."""

    HINT = "to check each item of the array instead, give --each ''"

    def test_it_is_a_hint_on_the_refusal(self, tmp_path: Path) -> None:
        (found,) = findings(tmp_path, '[{"state": "LOST"}]')
        assert (found.keyword, found.instance_location, found.hint) == ("type", "", self.HINT)

    def test_it_is_given_for_the_value_that_is_pointed_to(self, tmp_path: Path) -> None:
        (found,) = findings(tmp_path, '{"jobs": [{"id": "a"}]}', at="/jobs")
        assert (found.instance_location, found.hint) == ("/jobs", self.HINT)

    def test_it_is_given_for_a_line(self, tmp_path: Path) -> None:
        (found,) = findings(tmp_path, '{"id": "a"}\n[{"id": "b"}]\n', "orders.jsonl")
        assert (found.line, found.hint) == (2, self.HINT)

    @pytest.mark.parametrize("text", ["[]", "[1, {}]", "[[{}]]", "3"])
    def test_it_is_not_given_where_the_items_are_no_instances(self, tmp_path: Path, text: str) -> None:
        (found,) = findings(tmp_path, text)
        assert (found.keyword, found.hint) == ("type", None)

    def test_it_is_not_given_where_each_is(self, tmp_path: Path) -> None:
        (found,) = findings(tmp_path, "[[{}]]", each="")
        assert (found.instance_location, found.hint) == ("/0", None)

    @pytest.mark.parametrize(
        ("schema", "hints"),
        [
            ({"allOf": [{"type": "object"}, {"type": ["object", "null"]}]}, [HINT, None]),
            ({"anyOf": [{"type": "null"}, {"type": "object"}]}, [HINT]),
            ({"anyOf": [{"type": "array", "minItems": 2}, {"type": "object"}]}, [None]),
            ({"anyOf": [{"type": "object"}, {"type": "object", "required": ["id"]}]}, [HINT]),
            ({"oneOf": [{"minItems": 1}, {"maxItems": 1}, {"type": "object"}]}, [None]),
            ({"properties": {}, "maxItems": 0}, [None]),
            ({"type": "array", "items": {"type": "string"}}, [None]),
        ],
    )
    def test_it_is_given_where_all_that_refuses_the_array_is_its_type(
        self, tmp_path: Path, schema: dict[str, object], hints: list[str | None]
    ) -> None:
        (tmp_path / "a.json").write_text('[{"id": 1}]')
        for found, hint in zip(check(tmp_path / "a.json", schema), hints, strict=True):
            assert found.hint == hint


class TestAt:
    """A value within the document is the instance; places are those of the document."""

    def test_only_the_value_is_checked(self, tmp_path: Path) -> None:
        (found,) = findings(tmp_path, '{"id": 1,\n "body": {"id": 2}}', at="/body")
        assert (found.instance_location, found.line, found.column) == ("/body/id", 2, 17)
        assert found.keyword_location == "/properties/id/type"

    def test_causes_stand_in_the_document_as_well(self, tmp_path: Path) -> None:
        (found,) = findings(tmp_path, '{"a/b": [{"id": "a",\n"part": {"size":\n "L"}}]}', at="/a~1b/0")
        (cause,) = found.causes
        assert (cause.instance_location, cause.line, cause.column) == ("/a~1b/0/part/size", 3, 2)

    def test_the_empty_pointer_is_the_document(self, tmp_path: Path) -> None:
        assert findings(tmp_path, '{"id": 1}', at="") == findings(tmp_path, '{"id": 1}')

    @pytest.mark.parametrize(
        ("pointer", "reached", "underlined", "is_what"),
        [
            ("/name", "", '{"body"', 'the document is an object without the property "name"'),
            ("/body/~1/x", "/body", '{"list"', '/body is an object without the property "/"'),
            ("/body/list/2", "/body/list", "[[], [1]]", "/body/list is an array of 2 items"),
            ("/body/list/id", "/body/list", "[[], [1]]", "/body/list is an array of 2 items"),
            ("/body/list/0/0", "/body/list/0", "[]", "/body/list/0 is an array of 0 items"),
            ("/body/list/1/0/0", "/body/list/1/0", "1", "/body/list/1/0 is a number"),
            ("/body/list/1/1", "/body/list/1", "[1]", "/body/list/1 is an array of 1 item"),
            ("/body/s/0/1", "/body/s", '"text"', "/body/s is a string"),
            ("/body/f/x", "/body/f", "1.5", "/body/f is a number"),
            ("/body/b/x", "/body/b", "false", "/body/b is a boolean"),
            ("/body/n/x", "/body/n", "null", "/body/n is null"),
        ],
    )
    def test_a_pointer_to_nothing_is_said_where_it_leads_to_last(
        self, tmp_path: Path, pointer: str, reached: str, underlined: str, is_what: str
    ) -> None:
        text = '{"body": {"list": [[], [1]], "s": "text", "f": 1.5, "b": false, "n": null}}'
        (found,) = findings(tmp_path, text, at=pointer)
        assert (found.keyword, found.severity, found.keyword_location) == ("at", "error", "")
        assert found.instance_location == reached
        assert text[found.column - 1 : found.end_column - 1].startswith(underlined)
        assert found.message == f"there is nothing at {pointer}, where --at expects an instance: {is_what}"

    def test_each_leads_on_from_there(self, tmp_path: Path) -> None:
        text = '{"data": [{"id": 1}], "body": {"data": [{"id": "a"}, {"id": 2}]}}'
        (found,) = findings(tmp_path, text, at="/body", each="/data")
        assert found.instance_location == "/body/data/1/id"
        (found,) = findings(tmp_path, text, at="/body/data", each="")
        assert found.instance_location == "/body/data/1/id"

    def test_where_each_leads_nowhere_from_there_the_whole_way_is_said(self, tmp_path: Path) -> None:
        (found,) = findings(tmp_path, '{"data": [], "body": {}}', at="/body", each="/data")
        assert found.message.startswith("there is nothing at /body/data, where --each expects an array")
        assert found.column == 22

    def test_the_two_the_other_way_round_get_a_hint(self, tmp_path: Path) -> None:
        (found,) = findings(tmp_path, '{"data": [{"body": {"id": "a"}}]}', at="/body", each="/data")
        assert found.keyword == "at"
        assert found.hint == (
            "--at is followed from the document, and --each from there, not the other way round"
        )
        (found,) = findings(tmp_path, '{"rows": [{"body": {"id": "a"}}]}', at="/body", each="/data")
        assert (found.keyword, found.hint) == ("at", None)

    def test_the_value_can_be_an_envelope(self, tmp_path: Path) -> None:
        (found,) = findings(tmp_path, '{"body": {"data": [{"id": "a"}, {"id": 2}]}}', at="/body")
        assert found.instance_location == "/body/data/1/id"

    def test_flaws_of_the_text_are_said_as_well(self, tmp_path: Path) -> None:
        found = findings(tmp_path, '{"id": 1, "id": 2}', at="/body")
        assert [one.keyword for one in found] == ["duplicate-key", "at"]

    @pytest.mark.parametrize(
        ("name", "text", "line", "column"),
        [
            ("order.yaml", "body:\n  id: a\n---\nbody:\n  id: 2\n", 5, 7),
            ("order.toml", "[body]\nid = 2\n", 2, 6),
        ],
    )
    def test_every_syntax_has_such_values(
        self, tmp_path: Path, name: str, text: str, line: int, column: int
    ) -> None:
        (found,) = findings(tmp_path, text, name, at="/body")
        assert (found.instance_location, found.line, found.column) == ("/body/id", line, column)


class TestEnvelopes:
    """A document with the array that the contract names, which the schema refuses at the root."""

    def test_the_items_of_an_envelope_are_the_instances(self, tmp_path: Path) -> None:
        (found,) = findings(tmp_path, '{"object": "list", "data": [{"id": "a"}, {"id": 2}]}')
        assert found.instance_location == "/data/1/id"

    def test_an_empty_envelope_is_clean(self, tmp_path: Path) -> None:
        assert findings(tmp_path, '{"data": []}') == []

    def test_an_instance_with_such_an_array_stays_an_instance(self, tmp_path: Path) -> None:
        assert findings(tmp_path, '{"id": "a", "data": [1]}') == []

    def test_an_instance_with_a_flaw_beneath_its_root_stays_an_instance(self, tmp_path: Path) -> None:
        (found,) = findings(tmp_path, '{"id": 1, "data": [1]}')
        assert found.instance_location == "/id"

    @pytest.mark.parametrize(("broken", "severity"), [("shipped", "warning"), ("returned", "error")])
    def test_an_instance_that_breaks_a_rule_stays_an_instance(
        self, tmp_path: Path, broken: str, severity: str
    ) -> None:
        (found,) = findings(tmp_path, f'{{"id": "a", "{broken}": 1, "data": [1]}}')
        assert (found.keyword, found.severity, found.instance_location) == ("rule", severity, "")

    def test_without_the_array_the_document_is_an_instance(self, tmp_path: Path) -> None:
        (found,) = findings(tmp_path, '{"data": {}}')
        assert found.keyword == "required"

    def test_lines_of_json_lines_can_be_envelopes(self, tmp_path: Path) -> None:
        text = '{"id": "a"}\n{"data": [{"id": 1}]}\n'
        (found,) = findings(tmp_path, text, "orders.jsonl")
        assert (found.line, found.instance_location) == (2, "/data/0/id")


class TestExcerpts:
    def test_a_long_line_is_shortened_around_the_value(self, tmp_path: Path) -> None:
        text = json.dumps({"pad": "x" * 500, "id": "a", "state": "LOST", "more": "y" * 500})
        (found,) = findings(tmp_path, text)
        assert len(found.source) <= 122
        assert found.source.startswith("…")
        assert found.source.endswith("…")
        start = found.column - found.source_column
        assert found.source[start : start + 6] == '"LOST"'

    @given(st.integers(0, 300), st.integers(0, 300), st.text("äx\U00010000", min_size=1, max_size=200))
    def test_the_value_is_found_in_the_excerpt_by_its_column(
        self, tmp_path_factory: pytest.TempPathFactory, before: int, after: int, state: str
    ) -> None:
        text = f'{{"id": "a",{" " * before}"state": "{state}"{" " * after}}}'
        (found,) = findings(tmp_path_factory.mktemp("excerpt"), text)
        start = found.column - found.source_column
        shown = found.source[start : start + len(state) + 2].removesuffix("…")
        assert shown
        assert f'"{state}"'.startswith(shown)
