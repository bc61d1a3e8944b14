"""A contract in JSON, as a generated package carries it: known by its content, and read strictly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holotype.contract import Contract, from_json, is_contract
from holotype.contract.mistakes import SCHEMA_FILE, SCHEMA_ID
from holotype.documents.sources import read_contract
from holotype.errors import ContractError, HolotypeError, SchemaError
from tests.contract.support import DIGEST

DATA: dict[str, Any] = {
    "$schema": SCHEMA_ID,
    "schema": "schema.json",
    "id": "https://example.com/contracts/job",
    "source": {"sha256": DIGEST},
    "package": {"path": "../job", "class": "Job"},
}


def contract_file(folder: Path, data: object) -> str:
    """Write the data as a `contract.json`, and beside it the schema that it names."""
    (folder / "schema.json").write_text("{}")
    file = folder / "contract.json"
    file.write_text(data if isinstance(data, str) else json.dumps(data))
    return str(file)


def refusal(folder: Path, data: object) -> str:
    file = contract_file(folder, data)
    with pytest.raises(HolotypeError) as caught:
        read_contract(file)
    return str(caught.value).replace(file, "contract.json")


def test_a_contract_names_the_schema_of_contracts() -> None:
    assert json.loads(Path(SCHEMA_FILE).read_text())["$id"] == SCHEMA_ID


@pytest.mark.parametrize(
    "data",
    [
        {key: value for key, value in DATA.items() if key not in ("$schema", "package")},
        {**DATA, "$schema": "https://json-schema.org/draft/2020-12/schema"},
        {**DATA, "$schema": [SCHEMA_ID]},
        [DATA],
        True,
    ],
)
def test_what_merely_has_the_keys_of_a_contract_is_none(data: object) -> None:
    assert not is_contract(data)
    with pytest.raises(ContractError, match=r'this is no contract .* "\$schema": "https://holotype.invalid/'):
        from_json(data, "x.json")


def test_a_contract_that_does_not_say_so_is_no_schema_that_accepts_everything() -> None:
    data = {key: value for key, value in DATA.items() if key != "$schema"}
    assert is_contract(data)
    with pytest.raises(ContractError, match="generate the package again"):
        from_json(data, "x.json")


def test_it_is_read_like_one_in_toml(tmp_path: Path) -> None:
    file = contract_file(tmp_path, DATA)
    assert read_contract(file) == (
        Contract(
            file=file,
            schema_file=str(tmp_path / "schema.json"),
            id="https://example.com/contracts/job",
            source_id="",
            provenance="",
            sha256=DIGEST,
            package_path=str(tmp_path.parent / "job"),
            class_name="Job",
            formats="assert",
            nulls="reject",
            severity={},
            rules=(),
            each="",
        ),
        {},
    )


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({**DATA, "shcema": 1}, "contract.json: shcema: unknown key `shcema`, did you mean `schema`?"),
        (
            {**DATA, "rules": [{"id": "a", "assert": "b", "when": None}]},
            "contract.json: rules[0].when: expected a string, found null",
        ),
        ({**DATA, "package": {"class": "Job"}}, 'contract.json: package: the required key "path" is missing'),
        (
            {**DATA, "source": {"sha256": "0" * 64}},
            "contract.json: source.sha256: the contract was written for a schema with the digest 000",
        ),
    ],
)
def test_a_mistake_is_named_by_file_and_key(tmp_path: Path, data: object, sentence: str) -> None:
    assert refusal(tmp_path, data).startswith(sentence)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "contract.json:1:1: the schema cannot be read: "),
        ('{"a": 1, "a": 2}', "contract.json:1:10: the schema cannot be read: "),
        ("[" * 600, "contract.json:1:513: the schema cannot be read: "),
        ("NaN", "contract.json:1:1: the schema cannot be read: "),
    ],
)
def test_its_text_is_read_strictly(tmp_path: Path, text: str, sentence: str) -> None:
    assert refusal(tmp_path, text).startswith(sentence)


@pytest.mark.parametrize("lead", ["../schema.json", "sub/schema.json", "/etc/passwd", "..", "link.json"])
def test_its_schema_stands_beside_it(tmp_path: Path, lead: str) -> None:
    folder = tmp_path / "job"
    (folder / "sub").mkdir(parents=True)
    for place in (tmp_path, folder / "sub"):
        (place / "schema.json").write_text("{}")
    (folder / "link.json").symlink_to(tmp_path / "schema.json")
    assert refusal(folder, {**DATA, "schema": lead}).startswith(
        "contract.json: schema: the schema of a generated package stands in its folder"
    )


def test_a_schema_that_is_missing_is_said_to_be(tmp_path: Path) -> None:
    assert refusal(tmp_path, {**DATA, "schema": "other.json"}).startswith(
        "contract.json: schema: there is no file "
    )


@given(
    data=st.fixed_dictionaries(
        {},
        optional={
            key: st.just(value) | st.none() | st.text(max_size=3) | st.lists(st.just({}), max_size=2)
            for key, value in {**DATA, "rules": [{"id": "a", "assert": "b"}], "severity": {"/a": 1}}.items()
        },
    )
)
def test_any_json_is_a_contract_or_a_contract_error(
    tmp_path_factory: pytest.TempPathFactory, data: object
) -> None:
    file = contract_file(tmp_path_factory.getbasetemp(), data)
    try:
        contract, _ = read_contract(file)
    except (ContractError, SchemaError) as error:
        refused = str(error)
    else:
        refused = f"{contract.file}: "
    assert refused.startswith(f"{file}: ")
