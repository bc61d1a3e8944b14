"""The tokens of a pattern become a syntax tree."""

from __future__ import annotations

from typing import Final, NamedTuple

from holotype.compiler.patterns.characters import EVERYTHING, CodePoints, class_points
from holotype.compiler.patterns.recogniser import PatternError, PatternToken, scan_pattern

# Lists of names and classes of thousands of characters occur; compiling 100,000 takes a second or two.
MAX_LENGTH: Final = 100_000
# Each level costs frames of the call stack, here and in `re` when an emitted module is imported.
MAX_NESTING: Final = 60
# A Unicode property may have hundreds of ranges, and each is written out: so many more than the pattern has.
MAX_RANGES: Final = 20_000


class Set(NamedTuple):
    """One character out of a set (ECMA-262: CharacterClass, PatternCharacter)."""

    points: CodePoints


class Sequence(NamedTuple):
    """One after the other (ECMA-262: Alternative)."""

    items: tuple[Node, ...]


class Alternation(NamedTuple):
    """One of several (ECMA-262: Disjunction)."""

    options: tuple[Node, ...]


class Repeat(NamedTuple):
    """`minimum` to `maximum` times, None for no end; greed does not change what a search finds."""

    body: Node
    minimum: int
    maximum: int | None


class Group(NamedTuple):
    """A capturing group; numbers count from 1 in the order of the parentheses."""

    body: Node
    number: int


class Look(NamedTuple):
    """A lookahead or a lookbehind, positive or negative; `offset` is where it stands in the pattern."""

    body: Node
    ahead: bool
    negative: bool
    offset: int


class Assertion(NamedTuple):
    """One of `^ $ \\b \\B`, without the flag `m`."""

    kind: str


class Reference(NamedTuple):
    """A backreference to a capturing group, numbered; `offset` is where it stands in the pattern.

    `always` says that the group has taken part wherever the reference is reached.
    """

    number: int
    offset: int
    always: bool = False


Node = Set | Sequence | Alternation | Repeat | Group | Look | Assertion | Reference

EMPTY: Final = Sequence(())
NEVER: Final = Set(())
ANYTHING: Final = Repeat(Set(EVERYTHING), 0, None)


class _Open(NamedTuple):
    """A group while it is read: the options that are complete, and the items of the current one."""

    token: PatternToken
    number: int
    options: list[Node]
    items: list[Node]


def parse(source: str) -> Node:
    """The tree of an ECMA-262 pattern.  Raises `PatternError`: not the grammar, too long, nested too deep."""
    if len(source) > MAX_LENGTH:
        raise PatternError(
            f"the pattern has {len(source):,} characters, and at most {MAX_LENGTH:,} are taken (share it out "
            "with anyOf, or write an enum)",
            MAX_LENGTH,
        )
    tokens = scan_pattern(source)
    captures = [token for token in tokens if token.kind == "open" and token.text == "("]
    numbers = {token.name: number for number, token in enumerate(captures, 1) if token.name}
    number = 0
    ranges = 0
    stack = [_Open(PatternToken("open", 0), 0, [], [])]
    for token in tokens:
        group = stack[-1]
        match token.kind:
            case "open":
                number += token.text == "("
                stack.append(_Open(token, number, [], []))
                if len(stack) > MAX_NESTING:
                    raise PatternError(f"groups are nested more than {MAX_NESTING} deep", token.offset)
            case "close":
                stack.pop()
                stack[-1].items.append(_closed(group))
            case "or":
                group.options.append(Sequence(tuple(group.items)))
                group.items.clear()
            case "repeat":
                group.items[-1] = Repeat(group.items[-1], token.minimum, token.maximum)
            case "assertion":
                group.items.append(Assertion(token.text))
            case "reference":
                referred = numbers[token.name] if token.name else int(token.text)
                group.items.append(Reference(referred, token.offset))
            case _:
                one = _set(token)
                group.items.append(one)
                ranges += max(len(one.points) - len(token.items), 0)
                if ranges > MAX_RANGES:
                    raise PatternError(
                        f"the escapes of the pattern stand for more than {MAX_RANGES:,} ranges of characters",
                        token.offset,
                    )
    return _content(stack[0])


def _content(group: _Open) -> Node:
    last = Sequence(tuple(group.items))
    return Alternation((*group.options, last)) if group.options else last


def _closed(group: _Open) -> Node:
    body = _content(group)
    match group.token.text:
        case "(":
            return Group(body, group.number)
        case "(?:":
            return body
        case text:
            return Look(body, "<" not in text, text.endswith("!"), group.token.offset)


def _set(token: PatternToken) -> Set:
    if len(token.items) == 1 and not isinstance(token.items[0], str) and not token.text:
        return Set((token.items[0],))
    try:
        return Set(class_points(token.items, token.text == "^"))
    except LookupError as error:
        raise PatternError(str(error.args[0]), token.offset) from None
