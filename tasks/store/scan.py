"""Columns of a snapshot gone through piece by piece, or only counted: for what is too large to be held.

Rows come as they lie in the files; which of them are wanted is the caller's business.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.errors import StoreError
from tasks.store.older import completed
from tasks.store.snapshot import Snapshot, named
from tasks.store.storage import Storage

CHUNK: Final = 1 << 20
"""Bytes read from a file at once."""
ROWS_AT_ONCE: Final = 256
"""Rows decoded at once: payloads can be megabytes each."""


def batches(snapshot: Snapshot, dataset: str, columns: Sequence[str], partition: str) -> Iterator[pa.Table]:
    """Some rows at a time of a partition, file by file. The partition column is not among the columns.

    Raises:
        StoreError: a file cannot be read.
    """
    for file in snapshot.files(dataset).get(partition, ()):
        for rows in decoded(snapshot.storage, file.key):
            yield completed(named(dataset), rows, columns)


def decoded(storage: Storage, key: str) -> Iterator[pa.Table]:
    """Some rows at a time of a Parquet file, with every column it has.

    Raises:
        StoreError: it cannot be read.
    """
    try:
        with storage.open(key) as opened, pq.ParquetFile(opened, buffer_size=CHUNK) as file:
            for batch in file.iter_batches(ROWS_AT_ONCE):
                yield pa.Table.from_batches([batch])
    except (OSError, pa.ArrowException) as error:
        raise StoreError(f"cannot read {storage.address(key)}: {error}; run `dateline check`") from error


def filled(snapshot: Snapshot, dataset: str, column: str) -> int:
    """How many rows of a dataset have a value in a plain column, told by the files' statistics.

    Raises:
        StoreError: a file cannot be read.
    """
    files = [file for there in snapshot.files(dataset).values() for file in there]
    return sum(file.rows - _nulls(snapshot.storage, file.key, column) for file in files)


def _nulls(storage: Storage, key: str, column: str) -> int:
    try:
        with storage.open(key) as opened, pq.ParquetFile(opened) as file:
            groups = (file.metadata.row_group(number) for number in range(file.metadata.num_row_groups))
            leaves = (group.column(number) for group in groups for number in range(group.num_columns))
            return sum(leaf.statistics.null_count for leaf in leaves if leaf.path_in_schema == column)
    except (OSError, pa.ArrowException) as error:
        raise StoreError(f"cannot read {storage.address(key)}: {error}; run `dateline check`") from error
