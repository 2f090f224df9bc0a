"""What the datasets hold at one version: their files and their rows.

Files are immutable: a snapshot keeps its rows while others commit. Nothing is written here.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

import pyarrow as pa

from schemas.arrow import arrow_schema
from schemas.datasets import DATASETS, Dataset
from schemas.errors import SchemaError, StoreError
from tasks.store import log
from tasks.store.history import version_at
from tasks.store.layout import truth
from tasks.store.log import Partitions, State
from tasks.store.parquet import ordered, read_parquet
from tasks.store.side_by_side import side_by_side
from tasks.store.storage import Storage, reading


@dataclass(frozen=True)
class DataFile:
    """One immutable file."""

    key: str
    partition: str
    rows: int
    bytes: int
    schema_version: int


@dataclass(frozen=True)
class Snapshot:
    """The datasets at one version; version 0 is the empty root."""

    storage: Storage
    version: int
    state: State

    @classmethod
    def at(cls, storage: Storage, at: int | datetime | None = None) -> "Snapshot":
        """The snapshot of a version, of the newest commit at or before an instant, or of the newest.

        Raises:
            StoreError: there is none, it was cleaned up, or the log cannot be read.
        """
        newest = log.newest(storage)
        chosen = version_at(storage, at) if isinstance(at, datetime) else newest if at is None else at
        if not 0 <= chosen <= newest:
            raise StoreError(f"{storage.location} has no version {chosen}; the newest is {newest}")
        return cls(storage, chosen, log.state_at(storage, chosen))

    def partitions(self, dataset: str) -> Partitions:
        """The log's entries of a dataset's files, by partition value."""
        return self.state.get(named(dataset).name, {})

    def files(self, dataset: str) -> Mapping[str, tuple[DataFile, ...]]:
        """A dataset's files by partition value, in ascending order."""
        return {value: self._files(named(dataset), value) for value in sorted(self.partitions(dataset))}

    def paths(self, dataset: str) -> Sequence[str]:
        """The paths of a dataset's files in the order of their partitions, for readers that take a list of them."""
        return [self.storage.address(file.key) for files in self.files(dataset).values() for file in files]

    def check_files(self) -> None:
        """Refuses a snapshot that has lost a file.

        Raises:
            StoreError: names one that is not there.
        """
        keys = [file.key for dataset in self.state for files in self.files(dataset).values() for file in files]
        with reading(self.storage.location):
            there = list(side_by_side(self.storage, self.storage.exists, keys))
        for key, is_there in zip(keys, there, strict=True):
            if not is_there:
                raise StoreError(
                    f"version {self.version} of {self.storage.location} has lost {key}; choose another version"
                )

    def rows(self, dataset: str) -> int:
        """How many rows a dataset has."""
        return sum(entry.rows for entries in self.partitions(dataset).values() for entry in entries)

    def read(
        self, dataset: str, columns: Sequence[str] | None = None, partitions: Collection[str] | None = None
    ) -> pa.Table:
        """Rows of `arrow_schema`, sorted by partition and key; all columns and partitions unless told.

        Raises:
            SchemaError: there is no such dataset or column.
            StoreError: a file cannot be read.
        """
        known = named(dataset)
        schema = narrowed(known, columns)
        there = sorted(self.partitions(dataset))
        chosen = there if partitions is None else [value for value in there if value in partitions]
        wide = narrowed(known, list(dict.fromkeys([*schema.names, *known.key])))
        wanted = [(schema if len(files) == 1 else wide, file) for files in self._each(known, chosen) for file in files]
        tables = side_by_side(self.storage, lambda one: self.read_file(known, *one), wanted)
        found = [_one_table(known, schema, list(islice(tables, len(files)))) for files in self._each(known, chosen)]
        return pa.concat_tables(found or [schema.empty_table()])

    def _files(self, dataset: Dataset, partition: str) -> tuple[DataFile, ...]:
        folder, entries = truth(dataset, partition), self.partitions(dataset.name)[partition]
        return tuple(
            DataFile(f"{folder}/{entry.name}", partition, entry.rows, entry.bytes, entry.schema_version)
            for entry in entries
        )

    def _each(self, dataset: Dataset, partitions: Sequence[str]) -> list[tuple[DataFile, ...]]:
        return [self._files(dataset, value) for value in partitions]

    def read_file(self, dataset: Dataset, schema: pa.Schema, file: DataFile) -> pa.Table:
        """The rows of one file, of `schema`, in the file's order.

        Raises:
            StoreError: the file cannot be read.
        """
        names = [name for name in schema.names if name != dataset.partition]
        inside = read_parquet(self.storage, file.key, dataset, names, file.bytes)
        day = pa.repeat(pa.scalar(date.fromisoformat(file.partition), pa.date32()), file.rows)
        columns = [day if name == dataset.partition else inside.column(name) for name in schema.names]
        return pa.Table.from_arrays(columns, schema=schema)


def _one_table(dataset: Dataset, schema: pa.Schema, tables: Sequence[pa.Table]) -> pa.Table:
    if len(tables) == 1:  # sorted as it was written
        return tables[0]
    return ordered(dataset, pa.concat_tables(tables)).select(schema.names)


def named(dataset: str) -> Dataset:
    """The dataset of that name.

    Raises:
        SchemaError: there is none.
    """
    if dataset not in DATASETS:
        raise SchemaError(f"there is no dataset {dataset!r}; there are {', '.join(DATASETS)}")
    return DATASETS[dataset]


def narrowed(dataset: Dataset, columns: Sequence[str] | None) -> pa.Schema:
    """The dataset's schema with the columns asked for, in that order.

    Raises:
        SchemaError: there is no such column.
    """
    schema = arrow_schema(dataset)
    names = schema.names if columns is None else columns
    for name in names:
        if name not in schema.names:
            raise SchemaError(f"{dataset.name}.{name}: no such column")
    return pa.schema([schema.field(name) for name in names], metadata=schema.metadata)
