"""Clean-up: what no kept commit needs any more is found and removed.

Done under the root's lock, so that no file of a commit in the making is taken for an unneeded one; where there is no
lock, such files are told by the version they are made for. What is removed was out of reach before: first the oldest
kept commit is written down, then what came before it goes. After a crash at any step the next clean-up removes the
rest. The public view and the files of kept commits are never touched.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import groupby
from typing import Final

from schemas.datasets import DATASETS
from schemas.errors import StoreError
from tasks.store import cuts, log
from tasks.store.attempts import LOCK_SECONDS
from tasks.store.crash import Step, crash_point
from tasks.store.history import version_at
from tasks.store.layout import FILES, LOG, STAGING, made_for, truth
from tasks.store.log import State
from tasks.store.side_by_side import do_all
from tasks.store.snapshot import Snapshot
from tasks.store.storage import HeldElsewhere, Storage, Stored, reading, writing

logger = logging.getLogger(__name__)

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


def clean_up(storage: Storage, keep: Keep, now: datetime, *, dry_run: bool = False) -> CleanedUp:
    """Removes what no kept commit needs, and the batches of abandoned runs.

    Raises:
        StoreError: the log cannot be read, or the root cannot be written.
    """
    if dry_run or not any(map(storage.listing, (LOG, STAGING))):
        return _plan(storage, _oldest(storage, keep, now), now)
    with storage.working(LOCK_SECONDS), writing(storage.location):
        oldest = _oldest(storage, keep, now)
        plan = _plan(storage, oldest, now)
        sweep(storage, log.oldest(storage), now)  # before anything is written: the disk may be full
        if oldest > log.oldest(storage):
            _raise_floor(storage, oldest)
            sweep(storage, oldest, now)
    return plan


def finish_cuts(storage: Storage, seconds: float) -> None:
    """Takes away for good what commits that announced it have left behind: every version before them, with its files.

    Nobody's reading is waited for; a commit that is being made is, for some seconds.

    Raises:
        HeldElsewhere: somebody else was at work all the time.
        StoreError: the log cannot be read, or the root cannot be written.
    """
    if not any(cuts.due(storage)):
        return
    with storage.working(seconds), writing(storage.location):
        for one in sorted(cuts.due(storage), key=lambda one: one.version):
            if one.took_effect:
                if one.version > log.oldest(storage):
                    _raise_floor(storage, one.version)
                sweep(storage, log.oldest(storage), datetime.now(UTC))
                crash_point(Step.CUT)
            storage.remove(one.key)


def heal_cuts(storage: Storage) -> None:
    """As `finish_cuts`, after a crash, unless somebody else is at work in the root or it cannot be written."""
    try:
        finish_cuts(storage, seconds=0)
    except HeldElsewhere:
        return  # whoever opens the root next does it
    except StoreError as error:
        logger.warning("what was forgotten is still in old files of %s: %s", storage.location, error)


def _oldest(storage: Storage, keep: Keep, now: datetime) -> int:
    """The oldest version to keep; never below what is gone already."""
    newest, floor = log.newest(storage), log.oldest(storage)
    by_number = newest - max(keep.commits, 1) + 1
    since = now - max(timedelta(days=keep.days), GRACE)
    return max(floor, min(by_number, _newest_at(storage, since)), 0)


def _newest_at(storage: Storage, instant: datetime) -> int:
    def earliest() -> datetime:
        return log.read_manifest(storage, max(1, log.oldest(storage))).committed_at

    if not log.newest(storage) or log.steady(storage, earliest) > instant:
        return 0
    return version_at(storage, instant)


def _plan(storage: Storage, oldest: int, now: datetime) -> CleanedUp:
    files, runs = list(unnamed(storage, oldest)), abandoned(storage, now)
    staged = [one for batch in runs.values() for one in batch]
    return CleanedUp(
        oldest=oldest,
        commits=max(oldest, 1) - max(log.oldest(storage), 1),
        files=len(files),
        runs=len(runs),
        bytes=sum(one.bytes for one in (*files, *staged)),
    )


def _raise_floor(storage: Storage, oldest: int) -> None:
    def keep_state() -> None:
        if log.oldest(storage) < oldest and oldest > 1 and not log.has_checkpoint(storage, oldest - 1):
            log.write_checkpoint(storage, oldest - 1, log.state_before(storage, oldest))

    log.steady(storage, keep_state)
    crash_point(Step.FLOOR_STATE)
    log.write_oldest(storage, oldest)
    crash_point(Step.FLOOR)


def sweep(storage: Storage, oldest: int, now: datetime) -> None:
    """Removes what no commit from `oldest` on needs, and the batches of abandoned runs; at work on the root."""

    def remove(key: str, step: Step) -> None:
        storage.remove(key)
        crash_point(step)

    do_all(storage, partial(remove, step=Step.SWEPT_LOG), log.outdated(storage, oldest))
    do_all(storage, partial(remove, step=Step.SWEPT_FILE), [one.key for one in unnamed(storage, oldest)])
    for run in abandoned(storage, now):
        storage.remove_folder(run)
        crash_point(Step.SWEPT_STAGING)
    for folder in (FILES, STAGING):
        storage.prune(folder)


def unnamed(storage: Storage, oldest: int) -> Iterator[Stored]:
    """The immutable files that no commit from `oldest` on names, nor one to come."""
    newest, named = log.steady(storage, lambda: _named(storage, oldest))
    with reading(storage.location):
        there = [one for one in storage.listing(FILES) if one.key not in named]
    return (one for one in there if storage.is_locked or (made_for(one.key) or 0) <= newest)


def _named(storage: Storage, oldest: int) -> tuple[int, set[str]]:
    """The newest version, and the files that the commits from `oldest` to it name."""
    newest = log.newest(storage)
    first = Snapshot.at(storage, max(oldest, log.oldest(storage)))
    manifests = log.read_manifests(storage, range(first.version + 1, newest + 1))
    return newest, _keys([first.state, *(manifest.changes for manifest in manifests)])


def _keys(states: Iterable[State]) -> set[str]:
    return {
        f"{truth(DATASETS[dataset], partition)}/{entry.name}"
        for state in states
        for dataset, partitions in state.items()
        for partition, entries in partitions.items()
        for entry in entries
    }


def abandoned(storage: Storage, now: datetime) -> Mapping[str, Sequence[Stored]]:
    """What runs have staged that have staged nothing for `STAGING_AGE`, by their folders."""
    with reading(storage.location):
        found = storage.listing(STAGING)
    staged = groupby(found, key=lambda one: one.key.removeprefix(f"{STAGING}/").partition("/")[0])
    runs = {f"{STAGING}/{run}": list(batch) for run, batch in staged}
    return {run: batch for run, batch in runs.items() if max(one.modified_at for one in batch) < now - STAGING_AGE}
