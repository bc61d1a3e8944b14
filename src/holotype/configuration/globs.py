"""Globs in the grammar of .gitignore, as git documents it, to what tells whether a path matches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from holotype.errors import HolotypeError

LONGEST: Final = 4096  # characters; no path is longer

# Of ASCII alone, as git has them.
_CLASSES: Final = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "blank": " \\t",
    "cntrl": "\\x00-\\x1f\\x7f",
    "digit": "0-9",
    "graph": "\\x21-\\x7e",
    "lower": "a-z",
    "print": "\\x20-\\x7e",
    "punct": "\\x21-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7e",
    "space": " \\t-\\r",
    "upper": "A-Z",
    "xdigit": "0-9A-Fa-f",
}


class GlobError(HolotypeError):
    """A glob says what the grammar does not know; the text is the sentence without the glob."""


class Glob(NamedTuple):
    """A glob, relative to a folder.

    `starts` are the paths, from that folder, beneath which everything stands that it matches, or which it
    matches themselves; a name without wildcards is among them, since it is found even where it is hidden.
    `expression` matches whole paths, in time that grows with the product of the lengths of glob and path:
    what a part of it has matched is never tried again in another way.
    """

    text: str
    starts: tuple[str, ...]
    expression: re.Pattern[str]

    def matches(self, path: str) -> bool:
        """Whether a path, with slashes, is matched: it, or a folder that it is in."""
        return self.expression.fullmatch(path) is not None


def parse_glob(text: str) -> Glob:
    """The glob that a text is; raises `GlobError`.

    A leading "./" is taken for "/".  What git reads as a comment, as nothing ("[z-a]", "..") or as what is
    hardly meant ("{a,b}") is refused.
    """
    _refuse_other_lines(text)
    path = text.removeprefix(".") if text.startswith("./") else text
    names = path.removesuffix("/").removeprefix("/").split("/")
    rooted = "/" in path.removesuffix("/")
    expressions = [_name(name) for name in names]
    plain = list(_plain(names, expressions))
    starts = ("/".join(plain),) if rooted or not plain else (plain[0], "")
    if expressions[-1] == "**":
        expressions[-1] = _name("*")  # what is in the folder, and with it what is beneath
    if not rooted:
        expressions.insert(0, "**")
    expression = _path(expressions) + ("/.+" if path.endswith("/") else "(?:/.*)?")
    return Glob(text, starts, re.compile(expression, re.DOTALL))


def _refuse_other_lines(text: str) -> None:
    if len(text) > LONGEST:
        raise GlobError(f"longer than a path can be, {LONGEST:,} characters")
    if text.startswith("!"):
        raise GlobError("a leading ! takes files out: name them in `exclude`, or write \\! for the character")
    if text.startswith("#"):
        raise GlobError("a leading # begins a comment: write \\# for the character")
    kept = text.rstrip(" ")
    escapes = len(kept) - len(kept.rstrip("\\"))
    if len(text) - len(kept) > escapes % 2:
        raise GlobError(
            "spaces at the end do not count: leave them out, or write each as a backslash and a space"
        )


def _path(expressions: Sequence[str]) -> str:
    """The expression for a way of names, the last of which is not "**".

    What stands between two "**" is as many names whichever way it matches: the first place where it does
    leaves most to the rest, so no other is tried.
    """
    groups: list[list[str]] = [[]]
    for expression in expressions:
        if expression == "**":
            groups.append([])
        else:
            groups[-1].append(expression)
    first, *others = ("/".join(group) for group in groups)
    anywhere = [f"(?>(?:[^/]++/)*?{names}(?![^/]))" for names in others if names]
    return "/".join([first, *anywhere] if first else anywhere)


def _plain(names: Sequence[str], expressions: Sequence[str]) -> Iterator[str]:
    """The names before the first that has a wildcard, without their backslashes."""
    for name, expression in zip(names, expressions, strict=True):
        plain = re.sub(r"\\(.)", r"\1", name, flags=re.DOTALL)
        if expression != re.escape(plain):
            return
        yield plain


def _name(name: str) -> str:
    """The expression for one name of a path; "**" for any number of them.

    What stands between two "*" is as long whichever way it matches, so the first place is taken for it.
    """
    if name == "**":
        return name
    if name in ("", ".", ".."):
        raise GlobError(
            f"{name!r} is no name: a glob leads from the folder of the configuration file down, "
            "with a name between slashes"
        )
    first, *others = _between_stars(name)
    if not others:
        return first
    *middle, last = others
    return f"(?>{first}{''.join(f'(?>[^/]*?{each})' for each in middle if each)}[^/]*{last}(?![^/]))"


def _between_stars(name: str) -> list[str]:
    """The expressions for what stands before, between and after the "*" of a name."""
    pieces = [""]
    position = 0
    while position < len(name):
        character = name[position]
        position += 1
        if character == "*":
            pieces.append("")
            continue
        if character == "?":
            character = "[^/]"
        elif character == "[":
            character, position = _set(name, position)
        elif character in "{}":
            raise GlobError("braces are no alternatives: write a glob for each, or \\{ for the character")
        else:
            if character == "\\":
                character, position = _escaped(name, position)
            character = re.escape(character)
        pieces[-1] += character
    return pieces


def _escaped(name: str, position: int) -> tuple[str, int]:
    """The character that a backslash stands before, and the place after it."""
    if position == len(name):
        raise GlobError("a backslash at the end of a name: write the character that it is for, but no slash")
    return name[position], position + 1


def _set(name: str, position: int) -> tuple[str, int]:
    """The expression for the characters in brackets, and the place after them."""
    first = position = position + (negated := name[position : position + 1] in ("!", "^"))
    expression = "/" if negated else ""
    before = ""  # the character that a "-" makes a range of
    while True:
        character = name[position : position + 1]
        position += 1
        if character == "]" and position - 1 > first:
            break
        if not character:
            raise GlobError("a [ without its ]: write \\[ for the character")
        if named := re.compile(r"\[:([^]]*):\]").match(name, position - 1):
            if named[1] not in _CLASSES:
                raise GlobError(f"there is no [:{named[1]:.20}:]: expected one of {', '.join(_CLASSES)}")
            expression += _CLASSES[named[1]]
            position, before = named.end(), ""
            continue
        if character == "-" and before and name[position : position + 1] not in ("", "]"):
            character, position = name[position], position + 1
            if character == "\\":
                character, position = _escaped(name, position)
            if character < before:
                raise GlobError(f"{before}-{character} holds no character: expected the lower one first")
            expression += f"-{re.escape(character)}"
            before = ""
            continue
        if character == "\\":
            character, position = _escaped(name, position)
        expression += re.escape(character)
        before = character
    return f"[^{expression}]" if negated else f"(?!/)[{expression}]", position
