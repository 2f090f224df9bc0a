"""Requests worked on host by host: who takes their outcomes finds all that are ready."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from schemas.words import RejectReason
from tasks.fetch import FetchPolicy, FetchRequest, Unfetched
from tasks.fetch.outcomes import Outcome
from tasks.fetch.queues import outcomes_of

AT_ONCE = 16
POLICY = FetchPolicy(source="herald", user_agent="dateline/1.0", requests_at_once=AT_ONCE)


def requests(number: int) -> list[FetchRequest]:
    return [FetchRequest(f"https://herald.example/{one}") for one in range(number)]


@asynccontextmanager
async def refused(request: FetchRequest) -> AsyncIterator[Outcome]:
    yield Unfetched(request, "herald", RejectReason.HTTP_STATUS, "status 404", ())


def test_outcomes_that_are_ready_together_are_taken_together() -> None:
    """A turn of the loop for each would leave most connections idle meanwhile."""
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    async def take() -> int:
        counting = asyncio.create_task(count())
        came = [one async for one in outcomes_of(requests(AT_ONCE), refused, POLICY)]
        counting.cancel()
        with suppress(asyncio.CancelledError):
            await counting
        return len(came)

    assert asyncio.run(take()) == AT_ONCE
    assert turns < AT_ONCE / 2


def test_no_worker_goes_on_before_its_outcome_is_taken() -> None:
    begun = 0

    @asynccontextmanager
    async def counted(request: FetchRequest) -> AsyncIterator[Outcome]:
        nonlocal begun
        begun += 1
        async with refused(request) as outcome:
            yield outcome

    async def take_one() -> None:
        outcomes = outcomes_of(requests(4 * AT_ONCE), counted, POLICY)
        await anext(outcomes)
        for _ in range(4 * AT_ONCE):
            await asyncio.sleep(0)
        await outcomes.aclose()

    asyncio.run(take_one())
    assert begun == AT_ONCE + 1


def test_a_fault_of_the_work_is_raised_where_outcomes_are_taken() -> None:
    @asynccontextmanager
    async def broken(request: FetchRequest) -> AsyncIterator[Outcome]:
        raise ZeroDivisionError
        yield

    async def take() -> None:
        async for _ in outcomes_of(requests(3), broken, POLICY):
            pass

    with pytest.raises(ZeroDivisionError):
        asyncio.run(take())
