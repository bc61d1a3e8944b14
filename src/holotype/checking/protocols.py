"""The shapes of what checking is given: a validator, its errors; imported for its types only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal, Protocol, TypeAlias

from holotype.documents.values import Place

# A place to the line of text that stands there, shortened, and the column of its first character.
Excerpt: TypeAlias = Callable[[Place], tuple[str, int]]


class ReportedError(Protocol):
    """An error as a validator reports it; every emitted module has its own class of this shape."""

    @property
    def instance_location(self) -> str: ...
    @property
    def keyword_location(self) -> str: ...
    @property
    def absolute_keyword_location(self) -> str: ...
    @property
    def keyword(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def severity(self) -> Literal["error", "warning"]: ...
    @property
    def hint(self) -> str | None: ...
    @property
    def causes(self) -> tuple[ReportedError, ...]: ...


class ValidatorModule(Protocol):
    """What an emitted module, a generated package's `validator` and a compiled `Validator` offer."""

    @property
    def HOLOTYPE(self) -> Mapping[str, str]: ...  # the stamp's name in emitted modules
    @property
    def is_clean(self) -> Callable[..., bool]: ...
    @property
    def iter_errors(self) -> Callable[..., Iterator[ReportedError]]: ...
    @property
    def strip(self) -> Callable[..., object]: ...
