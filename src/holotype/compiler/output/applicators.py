"""Applicators (2020-12 core, sections 10 and 11), a function for each: what they apply, and annotate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NamedTuple

from holotype.compiler import checks
from holotype.compiler.checks import Check, Node
from holotype.compiler.emission.alternatives import Alternatives
from holotype.compiler.emission.graph import Graph
from holotype.compiler.emission.sentences import UNDECIDED
from holotype.compiler.emission.wording import looked_for, words
from holotype.compiler.library.alternatives import several_match
from holotype.compiler.library.messages import contained, escape_token, excluded, show
from holotype.compiler.library.reports import about_name
from holotype.compiler.output.units import NO_ANNOTATION, NOTHING, Evaluated, Outcome, Part, Unit, unit
from holotype.compiler.patterns import Pattern, matches

Apply = Callable[..., Outcome]


class Here(NamedTuple):
    """What a check is applied to: `value` at `at`, in the schema of `node`.

    `apply` applies a node to a value at an instance location, and is told the property's name where it is
    one; `apply_to_name` applies a node to a property's name.  `evaluated` is what the schema's other keywords
    evaluate, for those that look at the rest.  `is_name` says that the value is the name of a property.
    """

    node: Node
    value: Any
    at: str
    apply: Apply
    apply_to_name: Apply
    evaluated: Evaluated
    graph: Graph
    is_name: bool

    def property(self, node: Node, name: Any) -> Outcome:
        """`node`, applied to the property `name`."""
        return self.apply(node, self.value[name], f"{self.at}/{escape_token(name)}", name)

    def item(self, node: Node, index: int) -> Outcome:
        """`node`, applied to the item at `index`."""
        return self.apply(node, self.value[index], f"{self.at}/{index}")

    def in_place(self, node: Node) -> Outcome:
        """`node`, applied to the instance itself."""
        return self.apply(node, self.value, self.at)

    def unit(
        self,
        keyword: str,
        nested: Iterable[tuple[str, Unit]] = (),
        *,
        valid: bool | None = None,
        error: str | None = None,
        annotation: Any = NO_ANNOTATION,
    ) -> tuple[str, Unit]:
        """The unit of a keyword; it is valid if all that is nested is, unless told otherwise."""
        below = tuple(nested)
        if error is not None and self.is_name:
            error = about_name(error)
        found = unit(
            all(each.valid for _, each in below) if valid is None else valid,
            self.node.location,
            self.at,
            below,
            keyword=keyword,
            error=error,
            annotation=annotation,
        )
        return f"/{escape_token(keyword)}", found


# Properties


def properties(check: checks.Properties, here: Here) -> Part:
    names = [name for name in check.nodes if name in here.value]
    nested = [(f"/{escape_token(name)}", here.property(check.nodes[name], name).unit) for name in names]
    return _properties(check, here, nested, names)


def pattern_properties(check: checks.PatternProperties, here: Here) -> Part:
    names: dict[str, None] = {}
    nested = []
    for source, (pattern, node) in check.nodes.items():
        for name in _matching(pattern, here.value):
            names[name] = None
            nested.append((f"/{escape_token(source)}", here.property(node, name).unit))
    return _properties(check, here, nested, list(names))


def additional_properties(check: checks.AdditionalProperties, here: Here) -> Part:
    covered = {name for pattern in check.patterns for name in _matching(pattern, here.value)}
    names = [name for name in here.value if name not in check.names and name not in covered]
    return _properties(check, here, [("", here.property(check.node, name).unit) for name in names], names)


def unevaluated_properties(check: checks.UnevaluatedProperties, here: Here) -> Part:
    names = [name for name in here.value if name not in here.evaluated.names]
    return _properties(check, here, [("", here.property(check.node, name).unit) for name in names], names)


def _matching(pattern: Pattern, value: Mapping[str, Any]) -> list[str]:
    return [name for name in value if isinstance(name, str) and matches(pattern, name)]


def _properties(check: Check, here: Here, nested: list[tuple[str, Unit]], names: list[Any]) -> Part:
    """The annotation is the set of names (sections 10.3.2.1 to 10.3.2.3 and 11.3).

    One that is no string, as no parser gives it, is written as in locations.
    """
    written = [name if isinstance(name, str) else show(name) for name in names]
    return Part(
        (here.unit(check.origin.keyword, nested, annotation=written),), Evaluated(names=frozenset(names))
    )


def property_names(check: checks.PropertyNames, here: Here) -> Part:
    nested = [
        ("", here.apply_to_name(check.node, name, f"{here.at}/{escape_token(name)}", name).unit)
        for name in here.value
    ]
    return Part((here.unit(check.origin.keyword, nested),))


# Items


def prefix_items(check: checks.PrefixItems, here: Here) -> Part:
    """The annotation is the largest index, or true if that is the last item's (section 10.3.1.1)."""
    size = min(len(check.nodes), len(here.value))
    nested = [(f"/{index}", here.item(check.nodes[index], index).unit) for index in range(size)]
    largest = True if size == len(here.value) else size - 1
    annotation = largest if size else NO_ANNOTATION
    return Part(
        (here.unit(check.origin.keyword, nested, annotation=annotation),),
        Evaluated(indexes=frozenset(range(size))),
    )


def items(check: checks.Items, here: Here) -> Part:
    return _items(check, check.node, here, range(check.start, len(here.value)))


def unevaluated_items(check: checks.UnevaluatedItems, here: Here) -> Part:
    rest = [index for index in range(len(here.value)) if index not in here.evaluated.indexes]
    return _items(check, check.node, here, rest)


def _items(check: Check, node: Node, here: Here, indexes: Iterable[int]) -> Part:
    """The annotation is true, if there was an item to apply the subschema to (sections 10.3.1.2 and 11.2)."""
    nested = [("", here.item(node, index).unit) for index in indexes]
    annotation = True if nested else NO_ANNOTATION
    return Part(
        (here.unit(check.origin.keyword, nested, annotation=annotation),),
        Evaluated(indexes=frozenset(indexes)),
    )


def contains(check: checks.Contains, here: Here) -> Part:
    """The annotation has the indexes that match, or is true if all do (section 10.3.1.3).

    `minContains` and `maxContains` count them (validation, section 6.4).
    """
    nested = [("", here.item(check.node, index).unit) for index in range(len(here.value))]
    indexes = [index for index, (_, each) in enumerate(nested) if each.valid]
    wanted = looked_for(check.node, here.graph.in_words)
    too_few = None
    if len(indexes) < check.minimum:
        too_few = contained(
            here.value, indexes, wanted.text, f"expected at least {check.minimum}", wanted.kinds
        )
    annotation: object = NO_ANNOTATION
    if check.evaluates:
        annotation = True if indexes and len(indexes) == len(nested) else indexes
    keyword = check.origin.keyword
    own = too_few if check.minimum_keyword == keyword else None
    units = [here.unit(keyword, nested, valid=own is None, error=own, annotation=annotation)]
    if check.minimum_keyword != keyword:
        units.append(here.unit(check.minimum_keyword, valid=too_few is None, error=too_few))
    if check.maximum is not None:
        too_many = None
        if len(indexes) > check.maximum:
            too_many = contained(
                here.value, indexes, wanted.text, f"expected at most {check.maximum}", wanted.kinds
            )
        units.append(here.unit("maxContains", valid=too_many is None, error=too_many))
    return Part(tuple(units), Evaluated(indexes=frozenset(indexes)) if check.evaluates else NOTHING)


# The instance itself


def all_of(check: checks.AllOf, here: Here) -> Part:
    outcomes = [here.in_place(node) for node in check.nodes]
    return Part((here.unit(check.origin.keyword, _numbered(outcomes)),), _merged(outcomes))


def any_of(check: checks.AnyOf, here: Here) -> Part:
    outcomes = [here.in_place(node) for node in check.nodes]
    valid = [each for each in outcomes if each.unit.valid]
    return Part((here.unit(check.origin.keyword, _numbered(outcomes), valid=bool(valid)),), _merged(valid))


def one_of(check: checks.OneOf, here: Here) -> Part:
    outcomes = [here.in_place(node) for node in check.nodes]
    valid = [index for index, each in enumerate(outcomes) if each.unit.valid]
    error = None
    if len(valid) > 1:
        names = Alternatives(check.nodes, here.graph).names()
        error = several_match(here.value, [names[index] for index in valid])
    found = here.unit(check.origin.keyword, _numbered(outcomes), valid=len(valid) == 1, error=error)
    return Part((found,), _merged(outcomes[index] for index in valid))


def not_(check: checks.Not, here: Here) -> Part:
    nested = here.in_place(check.node).unit
    error = excluded(here.value, *(words(check.node, here.graph.in_words) or ())) if nested.valid else None
    return Part((here.unit(check.origin.keyword, [("", nested)], valid=not nested.valid, error=error),))


def if_then_else(check: checks.IfThenElse, here: Here) -> Part:
    condition = here.in_place(check.condition)
    units = [here.unit("if", [("", condition.unit)], valid=True)]
    outcomes = [condition] if condition.unit.valid else []
    keyword, node = ("then", check.then) if condition.unit.valid else ("else", check.otherwise)
    if node is not None:
        outcomes.append(here.in_place(node))
        units.append(here.unit(keyword, [("", outcomes[-1].unit)]))
    return Part(tuple(units), _merged(outcomes))


def dependent_schemas(check: checks.DependentSchemas, here: Here) -> Part:
    outcomes = {name: here.in_place(node) for name, node in check.nodes.items() if name in here.value}
    nested = [(f"/{escape_token(name)}", each.unit) for name, each in outcomes.items()]
    return Part((here.unit(check.origin.keyword, nested),), _merged(outcomes.values()))


def decided(check: checks.Decided, here: Here) -> Part:
    """A unit beside that of the keyword, where this is wrong."""
    if here.in_place(check.certain).unit.valid or not here.in_place(check.possible).unit.valid:
        return Part(())
    return Part((here.unit(check.origin.keyword, valid=False, error=show(here.value) + UNDECIDED),))


def reference(check: checks.Reference, here: Here) -> Part:
    outcome = here.in_place(check.node)
    return Part((here.unit(check.origin.keyword, [("", outcome.unit)]),), outcome.evaluated)


def _numbered(outcomes: Iterable[Outcome]) -> list[tuple[str, Unit]]:
    return [(f"/{index}", each.unit) for index, each in enumerate(outcomes)]


def _merged(outcomes: Iterable[Outcome]) -> Evaluated:
    evaluated = NOTHING
    for each in outcomes:
        evaluated = evaluated.merged(each.evaluated)
    return evaluated


APPLICATORS: Final[Mapping[type, Callable[[Any, Here], Part]]] = {
    checks.Properties: properties,
    checks.PatternProperties: pattern_properties,
    checks.AdditionalProperties: additional_properties,
    checks.PropertyNames: property_names,
    checks.PrefixItems: prefix_items,
    checks.Items: items,
    checks.Contains: contains,
    checks.AllOf: all_of,
    checks.AnyOf: any_of,
    checks.OneOf: one_of,
    checks.Not: not_,
    checks.IfThenElse: if_then_else,
    checks.DependentSchemas: dependent_schemas,
    checks.Decided: decided,
    checks.Reference: reference,
    checks.UnevaluatedProperties: unevaluated_properties,
    checks.UnevaluatedItems: unevaluated_items,
}
"""The function of each kind of check that applies subschemas; the other kinds are assertions."""
