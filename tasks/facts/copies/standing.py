"""Sketches in, the same without standing text out: what a publisher, or everybody, prints again and again.

Boxes, disclaimers, a paper's own boilerplate and the background paragraphs of a long story stand under articles that
are no copies of each other. What is standing is judged by the days around an article, so that it depends on no others.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final, TypeAlias

from tasks.facts.copies.found import WINDOW, Sketched

AT_ONE_PUBLISHER: Final = 4
"""Articles of one publisher that share a shingle: so many are no copies."""
ON_DAYS: Final = 4
"""Days on which a shingle is printed: a wire is copied for a day or two."""
_LEAST_LEFT: Final = 0.3
"""The share of a sketch that must be left: a text of nothing but standing text is one that was copied often."""

_Printed: TypeAlias = Mapping[date, Collection[Collection[int]]]
"""By day, the shingles of what is counted."""


def without_standing(articles: Sequence[Sketched]) -> list[Sketched]:
    """The articles in their order, standing shingles taken out of their sketches."""
    of_publishers: defaultdict[str, defaultdict[date, list[Sketched]]] = defaultdict(lambda: defaultdict(list))
    of_days: defaultdict[date, list[Sketched]] = defaultdict(list)
    for one in articles:
        of_publishers[one.publisher][one.published_date].append(one)
        of_days[one.published_date].append(one)
    lasting = _repeated({day: [_all_of(printed)] for day, printed in of_days.items()}, ON_DAYS)
    left = {one.article_id: one for printed in of_publishers.values() for one in _of_one_publisher(printed, lasting)}
    return [left[one.article_id] for one in articles]


def _of_one_publisher(
    printed: Mapping[date, Sequence[Sketched]], lasting: Mapping[date, frozenset[int]]
) -> Iterator[Sketched]:
    here = _repeated({day: [one.distinct for one in ones] for day, ones in printed.items()}, AT_ONE_PUBLISHER)
    for day, ones in printed.items():
        yield from (_without(one, here[day], lasting[day]) for one in ones)


def _all_of(articles: Sequence[Sketched]) -> frozenset[int]:
    return frozenset().union(*(one.shingles for one in articles))


def _repeated(printed: _Printed, least: int) -> Mapping[date, frozenset[int]]:
    """For each day, the shingles that were printed so often in the days around it."""
    repeated = {}
    for day in printed:
        around = list(_around(printed, day))
        counted = Counter[int]()
        for shingles in around if len(around) >= least else ():
            counted.update(shingles)
        repeated[day] = frozenset(one for one, number in counted.items() if number >= least)
    return repeated


def _around(printed: _Printed, day: date) -> Iterator[Collection[int]]:
    for distance in range(-WINDOW.days, WINDOW.days + 1):
        yield from printed.get(day + timedelta(days=distance), ())


def _without(article: Sketched, *standing: frozenset[int]) -> Sketched:
    left = article.distinct.difference(*standing)
    if len(left) == len(article.shingles) or len(left) < _LEAST_LEFT * len(article.shingles):
        return article
    return replace(article, shingles=tuple(sorted(left)))
