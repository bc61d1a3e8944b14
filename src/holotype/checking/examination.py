"""One document and a validator: the diagnostics, by place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from holotype.checking.diagnostics import SECOND_OPINION, Diagnostic, about_file, about_text

if TYPE_CHECKING:
    RuleReads = Mapping[str, tuple[str, ...]]

    from holotype.checking.protocols import Excerpt, ReportedError
    from holotype.checking.values import Examiner
    from holotype.documents.values import Document, Located

# Errors of one document, causes counted, that become diagnostics: each takes a place, a line and a report,
# and a small compressed text can hold very many wrong values.
MOST_ERRORS: Final = 10_000

# What a parser gives besides containers, for a sentence.
_KINDS: Final = {str: "a string", int: "a number", float: "a number", bool: "a boolean", type(None): "null"}
# Keywords of errors that are not the schema's.
_NOT_THE_SCHEMAS: Final = ("rule", SECOND_OPINION)
# Keywords whose subschemas look at properties; they are those of an error only where a property may not be.
_HOLDERS_OF_PROPERTIES: Final = (
    "properties",
    "patternProperties",
    "additionalProperties",
    "unevaluatedProperties",
)


class _Allowance:
    """How many errors of one document may still be reported; fewer than none where some are left out."""

    def __init__(self) -> None:
        self.left = MOST_ERRORS

    def take(self) -> bool:
        """Whether one more may be reported, which counts as if it were."""
        self.left -= 1
        return self.left >= 0


class _Found(NamedTuple):
    """An error that is reported: `prefix` points to its instance, `causes` are those of its own that are."""

    prefix: str
    error: ReportedError
    causes: list[_Found]


def examine(document: Document, file: str, examiner: Examiner) -> tuple[int, list[Diagnostic]]:
    """Check one parsed document, or tell why it could not be parsed: the number of instances, what was found.

    The path of a document without a flaw is a call of `is_clean`; errors, places and lines of text are
    computed for the others only.
    """
    if not document.parsed:
        return 0, _of_findings(document, file)
    instance, at = document.instance, examiner.at
    if at:
        instance, untaken = _followed(instance, at)
        if untaken:
            return 0, [*_of_findings(document, file), _no_value(document, file, examiner, instance, untaken)]
    if examiner.each is None:
        if examiner.is_clean(instance):
            return 1, _of_findings(document, file)
        if too_long := _too_long(document, file):
            return 1, [too_long]
        errors = list(examiner.iter_errors(instance))
        items = _envelope_items(instance, errors, examiner.envelope)
        if items is None:
            diagnostics = _merged(document, file, examiner, ((at, error) for error in errors))
            if isinstance(instance, list) and (refusal := _refusal_of_array(instance, errors, examiner)):
                diagnostics = [_suggesting_each(each, at, refusal) for each in diagnostics]
            return 1, diagnostics
        return _examine_items(document, file, examiner, at + examiner.envelope, items)
    items = _array_at(instance, examiner.each)
    if items is None:
        return 0, [*_of_findings(document, file), _no_array(document, file, at + examiner.each)]
    return _examine_items(document, file, examiner, at + examiner.each, items)


def _envelope_items(instance: object, errors: list[ReportedError], pointer: str) -> list[object] | None:
    """The items of an envelope, or None for a document that is an instance itself.

    An envelope is a document with an array where the contract says `each`, which the schema refuses at the
    document's own root (a property that it requires is missing, say): an instance with a flaw deeper down,
    or one that only breaks a rule, stays an instance even when it happens to have such an array.
    """
    if not pointer:
        return None
    refused_at_root = any(
        error.instance_location == "" and error.severity == "error" and error.keyword not in _NOT_THE_SCHEMAS
        for error in errors
    )
    return _array_at(instance, pointer) if refused_at_root else None


def _refusal_of_array(
    instance: list[object], errors: list[ReportedError], examiner: Examiner
) -> ReportedError | None:
    """The error that refuses an array for being one, where the schema would not refuse its items for what
    they are: the first one stands for all.
    """
    refusal = next((error for error in errors if _refuses_kind(error)), None)
    if refusal is None or not instance or any(map(_refuses_kind, examiner.iter_errors(instance[0]))):
        return None
    return refusal


def _refuses_kind(error: ReportedError) -> bool:
    """Whether an error says that an instance, as a whole, is of the wrong type."""
    if error.instance_location or error.severity != "error":
        return False
    if error.keyword in ("anyOf", "oneOf") and not error.causes:
        return error.message.startswith("expected ")  # the types of all alternatives
    return error.keyword == "type" or (bool(error.causes) and all(map(_refuses_kind, error.causes)))


def _suggesting_each(diagnostic: Diagnostic, at: str, refusal: ReportedError) -> Diagnostic:
    if (diagnostic.instance_location, diagnostic.keyword_location) != (at, refusal.keyword_location):
        return diagnostic
    suggestion = "to check each item of the array instead, give --each ''"
    hint = suggestion if diagnostic.hint is None else f"{diagnostic.hint}; {suggestion}"
    return diagnostic._replace(hint=hint)


def _array_at(instance: object, pointer: str) -> list[object] | None:
    found, untaken = _followed(instance, pointer)
    return found if isinstance(found, list) and not untaken else None


def _followed(instance: object, pointer: str) -> tuple[object, list[str]]:
    """The last value that a pointer leads to, and its tokens that lead nowhere from there (RFC 6901)."""
    from holotype.pointers import index, tokens

    names = tokens(pointer)
    for taken, name in enumerate(names):
        if isinstance(instance, dict) and name in instance:
            instance = instance[name]
        elif isinstance(instance, list) and (at := index(name, len(instance))) is not None:
            instance = instance[at]
        else:
            return instance, names[taken:]
    return instance, []


def _examine_items(
    document: Document, file: str, examiner: Examiner, pointer: str, items: list[object]
) -> tuple[int, list[Diagnostic]]:
    wrong = [index for index, item in enumerate(items) if not examiner.is_clean(item)]
    if wrong and (too_long := _too_long(document, file)):
        return len(items), [too_long]
    located = (
        (f"{pointer}/{index}", error) for index in wrong for error in examiner.iter_errors(items[index])
    )
    return len(items), _merged(document, file, examiner, located)


def _of_findings(document: Document, file: str) -> list[Diagnostic]:
    if not document.findings:
        return []
    from holotype.checking.excerpts import Excerpts

    excerpts = Excerpts(document)
    diagnostics = [
        about_text(file, finding.place, finding.kind, finding.message, excerpts.at, finding.severity)
        for finding in document.findings
        if finding.severity != "notice"
    ]
    diagnostics.sort(key=_by_place)
    return diagnostics


def _merged(
    document: Document, file: str, examiner: Examiner, errors: Iterable[tuple[str, ReportedError]]
) -> list[Diagnostic]:
    """Diagnostics of the errors, each with the pointer of its instance, and of the document's findings."""
    found: list[_Found] = []
    allowance = _Allowance()
    left_out: Literal["error", "warning"] = "warning"
    for prefix, error in errors:
        if allowance.take():
            found.append(_taken(prefix, error, allowance))
        elif error.severity == "error":
            left_out = "error"
            break
    if not found:
        return _of_findings(document, file)
    from holotype.checking.excerpts import Excerpts
    from holotype.documents import locate

    reads = examiner.rule_reads
    pointers = {pointer for each in found for pointer in _pointers(each, reads)}
    places = locate(document, list(pointers))
    excerpts = Excerpts(document)
    diagnostics = _of_findings(document, file)
    for each in found:
        diagnostics.append(_diagnostic(file, each, _shown_at(each, reads, places), places, excerpts.at))
    diagnostics.sort(key=_by_place)
    if document.syntax == "yaml":
        diagnostics = _said_once(diagnostics)
    if allowance.left < 0:
        diagnostics.append(_too_many(diagnostics[-1], left_out))
    return diagnostics


def _said_once(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """Without those that say the same of the same place: a value stands there once, whatever aliases it."""
    once: dict[tuple[object, ...], Diagnostic] = {}
    for each in diagnostics:
        key = each.line, each.column, each.end_line, each.end_column
        once.setdefault((*key, each.absolute_keyword_location, each.keyword, each.message), each)
    return list(once.values())


def _too_long(document: Document, file: str) -> Diagnostic | None:
    """What is said of a document that is not clean in place of all that is wrong, if that is too much."""
    from holotype.checking.locations import MOST_TEXT, are_too_long

    if not are_too_long(document):
        return None
    message = (
        f"something is wrong with this document, but the places of its values take more than "
        f"{MOST_TEXT // 2**20} MiB to name: shorten the names of its properties, or flatten it"
    )
    return about_file(file, "size", message)._replace(
        line=document.line, column=1, end_line=document.line, end_column=1
    )


def _too_many(last: Diagnostic, severity: Literal["error", "warning"]) -> Diagnostic:
    """What is said, after the last diagnostic that is reported, of those that are not."""
    message = (
        f"more is wrong with this document than is reported, which is {MOST_ERRORS:,} errors and warnings"
    )
    return about_file(last.file, "too-many", message)._replace(
        line=last.line,
        column=last.column,
        end_line=last.end_line,
        end_column=last.end_column,
        severity=severity,
    )


def _taken(prefix: str, error: ReportedError, allowance: _Allowance) -> _Found:
    """The error with as many of its causes as may still be reported."""
    causes = [_taken(prefix, cause, allowance) for cause in error.causes if allowance.take()]
    return _Found(prefix, error, causes)


def _pointers(found: _Found, reads: RuleReads) -> Iterator[str]:
    yield found.prefix + found.error.instance_location
    yield from (found.prefix + read for read in _reads(found.error, reads))
    for cause in found.causes:
        yield from _pointers(cause, reads)


def _reads(error: ReportedError, reads: RuleReads) -> tuple[str, ...]:
    """What the violated rule reads; nothing for an error of the schema."""
    return reads.get(error.keyword_location.rpartition("/")[2], ()) if error.keyword == "rule" else ()


def _shown_at(found: _Found, reads: RuleReads, places: dict[str, Located]) -> str:
    """Where to show the error: a violated rule at the first value that it reads that is there."""
    for read in _reads(found.error, reads):
        if places[found.prefix + read].exists:
            return found.prefix + read
    return found.prefix + found.error.instance_location


def _is_about_name(error: ReportedError) -> bool:
    """Whether it is the property's being there, or its name, that an error refuses, and not its value."""
    if error.keyword in _HOLDERS_OF_PROPERTIES:  # with a subschema that is false
        return True
    if "/propertyNames" not in error.keyword_location:
        return False
    from holotype.checking.differences import keywords_on_way

    return "propertyNames" in keywords_on_way(error.keyword_location)


def _diagnostic(
    file: str, found: _Found, shown_at: str, places: dict[str, Located], excerpt: Excerpt
) -> Diagnostic:
    prefix, error, causes = found
    located = places[shown_at]
    place = located.key if located.key is not None and _is_about_name(error) else located.value
    source, source_column = excerpt(place)
    return Diagnostic(
        file,
        *place,
        instance_location=prefix + error.instance_location,
        keyword_location=error.keyword_location,
        absolute_keyword_location=error.absolute_keyword_location,
        keyword=error.keyword,
        message=error.message,
        severity=error.severity,
        hint=error.hint,
        causes=tuple(
            _diagnostic(file, cause, prefix + cause.error.instance_location, places, excerpt)
            for cause in causes
        ),
        source=source,
        source_column=source_column,
    )


def _no_array(document: Document, file: str, pointer: str) -> Diagnostic:
    from holotype.checking.excerpts import Excerpts
    from holotype.documents import locate

    located = locate(document, [pointer])[pointer]
    found = "a value that is not an array" if located.exists else "nothing"
    message = f"there is {found} at {pointer or 'the root'}, where --each expects an array of instances"
    diagnostic = about_text(file, located.value, "each", message, Excerpts(document).at)
    return diagnostic._replace(instance_location=pointer) if located.exists else diagnostic


def _no_value(
    document: Document, file: str, examiner: Examiner, nearest: object, untaken: list[str]
) -> Diagnostic:
    """What is said, at the nearest value there is, where `at` leads nowhere."""
    from holotype.checking.excerpts import Excerpts
    from holotype.documents import locate
    from holotype.documents.strict import shown

    at = examiner.at
    reached = at.rsplit("/", len(untaken))[0]
    if isinstance(nearest, dict):
        found = f"an object without the property {shown(untaken[0])}"
    elif isinstance(nearest, list):
        found = f"an array of {len(nearest):,} item{'' if len(nearest) == 1 else 's'}"
    else:
        found = _KINDS[type(nearest)]
    message = (
        f"there is nothing at {at}, where --at expects an instance: {reached or 'the document'} is {found}"
    )
    place = locate(document, [reached])[reached].value
    diagnostic = about_text(file, place, "at", message, Excerpts(document).at)
    hint = None
    if examiner.each is not None and _array_at(document.instance, examiner.each) is not None:
        hint = "--at is followed from the document, and --each from there, not the other way round"
    return diagnostic._replace(instance_location=reached, hint=hint)


def _by_place(diagnostic: Diagnostic) -> tuple[int, int]:
    return diagnostic.line, diagnostic.column
