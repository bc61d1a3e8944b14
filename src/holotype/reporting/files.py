"""Report files: whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress

from holotype.errors import HolotypeError


class ReportFile:
    """A file that gets its name when it is finished; until then an older one of that name stands.

    What is no regular file (a pipe, a device) is written as the report goes.  Raises `HolotypeError` when it
    cannot be written, a full disk included.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        in_place = os.path.exists(path) and not os.path.isfile(path)
        # Beside the target: only within one file system is a rename one step.
        self._written = path if in_place else f"{path}.{os.getpid()}.part"
        try:
            self._stream = open(self._written, "w", encoding="utf-8", newline="\n")  # noqa: SIM115  # until finish
        except OSError as error:
            raise self._failure(error) from error

    def write(self, text: str) -> None:
        try:
            self._stream.write(text)
        except OSError as error:
            raise self._failure(error) from error

    def finish(self) -> None:
        """Write what is buffered, and give the file its name."""
        try:
            self._stream.close()
            if self._written != self._path:
                os.replace(self._written, self._path)
        except OSError as error:
            raise self._failure(error) from error

    def abandon(self) -> None:
        """Leave no trace of an unfinished report."""
        # A failure to close is the one that this cleans up after.
        with suppress(OSError):
            self._stream.close()
        if self._written != self._path and os.path.exists(self._written):
            os.unlink(self._written)

    def _failure(self, error: OSError) -> HolotypeError:
        return HolotypeError(f"{self._path}: the report cannot be written: {error.strerror or error}")
