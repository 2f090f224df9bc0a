"""Fetching from the tests' web site, in one line."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime

from loopback.website import Website

from tasks.fetch import (
    Fetcher,
    FetchLimits,
    FetchPolicy,
    FetchRequest,
    Origin,
    Outcome,
    Politeness,
    Unchanged,
    Unfetched,
)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LIMITS = FetchLimits(
    payload_bytes=200_000,
    connect_seconds=2,
    idle_seconds=1,
    total_seconds=2.5,
    redirects=4,
    backoff_seconds=0.01,
    wait_seconds=2,
)
POLICY = FetchPolicy(
    source="tests", user_agent="dateline/1.0 (+https://owner.example/bot)", seconds_between_requests=0, limits=LIMITS
)


def fetch(
    website: Website,
    *urls: str | FetchRequest,
    policy: FetchPolicy = POLICY,
    politeness: Politeness | None = None,
    clock: Callable[[], datetime] = lambda: NOW,
    at_once: int = 32,
) -> list[Outcome]:
    """The outcomes, in the order they came."""

    async def run() -> list[Outcome]:
        async with (
            Fetcher(politeness or Politeness(), clock, way=website.way(), at_once=at_once) as fetcher,
            aclosing(fetcher.fetch_all(_requests(urls), policy)) as outcomes,
        ):
            return [outcome async for outcome in outcomes]

    return asyncio.run(run())


def fetch_origin(
    website: Website, url: str | FetchRequest, policy: FetchPolicy = POLICY
) -> Origin | Unchanged | Unfetched:
    async def run() -> Origin | Unchanged | Unfetched:
        async with Fetcher(Politeness(), lambda: NOW, way=website.way()) as fetcher:
            return await fetcher.fetch_origin(_requests([url])[0], policy)

    return asyncio.run(run())


def limited(**limits: float) -> FetchPolicy:
    return replace(POLICY, limits=replace(LIMITS, **limits))


def _requests(urls: Sequence[str | FetchRequest]) -> list[FetchRequest]:
    return [url if isinstance(url, FetchRequest) else FetchRequest(url) for url in urls]
