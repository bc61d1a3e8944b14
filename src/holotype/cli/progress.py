"""A progress bar on the terminal, for work that takes more than a moment."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress

# Seconds of work before a bar appears, and again after lines of a report have taken its place.
PATIENCE = 1.0


class ProgressBar:
    """Shows the bytes that have been checked; nothing at all where `rich` is not installed."""

    def __init__(self, paths: list[str], *, gitignore: bool = True) -> None:
        self._paths = paths
        self._gitignore = gitignore
        self._done = 0
        self._shown: Progress | None = None
        self._since = time.monotonic()
        self._total: float | None = None
        self._measured = self._missing = False

    def advance(self, size: int) -> None:
        """Count bytes that were checked; show the bar when it is time to."""
        self._done += size
        if self._shown is not None:
            self._shown.update(self._shown.task_ids[0], completed=self._done)
        elif not self._missing and time.monotonic() - self._since > PATIENCE:
            self._show()

    def hide(self) -> None:
        """Clear the bar away; it comes back after a while of further work."""
        if self._shown is not None:
            self._shown.stop()
            self._shown = None
        self._since = time.monotonic()

    def writer(self, stream: TextIO) -> Callable[[str], object]:
        """A way to write to a stream that the bar makes room for when both are on the terminal."""
        if not stream.isatty():
            return stream.write

        def write(text: str) -> object:
            self.hide()
            return stream.write(text)

        return write

    def making_room_for(self, show: Callable[..., object]) -> Callable[..., None]:
        """A way to show something else on the bar's own stream, such as a notice."""

        def show_alone(*what: object, **how: object) -> None:
            self.hide()
            show(*what, **how)

        return show_alone

    def _show(self) -> None:
        try:
            from rich.console import Console
            from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn
        except ImportError:
            self._missing = True
            return
        if not self._measured:
            self._measured = True
            self._total = self._measure()
        self._shown = Progress(
            "checking", BarColumn(), DownloadColumn(), TimeRemainingColumn(),
            console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False,
        )  # fmt: skip
        self._shown.add_task("checking", total=self._total, completed=self._done)
        self._shown.start()

    def _measure(self) -> float | None:
        """The bytes there are to check; None where nobody knows (standard input, compressed data)."""
        from holotype.checking.inputs import expand
        from holotype.checking.planning import size_of
        from holotype.documents import detect

        total = 0
        for entry in expand(self._paths, gitignore=self._gitignore):
            if isinstance(entry, str):
                size = size_of(entry)
                known = detect(entry)
                if not size or (known is not None and known.compression):
                    return None
                total += size
        return total
