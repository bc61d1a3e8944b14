"""The folder of the cache: entries that only its user can have written, whole and unchanged."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from holotype.digests import digest_of
from holotype.errors import HolotypeError
from holotype.git import repository_of

VARIABLE: Final = "HOLOTYPE_CACHE_DIR"
MOST_ENTRIES: Final = 2_000
"""Entries that are kept; the oldest are removed when there are more."""
LARGEST: Final = 256 * 2**20
"""Bytes of an entry that are read."""
_DIGEST: Final = 32  # bytes, in front of an entry
_SUBFOLDER: Final = "schemas"


class CacheError(HolotypeError):
    """The folder cannot be used; the text says why."""


class DamagedEntryError(CacheError):
    """An entry is not as it was written; another may take its place."""


def location() -> str:
    """The folder: what the environment says, else `holotype` in the user's folder of caches."""
    named = os.environ.get(VARIABLE)
    if named:
        with suppress(OSError):  # where the current folder is gone it stays relative, and is refused
            return os.path.abspath(named)
        return named
    if sys.platform == "linux":  # as platformdirs has it, which takes as long to import as a file to check
        base = os.environ.get("XDG_CACHE_HOME", "")
        if not os.path.isabs(base):
            base = os.path.expanduser("~/.cache")
        return os.path.join(base, "holotype")
    from platformdirs import user_cache_dir

    return user_cache_dir("holotype", appauthor=False)


def repository_around(path: str) -> str | None:
    """The work tree of git that both the current folder and the path are in: what is there may be anybody's.

    None where the environment names the folder for this, or there is no such work tree.
    """
    if os.environ.get(VARIABLE):
        return None
    try:
        folder = repository_of(os.getcwd())
    except OSError:
        return None
    return folder if folder and os.path.realpath(path).startswith(os.path.join(folder, "")) else None


class Folder:
    """The cache's folder, at `path`.

    It is used where it, and what is in it, belongs to the user alone: each folder from `path` down is opened
    without following a link, and neither it nor an entry is another's or may be written by others.
    """

    def __init__(self, path: str) -> None:
        self.path = path

    def read(self, name: str) -> bytes | None:
        """An entry; None where there is none.

        Raises `CacheError` for a folder or an entry that cannot be trusted, read, or is damaged.
        """
        try:
            with self._opened(make=False) as folder:
                descriptor = os.open(name, os.O_RDONLY | _NO_LINK | _NO_WAIT, dir_fd=folder)
                with open(descriptor, "rb") as file:
                    self._refuse_others(os.fstat(descriptor), os.path.join(self.path, _SUBFOLDER, name))
                    content = file.read(LARGEST + 1)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unusable(error) from None
        if len(content) > LARGEST or digest_of(content[_DIGEST:]) != content[:_DIGEST]:
            raise DamagedEntryError(f"{self.path}: the entry {name} is damaged")
        return content[_DIGEST:]

    def write(self, name: str, content: bytes) -> None:
        """Write an entry in one step; raises `CacheError` where that cannot be done."""
        unfinished = f".new.{os.urandom(8).hex()}"
        try:
            with self._opened(make=True) as folder:
                try:
                    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK
                    with open(os.open(unfinished, flags, 0o600, dir_fd=folder), "wb") as file:
                        file.write(digest_of(content) + content)
                    os.replace(unfinished, name, src_dir_fd=folder, dst_dir_fd=folder)
                except BaseException:
                    with suppress(OSError):
                        os.unlink(unfinished, dir_fd=folder)
                    raise
                self._drop_oldest(folder)
        except OSError as error:
            raise self._unusable(error) from None

    def size(self) -> tuple[int, int]:
        """How many entries there are, and their bytes; raises `CacheError` for a folder that is not used."""
        sizes: list[int] = []
        try:
            with self._opened(make=False) as folder:
                for name in os.listdir(folder):
                    with suppress(FileNotFoundError):
                        sizes.append(os.stat(name, dir_fd=folder, follow_symlinks=False).st_size)
        except FileNotFoundError:
            pass
        except OSError as error:
            raise self._unusable(error) from None
        return len(sizes), sum(sizes)

    def clear(self) -> int:
        """Remove every entry; how many.  Raises `CacheError` where that cannot be done."""
        try:
            with self._opened(make=False) as folder:
                names = os.listdir(folder)
                left = [name for name in names if not _removed(name, folder)]
        except FileNotFoundError:
            return 0
        except OSError as error:
            raise self._unusable(error) from None
        if left:
            place = os.path.join(self.path, _SUBFOLDER, left[0])
            raise CacheError(f"{place}: this is no entry, so it was not removed; all else was")
        return len(names)

    @contextmanager
    def _opened(self, *, make: bool) -> Iterator[int]:
        """The descriptor of the folder of entries, which is made where asked for."""
        if not os.path.isabs(self.path):
            raise CacheError(f"{self.path}: there is no home folder that it could be in")
        if make:
            os.makedirs(self.path, mode=0o700, exist_ok=True)
        root = self._open(self.path, None, self.path)
        try:
            if make:
                with suppress(FileExistsError):
                    os.mkdir(_SUBFOLDER, 0o700, dir_fd=root)
            folder = self._open(_SUBFOLDER, root, os.path.join(self.path, _SUBFOLDER))
        finally:
            os.close(root)
        try:
            yield folder
        finally:
            os.close(folder)

    def _open(self, path: str, parent: int | None, shown: str) -> int:
        try:
            descriptor = os.open(path, os.O_RDONLY | _FOLDER | _NO_LINK, dir_fd=parent)
        except OSError as error:
            if error.errno in (errno.ELOOP, errno.ENOTDIR) and os.path.islink(shown):
                raise CacheError(f"{shown}: it is a link, which is not followed") from None
            raise
        try:
            self._refuse_others(os.fstat(descriptor), shown)
        except BaseException:
            os.close(descriptor)
            raise
        return descriptor

    def _refuse_others(self, status: os.stat_result, shown: str) -> None:
        if hasattr(os, "getuid") and status.st_uid != os.getuid():
            raise CacheError(f"{shown}: it belongs to another user")
        if hasattr(os, "getuid") and status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise CacheError(
                f"{shown}: others than its owner may write it (mode {status.st_mode & 0o777:03o})"
            )
        if not (stat.S_ISDIR(status.st_mode) or stat.S_ISREG(status.st_mode)):
            raise CacheError(f"{shown}: it is no regular file")

    def _unusable(self, error: OSError) -> CacheError:
        return CacheError(f"{self.path}: {error.strerror or error}")

    def _drop_oldest(self, folder: int) -> None:
        names = os.listdir(folder)
        if len(names) <= MOST_ENTRIES:
            return
        ages: list[tuple[float, str]] = []
        for name in names:
            with suppress(FileNotFoundError):
                ages.append((os.stat(name, dir_fd=folder, follow_symlinks=False).st_mtime, name))
        for _, name in sorted(ages)[: len(ages) - MOST_ENTRIES // 2]:
            _removed(name, folder)


def _removed(name: str, folder: int) -> bool:
    """Whether an entry is gone; what is no file is not removed."""
    try:
        os.unlink(name, dir_fd=folder)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


# What a system lacks is not asked for there.
_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_WAIT: Final = getattr(os, "O_NONBLOCK", 0)  # for a pipe that stands where an entry should
_FOLDER: Final = getattr(os, "O_DIRECTORY", 0)
