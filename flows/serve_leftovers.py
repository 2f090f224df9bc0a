"""What an earlier serving process left in Prefect: runs that never ended, runs that were missed, removed sources.

In: Prefect's client, the deployments that are served. Out: their states put right. What is run is not decided here.
"""

from collections.abc import AsyncIterator, Collection, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import GlobalConcurrencyLimitUpdate
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterTags,
    FlowRunFilter,
    FlowRunFilterEndTime,
    FlowRunFilterNextScheduledStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
    FlowRunFilterTags,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.states import Cancelled, Crashed

SERVED: Final = "dateline-serve"
"""The tag of deployments that are served, and of their runs."""

DUE: Final = "made-up-for"
"""The tag of a run that stands for all that were missed."""

_OURS: Final = FlowRunFilterTags(all_=[SERVED])
_UNDER_WAY: Final = (StateType.PENDING, StateType.RUNNING, StateType.CANCELLING, StateType.PAUSED)


async def settle_runs(client: PrefectClient, now: datetime, deployments: Collection[UUID]) -> None:
    """Ends the runs of a process that is gone: those under way crashed, those whose time has come were missed.

    Each of the deployments can then be run: places that crashed runs held are free.
    """
    crashed: State[None] = Crashed(message="dateline serve ended before the run did; what the run committed stays")
    async for run in _runs(client, _UNDER_WAY):
        await client.set_flow_run_state(run.id, crashed, force=True)
    missed: State[None] = Cancelled(message="Missed: dateline serve was not at work")
    async for run in _runs(client, [StateType.SCHEDULED], FlowRunFilterNextScheduledStartTime(before_=now)):
        await client.set_flow_run_state(run.id, missed, force=True)
    for number in deployments:
        await client.update_global_concurrency_limit(
            f"deployment:{number}", GlobalConcurrencyLimitUpdate(active_slots=0)
        )


async def forget_removed(client: PrefectClient, deployments: Collection[UUID]) -> None:
    """Deletes what was served and is no more: its source is removed, or not enabled."""
    served = DeploymentFilter(tags=DeploymentFilterTags(all_=[SERVED]))
    for one in await client.read_deployments(deployment_filter=served):
        if one.id not in deployments:
            await client.delete_deployment(one.id)


async def drop_waiting(client: PrefectClient, before: datetime, deployments: Collection[UUID]) -> None:
    """Of each deployment's runs whose time came before an instant, leaves the first that waits, if none is at work."""
    at_work = {run.deployment_id for run in await _now(client, _UNDER_WAY)}
    waiting = await _now(client, [StateType.SCHEDULED], FlowRunFilterNextScheduledStartTime(before_=before))
    for run in sorted(waiting, key=lambda run: str(run.next_scheduled_start_time)):
        if run.deployment_id not in deployments:
            continue
        if run.deployment_id in at_work:
            await client.set_flow_run_state(run.id, Cancelled(message="The run before still waits or is at work"))
        at_work.add(run.deployment_id)


async def left_out_since(client: PrefectClient, since: datetime) -> list[FlowRun]:
    """The runs that were left out after an instant, the first first."""
    ended = FlowRunFilterEndTime(after_=since)
    wanted = FlowRunFilter(tags=_OURS, state=_in_states([StateType.CANCELLED]), end_time=ended)
    runs = await client.read_flow_runs(flow_run_filter=wanted)
    fresh = [run for run in runs if run.run_count == 0 and run.end_time is not None and run.end_time > since]
    return sorted(fresh, key=lambda run: str(run.end_time))


async def name_left_out(client: PrefectClient, run: FlowRun, deployment: str) -> None:
    """Names a run by what was to be run and when: a run that never starts keeps a name by chance."""
    await client.update_flow_run(run.id, name=f"{deployment} left out: {run.expected_start_time:%Y-%m-%d %H:%M}")


async def _runs(
    client: PrefectClient, states: Sequence[StateType], start: FlowRunFilterNextScheduledStartTime | None = None
) -> AsyncIterator[FlowRun]:
    """Each run of ours in some states, which is to leave them before the next is asked for."""
    while runs := await _now(client, states, start):
        for run in runs:
            yield run


async def _now(
    client: PrefectClient, states: Sequence[StateType], start: FlowRunFilterNextScheduledStartTime | None = None
) -> Sequence[FlowRun]:
    wanted = FlowRunFilter(tags=_OURS, state=_in_states(states), next_scheduled_start_time=start)
    return await client.read_flow_runs(flow_run_filter=wanted)


def _in_states(states: Sequence[StateType]) -> FlowRunFilterState:
    return FlowRunFilterState(type=FlowRunFilterStateType(any_=list(states)))
