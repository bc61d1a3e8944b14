"""Signals that end the process."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_SIGNALS = ("SIGTERM", "SIGHUP")


@contextmanager
def ending_in_order() -> Iterator[None]:
    """Within, a signal that would end the process at once raises `SystemExit`: what is unfinished is swept.

    The exit code is the one that a shell reports for such an end.  What ignores a signal, or handles it,
    goes on to.
    """
    handled: list[int] = []

    def end(number: int, _: object) -> None:
        for each in handled:
            signal.signal(each, signal.SIG_IGN)  # a second one must not end the sweeping
        sys.exit(128 + number)

    try:
        for number in (getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)):
            if signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, end)
                handled.append(number)
    except ValueError:  # not in the main thread, where alone it can be done
        pass
    try:
        yield
    finally:
        for number in handled:
            signal.signal(number, signal.SIG_DFL)
