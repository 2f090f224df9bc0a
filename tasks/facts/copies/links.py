"""Sketches in, the pairs that share enough of one text out, found without comparing each with each."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from tasks.facts.copies.found import WINDOW, Sketched, common_bound

LEAST_SHARE: Final = 0.35
"""Of the shorter text's shingles, those that the other has too."""
LEAST_SHARED: Final = 8
"""Shingles in common: fewer may be chance, or one sentence."""
_ASKED: Final = 16
"""Shingles an article looks for others by: a copy that shares 0.35 of a text has none of so many once in 1,000."""

Links = Mapping[str, Mapping[str, float]]
"""By article id, the articles it is linked with, and the share of the shorter text that both have."""


def links_of(articles: Sequence[Sketched]) -> Links:
    """Every article's links, both ways; the articles' order makes no difference."""
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for number, article in enumerate(articles):
        for shingle in article.shingles:
            holders[shingle].append(number)
    links: dict[str, dict[str, float]] = {article.article_id: {} for article in articles}
    for number, article in enumerate(articles):
        asked = Counter(holder for shingle in article.shingles[:_ASKED] for holder in holders[shingle])
        for holder in asked:
            other = articles[holder]
            if holder != number and other.article_id not in links[article.article_id]:
                share = _share(article, other)
                if share is not None:
                    links[article.article_id][other.article_id] = links[other.article_id][article.article_id] = share
    return links


def _share(one: Sketched, other: Sketched) -> float | None:
    """The share of the shorter text that both have; None if it is no copy."""
    if abs(one.published_date - other.published_date) > WINDOW:
        return None
    common = len(one.distinct & other.distinct)
    if common < LEAST_SHARED:
        return None
    bound = common_bound(one, other)
    share = common / min(one.up_to(bound), other.up_to(bound))
    return share if share >= LEAST_SHARE else None
