"""A second opinion on every instance: what jsonschema finds is compared with what our validator finds."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Final, cast
from weakref import finalize

from holotype.checking.diagnostics import SECOND_OPINION
from holotype.checking.differences import Finding, differences
from holotype.checking.judge import SECONDS, JudgedSchema, serve
from holotype.checking.validators import Origin, load_validator
from holotype.checking.workers import no_module_of_the_current_folder, start_method
from holotype.compiler.library.errors import Error
from holotype.errors import HolotypeError, SchemaError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from holotype.checking.protocols import ReportedError, ValidatorModule
    from holotype.checking.values import Examiner
    from holotype.compiler.validator import Validator

MOST_FAILURES: Final = 5
"""Instances that its process may fail on; then it is not asked any more, or a run might last for days."""

_NONE: Final = "no-second-opinion"


def judged_schema(origin: Origin) -> JudgedSchema:
    """The schema that a validator was made from, as jsonschema is to be given it.

    Of a generated package it is the `schema.json` beside the validator: read, not executed.  Warns of formats
    that jsonschema cannot check with what is installed.  Raises `HolotypeError` where jsonschema is not
    installed, and `SchemaError` where the schema is not known, or not one that it can be asked about.
    """
    name = _name()
    validator = load_validator(origin)
    arguments = _arguments(origin, validator)
    schema, documents = arguments["schema"], arguments.get("documents") or {}
    judged = JudgedSchema(
        schema,
        documents,
        _dialect(schema, arguments.get("dialect")),
        validator.HOLOTYPE["formats"] == "assert",
    )
    unchecked = judged.formats_left_to_us() & set(_format_names([schema, *documents.values()]))
    if unchecked:
        warnings.warn(
            f"{name} cannot check {', '.join(sorted(unchecked))} with what is installed, so of these formats "
            "there is no second opinion: pip install 'jsonschema[format-nongpl]'",
            stacklevel=3,
        )
    return judged


def with_second_opinion(
    examiner: Examiner, judged: JudgedSchema, validator: ValidatorModule, nulls: str | None
) -> Examiner:
    """The same, but errors are also found where jsonschema says something else, or nothing."""
    strip = partial(validator.strip, nulls=validator.HOLOTYPE["nulls"] if nulls is None else nulls)
    opinion = _SecondOpinion(examiner.iter_errors, strip, _Judge(judged))
    # Of an instance that ours finds clean, too, jsonschema has to be asked.
    return examiner._replace(is_clean=_is_never_clean, iter_errors=opinion.iter_errors)


def _is_never_clean(instance: object) -> bool:
    return False


class _SecondOpinion:
    def __init__(
        self,
        iter_errors: Callable[[object], Iterator[ReportedError]],
        strip: Callable[[object], object],
        judge: _Judge,
    ) -> None:
        self._iter_errors = iter_errors
        self._strip = strip
        self._judge = judge
        self._name = _name()

    def iter_errors(self, instance: object) -> Iterator[ReportedError]:
        """The errors of our validator, and what is to be said of those of the other."""
        errors = list(self._iter_errors(instance))
        yield from errors
        findings = self._judge.findings(self._strip(instance))
        if isinstance(findings, str):
            message = f"there is no second opinion on this instance, for {self._name} {findings}"
            yield Error("", "", "", _NONE, message, "warning")
            return
        # Rules are the contract's.  Severities are, too: one that is lowered agrees with an error.
        ours = [error for error in errors if error.keyword != "rule"]
        only = differences(ours, findings)
        for error in only.ours:
            message = _message("Holotype", self._name, error.message, findings)
            yield Error(
                error.instance_location,
                error.keyword_location,
                error.absolute_keyword_location,
                SECOND_OPINION,
                message,
            )
        for finding in only.theirs:
            message = _message(self._name, "Holotype", finding.message, ours)
            yield Error(finding.instance_location, finding.keyword_location, "", SECOND_OPINION, message)


def _message(finder: str, other: str, message: str, found_by_other: object) -> str:
    found = "not find" if found_by_other else "not find, nor any other in this instance"
    return f"{finder} finds an error here that {other} does {found}: {message}"


class _Judge:
    """The process that jsonschema runs in.  It is started when it is first needed, and again after a failure;
    it ends with this object.
    """

    def __init__(self, judged: JudgedSchema) -> None:
        self._judged = judged
        self._connection: Connection | None = None
        self._end: Callable[[], object] = _nothing
        self._failures = 0

    def findings(self, instance: object) -> list[Finding] | str:
        """What it finds in the instance, or why it cannot tell: the end of a sentence."""
        if self._failures == MOST_FAILURES:
            return f"is not asked any more, having failed on {MOST_FAILURES} others"
        if self._connection is None:
            self._connection = self._started()
        try:
            self._connection.send(instance)
            if not self._connection.poll(SECONDS):
                return self._failed(f"took longer than {SECONDS} seconds")
            answer: list[Finding] | str = self._connection.recv()
        except RecursionError:
            return "could not be given it, nested as it is"
        except (EOFError, OSError):
            return self._failed("ended without an answer")
        return answer

    def _failed(self, how: str) -> str:
        self._failures += 1
        self._connection = None
        self._end()
        return how

    def _started(self) -> Connection:
        method = start_method()
        context = get_context(method)
        connection, theirs = context.Pipe()
        process: BaseProcess = context.Process(  # type: ignore[attr-defined]  # every context has one
            target=serve, args=(theirs, [connection] if method == "fork" else [], self._judged), daemon=True
        )
        with no_module_of_the_current_folder():
            process.start()
        theirs.close()
        self._end = finalize(self, _ended, connection, process)
        try:
            connection.recv()
        except (EOFError, OSError):
            raise HolotypeError(
                f"the process of {_name()} ended before it was asked anything: it was killed, or the memory "
                "ran out (a program with threads needs the guard that multiprocessing asks for: "
                'if __name__ == "__main__")'
            ) from None
        return connection


def _nothing() -> None:
    pass


def _ended(connection: Connection, process: BaseProcess) -> None:
    connection.close()
    process.kill()  # not terminated: it may be within a pattern
    process.join()


def _name() -> str:
    try:
        import jsonschema  # noqa: F401  # it may be there, and broken
    except ImportError:
        raise HolotypeError("a second opinion needs jsonschema: pip install 'holotype[judge]'") from None
    from importlib.metadata import version

    return f"jsonschema {version('jsonschema')}"


def _arguments(origin: Origin, validator: ValidatorModule) -> Mapping[str, Any]:
    if origin.kind == "compiled":
        arguments: Mapping[str, Any] = cast("Validator", validator).arguments
        return arguments
    if origin.kind == "source":
        raise SchemaError(
            "of a validator that is given as its source alone there is no second opinion, for its schema is "
            "not known: give the schema, or the Validator of holotype.compile"
        )
    from holotype.contract import digest
    from holotype.documents.sources import read_schema

    file = origin.text if origin.kind == "file" else str(getattr(validator, "__file__", None))
    beside = os.path.join(os.path.dirname(file), "schema.json")
    schema = read_schema(beside)
    if digest(schema) != validator.HOLOTYPE.get("sha256") or not hasattr(validator, "strip"):
        raise SchemaError(
            f"{beside}: this is not the schema that the validator beside it was made from, so there is no "
            "second opinion; generate the package again"
        )
    return {"schema": schema}


def _dialect(schema: object, default: object) -> str:
    from holotype.schema.dialects import NEWEST, known, named

    identifier = schema.get("$schema") if isinstance(schema, Mapping) else None
    if not isinstance(identifier, str):
        return NEWEST.name if default is None else named(str(default)).name
    dialect = known(identifier)
    if dialect is None:
        raise SchemaError(
            f"the $schema {identifier!r:.160} is none that jsonschema knows, so there is no second opinion: "
            "leave out --second-opinion"
        )
    return dialect.name


def _format_names(documents: list[object]) -> Iterator[str]:
    """What may be the name of a format in the schema, be it where one counts or not."""
    waiting = documents
    while waiting:
        here = waiting.pop()
        if isinstance(here, Mapping):
            if isinstance(here.get("format"), str):
                yield here["format"]
            waiting.extend(here.values())
        elif isinstance(here, list):
            waiting.extend(here)
