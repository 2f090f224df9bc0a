"""Writers of a root in a bucket killed with SIGKILL, and two at once: nothing is lost, and nothing is half there.

The long version, on both servers and with the control that must fail, is `python -m benchmarks.bucket`.
"""

from dataclasses import replace
from uuid import uuid4

import pytest
from s3_servers import BUCKET, Server

from benchmarks.bucket import at_once, killed_steps
from benchmarks.killing import COMMITS, try_seed, uninterrupted
from tasks.store.crash import Step


@pytest.fixture
def place(moto_server: Server, monkeypatch: pytest.MonkeyPatch) -> str:
    for name, value in moto_server.environment.items():
        monkeypatch.setenv(name, value)
    return f"s3://{BUCKET}/{uuid4().hex}"


@pytest.mark.parametrize(
    ("scenario", "steps"),
    [
        ("commit", (Step.LOG_TAKEN, Step.LINK, Step.NOTED)),
        ("rollback", (Step.FILES_NAMED,)),
        ("clean_up", (Step.FLOOR, Step.SWEPT_FILE)),
    ],
)
def test_a_kill_at_a_named_step_costs_nothing(
    place: str, moto_server: Server, scenario: str, steps: tuple[Step, ...]
) -> None:
    found = killed_steps(scenario, steps, moto_server.environment, place)
    assert (found.faults, found.kills.total()) == ([], len(steps))


def test_two_writers_killed_at_any_time_lose_nothing(place: str, moto_server: Server) -> None:
    once = replace(COMMITS, rounds=1)
    expected = uninterrupted(f"{place}/expected", environment=moto_server.environment, trial=once)
    found = try_seed(0, f"{place}/root", expected, environment=moto_server.environment, trial=once)
    assert found.faults == []


def test_two_processes_that_commit_at_once_lose_nothing(place: str, moto_server: Server) -> None:
    _, lost = at_once(moto_server.environment, 4, f"{place}/at-once")
    assert lost == []
