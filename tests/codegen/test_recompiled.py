"""The data in a generated package is enough: compiled, it is the validator that stands beside it."""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holotype.checking.validators import bundled_validator, find_validator, load_validator
from holotype.checking.values import SchemaName
from holotype.codegen import package
from holotype.compiler import Validator, compile_contract
from holotype.contract import Contract, Rule
from holotype.documents.sources import read_contract
from tests.codegen.strategies import examples
from tests.codegen.support import contract_for
from tests.codegen.test_codec import ORDER
from tests.house.checkout import ROOT

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@st.composite
def contracts(draw: st.DrawFn, schema: object, folder: str) -> Contract:
    """A contract for the schema, whose rules any schema of an object admits."""
    rules = [
        Rule(
            f"rule-{number}",
            draw(st.sampled_from(("present(zz)", "absent(zz)", "default(zz, 1) == 1"))),
            draw(st.none() | st.just("present(zz)")),
            draw(st.sampled_from(("error", "warning"))),
            draw(st.none() | TEXTS),
            ("zz",),
        )
        for number in range(draw(st.integers(0, 2)))
    ]
    made = contract_for(schema, folder, nulls=draw(st.sampled_from(("reject", "absent"))), rules=tuple(rules))
    return made._replace(
        formats=draw(st.sampled_from(("assert", "dialect"))),
        source_id=draw(st.sampled_from(("", "https://example.com/a"))),
        provenance=draw(st.just("") | TEXTS),
        each=draw(st.sampled_from(("", "/data"))),
    )


def recompiled(folder: Path, files: dict[str, str]) -> str:
    """What is compiled of the data in a package's folder."""
    for name in ("contract.json", "schema.json"):
        (folder / name).write_text(files[name], encoding="utf-8")
    return compile_contract(*read_contract(str(folder / "contract.json"))).source


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.data())
def test_the_data_of_any_package_compiles_to_its_validator(data: st.DataObject) -> None:
    schema, _ = data.draw(examples())
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        contract = data.draw(contracts(schema, folder))
        files = package.render(contract, schema)
        assert recompiled(Path(folder), files) == files["validator.py"]


def test_lowered_assertions_and_rules_are_in_the_data(tmp_path: Path) -> None:
    contract: dict[str, Any] = {
        "severity": {"/properties/note/maxLength": "warning"},
        "rules": (Rule("a-rule", "len(id) >= 1", "present(id)", "warning", 'because of "\u00e9\n"'),),
    }
    schema = {**ORDER, "properties": {**ORDER["properties"], "note": {"type": "string", "maxLength": 3}}}
    files = package.render(contract_for(schema, tmp_path, **contract), schema)
    assert recompiled(tmp_path, files) == files["validator.py"]


@pytest.mark.parametrize("name", ["contract.json", ""])
def test_the_bundled_package_is_what_its_data_compiles_to(name: str) -> None:
    folder = ROOT / "generated" / "mistral_batch_job"
    origin = find_validator(SchemaName(str(folder / name), "configuration"))
    validator = load_validator(origin)
    assert isinstance(validator, Validator)
    assert validator.source == (folder / "validator.py").read_text(encoding="utf-8")


def test_the_package_its_folder_and_its_contract_agree() -> None:
    folder = Path(bundled_validator().text).parent
    job = {"id": "6f0d4b0e-2b52-4c1a-9a3e-0c7d1f6c5e10", "model": "m", "endpoint": "/v1/ocr"}
    jobs = [{**job, "status": "QUEUED"}, {**job, "status": "SUCCESS"}, job, {**job, "status": None}, 1]
    validators = [
        load_validator(find_validator(schema)) for schema in (None, str(folder), f"{folder}/contract.json")
    ]
    found = [[str(error) for job in jobs for error in each.iter_errors(job)] for each in validators]
    assert found[0]
    assert found[0] == found[1] == found[2]
