"""Pieces of work to several processes, their results in the order of the pieces."""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from typing import TYPE_CHECKING

from holotype.checking.values import Examiner, Part, Reading
from holotype.checking.work import perform
from holotype.errors import HolotypeError

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from holotype.checking.validators import Setup
    from holotype.checking.work import Task

# Pieces, for each process, that may wait for their turn: enough that none is idle, few enough for memory.
WAITING = 4


class _Piece:
    """A piece of work, and its parts once it is done."""

    __slots__ = ("parts",)

    def __init__(self, parts: list[Part] | None = None) -> None:
        self.parts = parts


class _Worker:
    """One process.  Only it writes to its end of the pipe, so its end is seen, in the middle of a result too.

    (A queue that several processes write to would wait forever for the rest of what a killed one began.)
    """

    def __init__(self, context: BaseContext, setup: Setup, others: list[_Worker]) -> None:
        self.connection, theirs = context.Pipe()
        inherited = [self.connection, *(other.connection for other in others)]
        self.process: BaseProcess = context.Process(  # type: ignore[attr-defined]  # every context has one
            target=_work, args=(theirs, inherited if context.get_start_method() == "fork" else [], setup)
        )
        self.process.start()
        theirs.close()
        self.piece: _Piece | None = None

    def give(self, task: Task) -> _Piece:
        """Have the task done by a process that has none.

        One that has would not take more than a pipe holds, while it waits for us to take its result.
        """
        try:
            self.connection.send(task)
        except OSError:
            raise _ended() from None
        self.piece = _Piece()
        return self.piece

    def take(self, piece: _Piece) -> None:
        """Take over the result of the task, which makes the piece."""
        try:
            result = self.connection.recv()
        except (EOFError, OSError):
            raise _ended() from None
        if isinstance(result, BaseException):
            raise result
        piece.parts, self.piece = result, None


def perform_in_processes(pieces: Iterable[Task | Part], jobs: int, setup: Setup) -> Iterator[Part]:
    """Do the work in `jobs` processes; results come in order, and only a few wait for their turn.

    Raises `HolotypeError` when a process ends before its work is done.
    """
    context = get_context(start_method())
    workers: list[_Worker] = []
    try:
        with no_module_of_the_current_folder():
            for _ in range(jobs):
                workers.append(_Worker(context, setup, workers))
        yield from _in_order(pieces, workers)
    finally:
        for worker in workers:
            worker.connection.close()
            worker.process.terminate()
        for worker in workers:
            worker.process.join()


@contextmanager
def no_module_of_the_current_folder() -> Iterator[None]:
    """Within, a Python that is started imports nothing from the current folder.

    "spawn" and "forkserver" start one as `python -c`, which has that folder in front until it is told our
    `sys.path`.
    """
    before = os.environ.get("PYTHONSAFEPATH")
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONSAFEPATH"]
        else:
            os.environ["PYTHONSAFEPATH"] = before


def start_method() -> str:
    """How processes are started: forked, which is fast, only from a process that has no other thread.

    Another thread may hold a lock (of a stream, of an import) that nobody would release in a forked process.
    Threads that Python does not know, a library's, count as well: Linux tells how many there are.
    """
    try:
        alone = sys.platform == "linux" and len(os.listdir("/proc/self/task")) == 1
    except OSError:
        alone = False
    if alone:
        return "fork"
    # A server of ours has no other thread; on macOS the system's own libraries forbid forking it.
    return "forkserver" if "forkserver" in get_all_start_methods() and sys.platform != "darwin" else "spawn"


def _in_order(pieces: Iterable[Task | Part], workers: list[_Worker]) -> Iterator[Part]:
    turns: deque[_Piece] = deque()
    for piece in pieces:
        if isinstance(piece, Part):
            turns.append(_Piece([piece]))
        else:
            while len(turns) >= WAITING * len(workers) or all(each.piece for each in workers):
                _take_any(workers)
                yield from _done(turns)
            turns.append(next(each for each in workers if each.piece is None).give(piece))
        yield from _done(turns)
    while turns:
        _take_any(workers)
        yield from _done(turns)


def _take_any(workers: list[_Worker]) -> None:
    """Wait for results, and take over those that are there."""
    busy = {each.connection: (each, each.piece) for each in workers if each.piece is not None}
    for connection in wait(list(busy)):
        assert isinstance(connection, Connection)
        worker, piece = busy[connection]
        worker.take(piece)


def _done(turns: deque[_Piece]) -> Iterator[Part]:
    while turns and turns[0].parts is not None:
        yield from turns.popleft().parts or ()


def _ended() -> HolotypeError:
    return HolotypeError(
        "a worker process ended before its work was done: it was killed, or the memory ran out; "
        "use fewer --jobs (a program with threads needs the guard that multiprocessing asks for: "
        'if __name__ == "__main__")'
    )


def _work(connection: Connection, inherited: list[Connection], setup: Setup) -> None:
    """What a process does: a result for each task, until there are no more."""
    # Ctrl-C goes to all processes of a terminal: the first one reports, and ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What the first one does at its end is not for its copies to do.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for each in inherited:
        each.close()
    reading: Reading = setup.reading
    examiner: Examiner = setup.examiner()
    while True:
        try:
            task: Task = connection.recv()
        except (EOFError, OSError):
            return
        try:
            result: list[Part] | BaseException = list(perform(task, reading, examiner))
        except Exception as error:
            result = error
        try:
            connection.send(result)
        except OSError:
            return
