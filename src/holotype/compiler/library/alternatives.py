"""anyOf and oneOf at run time: what is said of a value that the alternatives refuse."""

from __future__ import annotations

from typing import NamedTuple

from holotype.compiler.library.errors import Error
from holotype.compiler.library.findings import Findings, Told, Way
from holotype.compiler.library.messages import (
    LISTED,
    admits,
    any_of_them,
    escape_token,
    expected,
    listed,
    nearest,
    nearest_name,
    rewritten,
    show,
    show_string,
    unquoted,
)
from holotype.compiler.library.reports import THERE_IS, missing_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from typing import Any

    from holotype.compiler.library.findings import Memory

    Report = Callable[[Any, str, str, "Findings"], None]

# Alternatives, and the errors of each, that are told where several come equally near.
MOST_TIED = 3
# Alternatives that a sentence tells in words, of those that admit the type of a value.
MOST_TOLD = 4
# Keywords that say that an object has other properties than it should.
NAMING = frozenset(
    ("required", "properties", "patternProperties", "additionalProperties", "unevaluatedProperties", "not")
)


class Alternative(NamedTuple):
    """A subschema that some value is valid against; `via` is its place below the keyword.

    `kinds` are the JSON types that it admits, in words, none for all; `wanted` says all that it accepts,
    where words do, and `values` are all, where it lists them.  `names` are the properties that it tells of.
    """

    via: str
    report: Report
    name: str
    kinds: tuple[str, ...] = ()
    wanted: str = ""
    values: tuple[Any, ...] = ()
    names: tuple[str, ...] = ()


class Choice(NamedTuple):
    """The alternatives of a keyword, and the property by which those that are objects are told apart."""

    alternatives: tuple[Alternative, ...]
    tag: str | None = None
    tags: tuple[Any, ...] = ()
    requires_tag: bool = False


def report_choice(value: Any, at: str, via: str, absolute: str, choice: Choice, found: Findings) -> None:
    """Report that not one (anyOf), or not exactly one (oneOf), of the alternatives accepts the value."""
    key = (id(choice), id(value), at)
    explained = found.memory.explained
    if key not in explained:
        explained[key] = refused_by_choice(value, at, absolute, choice, found.memory)
    refusal = explained[key]
    if isinstance(refusal, Way):
        found.append(refusal._replace(via=via))
    elif refusal is not None:
        found.append(refusal._replace(keyword_location=via))


def refused_by_choice(
    value: Any, at: str, absolute: str, choice: Choice, memory: Memory
) -> Way | Error | None:
    """The error, its keyword location left empty; and the way to what explains it, where itself does not."""
    keyword = absolute.rpartition("/")[2]
    attempts: list[Findings] = []
    matches: list[str] = []
    for each in choice.alternatives:
        attempt = Findings(memory, value)
        each.report(value, at, each.via, attempt)
        attempts.append(attempt)
        if attempt.severity() != "error":
            matches.append(each.name)
    if keyword == "oneOf" and len(matches) > 1:
        return Error(at, "", absolute, keyword, several_match(value, matches))
    if matches:
        return None
    message, hint, causes = explained_refusal(value, at, choice, attempts)
    error = Error(at, "", absolute, keyword, message, "error", hint)
    return error if causes is None else Way("", causes, error)


def several_match(value: Any, names: Sequence[str]) -> str:
    """The sentence about a value that is valid against more than one alternative."""
    both = "both " if len(names) == 2 else ""
    return f"{show(value)} matches {both}{listed(names, 'and', 4)}, expected exactly one"


def explained_refusal(
    value: Any, at: str, choice: Choice, attempts: Sequence[Findings]
) -> tuple[str, str | None, Findings | None]:
    """What is said of a value that all alternatives refuse: a sentence, a hint, and what explains it."""
    alternatives = choice.alternatives
    able = [index for index, each in enumerate(alternatives) if admits(each.kinds, value)]
    in_words = {alternatives[index].wanted for index in able if not alternatives[index].values}
    if "" not in in_words and len(in_words) <= MOST_TOLD:
        message, hint = refused_at_once(value, alternatives, in_words)
        return message, hint or rewritten_to_fit(value, at, choice, attempts[0].memory), None
    errors, complete = told_of(attempts)
    if not complete:
        first = alternatives[able[0]].name
        why = f"{first} is the first; too many ways lead here to tell which comes nearest"
        return f"{none_of(value, alternatives)}; {why}", None, attempts[able[0]]
    if choice.tag is not None and isinstance(value, dict):
        if choice.tag in value:
            place = f"{at}/{escape_token(choice.tag)}"
            named = [index for index in able if not refusing_tag(errors[index], place)]
            if not named:
                return unknown_tag(value, choice, attempts[able[0]], errors[able[0]], place)
            doubtful = len(named) == 1 and contradicts(errors[named[0]], at)
            if len(named) == 1 and not doubtful:
                meant = alternatives[named[0]].name
                by = show_string(choice.tag)
                if meant.startswith(f"{by}: "):
                    sentence = f"{show(value)} does not match the alternative {meant}"
                else:
                    sentence = f"{show(value)} does not match {meant}, which its {by} names"
                return sentence, None, attempts[named[0]]
            able = able if doubtful else named
        elif choice.requires_tag:
            return *missing_tag(value, choice), None
    told_of_names = {index: properties_of(value, alternatives[index]) for index in able}
    most = max(told_of_names.values())
    distances = {
        index: (told_of_names[index] == 0 < most, *branch_distance(errors[index], at)) for index in able
    }
    least = min(distances.values())
    tied = [index for index in able if distances[index] == least]
    lacking = {index: names for index in able if (names := missing_names(errors[index], at))}
    for several in (able, tied):
        if len(several) > 1 and all(index in lacking for index in several):
            hint = next((error.hint for index in several for error in errors[index] if error.hint), None)
            return lacking_any(value, [lacking[index] for index in several]), hint, None
    sentence = none_of(value, alternatives)
    if len(tied) < len(alternatives):
        comes = "comes nearest" if len(tied) == 1 else "come equally near"
        nearest_ones = [alternatives[index].name for index in tied]
        sentence = f"{sentence}; {listed(nearest_ones, 'and', MOST_TIED)} {comes}"
    causes = attempts[tied[0]]
    if len(tied) > 1:
        # What two of them say in the same words is said once.
        told = {
            tuple((each.instance_location, each.message) for each in errors[index]): index
            for index in reversed(tied)
        }
        causes = Findings(causes.memory, value)
        causes.extend(Way("", attempts[index]) for index in sorted(told.values())[:MOST_TIED])
    return sentence, None, causes


def properties_of(value: Any, alternative: Alternative) -> int:
    """How many properties of the value are of those that the alternative tells of."""
    return sum(name in value for name in alternative.names) if isinstance(value, dict) else 0


def contradicts(errors: Iterable[Error], at: str) -> bool:
    """Whether another property, for which it has one value, says that an alternative is not meant."""
    return any(
        error.keyword == "const" and error.instance_location.rpartition("/")[0] == at for error in errors
    )


def none_of(value: Any, alternatives: Sequence[Alternative]) -> str:
    """The beginning of a sentence about a value that all alternatives refuse."""
    if len(alternatives) == 1:
        return f"{show(value)} does not match {alternatives[0].name}"
    return f"{show(value)} matches none of the {len(alternatives)} alternatives"


def refused_at_once(
    value: Any, alternatives: Sequence[Alternative], in_words: Collection[str]
) -> tuple[str, str | None]:
    """What is said where the alternatives that admit this type are told `in_words`, or list their values."""
    words: list[str] = []
    strings: list[str] = []
    for each in alternatives:
        strings += [accepted for accepted in each.values if isinstance(accepted, str)]
        if each.values:
            words += map(show, each.values)
        else:
            words += (each.wanted,) if each.wanted in in_words else each.kinds
    if "a string" in words:
        words = [each for each in words if not each.startswith('"')]
    wanted = any_of_them(words)
    if in_words or (strings and isinstance(value, str)):
        return f"expected {wanted}, found {show(value)}", nearest(value, strings)
    return expected(value, wanted), None


def rewritten_to_fit(value: Any, at: str, choice: Choice, memory: Memory) -> str | None:
    """What to do where a scalar, written with or without quotes, would be what an alternative accepts."""
    for each in choice.alternatives if not isinstance(value, bool) else ():
        for wanted in each.kinds:
            hint = rewritten(value, wanted)
            if hint is not None:
                fit = unquoted(value) if isinstance(value, str) else show(value)
                attempt = Findings(memory, fit)
                each.report(fit, at, each.via, attempt)
                if attempt.severity() != "error":
                    return hint
    return None


def told_of(attempts: Iterable[Findings]) -> tuple[list[list[Error]], bool]:
    """The errors of each alternative, and whether they are all there."""
    complete = True
    errors: list[list[Error]] = []
    for attempt in attempts:
        own = [each for each in attempt if isinstance(each, Error)]
        if len(own) < len(attempt):
            told = Told(attempt, None, attempt.memory.compared)
            own = [error for _, error, _ in told.errors]
            complete = complete and told.complete
        errors.append(own)
    return errors, complete


def refusing_tag(errors: Iterable[Error], place: str) -> list[Error]:
    """The errors of an alternative that say that the tag, which stands at `place`, is not its own."""
    return [
        error for error in errors if error.instance_location == place and error.keyword in ("const", "enum")
    ]


def unknown_tag(
    value: dict[str, Any], choice: Choice, attempt: Findings, errors: Sequence[Error], place: str
) -> tuple[str, str | None, Findings]:
    """What is said where the tag is that of no alternative; the cause only shows where the tag stands."""
    tag = value[str(choice.tag)]
    words = list(map(show, choice.tags))
    sentence = f"{show_string(str(choice.tag))} is {show(tag)}, expected {any_of_them(words)}"
    hint = nearest(tag, [each for each in choice.tags if isinstance(each, str)])
    told = Told(attempt, "", attempt.memory.compared)
    causes = Findings(attempt.memory, value)
    refusing = refusing_tag(errors, place)[:1]
    for via, error, _ in told.errors:
        if error in refusing:
            shown = f"{show(tag)} names no alternative"
            causes.append(error._replace(keyword_location=via, message=shown, hint=None))
            break
    return sentence, hint, causes


def missing_tag(value: dict[str, Any], choice: Choice) -> tuple[str, str | None]:
    """What is said where the tag is missing."""
    tag = str(choice.tag)
    words = list(map(show, choice.tags))
    similar = nearest_name(tag, [name for name in value if isinstance(name, str)])
    hint = None
    if similar is not None:
        hint = f"{THERE_IS}{show_string(similar)}; did you mean {show_string(tag)}?"
    return f"the required property {show_string(tag)} is missing: expected {any_of_them(words)}", hint


def missing_names(errors: Iterable[Error], at: str) -> tuple[str, ...]:
    """The names, in quotes, of what the object at `at` lacks; none where anything else is wrong."""
    names = [missing_name(error) if error.instance_location == at else None for error in errors]
    return tuple(name for name in names if name is not None) if None not in names else ()


def lacking_any(value: Any, lacking: Sequence[tuple[str, ...]]) -> str:
    """The sentence about an object where each alternative only lacks properties: by those that lack least."""
    fewest = min(map(len, lacking))
    groups = list(dict.fromkeys(names for names in lacking if len(names) == fewest))
    wanted = any_of_them([listed(names, "and", LISTED) for names in groups])
    if len(groups) == 1:
        noun, are = ("property", "is") if fewest == 1 else ("properties", "are")
        return f"the required {noun} {wanted} {are} missing"
    one_of = "one of the properties" if fewest == 1 else "the properties"
    return f"expected {one_of} {wanted}, found {show(value)}"


def branch_distance(errors: Sequence[Error], at: str) -> tuple[int, int, int, int]:
    """How far an alternative is from accepting the value at `at`: its type, its tags, its names, its errors.

    A string or a name that is nearly one that would do is a slip, and no sign of something else.
    """
    own = 0
    tags = 0
    names = 0
    for error in errors:
        below = error.instance_location[len(at) :]
        depth = below.count("/")
        if depth == 0 and error.keyword == "type":
            own += 1
        slip = error.hint is not None and error.hint.endswith("?")
        if depth <= 1 and (error.keyword == "const" or (error.keyword == "enum" and not slip)):
            tags += 1
        if depth <= 1 and error.keyword in NAMING and not slip:
            names += 1
    return own, tags, names, len(errors)
