"""One thing wrong with a job: which error that is, and which other ones it implies."""

from __future__ import annotations

from typing import Any, NamedTuple

from hypothesis import strategies as st


class Found(NamedTuple):
    """Where an error is: JSON Pointers to the value in the instance, and to the keyword in the schema."""

    instance_location: str
    keyword_location: str


class Violation(NamedTuple):
    """A nonconforming job, the error that was put into it, and those that follow from it."""

    instance: Any
    error: Found
    implied: frozenset[Found] = frozenset()

    @property
    def errors(self) -> set[Found]:
        return {self.error, *self.implied}


class Operator(NamedTuple):
    """A way to break a keyword at a place of the schema, or a rule of the contract."""

    keyword_location: str
    name: str
    violations: st.SearchStrategy[Violation]
