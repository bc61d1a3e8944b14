"""JSON values from which schemas and instances are made: few names and near numbers, so that they meet."""

from __future__ import annotations

from typing import Any, Final

from hypothesis import strategies as st

NAMES: Final = ("a", "b", "ab", "value", "", "é", "$ref", 'quo"te', "a/b~c", "__class__")
STRINGS: Final = (*NAMES, "A", "abc", "0", "12", "a\n", "\U0001f600", "2024-02-29", "2023-02-29", "127.0.0.1")
NUMBERS: Final = (-1, 0, 1, 2, 3, 5, -0.0, 0.0, 0.1, 0.5, 1.0, 1.5, 2.0, 3.0, 10**20, 1e20, 2**53 + 1, 1e-7)

names: Final = st.sampled_from(NAMES)
scalars: Final = (
    st.none()
    | st.booleans()
    | st.sampled_from(NUMBERS)
    | st.sampled_from(STRINGS)
    | st.integers(-5, 5)
    | st.text(max_size=3)
)
json_values: Final[st.SearchStrategy[Any]] = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=8,
)
