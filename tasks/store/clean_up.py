"""Clean-up: what no kept commit needs any more is found and removed.

Done under the root's lock, so that no file of a commit in the making is taken for an unneeded one. What is removed was
out of reach before: first the oldest kept commit is written down, then what came before it goes. After a crash at any
step the next clean-up removes the rest. The public view and the files of kept commits are never touched.
"""

import math
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from schemas.datasets import DATASETS
from tasks.store import log
from tasks.store.commits import LOCK_SECONDS
from tasks.store.crash import Step, crash_point
from tasks.store.files import locked, writing
from tasks.store.history import version_at
from tasks.store.layout import Layout
from tasks.store.snapshot import Snapshot

GRACE: Final = timedelta(hours=1)
"""A commit is kept so long after it has been followed by another: somebody may have begun to read its snapshot."""

STAGING_AGE: Final = timedelta(days=1)
"""A run that has staged nothing for so long is dead: it stages a batch every few minutes, and may do so from other
machines, where no lock or process number could be asked. Were it alive after all, it would fail with a clear error,
and a rerun would lose nothing."""


@dataclass(frozen=True)
class Keep:
    """Which commits are kept: those of the last `days` days (the one that was newest when they began, too), and at
    least `commits`."""

    commits: int = 10
    days: float = 30


@dataclass(frozen=True)
class CleanedUp:
    """What was removed, or would be."""

    oldest: int
    """The oldest version that is kept."""
    commits: int
    """Commits that can no longer be asked for."""
    files: int
    """Immutable files that only they named, or nobody."""
    runs: int
    """Abandoned runs whose staged batches went."""
    bytes: int


def clean_up(layout: Layout, keep: Keep, now: datetime, *, dry_run: bool = False) -> CleanedUp:
    """Removes what no kept commit needs, and the batches of abandoned runs.

    Raises:
        StoreError: the log cannot be read, or the root cannot be written.
    """
    if dry_run or not layout.home.is_dir():
        return _plan(layout, _oldest(layout, keep, now), now)
    with locked(layout, LOCK_SECONDS), writing(layout.root):
        oldest = _oldest(layout, keep, now)
        plan = _plan(layout, oldest, now)
        _sweep(layout, log.oldest(layout), now)  # before anything is written: the disk may be full
        if oldest > log.oldest(layout):
            _raise_floor(layout, oldest)
            _sweep(layout, oldest, now)
    return plan


def _oldest(layout: Layout, keep: Keep, now: datetime) -> int:
    """The oldest version to keep; never below what is gone already."""
    newest, floor = log.newest(layout), log.oldest(layout)
    by_number = newest - max(keep.commits, 1) + 1
    since = now - max(timedelta(days=keep.days), GRACE)
    return max(floor, min(by_number, _newest_at(layout, since)), 0)


def _newest_at(layout: Layout, instant: datetime) -> int:
    versions = log.newest(layout)
    if not versions or log.read_manifest(layout, max(1, log.oldest(layout))).committed_at > instant:
        return 0
    return version_at(layout, instant)


def _plan(layout: Layout, oldest: int, now: datetime) -> CleanedUp:
    files, runs = list(_unnamed(layout, oldest)), list(_abandoned(layout, now))
    staged = [path for run in runs for path in run.rglob("*")]
    return CleanedUp(
        oldest=oldest,
        commits=max(oldest, 1) - max(log.oldest(layout), 1),
        files=len(files),
        runs=len(runs),
        bytes=sum(map(_bytes, [*files, *staged])),
    )


def _raise_floor(layout: Layout, oldest: int) -> None:
    if oldest > 1 and not log.has_checkpoint(layout, oldest - 1):
        log.write_checkpoint(layout, oldest - 1, log.state_before(layout, oldest))
    crash_point(Step.FLOOR_STATE)
    log.write_oldest(layout, oldest)
    crash_point(Step.FLOOR)


def _sweep(layout: Layout, oldest: int, now: datetime) -> None:
    for path in log.outdated(layout, oldest):
        path.unlink(missing_ok=True)
        crash_point(Step.SWEPT_LOG)
    for path in list(_unnamed(layout, oldest)):
        path.unlink(missing_ok=True)
        crash_point(Step.SWEPT_FILE)
    for folder in layout.files.glob("*/*"):
        if not any(folder.iterdir()):
            folder.rmdir()
    for run in list(_abandoned(layout, now)):
        shutil.rmtree(run, ignore_errors=True)
        crash_point(Step.SWEPT_STAGING)


def _unnamed(layout: Layout, oldest: int) -> Iterator[Path]:
    """The immutable files that no commit from `oldest` on names."""
    named = _named(layout, oldest)
    return (path for path in layout.files.glob("*/*/*") if path not in named)


def _named(layout: Layout, oldest: int) -> set[Path]:
    first = Snapshot.at(layout, max(oldest, log.oldest(layout)))
    later = (log.read_manifest(layout, number).changes for number in range(first.version + 1, log.newest(layout) + 1))
    return {
        layout.truth(DATASETS[dataset], partition) / entry.name
        for state in (first.state, *later)
        for dataset, partitions in state.items()
        for partition, entries in partitions.items()
        for entry in entries
    }


def _abandoned(layout: Layout, now: datetime) -> Iterator[Path]:
    """The folders of runs that have staged nothing for `STAGING_AGE`."""
    since = (now - STAGING_AGE).timestamp()
    return (run for run in layout.runs.glob("*") if _last_touched(run) < since)


def _last_touched(run: Path) -> float:
    try:
        return max(path.stat().st_mtime for path in (run, *run.rglob("*")))
    except FileNotFoundError:  # its run is at work in it
        return math.inf


def _bytes(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() else 0
    except FileNotFoundError:
        return 0
