"""The words of error messages: values shortened, kinds named, the nearest name found."""

from __future__ import annotations

from holotype.compiler.library.numbers import is_integer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from typing import Any

SHOWN_CHARACTERS = 60
SHOWN_PATTERN = 120
SHOWN_ITEMS = 3
SHOWN_DIGITS = 40
LISTED = 12
MEANT_AS_BOOLEAN = {
    **dict.fromkeys(("true", "yes", "on", "y"), "did you mean true?"),
    **dict.fromkeys(("false", "no", "off", "n"), "did you mean false?"),
}


def show(value: Any, depth: int = 0) -> str:
    """The value as JSON, shortened; what cannot be printed is escaped."""
    if isinstance(value, str):
        return show_string(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        if abs(value) < 10**SHOWN_DIGITS:
            return int.__repr__(value)
        return f"an integer of about {int(value.bit_length() * 0.30103) + 1} digits"
    if isinstance(value, float):
        return float.__repr__(value)
    if isinstance(value, dict):
        if depth > 1 and value:
            return "{...}"
        parts: list[str] = []
        for name in value:
            if len(parts) == SHOWN_ITEMS:
                parts.append("...")
                break
            parts.append(f"{show(name, depth + 1)}: {show(value[name], depth + 1)}")
        return "{" + ", ".join(parts) + "}"
    if isinstance(value, list):
        if depth > 1 and value:
            return "[...]"
        parts = [show(item, depth + 1) for item in value[:SHOWN_ITEMS]]
        return "[" + ", ".join(parts) + (", ..." if len(value) > SHOWN_ITEMS else "") + "]"
    return f"a Python {type(value).__name__}"


def show_string(value: str) -> str:
    """The string in quotes, cut after SHOWN_CHARACTERS."""
    text = ""
    for character in value[:SHOWN_CHARACTERS]:
        if character in '"\\':
            text += "\\" + character
        elif character.isprintable():
            text += character
        elif character in "\n\r\t":
            text += {"\n": "\\n", "\r": "\\r", "\t": "\\t"}[character]
        else:
            text += f"\\u{ord(character):04x}" if ord(character) < 0x10000 else f"\\u{{{ord(character):x}}}"
    return f'"{text}"' if len(value) <= SHOWN_CHARACTERS else f'"{text}..."'


def show_pattern(source: str) -> str:
    """The regular expression as it is, in quotes: shortened, and only what cannot be printed is escaped."""
    shown = "".join(
        each if each.isprintable() else show_string(each)[1:-1] for each in source[:SHOWN_PATTERN]
    )
    return f'"{shown}"' if len(source) <= SHOWN_PATTERN else f'"{shown}..."'


def kind(value: Any) -> str:
    """The JSON type of the value, with its article."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, int):
        return "an integer"
    if isinstance(value, float):
        return "a number" if value - value == 0.0 else "no number in JSON"
    if isinstance(value, str):
        return "a string"
    if isinstance(value, list):
        return "an array"
    if isinstance(value, dict):
        return "an object"
    return "of no JSON type"


def expected(value: Any, wanted: str) -> str:
    """The sentence about a value of the wrong type."""
    if isinstance(value, (dict, list)) or value is None:
        return f"expected {wanted}, found {kind(value)}"
    return f"expected {wanted}, found {show(value)}, which is {kind(value)}"


def rewritten(value: Any, wanted: str) -> str | None:
    """What to do where a scalar is written as one of another type than it is `wanted` to be."""
    if isinstance(value, str):
        word = value.casefold()
        if "a boolean" in wanted and word in MEANT_AS_BOOLEAN:
            return "write it without quotes" if value == word in ("true", "false") else MEANT_AS_BOOLEAN[word]
        whole, point, fraction = value.removeprefix("-").partition(".")
        plain = whole.isdigit() and (whole == "0" or whole[0] != "0") and len(value) <= SHOWN_DIGITS
        if point:
            plain = plain and fraction.isdigit() and "a number" in wanted
        numeric = "a number" in wanted or "an integer" in wanted
        return "write it without quotes" if numeric and plain and value.isascii() else None
    if "a string" in wanted and isinstance(value, (int, float)) and kind(value) != "no number in JSON":
        # A boolean is more likely one of something else that would do.
        return "put it in quotes" if not isinstance(value, bool) or wanted == "a string" else None
    return None


def unquoted(value: str) -> bool | int | float:
    """The value that a string of which `rewritten` has a hint is meant as."""
    if value.casefold() in MEANT_AS_BOOLEAN:
        return "true" in MEANT_AS_BOOLEAN[value.casefold()]
    return float(value) if "." in value else int(value)


def admits(kinds: Collection[str], value: Any) -> bool:
    """Whether the value is of one of the JSON types, given as `kind` gives them; none stands for all."""
    own = kind(value)
    if not kinds or own in kinds:
        return True
    if own == "an integer":
        return "a number" in kinds
    return own == "a number" and "an integer" in kinds and is_integer(value)


def excluded(value: Any, what: str = "", kinds: Sequence[str] = ()) -> str:
    """The sentence about a value that `not` excludes, with all that is of other types than `kinds`."""
    if not what:
        return f"{show(value)} matches what must not match"
    if not admits(kinds, value):
        return expected(value, any_of_them(kinds))
    return f"expected anything but {what}, found {show(value)}"


def contained(
    items: Sequence[Any], indexes: Sequence[int], wanted: str, limit: str, kinds: Sequence[str] = ()
) -> str:
    """The sentence about an array that has too few or too many items that are what `contains` looks for.

    It takes items that are of none of the `kinds`, too.
    """
    if not all(admits(kinds, items[index]) for index in indexes):
        wanted = f"{wanted} or of another type"
    if not indexes:
        return f"no item is {wanted}, {limit}"
    if len(indexes) == 1:
        return f"1 item is {wanted} (at index {indexes[0]}), {limit}"
    shown = listed(list(map(str, indexes)), "and", 4)
    return f"{len(indexes)} items are each {wanted} (at the indexes {shown}), {limit}"


def any_of_them(words: Iterable[str]) -> str:
    """The words, each once, as a choice: of very many the first."""
    return listed(list(dict.fromkeys(words)), "or", LISTED, "others")


def listed(words: Sequence[str], conjunction: str, most: int, rest: str = "more") -> str:
    """The words as a list in a sentence, cut after `most`."""
    if len(words) > most + 1:
        words = [*words[:most], f"{len(words) - most} {rest}"]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def nearest(word: object, words: Iterable[str]) -> str | None:
    """A question with the word that `word` was perhaps meant to be; None when none comes near."""
    found = nearest_name(word, words)
    return None if found is None else f"did you mean {show_string(found)}?"


def nearest_name(word: object, words: Iterable[str]) -> str | None:
    """The one of the words that comes nearest to `word`; None when none comes near."""
    if not isinstance(word, str) or not 0 < len(word) <= 64:
        return None
    from difflib import get_close_matches

    folded: dict[str, str] = {}
    for each in words:
        if len(each) <= 64 and len(folded) < 2000:
            folded.setdefault(each.casefold(), each)
    found = get_close_matches(word.casefold(), folded, n=1, cutoff=0.7)
    return folded[found[0]] if found else None


def escape_token(name: object) -> str:
    """A property name as a reference token of a JSON Pointer (RFC 6901, section 3)."""
    shown = str.__str__(name) if isinstance(name, str) else show(name)
    return shown.replace("~", "~0").replace("/", "~1")


def counted(count: int, singular: str, plural: str) -> str:
    """The count with its noun."""
    return f"{count} {singular if count == 1 else plural}"
