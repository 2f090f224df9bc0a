"""Who and what articles name most: speakers, people, places.

In: rows of `quotations` or `mentions`, of the columns of a `Ranking`. Out: names with their number of articles.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from schemas.words import MentionType, SpeakerKind

MOST: Final = 12
"""Names that are shown of each kind."""


@dataclass(frozen=True)
class Ranking:
    """What is ranked: the names in one column of a dataset, in the rows whose `kind_column` says `kind`."""

    title: str
    dataset: str
    name: str
    kind_column: str
    kind: str

    @property
    def columns(self) -> Sequence[str]:
        """The columns that are looked at."""
        return ("article_id", self.name, self.kind_column)


RANKINGS: Final = (
    Ranking("Most quoted", "quotations", "speaker", "speaker_kind", SpeakerKind.PERSON),
    Ranking("People", "mentions", "name", "type", MentionType.PERSON),
    Ranking("Organisations", "mentions", "name", "type", MentionType.ORGANIZATION),
    Ranking("Places", "mentions", "name", "type", MentionType.PLACE),
)


@dataclass(frozen=True)
class Named:
    """The names of one ranking with the articles they stand in, the most frequent first."""

    title: str
    articles: Sequence[tuple[str, int]]


def named(ranking: Ranking, pieces: Iterable[pa.Table]) -> Named:
    """The names ranked, piece by piece; all rows of an article are in one piece."""
    found: Counter[str] = Counter()
    for rows in pieces:
        chosen = rows.filter(pc.equal(rows.column(ranking.kind_column), ranking.kind))
        chosen = chosen.filter(pc.is_valid(chosen.column(ranking.name)))
        once = chosen.group_by([ranking.name, "article_id"]).aggregate([])
        for row in once.group_by(ranking.name).aggregate([("article_id", "count")]).to_pylist():
            found[row[ranking.name]] += row["article_id_count"]
    return Named(ranking.title, sorted(found.items(), key=lambda item: (-item[1], item[0]))[:MOST])
