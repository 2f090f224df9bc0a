"""Arrow schemas and tables from row models.

In: row models and rows. Out: the explicit schema every file of a dataset carries, and tables of it.
Writing files is not done here.
"""

import types
import typing
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from typing import Annotated, Final, TypeVar, Union, get_args, get_origin

import pyarrow as pa
from pydantic import AwareDatetime

from schemas.datasets import Dataset
from schemas.errors import SchemaError
from schemas.row import Record

SCHEMA_VERSION_KEY: Final = b"dateline.schema_version"
DATASET_KEY: Final = b"dateline.dataset"

RowT = TypeVar("RowT", bound=Record)

_SCALARS: Final[dict[object, pa.DataType]] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    bytes: pa.binary(),
    date: pa.date32(),
    AwareDatetime: pa.timestamp("us", "UTC"),
}


@cache
def arrow_schema(dataset: Dataset) -> pa.Schema:
    """The schema of a whole row, partition column included."""
    return pa.schema(
        _fields(dataset.row),
        metadata={DATASET_KEY: dataset.name.encode(), SCHEMA_VERSION_KEY: str(dataset.schema_version).encode()},
    )


@cache
def file_schema(dataset: Dataset) -> pa.Schema:
    """The schema of a file: the row's without the partition column, which the folder's name holds."""
    schema = arrow_schema(dataset)
    return schema.remove(schema.get_field_index(dataset.partition))


def to_table(dataset: Dataset, rows: Sequence[Record]) -> pa.Table:
    """A table of `arrow_schema(dataset)`, rows in the order given."""
    schema = arrow_schema(dataset)
    dumped = [row.model_dump() for row in rows]
    columns = [pa.array([_utc(row[field.name]) for row in dumped], type=field.type) for field in schema]
    table = pa.Table.from_arrays(columns, schema=schema)
    check_nulls(dataset, table)
    return table


def to_rows(row: type[RowT], table: pa.Table) -> list[RowT]:
    """The rows of a table, as models."""
    return [row.model_validate(values, strict=False) for values in table.to_pylist()]


def texts_of(values: Iterable[str]) -> pa.Array:
    """The values as a sorted array, to look others up in."""
    return pa.array(sorted(values), pa.string())


def check_nulls(dataset: Dataset, table: pa.Table) -> None:
    """Refuses nulls in a column that must not have any; pyarrow finds them only while writing.

    Raises:
        SchemaError: a required column holds a null.
    """
    for field, column in zip(table.schema, table.columns, strict=True):
        if not field.nullable and column.null_count:
            raise SchemaError(f"{dataset.name}.{field.name}: {column.null_count} nulls in a required column")


def _fields(row: type[Record]) -> list[pa.Field]:
    hints = typing.get_type_hints(row, include_extras=True)
    return [_field(name, hints[name]) for name in row.model_fields]


def _field(name: str, hint: object) -> pa.Field:
    hint = _plain(hint)
    if get_origin(hint) in (Union, types.UnionType):
        (present,) = [part for part in get_args(hint) if part is not type(None)]
        return pa.field(name, _type(present), nullable=True)
    return pa.field(name, _type(hint), nullable=False)


def _type(hint: object) -> pa.DataType:
    hint = _plain(hint)
    if get_origin(hint) is tuple:
        return pa.list_(_field("element", get_args(hint)[0]))
    if hint in _SCALARS:
        return _SCALARS[hint]
    if isinstance(hint, type) and issubclass(hint, Record):
        return pa.struct(_fields(hint))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return pa.string()
    raise SchemaError(f"no Arrow type for {hint!r}")


def _plain(hint: object) -> object:
    while get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    return hint


def _utc(value: object) -> object:
    return value.astimezone(UTC) if isinstance(value, datetime) else value
