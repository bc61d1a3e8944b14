"""Files to write: whole or not at all, never through a link, never over what is read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from types import TracebackType
from typing import Final, Self

from holotype.errors import HolotypeError

STANDARD_OUTPUT: Final = 1
_LINKS: Final = 40  # as many in a row as systems follow


class OutputFile:
    """A file that gets its name when it is finished; until then an older one of that name stands.

    The name itself is taken: a link of that name is replaced, and what it leads to stays as it was.  A file
    that is replaced gives its mode.  What cannot be replaced is written as the text comes: a pipe, a device,
    a descriptor of this process, such as /dev/stderr.  Leaving the context sweeps what is not finished.

    `what` is what sentences call it ("the report").  Raises `HolotypeError` for what the system refuses, a
    full disk included.
    """

    def __init__(self, path: str, what: str) -> None:
        self._path = path
        self._what = what
        self._unfinished = ""
        try:
            self._stream = open(self._open(), "w", encoding="utf-8", newline="\n")  # noqa: SIM115  # until finish
        except (OSError, ValueError) as error:
            self._sweep()
            raise self._failure(error) from None
        except BaseException:
            self._sweep()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):  # what is still buffered is of no use
            self._stream.close()
        self._sweep()

    def write(self, text: str) -> None:
        try:
            self._stream.write(text)
        except OSError as error:
            raise self._failure(error) from error

    def finish(self) -> None:
        """Write what is buffered, and give the file its name."""
        try:
            self._stream.close()
            if self._unfinished:
                os.replace(self._unfinished, self._path)
                self._unfinished = ""
        except OSError as error:
            raise self._failure(error) from error

    def _open(self) -> int:
        own = descriptor_of(self._path)
        if own is not None:
            return os.dup(own)
        follow_none = getattr(os, "O_NOFOLLOW", 0)
        mode = _mode(self._path)
        if mode is not None and not (stat.S_ISREG(mode) or stat.S_ISLNK(mode)):
            return os.open(self._path, os.O_WRONLY | follow_none)  # a folder fails here
        # Beside the target, for only within one file system is a rename one step; under a name that nobody
        # can have prepared.  Hidden, so that a folder that is walked meanwhile does not have it.
        self._unfinished = os.path.join(os.path.dirname(self._path), f".holotype.{os.urandom(8).hex()}")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | follow_none
        if mode is None or stat.S_ISLNK(mode):
            return os.open(self._unfinished, flags, 0o666)
        descriptor = os.open(self._unfinished, flags, mode & 0o777)
        os.chmod(self._unfinished, mode & 0o777)  # whatever the umask took of it
        return descriptor

    def _sweep(self) -> None:
        if self._unfinished:
            with suppress(OSError):
                os.unlink(self._unfinished)

    def _failure(self, error: OSError | ValueError) -> HolotypeError:
        reason = getattr(error, "strerror", None) or error
        return HolotypeError(f"{self._path}: {self._what} cannot be written: {reason}")


def _mode(path: str) -> int | None:
    """The mode of what has the name, which may be a link; None where nothing has it."""
    try:
        return os.lstat(path).st_mode
    except FileNotFoundError:
        return None


def descriptor_of(path: str) -> int | None:
    """The descriptor of this process that a path leads to, as /dev/stderr does; "-" is standard output."""
    if path == "-":
        return STANDARD_OUTPUT
    folders = ("/dev/fd", os.path.realpath("/proc/self/fd"))
    for _ in range(_LINKS):
        folder, name = os.path.split(path)
        try:
            folder = os.path.realpath(folder)
            if folder in folders and name.isascii() and name.isdigit() and len(name) < 10:
                return int(name)
            path = os.path.join(folder, os.readlink(os.path.join(folder, name)))
        except (OSError, ValueError):  # no link; a NUL
            return None
    return None


def real_file(path: str) -> tuple[int, int] | str:
    """The same value for all names of a file: those of links, hard links, another case.

    Where there is no file it is the path, without links, as file systems that ignore case see it.
    """
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        try:
            return os.path.realpath(path).casefold()
        except ValueError:
            return path
    return status.st_dev, status.st_ino


def refuse_overwriting(written: Iterable[str], read: Iterable[str], what: str) -> None:
    """Raise `HolotypeError` where a file that is written is one that is read, by whatever name.

    "-" among what is read is standard input.  A pipe or a device is not overwritten by being written to.
    """
    targets = {
        real_file(path): path
        for path in written
        if path != "-" and (os.path.isfile(path) or not os.path.exists(path))
    }
    if not targets:
        return
    for file in read:
        target = targets.get(real_file("/dev/stdin" if file == "-" else file))
        if target is not None:
            name = "standard input" if file == "-" else file
            raise HolotypeError(
                f"{target}: {what} cannot be written over a file that is read in this run ({name}); "
                "name another file"
            )
