"""An article in, the facts of its text out: each finder given the body, its language and its day.

What a fact looks like is the finders' business, its row that of `tasks.facts.rows`.
"""

from datetime import UTC, date, datetime, timedelta, timezone

from schemas.articles import Article
from schemas.words import DatePrecision, FactsLevel, TimexAnchor
from tasks.facts.found import Facts
from tasks.facts.mentions.products import find_products
from tasks.facts.quantities.scan import find_quantities
from tasks.facts.quotations.scan import find_quotations
from tasks.facts.times.scan import find_times


def find_facts(article: Article) -> Facts:
    """What the rules find that need no model of the language."""
    body, language = article.article_body, article.in_language
    day, _ = story_day(article)
    return Facts(
        level=FactsLevel.DEFAULT,
        quotations=find_quotations(body, language),
        mentions=find_products(body, language),
        times=find_times(body, language, day),
        quantities=find_quantities(body, language),
    )


def story_day(article: Article) -> tuple[date, TimexAnchor]:
    """The day an article speaks from: of its publication where the publisher is, else that of its capture."""
    published = article.date_published
    if published is None:
        return article.captured_at.astimezone(UTC).date(), TimexAnchor.CAPTURE
    if article.date_published_precision is DatePrecision.DAY:
        return published.astimezone(UTC).date(), TimexAnchor.PUBLICATION
    return _local_day(published, article.date_published_offset), TimexAnchor.PUBLICATION


def _local_day(instant: datetime, offset: str | None) -> date:
    if offset is None:
        return instant.astimezone(UTC).date()
    hours, minutes = map(int, offset[1:].split(":"))
    ahead = timedelta(hours=hours, minutes=minutes)
    return instant.astimezone(timezone(-ahead if offset[0] == "-" else ahead)).date()
