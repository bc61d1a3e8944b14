"""The formats `uri`, `uri-reference`, `iri`, `iri-reference` and `uri-template`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holotype.compiler.formats.resource_identifiers import (
    is_iri,
    is_iri_reference,
    is_uri,
    is_uri_reference,
    is_uri_template,
)

UNRESERVED = list("azAZ09-._~")
SUB_DELIMITERS = list("!$&'()*+,;=")
ESCAPES = ["%00", "%aF", "%fe"]
BEYOND_ASCII = ["\u00e9", "\u5b57", "\U0001f600", "\U000e1000"]


def runs(*alphabets: list[str], min_size: int = 0) -> st.SearchStrategy[str]:
    pieces = [piece for alphabet in alphabets for piece in alphabet]
    return st.lists(st.sampled_from(pieces), min_size=min_size, max_size=6).map("".join)


@st.composite
def references(draw: st.DrawFn, *, international: bool, absolute: bool) -> str:
    """A reference, built by the grammar of RFC 3986, appendix A, or of RFC 3987, section 2.2."""
    plain = [*UNRESERVED, *SUB_DELIMITERS, *ESCAPES, *(BEYOND_ASCII if international else [])]
    path_characters = [*plain, ":", "@"]
    text = draw(st.sampled_from(["a:", "HTTP:", "x+y-z.0:"])) if absolute else ""
    tail = draw(
        st.lists(runs(path_characters), max_size=3).map(lambda parts: "".join("/" + part for part in parts))
    )
    form = draw(st.sampled_from(["authority", "absolute", "rootless", "empty"]))
    if form == "authority":
        user = draw(st.just("") | runs(plain, [":"]).map(lambda part: part + "@"))
        host = draw(runs(plain) | st.sampled_from(["[::1]", "[1:2:3:4:5:6:7.8.9.0]", "[v1F.a:b]", "1.2.3.4"]))
        port = draw(st.sampled_from(["", ":", ":80", ":" + "9" * 20]))
        text += f"//{user}{host}{port}{tail}"
    elif form == "absolute":
        text += "/" + draw(st.just("") | runs(path_characters, min_size=1).map(lambda part: part + tail))
    elif form == "rootless":
        text += draw(runs(path_characters if absolute else [*plain, "@"], min_size=1)) + tail
    private = ["\ue000", "\U00100000"] if international else []
    text += draw(st.just("") | runs(path_characters, ["/", "?"], private).map(lambda part: "?" + part))
    return text + draw(st.just("") | runs(path_characters, ["/", "?"]).map(lambda part: "#" + part))


@given(references(international=False, absolute=True))
def test_what_the_grammar_of_uris_makes_is_a_uri(text: str) -> None:
    assert is_uri(text)
    assert is_uri_reference(text)
    assert is_iri(text)
    assert is_iri_reference(text)


@given(references(international=False, absolute=False))
def test_a_relative_reference_is_no_uri(text: str) -> None:
    assert is_uri_reference(text)
    assert is_iri_reference(text)
    assert not is_uri(text)
    assert not is_iri(text)


@given(references(international=True, absolute=True))
def test_what_the_grammar_of_iris_makes_is_an_iri(text: str) -> None:
    assert is_iri(text)
    assert is_iri_reference(text)
    assert is_uri(text) == text.isascii()


@given(references(international=True, absolute=False))
def test_a_relative_reference_is_no_iri(text: str) -> None:
    assert is_iri_reference(text)
    assert not is_iri(text)


@given(
    references(international=True, absolute=True),
    st.integers(0),
    st.sampled_from(list('"<>\\^`{|} \n\0\x7f%\ud800\ufdd0\uffff\u0085\U0001fffe\u200e\u202e')),
)
def test_a_character_that_must_be_escaped_is_refused_anywhere(text: str, place: int, character: str) -> None:
    place %= len(text) + 1
    text = f"{text[:place]}{character}{'zz' if character == '%' else ''}{text[place:]}"
    for accepts in (is_uri, is_uri_reference, is_iri, is_iri_reference):
        assert not accepts(text)


@pytest.mark.parametrize(
    "text",
    [
        "http://a@b@c/",
        "http://a:80:80/",
        "http://a:b/",
        "http://[::1",
        "http://::1]/",
        "http://[::1]a/",
        "http://[::1%25eth0]/",
        "http://[::1.2.3.04]/",
        "http://[v.a]/",
        "http://[v1.]/",
        "http://[vG.a]/",
        "http://[1.2.3.4]/",
        "http://a/[b]",
        "http://a?[b]",
        "a:#b#c",
        "a:%4",
        "1a:b",
        ":a",
        "a b:c",
        "http://[v1.\u00e9]/",
        "http://[::\u0661]/",
        "http://a:\u0661/",
        "\u00e9:a",
        "http://a/\ue000",
        "http://a/#\ue000",
    ],
)
def test_what_the_grammar_does_not_make_is_refused(text: str) -> None:
    for accepts in (is_uri, is_uri_reference, is_iri, is_iri_reference):
        assert not accepts(text)


NAMES = st.from_regex(
    r"(?:[A-Za-z0-9_]|%[0-9A-F]{2})(?:\.?(?:[A-Za-z0-9_]|%[0-9A-F]{2})){0,3}", fullmatch=True
)
VARIABLES = st.builds(
    lambda name, modifier: name + modifier, NAMES, st.sampled_from(["", "*", ":1", ":9999"])
)
EXPRESSIONS = st.builds(
    lambda operator, variables: "{" + operator + ",".join(variables) + "}",
    st.sampled_from(["", *"+#./;?&=,!@|"]),
    st.lists(VARIABLES, min_size=1, max_size=3),
)
LITERALS = st.sampled_from([*"az09!#$&'()*+,-./:;=?@[]_~", "%41", "\u00e9", "\ue000", "\U0001f600"])


@given(st.lists(EXPRESSIONS | LITERALS).map("".join))
def test_what_the_grammar_of_templates_makes_is_a_template(text: str) -> None:
    assert is_uri_template(text)


@given(
    st.lists(EXPRESSIONS | LITERALS, max_size=5),
    st.sampled_from(list('"<>\\^`| {}\n\0\x7f%\ud800\ufdd0')),
    st.integers(0),
)
def test_no_template_has_a_lone_special_character(parts: list[str], character: str, place: int) -> None:
    place %= len(parts) + 1
    assert not is_uri_template(
        "".join([*parts[:place], character, *(["zz"] if character == "%" else []), *parts[place:]])
    )


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "{+}",
        "{a",
        "a}",
        "{{a}}",
        "{a,}",
        "{,a,}",
        "{a..b}",
        "{.a.}",
        "{a:0}",
        "{a:10000}",
        "{a:1*}",
        "{a b}",
        "{\u00e9}",
        "{a%4}",
        "{+-a}",
    ],
)
def test_other_expressions_are_refused(text: str) -> None:
    assert not is_uri_template(text)
