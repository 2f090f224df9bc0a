"""The datasets: which row model each holds, how it is partitioned, keyed and changed.

The one list that the store, the checks, the queries and docs/datasets.md are made from.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from schemas.articles import Article
from schemas.captures import StoredCapture
from schemas.images import Image
from schemas.links import Link
from schemas.rejects import Reject
from schemas.revisions import Revision
from schemas.row import Record, since_of
from schemas.runs import Run
from schemas.takedowns import Takedown
from schemas.words import Word


class Change(Word):
    """How rows enter a dataset."""

    APPEND = "append", "new files stand beside the old; a key that is already there is left out"
    INSERT = "insert", "rows are merged into their partition; a key that is already there stays as it is"
    UPSERT = "upsert", "rows are merged into their partition; a key that is already there is replaced"
    BY_ARTICLE = "by article", "all rows of an article are replaced by those given for it"
    WITH_ARTICLE = "with its article", "all rows of an article are replaced together with it"


@dataclass(frozen=True)
class Dataset:
    """One dataset. `key` names the columns that are unique in it and that its files are sorted by."""

    name: str
    row: type[Record]
    partition: str
    key: tuple[str, ...]
    change: Change
    since: int = 1
    """The schema version that first had it."""

    @property
    def schema_version(self) -> int:
        """The schema version that gave it the columns it has: its files are alike from that one on."""
        return max([self.since, *(since_of(self.row, column) for column in self.row.model_fields)])


_ALL = (
    Dataset("captures", StoredCapture, "captured_date", ("record_id",), Change.APPEND),
    Dataset("articles", Article, "published_date", ("article_id",), Change.UPSERT),
    Dataset("revisions", Revision, "published_date", ("article_id", "version"), Change.BY_ARTICLE),
    Dataset("links", Link, "published_date", ("article_id", "position"), Change.WITH_ARTICLE),
    Dataset("images", Image, "published_date", ("article_id", "position"), Change.WITH_ARTICLE),
    Dataset("rejects", Reject, "run_date", ("reject_id",), Change.INSERT),
    Dataset("runs", Run, "run_date", ("run_id",), Change.INSERT),
    Dataset("takedowns", Takedown, "run_date", ("takedown_id",), Change.INSERT, since=2),
)

DATASETS: Final[Mapping[str, Dataset]] = MappingProxyType({dataset.name: dataset for dataset in _ALL})
"""Every dataset by name, in the order of the data flow."""
