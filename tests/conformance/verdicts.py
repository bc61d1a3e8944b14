"""Compares what emitted source says of an instance with what the suite expects."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urldefrag, urljoin

import holotype

from .suite import ANNOTATIONS, DIALECTS, Assertion, Expectation, Group


class Case(NamedTuple):
    """The name of one test, as `docs/conformance.md` names it."""

    draft: str
    file: str
    group: str
    test: str


class Outcome(NamedTuple):
    """`problem` is empty where the test passed, else a sentence."""

    case: Case
    section: str
    problem: str


def outcomes(group: Group, documents: Mapping[str, Any]) -> Iterator[Outcome]:
    """One outcome for each test; what goes wrong while compiling is the outcome of every test."""
    subject: Callable[[Expectation], str]
    try:
        subject = _Annotator(group, documents) if group.section == ANNOTATIONS else _Emitted(group, documents)
    except Exception as error:  # a crash is an outcome to report, not the end of the run
        refusal = "not compiled: " + _sentence(error)

        def subject(_: Expectation) -> str:
            return refusal

    for test in group.tests:
        try:
            problem = subject(test)
        except Exception as error:  # as above
            problem = "crashed: " + _sentence(error)
        yield Outcome(
            Case(group.draft, group.file, group.description, test.description), group.section, problem
        )


class _Emitted:
    """The module that the schema compiles to, executed where nothing but the builtins is in reach.

    The validator in memory, whose functions are written one by one, has to say the same.
    """

    def __init__(self, group: Group, documents: Mapping[str, Any]) -> None:
        options: Any = {"dialect": DIALECTS[group.draft], "formats": group.formats}
        source = holotype.compile_source(group.schema, documents=documents, **options)
        self.module: dict[str, Any] = {"__name__": "emitted"}
        exec(compile(source, "<emitted>", "exec", dont_inherit=True), self.module)
        self.validator = holotype.compile(group.schema, documents=documents, **options)

    def __call__(self, test: Expectation) -> str:
        predicate = self.module["is_valid"](test.instance)
        errors = list(self.module["iter_errors"](test.instance))
        if predicate is test.valid and (not errors) is test.valid:
            in_memory = [tuple(error) for error in self.validator.iter_errors(test.instance)]
            if in_memory == [tuple(error) for error in errors]:
                return ""
            return "in memory other errors are found than by the emitted module"
        found = f"errors path {_word(not errors)}"
        if errors:
            found += f" ({errors[0].keyword_location}: {errors[0].message})"
        return f"expected {_word(test.valid)}; predicate {_word(predicate)}, {found}"


class _Annotator:
    """The schema's validator, asked for the annotations of its basic output (2020-12, section 12.4.2)."""

    def __init__(self, group: Group, documents: Mapping[str, Any]) -> None:
        self.validator = holotype.compile(
            group.schema, documents=documents, dialect=DIALECTS[group.draft], formats=group.formats
        )
        self.resources = dict(_resources(group.schema, "", ""))

    def __call__(self, test: Expectation) -> str:
        output = self.validator.output(test.instance, format="basic")
        if not output["valid"]:
            return f"expected valid; found {output}"
        for assertion in test.assertions:
            found = self._annotations(output, assertion)
            if found != assertion.expected:
                place = f"{assertion.keyword} at {assertion.location or '(root)'}"
                return f"expected {place} to be {assertion.expected}; found {found}"
        return ""

    def _annotations(self, output: Mapping[str, Any], assertion: Assertion) -> dict[str, Any]:
        found = {}
        for unit in output.get("annotations", ()):
            subschema, _, keyword = unit["keywordLocation"].rpartition("/")
            if unit["instanceLocation"] == assertion.location and keyword == assertion.keyword:
                absolute, _, _ = unit.get("absoluteKeywordLocation", f"#{subschema}/").rpartition("/")
                uri, fragment = urldefrag(absolute)
                found[f"#{self.resources.get(uri, '')}{fragment}"] = unit["annotation"]
        return found


def _resources(schema: Any, base: str, pointer: str) -> Iterator[tuple[str, str]]:
    """The URI of each embedded resource, and the pointer to it from the root, by which the suite names it."""
    if isinstance(schema, dict):
        if isinstance(schema.get("$id"), str):
            base = urljoin(base, schema["$id"])
            yield base, pointer
        for key, value in schema.items():
            yield from _resources(value, base, f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}")


def _word(valid: bool) -> str:
    return "valid" if valid else "invalid"


def _sentence(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f" [{frame.filename.rpartition('/')[2]}:{frame.lineno}]"
    return f"{type(error).__name__}: {error}{place}"
