"""A root that an older schema version wrote is brought up to today's: which files are older, and what they become.

In: a snapshot. Out: a state in which no file is older, its files written. The rows stay as they are. Readers of plain
files take the columns of the first file they open for those of all, so that no commit leaves two kinds beside each
other: what is little is brought along by the next commit, what is much by `dateline upgrade`.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

from schemas.datasets import DATASETS, Dataset
from schemas.errors import StoreError
from tasks.store.changes import SIDE_BY_SIDE
from tasks.store.log import FileEntry, State
from tasks.store.snapshot import DataFile, Snapshot
from tasks.store.truth import RewriteFile

Watch = Callable[[DataFile], None]
"""Is told of each file that was written anew."""


@dataclass(frozen=True)
class Extent:
    """How many files, and how long they are together."""

    files: int
    bytes: int


ALONG: Final = Extent(files=1_000, bytes=64_000_000)
"""What a commit brings along: seconds of work."""


def older_files(snapshot: Snapshot) -> Iterator[tuple[Dataset, DataFile]]:
    """The files that lack columns of today."""
    for name, dataset in DATASETS.items():
        for files in snapshot.files(name).values():
            yield from ((dataset, file) for file in files if file.schema_version < dataset.schema_version)


def extent_of(snapshot: Snapshot) -> Extent:
    """How much would be written anew."""
    sizes = [file.bytes for _, file in older_files(snapshot)]
    return Extent(len(sizes), sum(sizes))


def check_extent(snapshot: Snapshot) -> None:
    """Refuses a root with more older files than a commit brings along.

    Raises:
        StoreError: says which command does.
    """
    older = extent_of(snapshot)
    if older.files > ALONG.files or older.bytes > ALONG.bytes:
        raise StoreError(
            f"{snapshot.storage.location} was written by an older schema version: run `dateline upgrade` once "
            f"({older.files:,} files, {older.bytes / 1e6:,.0f} MB are written anew; no row changes), then this again"
        )


def upgraded(snapshot: Snapshot, rewrite: RewriteFile, watch: Watch = lambda _: None) -> State:
    """The snapshot's state with each older file replaced by one of today's columns, in its place.

    Raises:
        StoreError: a file cannot be read, or the root cannot be written.
    """

    def replaced(older: tuple[Dataset, DataFile]) -> tuple[str, FileEntry]:
        dataset, file = older
        entry = rewrite(dataset, file)
        watch(file)
        return file.key, entry

    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        entries = dict(pool.map(replaced, older_files(snapshot)))
    return {name: {**partitions, **_anew(snapshot, name, entries)} for name, partitions in snapshot.state.items()}


def _anew(snapshot: Snapshot, dataset: str, entries: dict[str, FileEntry]) -> dict[str, tuple[FileEntry, ...]]:
    """The partitions of which a file was replaced."""
    there = snapshot.partitions(dataset)
    return {
        partition: tuple(entries.get(file.key, entry) for file, entry in zip(files, there[partition], strict=True))
        for partition, files in snapshot.files(dataset).items()
        if any(file.key in entries for file in files)
    }
