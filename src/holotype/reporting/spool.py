"""Text that has to wait until what stands in front of it is known, in constant memory."""

from __future__ import annotations

from collections.abc import Callable
from tempfile import SpooledTemporaryFile

from holotype.errors import HolotypeError

_IN_MEMORY = 1 << 18  # bytes
_AT_ONCE = 1 << 16  # characters


class Spool:
    """Keeps text, in a temporary file where it is long; raises `HolotypeError` where that fails."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8")  # noqa: SIM115  # until pour

    def write(self, text: str) -> None:
        try:
            self._file.write(text)
        except OSError as error:
            raise _failure(error) from error

    def pour(self, write: Callable[[str], object]) -> None:
        """Hand on all that was written, and keep nothing."""
        with self._file:
            try:
                self._file.seek(0)  # writes what is still buffered
            except OSError as error:
                raise _failure(error) from error
            while text := self._file.read(_AT_ONCE):
                write(text)


def _failure(error: OSError) -> HolotypeError:
    return HolotypeError(
        f"a temporary file for the report cannot be written: {error.strerror or error}: make room, or name "
        "another folder for such files with the environment variable TMPDIR"
    )
