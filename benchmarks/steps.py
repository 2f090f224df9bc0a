"""Every named step, one after the other: a writer killed there, the root looked at, the work done again.

In: a scenario, a step and an empty folder. Out: what was wrong.
"""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from benchmarks.killing import NO_SERVER, PATIENCE_SECONDS, start
from benchmarks.whole import content_of, faults_of
from benchmarks.writers import Orders
from tasks.store.crash import Step
from tasks.store.layout import HOME
from tasks.store.locations import storage_at
from tasks.store.s3 import S3Storage
from tasks.store.storage import Storage

NOWHERE: Final = Path()


@dataclass(frozen=True)
class Scenario:
    """What is there before, what the doomed writer does, and the steps that it comes to."""

    before: Orders
    act: Orders
    steps: tuple[Step, ...]


_TAKING_EFFECT: Final = (Step.FILES_NAMED, Step.ENTRY_READY, Step.LOG_TAKEN, Step.CHECKPOINT)
IN_A_BUCKET: Final = (Step.NOTED,)
"""Steps that a commit comes to only where plain files are copies."""

_VIEWING: Final = (Step.LINK, Step.LINKS, Step.SURPLUS, Step.VIEW)

SCENARIOS: Final[Mapping[str, Scenario]] = MappingProxyType(
    {
        "commit": Scenario(
            Orders(NOWHERE, commits=(0, 1)),
            Orders(NOWHERE, commits=(2, 3)),
            (Step.FILE_MADE, Step.FILE_NAMED, *_TAKING_EFFECT, *_VIEWING),
        ),
        "rollback": Scenario(
            Orders(NOWHERE, commits=(0, 1, 2)), Orders(NOWHERE, rollback=2), (*_TAKING_EFFECT, *_VIEWING)
        ),
        "upgrade": Scenario(
            Orders(NOWHERE, released=1),
            Orders(NOWHERE, upgrade=True),
            (Step.FILE_MADE, Step.FILE_NAMED, Step.FILES_NAMED, Step.LOG_TAKEN, Step.LINK, Step.LINKS, Step.VIEW),
        ),
        "forget": Scenario(
            Orders(NOWHERE, commits=(0, 1, 2, 3)),
            Orders(NOWHERE, forget=True),
            (
                *(Step.FILE_MADE, Step.FILE_NAMED, Step.FILES_NAMED, Step.ANNOUNCED, Step.ENTRY_READY, Step.LOG_TAKEN),
                *(*_VIEWING, Step.FLOOR_STATE, Step.FLOOR, Step.SWEPT_LOG, Step.SWEPT_FILE, Step.CUT),
            ),
        ),
        "clean_up": Scenario(
            Orders(NOWHERE, commits=(0, 1, 2, 3, 4)),
            Orders(NOWHERE, clean_up=True, hours=48),
            (Step.SWEPT_FILE, Step.SWEPT_STAGING, Step.FLOOR_STATE, Step.FLOOR, Step.SWEPT_LOG),
        ),
    }
)


@dataclass(frozen=True)
class Prepared:
    """A scenario with its root as it is before, and as it is after an uninterrupted act."""

    scenario: Scenario
    before: Path | str
    after: Path | str


def prepare(scenario: Scenario, place: Path | str, environment: Mapping[str, str] = NO_SERVER) -> Prepared:
    """Both roots, made in processes of their own, in a folder or below a prefix of a bucket."""
    acts = (replace(orders, environment=environment) for orders in (scenario.before, scenario.act))
    scenario = Scenario(*acts, scenario.steps)
    before, after = (place / name if isinstance(place, Path) else f"{place}/{name}" for name in ("before", "after"))
    prepared = Prepared(scenario, before, after)
    _run(replace(scenario.before, root=prepared.before))
    _copy(prepared.before, prepared.after)
    _run(replace(scenario.act, root=prepared.after))
    return prepared


def kill_at(prepared: Prepared, crash_at: str, root: Path | str) -> list[str]:
    """What is wrong after a kill at a step, or after doing the same again."""
    _copy(prepared.before, root)
    act = replace(prepared.scenario.act, root=root)
    code = _run(replace(act, crash_at=crash_at))
    faults = [] if code == -9 else [f"the writer was not killed, it ended with {code}"]
    faults += faults_of(root)
    if _run(act) != 0:
        faults.append("the same work could not be done afterwards")
    faults += [f"afterwards: {fault}" for fault in faults_of(root)]
    if content_of(root) != content_of(prepared.after):
        faults.append("another content than that of an uninterrupted run")
    if (act.clean_up or act.forget) and _kept(root) != _kept(prepared.after):
        faults.append("other files are left than by an uninterrupted run")
    return faults


def _run(orders: Orders) -> int | None:
    process = start(orders)
    process.join(PATIENCE_SECONDS)
    return process.exitcode


def _copy(source: Path | str, target: Path | str) -> None:
    if isinstance(source, str):
        _copy_objects(storage_at(source), storage_at(target))
        return
    # Links keep the plain files the same as the immutable ones; nothing of a root is ever written in place.
    shutil.copytree(source, target, copy_function=os.link)


def _copy_objects(source: Storage, target: Storage) -> None:
    """Copies keep what an object says of itself, which a new one would not."""
    assert isinstance(source, S3Storage) and isinstance(target, S3Storage)
    whole = S3Storage(source.bucket, "")
    for stored in source.listing(""):
        whole.copy(f"{source.prefix}/{stored.key}", f"{target.prefix}/{stored.key}")


def _kept(root: Path | str) -> list[str]:
    return [stored.key for stored in storage_at(root).listing(HOME)]
