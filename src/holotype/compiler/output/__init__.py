"""What a validator has to say of an instance, in the specification's output formats.

`assertions` lets the emitter write the keywords that look at the instance alone, `applicators` has a function
for each of the others, `evaluation` applies a schema with both, `formats` shows the result.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from holotype.compiler.emission.graph import Graph
from holotype.compiler.library.depth import with_more_stack
from holotype.compiler.library.errors import Error
from holotype.compiler.output.assertions import assertions
from holotype.compiler.output.evaluation import Evaluation, warning
from holotype.compiler.output.formats import FORMATS, Output
from holotype.compiler.output.units import Unit, unit
from holotype.pointers import escape
from holotype.schema.locations import Location

__all__ = ["Output", "Outputs"]


class Outputs:
    """The outputs of one schema and its rules; `rules` has their ids, `contract` is the id of theirs."""

    def __init__(self, graph: Graph, rules: Sequence[str], contract: str) -> None:
        self._graph = graph
        self._reports = assertions(graph)
        self._rules = rules
        self._contract = contract

    def output(self, instance: Any, violated: Iterable[Error], format: str) -> Output:  # noqa: A002  # public
        """The output in one of `FORMATS`, for an instance that violates rules with these errors.

        Raises ValueError for any other format and for an output of too many units, RecursionError for an
        instance that is nested too deep.
        """
        if format not in FORMATS:
            raise ValueError(f"format is {' or '.join(map(repr, FORMATS))}, not {format!r}")
        errors = {error.keyword_location: error for error in violated}
        try:
            return self._output(instance, errors, format)
        except RecursionError:
            return with_more_stack(self._output, instance, errors, format)

    def _output(self, instance: Any, violated: dict[str, Error], shown: str) -> Output:
        root = Evaluation(self._reports, self._graph).apply(self._graph.root, instance).unit
        rules = [self._rule(each, violated) for each in self._rules]
        if rules:
            nested = (*root.nested, *rules)
            valid = all(each.valid for _, each in nested)
            root = unit(valid, root.schema, "", nested, error=root.error)
        return FORMATS[shown](root)

    def _rule(self, identifier: str, violated: dict[str, Error]) -> tuple[str, Unit]:
        location = Location(self._contract, f"/rules/{escape(identifier)}")
        error = violated.get(location.pointer)
        if error is None:
            return location.pointer, unit(True, location, "")
        if error.severity != "error":
            return location.pointer, unit(True, location, "", annotation=warning(error.message))
        return location.pointer, unit(False, location, "", error=error.message)
