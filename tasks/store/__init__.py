"""The dataset root: immutable Parquet files, a commit log, and the public view made from both.

In: Arrow tables of the datasets' schemas. Out: committed versions, snapshots of them, and SQL over a snapshot.
Nothing here knows HTML, articles, the network or Prefect.
"""

from tasks.store.attempts import Commit
from tasks.store.catalog import write_catalog
from tasks.store.changes import Changes, Edit
from tasks.store.check import Checked, Follow
from tasks.store.clean_up import CleanedUp, Keep
from tasks.store.history import PastCommit
from tasks.store.lookup import file_tables, rows_with
from tasks.store.query import connect
from tasks.store.root import Root
from tasks.store.scan import batches, filled
from tasks.store.snapshot import DataFile, Snapshot
from tasks.store.staging import StagedBatch
from tasks.store.upgrade import Extent

__all__ = [
    "Changes",
    "Checked",
    "CleanedUp",
    "Commit",
    "DataFile",
    "Edit",
    "Extent",
    "Follow",
    "Keep",
    "PastCommit",
    "Root",
    "Snapshot",
    "StagedBatch",
    "batches",
    "connect",
    "file_tables",
    "filled",
    "rows_with",
    "write_catalog",
]
