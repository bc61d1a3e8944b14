"""The names of the library as its text is skimmed are those that reading it gives."""

from __future__ import annotations

import pytest

from holotype.compiler.emission import library, outline
from holotype.compiler.formats.table import ALL_FORMATS

HOMES = sorted({*outline.HOMES, *(each.home_module for each in ALL_FORMATS)})


@pytest.mark.parametrize("home", HOMES)
def test_a_module_defines_what_is_read_of_it(home: str) -> None:
    assert outline.defined(home) == library.read(home).definitions.keys()


def test_every_name_is_one_that_is_defined_or_imported() -> None:
    read = [library.read(home) for home in HOMES]
    assert outline.every_name() == {name for each in read for name in (*each.definitions, *each.imports)}


def test_a_name_that_no_module_defines_is_an_error() -> None:
    with pytest.raises(LookupError, match="the library defines no no_such_name"):
        outline.home_of("no_such_name")
