"""Rows of a snapshot found by the values of one column, file by file: no more than one file is in memory.

Files that hold none of the rows wanted are not read beyond the column looked at.
"""

from collections.abc import Collection, Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from schemas.arrow import texts_of
from tasks.store.parquet import read_parquet
from tasks.store.side_by_side import side_by_side
from tasks.store.snapshot import DataFile, Snapshot, named, narrowed


def rows_with(
    snapshot: Snapshot,
    dataset: str,
    column: str,
    values: Collection[str],
    columns: Sequence[str] | None = None,
    partitions: Collection[str] | None = None,
) -> pa.Table:
    """The rows whose `column` is one of `values`, in the order of the files; all columns unless told.

    Raises:
        SchemaError: there is no such dataset or column.
        StoreError: a file cannot be read.
    """
    found = file_tables(snapshot, dataset, column, values, columns, partitions)
    return pa.concat_tables([narrowed(named(dataset), columns).empty_table(), *found])


def file_tables(
    snapshot: Snapshot,
    dataset: str,
    column: str,
    values: Collection[str],
    columns: Sequence[str] | None = None,
    partitions: Collection[str] | None = None,
) -> Iterator[pa.Table]:
    """As `rows_with`, a table a file that has any such rows.

    Raises:
        SchemaError: there is no such dataset or column.
        StoreError: a file cannot be read.
    """
    known, schema = named(dataset), narrowed(named(dataset), columns)
    wanted = texts_of(values)
    if not len(wanted):
        return
    days = snapshot.files(dataset).items()
    files = [file for day, there in days for file in there if partitions is None or day in partitions]

    def found(file: DataFile) -> pa.ChunkedArray:
        looked_at = read_parquet(snapshot.storage, file.key, known, [column], file.bytes)
        return pc.is_in(looked_at.column(column), value_set=wanted)

    for file, here in zip(files, side_by_side(snapshot.storage, found, files), strict=True):
        if pc.any(here).as_py():
            yield snapshot.read_file(known, schema, file).filter(here)
