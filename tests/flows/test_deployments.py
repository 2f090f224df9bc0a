"""What Prefect can start, and prefect.yaml."""

from datetime import timedelta
from pathlib import Path

import yaml
from prefect.flows import load_flow_from_entrypoint

from flows.deployments import deployments, prefect_yaml
from flows.settings import load_settings
from flows.sources import chosen
from schemas.schedules import Schedule
from schemas.sources import Source

SHIPPED = Path("config")


def source(name: str, schedule: Schedule | None = None) -> Source:
    return Source(name=name, title="Harbour news", paths=("pages",), folder=".", schedule=schedule)


def test_prefect_yaml_is_what_the_configuration_comes_to() -> None:
    planned = deployments(chosen(SHIPPED, [], every=True), load_settings(SHIPPED))
    assert Path("prefect.yaml").read_text("utf-8") == prefect_yaml(list(planned))


def test_each_source_has_its_schedule_and_runs_one_at_a_time() -> None:
    every = Schedule(every=timedelta(minutes=30))
    text = prefect_yaml(list(deployments([source("pier", every), source("quay")], load_settings(SHIPPED))))
    entries = {one["name"]: one for one in yaml.safe_load(text)["deployments"]}
    assert entries["pier"]["parameters"] == {"sources": ["pier"]}
    assert [entries[name]["schedules"][0]["interval"] for name in ("pier", "quay")] == [1_800, 3_600]
    assert entries["pier"]["concurrency_limit"] == {"limit": 1, "collision_strategy": "CANCEL_NEW"}


def test_a_worker_finds_the_flows_by_their_modules() -> None:
    planned = {one.full_name: one for one in deployments([source("pier")], load_settings(SHIPPED))}
    assert {"ingest/pier", "backfill/backfill"} <= planned.keys()
    for entry in yaml.safe_load(prefect_yaml(list(planned.values())))["deployments"]:
        assert f"{load_flow_from_entrypoint(entry['entrypoint']).name}/{entry['name']}" in planned
