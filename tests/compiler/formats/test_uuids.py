"""The format `uuid`."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holotype.compiler.formats.uuids import is_uuid

from .edits import one_edit

UUIDS = st.builds(lambda uuid, change: change(str(uuid)), st.uuids(), st.sampled_from([str.upper, str.lower]))


@given(UUIDS)
def test_a_uuid_is_accepted_in_either_case(text: str) -> None:
    assert is_uuid(text)


@given(one_edit(UUIDS, "0fFgG-_{} \n\0\u0663\uff11\ud800"))
def test_one_edit_is_judged_as_the_standard_library_does(text: str) -> None:
    try:
        expected = str(UUID(text)) == text.lower()
    except ValueError:
        expected = False
    assert is_uuid(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "b1f0c8a45d2e4c7b9a630e8f7d6c5b4a",
        "{b1f0c8a4-5d2e-4c7b-9a63-0e8f7d6c5b4a}",
        "urn:uuid:b1f0c8a4-5d2e-4c7b-9a63-0e8f7d6c5b4a",
        "b1f0c8a4-5d2e-4c7b-9a63-0e8f7d6c5b4a\n",
        "\u0661" * 8 + "-5d2e-4c7b-9a63-0e8f7d6c5b4a",
    ],
)
def test_other_forms_are_refused(text: str) -> None:
    assert not is_uuid(text)
