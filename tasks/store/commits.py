"""One commit: all datasets together or nothing, decided by one compare-and-set on the log.

How rows are merged and where files lie is not known here.
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

from schemas.datasets import DATASETS
from schemas.errors import StoreError
from schemas.versions import SCHEMA_VERSION
from tasks.store import cuts, log, view
from tasks.store.changes import Changes, apply_changes
from tasks.store.compact import compacted
from tasks.store.crash import Step, crash_point
from tasks.store.layout import truth, truth_name
from tasks.store.log import FileEntry, Manifest, Partitions, State
from tasks.store.snapshot import Snapshot
from tasks.store.storage import Storage, writing
from tasks.store.truth import truth_rewriter, truth_writer
from tasks.store.upgrade import Watch, check_extent, upgraded

logger = logging.getLogger(__name__)

ATTEMPTS = 5
"""How often a commit is built anew when another was faster. With the lock kept by all, none ever is."""

LOCK_SECONDS = 1800
"""How long a commit waits for others, or is built anew where there is no lock; a backfill of years takes minutes."""

LONGEST_PAUSE = 5.0
"""Seconds at most before an overtaken commit is built anew; how many is chance, so that two do not meet again."""

Build = Callable[[Snapshot], Changes]
"""What to write, given what is there. Called again, with the newer snapshot, if another commit was faster."""


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


def commit(storage: Storage, run_id: str, message: str, build: Build) -> Commit:
    """Writes what `build` asks for as one commit, and brings the view up to date.

    Raises:
        SchemaError: rows do not fit their dataset; nothing is committed.
        StoreError: the root cannot be written.
    """

    def plan(before: Snapshot, folder: Path) -> State:
        check_extent(before)
        asked = build(before)
        changes = apply_changes(before, asked, truth_writer(storage, folder, before.version + 1))
        if changes and asked.for_good:
            cuts.announce(storage, run_id, before.version + 1)
        return _along(before, changes, folder) if changes else changes

    return _commit(storage, run_id, message, plan)


def rollback(storage: Storage, version: int, run_id: str, message: str) -> Commit:
    """A new commit after which the datasets are what they were at `version`.

    Raises:
        StoreError: there is no such version, it was cleaned up, or the root cannot be written.
    """

    def back(before: Snapshot, folder: Path) -> State:
        cuts.check_kept(storage, version)
        target = Snapshot.at(storage, version)
        target.check_files()
        changes = difference(before.state, target.state)
        return _along(before, changes if storage.is_locked else _brought_back(before, changes), folder)

    return _commit(storage, run_id, message, back)


def upgrade(storage: Storage, run_id: str, message: str, watch: Watch) -> Commit:
    """A commit after which no file is of an older schema version; none if none was.

    Raises:
        StoreError: a file cannot be read, or the root cannot be written.
    """

    def plan(before: Snapshot, folder: Path) -> State:
        return difference(before.state, upgraded(before, truth_rewriter(storage, folder, before.version + 1), watch))

    return _commit(storage, run_id, message, plan)


def compact(storage: Storage, dataset: str, partition: str, run_id: str, message: str) -> Commit:
    """A commit after which a partition has fewer files, of the same rows; none if it had not too many.

    Raises:
        StoreError: a file cannot be read, or the root cannot be written.
    """

    def plan(before: Snapshot, folder: Path) -> State:
        check_extent(before)
        changes = compacted(before, dataset, partition, truth_writer(storage, folder, before.version + 1))
        return _along(before, changes, folder) if changes else changes

    return _commit(storage, run_id, message, plan)


def difference(before: State, after: State) -> State:
    """The changes that turn one state into another."""
    changes = {name: _differing(before.get(name, {}), after.get(name, {})) for name in before.keys() | after.keys()}
    return {name: changes[name] for name in sorted(changes) if changes[name]}


def _along(before: Snapshot, changes: State, folder: Path) -> State:
    """The changes, and what would still be older after them."""
    after = _next(before, changes)
    return difference(before.state, upgraded(after, truth_rewriter(before.storage, folder, before.version + 1)))


def _differing(before: Partitions, after: Partitions) -> Partitions:
    values = sorted(before.keys() | after.keys())
    return {value: after.get(value, ()) for value in values if _content(before, value) != _content(after, value)}


def _content(partitions: Partitions, value: str) -> list[str]:
    return [entry.digest for entry in partitions.get(value, ())]


def _brought_back(before: Snapshot, changes: State) -> State:
    """The changes with copies of the files that are not in use now: a clean-up may be at those, with no lock to wait
    for, and leaves alone what is made for a version to come."""

    def bring(name: str, value: str, entry: FileEntry) -> FileEntry:
        in_use = {one.digest: one for one in before.partitions(name).get(value, ())}
        if entry.digest in in_use:
            return in_use[entry.digest]
        copied = entry.model_copy(update={"name": truth_name(entry.digest, before.version + 1)})
        folder = truth(DATASETS[name], value)
        with writing(before.storage.location):
            before.storage.copy(f"{folder}/{entry.name}", f"{folder}/{copied.name}")
        crash_point(Step.FILE_NAMED)
        return copied

    return {
        name: {value: tuple(bring(name, value, entry) for entry in entries) for value, entries in partitions.items()}
        for name, partitions in changes.items()
    }


def _commit(storage: Storage, run_id: str, message: str, plan: Callable[[Snapshot, Path], State]) -> Commit:
    with storage.working(LOCK_SECONDS) as folder:
        for overtaken in _attempts(storage):
            before = Snapshot.at(storage)
            changes = _planned(before, plan, folder)
            crash_point(Step.FILES_NAMED)
            after = _next(before, changes) if changes else before
            if changes is not None and (not changes or _take_effect(after, run_id, message, changes)):
                view.update(after)
                return _outcome(before, after, changes, overtaken)
    if storage.is_locked:
        raise StoreError(
            f"{storage.location}: {ATTEMPTS} commits in a row were overtaken; is the lock honoured on this disk?"
        )
    raise StoreError(f"{storage.location}: others have been faster for {LOCK_SECONDS} s; try when fewer runs are at it")


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


def _planned(before: Snapshot, plan: Callable[[Snapshot, Path], State], folder: Path) -> State | None:
    """The changes; None if files of the snapshot have gone because others have committed and cleaned up since."""
    try:
        return plan(before, folder)
    except StoreError:
        if before.storage.is_locked or log.newest(before.storage) == before.version:
            raise
        return None


def _next(before: Snapshot, changes: State) -> Snapshot:
    return Snapshot(before.storage, before.version + 1, log.fold(before.state, [changes]))


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
