"""How often each host is asked, and what its sites want: one object for all sources and batches of a process.

It may be used from several threads, each with an event loop of its own. Between processes nothing is shared: two of
them that fetch from one host at once ask it twice as often.
"""

import asyncio
import threading
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

from tasks.fetch.site_rules import SiteRules

_Waiter = tuple[asyncio.AbstractEventLoop, "asyncio.Future[None]"]
_SENDING_SECONDS: Final = 0.05  # until it is asked again whether another request has been sent
_LONGEST_SLEEP: Final = 5.0  # a host's pause can grow shorter or end while it is waited for


class Politeness:
    """What is known of the hosts of one run."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._hosts: dict[str, HostTurns] = {}
        self.rules: dict[tuple[str, str], SiteRules] = {}
        """What the site of each origin wants of each product."""

    def host(self, name: str, *, seconds_between: float, at_once: int) -> "HostTurns":
        """The turns of a host; it is never asked more often than the strictest caller said."""
        with self._lock:
            turns = self._hosts.setdefault(name, HostTurns(self._monotonic))
        turns.slow_down(seconds_between, at_once)
        return turns


class HostTurns:
    """Whose turn it is with one host."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._seconds_between = 0.0
        self._at_once: int | None = None
        self._next_start = float("-inf")
        self._is_starting = False
        self._running = 0
        self._waiting: deque[_Waiter] = deque()
        self._failures = 0
        self._left_alone: str | None = None

    @property
    def left_alone(self) -> str | None:
        """Why the host is not asked again in this run; None while it is."""
        return self._left_alone

    def slow_down(self, seconds_between: float, at_once: int | None = None) -> None:
        """Keeps at least so many seconds between two requests, and at most so many of them at once."""
        with self._lock:
            self._seconds_between = max(self._seconds_between, seconds_between)
            if at_once is not None:
                self._at_once = min(self._at_once or at_once, at_once)

    def pause(self, seconds: float) -> None:
        """No request for so many seconds."""
        with self._lock:
            self._next_start = max(self._next_start, self._monotonic() + seconds)

    def leave_alone(self, why: str) -> None:
        """No request any more."""
        self._left_alone = why

    def count(self, *, failed: bool, most: int) -> None:
        """Counts what became of an address; after `most` failures in a row the host is left alone."""
        with self._lock:
            self._failures = self._failures + 1 if failed else 0
            if self._failures >= most and self._left_alone is None:
                self._left_alone = f"{self._failures} addresses in a row failed"

    @asynccontextmanager
    async def turn(self) -> AsyncIterator["Turn"]:
        """One of the places at the host, first come, first served."""
        await self._enter()
        turn = Turn(self)
        try:
            yield turn
        finally:
            turn.sent()
            self._leave()

    def start(self) -> float:
        """See `Turn.start`."""
        with self._lock:
            now = self._monotonic()
            if self._is_starting and self._seconds_between:
                return min(self._seconds_between, _SENDING_SECONDS)
            if now < self._next_start:
                return min(self._next_start - now, _LONGEST_SLEEP)
            self._is_starting = True
            self._next_start = now + self._seconds_between
            return 0.0

    def sent(self) -> None:
        """See `Turn.sent`."""
        with self._lock:
            self._is_starting = False
            self._next_start = max(self._next_start, self._monotonic() + self._seconds_between)

    async def _enter(self) -> None:
        loop = asyncio.get_running_loop()
        with self._lock:
            if not self._waiting and self._has_room():
                self._running += 1
                return
            waiter = (loop, loop.create_future())
            self._waiting.append(waiter)
        try:
            await waiter[1]
        except asyncio.CancelledError:
            self._give_up(waiter)
            raise

    def _give_up(self, waiter: _Waiter) -> None:
        with self._lock:
            if waiter in self._waiting:
                self._waiting.remove(waiter)
                return
        self._leave()  # the place was given in the same moment

    def _leave(self) -> None:
        with self._lock:
            self._running -= 1
            while self._waiting and self._has_room():
                loop, place = self._waiting.popleft()
                if not loop.is_closed():
                    self._running += 1
                    loop.call_soon_threadsafe(_give, place)

    def _has_room(self) -> bool:
        return self._at_once is None or self._running < self._at_once


class Turn:
    """A place at a host, and the request that is made from it."""

    def __init__(self, host: HostTurns) -> None:
        self._host = host
        self._is_starting = False

    def start(self) -> float:
        """0.0 if the request may start now, and counts as started; else the seconds until this is asked again."""
        seconds = self._host.start()
        self._is_starting = not seconds
        return seconds

    def sent(self) -> None:
        """Counts the host's pause from now: a request is sent once its connection stands, which can take a while.

        Until then no other one starts, or the two could arrive together.
        """
        if self._is_starting:
            self._is_starting = False
            self._host.sent()


def _give(place: "asyncio.Future[None]") -> None:
    if not place.done():
        place.set_result(None)
