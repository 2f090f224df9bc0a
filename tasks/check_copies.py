"""The rows of `copies` of all days in, the clusters that are not whole out.

Whether texts have anything in common is not looked at again; what a row has from its article is checked in
`tasks.check_tables`.
"""

from collections.abc import Iterator
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from schemas.findings import Finding, Rule
from tasks.check_spans import broken_rows

OF_CLUSTERS: Final = ("article_id", "cluster_id", "origin_id", "agency", "articles")
"""The columns that are looked at."""
_WITH_NULLS: Final = pc.CountOptions(mode="all")


def cluster_findings(copies: pa.Table) -> Iterator[Finding]:
    """The clusters that have not as many rows as they say, name a first or an origin of another, or say two things."""
    for column in ("cluster_id", "origin_id"):
        named = pc.index_in(copies[column], value_set=copies["article_id"].combine_chunks())
        other = pc.not_equal(copies["cluster_id"].take(named), copies["cluster_id"])
        yield from broken_rows(Rule.WRONG_CLUSTER, "copies", copies, other, f"{column} is no article of the cluster")
    said = [column for column in OF_CLUSTERS if column not in ("article_id", "cluster_id")]
    grouped = copies.group_by("cluster_id").aggregate(
        [("article_id", "count"), ("articles", "min"), *((one, "count_distinct", _WITH_NULLS) for one in said)]
    )
    size = pc.not_equal(grouped["article_id_count"], grouped["articles_min"])
    yield from broken_rows(Rule.WRONG_CLUSTER, "copies", grouped, size, "a cluster has another number of articles")
    for column in said:
        several = pc.greater(grouped[f"{column}_count_distinct"], 1)
        yield from broken_rows(Rule.WRONG_CLUSTER, "copies", grouped, several, f"a cluster has several {column}")
