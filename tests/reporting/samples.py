"""Diagnostics to report: usual ones, and such as an attacker would cause."""

from __future__ import annotations

from hypothesis import strategies as st

from holotype.checking import Diagnostic

CAUSE = Diagnostic(
    "jobs/a.json", 2, 4, 2, 9, "/part/size", "/anyOf/1/properties/size/type", "urn:a#/anyOf/1", "type",
    "expected a number", "error", None, (), '  {"size": "L"}', 1,
)  # fmt: skip
ENUM = Diagnostic(
    "jobs/a.json", 4, 13, 4, 19, "/state", "/properties/state/enum", "urn:a#/properties/state/enum", "enum",
    '"LOST" is not one of OPEN, SHIPPED', "error", 'write "OPEN"', (), '  "state": "LOST",', 1,
)  # fmt: skip
RULE = Diagnostic(
    "jobs/a.json", 1, 1, 9, 2, "", "/rules/shipped-within-ordered", "urn:c#/rules/shipped-within-ordered",
    "rule", "shipped (2) exceeds ordered (1)", "warning", "nobody ships more than was ordered", (), "{", 1,
)  # fmt: skip
ANY_OF = CAUSE._replace(keyword="anyOf", keyword_location="/anyOf", message="none fits", causes=(CAUSE,))
MISSING = Diagnostic("no such.json", 0, 0, 0, 0, "", "", "", "unreadable", "no such file: check its name")

# Any text that Python can hold, with what terminals and formats obey well represented.
TEXTS = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "\x00\x07\x1b\x7f\x9b\n\r\t:,%&<>\"'\\\u061c\u200f\u202e\u2028\u2066\ufeff\ud800\udfff"
        ),
    ),
    max_size=20,
) | st.lists(
    st.sampled_from(
        [
            "::error::",
            "##[group]",
            "##vso[task.setvariable]",
            "::",
            " ",
            "\n",
            "#",
            "[a](b)",
            "{0}",
            "[[ATTACHMENT|a]]",
            "[",
        ]
    ),
    max_size=4,
).map("".join)
FILES = TEXTS.filter(
    lambda text: "\0" not in text and not any("\ud800" <= one <= "\udbff" for one in text)
).map(lambda text: "".join(one if not "\udc00" <= one <= "\udfff" else "\udcff" for one in text) or "x")
DIAGNOSTICS = st.builds(
    Diagnostic,
    file=FILES,
    line=st.integers(1, 10**9),
    column=st.integers(1, 30),
    end_line=st.just(0),
    end_column=st.integers(0, 30),
    instance_location=TEXTS,
    keyword_location=TEXTS,
    absolute_keyword_location=TEXTS,
    keyword=TEXTS,
    message=TEXTS,
    severity=st.sampled_from(["error", "warning"]),
    hint=st.none() | TEXTS,
    causes=st.just(()),
    source=TEXTS,
    source_column=st.just(1),
).map(lambda one: one._replace(end_line=one.line, end_column=one.column + one.end_column))
