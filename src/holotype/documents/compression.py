"""Streams of compressed bytes to streams of the bytes within, in constant memory."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Protocol

from holotype.documents.reading import InputError
from holotype.documents.values import Compression
from holotype.errors import HolotypeError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

INPUT_SIZE: Final = 2**16  # bytes; small, as what follows a member is copied when it ends
XZ_MEMORY: Final = 2**28  # bytes; `xz -9` makes files that take 65 MiB


class CompressionError(HolotypeError):
    """The compressed bytes are damaged, cut off, or of another kind than their name says."""


class Member(Protocol):
    """A decompressor of one member (gzip), stream (bzip2, xz) or frame (zstd), as in the standard library."""

    def decompress(self, data: bytes, max_length: int) -> bytes: ...
    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...


class GzipMember:
    """A `Member` for gzip (RFC 1952) on `zlib`, which leaves the unread input to its caller."""

    def __init__(self) -> None:
        import zlib

        self._inflate = zlib.decompressobj(16 + zlib.MAX_WBITS)

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._inflate.decompress(self._inflate.unconsumed_tail + data, max_length)

    @property
    def eof(self) -> bool:
        return self._inflate.eof

    @property
    def needs_input(self) -> bool:
        return not self._inflate.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._inflate.unused_data


class Decompressed(io.RawIOBase):
    """The bytes within a compressed stream, all its members in a row.

    A read gives what is sound before it raises `CompressionError` for what is not.
    """

    def __init__(
        self,
        stream: io.RawIOBase | io.BufferedIOBase,
        name: str,
        member: Callable[[], Member],
        failures: tuple[type[Exception], ...],
    ) -> None:
        super().__init__()
        self._stream = stream
        self._name = name
        self._new_member = member
        self._failures = failures
        self._member: Member | None = None
        self._input = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        while view:
            ended = False
            if not self._input and (self._member is None or self._member.eof or self._member.needs_input):
                self._input = self._stream.read(INPUT_SIZE) or b""
                ended = not self._input
            if self._member is None or self._member.eof:
                if ended and self._member is not None:
                    return 0
                if self._member is not None:
                    self._input = self._input.lstrip(b"\0")  # padding, which gzip and xz allow
                    if not self._input:
                        continue
                self._member = self._new_member()
            try:
                output = self._member.decompress(self._input, len(view))
            except self._failures as problem:
                raise CompressionError(
                    f"not sound {self._name}: {problem}; make the file again, or name it as what it is"
                ) from None
            self._input = self._member.unused_data if self._member.eof else b""
            if output:
                view[: len(output)] = output
                return len(output)
            if ended and not self._member.eof:
                raise CompressionError(
                    f"the {self._name} data are cut off before the mark of their end: fetch the file again"
                )
        return 0


def decompress(
    stream: io.RawIOBase | io.BufferedIOBase, compression: Compression
) -> io.RawIOBase | io.BufferedIOBase:
    """The bytes within a compressed stream; for no compression the stream itself.

    Raises `InputError` when the decompressor is not installed.  Reading what it returns raises
    `CompressionError` for damaged or truncated data.
    """
    if compression == "gz":
        import zlib

        return Decompressed(stream, "gzip", GzipMember, (zlib.error,))
    if compression == "bz2":
        import bz2

        return Decompressed(stream, "bzip2", bz2.BZ2Decompressor, (OSError,))
    if compression == "xz":
        import lzma

        def xz_stream() -> Member:
            return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=XZ_MEMORY)

        return Decompressed(stream, "xz", xz_stream, (lzma.LZMAError,))
    if compression == "zst":
        frame, failure = zstd_decompressor()
        return Decompressed(stream, "zstd", frame, (failure,))
    return stream


def zstd_decompressor() -> tuple[Callable[[], Member], type[Exception]]:
    """The decompressor of a zstd frame, and its exception; windows are bounded by its default, 128 MiB."""
    try:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
    except ImportError:
        raise InputError('reading .zst needs a decompressor: pip install "holotype[zstd]"') from None
    return zstd.ZstdDecompressor, zstd.ZstdError
