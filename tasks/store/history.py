"""What the log tells of commits past: which there were, and which was the newest at an instant.

Read from log entries alone; no rows are looked at, and nothing is written.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from schemas.errors import StoreError
from tasks.store import log
from tasks.store.log import FileEntry, Manifest, Partitions, State
from tasks.store.storage import Storage


@dataclass(frozen=True)
class PastCommit:
    """One commit of the log."""

    version: int
    committed_at: datetime
    run_id: str
    message: str
    partitions: Mapping[str, tuple[str, ...]]
    """The partitions it changed, by dataset."""
    rows: Mapping[str, int]
    """How many rows more than before a changed dataset has; negative if fewer."""


def history(storage: Storage, limit: int | None = None) -> list[PastCommit]:
    """The kept commits, newest first; the newest `limit` of them if one is given.

    Raises:
        StoreError: the log cannot be read.
    """
    return log.steady(storage, lambda: list(_told(storage, limit))[::-1])


def version_at(storage: Storage, instant: datetime) -> int:
    """The newest version committed at or before an instant.

    Raises:
        StoreError: there is none, or the instant has no zone.
    """
    if instant.tzinfo is None:
        raise StoreError(f"{instant.isoformat()} has no zone; add one, such as +00:00")
    return log.steady(storage, lambda: _version_at(storage, instant))


def _version_at(storage: Storage, instant: datetime) -> int:
    versions = range(_first(storage), log.newest(storage) + 1)
    place = bisect_right(versions, instant, key=lambda version: log.read_manifest(storage, version).committed_at)
    if place == 0:
        raise StoreError(
            f"{storage.location} has no version of {instant.isoformat()} or before; {_earliest(storage, versions)}"
        )
    return versions[place - 1]


def _first(storage: Storage) -> int:
    return max(1, log.oldest(storage))


def _earliest(storage: Storage, versions: range) -> str:
    if not versions:
        return "nothing has been committed yet"
    earliest = log.read_manifest(storage, versions[0])
    before = "those before it were cleaned up" if earliest.version > 1 else "it is the first"
    return f"the oldest is version {earliest.version} of {earliest.committed_at.isoformat()}, {before}"


def _told(storage: Storage, limit: int | None) -> Iterator[PastCommit]:
    newest, first = log.newest(storage), _first(storage)
    start = first if limit is None else max(first, newest - limit + 1)
    if newest < start:
        return
    state = log.state_before(storage, start)
    for manifest in log.read_manifests(storage, range(start, newest + 1)):
        yield _past(manifest, state)
        state = log.fold(state, [manifest.changes])


def _past(manifest: Manifest, before: State) -> PastCommit:
    changes = {name: partitions for name, partitions in manifest.changes.items() if partitions}
    return PastCommit(
        version=manifest.version,
        committed_at=manifest.committed_at,
        run_id=manifest.run_id,
        message=manifest.message,
        partitions={name: tuple(sorted(partitions)) for name, partitions in changes.items()},
        rows={name: _gained(before.get(name, {}), partitions) for name, partitions in changes.items()},
    )


def _rows(entries: tuple[FileEntry, ...]) -> int:
    return sum(entry.rows for entry in entries)


def _gained(before: Partitions, changed: Partitions) -> int:
    return sum(_rows(entries) - _rows(before.get(value, ())) for value, entries in changed.items())
