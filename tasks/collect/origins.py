"""The feeds, sitemaps, pages and lists of a source in, the candidates they name out: level by level, within bounds.

Each origin is fetched as politely as pages are and read in a process that can be killed. An origin that cannot be had
or read is a reject; the others go on.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from schemas.candidates import Candidate, Discovered, Further
from schemas.errors import RejectedRecord
from schemas.rejects import Reject
from schemas.words import FlawReason, OriginKind, SkipReason
from tasks.candidates import merge_candidates
from tasks.discover.discovery import discover
from tasks.discover.origin import Origin, Wanted
from tasks.discover.selection import Counted, select
from tasks.extract.urls import page_key
from tasks.fetch import Fetcher, FetchPolicy, FetchRequest, Unchanged, Unfetched
from tasks.fetch import Origin as Received
from tasks.guard import GuardLimits, guarded
from tasks.rejects import reject_of_origin, reject_of_unfetched
from tasks.stamp import Stamp

MOST_LEVELS: Final = 50
"""How far an origin's way on is followed: sitemaps nest twice, pages follow one another."""


@dataclass(frozen=True)
class Place:
    """Where candidates are looked for: an address, or what was read of a file there."""

    url: str
    kind: OriginKind
    wanted: Wanted
    payload: bytes | None = None
    pages: int = MOST_LEVELS
    """How many pages or sitemaps on, itself included."""


@dataclass(frozen=True)
class Reading:
    """What reading the origins of a source may cost."""

    limits: GuardLimits
    most_origins: int
    """Feeds, sitemaps and pages in one run: an index or a calendar without end ends here."""


@dataclass
class Found:
    """What the origins of a source came to."""

    candidates: tuple[Candidate, ...] = ()
    rejects: list[Reject] = field(default_factory=list)
    origins: int = 0
    flaws: Counter[FlawReason] = field(default_factory=Counter)
    skipped: Counter[SkipReason] = field(default_factory=Counter)
    left: int = 0
    """Further origins that were not read: there were too many."""


async def find_candidates(
    places: Sequence[Place], only: Wanted, fetcher: Fetcher, policy: FetchPolicy, reading: Reading, stamp: Stamp
) -> Found:
    """The candidates all places name, one a page, those wanted by `only`; what cannot be had or read is a reject."""
    found, named = Found(), list[Candidate]()
    seen: set[str] = set()
    level = list(_unseen(places, seen))
    while level:
        taken = level[: reading.most_origins - found.origins]
        found.left += len(level) - len(taken)
        found.origins += len(taken)
        origins = await _received(taken, fetcher, policy, found, stamp)
        level = []
        for place, discovered in await asyncio.to_thread(_read, origins, reading.limits, found, policy.source, stamp):
            named += discovered.candidates
            level += _unseen(_further(place, discovered.further), seen)
    counted = Counted()
    found.candidates = tuple(select(merge_candidates(named), only, counted))
    found.skipped.update({one.reason: one.count for one in counted.rows()})
    return found


def _unseen(places: Iterable[Place], seen: set[str]) -> Iterator[Place]:
    for place in places:
        if (key := page_key(place.url)) not in seen:
            seen.add(key)
            yield place


def _further(place: Place, further: Iterable[Further]) -> Iterator[Place]:
    if place.pages > 1:
        yield from (replace(place, url=one.url, kind=one.kind, payload=None, pages=place.pages - 1) for one in further)


async def _received(
    places: Sequence[Place], fetcher: Fetcher, policy: FetchPolicy, found: Found, stamp: Stamp
) -> list[tuple[Place, Origin]]:
    """The places that could be had, in their order."""
    came = await asyncio.gather(*(_received_of(place, fetcher, policy) for place in places))
    for one in came:
        if isinstance(one, Unfetched):
            found.rejects.append(reject_of_unfetched(one, stamp))
    return [(place, one) for place, one in zip(places, came, strict=True) if isinstance(one, Origin)]


async def _received_of(place: Place, fetcher: Fetcher, policy: FetchPolicy) -> Origin | Unchanged | Unfetched:
    if place.payload is not None:
        return Origin(place.kind, place.url, place.payload, wanted=place.wanted)
    came = await fetcher.fetch_origin(FetchRequest(place.url), policy)
    if isinstance(came, Received):
        return Origin(place.kind, came.final_url, came.payload, came.charset, place.wanted)
    return came


def _read(
    origins: Sequence[tuple[Place, Origin]], limits: GuardLimits, found: Found, source: str, stamp: Stamp
) -> list[tuple[Place, Discovered]]:
    if not origins:
        return []
    read: list[tuple[Place, Discovered]] = []
    for (place, origin), one in zip(origins, guarded(discover, [origin for _, origin in origins], limits), strict=True):
        if isinstance(one.outcome, RejectedRecord):
            found.rejects.append(reject_of_origin(origin.url, one.outcome, source, stamp))
            continue
        found.flaws.update({flaw.reason: flaw.count for flaw in one.outcome.flaws})
        found.skipped.update({skip.reason: skip.count for skip in one.outcome.skipped})
        read.append((place, one.outcome))
    return read
