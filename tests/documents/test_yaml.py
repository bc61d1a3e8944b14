"""YAML 1.2: the core schema's values, several documents, and what JSON cannot say."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holotype.documents import Document, InputError, Place, locate, parse
from holotype.documents.yaml_text import trees


def only(text: str | bytes) -> Document:
    (document,) = parse(text if isinstance(text, bytes) else text.encode(), "yaml")
    return document


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("[on, off, no, y, n]", ["on", "off", "no", "y", "n"]),
        ("[true, True, TRUE, tRUE]", [True, True, True, "tRUE"]),
        ("[false, False, FALSE, fALSE]", [False, False, False, "fALSE"]),
        ("[null, Null, NULL, ~, nULL]", [None, None, None, None, "nULL"]),
        ("a:", {"a": None}),
        ("2024-01-31", "2024-01-31"),
        ("2024-01-31T10:00:00Z", "2024-01-31T10:00:00Z"),
        ("12:30:45", "12:30:45"),
        ("[0o17, 0x1F, 010, +1, -7]", [15, 31, 10, 1, -7]),
        ("[1.5, .5, 5., 1e3, 1_000, 0b1]", [1.5, 0.5, 5.0, 1000.0, "1_000", "0b1"]),
        ("['1', \"true\", 1.0]", ["1", "true", 1.0]),
        ("a: |\n  x\n  y\n", {"a": "x\ny\n"}),
        ("a: >-\n  x\n  y\n", {"a": "x y"}),
        ("'<<': 1", {"<<": 1}),
        ("? a\n: b", {"a": "b"}),
        ('"\\ud83d\\ude00"', "😀"),
        ("a: &x [1]\nb: *x\n", {"a": [1], "b": [1]}),
        ("&a k: *a", None),
        ("- 9999999999999999999999", [9999999999999999999999]),
        ("%YAML 1.2\n---\nyes", "yes"),
        ("---\n", None),
    ],
)
def test_a_document_has_the_values_of_the_core_schema(text: str, value: object) -> None:
    document = only(text)
    if text == "&a k: *a":
        value = {"k": "k"}
    assert document.findings == ()
    assert repr(document.instance) == repr(value)


NO_MAPPING = (
    'the merge key "<<" takes a mapping, an alias of one, or a list of those, and here is something else: '
    "mend it, or put the key in quotes"
)
REFUSED: list[tuple[str | bytes, tuple[int, int, int, int], str, str]] = [
    (b"a: \xff", (1, 4, 1, 5), "encoding", "byte 0xff is not UTF-8 here: save the file as UTF-8"),
    (
        b"\xff\xfea\0",
        (1, 1, 1, 2),
        "encoding",
        "the text is UTF-16, where UTF-8 was expected: save it as UTF-8",
    ),
    (
        "a: .nan",
        (1, 4, 1, 8),
        "number",
        "the number .nan is not finite, which JSON has no way to say: write null, or leave it out",
    ),
    (
        "a: -.Inf",
        (1, 4, 1, 9),
        "number",
        "the number -.Inf is not finite, which JSON has no way to say: write null, or leave it out",
    ),
    (
        "a: 1e400",
        (1, 4, 1, 9),
        "number",
        'the number "1e400" is beyond a double (1.8e308): write a smaller one',
    ),
    (
        "a: " + 5000 * "1",
        (1, 4, 1, 5004),
        "integer",
        f'the integer "{37 * "1"}..." has more than 4,300 digits: put it in quotes, as a string',
    ),
    (
        "a: 0x" + 4000 * "f",
        (1, 4, 1, 4006),
        "integer",
        f'the integer "0x{35 * "f"}..." has more than 4,300 digits: put it in quotes, as a string',
    ),
    (
        'a: "\\ud83d"',
        (1, 4, 1, 12),
        "surrogate",
        "the string holds half of a surrogate pair, so no character: write both halves, or remove it",
    ),
    (
        "a: !!python/name:os.system x",
        (1, 4, 1, 29),
        "not-json",
        'the tag "tag:yaml.org,2002:python/name:os.system" says more than JSON can: remove the tag',
    ),
    (
        "1.0: a",
        (1, 1, 1, 4),
        "not-json",
        'the key "1.0" is a float, but JSON\'s are strings: put it in quotes',
    ),
    (
        "a: {200: x,\n '200': y}",
        (2, 2, 2, 7),
        "not-json",
        'to JSON this key is "200", and so is the key on line 1: keep one of them',
    ),
    (
        "16: x\n0x10: y",
        (2, 1, 2, 5),
        "not-json",
        'to JSON this key is "16", and so is the key on line 1: keep one of them',
    ),
    (
        "!!int x",
        (1, 1, 1, 8),
        "not-json",
        'the tag !!int stands at "x", which is not an integer: mend it, or remove the tag',
    ),
    (
        "a: !!str [x]",
        (1, 4, 1, 11),
        "not-json",
        "the tag !!str stands at a sequence, which is not a string: mend it, or remove the tag",
    ),
    (
        "a: !!map x",
        (1, 4, 1, 11),
        "not-json",
        'the tag !!map stands at "x", which is not a mapping: mend it, or remove the tag',
    ),
    (
        "!!float 1e999",
        (1, 1, 1, 14),
        "number",
        'the number "1e999" is beyond a double (1.8e308): write a smaller one',
    ),
    (
        "- !!merge <<",
        (1, 3, 1, 13),
        "not-json",
        'the tag "tag:yaml.org,2002:merge" says more than JSON can: remove the tag',
    ),
    ("a: {<<: 5}", (1, 9, 1, 10), "not-json", NO_MAPPING),
    ("a: {<<: [{}, 5]}", (1, 14, 1, 15), "not-json", NO_MAPPING),
    (
        "<<: {a: 1}\n<<: {b: 2}",
        (2, 1, 2, 3),
        "not-json",
        "a mapping has one merge key, and this is its second: write one with a list, <<: [*a, *b]",
    ),
    (
        "a: &a\n  <<: *a",
        (2, 7, 2, 9),
        "not-json",
        '"*a" stands within what it names, a cycle: JSON has none, write it out',
    ),
    ("? [a]\n: 1", (1, 3, 1, 4), "not-json", "a key is a collection: JSON's keys are strings"),
    (
        "a: &a {}\n*a : 1",
        (2, 1, 2, 3),
        "not-json",
        'the key "*a" is a collection, but JSON\'s are strings: put it in quotes',
    ),
    (
        "a: &a\n  - [*a]",
        (2, 6, 2, 8),
        "not-json",
        '"*a" stands within what it names, a cycle: JSON has none, write it out',
    ),
    ("a: *b", (1, 4, 1, 6), "syntax", 'no anchor "&b" comes before this alias: check its name'),
    (
        "%YAML 1.1\n---\nyes",
        (2, 1, 2, 4),
        "not-json",
        (
            "the document says that it is YAML 1.1, where words like yes are booleans: expected YAML 1.2; "
            "remove the %YAML line, and put strings in quotes where need be"
        ),
    ),
    (
        100_000 * "[\n",
        (513, 1, 513, 2),
        "nesting",
        "nested deeper than 512 collections: expected flatter data",
    ),
    (
        "a: [1\n",
        (2, 1, 2, 1),
        "syntax",
        "not YAML: while parsing a flow sequence, expected ',' or ']', but got '<stream end>'",
    ),
    ("a: b: c", (1, 5, 1, 5), "syntax", "not YAML: mapping values are not allowed here"),
    ("a:\n\tb: 1", (2, 1, 2, 2), "syntax", "not YAML: found a tab where it cannot stand: write spaces"),
    ("a: \x01", (1, 4, 1, 5), "syntax", "U+0001 is a character that YAML does not allow: remove it"),
    (
        "!<",
        (1, 3, 1, 3),
        "syntax",
        "not YAML: while parsing an tag, expected URI, but found the end of the text",
    ),
]


@pytest.mark.parametrize(("text", "place", "kind", "message"), REFUSED, ids=lambda value: repr(value)[:30])
def test_what_is_no_json_in_yaml_is_refused_with_a_sentence_and_a_place(
    text: str | bytes, place: tuple[int, int, int, int], kind: str, message: str
) -> None:
    document = only(text)
    assert not document.parsed
    (finding,) = document.findings
    assert (tuple(finding.place), finding.kind, finding.message) == (place, kind, message)


@pytest.mark.parametrize("text", ["", " \n\n", "# nothing\n", "\ufeff", "\ufeff# nothing"])
def test_a_stream_without_a_document_is_none(text: str) -> None:
    assert list(parse(text.encode(), "yaml")) == []


def notices(text: str) -> list[tuple[int, tuple[int, ...], str]]:
    """Of each notice the ordinal of its document, its place and its message."""
    return [
        (document.ordinal, tuple(finding.place), finding.message)
        for document in parse(text.encode(), "yaml")
        for finding in document.findings
        if finding.severity == "notice"
    ]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        (
            "a: {0x10: x}",
            (1, 5, 1, 9),
            'the key 0x10 is an integer, where JSON has strings: it is read as "16"',
        ),
        (
            "a:\n  True: x",
            (2, 3, 2, 7),
            'the key True is a boolean, where JSON has strings: it is read as "true"',
        ),
        ("~: x", (1, 1, 1, 2), 'the key ~ is null, where JSON has strings: it is read as "null"'),
        (": x", (1, 1, 1, 1), 'this empty key is null, where JSON has strings: it is read as "null"'),
        (
            "-07: x\n2: y",
            (1, 1, 1, 4),
            'the key -07 is an integer, where JSON has strings: it is read as "-7", and 1 more key likewise',
        ),
    ],
)
def test_a_key_that_is_no_string_becomes_one_with_a_notice(
    text: str, place: tuple[int, ...], message: str
) -> None:
    assert notices(text) == [(0, place, message)]


def test_a_file_has_one_notice_of_keys_with_its_last_document() -> None:
    text = "a: 1\n---\n1: {2: x}\n---\nb: !tag x\n3: y\n---\n4: z\n---\nc: 5\n"
    message = 'the key 1 is an integer, where JSON has strings: it is read as "1", and 2 more keys likewise'
    assert notices(text) == [(4, (3, 1, 3, 2), message)]


def test_a_key_in_quotes_or_with_the_tag_of_strings_needs_no_notice() -> None:
    assert notices("'1': a\n!!str 2: b\n! 3: c\n<<: {d: e}") == []


@pytest.mark.parametrize("digits", ["1" * 4300, "-" + "9" * 2000, "1" + "0" * 1200, "0x" + "f" * 3000])
def test_a_key_has_all_its_digits(digits: str) -> None:
    document = only(f"? {digits}\n: x")
    assert document.instance == {json.dumps(int(digits, 16 if "x" in digits else 10)): "x"}


def test_the_same_key_in_the_same_spelling_is_a_repeated_one() -> None:
    document = only("0x1: a\n0x1: b\n")
    assert document.instance == {"1": "b"}
    assert [finding.severity for finding in document.findings] == ["warning", "notice"]


def test_keys_that_collide_are_refused_whatever_is_said_of_duplicates() -> None:
    (document,) = parse(b"true: a\nTrue: b\n", "yaml", duplicate_keys="ignore")
    assert [finding.kind for finding in document.findings] == ["not-json"]


def test_a_merge_key_can_be_refused() -> None:
    (document,) = parse(b"a: &a {b: 1}\n<<: *a", "yaml", yaml_merge="refuse")
    (finding,) = document.findings
    assert (tuple(finding.place), finding.kind, finding.message) == (
        (2, 1, 2, 3),
        "not-json",
        '"<<" is a merge key of YAML 1.1, which YAML 1.2 does not have: write the properties out',
    )
    (plain,) = parse(b"'<<': 1", "yaml", yaml_merge="refuse")
    assert plain.instance == {"<<": 1}


@pytest.mark.parametrize("text", ["- <<", "a: <<", "'<<': [1]", "!!str <<: [1]"])
def test_two_angle_brackets_elsewhere_or_quoted_merge_nothing(text: str) -> None:
    assert "<<" in repr(only(text).instance)


def test_what_is_merged_stands_at_the_anchor_its_key_too() -> None:
    document = only("a: &a {x: 1}\nb:\n  <<: [{y: 2}, *a]\n")
    located = locate(document, ["/b/x", "/b/y"])
    assert [(tuple(each.value), each.key) for each in located.values()] == [
        ((1, 11, 1, 12), Place(1, 8, 1, 9)),
        ((3, 12, 3, 13), Place(3, 9, 3, 10)),
    ]


def test_a_byte_order_mark_may_begin_each_document_and_has_no_column() -> None:
    text = "\ufeff# é\na: 1\n...\n\ufeffb: !x 2\n...\r\n\ufeff# c\n--- 3\n\ufeff---\n- 4\n"
    found = list(parse(text.encode(), "yaml"))
    assert [(d.instance, d.line) for d in found] == [({"a": 1}, 2), (None, 4), (3, 7), ([4], 8)]
    assert [text.encode()[d.offset :].startswith(d.text) for d in found] == [True] * 4
    assert found[1].findings[0].place == Place(4, 4, 4, 8)
    assert locate(only("\ufeffa: 1"), ["/a"])["/a"].value == Place(1, 4, 1, 5)


def test_a_byte_order_mark_within_a_text_stays() -> None:
    assert only('a: "\ufeffb"').instance == {"a": "\ufeffb"}
    assert not only("- x\n\ufeff- y").parsed


def test_directives_are_part_of_their_document() -> None:
    text = "a: 1\n...\n%TAG !y! tag:yaml.org,2002:\n---\nb: !y!str 2\n"
    _, document = parse(text.encode(), "yaml")
    assert document.instance == {"b": "2"}
    assert text.encode()[document.offset :].startswith(document.text)
    assert locate(document, ["/b"])["/b"].value == Place(5, 4, 5, 12)


def test_a_stream_has_several_documents_and_a_bad_one_does_not_stop_the_others() -> None:
    text = "# é\n---\na: 1\n---\nb: !tag x\nc: [1]\n...\n---\n- 2\n"
    documents = list(parse(text.encode(), "yaml"))
    assert [(d.instance, d.line, d.ordinal) for d in documents] == [
        ({"a": 1}, 2, 0),
        (None, 4, 1),
        ([2], 8, 2),
    ]
    assert [text.encode()[d.offset :].startswith(d.text) for d in documents] == [True, True, True]
    assert documents[1].findings[0].place == Place(5, 4, 5, 10)


def test_broken_grammar_ends_the_stream_after_the_documents_before_it() -> None:
    first, second = parse(b"a: 1\n---\nb: [\n---\nc: 3\n", "yaml")
    assert first.instance == {"a": 1}
    assert [finding.kind for finding in second.findings] == ["syntax"]


def test_a_repeated_key_is_a_warning_and_the_last_one_counts() -> None:
    document = only("a: 1\nb: {c: 1, 'c': 2}\na: 3\n")
    assert document.instance == {"a": 3, "b": {"c": 2}}
    assert [(f.severity, tuple(f.place)) for f in document.findings] == [
        ("warning", (2, 11, 2, 14)),
        ("warning", (3, 1, 3, 2)),
    ]
    (ignored,) = parse(b"a: 1\na: 2\n", "yaml", duplicate_keys="ignore")
    assert ignored.findings == ()


@pytest.mark.parametrize(("most", "refused"), [(9, True), (10, False)])
def test_an_alias_counts_as_all_that_it_repeats_names_too(
    monkeypatch: pytest.MonkeyPatch, most: int, refused: bool
) -> None:
    monkeypatch.setattr("holotype.documents.yaml_tree.MOST_ALIASED", most)
    document = only("a: &a [1, {b: 2}]\nc: [*a, *a]\n")
    assert [finding.kind for finding in document.findings] == (["size"] if refused else [])


def test_aliases_that_multiply_are_bounded() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join(10 * [f'*a{n - 1}'])}]" for n in range(1, 9)]
    (finding,) = only("\n".join(lines)).findings
    assert (finding.kind, finding.message) == (
        "size",
        "the aliases repeat more than 100,000 values: write the data out, or use fewer",
    )


@pytest.mark.parametrize(("most", "refused"), [(11, True), (12, False)])
def test_what_is_merged_counts_as_repeated(monkeypatch: pytest.MonkeyPatch, most: int, refused: bool) -> None:
    monkeypatch.setattr("holotype.documents.yaml_tree.MOST_ALIASED", most)
    # Five for x, keys and all, then seven for b: neither its merge key nor the list counts, nor x itself.
    document = only("a: &a [&x {p: 1, q: 2}]\nb: &b {<<: [*x], r: 3}\nc: *b\n")
    assert [finding.kind for finding in document.findings] == (["size"] if refused else [])


@pytest.mark.parametrize("times", [2, 10])
def test_merges_that_multiply_are_bounded(times: int) -> None:
    lines = ["a0: &a0 {x: 1, y: 2}"]
    lines += [
        f"a{n}: &a{n} {{<<: [{', '.join(times * [f'*a{n - 1}'])}], k{n}: 1, l{n}: {{<<: *a{n - 1}}}}}"
        for n in range(1, 40)
    ]
    start = time.process_time()
    (finding,) = only("\n".join(lines)).findings
    assert finding.kind == "size"
    assert time.process_time() - start < 5


def test_ten_thousand_merge_keys_of_a_large_mapping_are_bounded() -> None:
    large = ", ".join(f"x{n}: {n}" for n in range(2000))
    text = f"a: &a {{{large}}}\n" + "".join(f"k{n}: {{<<: *a}}\n" for n in range(10_000))
    start = time.process_time()
    (finding,) = only(text).findings
    assert (finding.kind, finding.place.line) == ("size", 26)
    assert time.process_time() - start < 20


def test_a_document_that_is_refused_is_not_merged_further() -> None:
    ((_, _, tree),) = trees("a: &a {x: 1}\nb: {<<: *a}\nc: !tag x\nd: {<<: *a}\n", "merge")
    assert tree.root is not None
    assert tree.root.value == {"a": {"x": 1}, "b": {"x": 1}, "c": "x", "d": {}}


@pytest.mark.parametrize("merge", ["<<: *a{}", "<<: [*a{}]"])
def test_a_chain_of_merges_is_no_deeper_than_its_mappings(merge: str) -> None:
    lines = ["a0: &a0 {x: {y: 1}}", *(f"a{n}: &a{n} {{{merge.format(n - 1)}}}" for n in range(1, 600))]
    document = only("\n".join(lines))
    assert document.findings == ()
    assert isinstance(document.instance, dict)
    assert document.instance["a599"] == {"x": {"y": 1}}


@pytest.mark.parametrize(("around", "refused"), [(11, False), (12, True)])
def test_an_alias_is_as_deep_as_what_it_names(around: int, refused: bool) -> None:
    document = only(f"a: &a {'[' * 500}{']' * 500}\nb: {'[' * around}*a{']' * around}\n")
    assert [finding.kind for finding in document.findings] == (["nesting"] if refused else [])


def test_aliases_that_nest_are_bounded() -> None:
    lines = ["- &a0 []", *(f"- &a{n} {10 * '['}*a{n - 1} {10 * ']'}" for n in range(1, 60))]
    (finding,) = only("\n".join(lines)).findings
    assert (finding.kind, finding.message) == (
        "nesting",
        "through the alias, nested deeper than 512 collections: expected flatter data",
    )


def test_without_ruamel_yaml_the_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ruamel.yaml.events", None)
    with pytest.raises(
        InputError, match=r'^reading YAML needs ruamel\.yaml: pip install "holotype\[yaml\]"$'
    ):
        only("a: 1")


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc é", max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(json_values)
def test_json_is_yaml_with_the_same_value(value: Any) -> None:
    assert repr(only(json.dumps(value)).instance) == repr(value)


@given(st.text("-?:,[]{}#&*!|>'\"%@` \n\tab1.~<=", max_size=25))
def test_no_text_ends_in_anything_but_documents_and_findings(text: str) -> None:
    for document in parse(text.encode(), "yaml"):
        assert document.parsed or document.findings
        assert all(len(finding.message) < 400 for finding in document.findings)


@pytest.mark.parametrize("text", ["- " * 50_000, "? " * 50_000, "a:" * 50_000, "!" * 50_000])
def test_hostile_text_is_refused_quickly(text: str) -> None:
    start = time.process_time()
    assert not only(text).parsed
    assert time.process_time() - start < 5


def test_a_value_that_is_not_there_stands_behind_its_key_and_not_on_the_next_line() -> None:
    (document,) = parse(b"services:\n  database:\n  image: postgres\n", "yaml")
    located = locate(document, ["/services/database", "/services"])
    assert located["/services/database"].value == Place(2, 12, 2, 12)
    (document,) = parse(b"services:\n  database:\n\nimage: postgres\n", "yaml")
    assert locate(document, ["/services"])["/services"].value == Place(2, 3, 2, 12)


@pytest.mark.parametrize(
    "text",
    [
        "# c\n\ufeffa: {b: 1}\n",
        "a: 1\n... # c\n\ufeffa: {b: 1}\n",
        "a: 1\n...\n# c\n\ufeffa: {b: 1}\n",
        "a: 1\n\ufeff# license\n---\na: {b: 1}\n",
    ],
)
def test_a_byte_order_mark_may_stand_among_the_comments_before_a_document(text: str) -> None:
    document = list(parse(text.encode(), "yaml"))[-1]
    assert document.instance == {"a": {"b": 1}}
    located = locate(document, ["/a/b"])["/a/b"]
    line = text.count("\n")
    assert (located.exists, located.value) == (True, Place(line, 8, line, 9))


def test_very_many_byte_order_marks_take_no_time_to_speak_of() -> None:
    text = "a: 1\n...\n" + "\ufeff\n" * 20_000
    began = time.perf_counter()
    assert [document.instance for document in parse(text.encode(), "yaml")] == [{"a": 1}]
    assert time.perf_counter() - began < 10


def test_an_empty_document_stands_behind_its_own_beginning() -> None:
    first, _, last = parse(b"---\n# Source: a\n---\na: 1\n---\n", "yaml")
    assert (first.instance, last.instance) == (None, None)
    assert locate(first, [""])[""].value == Place(1, 4, 1, 4)
    assert locate(last, [""])[""].value == Place(5, 4, 5, 4)


@pytest.mark.parametrize("text", ["? a # see: b\n? b\n: c\n", "? a\n? b\n: c\n"])
def test_a_key_without_a_colon_has_its_empty_value_behind_it(text: str) -> None:
    (document,) = parse(text.encode(), "yaml")
    assert locate(document, ["/a"])["/a"].value == Place(1, 4, 1, 4)
