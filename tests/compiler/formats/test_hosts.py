"""The formats `ipv4`, `ipv6`, `hostname` and `idn-hostname`."""

from __future__ import annotations

import sys
from ipaddress import IPv4Address, IPv6Address
from subprocess import run

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from holotype.compiler.formats.hosts import (
    is_hostname,
    is_idn_hostname,
    is_ipv4,
    is_ipv6,
    is_ldh_hostname,
)

from .edits import one_edit

EDITS = "0123456789aAfFgG.:-/ \n\0\u0663\uff11\ud800"
IPV4_ADDRESSES = st.ip_addresses(v=4).map(str)
IPV6_ADDRESSES = st.ip_addresses(v=6).flatmap(
    lambda address: st.sampled_from([str(address), address.exploded, address.exploded.upper()])
) | st.builds(lambda address: f"::ffff:{address}", IPV4_ADDRESSES)
LABELS = st.from_regex(r"[A-Za-z0-9]([A-Za-z0-9-]{0,20}[A-Za-z0-9])?", fullmatch=True).filter(
    lambda label: not label.lower().startswith("xn--")
)


@given(IPV4_ADDRESSES)
def test_every_ipv4_address_is_accepted(text: str) -> None:
    assert is_ipv4(text)


@given(one_edit(IPV4_ADDRESSES, EDITS))
def test_one_edit_of_an_ipv4_address_is_judged_as_the_standard_library_does(text: str) -> None:
    try:
        expected = str(IPv4Address(text)) == text
    except ValueError:
        expected = False
    assert is_ipv4(text) == expected


@given(IPV6_ADDRESSES)
def test_every_ipv6_address_is_accepted(text: str) -> None:
    assert is_ipv6(text)


@given(one_edit(IPV6_ADDRESSES, EDITS) | st.text("0a:.1", max_size=20))
def test_one_edit_of_an_ipv6_address_is_judged_as_the_standard_library_does(text: str) -> None:
    try:
        expected = bool(IPv6Address(text).exploded)
    except ValueError:
        expected = False
    assert is_ipv6(text) == expected


@pytest.mark.parametrize(
    "text", ["fe80::1%eth0", "::/0", "[::1]", ":::", "1::2::3", "::1.2.3.4:5", "1.2.3.4::"]
)
def test_what_is_no_ipv6_address_alone_is_refused(text: str) -> None:
    assert not is_ipv6(text)


@given(st.lists(LABELS, min_size=1, max_size=8))
def test_letters_digits_and_inner_hyphens_make_a_hostname(labels: list[str]) -> None:
    text = ".".join(labels)
    assert is_ldh_hostname(text)
    assert is_hostname(text)
    assert is_idn_hostname(text)


@given(
    st.lists(LABELS, min_size=1, max_size=3), st.sampled_from(["_", " ", "\n", "\0", "/", "\u212a", "\ud800"])
)
def test_other_characters_are_refused(labels: list[str], character: str) -> None:
    for text in (character + ".".join(labels), ".".join(labels) + character):
        assert not is_ldh_hostname(text)
        assert not is_hostname(text)


@pytest.mark.parametrize("text", ["", ".", ".a", "a.", "a..b", "-a", "a-", "a.-b", "a-.b", "a" * 64 + ".b"])
def test_empty_long_and_hyphenated_labels_are_refused(text: str) -> None:
    assert not is_ldh_hostname(text)
    assert not is_hostname(text)
    assert not is_idn_hostname(text)


def test_a_hostname_has_at_most_253_octets() -> None:
    longest = ".".join(["a" * 63, "a" * 63, "a" * 63, "a" * 61])
    assert is_hostname(longest)
    assert not is_hostname(longest + "a")


def test_an_internationalised_hostname_has_at_most_253_octets_in_its_ascii_form() -> None:
    longest = ".".join(["\u00fc", "a" * 63, "a" * 63, "a" * 63, "a" * 53])  # the first is xn--tda
    assert is_idn_hostname(longest)
    assert not is_idn_hostname(longest + "a")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("xn--bcher-kva.example", True),
        ("XN--BCHER-KVA.example", True),
        ("axn--b.example", True),
        ("xn--", False),
        ("xn--x", False),
        ("xn--bcher-kv.example", False),
        ("www.xn--a-ecp.ru", False),
    ],
)
def test_an_a_label_of_a_hostname_must_decode(text: str, expected: bool) -> None:
    assert is_hostname(text) is expected
    assert is_idn_hostname(text) is expected
    assert is_ldh_hostname(text) is not text.endswith("-")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("b\u00fccher.example", True),
        ("b\u00fccher\u3002example", True),
        ("\u05d0\u05d1.\u05d2", True),
        ("1\u05d0.example", False),  # a label of a bidirectional name begins with a letter,
        ("1.\u05d0", False),  # and so does each of its labels
        ("1.\u00fc", True),
        ("B\u00dcCHER.example", False),  # upper case is mapped before it is a U-label
        ("bu\u0308cher.example", False),  # not in normalisation form C
        ("ab--\u00fc.example", False),
        ("ab--cd.example", True),  # a host name by RFC 1123, whatever IDNA reserves
        ("ab--cd.\u00fc", False),
        ("\u00fc" * 60, False),
        ("\u00fc..a", False),
        ("\u00fc\ud800", False),
        ("\u00fc\n", False),
    ],
)
def test_idn_hostname(text: str, expected: bool) -> None:
    assert is_idn_hostname(text) is expected


@given(st.text(max_size=8) | st.from_regex(r"xn--[a-z0-9-]{0,12}", fullmatch=True))
def test_whatever_the_labels_there_is_an_answer(text: str) -> None:
    assert is_idn_hostname(text) in (True, False)
    assert is_hostname(text) in (True, False)


@given(st.text(st.characters(categories=["Ll", "Lo"]), min_size=1, max_size=5))
def test_an_internationalised_name_is_valid_in_both_of_its_forms_or_in_none(text: str) -> None:
    assume(not text.isascii())
    a_label = "xn--" + text.encode("punycode").decode("ascii")
    assume(is_idn_hostname(text))
    assert is_hostname(a_label)


def test_a_hostname_without_an_a_label_needs_no_idna() -> None:
    program = (
        "import sys; sys.modules['idna'] = None; from holotype.compiler.formats.hosts import is_hostname;"
        "assert is_hostname('www.example.com') and not is_hostname('-')"
    )
    run([sys.executable, "-c", program], check=True)
