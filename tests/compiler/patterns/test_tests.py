"""Which test a pattern gets."""

from __future__ import annotations

import pytest

from holotype.compiler.patterns import (
    Always,
    Ascii,
    Automaton,
    Contains,
    EndsWith,
    Equals,
    OneOf,
    Search,
    StartsWith,
    Test,
    compile_pattern,
)

SEMANTIC_VERSION = (
    r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"
    r"(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?"
    r"(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?$"
)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", Always()),
        ("^", Always()),
        (".*", Always()),
        ("^.*", Always()),
        (r"^[\s\S]*$", Always()),
        ("(a|b*)?", Always()),
        ("^abc$", Equals("abc")),
        ("^$", Equals("")),
        (r"^a\.b\u{1F432}$", Equals("a.b\U0001f432")),
        ("^(?:abc)$|^abc$", Equals("abc")),
        ("^(foo|ba[rz])$", OneOf(("foo", "bar", "baz"))),
        ("^(?:a|b|)$", OneOf(("", "a", "b"))),
        ("^x-", StartsWith("x-")),
        ("^x-.*", StartsWith("x-")),
        ("(?:^x-)", StartsWith("x-")),
        ("xyz$", EndsWith("xyz")),
        ("abc", Contains("abc")),
        (r"^[\s\S]*abc", Contains("abc")),
        ("a+", Contains("a")),
        (r"^\d+$", Ascii(("isdigit",), 1, None)),
        ("^[a-z]$", Ascii(("isalpha", "islower"), 1, 1)),
        ("^[A-Za-z0-9]{2,5}$", Ascii(("isalnum",), 2, 5)),
        ("^[A-Z]*$", Ascii(("isalpha", "isupper"), 0, None)),
        ("^.*$", Search("[^\n\r\u2028\u2029]*", "fullmatch")),
        ("^[a-z][a-z0-9-]*$", Search("[a-z][-0-9a-z]*", "fullmatch")),
        ("^[a-z]{2}", Search("[a-z]{2}", "match")),
        (r"[a-z]\d$", Search(r"[a-z][0-9]\Z", "search")),
        (r"\s+$", Search("[\t-\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]\\Z", "search")),
    ],
)
def test_a_pattern_gets_the_cheapest_test(source: str, expected: Test) -> None:
    # By their text, since tuples of different classes may be equal.
    assert repr(compile_pattern(source).test) == repr(expected)


@pytest.mark.parametrize(
    "source",
    [
        r"^[a-z][a-z0-9-]*$",
        r"^(\w+\.)*\w+$",
        r"^([^/]+/)*[^/]+$",
        r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?$",
        SEMANTIC_VERSION,
        r"^([a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z]{2,63}$",
        r"^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
        r"^((25[0-5]|(2[0-4]|1\d|[1-9]|)\d)\.?\b){4}$",
        r"^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[a-zA-Z\d]{8,}$",
        r"^(?!-)[A-Za-z0-9-]{1,63}(?<!-)$",
        r"^(?!.*\.\.)[a-z.]+$",
        r"^(https?|ftp)://([^/?#]*)(/[^?#]*)?(\?[^#]*)?(#.*)?$",
        r"^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$",
        r"^.{1,4096}$",
        r"\S+@\S+",
        # Loops over loops that one loop equals.
        r"^(a+)+$",
        r"^(a*)*b$",
        r"^(?:(?:a?b*)*)*c$",
        r"(.*)*x[yz]",
        r"^(a{1000}){1000}$",
    ],
)
def test_ordinary_patterns_are_proven_linear(source: str) -> None:
    assert not isinstance(compile_pattern(source).test, Automaton)


@pytest.mark.parametrize(
    ("source", "longest"),
    [
        (r"^(a|aa)+$", 30),
        (r"^(x+x+)+y$", 30),
        (r"^(([a-z])+.)+[A-Z]([a-z])+$", 30),
        (r"^(([a-z]|\d)+_?)+$", 30),
        (r"^((a{1,10}){1,10}){1,10}$", 30),
        (r"^(?:(?:\b|a)*)*b", 30),
        (r"^(?=(a|aa)+$)", 30),
        # Polynomial.
        (r"^\S+@\S+\.\S+$", 100),
        (r"a[a-z]*b", 256),
        (r"^.*,.*=.*", 256),
        (r"a.{0,500}b", 256),
        (r"(?=a*b)c", 256),
        (r".(?<!(?=[ab]*c))d", 256),
    ],
)
def test_patterns_that_can_blow_up_go_to_the_automaton_for_all_but_short_texts(
    source: str, longest: int
) -> None:
    test = compile_pattern(source).test
    assert isinstance(test, Automaton)
    assert test.short <= longest
