"""What Prefect can start of dateline: a deployment for each enabled source, and one for each job on all of them.

In: sources and settings. Out: descriptions, which `flows.serve` serves, and as a program the text of prefect.yaml, for
`prefect deploy --all` to a server with a work pool. How they are run is not known here.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final, TypeAlias

import yaml
from prefect.flows import Flow

from flows.backfill import backfill
from flows.backfill_runs import BackfillSummary
from flows.ingest import ingest
from flows.maintenance import Cared, maintenance
from flows.runs import Summary
from flows.settings import Settings, config_folder, load_settings
from flows.sources import chosen
from schemas.schedules import Schedule
from schemas.sources import Source
from tasks.schedules import ANCHOR

POOL: Final = "dateline"
"""The work pool that prefect.yaml names."""

HEAD: Final = """\
# dateline's deployments for a Prefect server with a work pool: docs/operations.md. Made from config/, do not edit:
# .venv/bin/python -m flows.deployments > prefect.yaml
"""

AnyFlow: TypeAlias = Flow[..., Summary] | Flow[..., BackfillSummary] | Flow[..., Cared]
_Parameters: TypeAlias = Mapping[str, Sequence[str]]
_Value: TypeAlias = "str | int | float | Sequence[_Value] | Mapping[str, _Value]"


@dataclass(frozen=True)
class Deployment:
    """One thing to be started: by its schedule, if it has one, or by hand with parameters of one's own."""

    flow: AnyFlow
    name: str
    description: str
    schedule: Schedule | None = None
    parameters: _Parameters = field(default_factory=dict)
    tags: Sequence[str] = ()
    longest: timedelta | None = None

    @property
    def full_name(self) -> str:
        """What names it among all, as `ingest/harbour`."""
        return f"{self.flow.name}/{self.name}"


def deployments(sources: Sequence[Source], settings: Settings) -> Iterator[Deployment]:
    """What there is to be started."""
    for source in sources:
        schedule = settings.schedules.schedule_of(source)
        yield Deployment(
            ingest,
            source.name,
            f"{source.title}: {schedule.words()}",
            schedule,
            {"sources": [source.name]},
            [f"source:{source.name}"],
            settings.schedules.longest_run,
        )
    yield Deployment(backfill, "backfill", "Derive stored captures again, day by day, without fetching anything.")
    care = settings.maintenance
    yield Deployment(
        maintenance,
        "maintenance",
        "Check the datasets, take away what is too old, bring small files together, remove old versions.",
        care.schedule if care.enabled else None,
    )


def prefect_yaml(planned: Sequence[Deployment]) -> str:
    """The text of prefect.yaml: runs are at work in the folder it is deployed from, wherever the worker is started."""
    whole: Mapping[str, _Value] = {"name": "dateline", "deployments": [_entry(one) for one in planned]}
    return HEAD + yaml.safe_dump(whole, sort_keys=False, allow_unicode=True, width=120)


def _entry(one: Deployment) -> Mapping[str, _Value]:
    return {
        "name": one.name,
        "description": one.description,
        # By module: the package is installed where the worker is, and needs no copy of its code.
        "entrypoint": f"{one.flow.fn.__module__}.{one.flow.fn.__name__}",
        "pull": [],
        "parameters": one.parameters,
        "schedules": [_schedule(one.schedule)] if one.schedule else [],
        "tags": ["dateline", *one.tags],
        "concurrency_limit": {"limit": 1, "collision_strategy": "CANCEL_NEW" if one.schedule else "ENQUEUE"},
        "work_pool": {"name": POOL, "job_variables": {"working_dir": "{{ $PWD }}"}},
    }


def _schedule(schedule: Schedule) -> Mapping[str, _Value]:
    if schedule.every is not None:
        seconds = schedule.every.total_seconds()
        return {"interval": seconds, "anchor_date": ANCHOR.isoformat(), "timezone": "UTC", "slug": "schedule"}
    assert schedule.cron is not None  # a schedule has one of the two
    return {"cron": schedule.cron, "timezone": schedule.timezone, "slug": "schedule"}


def main() -> None:
    """Prints prefect.yaml for the configuration that holds here."""
    folder = config_folder()
    planned = list(deployments(chosen(folder, [], every=True), load_settings(folder)))
    sys.stdout.write(prefect_yaml(planned))


if __name__ == "__main__":
    main()
