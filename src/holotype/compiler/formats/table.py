"""Which formats each dialect defines, and the function that decides each of them.

What a format means is what its dialect's specification says (JSON Schema Validation, section 7.3; section 8.3
in draft-06), or a stricter reading where that is ambiguous.  A name that is not in a dialect's column here is
unknown to the specification, so it is an annotation.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple


class Format(NamedTuple):
    """A format as some dialects define it.

    `function` is the name of a predicate over strings in the library module `home_module`.  `dialects` are
    those that give the format this meaning.  `description` completes "... is not <description>", and
    `example` is a string that conforms.
    """

    name: str
    function: str
    home_module: str
    dialects: tuple[str, ...]
    description: str
    example: str


SINCE_DRAFT_4: Final = ("draft4", "draft6", "draft7", "2019-09", "2020-12")
SINCE_DRAFT_6: Final = SINCE_DRAFT_4[1:]
SINCE_DRAFT_7: Final = SINCE_DRAFT_4[2:]
SINCE_2019_09: Final = SINCE_DRAFT_4[3:]

DATES: Final = "holotype.compiler.formats.dates"
HOSTS: Final = "holotype.compiler.formats.hosts"
JSON_POINTERS: Final = "holotype.compiler.formats.json_pointers"
MAILBOXES: Final = "holotype.compiler.formats.mailboxes"
PATTERNS: Final = "holotype.compiler.patterns.recogniser"
RESOURCE_IDENTIFIERS: Final = "holotype.compiler.formats.resource_identifiers"
UUIDS: Final = "holotype.compiler.formats.uuids"

ALL_FORMATS: Final = (
    Format(
        "date-time",
        "is_date_time",
        DATES,
        SINCE_DRAFT_4,
        "a date and time with an offset (RFC 3339)",
        "2026-03-01T08:30:00Z",
    ),
    Format("date", "is_date", DATES, SINCE_DRAFT_7, "a date (RFC 3339)", "2026-03-01"),
    Format("time", "is_time", DATES, SINCE_DRAFT_7, "a time with an offset (RFC 3339)", "08:30:00Z"),
    Format("duration", "is_duration", DATES, SINCE_2019_09, "a duration (RFC 3339, appendix A)", "P1DT12H"),
    # Drafts 04 to 2019-09 cite RFC 5322, whose comments and folding no data format wants.  Since draft-07
    # they also say that every `email` is an `idn-email`, which holds for a Mailbox alone.
    Format("email", "is_email", MAILBOXES, SINCE_DRAFT_4, "an e-mail address (RFC 5321)", "ada@example.com"),
    Format(
        "idn-email",
        "is_idn_email",
        MAILBOXES,
        SINCE_DRAFT_7,
        "an internationalised e-mail address (RFC 6531)",
        "ada@b\u00fccher.example",
    ),
    # Before draft-07 a host name was RFC 1034's alone, which has no Punycode.
    Format(
        "hostname",
        "is_ldh_hostname",
        HOSTS,
        ("draft4", "draft6"),
        "a host name (RFC 1123)",
        "www.example.com",
    ),
    Format("hostname", "is_hostname", HOSTS, SINCE_DRAFT_7, "a host name (RFC 1123)", "www.example.com"),
    Format(
        "idn-hostname",
        "is_idn_hostname",
        HOSTS,
        SINCE_DRAFT_7,
        "an internationalised host name (RFC 5890)",
        "b\u00fccher.example",
    ),
    Format("ipv4", "is_ipv4", HOSTS, SINCE_DRAFT_4, "an IPv4 address", "192.0.2.1"),
    Format("ipv6", "is_ipv6", HOSTS, SINCE_DRAFT_4, "an IPv6 address (RFC 4291)", "2001:db8::1"),
    Format(
        "uri", "is_uri", RESOURCE_IDENTIFIERS, SINCE_DRAFT_4, "a URI (RFC 3986)", "https://example.com/jobs"
    ),
    Format(
        "uri-reference",
        "is_uri_reference",
        RESOURCE_IDENTIFIERS,
        SINCE_DRAFT_6,
        "a URI reference (RFC 3986)",
        "../jobs?page=2",
    ),
    Format(
        "iri",
        "is_iri",
        RESOURCE_IDENTIFIERS,
        SINCE_DRAFT_7,
        "an IRI (RFC 3987)",
        "https://b\u00fccher.example/",
    ),
    Format(
        "iri-reference",
        "is_iri_reference",
        RESOURCE_IDENTIFIERS,
        SINCE_DRAFT_7,
        "an IRI reference (RFC 3987)",
        "../b\u00fccher",
    ),
    Format(
        "uri-template",
        "is_uri_template",
        RESOURCE_IDENTIFIERS,
        SINCE_DRAFT_6,
        "a URI Template (RFC 6570)",
        "/jobs/{id}",
    ),
    Format(
        "uuid",
        "is_uuid",
        UUIDS,
        SINCE_2019_09,
        "a UUID (RFC 4122)",
        "b1f0c8a4-5d2e-4c7b-9a63-0e8f7d6c5b4a",
    ),
    Format(
        "json-pointer",
        "is_json_pointer",
        JSON_POINTERS,
        SINCE_DRAFT_6,
        "a JSON Pointer (RFC 6901)",
        "/jobs/0/id",
    ),
    # Steps such as `0+1` came with the Relative JSON Pointers that 2020-12 cites.
    Format(
        "relative-json-pointer",
        "is_stepless_relative_json_pointer",
        JSON_POINTERS,
        ("draft7", "2019-09"),
        "a Relative JSON Pointer",
        "1/id",
    ),
    Format(
        "relative-json-pointer",
        "is_relative_json_pointer",
        JSON_POINTERS,
        ("2020-12",),
        "a Relative JSON Pointer",
        "1/id",
    ),
    Format("regex", "is_regex", PATTERNS, SINCE_DRAFT_7, "a regular expression (ECMA-262)", "^[a-z]+$"),
)

FORMATS: Final[Mapping[str, Mapping[str, Format]]] = {
    dialect: {entry.name: entry for entry in ALL_FORMATS if dialect in entry.dialects}
    for dialect in SINCE_DRAFT_4
}


def function_for(name: str, dialect: str) -> Format | None:
    """The format of that name in a dialect ("draft4", "draft6", "draft7", "2019-09" or "2020-12").

    None if the dialect's specification does not define it.  Raises `KeyError` for any other dialect.
    """
    return FORMATS[dialect].get(name)
