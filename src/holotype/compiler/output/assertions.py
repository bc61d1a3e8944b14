"""The assertions of each node, as functions that the errors path's emitter writes."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Mapping
from typing import Any

from holotype.compiler.checks import Check, Node
from holotype.compiler.emission.errors import Errors
from holotype.compiler.emission.fragments import name
from holotype.compiler.emission.graph import Graph
from holotype.compiler.emission.predicates import Predicates
from holotype.compiler.emission.unit import Unit
from holotype.compiler.library.errors import Error
from holotype.compiler.output.applicators import APPLICATORS

Report = Callable[[Any, str, str, list[Error]], None]
"""Of a value, its instance location and a keyword location: adds to a list what is wrong."""


def assertions(graph: Graph) -> Mapping[int, Report]:
    """For the identity of each node that has some, a function that reports those that fail.

    These are the emitter's own conditions and sentences; a second reading of the keywords could differ.
    """
    errors: Errors
    unit = Unit(graph, "instance", {"errors": lambda node, function: errors.define(node, function)})
    predicates = Predicates(unit, "valid", {}, name("ABSENT"))
    errors = Errors(unit, predicates)
    alone = {id(node): _without_applicators(node) for node in graph.nodes}
    functions = {key: unit.function("errors", node).text for key, node in alone.items() if node.checks}
    unit.write()
    namespace: dict[str, Any] = {"__name__": "holotype_assertions"}
    exec(builtins.compile(_source(unit), "<holotype assertions>", "exec"), namespace)
    return {key: namespace[function] for key, function in functions.items()}


def _without_applicators(node: Node) -> Node:
    alone = Node(node.location)
    alone.checks = tuple(check for check in node.checks if is_assertion(check))
    return alone


def is_assertion(check: Check) -> bool:
    """Whether the check looks at the instance alone, and applies no subschema."""
    return type(check) not in APPLICATORS


def _source(unit: Unit) -> str:
    carried = unit.carried()
    return "\n\n".join(
        (
            "from __future__ import annotations",
            *carried.imports,
            *sorted(unit.imports),
            "TYPE_CHECKING = False",
            *(each.text for each in unit.constants()),
            *(each.text for each in carried.definitions),
            *(each.text for each in unit.texts),
            *(each.text for each in unit.tables()),
        )
    )
