"""All the operators: each breaks one keyword at one place of the schema, or one rule."""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st

from .keyword_operators import keyword_operators
from .rule_operators import rule_operators
from .violations import Operator, Violation

KEYWORDS: Final[tuple[Operator, ...]] = tuple(keyword_operators())
RULES: Final[tuple[Operator, ...]] = tuple(rule_operators())


def violations() -> st.SearchStrategy[Violation]:
    """A job with one thing wrong, whichever."""
    return st.one_of([operator.violations for operator in (*KEYWORDS, *RULES)])
