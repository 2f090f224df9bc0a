"""One request and its response, with the host's turn before it, limits around it and tries after it.

In: a target and the headers to send. Out: the response with its body as plain bytes, or the reason there is none.
Redirects are responses here; what is done with them is decided above.
"""

import asyncio
import logging
import random
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import httpcore2

from schemas.words import RejectReason
from tasks.fetch.connections import CheckedConnections, Dial, Resolve
from tasks.fetch.failures import named_failures
from tasks.fetch.outcomes import FetchError
from tasks.fetch.policy import FetchLimits, FetchPolicy
from tasks.fetch.politeness import HostTurns, Politeness, Turn
from tasks.fetch.responses import Body, check_head, read_body, received_headers
from tasks.fetch.targets import Target
from tasks.read.http import HttpResponse, http_date

_BUSY: Final = frozenset({429, 502, 503, 504})
_KEPT_ALIVE_SECONDS: Final = 20.0
_DRAINED_BYTES: Final = 1 << 16  # of a body nobody wants: cheaper than a new connection
_HOST_FAILED: Final = frozenset(
    {
        RejectReason.CONNECTION_FAILED,
        RejectReason.TIMED_OUT,
        RejectReason.TLS_FAILED,
        RejectReason.NAME_NOT_RESOLVED,
        RejectReason.SERVER_FAILED,
    }
)

Clock = Callable[[], datetime]
"""The time now, with its zone."""


@dataclass(frozen=True)
class Way:
    """How hosts are reached. Tests give one of their own, which leads to this machine only."""

    resolve: Resolve
    dial: Dial
    tls: ssl.SSLContext


@dataclass(frozen=True)
class Ask:
    """One request: what is asked, with which headers, and how its body is taken."""

    target: Target
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    policy: FetchPolicy
    body: Body


class Room:
    """A place among the bodies that are held at once; taken for a request, kept until its body is handed on."""

    def __init__(self, places: asyncio.Semaphore) -> None:
        self._places = places
        self._is_taken = False

    async def take(self) -> None:
        """Waits for a place, if it has none."""
        if not self._is_taken:
            await self._places.acquire()
            self._is_taken = True

    def leave(self) -> None:
        """Gives the place back, if it has one."""
        if self._is_taken:
            self._places.release()
            self._is_taken = False


class Client:
    """Sends requests. One for an event loop."""

    def __init__(self, politeness: Politeness, clock: Clock, way: Way, connections: int) -> None:
        self.politeness = politeness
        self.clock = clock
        logging.getLogger("hpack").setLevel(logging.INFO)  # below that it writes down the headers sent, secrets too
        # A pool each, so that a connection made where private addresses are allowed serves nobody else.
        self._pools = {
            allow_private: httpcore2.AsyncConnectionPool(
                ssl_context=way.tls,
                max_connections=connections,
                keepalive_expiry=_KEPT_ALIVE_SECONDS,
                http2=True,
                network_backend=CheckedConnections(way.resolve, way.dial, allow_private=allow_private),
            )
            for allow_private in (False, True)
        }

    async def aclose(self) -> None:
        """Closes every connection."""
        for pool in self._pools.values():
            await pool.aclose()

    def turns(self, target: Target, policy: FetchPolicy) -> HostTurns:
        """The turns of a target's host."""
        between, at_once = policy.seconds_between_requests, policy.requests_at_once
        return self.politeness.host(target.host, seconds_between=between, at_once=at_once)

    async def send(self, ask: Ask, room: Room) -> HttpResponse:
        """The response; after failures that may pass, that of a later try.

        Raises:
            FetchError: no try gave one, or the host is not asked any more.
        """
        turns = self.turns(ask.target, ask.policy)
        try:
            response = await self._tries(ask, turns, room)
        except FetchError as error:
            if error.reason in _HOST_FAILED:
                turns.count(failed=True, most=ask.policy.limits.failures_in_a_row)
            raise
        turns.count(failed=response.status >= 500, most=ask.policy.limits.failures_in_a_row)
        return response

    async def _tries(self, ask: Ask, turns: HostTurns, room: Room) -> HttpResponse:
        limits = ask.policy.limits
        for attempt in range(1, limits.tries + 1):
            try:
                return await self._try(ask, turns, room)
            except FetchError as error:
                if (error.retry_after or 0.0) > limits.wait_seconds:
                    turns.leave_alone(f"asked for a pause of {error.retry_after:.0f} s")
                    raise _left_alone(turns) from error
                if turns.left_alone or not error.is_tried_again or attempt == limits.tries:
                    raise
                await _wait(error, turns, _backoff(limits, attempt))
        raise AssertionError("a policy has at least one try")

    async def _try(self, ask: Ask, turns: HostTurns, room: Room) -> HttpResponse:
        async with turns.turn() as turn:
            await _begin(turn, turns, room)
            response = None
            try:
                response = await self._exchange(ask, turn)
            finally:
                if response is None or response.status != 200:
                    room.leave()
        if response.status in _BUSY:
            raise FetchError(
                RejectReason.SERVER_FAILED,
                f"status {response.status}",
                is_tried_again=True,
                retry_after=_retry_after(response, self.clock()),
            )
        return response

    async def _exchange(self, ask: Ask, turn: Turn) -> HttpResponse:
        limits = ask.policy.limits
        with named_failures(limits):
            async with asyncio.timeout(limits.total_seconds), self._answer(ask, turn) as answer:
                head = HttpResponse(answer.status, received_headers(answer.headers), b"")
                if head.status != 200:
                    await _drain(answer)
                    return head
                check_head(head, ask.body)
                return HttpResponse(head.status, head.headers, await read_body(head, answer.aiter_stream(), ask.body))

    @asynccontextmanager
    async def _answer(self, ask: Ask, turn: Turn) -> AsyncIterator[httpcore2.Response]:
        limits = ask.policy.limits
        timeouts = {"connect": limits.connect_seconds, "read": limits.idle_seconds, "write": limits.idle_seconds}
        headers = [("host", ask.target.authority), ("user-agent", ask.policy.user_agent), *ask.headers]
        pool = self._pools[ask.policy.allow_private]
        async with pool.stream(
            "GET",
            ask.target.to_core(),
            headers=[(name.encode("ascii"), value.encode("latin-1")) for name, value in headers],
            extensions={"timeout": timeouts, "trace": _on_sending(turn)},
        ) as answer:
            yield answer


def _on_sending(turn: Turn) -> Callable[[str, object], Awaitable[None]]:
    """Says when a request is really sent."""

    async def trace(event: str, _: object) -> None:
        if event.endswith("send_request_headers.started"):
            turn.sent()

    return trace


async def _begin(turn: Turn, turns: HostTurns, room: Room) -> None:
    """Waits until a request may start; it then counts as started.

    Raises:
        FetchError: the host is left alone.
    """
    while True:
        await room.take()
        if turns.left_alone:
            room.leave()
            raise _left_alone(turns)
        seconds = turn.start()
        if not seconds:
            return
        room.leave()  # whoever waits for a host holds up no other
        await asyncio.sleep(seconds)


async def _wait(error: FetchError, turns: HostTurns, seconds: float) -> None:
    """Waits before the next try: a server that says it is busy is left in peace by everyone."""
    if error.reason is RejectReason.SERVER_FAILED:
        turns.pause(max(error.retry_after or 0.0, seconds))
    else:
        await asyncio.sleep(seconds)


async def _drain(answer: httpcore2.Response) -> None:
    """Reads a small body away, so that its connection can be used again; a large or broken one is cut off."""
    drained = 0
    with suppress(httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.TimeoutException):
        async for piece in answer.aiter_stream():
            drained += len(piece)
            if drained > _DRAINED_BYTES:
                return


def _retry_after(response: HttpResponse, now: datetime) -> float | None:
    """Seconds the server asks to wait, by number or by date; None if it does not say."""
    stated = (response.header("retry-after") or "").strip()
    if stated.isascii() and stated.isdigit():
        return float(stated[:9])
    moment = http_date(stated)
    return max(0.0, (moment - now).total_seconds()) if moment else None


def _backoff(limits: FetchLimits, attempt: int) -> float:
    """Twice as long each time, and never the same for two who failed together."""
    longest = min(limits.wait_seconds, 2 * limits.backoff_seconds * 2 ** (attempt - 1))
    return random.uniform(0.0, longest)


def _left_alone(turns: HostTurns) -> FetchError:
    return FetchError(RejectReason.HOST_IS_OVERLOADED, turns.left_alone or "")
