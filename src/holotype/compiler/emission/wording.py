"""Schemas in words: what a sentence says of a subschema, from its title, its name or its checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from holotype.compiler import checks
from holotype.compiler.checks import Check, Node
from holotype.compiler.library.messages import LISTED, any_of_them, listed, show, show_string
from holotype.pointers import tokens

KINDS: Final = {
    "null": "null",
    "boolean": "a boolean",
    "integer": "an integer",
    "number": "a number",
    "string": "a string",
    "array": "an array",
    "object": "an object",
}
# Beyond these, words say less than the place of the schema.
_LONGEST: Final = 160
_MOST_CHECKS: Final = 8
_DEEPEST: Final = 3


class Words(NamedTuple):
    """What a schema accepts.  `kinds` are the JSON types that the words take for granted and it does not."""

    text: str
    kinds: tuple[str, ...] = ()


def words(node: Node, depth: int = 0) -> Words | None:
    """What the schema accepts, in words; None where they would not tell all, or become too long."""
    called = title(node)
    if called is not None:
        return Words(f"a valid {called}")
    told = list(_told(node, 0))
    if not told or len(told) > _MOST_CHECKS or depth > _DEEPEST:
        return None
    if len(told) == 1 and isinstance(told[0], checks.AnyOf | checks.OneOf):
        return _either(told[0].nodes, depth)
    found = _composed(told, depth)
    return None if found is None or len(found.text) > _LONGEST else found


def looked_for(node: Node) -> str:
    """What `contains` looks for, in words."""
    found = words(node)
    return "what is looked for" if found is None else found.text


def title(node: Node) -> str | None:
    """What the schema is called, in quotes: by its title, that of what it refers to, or by its `$ref`."""
    name = None
    for _ in range(_MOST_CHECKS):
        own = node.annotations.get("title")
        if isinstance(own, str) and own.strip():
            return show_string(own)
        references = [each for each in node.checks if isinstance(each, checks.Reference)]
        if len(references) != 1 or len(node.checks) != 1:
            break
        node = references[0].node
        name = name or _name(node)
    return name


def _name(node: Node) -> str | None:
    """The name at the end of a reference to the node; None where that is a number, or the whole document."""
    last = tokens(node.location.pointer)[-1:]
    return show_string(last[0]) if last and last[0] and not last[0].isdigit() else None


def _told(node: Node, depth: int) -> Iterator[Check]:
    """The checks that the schema makes of a value, with those of its `allOf`."""
    for check in node.checks:
        if isinstance(check, checks.AllOf) and depth < _DEEPEST:
            for each in check.nodes[: _MOST_CHECKS + 1]:
                yield from _told(each, depth + 1)
        else:
            yield check


def _either(nodes: Sequence[Node], depth: int) -> Words | None:
    found = [words(each, depth + 1) for each in nodes[: LISTED + 1]]
    texts = [each.text for each in found if each is not None and not each.kinds]
    if len(texts) < len(found) or len(nodes) > LISTED:
        return None
    text = any_of_them(texts)
    return Words(text) if len(text) <= _LONGEST else None


def _composed(told: Iterable[Check], depth: int) -> Words | None:
    """A noun, and what is said of it."""
    types: str | None = None
    values: str | None = None
    implied: list[str] = []
    qualities: list[str] = []
    named: set[str] = set()
    required: list[str] = []
    for check in told:
        match check:
            case checks.Type(types=several):
                types = any_of_them([KINDS[each] for each in several])
            case checks.Enum(values=several):
                values = any_of_them(map(show, several[: 4 * LISTED]))
            case checks.Const(value=value):
                values = show(value)
            case checks.Format(format=form):
                implied.append("a string")
                qualities.append(f"that is {form.description}")
            case checks.Required(names=names):
                implied.append("an object")
                required += names
            case checks.Properties(nodes=nodes):
                implied.append("an object")
                for name, child in nodes.items():
                    if child.verdict is True:
                        continue
                    below = words(child, depth + 1)
                    if below is None or below.kinds or len(qualities) == _MOST_CHECKS:
                        return None
                    named.add(name)
                    qualities.append(f"whose {show_string(name)} is {below.text}")
            case _:
                quality = _quality(check)
                if quality is None:
                    return None
                implied.append(quality[0])
                qualities.append(quality[1])
    lacked = [show_string(name) for name in required if name not in named]
    if lacked:
        both = "both " if len(lacked) == 2 else ""
        qualities.insert(0, f"with {both}{listed(lacked, 'and', LISTED)}")
    noun = values or types
    if noun is not None:
        return Words(" ".join((noun, *_joined(qualities))))
    kinds = tuple(dict.fromkeys(implied))
    return Words(" ".join((kinds[0], *_joined(qualities))), kinds) if len(kinds) == 1 else None


def _joined(qualities: Sequence[str]) -> tuple[str, ...]:
    return (listed(qualities, "and", LISTED),) if qualities else ()


def _quality(check: Check) -> tuple[str, str] | None:
    """The JSON type that the check looks at, and what it says of such a value."""
    match check:
        case checks.Minimum(limit=limit):
            return "a number", f"of at least {show(limit)}"
        case checks.Maximum(limit=limit):
            return "a number", f"of at most {show(limit)}"
        case checks.ExclusiveMinimum(limit=limit):
            return "a number", f"greater than {show(limit)}"
        case checks.ExclusiveMaximum(limit=limit):
            return "a number", f"less than {show(limit)}"
        case checks.MultipleOf(divisor=divisor):
            return "a number", f"that is a multiple of {show(divisor)}"
        case checks.MinLength(limit=limit):
            return "a string", f"of {_at_least(limit, 'character')}"
        case checks.MaxLength(limit=limit):
            return "a string", f"of {_at_most(limit, 'character')}"
        case checks.Pattern(pattern=pattern):
            return "a string", f"that matches the pattern {show_string(pattern.source)}"
        case checks.MinItems(limit=limit):
            return "an array", f"of {_at_least(limit, 'item')}"
        case checks.MaxItems(limit=limit):
            return "an array", f"of {_at_most(limit, 'item')}"
        case checks.UniqueItems():
            return "an array", "without equal items"
        case checks.MinProperties(limit=limit):
            return "an object", f"of {_at_least(limit, 'property')}"
        case checks.MaxProperties(limit=limit):
            return "an object", f"of {_at_most(limit, 'property')}"
    return None


def _at_least(limit: int, noun: str) -> str:
    return f"at least {_counted(limit, noun)}"


def _at_most(limit: int, noun: str) -> str:
    return f"at most {_counted(limit, noun)}"


def _counted(limit: int, noun: str) -> str:
    plural = "properties" if noun == "property" else f"{noun}s"
    return f"{show(limit)} {noun if limit == 1 else plural}"
