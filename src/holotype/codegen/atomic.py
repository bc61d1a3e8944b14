"""What the system can do with folders at once, or for one process alone: exchange them, lock them."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

PATIENCE: Final = 60.0
"""Seconds to wait for another process; what is done under a lock takes far less than one."""

# Of <linux/fs.h> and <fcntl.h>; of macOS' <sys/stdio.h>.
_RENAME_EXCHANGE: Final = 2
_AT_FDCWD: Final = -100
_RENAME_SWAP: Final = 2


def exchange(one: str, other: str) -> bool:
    """Let two folders change places, neither missing for a moment; False if that cannot be done here.

    renameat2(2) of Linux or renamex_np(2) of macOS.  Not every system, C library and file system has them,
    and some say so by errors that mean other things elsewhere: whatever the reason, nothing has changed.
    """
    try:
        import ctypes

        library = ctypes.CDLL(None)
        first, second = os.fsencode(one), os.fsencode(other)
        if sys.platform == "darwin":
            return bool(library.renamex_np(first, second, _RENAME_SWAP) == 0)
        return bool(library.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE) == 0)
    except (ImportError, OSError, AttributeError, TypeError):  # no ctypes, no such library, no such function
        return False


@contextmanager
def locked(folder: str) -> Iterator[bool]:
    """Within, no other process is within for the same folder; False if there are no such locks here.

    It is flock(2) on the folder itself, which leaves nothing behind and ends with the process, killed or not.
    Raises `TimeoutError` if another process holds the lock for `PATIENCE` seconds.
    """
    try:
        import fcntl
    except ImportError:
        yield False
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        given_up = time.monotonic() + PATIENCE
        alone = None
        while alone is None:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                alone = True
            except BlockingIOError:
                if time.monotonic() >= given_up:
                    held = f"another process has kept this folder locked for {PATIENCE:.0f} seconds"
                    raise TimeoutError(errno.ETIMEDOUT, held, folder) from None
                time.sleep(0.02)
            except OSError:  # as on NFS, where only what is open for writing can be locked
                alone = False
        yield alone
    finally:
        os.close(descriptor)
