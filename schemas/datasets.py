"""The datasets: which row model each holds, how it is partitioned, keyed and changed.

The one list that the store, the checks, the queries and docs/datasets.md are made from.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from schemas.articles import Article
from schemas.captures import StoredCapture
from schemas.copies import Copy, Sketch
from schemas.images import Image
from schemas.links import Link
from schemas.mentions import Mention
from schemas.quantities import Quantity
from schemas.quotations import Quotation
from schemas.rejects import Reject
from schemas.revisions import Revision
from schemas.row import Record, since_of
from schemas.runs import Run
from schemas.takedowns import Takedown
from schemas.time_expressions import TimeExpression
from schemas.words import Word


class Change(Word):
    """How rows enter a dataset."""

    APPEND = "append", "new files stand beside the old; a key that is already there is left out"
    INSERT = "insert", "rows are merged into their partition; a key that is already there stays as it is"
    UPSERT = "upsert", "rows are merged into their partition; a key that is already there is replaced"
    BY_ARTICLE = "by article", "all rows of an article are replaced by those given for it"
    WITH_ARTICLE = "with its article", "all rows of an article are replaced together with it"


@dataclass(frozen=True)
class Surface:
    """Columns that cut their text out of the article: `article_body[start:end]` is `text`, wherever `start` is.

    With `parts` they are the columns of the records in that list.
    """

    text: str
    start: str = "start"
    end: str = "end"
    parts: str | None = None


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


def _with_article(name: str, row: type[Record], since: int = 1) -> Dataset:
    return Dataset(name, row, "published_date", ("article_id", "position"), Change.WITH_ARTICLE, since)


_ALL = (
    Dataset("captures", StoredCapture, "captured_date", ("record_id",), Change.APPEND),
    Dataset("articles", Article, "published_date", ("article_id",), Change.UPSERT),
    Dataset("revisions", Revision, "published_date", ("article_id", "version"), Change.BY_ARTICLE),
    _with_article("links", Link),
    _with_article("images", Image),
    _with_article("quotations", Quotation, since=3),
    _with_article("mentions", Mention, since=3),
    _with_article("time_expressions", TimeExpression, since=3),
    _with_article("quantities", Quantity, since=3),
    Dataset("copies", Copy, "published_date", ("article_id",), Change.UPSERT, since=3),
    Dataset("sketches", Sketch, "published_date", ("article_id",), Change.UPSERT, since=3),
    Dataset("rejects", Reject, "run_date", ("reject_id",), Change.INSERT),
    Dataset("runs", Run, "run_date", ("run_id",), Change.INSERT),
    Dataset("takedowns", Takedown, "run_date", ("takedown_id",), Change.INSERT, since=2),
)

DATASETS: Final[Mapping[str, Dataset]] = MappingProxyType({dataset.name: dataset for dataset in _ALL})
"""Every dataset by name, in the order of the data flow."""

WITH_ARTICLE: Final = tuple(one.name for one in _ALL if one.change is Change.WITH_ARTICLE)
"""The datasets whose rows come and go with their article, each with a `position` in it."""

ONE_AN_ARTICLE: Final = ("copies", "sketches")
"""The datasets with a row at most for each article, made when articles are committed."""

SURFACES: Final[Mapping[str, tuple[Surface, ...]]] = MappingProxyType(
    {
        "articles": (Surface("heading", parts="sections"),),
        "links": (Surface("text"),),
        "quotations": (
            Surface("text", parts="segments"),
            Surface("cue", "cue_start", "cue_end"),
            Surface("speaker_mention", "speaker_start", "speaker_end"),
        ),
        "mentions": (Surface("surface"), Surface("role", "role_start", "role_end")),
        "time_expressions": (Surface("surface"),),
        "quantities": (Surface("surface"),),
    }
)
"""What of a dataset stands in the article's body word for word."""

TOGETHER: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = MappingProxyType(
    {
        "articles": (
            ("date_published", "date_published_precision", "date_published_method"),
            ("date_modified", "date_modified_precision"),
        ),
        "links": (("start", "end"),),
        "quotations": (
            ("cue", "cue_start", "cue_end"),
            ("speaker_mention", "speaker_start", "speaker_end"),
        ),
        "mentions": (("role", "role_start", "role_end"), ("latitude", "longitude")),
        "quantities": (("base_value", "base_unit"),),
    }
)
"""Columns of a dataset that are null together."""
