"""The first contract for a schema is one that can be loaded, whatever the schema."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from holotype.contract import digest, first_contract, load
from holotype.errors import ContractError


def loaded(folder: Path, schema: object, name: str = "batch-job.json") -> Any:
    (folder / name).write_text("{}")
    path = folder / "first.contract.toml"
    path.write_text(first_contract(schema, name, "../generated"), encoding="utf-8")
    return load(str(path))


def test_it_names_the_schema_its_source_and_its_digest(tmp_path: Path) -> None:
    schema = {"$id": "https://example.com/batch-job.json", "type": "object"}

    contract = loaded(tmp_path, schema)

    assert contract.schema_file == str(tmp_path / "batch-job.json")
    assert contract.source_id == "https://example.com/batch-job.json"
    assert contract.sha256 == digest(schema)
    assert contract.rules == ()


@pytest.mark.parametrize(
    ("name", "package", "class_name"),
    [
        ("batch-job.json", "batch_job", "BatchJob"),
        ("batch-job.schema.json", "batch_job", "BatchJob"),
        ("batchJob.JSON", "batchjob", "BatchJob"),
        ("class.json", "class_schema", "Class"),
        ("none.json", "none", "NoneSchema"),
        ("1st.json", "schema_1st", "Schema1st"),
        ("größe.json", "gr_e", "GrE"),
        ("...json", "schema", "Schema"),
        ('it\'s {all} "here".json', "its_all_here", "ItsAllHere"),
    ],
)
def test_the_package_and_the_class_are_named_after_the_file(
    tmp_path: Path, name: str, package: str, class_name: str
) -> None:
    contract = loaded(tmp_path, {}, name)

    assert contract.package_path == str(tmp_path.parent / "generated" / package)
    assert contract.class_name == class_name


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "job.json",
        "urn:example:job",
        "https://example.com/a#b",
        'https://a/"\n[x]',
        "https://\ud800/",
        5,
        None,
    ],
)
def test_an_id_that_is_no_plain_uri_does_no_harm(tmp_path: Path, uri: object) -> None:
    contract = loaded(tmp_path, {"$id": uri})

    assert contract.source_id in ("", uri)


@pytest.mark.parametrize("schema", [True, False, {"id": "https://example.com/old#"}])
def test_a_schema_may_be_of_any_draft(tmp_path: Path, schema: object) -> None:
    assert loaded(tmp_path, schema).sha256 == digest(schema)


@pytest.mark.parametrize("name", ["a\nb.json", "a\udc80.json", "x" * 2_000 + ".json"])
def test_a_file_whose_name_cannot_be_written_is_refused(name: str) -> None:
    with pytest.raises(ContractError, match="cannot stand in a contract"):
        first_contract({}, name)


NAMES = st.text(st.characters(exclude_categories=["C"], exclude_characters="/"), min_size=1, max_size=20)


@given(NAMES)
def test_a_file_may_have_any_name(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    assume(name.isprintable())

    assert loaded(tmp_path_factory.getbasetemp(), {}, f"{name}.json").class_name.isidentifier()
