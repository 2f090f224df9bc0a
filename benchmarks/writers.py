"""Writers to be killed: processes that commit, roll back and clean up, always the same way.

Each commit of a writer is what a run's is: captures, some of whose bytes are there already, the next version of each of
its articles, one of which moves to another day, links, and a reject. Partitions are shared by all writers. The controls
take away one part of the store each: with it gone, the fault test has to fail.
"""

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final
from uuid import uuid4

import pyarrow as pa

from benchmarks.acts import Act, perform
from flows.runs import Counts, run_row
from schemas.captures import Capture
from schemas.errors import DatelineError
from schemas.runs import Run
from tasks.prefect_tasks import RunContext
from tasks.publish import Withdrawal, publish, withdraw
from tasks.store import Changes, Commit, Keep, Root, Snapshot, local, log, rows_with, s3
from tasks.store.commits import Build
from tasks.store.crash import CRASH_AT, STEP_FILE
from tasks.store.layout import HOME
from tasks.store.local import LocalStorage
from tests.roots.released import unpack
from tests.rows import DAY, NEXT_DAY, NOON, capture, derived, link_of, rejected, table

ARTICLES = 4
PER_WRITER = 1000


class Control(StrEnum):
    """What a control takes away."""

    LOCK = "lock"
    LOG = "log"
    SPAN = "span"
    CONDITION = "condition"
    """In a bucket: nobody asks whether the server honours conditions, and it does not."""


IN_A_FOLDER: Final = (Control.LOCK, Control.LOG, Control.SPAN)
"""What can be taken away from a root in a folder."""


@dataclass(frozen=True)
class Orders:
    """What one writer does, and where it dies, if anywhere."""

    root: Path | str
    writer: int = 0
    commits: Sequence[int] = ()
    rollback: int | None = None
    released: int | None = None
    """Begins with the root of this schema version, as it was released."""
    upgrade: bool = False
    forget: bool = False
    clean_up: bool = False
    hours: float = 2.0
    """How far ahead of the clock clean-up is done: beyond the grace, so that it has something to do."""
    crash_at: str | None = None
    step_file: Path | None = None
    control: Control | None = None
    act: Act | None = None
    pages: Path | None = None
    """What there is to read for an act."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """What names the server of a root in a bucket."""

    @property
    def error_file(self) -> Path | None:
        """Where a writer that fails says why."""
        return self.step_file.with_suffix(".error") if self.step_file else None


def work(orders: Orders) -> None:
    """Does what it is told, in a process of its own."""
    try:
        _work(orders)
    except DatelineError as error:
        if orders.error_file is None:
            raise
        orders.error_file.write_text(str(error))
        sys.exit(1)


def _work(orders: Orders) -> None:
    os.environ.update(orders.environment)
    for name, value in ((CRASH_AT, orders.crash_at), (STEP_FILE, orders.step_file)):
        if value is not None:
            os.environ[name] = str(value)
    log.CHECKPOINT_EVERY = 2  # type: ignore[misc]  # so that a few commits have checkpoints
    _take_away(orders.control)
    if orders.released is not None:
        unpack(orders.released, Path(orders.root).parent).rename(orders.root)
    if orders.act is not None and orders.pages is not None:
        perform(orders.act, Path(orders.root), orders.pages, orders.writer)
        return
    root = (Apart if orders.control is Control.SPAN else Root).open(orders.root)
    for number in orders.commits:
        commit(root, orders.writer, number)
        if orders.clean_up and number % 2:
            clean(root, orders.hours)
    if orders.rollback is not None:
        root.rollback(orders.rollback, "rollback", f"to {orders.rollback}")
    if orders.upgrade:
        root.upgrade("upgrade", "upgrade", lambda _: None)
    if orders.forget:
        forget(root, orders.writer)
    if orders.clean_up:
        clean(root, orders.hours)


def commit(root: Root, writer: int, number: int) -> None:
    """A writer's commit of that number, from a staged batch, as runs do it."""
    run = f"run-{writer}-{number}"
    batch = root.stage(run, uuid4().hex[:8], content(writer, number))
    publish(root, run, "together", [batch], lambda _: _run_row(run), _derive_nothing)
    root.discard_staging(run)


def _run_row(run: str) -> Run:
    """The same whenever the run is done again."""
    context = RunContext(root="", run_id=run, started_at=NOON)
    return run_row(context, "writer", Counts(files=0), {}).model_copy(update={"finished_at": NOON})


def _derive_nothing(captures: Iterable[Capture]) -> dict[str, pa.Table]:
    """Never asked for: each version has the row of its only capture."""
    raise AssertionError(f"{len(list(captures))} captures to be derived again")


class Apart(Root):
    """Commits captures first, and what came of them afterwards: two commits, one of which a kill can leave out."""

    def commit(self, run_id: str, message: str, build: Build) -> Commit:
        """What `build` asks for, in two commits."""
        super().commit(run_id, message, lambda snapshot: Changes(appends=build(snapshot).appends))
        return super().commit(run_id, message, lambda snapshot: replace(build(snapshot), appends={}))


def content(writer: int, number: int) -> dict[str, pa.Table]:
    """The rows of a writer's commit: another version of each of its articles, and a page that is none."""
    first, hour = writer * PER_WRITER, NOON + timedelta(hours=number)
    captures = [_captured(f"{writer}.{number}.{place}", hour) for place in range(ARTICLES)]
    nothing = _captured(f"{writer}.{number}.nothing", hour, b"Nothing here.%d" % writer)
    days = [NEXT_DAY if place == 0 and number % 2 else DAY for place in range(ARTICLES)]
    articles = [derived(first + n, of, days[n], f"{writer}.{number}") for n, of in enumerate(captures)]
    links = [link_of(one, number) for one in articles]
    return {
        "captures": table("captures", *captures, nothing),
        "articles": table("articles", *articles),
        "links": table("links", *links),
        "rejects": table("rejects", rejected(nothing, f"run-{writer}-{number}")),
    }


def _captured(name: str, at: datetime, payload: bytes | None = None) -> Capture:
    of = capture(0, payload=payload or name.encode())
    return of.model_copy(update={"record_id": f"<urn:{name}>", "captured_at": at, "captured_date": at.date()})


def forget(root: Root, writer: int) -> None:
    """Takes two of a writer's articles away for good, with every capture that any of their versions was of."""
    records = frozenset(f"<urn:{writer}.{number}.{place}>" for number in range(9) for place in range(2))

    def covered(snapshot: Snapshot) -> Withdrawal:
        there = rows_with(snapshot, "captures", "record_id", records, ["record_id"]).column("record_id").to_pylist()
        return Withdrawal(frozenset(there), frozenset(), {})

    withdraw(root, "forget", "forget", covered, _derive_nothing)


def clean(root: Root, hours: float) -> None:
    """Keeps the newest commit only, and leaves a dead run's batch for the next clean-up."""
    root.stage("dead", "batch", {"articles": content(9, 9)["articles"]})
    root.clean_up(Keep(commits=1, days=0), datetime.now(UTC) + timedelta(hours=hours))


class _NoLock:
    def __init__(self, path: Path) -> None:
        pass

    def acquire(self, timeout: float) -> None:
        """Lets everybody in."""

    def release(self) -> None:
        """Nothing was held."""


def _overwrite(temporary: Path, target: Path) -> bool:
    temporary.replace(target)
    return True


def _take_away(control: Control | None) -> None:
    if control in (Control.LOCK, Control.LOG):
        local.FileLock = _NoLock  # type: ignore[assignment,misc]
        # Without this the writers only trip over each other's half-made files, loudly, and lose nothing.
        LocalStorage.temporary = property(lambda self: self.root / f"{HOME}/temporary-{os.getpid()}")  # type: ignore[method-assign,assignment]
    if control is Control.LOG:
        local.claim = _overwrite
    if control is Control.CONDITION:
        s3.probe = lambda _: None  # type: ignore[assignment]
