"""The formats of URIs, IRIs, references to them and templates of them."""

from __future__ import annotations

import re
from typing import Final

from holotype.compiler.formats.hosts import is_ipv6

UNRESERVED: Final = r"A-Za-z0-9\-._~"
SUB_DELIMITERS: Final = r"!$&'()*+,;="
PERCENT_ENCODED: Final = "%[0-9A-Fa-f]{2}"
UCS_CHARACTERS: Final = (
    r"\xa0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
    r"\U00010000-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd\U00040000-\U0004fffd"
    r"\U00050000-\U0005fffd\U00060000-\U0006fffd\U00070000-\U0007fffd\U00080000-\U0008fffd"
    r"\U00090000-\U0009fffd\U000a0000-\U000afffd\U000b0000-\U000bfffd\U000c0000-\U000cfffd"
    r"\U000d0000-\U000dfffd\U000e1000-\U000efffd"
)
PRIVATE_CHARACTERS: Final = r"\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"


def reference_pattern(unreserved: str, private: str) -> str:
    """A URI reference (RFC 3986, section 4.1) over an alphabet; group 1 is the scheme, group 2 an IP literal.

    `unreserved` and `private` are what the class of unreserved characters, and that of queries besides,
    hold.  Each part is matched possessively, so that no text is scanned more than a few times.
    """
    characters = unreserved + SUB_DELIMITERS
    return (
        r"(?:([A-Za-z][A-Za-z0-9+.\-]*+):|(?![^:/?#]*+:))"
        rf"(?://(?:(?:[{characters}:]++|{PERCENT_ENCODED})*+@)?+"
        rf"(?:\[([^\]]*+)\]|(?:[{characters}]++|{PERCENT_ENCODED})*+)(?::[0-9]*+)?+(?=[/?#]|\Z)|(?!//))"
        rf"(?:[{characters}:@/]++|{PERCENT_ENCODED})*+"
        rf"(?:\?(?:[{characters}:@/?{private}]++|{PERCENT_ENCODED})*+)?+"
        rf"(?:#(?:[{characters}:@/?]++|{PERCENT_ENCODED})*+)?+"
    )


MATCH_URI_REFERENCE: Final = re.compile(reference_pattern(UNRESERVED, "")).fullmatch
IRI_REFERENCE: Final = reference_pattern(UNRESERVED + UCS_CHARACTERS, PRIVATE_CHARACTERS)
# RFC 3987, section 4.1: the marks that set the direction of text must not stand in an IRI.
SEARCH_DIRECTION_MARK: Final = re.compile("[\u200e\u200f\u202a-\u202e]").search
MATCH_FUTURE_ADDRESS: Final = re.compile(rf"[{UNRESERVED}{SUB_DELIMITERS}:]++").fullmatch
TEMPLATE_VARIABLE: Final = (
    rf"(?:[A-Za-z0-9_]++|{PERCENT_ENCODED})++(?:\.(?:[A-Za-z0-9_]++|{PERCENT_ENCODED})++)*+"
    r"(?::[1-9][0-9]{0,3}|\*)?"
)
MATCH_URI_TEMPLATE: Final = re.compile(
    rf"(?:[!#$&'(-;=?-\[\]_a-z~{UCS_CHARACTERS}{PRIVATE_CHARACTERS}]++|{PERCENT_ENCODED}"
    rf"|\{{[+#./;?&=,!@|]?{TEMPLATE_VARIABLE}(?:,{TEMPLATE_VARIABLE})*+\}})*+"
).fullmatch


def is_uri(value: str) -> bool:
    """A URI (RFC 3986, section 3)."""
    match = MATCH_URI_REFERENCE(value)
    return match is not None and match[1] is not None and (match[2] is None or is_ip_literal(match[2]))


def is_uri_reference(value: str) -> bool:
    """A URI or a relative reference (RFC 3986, section 4.1)."""
    match = MATCH_URI_REFERENCE(value)
    return match is not None and (match[2] is None or is_ip_literal(match[2]))


def is_iri(value: str) -> bool:
    """An IRI (RFC 3987, section 2.2)."""
    match = match_iri_reference(value)
    return match is not None and match[1] is not None and (match[2] is None or is_ip_literal(match[2]))


def is_iri_reference(value: str) -> bool:
    """An IRI or a relative reference (RFC 3987, section 2.2)."""
    match = match_iri_reference(value)
    return match is not None and (match[2] is None or is_ip_literal(match[2]))


def match_iri_reference(value: str) -> re.Match[str] | None:
    """An IRI reference, with the groups of `reference_pattern`; the IP literal is still to be judged."""
    if value.isascii():
        return MATCH_URI_REFERENCE(value)
    # Its classes take 10 ms to compile: not before a text needs them.
    return None if SEARCH_DIRECTION_MARK(value) else re.fullmatch(IRI_REFERENCE, value)


def is_ip_literal(value: str) -> bool:
    """What stands between the brackets of an `IP-literal` (RFC 3986, section 3.2.2)."""
    if value[:1] not in ("V", "v"):
        return is_ipv6(value)
    version, _, address = value[1:].partition(".")
    return (
        version != ""
        and not version.strip("0123456789ABCDEFabcdef")
        and MATCH_FUTURE_ADDRESS(address) is not None
    )


def is_uri_template(value: str) -> bool:
    """A URI Template of any level (RFC 6570, section 2, with erratum 6937: an apostrophe is a literal)."""
    return MATCH_URI_TEMPLATE(value) is not None
