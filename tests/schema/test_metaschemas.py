"""The mistakes found in schemas are those that the official metaschemas find; the judge is jsonschema."""

from __future__ import annotations

import json
import runpy
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema.validators import validator_for
from jsonschema_specifications import REGISTRY  # type: ignore[import-untyped]  # has no types

from holotype.documents.sources import naming
from holotype.errors import SchemaError
from holotype.pointers import escape, pointer_tokens
from holotype.schema.dialects import DIALECTS, Dialect
from holotype.schema.locations import Location, from_fragment
from holotype.schema.metaschema import check, module_of
from tests.house.checkout import ROOT

each_dialect = pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: str(dialect.name))

# Of every JSON type, right for some keywords and wrong for others, at the first level or below.
VALUES: tuple[Any, ...] = (
    *(None, True, 5, -1, 0, 1.5, 2.0, "", "x y", "string", "strng", "a#b"),
    *([], {}, [None], [{}], [5, "a"], ["a", "a"], ["string", "string"], ["string", "strng"], [[]]),
    *({"a": 5}, {"a": {}}, {"a": "b"}, {"a": ["b", "b"]}, {"a": [5]}, {"a": None, "b": {}}),
    *({"minLength": -1}, {"type": 5, "required": [1, "a"]}, [{"not": 5}, {"items": {"type": "strng"}}]),
    *({"a": {"minLength": -1}, "b": {"type": ["strng"]}}, {"items": [{"not": None}, 5, {"enum": 1}]}),
    *({"properties": {"a": {"additionalProperties": 5}}}, {"dependencies": {"a": ["a", 1], "b": {"not": 1}}}),
)


@cache
def keywords_of(dialect: Dialect) -> tuple[str, ...]:
    """Every keyword that the metaschemas of the dialect describe."""
    family = [uri for uri in REGISTRY if uri.startswith(dialect.uri.removesuffix("schema"))]
    found = (keyword for uri in sorted(family) for keyword in REGISTRY.contents(uri).get("properties", {}))
    return tuple(dict.fromkeys(found))


BROKEN = [(dialect, keyword) for dialect in DIALECTS for keyword in keywords_of(dialect)]
ANYTHING = {"default", "const"}
"""Keywords that no value is wrong for."""


@cache
def judge(dialect: Dialect) -> Any:
    """jsonschema's validator for schemas of the dialect, without a format checker."""
    validator: Any = validator_for({"$schema": dialect.uri})
    return validator(validator.META_SCHEMA, registry=REGISTRY)


def judged(schema: Any, dialect: Dialect) -> set[str]:
    """The places, as JSON Pointers, at which the official metaschema refuses the schema."""
    return {
        "".join(f"/{escape(str(token))}" for token in path)
        for error in judge(dialect).iter_errors(schema)
        for path in places(error)
    }


def places(error: Any) -> Iterator[tuple[Any, ...]]:
    """Where the mistake stands: of an `anyOf`, where the branch for the value's JSON type finds something.

    Where there is no such branch, at the value itself; in no metaschema do two branches admit the same type.
    """
    if error.validator != "anyOf":
        yield tuple(error.absolute_path)
        return
    for branch in range(len(error.validator_value)):
        below = [each for each in error.context if each.schema_path[0] == branch]
        if not any(refuses_the_type(each, error) for each in below):
            for each in below:
                yield from places(each)
            return
    yield tuple(error.absolute_path)


def refuses_the_type(error: Any, parent: Any) -> bool:
    if error.absolute_path != parent.absolute_path:
        return False
    return error.validator == "type" or (error.validator == "enum" and not isinstance(error.instance, str))


def found(schema: Any, dialect: Dialect) -> set[str]:
    """The places of the mistakes that we find."""
    try:
        check(schema, dialect, Location("", ""))
    except SchemaError as error:
        locations = [error.location, *(location for location, _ in error.further)]
        return {str(from_fragment(location.partition("#")[2])) for location in locations}
    return set()


def broken(keyword: str) -> dict[str, Any]:
    """A schema that holds others under `definitions`, which every dialect looks into: one for each value."""
    return {"definitions": {str(number): {keyword: value} for number, value in enumerate(VALUES)}}


@pytest.mark.parametrize(("dialect", "keyword"), BROKEN, ids=lambda part: str(getattr(part, "name", part)))
def test_the_mistakes_are_those_that_the_official_metaschema_finds(dialect: Dialect, keyword: str) -> None:
    schema = broken(keyword)
    mistakes = judged(schema, dialect)
    assert bool(mistakes) == (keyword not in ANYTHING)
    assert found(schema, dialect) == mistakes


def test_the_campaign_is_as_large_as_it_should_be() -> None:
    assert len(BROKEN) >= 200


def schemas(dialect: Dialect) -> st.SearchStrategy[Any]:
    # What names another dialect would be left to that one's metaschema, of which the judge knows nothing.
    keywords = [each for each in keywords_of(dialect) if each != "$schema"]
    names = st.sampled_from([*keywords, "$ref", "unknown", "a/b~ c"])
    return st.recursive(
        st.sampled_from(VALUES),
        lambda inner: st.dictionaries(names, inner, max_size=3) | st.lists(inner, max_size=2),
        max_leaves=8,
    ).filter(lambda value: isinstance(value, dict))


@each_dialect
@given(data=st.data())
def test_they_are_in_schemas_that_are_drawn(dialect: Dialect, data: st.DataObject) -> None:
    schema = data.draw(schemas(dialect))
    assert found(schema, dialect) == judged(schema, dialect)


@each_dialect
def test_each_stands_at_its_line_and_column(dialect: Dialect, tmp_path: Path) -> None:
    file = tmp_path / "schema.json"
    for keyword in keywords_of(dialect):
        schema = broken(keyword)
        members = (
            f"  {json.dumps(name)}: {json.dumps(each)}" for name, each in schema["definitions"].items()
        )
        text = '{"definitions": {\n' + ",\n".join(members) + "\n}}\n"
        file.write_text(text, "utf-8")
        for pointer, line, column in said_of(file, dialect):
            _, number, *path = pointer_tokens(pointer)
            assert line == int(number) + 2
            value, _ = json.JSONDecoder().raw_decode(text.split("\n")[line - 1], column - 1)
            expected: Any = schema["definitions"][number]
            for token in path:
                expected = expected[int(token) if isinstance(expected, list) else token]
            assert (value, type(value)) == (expected, type(expected))


def said_of(file: Path, dialect: Dialect) -> Iterator[tuple[str, int, int]]:
    """The pointer, the line and the column of each mistake of the file."""
    try:
        with naming(str(file)):
            check(json.loads(file.read_text("utf-8")), dialect, Location("", ""))
    except SchemaError as error:
        locations = [error.location, *(location for location, _ in error.further)]
        for location, text in zip(locations, str(error).split("\n"), strict=True):
            line, column = text.removeprefix(f"{file}:").split(":")[:2]
            yield str(from_fragment(location.partition("#")[2])), int(line), int(column)


SCRIPT = runpy.run_path(str(ROOT / ".ci" / "metaschemas.py"))


@each_dialect
def test_the_validators_are_what_the_compiler_makes_of_the_metaschemas(dialect: Dialect) -> None:
    committed = Path(str(import_module(f"holotype.schema.metaschemas.{module_of(dialect)}").__file__))
    assert committed.read_text("utf-8") == SCRIPT["source"](dialect), "run: make generate"


def test_the_script_says_what_is_not_up_to_date_and_writes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main = SCRIPT["main"]
    monkeypatch.setitem(main.__globals__, "FOLDER", tmp_path)
    assert main([]) == 0
    assert main(["--check"]) == 0
    assert capsys.readouterr().out == ""
    file = tmp_path / "draft6.py"
    file.write_text(file.read_text("utf-8").replace("import sys\n", ""), "utf-8")
    assert main(["--check"]) == 1
    assert "\n+import sys\n" in capsys.readouterr().out
    assert main([]) == 0
    assert main(["--check"]) == 0
