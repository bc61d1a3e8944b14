"""The text of an ECMA-262 regular expression becomes tokens (library: copied into emitted modules).

The grammar is that of the `u` flag (ECMA-262, section 22.2.1), which JSON Schema 2020-12 asks for in
section 6.4, relaxed where engines without the flag are relaxed and the meaning is plain: `{`, `}` and `]`
that close or count nothing stand for themselves, `\\-` and other escaped punctuation too, a class escape
may stand beside a hyphen (`[\\w-.]`), and a lookahead may be repeated.  Letters without a meaning (`\\a`,
`\\Z`) and octal escapes stay errors.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from holotype.compiler.patterns.property_names import (
    BINARY_PROPERTIES,
    GENERAL_CATEGORY_VALUES,
    SCRIPT_VALUES,
)

# A range of code points, or a class: d D s S w W . p{...} P{...}
SetItem = tuple[int, int] | str

PATTERN_CONTROLS: Final = {"f": 12, "n": 10, "r": 13, "t": 9, "v": 11}
PATTERN_GROUPS: Final = ("(?:", "(?=", "(?!", "(?<=", "(?<!")
PATTERN_DIGITS: Final = "0123456789"
PATTERN_HEX_DIGITS: Final = "0123456789ABCDEFabcdef"
# No text is this long, so a count of this or more means the same as this.
PATTERN_MAX_COUNT: Final = 2**31


class PatternError(ValueError):
    """A pattern cannot be used; `offset` counts code points from its start."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(f"{message}, at offset {offset} of the pattern")
        self.message = message
        self.offset = offset


class PatternToken(NamedTuple):
    """One element of a pattern, at `offset` code points from its start.

    kind is "set" (`items`; text "^" if negated), "assertion" (text `^ $ \\b \\B`), "open" (text `( (?: (?=
    (?! (?<= (?<!`, name), "close" (text of what it closes), "or", "repeat" (minimum, maximum or None for
    no end) or "reference" (a group's number as text, or its name).
    """

    kind: str
    offset: int
    text: str = ""
    name: str = ""
    items: tuple[SetItem, ...] = ()
    minimum: int = 0
    maximum: int | None = None


def is_regex(value: str) -> bool:
    """Whether the text is an ECMA-262 regular expression (JSON Schema 2020-12, section 7.3.8)."""
    try:
        scan_pattern(value)
    except PatternError:
        return False
    return True


def scan_pattern(source: str) -> list[PatternToken]:
    """The tokens of a pattern; time and memory grow with its length alone.  Raises `PatternError`."""
    tokens: list[PatternToken] = []
    opened: list[PatternToken] = []
    names: set[str] = set()
    captures = 0
    position = 0
    while position < len(source):
        token, position = scan_pattern_token(source, position)
        if token.kind == "open":
            opened.append(token)
            captures += token.text == "("
            if token.name in names:
                raise PatternError(f"two groups are named {token.name}", token.offset)
            if token.name:
                names.add(token.name)
        elif token.kind == "close":
            if not opened:
                raise PatternError("')' closes no group", token.offset)
            token = token._replace(text=opened.pop().text)
        elif token.kind == "repeat":
            check_repeatable(tokens, token)
        tokens.append(token)
    if opened:
        raise PatternError(f"the group {opened[-1].text!r} is never closed", opened[-1].offset)
    for token in tokens:
        if token.kind == "reference":
            known = token.name in names if token.name else int(token.text) <= captures
            if not known:
                raise PatternError(f"there is no group {token.name or token.text} to refer to", token.offset)
    return tokens


def check_repeatable(tokens: list[PatternToken], quantifier: PatternToken) -> None:
    before = tokens[-1] if tokens else None
    if before is not None:
        if before.kind in ("set", "reference"):
            return
        if before.kind == "close" and not before.text.startswith("(?<"):
            return
        if before.kind == "repeat":
            raise PatternError(
                f"the quantifier {quantifier.text!r} follows another (ECMA-262 has no possessive ones)",
                quantifier.offset,
            )
    raise PatternError(f"there is nothing that {quantifier.text!r} could repeat", quantifier.offset)


def scan_pattern_token(source: str, at: int) -> tuple[PatternToken, int]:
    character = source[at]
    if character == "\\":
        return scan_pattern_escape(source, at)
    if character == "[":
        return scan_pattern_class(source, at)
    if character == "(":
        return scan_pattern_group(source, at)
    if character in "*+?{":
        bounds = scan_quantifier(source, at)
        if bounds is not None:
            return bounds
    if character == ")":
        return PatternToken("close", at), at + 1
    if character == "|":
        return PatternToken("or", at), at + 1
    if character in "^$":
        return PatternToken("assertion", at, character), at + 1
    if character == ".":
        return PatternToken("set", at, items=(".",)), at + 1
    return PatternToken("set", at, items=((ord(character), ord(character)),)), at + 1


def scan_quantifier(source: str, at: int) -> tuple[PatternToken, int] | None:
    """The quantifier that starts here; None if the brace here starts none."""
    minimum = 1 if source[at] == "+" else 0
    maximum = 1 if source[at] == "?" else None
    end = at + 1
    if source[at] == "{":
        comma = skip_digits(source, at + 1)
        least = most = source[at + 1 : comma].lstrip("0")
        brace = comma
        if source.startswith(",", comma):
            brace = skip_digits(source, comma + 1)
            most = source[comma + 1 : brace].lstrip("0")
        if comma == at + 1 or not source.startswith("}", brace):
            return None
        minimum = read_count(least)
        maximum = None if brace == comma + 1 else read_count(most)
        if maximum is not None and (len(least), least) > (len(most), most):
            raise PatternError("the bounds of a quantifier are out of order", at)
        end = brace + 1
    text = source[at:end] if end - at < 20 else "{...}"
    end += source.startswith("?", end)
    return PatternToken("repeat", at, text, minimum=minimum, maximum=maximum), end


def skip_digits(source: str, at: int) -> int:
    while at < len(source) and source[at] in PATTERN_DIGITS:
        at += 1
    return at


def read_count(digits: str) -> int:
    """The number that decimal digits without leading zeros write, `PATTERN_MAX_COUNT` at most."""
    return min(int(digits or "0"), PATTERN_MAX_COUNT) if len(digits) < 12 else PATTERN_MAX_COUNT


def scan_pattern_group(source: str, at: int) -> tuple[PatternToken, int]:
    if not source.startswith("(?", at):
        return PatternToken("open", at, "("), at + 1
    for text in PATTERN_GROUPS:
        if source.startswith(text, at):
            return PatternToken("open", at, text), at + len(text)
    if source.startswith("(?<", at):
        name, end = scan_group_name(source, at + 2)
        return PatternToken("open", at, "(", name), end
    raise PatternError(f"ECMA-262 has no group that starts with {source[at : at + 3]!a}", at)


def scan_group_name(source: str, at: int) -> tuple[str, int]:
    """The name between `<` here and `>`; escapes in it (`\\u0061`) are read."""
    characters: list[str] = []
    position = at + 1
    while position < len(source) and source[position] != ">":
        if source.startswith("\\u", position):
            point, position = scan_unicode_escape(source, position)
            characters.append(chr(point))
        else:
            characters.append(source[position])
            position += 1
    if not source.startswith("<", at) or position >= len(source):
        raise PatternError("a group's name stands between '<' and '>'", at)
    name = "".join(characters)
    if not name.replace("$", "_").replace("\u200c", "_").replace("\u200d", "_").isidentifier():
        raise PatternError(f"{name[:40]!a} is no name for a group", at)
    return name, position + 1


def scan_pattern_escape(source: str, at: int) -> tuple[PatternToken, int]:
    letter = source[at + 1 : at + 2]
    if letter and letter in "bB":
        return PatternToken("assertion", at, "\\" + letter), at + 2
    if letter == "k":
        name, end = scan_group_name(source, at + 2)
        return PatternToken("reference", at, name=name), end
    if letter and letter in "123456789":
        end = skip_digits(source, at + 1)
        if end - at > 6:
            raise PatternError("there is no group of such a number to refer to", at)
        return PatternToken("reference", at, source[at + 1 : end]), end
    item, end = scan_set_escape(source, at)
    return PatternToken("set", at, items=(item,)), end


def scan_pattern_class(source: str, at: int) -> tuple[PatternToken, int]:
    items: list[SetItem] = []
    negated = source.startswith("^", at + 1)
    position = at + 1 + negated
    while not source.startswith("]", position):
        start = position
        low, position = scan_class_atom(source, position, at)
        is_range = source.startswith("-", position) and not source.startswith("]", position + 1)
        if not is_range:
            items.append(low)
            continue
        high, position = scan_class_atom(source, position + 1, at)
        if isinstance(low, str) or isinstance(high, str):
            items += [low, (45, 45), high]
        elif low[0] > high[0]:
            raise PatternError(f"the range {source[start:position]!a} is out of order", start)
        else:
            items.append((low[0], high[0]))
    return PatternToken("set", at, "^" if negated else "", items=tuple(items)), position + 1


def scan_class_atom(source: str, at: int, opened: int) -> tuple[SetItem, int]:
    if at >= len(source):
        raise PatternError("the class '[' is never closed", opened)
    if source[at] != "\\":
        return (ord(source[at]), ord(source[at])), at + 1
    if source.startswith("b", at + 1):
        return (8, 8), at + 2
    return scan_set_escape(source, at)


def scan_set_escape(source: str, at: int) -> tuple[SetItem, int]:
    """The characters that the escape here stands for, inside a class or outside."""
    letter = source[at + 1 : at + 2]
    if letter == "":
        raise PatternError("a backslash ends the pattern", at)
    if letter in "dDsSwW":
        return letter, at + 2
    if letter in "pP":
        return scan_property(source, at)
    end = at + 2
    if letter in PATTERN_CONTROLS:
        point = PATTERN_CONTROLS[letter]
    elif letter == "u":
        point, end = scan_unicode_escape(source, at)
    elif letter == "x":
        point, end = read_hex(source, at, at + 2, at + 4), at + 4
    elif letter == "c":
        control = source[at + 2 : at + 3]
        if not (control.isascii() and control.isalpha()):
            raise PatternError("'\\c' takes a letter from A to Z", at)
        point, end = ord(control) % 32, at + 3
    elif letter == "0" and source[at + 2 : at + 3] not in tuple(PATTERN_DIGITS):
        point = 0
    elif letter in PATTERN_DIGITS:
        raise PatternError("octal escapes are not ECMA-262 (write \\x..)", at)
    elif letter.isalnum():
        raise PatternError(f"ECMA-262 has no escape {source[at:end]!a}", at)
    else:
        point = ord(letter)
    return (point, point), end


def scan_unicode_escape(source: str, at: int) -> tuple[int, int]:
    """The code point of `\\uXXXX` or `\\u{X...}` here; two escaped surrogates that make a pair are one."""
    if source.startswith("{", at + 2):
        brace = at + 3
        while brace < len(source) and source[brace] in PATTERN_HEX_DIGITS:
            brace += 1
        digits = source[at + 3 : brace].lstrip("0")
        if brace == at + 3 or not source.startswith("}", brace) or len(digits) > 6:
            raise PatternError("'\\u{' takes a code point in hexadecimal digits and '}'", at)
        point = int(digits or "0", 16)
        if point > 0x10FFFF:
            raise PatternError("'\\u{...}' goes beyond U+10FFFF", at)
        return point, brace + 1
    point = read_hex(source, at, at + 2, at + 6)
    if 0xD800 <= point < 0xDC00 and source[at + 6 : at + 9].lower() in ("\\ud",) and at + 12 <= len(source):
        trail = source[at + 8 : at + 12]
        if all(digit in PATTERN_HEX_DIGITS for digit in trail) and trail[1] in "cCdDeEfF":
            return 0x10000 + (point - 0xD800) * 0x400 + (int(trail, 16) - 0xDC00), at + 12
    return point, at + 6


def read_hex(source: str, at: int, start: int, end: int) -> int:
    digits = source[start:end]
    if len(digits) != end - start or not all(digit in PATTERN_HEX_DIGITS for digit in digits):
        raise PatternError(f"'{source[at : at + 2]}' takes {end - start} hexadecimal digits", at)
    return int(digits, 16)


def scan_property(source: str, at: int) -> tuple[str, int]:
    """`\\p{...}` here, if ECMA-262 knows the property and its value."""
    brace = source.find("}", at, at + 80)
    if not source.startswith("{", at + 2) or brace < 0:
        raise PatternError(f"'{source[at : at + 2]}' takes a Unicode property in braces", at)
    text = source[at + 3 : brace]
    key, equals, value = text.partition("=")
    if not equals:
        known = f" {key} " in GENERAL_CATEGORY_VALUES or f" {key} " in BINARY_PROPERTIES
    elif key in ("General_Category", "gc"):
        known = f" {value} " in GENERAL_CATEGORY_VALUES
    else:
        known = key in ("Script", "sc", "Script_Extensions", "scx") and f" {value} " in SCRIPT_VALUES
    if not known or " " in text or not text:
        raise PatternError(f"ECMA-262 knows no Unicode property {text!a}", at)
    return source[at + 1 : brace + 1], brace + 1
