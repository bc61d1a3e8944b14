"""The formats `email` and `idn-email`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holotype.compiler.formats.mailboxes import is_email, is_idn_email

ATOMS = st.text(
    "!#$%&'*+-/=?^_`{|}~ABCXYZabcxyz0189",
    min_size=1,
    max_size=8,
)
DOT_STRINGS = st.lists(ATOMS, min_size=1, max_size=4).map(".".join)
QUOTED_STRINGS = st.lists(
    st.characters(min_codepoint=32, max_codepoint=126, exclude_characters='"\\')
    | st.characters(min_codepoint=32, max_codepoint=126).map(lambda character: "\\" + character),
    max_size=8,
).map(lambda parts: '"' + "".join(parts) + '"')
DOMAINS = st.lists(
    st.from_regex(r"[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,8}[a-zA-Z0-9])?", fullmatch=True), min_size=1, max_size=4
).map(".".join)
LITERALS = st.ip_addresses(v=4).map(lambda address: f"[{address}]") | st.ip_addresses(v=6).map(
    lambda address: f"[IPv6:{address}]"
)


@given(DOT_STRINGS | QUOTED_STRINGS, DOMAINS | LITERALS)
def test_every_mailbox_is_accepted(local_part: str, domain: str) -> None:
    assert is_email(f"{local_part}@{domain}")
    assert is_idn_email(f"{local_part}@{domain}")


@given(DOT_STRINGS, DOMAINS, st.sampled_from(' "(),:;<>@[\\]\n\0\x7f\ud800'))
def test_a_special_character_outside_of_quotes_is_refused(local_part: str, domain: str, special: str) -> None:
    for text in (
        f"{special}{local_part}@{domain}",
        f"{local_part}{special}@{domain}",
        f"{local_part}@{domain}{special}",
    ):
        assert not is_email(text)
        assert not is_idn_email(text)


@given(QUOTED_STRINGS, QUOTED_STRINGS, DOMAINS)
def test_a_quote_within_quotes_needs_its_backslash(before: str, after: str, domain: str) -> None:
    assert is_email(f'{before[:-1]}\\"{after[1:]}@{domain}')
    assert not is_email(f'{before[:-1]}"{after[1:]}@{domain}')


@given(QUOTED_STRINGS, DOMAINS, st.sampled_from("\n\0\x7f\t"))
def test_a_control_character_is_refused_within_quotes_too(quoted: str, domain: str, control: str) -> None:
    assert not is_email(f"{quoted[:-1]}{control}{quoted[-1]}@{domain}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('""@example.com', True),
        ('"\\\\"@example.com', True),
        ('"\\"@example.com', False),
        ('"\\\\\\"@example.com', False),
        ('"a"b"@example.com', False),
        ('"@example.com', False),
        ("a@b", True),
        (
            "a" * 65 + "@example.com",
            True,
        ),  # the grammar sets no limit; what transports must carry is another matter
        ("a@[ipv6:::1]", True),
        ("a@[::1]", False),
        ("a@[127.0.0.256]", False),
        ("a@[x-new:1]", False),
        ("a@[]", False),
        ("a@1.2.3.4", True),
        ("a@b_c.example", False),
        ("a@example.com.", False),
        ("a.@example.com", False),
        (".a@example.com", False),
        ("a..b@example.com", False),
        ("a(comment)@example.com", False),
        ("Ada <ada@example.com>", False),
        ("\u00e4@example.com", False),
        ("a@b\u00fccher.example", False),
        ("@", False),
        ("", False),
    ],
)
def test_email(text: str, expected: bool) -> None:
    assert is_email(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\u00e4.\u00f6@b\u00fccher.example", True),
        ('"\u00e4 \u00f6"@b\u00fccher.example', True),
        ("a@bu\u0308cher.example", True),
        ("a@[IPv6:::1]", True),
        ("a@b\u3002example", False),
        ("a@1\u05d0.example", False),
        ("a@[\u00fc]", False),
        ("a\uff20example.com", False),
        ("\ud800@example.com", False),
        ("a@\ud800.example", False),
        ("\u00e4..\u00f6@example.com", False),
        ("2962", False),
    ],
)
def test_idn_email(text: str, expected: bool) -> None:
    assert is_idn_email(text) is expected


@given(st.text())
def test_every_email_is_an_idn_email(text: str) -> None:
    assert is_idn_email(text) or not is_email(text)
