"""The tie of a process to the one that started it: ended in whatever way, that takes it along.

Without it, a run or a page that takes long would go on after a kill. What was committed stays; a root takes a kill at
any moment.
"""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from types import FrameType

_ORPHANED = 70


def end_with_parent() -> None:
    """From now on this process ends when its parent does, if that is a Python process that started it as its child."""
    if (parent := multiprocessing.parent_process()) is not None:
        threading.Thread(target=_end_after, args=(parent.join,), name="lifeline", daemon=True).start()


def end_when_parent_says() -> None:
    """As `end_with_parent`; besides, SIGTERM ends this process at once, and Ctrl-C is its parent's business alone.

    What waits for a page or a host would wait on, and its work would be lost all the same.
    """
    end_with_parent()
    if multiprocessing.parent_process() is not None and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, _end_at_once)


def _end_after(wait: Callable[[], None]) -> None:
    wait()
    os._exit(_ORPHANED)


def _end_at_once(number: int, frame: FrameType | None) -> None:
    os._exit(128 + number)
