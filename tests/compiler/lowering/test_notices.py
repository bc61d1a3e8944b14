"""What is said of a schema that is not checked, or not as its author may think."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from jsonschema_specifications import REGISTRY  # type: ignore[import-untyped]

import holotype
from holotype.compiler import compile_module
from holotype.compiler.lowering.tables import table
from holotype.schema.dialects import DIALECTS, Dialect


def said(schema: Any, dialect: str = "2020-12", **options: Any) -> list[str]:
    return [notice.sentence for notice in compile_module(schema, dialect=dialect, **options).notices]


@pytest.mark.parametrize(
    ("dialect", "schema", "sentence"),
    [
        (
            "2020-12",
            {"propertise": {}},
            (
                '#/propertise: the keyword "propertise" (did you mean "properties"?) is of no '
                "draft, so it is not "
                "checked"
            ),
        ),
        (
            "2020-12",
            {"tsFoo": 1, "properties": {"a": {"tsFoo": 1, "min_length": 1}}, "nullable": True},
            (
                '#/nullable: the keywords "nullable" (OpenAPI 3.0 has it; list "null" among the '
                'types), "min_length" '
                '(did you mean "minLength"?), "tsFoo" (2 places) are of no draft, so they are not checked'
            ),
        ),
        (
            "draft4",
            {"const": 1, "items": {"const": 2}},
            (
                '#/const: draft-04 does not know "const" (2 places; of draft-06 and later), so it '
                "is ignored; name "
                'the draft that is meant in "$schema"'
            ),
        ),
        (
            "draft7",
            {"prefixItems": [], "$recursiveRef": "#"},
            (
                '#/prefixItems: draft-07 does not know "prefixItems" (of 2020-12 and later), '
                '"$recursiveRef" (of '
                '2019-09), so they are ignored; name the draft that is meant in "$schema"'
            ),
        ),
        (
            "2020-12",
            {"additionalItems": False},
            (
                '#/additionalItems: 2020-12 does not know "additionalItems" (of 2019-09 and '
                "earlier), so it is "
                'ignored; name the draft that is meant in "$schema"'
            ),
        ),
        ("draft6", {"if": {}, "then": {}}, None),
        (
            "draft7",
            {"id": "http://example.test/s"},
            (
                '#/id: draft-07 does not know "id" (of draft-04), so it is ignored; name the draft '
                "that is meant in "
                '"$schema"'
            ),
        ),
        (
            "2020-12",
            {"then": False, "minContains": 2},
            '#/then: "then" without "if", "minContains" without "contains" are ignored',
        ),
        (
            "draft7",
            {"items": {"additionalItems": False}},
            '#/items/additionalItems: "additionalItems" without an array of "items" is ignored',
        ),
        (
            "draft7",
            {
                "definitions": {"a": {"type": "string"}},
                "properties": {
                    "a": {"$ref": "#/definitions/a", "maxLength": 1, "title": "A"},
                    "b": {"$ref": "#/definitions/a", "maxLength": 1, "definitions": {}},
                },
            },
            (
                '#/properties/a/maxLength: beside "$ref", draft-07 ignores "maxLength" (2 places); '
                'write "allOf": '
                '[{"$ref": ...}] in place of the "$ref", or name 2019-09 or later in "$schema"'
            ),
        ),
        (
            "draft7",
            {"contentMediaType": "application/json"},
            (
                '#/contentMediaType: "contentMediaType" is checked, as draft-07 allows; with '
                'formats "dialect" '
                "(--formats dialect) it is only an annotation"
            ),
        ),
        (
            "2020-12",
            {"properties": {"a": {"format": "int64"}, "b": {"format": "int64"}, "c": {"format": "datetime"}}},
            (
                '#/properties/c/format: the formats "datetime" (did you mean "date-time"?), "int64" '
                "(2 places) are "
                "not known, so they are not checked"
            ),
        ),
        (
            "draft6",
            {"format": "date"},
            '#/format: the format "date" (of draft-07 and later) is not known, so it is not checked',
        ),
    ],
)
def test_each_kind_of_notice_is_one_sentence(dialect: str, schema: Any, sentence: str | None) -> None:
    if sentence is None:  # two names of a later draft
        (notice,) = said(schema, dialect)
        assert '"if" (of draft-07 and later), "then" (of draft-07 and later)' in notice
        return
    assert said(schema, dialect) == [sentence]


@pytest.mark.parametrize(
    ("dialect", "schema"),
    [
        ("2020-12", {"x-anything": 1, "ajv.option": 1, "meta:enum": {}, "$$target": 1}),
        ("2020-12", {"markdownDescription": "a", "tsType": "A", "discriminator": {}, "definitions": {}}),
        (
            "draft4",
            {"examples": [], "$comment": "a", "deprecated": True, "contentMediaType": "a/b", "$defs": {}},
        ),
        ("draft4", {"minimum": 1, "exclusiveMinimum": True, "id": "http://example.test/s"}),
        ("draft7", {"id": "http://example.test/s", "$id": "http://example.test/s"}),
        ("draft7", {"id": {"type": "string"}, "items": {"type": "string"}, "additionalItems": True}),
        ("draft7", {"definitions": {"a": {"propertise": {}}}}),
        ("draft7", {"allOf": [{"$ref": "#/definitions/a"}], "type": "string", "definitions": {"a": {}}}),
        ("2019-09", {"$ref": "#/$defs/a", "type": "string", "$defs": {"a": {}}}),
        ("2019-09", {"contentMediaType": "application/json"}),
    ],
)
def test_what_is_no_mistake_or_not_reached_is_passed_over(dialect: str, schema: Any) -> None:
    assert said(schema, dialect) == []


def test_keywords_of_a_metaschema_of_ones_own_are_not_judged() -> None:
    metaschema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://example.test/own",
        "$vocabulary": {"https://json-schema.org/draft/2020-12/vocab/core": True},
    }
    schema = {"$schema": "https://example.test/own", "propertise": {}, "additionalItems": False, "then": {}}
    assert said(schema, documents={"https://example.test/own": metaschema}) == []


@pytest.mark.parametrize(
    ("schema", "instance"),
    [
        ({"contentMediaType": "application/json"}, "{"),
        ({"contentEncoding": "base64"}, "?"),
        ({"contentEncoding": "base64", "contentMediaType": "application/json"}, "ew=="),
    ],
)
def test_content_is_an_annotation_of_draft_7_with_formats_of_the_dialect(schema: Any, instance: str) -> None:
    assert said(schema, "draft7", formats="dialect") == []
    annotating = holotype.compile(schema, dialect="draft7", formats="dialect")
    assert annotating.is_valid(instance)
    assert not list(annotating.iter_errors(instance))
    assert "base64" not in annotating.source.partition("HOLOTYPE")[2].partition("def ")[2]
    with pytest.warns(UserWarning, match="is checked|are checked"):
        asserting = holotype.compile(schema, dialect="draft7")
    assert not asserting.is_valid(instance)


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda each: each.name)
def test_a_keyword_is_unknown_to_no_dialect_that_checks_it(dialect: Dialect) -> None:
    """Its own metaschema, too, uses nothing that a dialect does not know."""
    documents = {uri: REGISTRY[uri].contents for uri in REGISTRY if "draft" in uri}
    names = " ".join(said(REGISTRY[dialect.uri].contents, dialect.name, documents=documents))
    assert "no draft" not in names
    assert "does not know" not in names
    for keyword in table(dialect):
        where = {"properties": {keyword: {}}, "enum": [keyword]}
        assert not any("keyword" in each for each in said(where, dialect.name))


def test_notices_are_warnings_in_the_place_of_the_caller() -> None:
    with pytest.warns(UserWarning, match="propertise") as caught:
        validator = holotype.compile({"propertise": {}})
    assert [each.filename for each in caught] == [__file__]
    assert [str(each.message) for each in caught] == list(validator.notices)


def test_however_many_there_are_a_handful_of_lines_says_so_in_time() -> None:
    schema: Any = {
        "properties": {
            f"p{number}": {f"unheard{number}": 1, "format": f"odd{number}", "then": {}}
            for number in range(20_000)
        }
    }
    start = time.perf_counter()
    notices = said(schema)
    assert time.perf_counter() - start < 20
    assert len(notices) == 3
    assert all(len(each) < 400 for each in notices)
    assert sum('"then" without "if" (20,000 places)' in each for each in notices) == 1
    assert sum("and 19,995 more" in each for each in notices) == 2


def test_hostile_names_are_shortened_and_escaped() -> None:
    (notice,) = said({"a" * 1_000_000: 1, "\x1b[31m\n": 1, "\ud800": 1})
    assert len(notice.partition(": the keywords")[2]) < 400
    assert "\x1b" not in notice
    assert "\n" not in notice


@pytest.mark.parametrize("cached", [False, True])
def test_a_notice_about_a_file_has_its_line_and_column(
    cached: bool, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOLOTYPE_CACHE_DIR", str(tmp_path / "cache"))
    (tmp_path / "s.json").write_text(
        '{"$id": "https://example.test/s.json",\n "propertise": {}, "$ref": "t.json"}'
    )
    (tmp_path / "t.json").write_text(json.dumps({"format": "int64"}))
    sentences = [
        (
            's.json:2:16: the keyword "propertise" (did you mean "properties"?) is of no draft, so it '
            "is not checked"
        ),
        't.json:1:12: the format "int64" is not known, so it is not checked',
    ]
    for _ in range(2):
        with pytest.warns(UserWarning, match="checked") as caught:
            list(holotype.check([], "s.json", cache=cached))
        assert [str(each.message) for each in caught] == sentences


@pytest.mark.parametrize("schema_name", ["s.json", "s.contract.toml"])
def test_the_command_says_the_notices_unless_it_is_to_be_quiet(
    schema_name: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from holotype.cli import main
    from holotype.contract import digest

    schema = {"type": "object", "title": "S", "propertise": 1}
    monkeypatch.chdir(tmp_path)
    (tmp_path / "s.json").write_text(json.dumps(schema))
    (tmp_path / "s.contract.toml").write_text(
        f'schema = "s.json"\nid = "https://example.test/c"\n[source]\nsha256 = "{digest(schema)}"\n'
        '[package]\npath = "s"\nclass = "S"\n'
    )
    (tmp_path / "d.json").write_text("{}")
    sentence = "holotype: notice: s.json:1:48: the keyword"
    for _ in range(2):  # the second time from the cache
        assert main(["validate", "--schema", schema_name, "d.json"]) == 0
        assert capsys.readouterr().err.count(sentence) == 1
    assert main(["validate", "--quiet", "--schema", schema_name, "d.json"]) == 0
    assert capsys.readouterr().err == ""
