"""The way in: many addresses in, their outcomes out as they come.

In: requests of one source and its policy. Out: one outcome for each, in the order they are done. Who wants them in
batches takes as many as he likes before he goes on: no more bodies are held than there is room for.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC
from functools import cache
from types import TracebackType
from typing import Self

import httpcore2

from schemas.captures import Capture, Redirect
from schemas.words import FetchMode
from tasks.fetch.chains import Arrival, Chain
from tasks.fetch.client import Client, Clock, Room, Way
from tasks.fetch.connections import dial, system_addresses
from tasks.fetch.outcomes import Fetched, FetchError, FetchRequest, Origin, Outcome, Unchanged, Unfetched
from tasks.fetch.policy import FetchPolicy
from tasks.fetch.politeness import Politeness
from tasks.fetch.queues import outcomes_of
from tasks.fetch.responses import Body
from tasks.fetch.rules_reader import RulesReader
from tasks.read.http import http_date
from tasks.read.identity import payload_digest, record_id
from tasks.read.media_types import sniffed_media_type, stated_charset, stated_media_type


class Fetcher:
    """Fetches. One for an event loop and a batch; what must outlive it is in `politeness`."""

    def __init__(self, politeness: Politeness, clock: Clock, *, way: Way | None = None, at_once: int = 32) -> None:
        """At most `at_once` requests of all hosts together under way, their bodies included; one more may be ready."""
        self._politeness = politeness
        self._clock = clock
        self._room = asyncio.Semaphore(at_once)
        self._client = Client(politeness, clock, way or _system_way(), connections=at_once)
        self._rules = RulesReader(self._client)

    async def __aenter__(self) -> Self:
        """Itself."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Closes every connection."""
        await self._client.aclose()

    def fetch_all(self, requests: Iterable[FetchRequest], policy: FetchPolicy) -> AsyncGenerator[Outcome, None]:
        """The outcome of each request, as they come; hosts are asked side by side, and a slow one holds up no other.

        Leave the loop early through `contextlib.aclosing`, so that what is under way is given up.
        """
        return outcomes_of(requests, lambda request: self._outcome(request, policy), policy)

    async def fetch_origin(self, request: FetchRequest, policy: FetchPolicy) -> Origin | Unchanged | Unfetched:
        """A feed, sitemap, list or index page, whatever its media type."""
        body = Body(policy.limits.payload_bytes)
        async with self._taken(request, policy, body) as taken:
            return self._origin(request, taken) if isinstance(taken, Arrival) else taken

    @asynccontextmanager
    async def _outcome(self, request: FetchRequest, policy: FetchPolicy) -> AsyncIterator[Outcome]:
        """A page's outcome; its room is kept until it is handed on."""
        body = Body(policy.limits.payload_bytes, is_page=True)
        async with self._taken(request, policy, body) as taken:
            yield self._fetched(request, policy, taken) if isinstance(taken, Arrival) else taken

    @asynccontextmanager
    async def _taken(
        self, request: FetchRequest, policy: FetchPolicy, body: Body
    ) -> AsyncIterator[Arrival | Unchanged | Unfetched]:
        room = Room(self._room)
        chain = Chain(self._client, self._rules, policy, body, room)
        try:
            yield await self._end_of(chain, request)
        finally:
            room.leave()

    async def _end_of(self, chain: Chain, request: FetchRequest) -> Arrival | Unchanged | Unfetched:
        try:
            arrival = await chain.follow(request)
        except FetchError as error:
            return Unfetched(request, chain.policy.source, error.reason, error.detail, error.redirects)
        if arrival.response.status == 304:
            return Unchanged(request, arrival.url, self._clock(), arrival.redirects, arrival.opt_outs)
        return arrival

    def _fetched(self, request: FetchRequest, policy: FetchPolicy, arrival: Arrival) -> Fetched:
        capture = _capture(request, policy, arrival, self._origin(request, arrival))
        return Fetched(request, capture, arrival.redirects, arrival.opt_outs)

    def _origin(self, request: FetchRequest, arrival: Arrival) -> Origin:
        response = arrival.response
        content_type = response.header("content-type") or ""
        return Origin(
            request=request,
            final_url=arrival.url,
            received_at=self._clock(),
            media_type=stated_media_type(content_type) or sniffed_media_type(response.body),
            charset=stated_charset(content_type),
            payload=response.body,
            etag=response.header("etag"),
            last_modified=http_date(response.header("last-modified")),
            redirects=arrival.redirects,
            opt_outs=arrival.opt_outs,
        )


@cache
def _system_way() -> Way:
    """The way of the operating system; reading its certificates takes a fifth of a second."""
    return Way(system_addresses, dial, httpcore2.default_ssl_context())


def _capture(request: FetchRequest, policy: FetchPolicy, arrival: Arrival, came: Origin) -> Capture:
    digest = payload_digest(came.payload)
    return Capture(
        record_id=record_id(policy.source, request.url, came.received_at.astimezone(UTC).isoformat(), digest),
        target_uri=request.url,
        final_url=came.final_url,
        source_path=None,
        captured_at=came.received_at,
        captured_date=came.received_at.astimezone(UTC).date(),
        status=arrival.response.status,
        headers=arrival.response.kept_headers(),
        media_type=came.media_type,
        charset=came.charset,
        payload=came.payload,
        payload_bytes=len(came.payload),
        payload_digest=digest,
        etag=came.etag,
        last_modified=came.last_modified,
        source=policy.source,
        fetch_mode=FetchMode.HTTP,
        redirects=tuple(Redirect(url=hop.url, status=hop.status) for hop in arrival.redirects),
        opt_outs=arrival.opt_outs,
        stated=(),
    )
