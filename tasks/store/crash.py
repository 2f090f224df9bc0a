"""The named steps between which a process may die, and a switch with which tests make it die there.

Off unless the environment says otherwise: a step then costs one look at it. Nothing is decided by a step.
"""

import os
import signal
from collections import Counter
from pathlib import Path
from typing import Final

from schemas.words import Word

CRASH_AT: Final = "_DATELINE_CRASH_AT"
"""`<step>` or `<step>:<n>`: the process kills itself when it comes to that step for the first, or nth, time."""

STEP_FILE: Final = "_DATELINE_STEP_FILE"
"""A file that gets each step the process came to, one a line."""


class Step(Word):
    """What has just been done when the process may die."""

    FILE_MADE = "commit.file_made", "an immutable file is complete, under a temporary name"
    FILE_NAMED = "commit.file_named", "an immutable file has its name; no commit names it yet"
    FILES_NAMED = "commit.files_named", "all files of the commit have their names"
    ENTRY_READY = "commit.entry_ready", "a log entry or checkpoint is complete, under a temporary name"
    LOG_TAKEN = "commit.log_taken", "the log entry has its number: the commit is in effect"
    CHECKPOINT = "commit.checkpoint", "the folded state is kept"
    LINK = "view.link", "one plain file shows the new content, others still the old"
    LINKS = "view.links", "all plain files of the snapshot are in place"
    NOTED = "view.noted", "in a bucket: what the plain objects are now copies of is written down"
    SURPLUS = "view.surplus", "a plain file that belongs to no partition any more is gone"
    VIEW = "view.done", "the view shows the snapshot"
    ANNOUNCED = "cut.announced", "it is written down that all before the coming commit is to go for good"
    CUT = "cut.done", "all before the commit is gone; that it was to go is still written down"
    SWEPT_FILE = "clean_up.file", "an immutable file that no kept commit names is gone"
    SWEPT_STAGING = "clean_up.staging", "the batches of an abandoned run are gone"
    FLOOR_STATE = "clean_up.checkpoint", "the state under the oldest kept commit is folded and kept"
    FLOOR = "clean_up.oldest", "the oldest kept commit is written down: those before it can no longer be asked for"
    SWEPT_LOG = "clean_up.log", "a log entry or checkpoint before the oldest kept commit is gone"


_passed: Counter[str] = Counter()


def crash_point(step: Step) -> None:
    """Nothing, unless a test wants the process to die here or to leave word that it was here."""
    wanted = os.environ.get(CRASH_AT)
    if wanted is not None:
        _die_if(step, *wanted.split(":"))
    trail = os.environ.get(STEP_FILE)
    if trail is not None:
        with Path(trail).open("a") as file:
            file.write(f"{step}\n")


def _die_if(step: Step, wanted: str, times: str = "1") -> None:
    _passed[step] += 1
    if step == wanted and _passed[step] == int(times):
        os.kill(os.getpid(), signal.SIGKILL)
