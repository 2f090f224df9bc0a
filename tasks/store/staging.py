"""Batches that workers have written and no commit has taken yet.

Staged files hold whole rows, partition column included. Nobody but their run reads them.
"""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pyarrow as pa

from tasks.store.files import make_folder, writing
from tasks.store.layout import Layout
from tasks.store.parquet import check_table, read_parquet, write_table
from tasks.store.snapshot import named, narrowed


@dataclass(frozen=True)
class StagedBatch:
    """Where a batch's rows wait for the commit: a file and a number of rows for each dataset that has any."""

    paths: Mapping[str, Path]
    rows: Mapping[str, int]

    def read(self, dataset: str, columns: Sequence[str] | None = None) -> pa.Table:
        """The batch's rows of a dataset, of `arrow_schema`, in the order they were staged; no rows if it has none.

        Raises:
            SchemaError: there is no such dataset or column.
            StoreError: the file is gone, as after `discard_staging`.
        """
        schema = narrowed(named(dataset), columns)
        if dataset not in self.paths:
            return schema.empty_table()
        table = read_parquet(self.paths[dataset], schema.names)
        return table.cast(schema).replace_schema_metadata(schema.metadata)


def stage(layout: Layout, run_id: str, name: str, tables: Mapping[str, pa.Table]) -> StagedBatch:
    """Writes a batch; a second batch of the same run and name takes the place of the first.

    Raises:
        SchemaError: a table does not fit its dataset.
        StoreError: the root cannot be written.
    """
    folder = layout.staging(run_id, name)
    filled = {dataset: table for dataset, table in tables.items() if table.num_rows}
    with writing(layout.root):
        make_folder(folder)
    paths = {dataset: _write(layout, folder, dataset, table) for dataset, table in filled.items()}
    return StagedBatch(paths, {dataset: table.num_rows for dataset, table in filled.items()})


def discard(layout: Layout, run_id: str) -> None:
    """Removes a run's staged batches, if there are any."""
    folder = layout.staging(run_id)
    if folder.is_dir():
        with writing(layout.root):
            shutil.rmtree(folder)


def _write(layout: Layout, folder: Path, dataset: str, table: pa.Table) -> Path:
    check_table(named(dataset), table)
    path = folder / f"{dataset}.parquet"
    temporary = path.with_suffix(f".{uuid4().hex}.partial")  # a batch's worker may run twice at once
    with writing(layout.root):
        write_table(named(dataset), table, temporary)
        temporary.replace(path)
    return path
