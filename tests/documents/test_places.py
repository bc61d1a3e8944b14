"""Where values and property names stand, in every syntax."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holotype.documents import Document, Place, locate, parse
from holotype.documents.values import Syntax

JSON = """\
{"title": "a\\"b",
 "é": [1, {"x/y": -1.5e3, "~": null}, [ ]],
 "\\u006eame" : {},
 "twice": {"first": 1, "both": 1},
 "twice": {"both": [2]},
 "": "😀", "last": true}
"""
YAML = """\
# a comment
title: plain  # another
é:
  - 1
  - x/y: "quoted"
    ~x: [a, {b: c}]
text: |
  two
  lines

base: &base {k: 1}
copy: *base
"""
TOML = """\
# a comment
title = "x # y"  # another
when = 1979-05-27 07:32:00Z
[a.b]
"q.x" = \"""two
lines\"""
list = [1, # one
  {x = 1, y.z = ["]"]}, []]
c.d = 1.5
[[table]]
n = 1
[[table]]
n = 2
[table.sub]
k = true
[late.sub]
[late]
"""
# Of each syntax: a pointer, the text of its value, its name's text.
VALUES: list[tuple[Syntax, str, str, str, str | None]] = [
    ("json", JSON, "", JSON.rstrip(), None),
    ("json", JSON, "/title", '"a\\"b"', '"title"'),
    ("json", JSON, "/é", '[1, {"x/y": -1.5e3, "~": null}, [ ]]', '"é"'),
    ("json", JSON, "/é/0", "1", None),
    ("json", JSON, "/é/1/x~1y", "-1.5e3", '"x/y"'),
    ("json", JSON, "/é/1/~0", "null", '"~"'),
    ("json", JSON, "/é/2", "[ ]", None),
    ("json", JSON, "/name", "{}", '"\\u006eame"'),
    ("json", JSON, "/twice", '{"both": [2]}', '"twice"'),
    ("json", JSON, "/twice/both/0", "2", None),
    ("json", JSON, "/", '"😀"', '""'),
    ("json", JSON, "/last", "true", '"last"'),
    ("yaml", YAML, "/title", "plain", "title"),
    ("yaml", YAML, "/é/0", "1", None),
    ("yaml", YAML, "/é/1", 'x/y: "quoted"\n    ~x: [a, {b: c}]', None),
    ("yaml", YAML, "/é/1/x~1y", '"quoted"', "x/y"),
    ("yaml", YAML, "/é/1/~0x", "[a, {b: c}]", "~x"),
    ("yaml", YAML, "/é/1/~0x/1/b", "c", "b"),
    ("yaml", YAML, "/text", "|\n  two\n  lines", "text"),
    ("yaml", YAML, "/copy", "*base", "copy"),
    ("yaml", YAML, "/copy/k", "1", "k"),
    ("toml", TOML, "", TOML, None),
    ("toml", TOML, "/title", '"x # y"', "title"),
    ("toml", TOML, "/when", "1979-05-27 07:32:00Z", "when"),
    ("toml", TOML, "/a", "[a.b]", "a"),
    ("toml", TOML, "/a/b", "[a.b]", "b"),
    ("toml", TOML, "/a/b/q.x", '"""two\nlines"""', '"q.x"'),
    ("toml", TOML, "/a/b/list/0", "1", None),
    ("toml", TOML, "/a/b/list/1", '{x = 1, y.z = ["]"]}', None),
    ("toml", TOML, "/a/b/list/1/y/z/0", '"]"', None),
    ("toml", TOML, "/a/b/list/2", "[]", None),
    ("toml", TOML, "/a/b/c", "c.d = 1.5", "c"),
    ("toml", TOML, "/a/b/c/d", "1.5", "d"),
    ("toml", TOML, "/table/1", "[[table]]", None),
    ("toml", TOML, "/table/1/n", "2", "n"),
    ("toml", TOML, "/table/1/sub/k", "true", "k"),
    ("toml", TOML, "/late", "[late]", "late"),
    ("toml", TOML, "/late/sub", "[late.sub]", "sub"),
]


def text_at(text: str, place: Place) -> str:
    """The text between a place's beginning and its end."""
    lines = [*text.splitlines(keepends=True), ""]
    starts = [sum(map(len, lines[:number])) for number in range(len(lines))]
    return text[starts[place.line - 1] + place.column - 1 : starts[place.end_line - 1] + place.end_column - 1]


def only(text: str, syntax: Syntax = "json") -> Document:
    (document,) = parse(text.encode(), syntax)
    assert document.parsed, document.findings
    return document


@pytest.mark.parametrize(("syntax", "text", "pointer", "value", "name"), VALUES)
def test_a_pointer_leads_to_its_value_and_its_name(
    syntax: Syntax, text: str, pointer: str, value: str, name: str | None
) -> None:
    located = locate(only(text, syntax), [pointer])[pointer]
    assert located.exists
    assert text_at(text, located.value) == value
    assert (located.key and text_at(text, located.key)) == name


@pytest.mark.parametrize(("syntax", "text"), [("json", JSON), ("yaml", YAML), ("toml", TOML)])
def test_all_pointers_at_once_are_where_each_is_alone(syntax: Syntax, text: str) -> None:
    document = only(text, syntax)
    pointers = [pointer for of, _, pointer, _, _ in VALUES if of == syntax]
    together = locate(document, reversed(pointers))
    assert together == {pointer: locate(document, [pointer])[pointer] for pointer in pointers}


@pytest.mark.parametrize(
    ("syntax", "text", "pointer", "nearest"),
    [
        ("json", JSON, "/nothing/0", ""),
        ("json", JSON, "/é/1/nothing", "/é/1"),
        ("json", JSON, "/é/9", "/é"),
        ("json", JSON, "/é/00", "/é"),
        ("json", JSON, "/é/2/0", "/é/2"),
        ("json", JSON, "/title/0", "/title"),
        ("json", JSON, "/twice/first", "/twice"),
        ("yaml", YAML, "/é/9", "/é"),
        ("yaml", YAML, "/é/-", "/é"),
        ("yaml", YAML, "/copy/none/0", "/copy"),
        ("toml", TOML, "/table/1/none", "/table/1"),
        ("toml", TOML, "/a/b/list/01", "/a/b/list"),
    ],
)
def test_what_is_not_there_has_the_place_of_its_nearest_ancestor(
    syntax: Syntax, text: str, pointer: str, nearest: str
) -> None:
    found = locate(only(text, syntax), [pointer, nearest])
    assert not found[pointer].exists
    assert found[pointer]._replace(exists=True) == found[nearest]


def test_columns_count_code_points_and_lines_end_with_lf_or_cr_lf() -> None:
    document = only('{"😀é":\r\n\t"\u2028",\r\n "b": 1}')
    found = locate(document, ["/😀é", "/b"])
    assert found["/😀é"].value == Place(2, 2, 2, 5)
    assert found["/😀é"].key == Place(1, 2, 1, 6)
    assert found["/b"].value == Place(3, 7, 3, 8)


@pytest.mark.parametrize("pointer", ["a/b", "/~", "/a~2", "/~01~", "/~~01", "~0"])
def test_what_is_no_json_pointer_is_refused(pointer: str) -> None:
    with pytest.raises(ValueError, match=f"^'{pointer}' is not a JSON Pointer: "):
        locate(only("{}"), [pointer])


names = st.text(max_size=3) | st.sampled_from(["a", "0", "~", "/", "a~1b"])
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=15,
)


def pointers_of(value: Any, pointer: str = "") -> list[tuple[str, Any]]:
    members: list[tuple[str, Any]] = []
    if isinstance(value, dict):
        members = [(name.replace("~", "~0").replace("/", "~1"), member) for name, member in value.items()]
    elif isinstance(value, list):
        members = [(str(index), member) for index, member in enumerate(value)]
    return [(pointer, value), *(pair for name, m in members for pair in pointers_of(m, f"{pointer}/{name}"))]


@given(values, st.sampled_from([None, 1]), st.booleans())
@settings(max_examples=200)
def test_every_value_stands_where_its_pointer_leads(value: Any, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    expected = pointers_of(value)
    found = locate(only(text), [pointer for pointer, _ in expected])
    starts = [0, *(index + 1 for index, character in enumerate(text) if character == "\n")]
    for pointer, part in expected:
        located = found[pointer]
        assert located.exists
        place = located.value
        stretch = text[
            starts[place.line - 1] + place.column - 1 : starts[place.end_line - 1] + place.end_column - 1
        ]
        assert json.loads(stretch) == part
        if located.key is not None:
            key = located.key
            name = json.loads(text[starts[key.line - 1] :][key.column - 1 : key.end_column - 1])
            assert pointer.endswith("/" + name.replace("~", "~0").replace("/", "~1"))


@given(
    st.lists(
        st.sampled_from(
            ["a", ": ", "- ", "\n", "  ", "[", "]", "{", "}", ", ", "&x ", "*x", "|\n", "---\n", "#c"]
        ),
        max_size=20,
    ).map("".join)
)
def test_every_value_of_yaml_has_a_place(text: str) -> None:
    for document in parse(text.encode(), "yaml"):
        if document.parsed:
            pointers = [pointer for pointer, _ in pointers_of(document.instance)]
            assert all(located.exists for located in locate(document, pointers).values())


@given(
    st.lists(
        st.sampled_from(
            [
                "a",
                "b",
                ".",
                " = ",
                "1",
                "[",
                "]",
                "{",
                "}",
                "\n",
                '"x"',
                ", ",
                "[[a]]\n",
                "[b]\n",
                "# c\n",
                "'''\n'''",
            ]
        ),
        max_size=20,
    ).map("".join)
)
def test_every_value_of_toml_has_a_place(text: str) -> None:
    (document,) = parse(text.encode(), "toml")
    if document.parsed:
        pointers = [pointer for pointer, _ in pointers_of(document.instance)]
        assert all(located.exists for located in locate(document, pointers).values())


def test_many_pointers_into_a_deep_and_long_document_take_linear_time() -> None:
    deep = 511 * "[" + 511 * "]"
    text = "[" + deep + ',{"a":' + "[" + ",".join(30_000 * ['{"b": "]}"}']) + "]}]"
    pointers = [f"/1/a/{index}/b" for index in range(0, 30_000, 3)] + ["/0" * 511]
    found = locate(only(text), pointers)
    assert all(located.exists for located in found.values())
