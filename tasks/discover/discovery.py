"""One origin in, what it names and what of that is wanted out: the function the page guard runs.

Feeds, sitemaps, pages and lists are read in modules of their own; here their candidates are joined and chosen from.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from schemas.candidates import Discovered, Further
from schemas.words import OriginKind, SkipReason
from tasks.candidates import merge_candidates
from tasks.discover.feeds import discover_feed
from tasks.discover.lists import discover_list
from tasks.discover.origin import Origin, Wanted
from tasks.discover.pages import discover_page
from tasks.discover.selection import Counted, leads_into, select
from tasks.discover.sitemaps import discover_sitemap

_READERS: Final[Mapping[OriginKind, Callable[[Origin], Discovered]]] = {
    OriginKind.FEED: discover_feed,
    OriginKind.SITEMAP: discover_sitemap,
    OriginKind.PAGE: discover_page,
    OriginKind.LIST: discover_list,
}


def discover(origin: Origin) -> Discovered:
    """The candidates of an origin that are wanted, one a page and in its order, and where it goes on.

    Raises:
        ConfigError: a pattern is none.
        RejectedRecord: the origin is not what it was taken for, or nothing of it can be read.
    """
    found = _READERS[origin.kind](origin)
    counted = Counted()
    candidates = tuple(select(merge_candidates(found.candidates), origin.wanted, counted))
    further = tuple(_further(found.further, origin.wanted, counted))
    skipped = (*found.skipped, *counted.rows())
    return found.model_copy(update={"candidates": candidates, "further": further, "skipped": skipped})


def _further(found: Iterable[Further], wanted: Wanted, counted: Counted) -> Iterator[Further]:
    for one in found:
        if leads_into(one, wanted):
            yield one
        else:
            counted.add(SkipReason.OUTSIDE_WINDOW, one.url)
