"""The dataset root: immutable Parquet files, a commit log, and the public view made from both.

In: Arrow tables of the datasets' schemas. Out: committed versions, snapshots of them, and SQL over a snapshot.
Nothing here knows HTML, articles, the network or Prefect.
"""

from tasks.store.changes import Changes
from tasks.store.commits import Commit
from tasks.store.query import connect
from tasks.store.root import Root
from tasks.store.snapshot import DataFile, Snapshot
from tasks.store.staging import StagedBatch

__all__ = ["Changes", "Commit", "DataFile", "Root", "Snapshot", "StagedBatch", "connect"]
