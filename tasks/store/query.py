"""SQL over a snapshot: an in-memory DuckDB with one view a dataset.

Reads the snapshot's immutable files and no others; downloads nothing.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import duckdb
import pyarrow as pa
import pyarrow.dataset as pads

from schemas.arrow import arrow_schema
from schemas.datasets import DATASETS, Dataset
from tasks.store.older import columns_at
from tasks.store.snapshot import DataFile, Snapshot
from tasks.store.storage import Storage

OFFLINE = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
"""How DuckDB is opened so that it downloads nothing."""


def connect(snapshot: Snapshot) -> duckdb.DuckDBPyConnection:
    """A connection whose views are the snapshot's datasets, instants shown in UTC, with no other file in reach."""
    connection = duckdb.connect(":memory:", config=dict(OFFLINE))
    connection.execute("SET TimeZone = 'UTC'")
    for dataset in DATASETS.values():
        _define(connection, snapshot, dataset)
    paths = [path for name in DATASETS for path in snapshot.paths(name)] if snapshot.storage.is_local else []
    # Python variables of the caller are not tables either.
    connection.execute("SET python_enable_replacements = false")
    connection.execute(f"SET allowed_paths = {_texts(paths)}")
    connection.execute("SET enable_external_access = false")
    return connection


def files_by_version(snapshot: Snapshot, dataset: Dataset) -> Mapping[int, list[DataFile]]:
    """A dataset's files, by the schema version that gave them their columns."""
    found: dict[int, list[DataFile]] = {}
    for file in (file for files in snapshot.files(dataset.name).values() for file in files):
        found.setdefault(file.schema_version, []).append(file)
    return found


def _define(connection: duckdb.DuckDBPyConnection, snapshot: Snapshot, dataset: Dataset) -> None:
    empty, by_version = arrow_schema(dataset).empty_table(), files_by_version(snapshot, dataset)
    if not by_version:
        connection.register(dataset.name, empty)
        return
    types = dict(zip(empty.schema.names, connection.from_arrow(empty).types, strict=True))
    alike = (
        f"SELECT {selected(dataset, version, types)} FROM {_source(connection, snapshot, dataset, version, files)}"
        for version, files in by_version.items()
    )
    connection.execute(f'CREATE VIEW "{dataset.name}" AS {" UNION ALL ".join(alike)}')


def _source(
    connection: duckdb.DuckDBPyConnection, snapshot: Snapshot, dataset: Dataset, version: int, files: Sequence[DataFile]
) -> str:
    """What SQL reads files of one version from."""
    storage = snapshot.storage
    if storage.is_local:
        return local_files(snapshot, dataset, files)
    # DuckDB's own way to a bucket is an extension that would have to be downloaded.
    name = f"{dataset.name} of schema version {version}"
    connection.register(name, arrow_dataset(storage, dataset, version, files))
    return f'"{name}"'


def local_files(snapshot: Snapshot, dataset: Dataset, files: Sequence[DataFile]) -> str:
    """What SQL reads files of one version of a local root from."""
    paths = _texts([snapshot.storage.address(file.key) for file in files])
    return f"read_parquet({paths}, hive_partitioning = true, hive_types = {{'{dataset.partition}': DATE}})"


def arrow_dataset(storage: Storage, dataset: Dataset, version: int, files: Sequence[DataFile]) -> pads.Dataset:
    """Files of one schema version as Arrow reads them: only the columns and partitions that are asked for."""
    reading = pads.ParquetFileFormat(default_fragment_scan_options=pads.ParquetFragmentScanOptions(pre_buffer=True))
    fragments = [
        reading.make_fragment(
            storage.open(file.key, file.bytes),
            partition_expression=pads.field(dataset.partition) == date.fromisoformat(file.partition),
        )
        for file in files
    ]
    schema = pa.schema([arrow_schema(dataset).field(name) for name in columns_at(dataset, version)])
    return pads.FileSystemDataset(fragments, schema, reading)


def selected(dataset: Dataset, version: int, types: Mapping[str, object]) -> str:
    """What to select of files of one version: a column that came later is null, or an empty list."""
    there, schema = set(columns_at(dataset, version)), arrow_schema(dataset)
    later = {one.name: "NULL" if one.nullable else "[]" for one in schema if one.name not in there}
    return ", ".join(
        f'CAST({later[name]} AS {types[name]}) AS "{name}"' if name in later else f'"{name}"' for name in schema.names
    )


def _texts(values: Sequence[str]) -> str:
    return f"[{', '.join(map(text, values))}]"


def text(value: str) -> str:
    """The value as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"
