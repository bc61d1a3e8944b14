"""JSON documents: repeated property names, and what a document carries."""

from __future__ import annotations

import pytest

from holotype.documents import KINDS, Document, Finding, Place, parse
from tests.documents import test_strict, test_toml, test_yaml


def only(text: bytes, **options: str) -> Document:
    (document,) = parse(text, **options)  # type: ignore[arg-type]  # the options of one test
    return document


def test_a_repeated_name_is_a_warning_at_the_later_one_whose_value_counts() -> None:
    document = only(b'{"a": 1,\n "b": {"c": 1, "\\u0063" : 2},\n "a": 3}')
    assert document.instance == {"a": 3, "b": {"c": 2}}
    assert document.parsed
    assert document.findings == (
        Finding(
            "duplicate-key",
            'the property "c" is given again in this object (also at 2:8): the last one counts; keep one',
            Place(2, 16, 2, 24),
            "warning",
        ),
        Finding(
            "duplicate-key",
            'the property "a" is given again in this object (also at 1:2): the last one counts; keep one',
            Place(3, 2, 3, 5),
            "warning",
        ),
    )


def test_repeated_names_can_be_ignored() -> None:
    document = only(b'{"a": 1, "a": 2}', duplicate_keys="ignore")
    assert (document.instance, document.findings) == ({"a": 2}, ())


def test_the_same_name_in_different_objects_is_not_repeated() -> None:
    assert only(b'[{"a": 1}, {"a": {"a": 2}}]').findings == ()


def test_what_comes_after_a_repeated_name_is_still_checked() -> None:
    document = only(b'{"a": 1, "a": 2, "b": NaN}')
    assert not document.parsed
    assert [finding.kind for finding in document.findings] == ["syntax"]


def test_a_hostile_number_of_repeated_names_gives_a_hundred_warnings() -> None:
    document = only(b"{" + b",".join(50_000 * [b'"a":1']) + b"}")
    assert len(document.findings) == 100


@pytest.mark.parametrize(
    ("name", "shown"), [("\\u001b[31m", '"\\u001b[31m"'), ("x" * 50, f'"{"x" * 37}..."')]
)
def test_a_name_in_a_message_is_short_and_harmless(name: str, shown: str) -> None:
    (finding,) = only(f'{{"{name}": 1, "{name}": 2}}'.encode()).findings
    assert finding.message.startswith(f"the property {shown} is given again")


def test_every_kind_of_finding_is_explained() -> None:
    kinds = {kind for *_, kind, _ in [*test_strict.REFUSED, *test_yaml.REFUSED, *test_toml.REFUSED]}
    assert kinds | {"duplicate-key", "compression", "size"} == set(KINDS)


def test_a_document_of_null_is_parsed() -> None:
    document = only(b"null")
    assert (document.instance, document.parsed, document.findings) == (None, True, ())


def test_a_document_without_a_value_says_why() -> None:
    document = only(b"[1,\n2")
    assert not document.parsed
    assert document.instance is None
    assert document.findings[0].place == Place(2, 2, 2, 2)
    assert document.text == b"[1,\n2"
