"""A dataset root: what flows open, read, stage into and commit to.

Each method hands over to the module that knows how.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from schemas.errors import StoreError
from schemas.findings import Finding
from tasks.store import check, clean_up, commits, compact, history, repair, staging, view
from tasks.store.attempts import LOCK_SECONDS, Commit
from tasks.store.check import Checked, Follow
from tasks.store.clean_up import CleanedUp, Keep
from tasks.store.commits import Build
from tasks.store.history import PastCommit
from tasks.store.locations import storage_at
from tasks.store.snapshot import Snapshot
from tasks.store.staging import StagedBatch
from tasks.store.storage import Storage, reading, writing
from tasks.store.upgrade import Extent, Watch, check_extent, extent_of


class Root:
    """A dataset root. Nothing is created before something is written."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    @classmethod
    def open(cls, location: str | Path, *, heal: bool = True) -> "Root":
        """The root in a folder or a bucket, what a crash left undone done: plain files, and what was forgotten.

        Looking for that takes some requests in a bucket: whoever opens a root over and over need not `heal` each time.

        Raises:
            ConfigError: the location names neither a folder nor a bucket.
            StoreError: something else lies there, its log is damaged, or a newer dateline wrote it.
        """
        storage = storage_at(location)
        _check_ours(storage)
        if heal:
            view.heal(storage)
            clean_up.heal_cuts(storage)
        return cls(storage)

    @property
    def location(self) -> str:
        """What names the root: its folder, absolute, or its URL."""
        return self._storage.location

    def is_begun(self) -> bool:
        """Whether anything was ever written to it.

        Raises:
            StoreError: it cannot be read.
        """
        with reading(self.location):
            return self._storage.is_begun()

    def snapshot(self, at: int | datetime | None = None) -> Snapshot:
        """The datasets at a version, or at the newest committed at or before an instant; the newest of all unless told.

        Raises:
            StoreError: there is none, or it was cleaned up.
        """
        return Snapshot.at(self._storage, at)

    def history(self, limit: int | None = None) -> list[PastCommit]:
        """The commits that are kept, newest first; the newest `limit` of them if one is given.

        Raises:
            StoreError: the log cannot be read.
        """
        return history.history(self._storage, limit)

    def stage(self, run_id: str, name: str, tables: Mapping[str, pa.Table]) -> StagedBatch:
        """Writes a batch for a later commit; a second batch of the same run and name takes the first's place.

        Raises:
            SchemaError: a table does not fit its dataset.
            StoreError: the root cannot be written.
        """
        return staging.stage(self._storage, run_id, name, tables)

    def commit(self, run_id: str, message: str, build: Build) -> Commit:
        """Writes what `build` asks for, all of it or nothing. Without any difference, no commit is made.

        Raises:
            SchemaError: rows do not fit their dataset; nothing is committed.
            StoreError: the root cannot be written.
        """
        done = commits.commit(self._storage, run_id, message, build)
        clean_up.finish_cuts(self._storage, LOCK_SECONDS)
        return done

    def rollback(self, version: int, run_id: str, message: str) -> Commit:
        """A new commit after which the datasets are what they were at `version`; the log keeps what came between.

        Raises:
            StoreError: there is no such version, its files were cleaned up, or the root cannot be written.
        """
        return commits.rollback(self._storage, version, run_id, message)

    def check_writable(self) -> None:
        """Refuses what cannot be written, or a root is not safe on, before a run has done all its work for nothing.

        Raises:
            StoreError: says why it cannot be written, or what a bucket's server does wrong.
        """
        with writing(self._storage.location):
            self._storage.check_writable()

    def check_schema(self) -> None:
        """Refuses a root that has to be upgraded before anything is committed: long work asks first.

        Raises:
            StoreError: says which command does it.
        """
        check_extent(self.snapshot())

    def older(self) -> Extent:
        """How much an upgrade would write anew.

        Raises:
            StoreError: the log cannot be read.
        """
        return extent_of(self.snapshot())

    def upgrade(self, run_id: str, message: str, watch: Watch) -> Commit:
        """Writes the files of older schema versions anew, in one commit; without any, no commit is made.

        Raises:
            StoreError: a file cannot be read, or the root cannot be written.
        """
        return commits.upgrade(self._storage, run_id, message, watch)

    def crowded(self) -> Sequence[tuple[str, str]]:
        """The partitions with too many small files, each with its dataset.

        Raises:
            StoreError: the log cannot be read.
        """
        return compact.crowded(self.snapshot())

    def compact(self, dataset: str, partition: str, run_id: str, message: str) -> Commit:
        """Brings the small files of a partition together, in one commit; no row changes.

        Raises:
            StoreError: a file cannot be read, or the root cannot be written.
        """
        return commits.compact(self._storage, dataset, partition, run_id, message)

    def clean_up(self, keep: Keep, now: datetime, *, dry_run: bool = False) -> CleanedUp:
        """Removes what no kept commit needs, and the batches of abandoned runs; with `dry_run`, says what it would.

        Raises:
            StoreError: the root cannot be read or written.
        """
        return clean_up.clean_up(self._storage, keep, now, dry_run=dry_run)

    def check(self, now: datetime, follow: Follow, *, deep: bool) -> Checked:
        """What is wrong with everything but the rows.

        Raises:
            NewerRootError: a newer dateline wrote the root.
            StoreError: the root cannot be read.
        """
        return check.check(self._storage, now, follow, deep=deep)

    def repair(self, findings: Collection[Finding], now: datetime) -> None:
        """Mends what of the findings can be mended without losing anything.

        Raises:
            StoreError: the root cannot be written.
        """
        repair.repair(self._storage, findings, now)

    def discard_staging(self, run_id: str) -> None:
        """Removes a run's staged batches, if there are any.

        Raises:
            StoreError: the root cannot be written.
        """
        staging.discard(self._storage, run_id)


def _check_ours(storage: Storage) -> None:
    with reading(storage.location):
        foreign = storage.foreign()
    if foreign is not None:
        raise StoreError(
            f"{storage.location} holds {foreign} and is not a dateline root; name an empty folder or a new one"
        )
