"""Sketches in, the same without standing text out: what a publisher, or everybody, prints again and again.

Boxes, disclaimers, a paper's own boilerplate and the background paragraphs of a long story stand under articles that
are no copies of each other.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from tasks.facts.copies.found import Sketched

AT_ONE_PUBLISHER: Final = 4
"""Articles of one publisher that share a shingle: so many are no copies."""
ON_DAYS: Final = 4
"""Days on which a shingle is printed: a wire is copied for a day or two."""
_LEAST_LEFT: Final = 0.3
"""The share of a sketch that must be left: a text of nothing but standing text is one that was copied often."""


def without_standing(articles: Sequence[Sketched]) -> list[Sketched]:
    """The articles in their order, standing shingles taken out of their sketches."""
    standing = frozenset((*_at_one_publisher(articles), *_on_many_days(articles)))
    return [_without(one, standing) for one in articles] if standing else list(articles)


def _at_one_publisher(articles: Iterable[Sketched]) -> Iterator[int]:
    counted = Counter((one.publisher, shingle) for one in articles for shingle in one.shingles)
    return (shingle for (_, shingle), number in counted.items() if number >= AT_ONE_PUBLISHER)


def _on_many_days(articles: Iterable[Sketched]) -> Iterator[int]:
    days = {(one.published_date, shingle) for one in articles for shingle in one.shingles}
    counted = Counter(shingle for _, shingle in days)
    return (shingle for shingle, number in counted.items() if number >= ON_DAYS)


def _without(article: Sketched, standing: frozenset[int]) -> Sketched:
    left = tuple(one for one in article.shingles if one not in standing)
    if len(left) == len(article.shingles) or len(left) < _LEAST_LEFT * len(article.shingles):
        return article
    return replace(article, shingles=left)
