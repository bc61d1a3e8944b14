"""Which texts are regular expressions of ECMA-262, and what is said of the others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holotype.compiler.patterns import PatternError, compile_pattern, is_regex
from holotype.compiler.patterns.recogniser import scan_pattern

ACCEPTED = [
    "",
    "[]",
    "[^]",
    "a||b",
    "(?:)",
    "()",
    r"\cA\cz",
    r"\0",
    r"[\b]",
    r"\u{1F432}\u{0000000041}",
    r"\ud83d\udc32",
    r"\p{Letter}\P{Script=Greek}\p{scx=Grek}\p{gc=Lu}\p{Alphabetic}\p{digit}\p{Any}",
    r"(?<name>x)\k<name>",
    r"(?<$_aé>x)",
    r"(?<\u0061>x)\k<a>",
    r"\k<later>(?<later>x)",
    r"\1(a)",
    "(?<=a+)b(?<!c)",
    "a{2}{",
    "a{,3}",
    "{}]",
    "x{1,2}?",
    "(?=a)*(?!b)+",
    r"[\w-.]",
    r"[a-\d]",
    r"\-\_\@\"\ ",
    "[--||&&~~[]",
    "\ud800[\udc00-\udfff]",
]

REFUSED = [
    (r"\a", r"ECMA-262 has no escape '\\a', at offset 0 of the pattern"),
    (r"ab\Z", r"ECMA-262 has no escape '\\Z', at offset 2 of the pattern"),
    ("(?P<n>a)", "ECMA-262 has no group that starts with '(?P', at offset 0 of the pattern"),
    ("(?i)a", "ECMA-262 has no group that starts with '(?i', at offset 0 of the pattern"),
    ("(?#c)a", "ECMA-262 has no group that starts with '(?#', at offset 0 of the pattern"),
    ("(?>a)", "ECMA-262 has no group that starts with '(?>', at offset 0 of the pattern"),
    (
        "a*+",
        "the quantifier '+' follows another (ECMA-262 has no possessive ones), at offset 2 of the pattern",
    ),
    ("*a", "there is nothing that '*' could repeat, at offset 0 of the pattern"),
    ("(?<=a)*", "there is nothing that '*' could repeat, at offset 6 of the pattern"),
    ("^{2}", "there is nothing that '{2}' could repeat, at offset 1 of the pattern"),
    ("a{2,1}", "the bounds of a quantifier are out of order, at offset 1 of the pattern"),
    ("^(abc]", "the group '(' is never closed, at offset 1 of the pattern"),
    ("a)", "')' closes no group, at offset 1 of the pattern"),
    ("x[a", "the class '[' is never closed, at offset 1 of the pattern"),
    ("[b-a]", "the range 'b-a' is out of order, at offset 1 of the pattern"),
    ("\\", "a backslash ends the pattern, at offset 0 of the pattern"),
    (r"\1", "there is no group 1 to refer to, at offset 0 of the pattern"),
    (r"\12345678", "there is no group of such a number to refer to, at offset 0 of the pattern"),
    (r"(?<a>x)\k<b>", "there is no group b to refer to, at offset 7 of the pattern"),
    (r"\k", "a group's name stands between '<' and '>', at offset 2 of the pattern"),
    ("(?<1>x)", "'1' is no name for a group, at offset 2 of the pattern"),
    ("(?<a>x)(?<a>y)", "two groups are named a, at offset 7 of the pattern"),
    (r"\01", r"octal escapes are not ECMA-262 (write \x..), at offset 0 of the pattern"),
    (r"[\1]", r"octal escapes are not ECMA-262 (write \x..), at offset 1 of the pattern"),
    (r"\xg0", r"'\x' takes 2 hexadecimal digits, at offset 0 of the pattern"),
    (r"\u12", r"'\u' takes 4 hexadecimal digits, at offset 0 of the pattern"),
    (r"\u{110000}", r"'\u{...}' goes beyond U+10FFFF, at offset 0 of the pattern"),
    (r"\u{}", r"'\u{' takes a code point in hexadecimal digits and '}', at offset 0 of the pattern"),
    (r"\c1", r"'\c' takes a letter from A to Z, at offset 0 of the pattern"),
    (r"\p{Foo}", "ECMA-262 knows no Unicode property 'Foo', at offset 0 of the pattern"),
    (r"\p{Script=Foo}", "ECMA-262 knows no Unicode property 'Script=Foo', at offset 0 of the pattern"),
    (r"\pL", r"'\p' takes a Unicode property in braces, at offset 0 of the pattern"),
]


@pytest.mark.parametrize("source", ACCEPTED)
def test_the_grammar_of_ecma_262_is_taken(source: str) -> None:
    scan_pattern(source)
    assert is_regex(source)


@pytest.mark.parametrize(("source", "sentence"), REFUSED)
def test_what_is_not_ecma_262_is_named_with_its_offset(source: str, sentence: str) -> None:
    with pytest.raises(PatternError) as caught:
        compile_pattern(source)
    assert str(caught.value) == sentence
    assert not is_regex(source)


@given(st.text(alphabet="ab01,-^$\\|()[]{}?*+.<>=!:kpuxPLdc_\ud800"))
def test_any_text_is_a_regular_expression_or_refused_with_an_offset_in_it(source: str) -> None:
    offset = 0
    try:
        scan_pattern(source)
    except PatternError as error:
        offset = error.offset
    assert 0 <= offset <= len(source)


@pytest.mark.parametrize(
    "text", ["(" * 50_000, "[a-" * 50_000, "{1" * 50_000, r"\u{" * 50_000, "a{" + "9" * 50_000]
)
def test_a_long_hostile_text_gets_an_answer(text: str) -> None:
    assert isinstance(is_regex(text), bool)


def test_deep_nesting_is_no_matter_for_the_format_and_refused_for_a_pattern() -> None:
    source = "(" * 10_000 + ")" * 10_000
    assert is_regex(source)
    with pytest.raises(PatternError, match="groups are nested more than 60 deep, at offset 59"):
        compile_pattern(source)


def test_a_pattern_with_an_excessive_number_of_ranges_is_refused() -> None:
    with pytest.raises(PatternError, match="more than 20,000 ranges of characters"):
        compile_pattern(r"\p{L}" * 200)
