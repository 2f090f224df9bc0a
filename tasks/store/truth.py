"""The immutable files: a partition's rows in, an entry for the log out.

A file nobody's commit names does no harm; which commit names it is not decided here.
"""

from collections.abc import Callable

import pyarrow as pa

from schemas.datasets import Dataset
from tasks.store.crash import Step, crash_point
from tasks.store.files import flush_file, flush_folder, make_folder, writing
from tasks.store.layout import Layout
from tasks.store.log import FileEntry
from tasks.store.parquet import content_name, write_parquet

WriteFile = Callable[[Dataset, str, pa.Table], FileEntry]
"""Writes the rows of one partition of a dataset to one immutable file."""


def truth_writer(layout: Layout) -> WriteFile:
    """Writes immutable files under a root whose lock is held.

    The function returned raises:
        SchemaError: the rows do not fit the dataset.
        StoreError: the root cannot be written.
    """

    def write(dataset: Dataset, partition: str, table: pa.Table) -> FileEntry:
        with writing(layout.root):
            return _write(layout, dataset, partition, table)

    return write


def _write(layout: Layout, dataset: Dataset, partition: str, table: pa.Table) -> FileEntry:
    temporary = layout.temporary / f"{dataset.name}-{partition}.parquet"  # partitions are written side by side
    folder = layout.truth(dataset, partition)
    write_parquet(dataset, table, temporary)
    flush_file(temporary)
    entry = FileEntry(name=content_name(temporary), rows=table.num_rows, bytes=temporary.stat().st_size)
    crash_point(Step.FILE_MADE)
    make_folder(folder)
    if (folder / entry.name).exists():
        temporary.unlink()
    else:
        # The view's links share this inode: whoever opens one to write would rewrite history.
        temporary.chmod(temporary.stat().st_mode & 0o555)
        temporary.replace(folder / entry.name)
    flush_folder(folder)
    crash_point(Step.FILE_NAMED)
    return entry
