"""A planned change made the next version: all datasets together or nothing, by one compare-and-set on the log.

In: the files that a plan changes, given the newest snapshot. Out: the version that has them. Where another commit was
faster, the plan is asked again; what plans there are is the business of `tasks.store.commits`.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from random import uniform
from time import monotonic, sleep
from uuid import uuid4

from schemas.errors import StoreError
from schemas.versions import SCHEMA_VERSION
from tasks.store import log, view
from tasks.store.crash import Step, crash_point
from tasks.store.log import FileEntry, Manifest, State
from tasks.store.snapshot import Snapshot
from tasks.store.storage import Storage, writing

logger = logging.getLogger(__name__)

ATTEMPTS = 5
"""How often a commit is built anew when another was faster. With the lock kept by all, none ever is."""

LOCK_SECONDS = 1800
"""How long a commit waits for others, or is built anew where there is no lock; a backfill of years takes minutes."""

LONGEST_PAUSE = 5.0
"""Seconds at most before an overtaken commit is built anew; how many is chance, so that two do not meet again."""

Plan = Callable[[Snapshot, Path], State]
"""The files to change, given what is there, and a folder to write in. Called again if another commit was faster."""


@dataclass(frozen=True)
class Commit:
    """What a commit came to; without changes, `version` is the one that was there already."""

    version: int
    partitions: Mapping[str, tuple[str, ...]]
    """The partitions changed, by dataset."""
    files: Mapping[str, int]
    """How many files were added, by dataset."""
    rows: Mapping[str, int]
    """How many rows more than before a changed dataset has; negative if fewer."""
    overtaken: int = 0
    """How often another commit was faster, and this one was built anew."""


def make_commit(storage: Storage, run_id: str, message: str, plan: Plan) -> Commit:
    """Makes what is planned the next version, and brings the view up to date.

    Raises:
        StoreError: the root cannot be written, or others were faster each time.
        DatelineError: what the plan raises; nothing is committed.
    """
    with storage.working(LOCK_SECONDS) as folder:
        for overtaken in _attempts(storage):
            before = Snapshot.at(storage)
            changes = _planned(before, plan, folder)
            crash_point(Step.FILES_NAMED)
            after = version_after(before, changes) if changes else before
            if changes is not None and (not changes or _take_effect(after, run_id, message, changes)):
                view.update(after)
                return _outcome(before, after, changes, overtaken)
    if storage.is_locked:
        raise StoreError(
            f"{storage.location}: {ATTEMPTS} commits in a row were overtaken; is the lock honoured on this disk?"
        )
    raise StoreError(f"{storage.location}: others have been faster for {LOCK_SECONDS} s; try when fewer runs are at it")


def version_after(before: Snapshot, changes: State) -> Snapshot:
    """The next version, with these changes."""
    return Snapshot(before.storage, before.version + 1, log.fold(before.state, [changes]))


def _attempts(storage: Storage) -> Iterator[int]:
    """Counts the attempts from 0, as long as there is sense in another one."""
    if storage.is_locked:
        yield from range(ATTEMPTS)
        return
    until, pause = monotonic() + LOCK_SECONDS, 0.05
    for attempt in count():
        yield attempt
        if monotonic() > until:
            return
        sleep(uniform(0, pause))
        pause = min(2 * pause, LONGEST_PAUSE)


def _planned(before: Snapshot, plan: Plan, folder: Path) -> State | None:
    """The changes; None if files of the snapshot have gone because others have committed and cleaned up since."""
    try:
        return plan(before, folder)
    except StoreError:
        if before.storage.is_locked or log.newest(before.storage) == before.version:
            raise
        return None


def _take_effect(after: Snapshot, run_id: str, message: str, changes: State) -> bool:
    parent = after.version - 1
    # A clock that was set back must not make a later commit the earlier one.
    earliest = log.read_manifest(after.storage, parent).committed_at if parent else datetime.min.replace(tzinfo=UTC)
    manifest = Manifest(
        version=after.version,
        parent=parent,
        nonce=uuid4().hex,
        committed_at=max(datetime.now(UTC), earliest),
        run_id=run_id,
        message=message,
        schema_version=SCHEMA_VERSION,
        changes={name: dict(partitions) for name, partitions in changes.items()},
    )
    with writing(after.storage.location):
        taken = log.append(after.storage, manifest)
    if taken:
        crash_point(Step.LOG_TAKEN)
        _keep_state(after)
    return taken


def _keep_state(after: Snapshot) -> None:
    if after.version % log.CHECKPOINT_EVERY:
        return
    try:
        log.write_checkpoint(after.storage, after.version, after.state)
    except OSError as error:  # it only saves folding; the commit is in effect
        logger.warning(
            "the state at version %d of %s could not be kept: %s", after.version, after.storage.location, error
        )
    crash_point(Step.CHECKPOINT)


def _outcome(before: Snapshot, after: Snapshot, changes: State, overtaken: int) -> Commit:
    return Commit(
        overtaken=overtaken,
        version=after.version,
        partitions={name: tuple(sorted(partitions)) for name, partitions in changes.items()},
        files={name: len(_files(after, name) - _files(before, name)) for name in changes},
        rows={name: after.rows(name) - before.rows(name) for name in changes},
    )


def _files(snapshot: Snapshot, dataset: str) -> set[tuple[str, FileEntry]]:
    return {(value, entry) for value, entries in snapshot.partitions(dataset).items() for entry in entries}
