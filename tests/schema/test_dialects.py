"""Dialects: those that a metaschema of somebody's own declares, and names that none has."""

from __future__ import annotations

import pytest

from holotype.errors import SchemaError
from holotype.schema.dialects import NEWEST, Dialect, custom, named
from holotype.schema.resources import Schemas

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


KNOWN = "; known are 2020-12, 2019-09, draft7, draft6, draft4, by name or by $schema URI"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("draft-07", "draft7"),
        ("draft-7", "draft7"),
        ("Draft7", "draft7"),
        ("07", "draft7"),
        ("6", "draft6"),
        ("draft04", "draft4"),
        ("2020", "2020-12"),
        ("202012", "2020-12"),
        ("draft2019-09", "2019-09"),
        ("https://json-schema.org/draft-07/schema", "draft7"),
        ("draft3", ""),
        ("latest", ""),
        ("2020-121", ""),
    ],
)
def test_a_name_that_no_dialect_has_is_told_the_one_that_is_meant(name: str, meant: str) -> None:
    end = f"; did you mean {meant!r}?" if meant else KNOWN
    with pytest.raises(SchemaError) as caught:
        named(name)
    assert caught.value.message == f"unknown dialect {name!r}{end}"


def test_a_long_name_is_shortened() -> None:
    with pytest.raises(SchemaError) as caught:
        named("7" * 10_000)
    assert caught.value.message == f"unknown dialect {'7' * 160!r}{KNOWN}"


_2020_12 = "https://json-schema.org/draft/2020-12/schema"
DRAFT_7 = "http://json-schema.org/draft-07/schema#"


@pytest.mark.parametrize(
    ("identifier", "meant"),
    [
        ("https://json-schema.org/draft-07/schema#", DRAFT_7),
        ("http://json-schema.org/draft-07", DRAFT_7),
        ("draft-07", DRAFT_7),
        ("http://json-schema.org/draft/2020-12/schema#", _2020_12),
        ("https://json-schema.org/draft/2020-12", _2020_12),
        ("https://json-schema.org/draft/2020-12/schema/", _2020_12),
        ("2020-12/schema", _2020_12),
        ("http://json-schema.org/draft-03/schema#", ""),
        ("http://json-schema.org/schema#", ""),
    ],
)
def test_a_schema_uri_that_is_nearly_right_is_told_the_one_that_is_meant(identifier: str, meant: str) -> None:
    end = f"; did you mean {meant!r}?" if meant else KNOWN
    with pytest.raises(SchemaError) as caught:
        Schemas({"$schema": identifier}, {})
    assert caught.value.message == f"the $schema {identifier!r} is not a known dialect{end}"
    assert caught.value.location == "#/$schema"


@pytest.mark.parametrize("identifier", ["https://example.test/draft-07/schema#", "meta-7.json", "urn:7"])
def test_the_uri_of_somebody_elses_metaschema_is_a_document_that_is_missing(identifier: str) -> None:
    with pytest.raises(SchemaError, match=r"is not a known dialect and not among the documents; give that"):
        Schemas({"$schema": identifier}, {})
