"""A syntax tree becomes a smaller one that finds something in the same texts.

Whether a pattern is found is all that JSON Schema asks, so what may always match nothing at either end goes
(`\\s+$` is found where `\\s$` is), and loops over loops become one.  Both often take the backtracking out
of a pattern.
"""

from __future__ import annotations

from holotype.compiler.patterns.characters import union
from holotype.compiler.patterns.references import first_reference
from holotype.compiler.patterns.syntax import (
    ANYTHING,
    EMPTY,
    NEVER,
    Alternation,
    Assertion,
    Group,
    Look,
    Node,
    Repeat,
    Sequence,
    Set,
)


def simplify(node: Node) -> Node:
    """The simplest tree that is found in the same texts; only groups that are referred to are in `node`."""
    node = normal(node)
    if first_reference(node) is not None:
        return node
    return trim(trim(node, at_end=True), at_end=False)


def normal(node: Node) -> Node:
    """The tree with loops that match nothing taken out; it matches the same at each place."""
    match node:
        case Sequence(items):
            return sequence(tuple(map(normal, items)))
        case Alternation(options):
            return alternation(tuple(map(normal, options)))
        case Repeat(body, minimum, maximum):
            return repeat(normal(body), minimum, maximum)
        case Group(body, number):
            return Group(normal(body), number)
        case Look(body, ahead, negative, offset):
            body = normal(body)
            if first_reference(body) is None:
                body = trim(body, at_end=ahead)
            if is_empty(body):
                return NEVER if negative else EMPTY
            return Look(body, ahead, negative, offset)
        case _:
            return node


def sequence(items: tuple[Node, ...]) -> Node:
    """One after the other; of loops side by side, each leaves to the other what that can take as well."""
    flat: list[Node] = []
    for item in items:
        for part in item.items if isinstance(item, Sequence) else (item,):
            if flat and isinstance(part, Repeat) and isinstance(flat[-1], Repeat):
                if (least := _least_beside(flat[-1], part)) is not flat[-1]:
                    flat[-1:] = [] if is_empty(least) else [least]
                else:
                    part = _least_beside(part, flat[-1])
            if not is_empty(part):
                flat.append(part)
    return flat[0] if len(flat) == 1 else Sequence(tuple(flat))


def _least_beside(node: Node, loop: Node) -> Node:
    """The node without the rounds that an endless loop beside it may run: `[a-z]+\\w*` is `[a-z]\\w*`."""
    match node, loop:
        case Repeat(Set(few), minimum, maximum), Repeat(Set(many), _, None):
            if minimum != maximum and (few == many or union((*few, *many)) == many):
                return repeat(node.body, minimum, minimum)
    return node


def alternation(options: tuple[Node, ...]) -> Node:
    """One of the options; single characters become one set, repeated options go."""
    flat: list[Node] = []
    for option in options:
        flat += option.options if isinstance(option, Alternation) else (option,)
    points = union(span for option in flat if isinstance(option, Set) for span in option.points)
    # Tuples of different classes may be equal; their names tell them apart.
    kept: dict[str, Node] = {}
    if points:
        kept["set"] = Set(points)
    for option in flat:
        if not isinstance(option, Set) and not is_empty(option):
            kept.setdefault(repr(option), option)
    optional = any(map(is_empty, flat))
    if not kept:
        return EMPTY if optional else NEVER
    result = next(iter(kept.values())) if len(kept) == 1 else Alternation(tuple(kept.values()))
    return repeat(result, 0, 1) if optional else result


def repeat(body: Node, minimum: int, maximum: int | None) -> Node:
    if maximum == 0 or is_empty(body):
        return EMPTY
    if (minimum, maximum) == (1, 1):
        return body
    if isinstance(body, (Assertion, Look)):
        return body if minimum else EMPTY
    if is_nullable(body) and not is_contextual(body):
        minimum = 0
        body = nonempty_iteration(body) if maximum is None else without_empty(body)
    if isinstance(body, Repeat):
        return _repeat_of_repeat(body, minimum, maximum)
    return EMPTY if is_empty(body) else Repeat(body, minimum, maximum)


def _repeat_of_repeat(inner: Repeat, minimum: int, maximum: int | None) -> Node:
    body, least, most = inner
    if least == 0:
        return Repeat(body, 0, None if most is None or maximum is None else most * maximum)
    if most is None and (least == 1 or minimum > 0):
        return Repeat(body, least * minimum, None)
    if least == most and minimum == maximum:
        return Repeat(body, least * minimum, least * minimum)
    return Repeat(inner, minimum, maximum)


def nonempty_iteration(node: Node) -> Node:
    """For a node that may match nothing: one that may not, with the same texts when repeated without end.

    This is the star normal form of Brüggemann-Klein (1993): `(a*b*)*` becomes `(a|b)*`.
    """
    if not is_nullable(node):
        return node
    match node:
        case Sequence(parts) | Alternation(parts):
            return alternation(tuple(map(nonempty_iteration, parts))) if parts else NEVER
        case Repeat(body, _, _):
            return nonempty_iteration(body)
        case _:
            return node


def without_empty(node: Node) -> Node:
    """The node without its empty match, where that is easily said; else the node."""
    match node:
        case Repeat(body, 0, maximum) if not is_nullable(body):
            return body if maximum == 1 else node
        case _:
            return node


def is_empty(node: Node) -> bool:
    return isinstance(node, Sequence) and not node.items


def is_nullable(node: Node) -> bool:
    """Whether the node may match without consuming a character."""
    match node:
        case Set():
            return False
        case Sequence(items):
            return all(map(is_nullable, items))
        case Alternation(options):
            return any(map(is_nullable, options))
        case Repeat(body, minimum, _):
            return minimum == 0 or is_nullable(body)
        case Group(body, _):
            return is_nullable(body)
        case _:
            return True


def is_contextual(node: Node) -> bool:
    """Whether the node is more than the texts that it matches: it looks around, captures or refers."""
    match node:
        case Sequence(parts) | Alternation(parts):
            return any(map(is_contextual, parts))
        case Repeat(body, _, _):
            return is_contextual(body)
        case Set():
            return False
        case _:
            return True


def trim(node: Node, at_end: bool) -> Node:
    """What must match, without what may match there or not: for a match whose end (or start) is free."""
    match node:
        case Sequence(items):
            return _trim_sequence(list(items), at_end)
        case Alternation(options):
            return alternation(tuple(trim(option, at_end) for option in options))
        case Repeat(body, minimum, _):
            if minimum == 0:
                return EMPTY
            outermost = trim(body, at_end)
            if repr(outermost) == repr(body):
                return repeat(body, minimum, minimum)
            others = repeat(body, minimum - 1, minimum - 1)
            return sequence((others, outermost) if at_end else (outermost, others))
        case _:
            return node


def _trim_sequence(items: list[Node], at_end: bool) -> Node:
    outermost = -1 if at_end else 0
    next_to_it = -2 if at_end else 1
    anchor = "$" if at_end else "^"
    while items:
        if len(items) > 1 and _is_assertion(items[outermost], anchor) and _is_anything(items[next_to_it]):
            # From the start over anything: from anywhere.
            del items[outermost]
        trimmed = trim(items[outermost], at_end)
        if not is_empty(trimmed):
            items[outermost] = trimmed
            return sequence(tuple(items))
        del items[outermost]
    return EMPTY


def _is_anything(node: Node) -> bool:
    return isinstance(node, Repeat) and node == ANYTHING


def _is_assertion(node: Node, kind: str) -> bool:
    return isinstance(node, Assertion) and node.kind == kind


def forced_rounds(node: Node) -> int:
    """How many rounds the repetitions demand at one place of something that may match nothing."""
    match node:
        case Sequence(parts) | Alternation(parts):
            return max(map(forced_rounds, parts), default=1)
        case Repeat(body, minimum, _):
            return forced_rounds(body) * (max(minimum, 1) if is_nullable(body) else 1)
        case Group(body, _) | Look(body, _, _, _):
            return forced_rounds(body)
        case _:
            return 1
