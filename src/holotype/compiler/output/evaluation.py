"""A schema applied to an instance: each node, at each place that it reaches, becomes an output unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from holotype.compiler import checks
from holotype.compiler.checks import Check, Node
from holotype.compiler.emission.conditions import APPLIES_TO, ARRAY, OBJECT
from holotype.compiler.emission.graph import Graph
from holotype.compiler.library.errors import Error
from holotype.compiler.library.messages import show
from holotype.compiler.library.reports import about_name
from holotype.compiler.output.applicators import APPLICATORS, Here
from holotype.compiler.output.assertions import Report, is_assertion
from holotype.compiler.output.units import NO_ANNOTATION, NOTHING, Outcome, Part, Unit, unit

_CLASSES: Final[Mapping[frozenset[str], type]] = {OBJECT: dict, ARRAY: list}
_OF_STRINGS: Final = frozenset(("contentEncoding", "contentMediaType", "contentSchema"))


class Evaluation:
    """What has been applied so far, in one instance that does not change meanwhile.

    `reports` has the functions of the nodes' assertions.  A node that is applied twice to one place, by two
    references, is looked at once.  `annotates` is False for the names of properties, which are no places of
    the instance that could be annotated.
    """

    def __init__(self, reports: Mapping[int, Report], graph: Graph, *, annotates: bool = True) -> None:
        self._reports = reports
        self._graph = graph
        self._annotates = annotates
        self._of_names = Evaluation(reports, graph, annotates=False) if annotates else self
        self._known: dict[tuple[int, int, str], Outcome] = {}

    def apply(self, node: Node, value: Any, at: str = "", name: str | None = None) -> Outcome:
        """Apply `node` to the value at the instance location `at`, the property `name` if it is one."""
        if node.verdict is False:
            refusal = _refusal(value, name)
            refusal = refusal if self._annotates or name is not None else about_name(refusal)
            return Outcome(unit(False, node.location, at, error=refusal))
        key = (id(node), id(value), at)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._apply(node, value, at)
        return known

    def _apply(self, node: Node, value: Any, at: str) -> Outcome:
        found: list[Error] = []
        if id(node) in self._reports:
            self._reports[id(node)](value, at, "", found)
        annotations = dict(_annotations(node, value)) if self._annotates else {}
        units: list[tuple[str, Unit]] = []
        evaluated = NOTHING
        for check in sorted(node.checks, key=_looks_at_the_rest):
            here = Here(
                node, value, at, self.apply, self._of_names.apply, evaluated, self._graph, not self._annotates
            )
            if is_assertion(check):
                annotation = annotations.pop(check.origin.keyword, NO_ANNOTATION)
                units.append(_assertion(check, here, found, annotation))
            else:
                part = _applicator(check, here)
                units.extend(part.units)
                evaluated = evaluated.merged(part.evaluated)
        here = Here(
            node, value, at, self.apply, self._of_names.apply, evaluated, self._graph, not self._annotates
        )
        units.extend(here.unit(keyword, annotation=each) for keyword, each in annotations.items())
        valid = all(each.valid for _, each in units)
        return Outcome(unit(valid, node.location, at, tuple(units)), evaluated)


def _looks_at_the_rest(check: Check) -> bool:
    return isinstance(check, checks.UnevaluatedProperties | checks.UnevaluatedItems)


def _applicator(check: Check, here: Here) -> Part:
    applies_to = _CLASSES.get(APPLIES_TO.get(type(check), frozenset()))
    if applies_to is not None and not isinstance(here.value, applies_to):
        return Part((here.unit(check.origin.keyword),))
    return APPLICATORS[type(check)](check, here)


def _assertion(check: Check, here: Here, found: list[Error], annotation: object) -> tuple[str, Unit]:
    keyword = check.origin.keyword
    errors = [error for error in found if error.keyword == keyword]
    sentences = "; ".join(error.message for error in errors)
    if check.origin.severity != "error":
        annotation = warning(sentences) if errors else annotation
        errors = []
    return here.unit(keyword, valid=not errors, error=sentences if errors else None, annotation=annotation)


def warning(message: str) -> dict[str, str]:
    """The annotation of what fails and does not make the instance invalid."""
    return {"severity": "warning", "message": message}


def _annotations(node: Node, value: Any) -> Iterator[tuple[str, object]]:
    """The values of the keywords that annotate this instance (2020-12 validation, sections 7 to 9)."""
    for keyword, annotation in node.annotations.items():
        if keyword in _OF_STRINGS and not isinstance(value, str):
            continue
        if keyword == "contentSchema" and "contentMediaType" not in node.annotations:
            continue
        yield keyword, annotation


def _refusal(value: Any, name: str | None) -> str:
    if name is not None:
        return f"the property {show(name)} is not allowed here"
    return f"{show(value)} is not allowed here"
