"""Every valid instance of the JSON Schema Test Suite comes back from a model as it was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.codegen.support import generated

SUITE = Path(__file__).parents[3] / "shared" / "json-schema-test-suite" / "tests"
FILES = (
    "draft2020-12/allOf",
    "draft2020-12/anyOf",
    "draft2020-12/items",
    "draft2020-12/oneOf",
    "draft2020-12/ref",
    "draft2020-12/unevaluatedProperties",
    "draft4/items",
    "draft7/definitions",
)
SCHEMAS = {
    "draft4": "http://json-schema.org/draft-04/schema#",
    "draft7": "http://json-schema.org/draft-07/schema#",
}

pytestmark = pytest.mark.skipif(
    not SUITE.is_dir(), reason="the JSON Schema Test Suite is not beside the repository"
)


@pytest.mark.filterwarnings("ignore::UserWarning")  # of what the suite has that is ignored
@pytest.mark.parametrize("name", FILES)
def test_every_valid_instance_comes_back_as_it_was(name: str, tmp_path: Path) -> None:
    compared = 0
    for case in json.loads((SUITE / f"{name}.json").read_text()):
        schema: Any = case["schema"]
        dialect = SCHEMAS.get(name.partition("/")[0])
        if dialect is not None and isinstance(schema, dict):
            schema = {"$schema": dialect, **schema}
        instances = [test["data"] for test in case["tests"] if test["valid"]]
        package = generated(schema, tmp_path, nulls="reject")
        for instance in instances:
            written = package.to_dict(package.from_dict(instance))
            assert json.dumps(written, sort_keys=True) == json.dumps(instance, sort_keys=True), case[
                "description"
            ]
            compared += 1
    assert compared
