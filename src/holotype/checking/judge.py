"""jsonschema as a judge: instances to what it finds in them, in a process of its own."""

from __future__ import annotations

import signal
import warnings
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any, Final, NamedTuple

from holotype.checking.differences import Finding
from holotype.compiler.formats.table import FORMATS, Format
from holotype.pointers import escape
from holotype.schema.dialects import Dialect, named

SECONDS: Final[float] = 10
"""How long it may think about one instance: it has patterns that take time without bound."""

MEMORY: Final = 2**31
"""Bytes that its process may take beyond those that it starts with, where the system counts them (Linux)."""

_LONGEST_MESSAGE: Final = 200


class JudgedSchema(NamedTuple):
    """A schema as jsonschema is given it; nothing else is read, and nothing fetched.

    `documents` maps URIs to what references may lead to; `dialect` is the name of that of the root, and of
    documents that name none; `formats` says whether those that it knows are asserted.
    """

    schema: object
    documents: Mapping[str, object]
    dialect: str
    formats: bool

    def formats_left_to_us(self) -> set[str]:
        """The formats that are asserted, and that jsonschema cannot check with what is installed."""
        checked = _validator_class(named(self.dialect)).FORMAT_CHECKER.checkers
        return FORMATS[self.dialect].keys() - checked.keys() if self.formats else set()


def serve(connection: Connection, inherited: Iterable[Connection], judged: JudgedSchema) -> None:
    """What the process does: first it says that it is there, then for each instance what it finds, or a
    sentence on why it cannot tell; until there are no more, or one takes it too long.
    """
    # Ctrl-C goes to all processes of a terminal: the first one reports, and ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for each in inherited:
        each.close()
    _bound_memory()
    warnings.simplefilter("ignore")
    findings: Callable[[object], list[Finding]] | None = None
    connection.send(None)
    while True:
        try:
            instance = connection.recv()
        except (EOFError, OSError, MemoryError):
            return
        _set_alarm(SECONDS + 2)
        try:
            findings = findings or findings_by(judged)
            answer: list[Finding] | str = findings(instance)
        except Exception as error:
            answer = f"fails: {' '.join(str(error).split()) or type(error).__name__}"[:_LONGEST_MESSAGE]
        _set_alarm(0)
        try:
            connection.send(answer)
        except (OSError, MemoryError):
            return


def findings_by(judged: JudgedSchema) -> Callable[[object], list[Finding]]:
    """What jsonschema finds in an instance; anything may come of asking it, any exception too."""
    from referencing import Registry, Resource
    from referencing.jsonschema import specification_with

    dialect = named(judged.dialect)
    documents = [
        (uri.removesuffix("#"), Resource.from_contents(document, specification_with(dialect.uri)))
        for uri, document in judged.documents.items()
        if isinstance(document, dict | bool)
    ]
    registry: Registry[Any] = Registry().with_resources(documents)
    validator: Any = _validator_class(dialect)(
        judged.schema, registry=registry, format_checker=_format_checker(judged)
    )
    return lambda instance: [
        Finding(
            _pointer(error.absolute_path),
            _pointer(error.absolute_schema_path),
            str(error.validator or "false"),
            error.message[:_LONGEST_MESSAGE],
        )
        for error in validator.iter_errors(instance)
    ]


def _validator_class(dialect: Dialect) -> Any:
    from jsonschema.validators import validator_for

    return validator_for({"$schema": dialect.uri})


def _format_checker(judged: JudgedSchema) -> Any:
    """A checker of the formats that we assert, no others; of those that jsonschema cannot check, it says what
    we say, wherever in a schema one counts.
    """
    from jsonschema import FormatChecker

    checker = FormatChecker(())
    if judged.formats:
        theirs = _validator_class(named(judged.dialect)).FORMAT_CHECKER.checkers
        for name, known in FORMATS[judged.dialect].items():
            function, raises = theirs.get(name) or (_our_check(known), ())
            checker.checks(name, raises)(function)
    return checker


def _our_check(known: Format) -> Callable[[object], bool]:
    conforms = getattr(import_module(known.home_module), known.function)
    return lambda value: not isinstance(value, str) or conforms(value)


def _pointer(path: Iterable[str | int]) -> str:
    return "".join(f"/{escape(str(token))}" for token in path)


def _bound_memory() -> None:
    with suppress(ImportError, OSError, ValueError):  # elsewhere the time is all that bounds it
        import resource

        with open("/proc/self/statm", encoding="ascii") as statistics:
            pages = int(statistics.read().split()[0])
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = pages * resource.getpagesize() + MEMORY
        if soft == resource.RLIM_INFINITY or most < soft:
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _set_alarm(seconds: float) -> None:
    """Have the system end this process then, in the middle of anything; 0 takes it back.

    The one that asks waits less long: this is for when that has been killed.
    """
    if hasattr(signal, "setitimer"):  # which Windows has not
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)
