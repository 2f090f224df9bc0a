"""Many articles at once, column by column: one row of the tests, repeated under keys, days and words of its own."""

import hashlib
from collections.abc import Sequence
from datetime import date

import pyarrow as pa

from schemas.arrow import arrow_schema
from schemas.datasets import DATASETS
from tests.rows import article, table


def article_ids(first: int, count: int) -> list[str]:
    """The ids of articles by number."""
    return [hashlib.sha256(str(number).encode()).hexdigest()[:32] for number in range(first, first + count)]


def many_articles(ids: Sequence[str], days: Sequence[date], headlines: Sequence[str], body: Sequence[str]) -> pa.Table:
    """A row for each id; the columns that are not given are those of one article."""
    one = table("articles", article(0))
    given = {"article_id": ids, "published_date": days, "headline": headlines, "article_body": body}
    schema = arrow_schema(DATASETS["articles"])
    columns = [
        pa.array(given[field.name], field.type)
        if field.name in given
        else one.column(field.name).combine_chunks().take(pa.array([0] * len(ids)))
        for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)
