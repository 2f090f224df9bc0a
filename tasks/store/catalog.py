"""A DuckDB file that has a view for each dataset, for programs that open databases: DBeaver, Metabase, DuckDB itself.

It holds no rows. Its views read the plain files, so they show what the last commit left; those of a frozen catalog read
the immutable files of one version. Views and columns carry the descriptions of the row models.
"""

import re
from collections.abc import Iterator, Mapping
from inspect import getdoc
from pathlib import Path

import duckdb

from schemas.arrow import arrow_schema
from schemas.datasets import DATASETS, Dataset
from schemas.errors import ConfigError, StoreError
from tasks.store.query import OFFLINE, files_by_version, local_files, selected, text
from tasks.store.snapshot import Snapshot

_OLDEST = "v1.0.0"
"""The oldest DuckDB whose files are written: programs bring their own, and it is seldom the newest."""


def write_catalog(snapshot: Snapshot, path: Path, *, frozen: bool) -> None:
    """`path`, which is not there yet, is a catalog of the snapshot's root; if frozen, of the snapshot.

    Raises:
        ConfigError: the root is in a bucket.
        StoreError: the file cannot be written, or a dataset's files cannot be read.
    """
    if not snapshot.storage.is_local:
        raise ConfigError(
            f"a catalog of {snapshot.storage.location} would need an extension of DuckDB that reads buckets; "
            "`dateline query` needs none"
        )
    try:
        _write(snapshot, path, frozen=frozen)
    except duckdb.Error as error:
        raise StoreError(
            f"cannot write a catalog of {snapshot.storage.location}: {error}; run `dateline check`"
        ) from error


def _write(snapshot: Snapshot, path: Path, *, frozen: bool) -> None:
    with duckdb.connect(":memory:", config=dict(OFFLINE)) as connection:
        connection.execute(f"ATTACH {text(str(path))} AS written (STORAGE_VERSION '{_OLDEST}')")
        connection.execute("USE written; BEGIN")
        for dataset in DATASETS.values():
            empty = arrow_schema(dataset).empty_table()
            types = dict(zip(empty.schema.names, map(str, connection.from_arrow(empty).types), strict=True))
            connection.execute(f'CREATE VIEW "{dataset.name}" AS {_rows(snapshot, dataset, types, frozen=frozen)}')
            for comment in _comments(dataset):
                connection.execute(comment)
        connection.execute("COMMIT")


def _rows(snapshot: Snapshot, dataset: Dataset, types: Mapping[str, str], *, frozen: bool) -> str:
    versions = files_by_version(snapshot, dataset)
    if not versions:  # DuckDB makes no view of files that are not there
        columns = ", ".join(f'CAST(NULL AS {kind}) AS "{name}"' for name, kind in types.items())
        return f"SELECT {columns} WHERE false"
    if frozen:
        sources = {version: local_files(snapshot, dataset, files) for version, files in versions.items()}
    else:
        sources = {min(versions): _plain_files(snapshot, dataset)}  # those that are beside each other are alike
    return " UNION ALL ".join(
        f"SELECT {selected(dataset, version, types)} FROM {source}" for version, source in sources.items()
    )


def _plain_files(snapshot: Snapshot, dataset: Dataset) -> str:
    # In a pattern these stand for others; between brackets, for themselves.
    folder = re.sub(r"([*?\[\]])", r"[\1]", snapshot.storage.address(dataset.name))
    types = f"hive_types = {{'{dataset.partition}': DATE}}"
    return f"read_parquet({text(f'{folder}/*/*.parquet')}, hive_partitioning = true, {types})"


def _comments(dataset: Dataset) -> Iterator[str]:
    yield f'COMMENT ON VIEW "{dataset.name}" IS {text(" ".join((getdoc(dataset.row) or "").split()))}'
    for name, column in dataset.row.model_fields.items():
        yield f'COMMENT ON COLUMN "{dataset.name}"."{name}" IS {text(column.description or "")}'
