"""A validator that is had from what an earlier run has written of it."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from holotype.compiler.emission.namespace import Namespace, Written

if TYPE_CHECKING:
    from holotype.compiler.validator import Validator


class _Unwritten(BaseException):
    """A function is needed that no run before had to write.  No `except Exception` is to take it."""


def packed(written: Written, notices: tuple[str, ...]) -> bytes:
    """What was written, and the notices about the schema, as bytes."""
    return marshal.dumps((tuple(written), notices))


def unpacked(content: bytes) -> tuple[Written, tuple[str, ...]]:
    """The same as values; raises `ValueError` for bytes that hold none."""
    try:
        written, notices = marshal.loads(content)
        return Written(*written), notices
    except (EOFError, TypeError) as error:
        raise ValueError(str(error)) from None


class Recalled:
    """A validator as an earlier run has left it.

    What no run has needed yet is written once it is: then the schema is compiled after all, by `compile`, and
    what was asked is asked again.
    """

    def __init__(
        self,
        written: Written,
        notices: tuple[str, ...],
        compile: Callable[[], Validator],  # noqa: A002  # what it does
    ) -> None:
        self._keys = written.keys
        self._compile = compile
        self.compiled: Validator | None = None
        self.notices = notices
        namespace = Namespace(_refuse)
        for name, home in written.library:
            namespace.take(name, home)
        for statement in written.imports:
            module = statement.removeprefix("import ")
            namespace.names[module] = import_module(module)
        for function in written.functions:
            namespace.stand_in(function)
        functions = frozenset(written.functions)
        for code in written.codes:
            namespace.run(code, functions)
        self._names: Mapping[str, Any] = namespace.names
        self.HOLOTYPE: Mapping[str, str] = namespace.names["HOLOTYPE"]
        self.RULE_READS: Mapping[str, tuple[str, ...]] = namespace.names.get("RULE_READS", {})

    def is_clean(self, instance: object, **options: str) -> bool:
        """As of a `Validator`."""
        return bool(self._asked("is_clean", instance, options))

    def iter_errors(self, instance: object, **options: str) -> Iterator[Any]:
        """As of a `Validator`."""
        found: Iterator[Any] = self._asked("iter_errors", instance, options)
        return found

    def strip(self, instance: Any, **options: str) -> Any:
        """As of a `Validator`."""
        return self._asked("strip", instance, options)

    def _asked(self, function: str, instance: object, options: dict[str, str]) -> Any:
        try:
            return self._names[function](instance, **options)
        except _Unwritten:
            compiled = self.whole()
            compiled.linked.write(self._keys)
            self._names = compiled.linked.names
            return self._names[function](instance, **options)

    def whole(self) -> Validator:
        """The validator itself, compiled after all."""
        if self.compiled is None:
            self.compiled = self._compile()
        return self.compiled


def _refuse(function: str) -> Any:
    raise _Unwritten(function)
