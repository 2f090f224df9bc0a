"""Batches that workers have written and no commit has taken yet.

Staged files hold whole rows, partition column included. Nobody but their run reads them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from schemas.arrow import arrow_schema
from tasks.store import layout
from tasks.store.locations import storage_at
from tasks.store.parquet import check_table, read_parquet, write_table
from tasks.store.snapshot import named, narrowed
from tasks.store.storage import Storage, writing


@dataclass(frozen=True)
class StagedBatch:
    """Where a batch's rows wait for the commit: a file and a number of rows for each dataset that has any."""

    location: str
    keys: Mapping[str, str]
    rows: Mapping[str, int]

    def read(self, dataset: str, columns: Sequence[str] | None = None) -> pa.Table:
        """The batch's rows of a dataset, of `arrow_schema`, in the order they were staged; no rows if it has none.

        Raises:
            SchemaError: there is no such dataset or column.
            StoreError: the file is gone, as after `discard_staging`.
        """
        schema = narrowed(named(dataset), columns)
        if dataset not in self.keys:
            return schema.empty_table()
        table = read_parquet(storage_at(self.location), self.keys[dataset], named(dataset), schema.names)
        return table.replace_schema_metadata(schema.metadata)


def stage(storage: Storage, run_id: str, name: str, tables: Mapping[str, pa.Table]) -> StagedBatch:
    """Writes a batch; a second batch of the same run and name takes the place of the first.

    Raises:
        SchemaError: a table does not fit its dataset.
        StoreError: the root cannot be written.
    """
    filled = {dataset: table for dataset, table in tables.items() if table.num_rows}
    keys = {dataset: f"{layout.staging(run_id, name)}/{dataset}.parquet" for dataset in filled}
    for dataset, table in filled.items():
        check_table(named(dataset), table)
        out = pa.BufferOutputStream()
        write_table(named(dataset), table.replace_schema_metadata(arrow_schema(named(dataset)).metadata), out)
        with writing(storage.location):
            storage.replace(keys[dataset], out.getvalue().to_pybytes())
    return StagedBatch(storage.location, keys, {dataset: table.num_rows for dataset, table in filled.items()})


def discard(storage: Storage, run_id: str) -> None:
    """Removes a run's staged batches, if there are any."""
    with writing(storage.location):
        storage.remove_folder(layout.staging(run_id))
