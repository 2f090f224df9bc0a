"""SQL over a snapshot: an in-memory DuckDB with one view a dataset.

Reads the snapshot's immutable files and no others; downloads nothing.
"""

from collections.abc import Mapping

import duckdb

from schemas.arrow import arrow_schema
from schemas.datasets import DATASETS, Dataset
from tasks.store.older import columns_at
from tasks.store.snapshot import Snapshot

_OFFLINE = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}


def connect(snapshot: Snapshot) -> duckdb.DuckDBPyConnection:
    """A connection whose views are the snapshot's datasets, instants shown in UTC, with no other file in reach."""
    connection = duckdb.connect(":memory:", config=dict(_OFFLINE))
    connection.execute("SET TimeZone = 'UTC'")
    paths: list[str] = []
    for dataset in DATASETS.values():
        _define(connection, dataset, _by_version(snapshot, dataset))
        paths += snapshot.paths(dataset.name)
    # Python variables of the caller are not tables either.
    connection.execute("SET python_enable_replacements = false")
    connection.execute(f"SET allowed_paths = {_texts(paths)}")
    connection.execute("SET enable_external_access = false")
    return connection


def _by_version(snapshot: Snapshot, dataset: Dataset) -> Mapping[int, list[str]]:
    """The paths of a dataset's files, by the schema version that gave them their columns."""
    paths: dict[int, list[str]] = {}
    for file in (file for files in snapshot.files(dataset.name).values() for file in files):
        paths.setdefault(file.schema_version, []).append(snapshot.storage.address(file.key))
    return paths


def _define(connection: duckdb.DuckDBPyConnection, dataset: Dataset, paths: Mapping[int, list[str]]) -> None:
    empty = arrow_schema(dataset).empty_table()
    if not paths:
        connection.register(dataset.name, empty)
        return
    types = dict(zip(empty.schema.names, connection.from_arrow(empty).types, strict=True))
    alike = (
        f"SELECT {selected(dataset, version, types)} FROM read_parquet({_texts(files)}, "
        f"hive_partitioning = true, hive_types = {{'{dataset.partition}': DATE}})"
        for version, files in paths.items()
    )
    connection.execute(f'CREATE VIEW "{dataset.name}" AS {" UNION ALL ".join(alike)}')


def selected(dataset: Dataset, version: int, types: Mapping[str, object]) -> str:
    """What to select of files of one version: a column that came later is null, or an empty list."""
    there, schema = set(columns_at(dataset, version)), arrow_schema(dataset)
    later = {one.name: "NULL" if one.nullable else "[]" for one in schema if one.name not in there}
    return ", ".join(
        f'CAST({later[name]} AS {types[name]}) AS "{name}"' if name in later else f'"{name}"' for name in schema.names
    )


def _texts(values: list[str]) -> str:
    return "[" + ", ".join("'" + value.replace("'", "''") + "'" for value in values) + "]"
