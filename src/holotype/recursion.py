"""The interpreter's limit on nested calls, which all threads share; emitted modules carry a copy of this."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType

STEP = 10_000
# Who needs the room: known by name, for each emitted module has one of its own.
WITH_ROOM = frozenset(("with_more_stack", "toml_table"))


def make_room_for_calls(frames: int) -> int:
    """Let this thread call so many frames deep from here; what `give_back_room` takes.

    The limit goes up in steps, so that threads that need more at the same time set the same.
    """
    limit = sys.getrecursionlimit()
    needed = frames
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        needed += 1
        frame = frame.f_back
    if needed > limit:
        sys.setrecursionlimit(-(-needed // STEP) * STEP)
    return limit


def give_back_room(limit: int) -> None:
    """Set the limit that was, unless another thread needs more, or stands where that would be too little.

    Python 3.11 ends the process where a thread that stands far beyond the limit fails: then the higher one
    stays.
    """
    own = sys._getframe()
    for frame in sys._current_frames().values():
        if frame is not own and needs_room(frame, limit // 2):
            return
    try:
        sys.setrecursionlimit(limit)
    except RecursionError:
        return  # this thread itself stands beyond it, as it did before


def needs_room(frame: FrameType | None, depth: int) -> bool:
    """Whether a thread stands deeper than that, or within what has made room for itself."""
    while frame is not None:
        depth -= 1
        if depth < 0 or frame.f_code.co_name in WITH_ROOM:
            return True
        frame = frame.f_back
    return False
