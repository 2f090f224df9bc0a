"""SQL over a snapshot: an in-memory DuckDB with one view a dataset.

Reads the snapshot's immutable files and no others; downloads nothing.
"""

import duckdb

from schemas.arrow import arrow_schema
from schemas.datasets import DATASETS, Dataset
from tasks.store.snapshot import Snapshot

_OFFLINE = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}


def connect(snapshot: Snapshot) -> duckdb.DuckDBPyConnection:
    """A connection whose views are the snapshot's datasets, instants shown in UTC, with no other file in reach."""
    connection = duckdb.connect(":memory:", config=dict(_OFFLINE))
    connection.execute("SET TimeZone = 'UTC'")
    paths: list[str] = []
    for dataset in DATASETS.values():
        files = list(snapshot.paths(dataset.name))
        _define(connection, dataset, files)
        paths += files
    # Python variables of the caller are not tables either.
    connection.execute("SET python_enable_replacements = false")
    connection.execute(f"SET allowed_paths = {_texts(paths)}")
    connection.execute("SET enable_external_access = false")
    return connection


def _define(connection: duckdb.DuckDBPyConnection, dataset: Dataset, files: list[str]) -> None:
    if not files:
        connection.register(dataset.name, arrow_schema(dataset).empty_table())
        return
    columns = ", ".join(f'"{name}"' for name in arrow_schema(dataset).names)
    connection.execute(
        f'CREATE VIEW "{dataset.name}" AS SELECT {columns} FROM read_parquet({_texts(files)}, '
        f"hive_partitioning = true, hive_types = {{'{dataset.partition}': DATE}})"
    )


def _texts(values: list[str]) -> str:
    return "[" + ", ".join("'" + value.replace("'", "''") + "'" for value in values) + "]"
