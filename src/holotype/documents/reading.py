"""Paths to streams of bytes, and streams to the bytes of one document."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, cast

from holotype.errors import HolotypeError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

    from holotype.documents.values import ByteRange, Syntax

LARGEST_DOCUMENT: Final = 512 * 2**20
"""Bytes of one document: what is larger belongs in JSON Lines, which are read in constant memory."""
MOST_MEMORY: Final = 512 * 2**20
"""Bytes of memory, by `memory_of`, for one line of JSON Lines, or one document within compressed data.

A file of a few kilobytes can hold a text of any size, and the values of `[{},{},...` take 28 times the memory
of their text.  An ordinary text of 32 MiB takes a third to two thirds of this.
"""
READ_SIZE: Final = 2**18  # bytes


class InputError(HolotypeError):
    """A file cannot be read.  `message` is the sentence without the file's name, `file` its path as given."""

    def __init__(self, message: str, file: str = "") -> None:
        super().__init__(f"{file}: {message}" if file else message)
        self.message = message
        self.file = file


class Source(io.RawIOBase):
    """The bytes of a file, at most as many as it had when it was opened.

    So a file that grows while it is read gives the same documents to one process as to several that share
    it.  Reading raises `InputError` where the system reports a failure.
    """

    def __init__(self, file: io.FileIO | io.BufferedIOBase, name: str, size: int | None) -> None:
        super().__init__()
        self._file = file
        # Of a pipe what is there, rather than waiting for a full buffer.
        self._read_into: Callable[[WriteableBuffer], int | None] = (
            file.readinto if isinstance(file, io.FileIO) else file.readinto1
        )
        self.name = name
        self.remaining = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        if self.remaining is not None:
            view = view[: self.remaining]
        try:
            count = self._read_into(view) or 0
        except OSError as problem:
            raise InputError(cannot_be_read(problem), self.name) from None
        if self.remaining is not None:
            self.remaining -= count
        return count

    def close(self) -> None:
        if self.name != "-":
            self._file.close()
        super().close()


def open_source(path: str, byte_range: ByteRange | None = None) -> Source:
    """The bytes of a file, or of standard input for "-"; of a file perhaps only those of `byte_range`.

    Regular files and pipes are read.  Raises `InputError` for what is missing, unreadable, a folder, a device
    or a socket.
    """
    if path == "-":
        if sys.stdin is None:
            raise InputError("standard input is closed: name a file, or pipe one in", path)
        return Source(cast("io.BufferedReader", sys.stdin.buffer), path, None)
    try:
        file = io.FileIO(path)
    except FileNotFoundError:
        raise InputError("no such file: check its name", path) from None
    except IsADirectoryError:
        raise InputError("a folder, where a file was expected", path) from None
    except PermissionError:
        raise InputError("no permission to read it: check its owner and mode", path) from None
    except OSError as problem:
        raise InputError(cannot_be_read(problem), path) from None
    except ValueError:  # a NUL in the name
        raise InputError("no such file: its name holds a NUL", path) from None
    status = os.fstat(file.fileno())
    if stat.S_ISREG(status.st_mode):
        if byte_range is not None:
            file.seek(byte_range.start)
            return Source(file, path, byte_range.end - byte_range.start)
        # A size of 0 is also what /proc says of files that are not empty.
        return Source(file, path, status.st_size or None)
    if stat.S_ISFIFO(status.st_mode):
        return Source(file, path, None)
    file.close()
    raise InputError("a device or a socket, where a regular file or a pipe was expected", path)


def cannot_be_read(problem: OSError) -> str:
    """The sentence for a failure that the system reports."""
    return f"cannot be read: {problem.strerror or problem}"


def read_whole(stream: io.RawIOBase | io.BufferedIOBase, largest: int) -> bytes | None:
    """All bytes of a stream; None, without reading on, when they are more than `largest`."""
    pieces: list[bytes] = []
    size = 0
    while piece := stream.read(READ_SIZE):
        pieces.append(piece)
        size += len(piece)
        if size > largest:
            return None
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def memory_of(text: bytes, syntax: Syntax) -> int:
    """About how many bytes it takes to read a text, and its values: measured on what takes most of each kind.

    What stands between values is counted, in strings as well.
    """
    containers = text.count(b"[") + text.count(b"{")
    if syntax == "json" or syntax == "jsonl":
        values = 60 * text.count(b",") + 50 * containers + 90 * text.count(b":")
    else:  # a place is kept for each value
        values = 250 * (text.count(b",") + containers + text.count(b":") + text.count(b"\n"))
    return values + len(text) * (3 if text.isascii() else 8)
