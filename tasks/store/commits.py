"""What a commit can be: rows written, an earlier version come back, older files written anew, small ones put together.

Each is the files it changes, given the newest snapshot; how they become a version is the business of
`tasks.store.attempts`. How rows are merged and where files lie is not known here.
"""

from collections.abc import Callable
from pathlib import Path

from schemas.datasets import DATASETS
from tasks.store import cuts
from tasks.store.attempts import Commit, make_commit, version_after
from tasks.store.changes import Changes, apply_changes
from tasks.store.compact import compacted
from tasks.store.crash import Step, crash_point
from tasks.store.layout import truth, truth_name
from tasks.store.log import FileEntry, Partitions, State
from tasks.store.snapshot import Snapshot
from tasks.store.storage import Storage, writing
from tasks.store.truth import truth_rewriter, truth_writer
from tasks.store.upgrade import Watch, check_extent, upgraded

Build = Callable[[Snapshot], Changes]
"""What to write, given what is there. Called again, with the newer snapshot, if another commit was faster."""


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

    return make_commit(storage, run_id, message, plan)


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

    return make_commit(storage, run_id, message, back)


def upgrade(storage: Storage, run_id: str, message: str, watch: Watch) -> Commit:
    """A commit after which no file is of an older schema version; none if none was.

    Raises:
        StoreError: a file cannot be read, or the root cannot be written.
    """

    def plan(before: Snapshot, folder: Path) -> State:
        return difference(before.state, upgraded(before, truth_rewriter(storage, folder, before.version + 1), watch))

    return make_commit(storage, run_id, message, plan)


def compact(storage: Storage, dataset: str, partition: str, run_id: str, message: str) -> Commit:
    """A commit after which a partition has fewer files, of the same rows; none if it had not too many.

    Raises:
        StoreError: a file cannot be read, or the root cannot be written.
    """

    def plan(before: Snapshot, folder: Path) -> State:
        check_extent(before)
        changes = compacted(before, dataset, partition, truth_writer(storage, folder, before.version + 1))
        return _along(before, changes, folder) if changes else changes

    return make_commit(storage, run_id, message, plan)


def difference(before: State, after: State) -> State:
    """The changes that turn one state into another."""
    changes = {name: _differing(before.get(name, {}), after.get(name, {})) for name in before.keys() | after.keys()}
    return {name: changes[name] for name in sorted(changes) if changes[name]}


def _along(before: Snapshot, changes: State, folder: Path) -> State:
    """The changes, and what would still be older after them."""
    after = version_after(before, changes)
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
