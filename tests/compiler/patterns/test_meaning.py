"""Patterns mean in Python what ECMA-262 says."""

from __future__ import annotations

import pytest

from holotype.compiler.patterns import PatternError, compile_pattern, matches

SPACES = "\t\n\v\f\r \xa0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"


def found(source: str, value: str) -> bool:
    return matches(compile_pattern(source), value)


def test_classes_are_ascii() -> None:
    assert found(r"^\d\w$", "0_")
    assert not found(r"\d", "\u0660")
    assert not found(r"\w", "\u00e9")
    assert found(r"^\D\W$", "\u0660\u00e9")


@pytest.mark.parametrize("space", SPACES)
def test_white_space_is_what_ecma_262_lists(space: str) -> None:
    assert found(r"^\s$", space)
    assert not found(r"\S", space)


@pytest.mark.parametrize("other", "\x1c\x1d\x1e\x1f\x85\u180e\u200b")
def test_white_space_of_python_alone_is_none(other: str) -> None:
    assert not found(r"\s", other)


@pytest.mark.parametrize("terminator", "\n\r\u2028\u2029")
def test_a_dot_takes_anything_but_line_terminators(terminator: str) -> None:
    assert not found("a.", f"a{terminator}")
    assert found("a.", "a\x85")


def test_the_end_is_not_before_a_last_newline() -> None:
    assert not found("^abc$", "abc\n")
    assert not found("[a-c]$", "abc\n")
    assert not found("^[0-9]+$", "1\n")


def test_word_boundaries_are_ascii() -> None:
    assert found(r"\bcole", "\u00e9cole")
    assert not found(r"\bcole", "ecole")


def test_there_is_no_boundary_in_the_empty_text() -> None:
    assert found(r"^\B$", "")
    assert not found(r"\b", "")


def test_astral_characters_are_single() -> None:
    assert found("^.$", "\U0001f432")
    assert found(r"^\ud83d\udc32$", "\U0001f432")
    assert found(r"^[\u{1F431}-\u{1F433}]{2}$", "\U0001f432\U0001f433")


def test_lone_surrogates_are_characters() -> None:
    assert found("\ud800+$", "a\ud800\ud800")
    assert found(r"^\ud800[\udc00-\udcff]{2}$", "\ud800\udc01\udcff")
    assert found(r"^\p{Cs}\P{L}$", "\ud800\ud801")


def test_empty_classes() -> None:
    assert not found("[]", "a")
    assert found("^[^]$", "\n")
    assert found("^(?:[]|b)*$", "bb")


def test_escapes() -> None:
    assert found(r"^\x41\u0042\u{43}\cJ\0\t\v\f\r\n$", "ABC\n\0\t\v\f\r\n")
    assert found(r"^[\b]$", "\b")
    assert found(r"^\/\-\.$", "/-.")


def test_what_is_special_to_python_alone_is_literal() -> None:
    assert found("^[--a||b&&c~~[]+$", "[&~|-")
    assert found("^a{,3}$", "a{,3}")
    assert found("^#  x$", "#  x")


def test_properties_of_unicode() -> None:
    assert found(
        r"^\p{Lu}\p{Ll}\p{Nd}\p{Script=Greek}\p{scx=Deva}\p{White_Space}$",
        "\u00c9\u00e9\u09ea\u03b1\u0964\u2028",
    )
    assert not found(r"\p{ASCII}|\P{Any}", "\u00e9")
    assert found(r"^\p{IDC}+$", "a1")
    assert not found(r"\p{VS}", "a")


def test_a_property_that_is_not_available_is_named() -> None:
    with pytest.raises(PatternError, match="the Unicode property 'CWKCF' is not available here, at offset 1"):
        compile_pattern(r"a\p{CWKCF}")


def test_a_group_that_took_no_part_is_referred_to_as_empty() -> None:
    assert found(r"^(?:(a)|b)c\1$", "bc")
    assert found(r"^\1(a)$", "a")
    assert found(r"^(a\1)$", "a")


def test_backreferences() -> None:
    assert found(r"""^(["'])[^"']*\1$""", "'x'")
    assert not found(r"""^(["'])[^"']*\1$""", "'x\"")
    assert found(r"^(?<year>\d\d)-\k<year>$", "20-20")
    assert found(r"^(?:(\w)\1)+$", "aabb")
    assert not found(r"^(?!.*(.)\1)\w+$", "hello")
    assert found(r"^(a)\1(?:0|1)$", "aa1")


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (r"(?:(a)|b)*c\1", "a backreference to a group in a repetition is not supported, at offset 11"),
        (
            r"(?:(a)?\1b)*",
            "a backreference to a group that may take no part in a repetition is not supported",
        ),
        (r"(?=(a))\1", "a backreference to a group in a lookaround is not supported, at offset 7"),
        (r"(a)(?<=\1)", "a backreference in a lookbehind is not supported, at offset 7"),
        (
            r"^(a)(?<=a|yx*a)\1$",
            "the lookbehind has no fixed width, and the pattern needs Python's `re`, at offset 4",
        ),
        (
            r"^(a)(?<=a|x(?:bc|def)a)\1$",
            "the lookbehind has no fixed width, and the pattern needs Python's `re`, at offset 4",
        ),
        (r"(a+)b\1", "this backreference may take time that grows faster than the text, at offset 5"),
    ],
)
def test_a_backreference_that_re_would_read_otherwise_is_refused(source: str, sentence: str) -> None:
    with pytest.raises(PatternError) as caught:
        compile_pattern(source)
    assert sentence in str(caught.value)


def test_what_looks_around_within_a_repetition_of_nothing_still_looks() -> None:
    assert not found(r"^(?:(?=a)c?){2}b", "b")
    assert found(r"^(?:(?=b)c?){2}b", "b")
    assert not found(r"^(?:(?=a)c?|(?=a)d?)+b", "b")


def test_lookarounds_of_any_width() -> None:
    assert found("(?<=a+)b", "aab")
    assert found(r"(?<=^x\w*:)b", "xyz:b")
    assert not found(r"(?<=^x\w*:)b", "yxz:b")
    assert found("(?<!ab|c)d", "abcxd")
    assert not found("(?<!ab|c)d", "abd")
