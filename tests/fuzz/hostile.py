"""Texts as somebody would write them who hopes for a crash: schemas, contracts, configurations, documents."""

from __future__ import annotations

import json
from typing import Any, Final

from hypothesis import strategies as st

from .dialects import DIALECTS
from .schemas import schemas
from .values import json_values

FRAGMENTS: Final = (
    *(b"", b"{", b"}", b"[", b"]", b",", b":", b'"', b"'", b"=", b"\\", b"#", b"\n", b'"""', b"~2", b"%ff"),
    *(b"\\ud800", b"\\u0000", b"\xff", b"\xef\xbb\xbf", b"\0", "\u202e\u2028é".encode(), b"\xed\xa0\x80"),
    *(b"9" * 5_000, b"1e400", b"-0", b"NaN", b"null", b"true", b"[" * 600, b'{"a":' * 600, b"- " * 600),
)
VALUES: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, -1, 1, 10**4_299, 1e308, 5e-324, 0.1, "", [], {}, ["a", "a"], [[]], {"": {}}),
    *("\ud800", "\0", "\u202e", "a" * 5_000, "~2", "#", "#/%ff", "#%zz", "#/allOf/" + "9" * 5_000),
    *("http://[", "//[", "http://x.test:port/", "urn:x", "x#/y", "#/properties/a", "#a", "\U0001f600"),
    *("(", "(a+)+$", "[z-a]", "\\p{L}", "\\p{Nothing}", "(?<a>b)\\k<a>", "^(?=a)", "a{99999}", "\\ud800"),
    *("int64", "date-time", "idn-email", "regex", "object", "https://json-schema.org/draft/2020-12/schema"),
)
_KEYWORDS: Final = """
$schema $id id $ref $anchor $dynamicRef $dynamicAnchor $recursiveRef $recursiveAnchor $vocabulary
$defs definitions title description default examples type enum const multipleOf
minimum maximum exclusiveMinimum exclusiveMaximum minLength maxLength pattern format
minItems maxItems uniqueItems minProperties maxProperties required dependentRequired dependentSchemas
dependencies properties patternProperties additionalProperties propertyNames
items prefixItems additionalItems contains minContains maxContains unevaluatedProperties unevaluatedItems
allOf anyOf oneOf not if then else contentEncoding contentMediaType contentSchema nullable discriminator
"""
_keywords: Final = st.sampled_from(_KEYWORDS.split())
_names: Final = st.sampled_from(("a", "b", "", "class", "Any", "Answer", "9" * 30, "\ud800", "/~", "é"))


def _schemas_below(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    held = inner | st.lists(inner, max_size=3) | st.dictionaries(_names, inner, max_size=3)
    return st.dictionaries(_keywords, held | st.sampled_from(VALUES), max_size=4)


_written: Final = st.sampled_from(DIALECTS).flatmap(schemas)
_made_up: Final = st.recursive(st.sampled_from(VALUES) | st.booleans(), _schemas_below, max_leaves=12)


def _nested(opening: bytes, depth: int, innermost: bytes, closing: bytes) -> bytes:
    return opening * depth + innermost + closing * depth


_deep: Final = st.builds(
    lambda keyword, depth, shape: (
        b'{"%s": %s}' % (keyword.encode(), _nested(shape[0], depth, b"1", shape[1]))
    ),
    _keywords,
    st.sampled_from((90, 199, 200, 300, 509, 600)),
    st.sampled_from(((b"[", b"]"), (b'{"a":', b"}"), (b'{"not":', b"}"), (b'{"items":', b"}"))),
)


@st.composite
def _mutated(draw: st.DrawFn, texts: st.SearchStrategy[bytes]) -> bytes:
    text = draw(texts)
    for _ in range(draw(st.sampled_from((0, 0, 1, 2, 3)))):
        start = draw(st.integers(0, len(text)))
        end = start + draw(st.sampled_from((0, 0, 1, 4, 30)))
        text = text[:start] + draw(st.sampled_from(FRAGMENTS)) + text[end:]
    return text


def _json(values: st.SearchStrategy[Any]) -> st.SearchStrategy[bytes]:
    return values.map(lambda value: json.dumps(value).encode())


schema_texts: Final = _mutated(_json(_written) | _json(_made_up) | _deep)
_instances: Final = _json(json_values | st.sampled_from(VALUES)) | st.sampled_from(
    (b"[" * 500 + b"]" * 500, b'{"a":' * 511 + b"1" + b"}" * 511, b'{"a": 1, "a": 2}', b"")
)
documents: Final = _mutated(st.lists(_instances, min_size=1, max_size=3).map(b"\n".join))

_toml_values: Final = st.sampled_from(
    (
        *('"schema.json"', '"missing.json"', '"package"', '"reject"', '"absent"', '"dialect"', '"error"'),
        *(
            '"warning"',
            '"/a"',
            '"a"',
            '"[z-a]"',
            '"[!]"',
            '"**/*.json"',
            '"{a,b}"',
            '""',
            '"\\u0000"',
            "5",
            "1.5",
        ),
        *("true", "[]", "{}", '["*.json"]', '["[z-a]*.json"]', "nan", "1979-05-27", "9" * 5_000, "[" * 600),
        *('"a <= b"', '"len(a) > 1"', '"("', '"a" # ', '{ "/type" = "warning" }', "[[{ a = 1 }]]"),
    )
)


def _toml(heads: tuple[str, ...], keys: str) -> st.SearchStrategy[bytes]:
    assignments = st.builds(
        lambda key, value: f"{key} = {value}", st.sampled_from(keys.split()), _toml_values
    )
    table = st.builds(
        lambda head, lines: "\n".join((head, *lines)),
        st.sampled_from(heads),
        st.lists(assignments, max_size=4, unique_by=lambda line: line.partition(" ")[0]),
    )
    return st.lists(table, max_size=4).map(lambda tables: "\n".join(tables).encode())


_CONTRACT_KEYS: Final = (
    "schema id path class formats nulls each sha256 assert when severity because undeclared"
)
_CONTRACT_TABLES: Final = (
    *("", "[source]", "[package]", "[validation]", "[severity]", "[documents]", "[[rules]]", "[references]"),
    *('[documents."http://x.test/a"]', "[[amendments]]", "[ [", "[a.b.c]"),
)
_CONFIGURATION_KEYS: Final = (
    "files schema each nulls formats fail_on input_format duplicate_keys yaml_merge documents exclude files"
)
_CONFIGURATION_TABLES: Final = (
    "[[check]]",
    "[[check]]",
    "[check]",
    "",
    "[tool.holotype]",
    "[check.documents]",
)


def contract_texts(plain: bytes) -> st.SearchStrategy[bytes]:
    """Contracts: `plain`, with more behind it or with mistakes in it."""
    more = _toml(_CONTRACT_TABLES, _CONTRACT_KEYS)
    return _mutated(st.just(plain) | more.map(lambda text: plain + b"\n" + text) | more)


configuration_texts: Final = _mutated(_toml(_CONFIGURATION_TABLES, _CONFIGURATION_KEYS))

_CHOICES: Final = (
    "absent",
    "reject",
    "dialect",
    "assert",
    "jsonl",
    "json.gz",
    "yaml",
    "toml",
    "x",
    "draft4",
    "",
)
_POINTERS: Final = ("/a", "/0", "/" + "9" * 5_000, "a", "/~2", "~", "\udcff")


def options_of(*known: str) -> st.SearchStrategy[list[str]]:
    """Options and their values, right ones and wrong ones."""
    values = st.sampled_from(
        (*_CHOICES, *_POINTERS, "1", "-1", "9" * 5_000, "text", "json", "sarif", "junit")
    )
    option = st.builds(lambda name, value: [name, value], st.sampled_from(known), values)
    flag = st.sampled_from((["--fail-fast"], ["--summary"], ["--chek"], ["--"], ["-x"], ["--nulls"]))
    return st.lists(option | option | flag, max_size=3).map(
        lambda several: [each for one in several for each in one]
    )
