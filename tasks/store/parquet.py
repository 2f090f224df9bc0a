"""One Parquet file of a dataset: which tables fit, and the bytes they become.

Which file belongs to which commit is not known here.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from schemas.arrow import arrow_schema, check_nulls, file_schema
from schemas.datasets import Dataset
from schemas.errors import SchemaError, StoreError
from tasks.store.older import ANEW, columns_in, completed
from tasks.store.rows import check_unique
from tasks.store.storage import Storage

_FORMAT: Final = MappingProxyType({"compression": "zstd", "compression_level": 3, "write_statistics": True})

ROWS_PER_GROUP = 20_000
"""A hundred megabytes of articles: small enough to read one at a time, large enough to compress."""


def check_table(dataset: Dataset, table: pa.Table) -> None:
    """Refuses a table that is not exactly of `arrow_schema(dataset)`, or lacks required values.

    Raises:
        SchemaError: names the dataset and the first column that differs.
    """
    expected = arrow_schema(dataset)
    for name in dict.fromkeys([*expected.names, *table.schema.names]):
        _check_column(dataset, name, expected, table.schema)
    if table.schema.names != expected.names:
        raise SchemaError(f"{dataset.name}: columns in another order: {', '.join(table.schema.names)}")
    check_nulls(dataset, table)


def ordered(dataset: Dataset, table: pa.Table) -> pa.Table:
    """The rows sorted by key, in one chunk."""
    order = pc.sort_indices(table, sort_keys=[(name, "ascending") for name in dataset.key])
    return table.take(order).combine_chunks()


def write_parquet(dataset: Dataset, table: pa.Table, path: Path) -> None:
    """Writes the rows of one partition. The same rows give the same bytes, whatever their order and chunks.

    The partition column is left out: the folder's name holds it.

    Raises:
        SchemaError: the table does not fit the dataset, or has a key twice.
    """
    check_table(dataset, table)
    check_unique(dataset, table)
    content = ordered(dataset, table.drop_columns([dataset.partition]))
    write_table(dataset, content.replace_schema_metadata(file_schema(dataset).metadata), path)


def write_table(dataset: Dataset, table: pa.Table, path: Path | pa.BufferOutputStream) -> None:
    """Writes a table as it is.

    Raises:
        SchemaError: a required part of a nested column is null; pyarrow sees that only here.
    """
    try:
        pq.write_table(table, path, row_group_size=ROWS_PER_GROUP, **_FORMAT)
    except pa.ArrowInvalid as error:
        raise SchemaError(f"{dataset.name}: {error}") from error


def read_parquet(
    storage: Storage, key: str, dataset: Dataset, columns: Sequence[str], size: int | None = None
) -> pa.Table:
    """The columns of a file, in the order asked for, as today's schema has them: see `tasks.store.older`.

    The file's size, if it is known, saves asking.

    Raises:
        StoreError: the file is missing or damaged, or of a schema that cannot be read any more.
    """
    with _opened(storage, key, size) as file:
        there = columns_in(dataset, file.schema_arrow, columns)
        return completed(dataset, file.read(columns=list(there)), columns)


def copy_parquet(storage: Storage, key: str, dataset: Dataset, path: Path) -> None:
    """Writes the rows of a file as `write_parquet` would today, with no more than a row group in memory.

    Raises:
        StoreError: the file is missing or damaged, or of a schema that cannot be read any more.
    """
    schema = file_schema(dataset)
    with pq.ParquetWriter(path, schema, **_FORMAT) as writer:
        for rows in row_groups(storage, key, dataset, schema.names):
            writer.write_table(rows.combine_chunks().replace_schema_metadata(schema.metadata))


def row_groups(storage: Storage, key: str, dataset: Dataset, columns: Sequence[str]) -> Iterator[pa.Table]:
    """As `read_parquet`, a row group at a time.

    Raises:
        StoreError: the file is missing or damaged, or of a schema that cannot be read any more.
    """
    with _opened(storage, key) as file:
        there = columns_in(dataset, file.schema_arrow, columns)
        for group in range(file.num_row_groups):
            yield completed(dataset, file.read_row_group(group, list(there)), columns)


@contextmanager
def _opened(storage: Storage, key: str, size: int | None = None) -> Iterator[pq.ParquetFile]:
    where = storage.address(key)
    try:
        # read_table would make columns of the folders' names
        with storage.open(key, size) as opened, pq.ParquetFile(opened, pre_buffer=storage.readers > 1) as file:
            yield file
    except SchemaError as error:
        raise StoreError(f"cannot read {where}: {error}; {ANEW}") from error
    except (OSError, pa.ArrowException) as error:
        raise StoreError(f"cannot read {where}: {error}; take a new snapshot, or restore from a backup") from error


def content_digest(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _check_column(dataset: Dataset, name: str, expected: pa.Schema, given: pa.Schema) -> None:
    if given.names.count(name) != 1:
        raise SchemaError(f"{dataset.name}.{name}: {'twice in' if name in given.names else 'missing from'} the table")
    if name not in expected.names:
        raise SchemaError(f"{dataset.name}.{name}: no such column")
    if not given.field(name).equals(expected.field(name)):
        raise SchemaError(f"{dataset.name}.{name}: is {given.field(name)}, should be {expected.field(name)}")
