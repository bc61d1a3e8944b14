"""The places of what the tests of patterns read beside themselves."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_BESIDE_THE_PROJECT = Path(__file__).parents[3].parent / "shared" / "json-schema-test-suite"


@pytest.fixture(scope="session")
def suite() -> Path:
    """The folder `tests` of the JSON-Schema-Test-Suite."""
    place = Path(os.environ.get("JSON_SCHEMA_TEST_SUITE", _BESIDE_THE_PROJECT)) / "tests"
    if not place.is_dir():
        pytest.skip("the JSON-Schema-Test-Suite is not here; name its folder in JSON_SCHEMA_TEST_SUITE")
    return place
