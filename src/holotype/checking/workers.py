"""Pieces of work to several processes, their results in the order of the pieces."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

from holotype.checking.values import Examiner, Part, Reading
from holotype.checking.work import perform
from holotype.errors import HolotypeError

if TYPE_CHECKING:
    from holotype.checking.validators import Setup
    from holotype.checking.work import Task

# How many pieces for each process may wait for their turn: enough that none is idle, few enough for memory.
WAITING = 2


def perform_in_processes(pieces: Iterable[Task | Part], jobs: int, setup: Setup) -> Iterator[Part]:
    """Do the work in `jobs` processes; results come in order, and only a few wait for their turn.

    Raises `HolotypeError` when a process ends before its work is done.
    """
    pool = ProcessPoolExecutor(jobs, initializer=_prepare, initargs=(setup,))
    waiting: deque[Future[list[Part]] | Part] = deque()
    try:
        for piece in pieces:
            waiting.append(piece if isinstance(piece, Part) else pool.submit(_perform, piece))
            while len(waiting) > WAITING * jobs:
                yield from _result(waiting.popleft())
        while waiting:
            yield from _result(waiting.popleft())
    except BrokenProcessPool:
        raise HolotypeError(
            "a worker process ended before its work was done: it was killed, or the memory ran out; "
            "use fewer --jobs"
        ) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _result(piece: Future[list[Part]] | Part) -> Iterator[Part]:
    if isinstance(piece, Part):
        yield piece
    else:
        yield from piece.result()


# Set once in each worker, before its first piece: the pieces themselves then carry no validator.
_state: tuple[Reading, Examiner] | None = None


def _prepare(setup: Setup) -> None:
    global _state
    # Ctrl-C goes to all processes of a terminal: workers end at once and in silence, the first one reports.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _state = setup.reading, setup.examiner()


def _perform(task: Task) -> list[Part]:
    if _state is None:  # pragma: no cover  # the pool runs the initializer first
        raise HolotypeError("a worker was not prepared")
    return list(perform(task, *_state))
