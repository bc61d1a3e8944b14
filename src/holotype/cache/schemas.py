"""Schemas that were compiled before, by what they were compiled from."""

from __future__ import annotations

import marshal
import os
import sys
import warnings
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING, Any, Final, Protocol

import holotype
from holotype.cache.folder import (
    VARIABLE,
    CacheError,
    DamagedEntryError,
    Folder,
    location,
    repository_around,
)
from holotype.cache.recalled import Recalled, packed, unpacked
from holotype.digests import digest_of
from holotype.errors import HolotypeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from holotype.compiler.validator import Validator

_HOUSE: Final = os.path.dirname(holotype.__file__)
_CONSULTED: Final = ("regex", "jsonschema_specifications")
"""Libraries that decide what a compiled schema is; others are run with it, or not needed for it."""
_ROOMS_WITHOUT: Final = ("cli", "reporting", "codegen", "configuration", "checking")
"""Rooms of the house whose code does not."""


class Source(Protocol):
    """What a validator is compiled from."""

    def text(self) -> bytes:
        """The bytes of the file that was named."""

    def options(self) -> tuple[Any, ...]:
        """What else the result depends on, as values that `marshal` takes."""

    def asked(self) -> tuple[tuple[Any, ...], tuple[bytes, ...]]:
        """After compiling: what was looked for beside that file, as values that `marshal` takes, and the
        digest of each text that was read, or b""."""

    def digests(self, asked: Iterable[Any]) -> Iterator[bytes]:
        """For what was looked for once, the digest of each file that is there now, or b""."""

    def compile(self) -> Validator:
        """The validator."""


class Cached:
    """The validator of a source, from the cache where it is there; `keep` when it has been used."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._folder = Folder(location())
        self._key = digest_of(_of_compiler(), _text(source.options()), source.text())
        self._usable = True
        if around := repository_around(self._folder.path):
            self._notice(
                CacheError(
                    f"{self._folder.path}: it is within the repository {around}, which may bring entries of "
                    f"its own; name it in {VARIABLE} to use it all the same"
                )
            )
        self.validator: Recalled | Validator = self._recalled() or self._source.compile()

    def keep(self) -> None:
        """Write what this run has compiled, if it has."""
        validator = self.validator.compiled if isinstance(self.validator, Recalled) else self.validator
        if validator is None or not self._usable:
            return
        asked, answers = self._source.asked()
        content = packed(validator.linked.written(), validator.notices)
        try:
            self._folder.write(self._entry(asked, answers), content)
            self._folder.write(self._key.hex(), marshal.dumps(asked))
        except CacheError as error:
            self._notice(error)

    def _recalled(self) -> Recalled | None:
        if not self._usable:
            return None
        try:
            listed = self._folder.read(self._key.hex())
            if listed is None:
                return None
            asked = marshal.loads(listed)
            answers = tuple(self._source.digests(asked))
            content = self._folder.read(self._entry(asked, answers))
            return None if content is None else Recalled(*unpacked(content), self._source.compile)
        except CacheError as error:
            self._notice(error)
        except (ValueError, EOFError, TypeError, ImportError, AttributeError, HolotypeError):
            pass  # of another make, or what was needed then cannot be had: it is written anew
        return None

    def _entry(self, asked: tuple[Any, ...], answers: tuple[bytes, ...]) -> str:
        """The name of the entry for what was looked for, and found."""
        return digest_of(self._key, _text(asked), *answers).hex()

    def _notice(self, error: CacheError) -> None:
        if self._usable:
            self._usable = isinstance(error, DamagedEntryError)
            warnings.warn(
                f"the cache of compiled schemas is not used: {error} (--no-cache goes without it)",
                stacklevel=2,
            )


def _text(values: tuple[Any, ...]) -> bytes:
    """Equal values (texts, None, tuples of them) as equal bytes: those of `marshal` need not be."""
    return repr(values).encode("utf-8", "surrogatepass")


def _of_compiler() -> bytes:
    """What this holotype, as it is installed, and this Python make of a schema."""
    # What a file of bytecode is called names the Python, with its release where that is not final.
    parts = [
        str(sys.implementation.cache_tag).encode(),
        sys.version.encode(),
        bytes([sys.flags.optimize]),
        holotype.__version__.encode(),
    ]
    parts += _stamps(_HOUSE, _ROOMS_WITHOUT)
    for name in _CONSULTED:
        spec = PathFinder.find_spec(name)
        if spec is not None and spec.origin:
            parts.append(_stamp(spec.origin, os.stat(spec.origin)))
    return digest_of(*parts)


def _stamps(folder: str, left_out: Iterable[str] = ()) -> Iterator[bytes]:
    """What changes when one of the modules beneath a folder does."""
    for entry in sorted(os.scandir(folder), key=lambda each: each.name):
        if entry.name.endswith(".py"):
            yield _stamp(entry.path, entry.stat())
        elif entry.is_dir() and entry.name not in (*left_out, "__pycache__"):
            yield from _stamps(entry.path)


def _stamp(path: str, status: os.stat_result) -> bytes:
    return f"{path}\0{status.st_mtime_ns}\0{status.st_size}".encode(errors="surrogateescape")
