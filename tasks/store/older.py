"""Files of older schema versions: which columns they have, and the rows they hold as today's schema has them.

A file says in its metadata which version gave it its columns. A column that came later is null in its rows, or an empty
list; a column that is missing or of another type for no such reason makes the file one that cannot be read: no value is
ever guessed. When files are written anew is not decided here.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import pyarrow as pa

from schemas.arrow import SCHEMA_VERSION_KEY, arrow_schema
from schemas.datasets import Dataset
from schemas.errors import SchemaError
from schemas.row import since_of

ANEW: Final = (
    "export its captures with the dateline that wrote it (`dateline captures export`), then import them into a new "
    "root and derive them (`dateline captures import`, `dateline backfill`)"
)
"""What is left to do with a root that cannot be read: all that is derived can be had again from captures."""


def columns_at(dataset: Dataset, version: int) -> Sequence[str]:
    """The columns a row had by then."""
    return [name for name in arrow_schema(dataset).names if since_of(dataset.row, name) <= version]


def columns_in(dataset: Dataset, given: pa.Schema, columns: Sequence[str]) -> Sequence[str]:
    """Those of the columns that a file of the schema `given` has.

    Raises:
        SchemaError: one is missing although its version had it, or is of another type.
    """
    version = _version(given)
    there = set(columns_at(dataset, version))
    chosen = [name for name in columns if name in there]
    for problem in _problems(dataset, given, chosen):
        raise SchemaError(f"it is of schema version {version}, and {dataset.name}.{problem}")
    return chosen


def completed(dataset: Dataset, table: pa.Table, columns: Sequence[str]) -> pa.Table:
    """The columns in the order asked for, of today's schema; those the table lacks null, or empty lists."""
    fields = [arrow_schema(dataset).field(name) for name in columns]
    present = set(table.schema.names)
    arrays = [table.column(one.name) if one.name in present else _nothing(one, table.num_rows) for one in fields]
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields))


def _version(given: pa.Schema) -> int:
    return int((given.metadata or {}).get(SCHEMA_VERSION_KEY, b"1"))


def _problems(dataset: Dataset, given: pa.Schema, columns: Sequence[str]) -> Iterator[str]:
    schema = arrow_schema(dataset)
    for name in columns:
        if name not in given.names:
            yield f"{name} is missing"
        elif given.field(name).type != schema.field(name).type:
            yield f"{name} is {given.field(name).type}, not {schema.field(name).type}"


def _nothing(field: pa.Field, rows: int) -> pa.Array:
    if field.nullable:
        return pa.nulls(rows, field.type)
    return pa.array([[]] * rows, field.type)  # a list: nothing else is added to a dataset that has rows
