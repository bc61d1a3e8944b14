"""Dialects that a metaschema of somebody's own declares."""

from __future__ import annotations

import pytest

from holotype.errors import SchemaError
from holotype.schema.dialects import NEWEST, Dialect, custom, named

VALIDATION = "https://json-schema.org/draft/2020-12/vocab/validation"
CORE = "https://json-schema.org/draft/2020-12/vocab/core"


def test_the_vocabularies_that_it_names_are_in_force() -> None:
    dialect = custom("urn:mine", NEWEST, {VALIDATION: True, CORE: False, "urn:unknown": False})
    assert dialect.vocabularies == {VALIDATION, CORE}
    assert (dialect.uri, dialect.name) == ("urn:mine", NEWEST.name)


def test_a_vocabulary_that_it_requires_has_to_be_known() -> None:
    with pytest.raises(SchemaError, match=r"^the metaschema urn:mine requires the vocabulary urn:unknown, "):
        custom("urn:mine", NEWEST, {CORE: True, "urn:unknown": True})


@pytest.mark.parametrize("vocabulary", [None, [CORE]])
def test_one_that_names_none_has_those_that_it_builds_on(vocabulary: object) -> None:
    assert custom("urn:mine", NEWEST, vocabulary) == Dialect(NEWEST.name, "urn:mine", NEWEST.vocabularies)


def test_drafts_without_vocabularies_know_none() -> None:
    old = named("draft7")
    assert custom("urn:mine", old, {"urn:unknown": True}).vocabularies == old.vocabularies
