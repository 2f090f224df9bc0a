"""What a serving process finds of an earlier one in Prefect, and what it lets wait."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from prefect import get_client
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import FlowRun
from prefect.exceptions import ObjectNotFound
from prefect.states import Cancelled, Pending, Running, Scheduled, State

from flows.ingest import ingest
from flows.serve import NO_OVERLAP
from flows.serve_leftovers import SERVED, drop_waiting, forget_removed, left_out_since, name_left_out, settle_runs

pytestmark = pytest.mark.usefixtures("prefect")

NOW = datetime.now(UTC)


def scheduled(seconds: int) -> State[None]:
    return Scheduled(scheduled_time=NOW + timedelta(seconds=seconds))


@asynccontextmanager
async def deployment() -> AsyncIterator[tuple[PrefectClient, UUID]]:
    """A source that is served, and nothing else that is."""
    async with get_client() as client:
        await forget_removed(client, [])
        made = await ingest.ato_deployment(uuid4().hex, tags=[SERVED], concurrency_limit=NO_OVERLAP)
        number = await made.aapply()
        yield client, number
        await forget_removed(client, [])


async def runs(client: PrefectClient, number: UUID, *states: State[None]) -> list[UUID]:
    """Runs of a deployment in some states."""
    return [(await client.create_flow_run_from_deployment(number, state=state)).id for state in states]


async def named(client: PrefectClient, numbers: Sequence[UUID]) -> list[str]:
    """What the states of runs are called."""
    found: list[FlowRun] = [await client.read_flow_run(number) for number in numbers]
    return [str(run.state_name) for run in found]


def test_what_a_killed_process_had_under_way_is_crashed_and_what_it_missed_is_cancelled() -> None:
    async def check() -> list[str]:
        async with deployment() as (client, number):
            there = await runs(client, number, Running(), Pending(), scheduled(-9), scheduled(-1), scheduled(900))
            await settle_runs(client, NOW, [number])
            return await named(client, there)

    assert asyncio.run(check()) == ["Crashed", "Crashed", "Cancelled", "Cancelled", "Scheduled"]


def test_a_killed_run_does_not_hold_the_place_of_its_source() -> None:
    async def check() -> str:
        async with deployment() as (client, number):
            killed, next_one = await runs(client, number, scheduled(-1), scheduled(900))
            await client.set_flow_run_state(killed, Pending())
            await settle_runs(client, NOW, [number])
            await client.set_flow_run_state(next_one, Pending())
            return (await named(client, [next_one]))[0]

    assert asyncio.run(check()) == "Pending"


def test_a_run_whose_time_comes_while_the_one_before_is_at_work_does_not_start() -> None:
    async def check() -> tuple[list[str], list[UUID], UUID]:
        async with deployment() as (client, number):
            before = datetime.now(UTC)
            first, second = await runs(client, number, scheduled(-2), scheduled(-1))
            for one in (first, second):
                await client.set_flow_run_state(one, Pending())
            told = [run.id for run in await left_out_since(client, before)]
            return await named(client, [first, second]), told, second

    states, told, second = asyncio.run(check())
    assert states == ["Pending", "Cancelled"]
    assert told == [second]


def test_a_run_that_is_left_out_is_named_by_what_it_would_have_been() -> None:
    async def check() -> tuple[str, str]:
        async with deployment() as (client, number):
            (run,) = await runs(client, number, scheduled(-9))
            await name_left_out(client, await client.read_flow_run(run), "ingest/harbour")
            named = await client.read_flow_run(run)
            return named.name, str(named.state_name)

    name, state = asyncio.run(check())
    at = NOW - timedelta(seconds=9)
    assert (name, state) == (f"ingest/harbour left out: {at:%Y-%m-%d %H:%M}", "Scheduled")


def test_of_runs_that_wait_for_a_place_the_first_stays() -> None:
    async def check() -> list[str]:
        async with deployment() as (client, number):
            there = await runs(client, number, scheduled(-1), scheduled(-3), scheduled(-2), scheduled(900))
            await drop_waiting(client, NOW, [number])
            return await named(client, there)

    assert asyncio.run(check()) == ["Cancelled", "Scheduled", "Cancelled", "Scheduled"]


def test_what_is_asked_for_by_hand_waits_its_turn() -> None:
    async def check() -> list[str]:
        async with deployment() as (client, number):
            there = await runs(client, number, Running(), scheduled(-2))
            await drop_waiting(client, NOW, [])
            return await named(client, there)

    assert asyncio.run(check()) == ["Running", "Scheduled"]


def test_nothing_waits_for_a_place_while_the_run_before_is_at_work() -> None:
    async def check() -> list[str]:
        async with deployment() as (client, number):
            there = await runs(client, number, Running(), scheduled(-2))
            await drop_waiting(client, NOW, [number])
            return await named(client, there)

    assert asyncio.run(check()) == ["Running", "Cancelled"]


def test_a_run_that_was_ended_while_at_work_is_not_told_as_left_out() -> None:
    async def check() -> Sequence[FlowRun]:
        async with deployment() as (client, number):
            before = datetime.now(UTC)
            (run,) = await runs(client, number, Running())
            await client.set_flow_run_state(run, Cancelled())
            return await left_out_since(client, before)

    assert asyncio.run(check()) == []


def test_the_deployment_of_a_removed_source_is_deleted() -> None:
    async def check() -> None:
        async with deployment() as (client, number):
            await forget_removed(client, [uuid4()])
            with pytest.raises(ObjectNotFound):
                await client.read_deployment(number)

    asyncio.run(check())
