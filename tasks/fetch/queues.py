"""Requests sorted by host, and worked on host by host, side by side.

In: requests, and what makes an outcome of one. Out: the outcomes as they come. What fetching is is not known here.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager
from urllib.parse import urlsplit

from tasks.fetch.outcomes import FetchRequest, Outcome
from tasks.fetch.policy import FetchPolicy

Work = Callable[[FetchRequest], AbstractAsyncContextManager[Outcome]]
"""The outcome of a request, held until it is handed on."""

_Ready = asyncio.Queue[tuple[Outcome | Exception, asyncio.Event]]


async def outcomes_of(
    requests: Iterable[FetchRequest], work: Work, policy: FetchPolicy
) -> AsyncGenerator[Outcome, None]:
    """One outcome for each request; the next is handed on when the one before was taken.

    The requests are read at once: they are small, and only so can none wait for those of another host.
    """
    hosts = _by_host(requests)
    left = sum(len(queue) for queue in hosts.values())
    ready: _Ready = asyncio.Queue()
    workers = [
        asyncio.create_task(_work_off(queue, work, ready))
        for queue in hosts.values()
        for _ in range(min(policy.requests_at_once, len(queue)))
    ]
    try:
        for _ in range(left):
            outcome, taken = await ready.get()
            if isinstance(outcome, Exception):
                raise outcome
            taken.set()
            yield outcome
    finally:
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)


async def _work_off(queue: deque[FetchRequest], work: Work, ready: _Ready) -> None:
    """Each outcome is held until it is taken: those that wait are bounded by the room for bodies, not by the queue.

    So whoever takes them finds all that came meanwhile, and the next requests of all these workers start together.
    """
    try:
        while queue:
            async with work(queue.popleft()) as outcome:
                taken = asyncio.Event()
                ready.put_nowait((outcome, taken))
                await taken.wait()
    except Exception as error:  # noqa: BLE001 - a bug: raised where the outcomes are waited for
        ready.put_nowait((error, asyncio.Event()))


def _by_host(requests: Iterable[FetchRequest]) -> Mapping[str, deque[FetchRequest]]:
    hosts: dict[str, deque[FetchRequest]] = {}
    for request in requests:
        hosts.setdefault(_host(request.url), deque()).append(request)
    return hosts


def _host(url: str) -> str:
    """What requests are sorted by; who is asked in the end is found out when they are."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
