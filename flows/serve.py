"""Sources run on their schedules for as long as this process lives: Prefect deployments, and Prefect's runner.

In: deployments, where the datasets and the configuration are. Out: runs, each in a process of its own. What
an earlier process left is settled in `flows.serve_leftovers`; what a run does is not known here.
"""

import asyncio
import multiprocessing
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

import httpx
import pyarrow.compute as pc
from prefect import get_client
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.exceptions import PrefectException
from prefect.logging import get_logger
from prefect.runner import Runner
from prefect.schedules import Cron, Interval
from prefect.schedules import Schedule as PrefectSchedule
from prefect.settings import PREFECT_CLIENT_MAX_RETRIES, temporary_settings

from flows.deployments import Deployment
from flows.embedded_server import ServerError
from flows.serve_leftovers import DUE, SERVED, drop_waiting, forget_removed, left_out_since, name_left_out, settle_runs
from schemas.schedules import Schedule
from tasks.schedules import ANCHOR, is_due
from tasks.status import INGEST, MAINTENANCE, RUNS, last_runs
from tasks.store import Root

POLL_SECONDS: Final = 5
"""How often Prefect is asked for runs whose time has come."""

MOST_FAILURES: Final = 4
"""So often in a row Prefect's server may not answer, a quarter of a minute each: somebody may start it anew."""

START_RETRIES: Final = 5
"""So often a request is made again while the server is set up: for a minute, with growing pauses."""

NO_OVERLAP: Final = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
"""A run whose time comes while the one before is at work does not start."""

IN_TURN: Final = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.ENQUEUE)
"""What was asked for by hand waits for what was asked for before."""

_LOG: Final = get_logger("dateline")
_GONE: Final = "Prefect's server does not answer any more; what was committed is safe, start dateline serve again"


@dataclass(frozen=True)
class Served:
    """What is served, into which root."""

    planned: Sequence[Deployment]
    side_by_side: int
    root: str
    config: str


def serve(served: Served, server_has_ended: Callable[[], bool]) -> None:
    """Runs what is served when it is time, until SIGINT or SIGTERM comes; runs under way are then ended.

    Raises:
        StoreError: the root cannot be read.
        ServerError: Prefect's server is gone.
    """
    asyncio.run(_serve(served, server_has_ended))


def prefect_schedule(schedule: Schedule) -> PrefectSchedule:
    """The schedule in Prefect's words."""
    if schedule.every is not None:
        return Interval(schedule.every, anchor_date=ANCHOR, timezone="UTC", slug="schedule")
    assert schedule.cron is not None  # a schedule has one of the two
    return Cron(schedule.cron, timezone=schedule.timezone, slug="schedule")


async def _serve(served: Served, server_has_ended: Callable[[], bool]) -> None:
    # What is not yet due is not taken: it would hold its source's place, and be ended for a run about to end.
    get_logger("runner").setLevel("WARNING")  # it would say at each poll that runs wait
    get_logger("FlowRunCancellingObserver").setLevel("CRITICAL")  # tells a server's end in tracebacks, and asks on
    runner = Runner(
        "dateline", query_seconds=POLL_SECONDS, prefetch_seconds=0, limit=served.side_by_side, pause_on_shutdown=False
    )
    async with get_client() as client:
        planned = await set_up(client, runner, served)
        async with _running(runner) as work, _leaving_out(client, planned) as watch:
            await _ended(work, watch, asyncio.create_task(_end_with_server(server_has_ended)))


async def set_up(client: PrefectClient, runner: Runner, served: Served) -> Mapping[UUID, Deployment]:
    """What is served, by its number in Prefect, with nothing left of an earlier process and what was missed made up."""
    # SQLite takes one write at a time, and now much is written: the server plans the runs of each deployment.
    with temporary_settings({PREFECT_CLIENT_MAX_RETRIES: START_RETRIES}):
        planned = {await _deploy(runner, one, served): one for one in served.planned}
        await settle_runs(client, datetime.now(UTC), planned.keys())
        await forget_removed(client, planned.keys())
        await _make_up(client, served, planned)
    return planned


async def _deploy(runner: Runner, one: Deployment, served: Served) -> UUID:
    longest = one.longest.total_seconds() if one.longest else None
    return await runner.aadd_flow(
        one.flow.with_options(timeout_seconds=longest),
        name=one.name,
        description=one.description,
        schedule=prefect_schedule(one.schedule) if one.schedule else None,
        parameters={**one.parameters, "root": served.root, "config": served.config},
        tags=[SERVED, *one.tags],
        concurrency_limit=NO_OVERLAP if one.schedule else IN_TURN,
    )


async def _make_up(client: PrefectClient, served: Served, planned: Mapping[UUID, Deployment]) -> None:
    """Has each whose time came since its last run be run once, however many runs it missed."""
    runs, now = Root.open(served.root).snapshot().read("runs", RUNS), datetime.now(UTC)
    last = {f"{INGEST}/{name}": run.started_at for name, run in last_runs(runs).items()}
    care = runs.filter(pc.equal(runs.column("flow"), MAINTENANCE)).column("started_at")
    last |= {f"{MAINTENANCE}/{MAINTENANCE}": pc.max(care).as_py()} if len(care) else {}
    for number, one in planned.items():
        if one.schedule and is_due(one.schedule, last.get(one.full_name), now):
            await client.create_flow_run_from_deployment(number, tags=[DUE])
            _LOG.info("%s: due since its last run, starts now", one.full_name)


@asynccontextmanager
async def _running(runner: Runner) -> AsyncIterator["asyncio.Task[None]"]:
    """The runner at work within the block; its runs have ended when the block has.

    Raises:
        ServerError: Prefect's server is gone.
    """
    work = asyncio.create_task(runner.start())
    while not runner.started and not work.done():
        await asyncio.sleep(0.05)
    try:
        yield work
    finally:
        try:
            if runner.started:  # not so once it ends by itself
                await runner.astop()
            await work
        except ExceptionGroup as group:  # of the runner's own tasks, whose repeated attempts have failed
            raise ServerError(f"{_GONE}: {first_cause(group)}") from group


def first_cause(error: Exception) -> Exception:
    """What a group of errors, however deep, holds first."""
    while isinstance(error, ExceptionGroup):
        error = error.exceptions[0]
    return error


@asynccontextmanager
async def _leaving_out(
    client: PrefectClient, planned: Mapping[UUID, Deployment]
) -> AsyncIterator["asyncio.Task[None]"]:
    """Within the block, runs that would overlap or pile up are left out, with a word in the log.

    Raises:
        ServerError: Prefect's server is gone.
    """
    # What is asked for by hand waits its turn.
    task = asyncio.create_task(_leave_out(client, {key: one.full_name for key, one in planned.items() if one.schedule}))
    try:
        yield task
        if task.done():
            task.result()
    finally:
        task.cancel()


async def _leave_out(client: PrefectClient, names: Mapping[UUID, str]) -> None:
    since, failures = datetime.now(UTC), 0
    while True:
        await asyncio.sleep(POLL_SECONDS)
        try:
            # What is due and was not started at the second chance waits for a place.
            due = datetime.now(UTC) - timedelta(seconds=2 * POLL_SECONDS)
            await drop_waiting(client, due, names.keys())
            for run in await left_out_since(client, since):
                since = max(since, run.end_time or since)
                if run.deployment_id is not None and run.deployment_id in names:
                    name, at = names[run.deployment_id], f"{run.expected_start_time:%H:%M:%S}"
                    why = run.state.message if run.state else ""
                    _LOG.warning("%s: the run of %s is left out: %s", name, at, why)
                    await name_left_out(client, run, name)
        except (httpx.HTTPError, PrefectException) as error:
            failures += 1
            _LOG.warning("Prefect's server does not say which runs wait: %s", error)
            if failures == MOST_FAILURES:
                raise ServerError(f"{_GONE}: {error}") from error
        else:
            failures = 0


async def _end_with_server(has_ended: Callable[[], bool]) -> None:
    """Ends the process, and with it its runs, once the server that was started for it has ended.

    To stop Prefect's runner in order would take a server: each of its loops would tell at length that there is none.
    """
    while not has_ended():
        await asyncio.sleep(1)
    for run in multiprocessing.active_children():  # a run that has lost the server may hang instead of ending
        run.kill()
    sys.stderr.write(f"dateline: {_GONE}\n")
    sys.stderr.flush()
    os._exit(1)


async def _ended(*work: "asyncio.Task[None]") -> None:
    """Waits for SIGINT or SIGTERM, or for any of the work to end by itself."""
    ending, loop = asyncio.Event(), asyncio.get_running_loop()
    # In place of the runner's own, which leaves the loop in the middle of its work.
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ending.set)
    told = asyncio.create_task(ending.wait())
    await asyncio.wait({*work, told}, return_when=asyncio.FIRST_COMPLETED)
    if told.done():
        _LOG.info("ending: runs under way are ended, what they committed stays")
    told.cancel()
