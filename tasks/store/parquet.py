"""One Parquet file of a dataset: which tables fit, and the bytes they become.

Which file belongs to which commit is not known here.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from schemas.arrow import arrow_schema, check_nulls, file_schema
from schemas.datasets import Dataset
from schemas.errors import SchemaError, StoreError
from tasks.store.rows import check_unique
from tasks.store.storage import Storage

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
        pq.write_table(
            table,
            path,
            compression="zstd",
            compression_level=3,
            write_statistics=True,
            row_group_size=ROWS_PER_GROUP,
        )
    except pa.ArrowInvalid as error:
        raise SchemaError(f"{dataset.name}: {error}") from error


def read_parquet(storage: Storage, key: str, columns: Sequence[str]) -> pa.Table:
    """The columns of a file, in the order asked for.

    Raises:
        StoreError: the file is missing or damaged.
    """
    try:
        # read_table would make columns of the folders' names
        with storage.open(key) as opened, pq.ParquetFile(opened) as file:
            return file.read(columns=list(columns)).select(list(columns))
    except (OSError, KeyError, pa.ArrowException) as error:
        where = storage.address(key)
        raise StoreError(f"cannot read {where}: {error}; take a new snapshot, or restore from a backup") from error


def content_name(path: Path) -> str:
    """The name of an immutable file: the SHA-256 of its bytes."""
    with path.open("rb") as file:
        return f"{hashlib.file_digest(file, 'sha256').hexdigest()}.parquet"


def _check_column(dataset: Dataset, name: str, expected: pa.Schema, given: pa.Schema) -> None:
    if given.names.count(name) != 1:
        raise SchemaError(f"{dataset.name}.{name}: {'twice in' if name in given.names else 'missing from'} the table")
    if name not in expected.names:
        raise SchemaError(f"{dataset.name}.{name}: no such column")
    if not given.field(name).equals(expected.field(name)):
        raise SchemaError(f"{dataset.name}.{name}: is {given.field(name)}, should be {expected.field(name)}")
