"""Schemas in words: what a sentence says of a subschema, from its title, its name or its checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from holotype.compiler import checks
from holotype.compiler.checks import KINDS, Check, Node
from holotype.compiler.library.messages import (
    LISTED,
    admits,
    any_of_them,
    listed,
    show,
    show_pattern,
    show_string,
)
from holotype.compiler.patterns import Pattern
from holotype.pointers import tokens

# Beyond these, words say less than the place of the schema.
_LONGEST: Final = 160
_MOST_CHECKS: Final = 8
_DEEPEST: Final = 3

SCALAR: Final = (
    checks.Type
    | checks.Enum
    | checks.Const
    | checks.Minimum
    | checks.Maximum
    | checks.ExclusiveMinimum
    | checks.ExclusiveMaximum
    | checks.MultipleOf
    | checks.MinLength
    | checks.MaxLength
    | checks.Pattern
    | checks.Format
)
"""What is said of a value that holds no other values."""


class Words(NamedTuple):
    """What a schema accepts.  `kinds` are the JSON types that the words take for granted and it does not."""

    text: str
    kinds: tuple[str, ...] = ()


Known = dict[tuple[int, int], Words | None]
"""What has been told of nodes, at which depth: what is told of one is asked along many ways."""


def words(node: Node, known: Known, depth: int = 0) -> Words | None:
    """What the schema accepts, in words; None where they would not tell all, or become too long."""
    key = (id(node), depth)
    if key not in known:
        known[key] = _words(node, known, depth)
    return known[key]


def _words(node: Node, known: Known, depth: int) -> Words | None:
    called = title(node)
    if called is not None:
        return Words(f"a valid {called}")
    told = list(_told(node, 0))
    if not told or len(told) > _MOST_CHECKS or depth > _DEEPEST:
        return None
    if len(told) == 1 and isinstance(told[0], checks.AnyOf | checks.OneOf):
        return _either(told[0].nodes, known, depth)
    found = composed(told, known, depth)
    return None if found is None or len(found.text) > _LONGEST else found


def looked_for(node: Node, known: Known) -> Words:
    """What `contains` looks for, in words."""
    return words(node, known) or Words("what is looked for")


def allowed(patterns: Iterable[Pattern]) -> str:
    """Which names are allowed beside those that are listed; none where that would take very many words."""
    shown = [show_pattern(each.source) for each in patterns]
    text = f"a name that matches the pattern {any_of_them(shown)} is allowed" if shown else ""
    return text if len(text) <= _LONGEST else ""


def where(check: checks.IfThenElse, known: Known, *, holds: bool) -> str:
    """Of which objects `then` or `else` is true, in words; none where a few would not tell all."""
    told = list(_told(check.condition, 0))
    named: dict[str, Node] = {}
    required: list[str] = []
    for each in told:
        match each:
            case checks.Properties(nodes=nodes):
                named.update(nodes)
            case checks.Required(names=names):
                required += names
            case checks.Type(types=types) if "object" in types:
                pass
            case _:
                return ""
    parts: list[str] = []
    for name, child in named.items():
        value = words(child, known, _DEEPEST - 1)
        if value is None or value.kinds or len(parts) == _DEEPEST:
            return ""
        absent = "" if name in required or not holds else " or absent"
        parts.append(f"{show_string(name)} is {'' if holds else 'not '}{value.text}{absent}")
    state = "present" if holds else "absent"
    parts += [f"{show_string(name)} is {state}" for name in required if name not in named]
    if not parts or len(parts) > (_DEEPEST if holds else 1):
        return ""
    text = f"where {listed(parts, 'and', LISTED)}"
    return text if len(text) <= _LONGEST else ""


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


def _either(nodes: Sequence[Node], known: Known, depth: int) -> Words | None:
    found = [words(each, known, depth + 1) for each in nodes[: LISTED + 1]]
    texts = [each.text for each in found if each is not None and not each.kinds]
    if len(texts) < len(found) or len(nodes) > LISTED:
        return None
    text = any_of_them(texts)
    return Words(text) if len(text) <= _LONGEST else None


def composed(told: Iterable[Check], known: Known, depth: int = 0) -> Words | None:
    """A noun, and what is said of it."""
    types: tuple[str, ...] | None = None
    values: Sequence[object] | None = None
    implied: list[str] = []
    qualities: list[str] = []
    named: dict[str, str] = {}
    required: list[str] = []
    formats: list[str] = []
    for check in told:
        match check:
            case checks.Type(types=several) if types is None:
                types = several
            case checks.Enum(values=several) if values is None:
                values = several
            case checks.Const(value=value) if values is None:
                values = (value,)
            case checks.Format(format=form):
                implied.append("a string")
                formats.append(form.description)
            case checks.Required(names=names):
                implied.append("an object")
                required += names
            case checks.Properties(nodes=nodes):
                implied.append("an object")
                for name, child in nodes.items():
                    if child.verdict is True:
                        continue
                    below = words(child, known, depth + 1)
                    if below is None or below.kinds or len(named) == _MOST_CHECKS:
                        return None
                    named[name] = below.text
            case _:
                quality = _quality(check)
                if quality is None:
                    return None
                implied.append(quality[0])
                qualities.append(quality[1])
    for name, text in named.items():
        absent = "" if name in required else " or absent"
        qualities.append(f"whose {show_string(name)} is {text}{absent}")
    lacked = [show_string(name) for name in required if name not in named]
    if lacked:
        both = "both " if len(lacked) == 2 else ""
        qualities.insert(0, f"with {both}{listed(lacked, 'and', LISTED)}")
    noun = None if types is None else any_of_them([KINDS[each] for each in types])
    if values is not None:
        kinds = () if noun is None else tuple(KINDS[each] for each in types or ())
        fitting = [each for each in values if admits(kinds, each)]
        if not fitting or qualities or formats:
            return None
        noun = any_of_them(map(show, fitting))
    if formats and not qualities and noun in (None, "a string"):
        # Of its own, the description of a format is a noun.
        return Words(listed(formats, "and", LISTED), () if noun else ("a string",))
    qualities += [f"that is {each}" for each in formats]
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
            return "a string", f"that matches the pattern {show_pattern(pattern.source)}"
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
