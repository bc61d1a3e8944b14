"""A package is generated, passes `mypy --strict` and loses nothing, whatever the schema."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from tests.codegen.strategies import JSON, examples
from tests.codegen.support import generated, strictly_typed

# A package takes a hundred times as long as a verdict, and mypy as long again.
FEW = settings(
    max_examples=max(5, settings().max_examples // 20),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def test_every_value_comes_back_through_a_package_that_is_well_typed(tmp_path: Path) -> None:
    @FEW
    @given(examples())
    def every_value_comes_back(example: tuple[JSON, list[JSON]]) -> None:
        schema, values = example
        package = generated(schema, tmp_path)
        for value in values:
            written = package.to_dict(package.from_dict(value))
            assert json.dumps(written, sort_keys=True) == json.dumps(package.strip(value), sort_keys=True)
            assert package.loads(package.dumps(package.from_dict(value))) == package.from_dict(value)

    every_value_comes_back()
    output, code = strictly_typed(tmp_path)
    assert code == 0, output
