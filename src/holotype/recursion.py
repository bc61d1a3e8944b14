"""The interpreter's limit on nested calls, which all threads share; emitted modules carry a copy of this."""

from __future__ import annotations

import sys


def add_to_recursion_limit(frames: int) -> None:
    """Let the interpreter's stack grow by so many frames more; by a negative number, give them back.

    The limit is that of all threads, and other modules than this one add to it.  Each gives back what it
    took instead of restoring what it saw, and no other thread runs between reading the limit and setting it:
    both are done in one call of `next`, which runs no Python.
    """
    next(map(sys.setrecursionlimit, map(frames.__add__, iter(sys.getrecursionlimit, 0))))
