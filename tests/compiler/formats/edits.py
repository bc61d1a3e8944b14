"""Strategies for strings that are one edit away from a string."""

from __future__ import annotations

from hypothesis import strategies as st


def one_edit(strings: st.SearchStrategy[str], characters: str) -> st.SearchStrategy[str]:
    """Strings with one of `characters` inserted or put in another's place, or with one character left out."""

    @st.composite
    def edited(draw: st.DrawFn) -> str:
        text: str = draw(strings)
        start = draw(st.integers(0, len(text)))
        stop = draw(st.sampled_from([start, min(start + 1, len(text))]))
        character: str = draw(st.sampled_from(["", *characters]))
        return text[:start] + character + text[stop:]

    return edited()
