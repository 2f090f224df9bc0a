"""The immutable files: a partition's rows in, an entry for the log out.

A file nobody's commit names does no harm; which commit names it is not decided here.
"""

from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pyarrow as pa

from schemas.datasets import Dataset
from tasks.store.crash import Step, crash_point
from tasks.store.layout import truth, truth_name
from tasks.store.log import FileEntry
from tasks.store.parquet import content_digest, copy_parquet, write_parquet
from tasks.store.snapshot import DataFile
from tasks.store.storage import Storage, writing

WriteFile = Callable[[Dataset, str, pa.Table], FileEntry]
"""Writes the rows of one partition of a dataset to one immutable file."""

RewriteFile = Callable[[Dataset, DataFile], FileEntry]
"""Writes the rows of an immutable file to another one, with the columns of today."""


def truth_writer(storage: Storage, folder: Path, version: int) -> WriteFile:
    """Writes immutable files for a version of a root, first in its working folder.

    The function returned raises:
        SchemaError: the rows do not fit the dataset.
        StoreError: the root cannot be written.
    """

    def write(dataset: Dataset, partition: str, table: pa.Table) -> FileEntry:
        with writing(storage.location):
            return _write(storage, folder, version, dataset, partition, table)

    return write


def truth_rewriter(storage: Storage, folder: Path, version: int) -> RewriteFile:
    """As `truth_writer`, for files that are there.

    The function returned raises:
        StoreError: the file cannot be read, or the root cannot be written.
    """

    def rewrite(dataset: Dataset, file: DataFile) -> FileEntry:
        temporary = folder / f"{dataset.name}-{PurePosixPath(file.key).name}"
        with writing(storage.location):
            copy_parquet(storage, file.key, dataset, temporary)
            return _kept(storage, version, dataset, file.partition, temporary, file.rows)

    return rewrite


def _write(
    storage: Storage, folder: Path, version: int, dataset: Dataset, partition: str, table: pa.Table
) -> FileEntry:
    temporary = folder / f"{dataset.name}-{partition}.parquet"  # partitions are written side by side
    write_parquet(dataset, table, temporary)
    return _kept(storage, version, dataset, partition, temporary, table.num_rows)


def _kept(storage: Storage, version: int, dataset: Dataset, partition: str, temporary: Path, rows: int) -> FileEntry:
    entry = FileEntry(
        name=truth_name(content_digest(temporary), None if storage.is_locked else version),
        rows=rows,
        bytes=temporary.stat().st_size,
        schema_version=dataset.schema_version,
    )
    crash_point(Step.FILE_MADE)
    storage.keep(temporary, f"{truth(dataset, partition)}/{entry.name}")
    crash_point(Step.FILE_NAMED)
    return entry
