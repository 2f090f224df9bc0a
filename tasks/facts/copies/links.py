"""Sketches in, the pairs that share enough of one text out, found without comparing each with each.

Whether two articles are linked depends on these two alone: what else was printed makes no difference.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Final, TypeAlias

from tasks.facts.copies.found import WINDOW, Sketched, common_bound

LEAST_SHARE: Final = 0.3
"""Of the shorter text's shingles, those that the other has too: reports of one event share up to a fifth."""
LEAST_SHARE_AT_HOME: Final = 0.8
"""The same for two articles of one publisher, which share its boxes and the background of its long stories."""
LEAST_SHARED: Final = 8
"""Shingles in common: fewer may be chance, or one sentence."""
ASKED: Final = 24
"""Shingles an article looks for others by: those with the smallest hashes."""
LEAST_ASKED: Final = 3
"""Of these, how many the other must have: a copy that shares 0.3 of a text has fewer once in 80, a stranger has one."""

Links: TypeAlias = Mapping[str, Mapping[str, float]]
"""By article id, the articles it is linked with, and the share of the shorter text that both have."""


def links_of(articles: Sequence[Sketched]) -> Links:
    """Every article's links, both ways; the articles' order makes no difference."""
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for number, article in enumerate(articles):
        for shingle in article.shingles:
            holders[shingle].append(number)
    links: dict[str, dict[str, float]] = {article.article_id: {} for article in articles}
    for article in articles:
        asked = Counter(chain.from_iterable(holders[shingle] for shingle in article.shingles[:ASKED]))
        for other in (articles[holder] for holder, shared in asked.items() if shared >= LEAST_ASKED):
            is_known = other is article or other.article_id in links[article.article_id]
            share = None if is_known else share_of(article, other)
            if share is not None:
                links[article.article_id][other.article_id] = links[other.article_id][article.article_id] = share
    return links


def share_of(one: Sketched, other: Sketched) -> float | None:
    """The share of the shorter text that both have; None if they are not linked."""
    if abs(one.published_date - other.published_date) > WINDOW:
        return None
    common = len(one.distinct & other.distinct)
    if common < LEAST_SHARED:
        return None
    bound = common_bound(one, other)
    share = common / min(one.up_to(bound), other.up_to(bound))
    return share if share >= (LEAST_SHARE_AT_HOME if one.publisher == other.publisher else LEAST_SHARE) else None
