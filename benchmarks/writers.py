"""Writers to be killed: processes that commit, roll back and clean up, always the same way.

Each commit of a writer changes its own articles, moves one of them to another day, and adds a capture; partitions are
shared by all writers. The controls take away one part of the store each: with it gone, the fault test has to fail.
"""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final
from uuid import uuid4

import pyarrow as pa
import pyarrow.compute as pc

from schemas.errors import DatelineError
from tasks.store import Changes, Edit, Keep, Root, local, log, s3
from tasks.store.crash import CRASH_AT, STEP_FILE
from tasks.store.layout import HOME
from tasks.store.local import LocalStorage
from tests.roots.released import unpack
from tests.rows import DAY, NEXT_DAY, article, article_id, capture, digest_of, link, table

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
    root = Root.open(orders.root)
    for number in orders.commits:
        commit(root, orders.writer, number, apart=orders.control is Control.SPAN)
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


def commit(root: Root, writer: int, number: int, *, apart: bool = False) -> None:
    """A writer's commit of that number, from staged rows, as runs do it."""
    run, staged = f"run-{writer}-{number}", uuid4().hex[:8]
    batch = root.stage(run, staged, content(writer, number))
    steps: list[Callable[[], Changes]] = [
        lambda: Changes({name: batch.read(name) for name in ("articles", "links")}),
        lambda: Changes(appends={"captures": [batch.read("captures")]}),
    ]
    if apart:
        for step in steps:
            root.commit(run, "apart", lambda _, step=step: step())  # type: ignore[misc]
    else:
        root.commit(run, "together", lambda _: replace(steps[0](), appends=steps[1]().appends))
    root.discard_staging(run)


def content(writer: int, number: int) -> dict[str, pa.Table]:
    """The rows of a writer's commit; other rows for each number."""
    first, captured = writer * PER_WRITER, capture(writer * PER_WRITER + number)
    digest = digest_of(f"{writer}.{number}")
    days = [NEXT_DAY if place == 0 and number % 2 else DAY for place in range(ARTICLES)]
    changed = {"payload_digest": digest, "record_id": captured.record_id}
    return {
        "captures": table("captures", captured),
        "articles": table(
            "articles",
            *(
                article(first + place, day, f"{writer}.{number}").model_copy(update=changed)
                for place, day in enumerate(days)
            ),
        ),
        "links": table(
            "links",
            *(
                link(first + place, number, day).model_copy(update={"payload_digest": digest})
                for place, day in enumerate(days)
            ),
        ),
    }


def forget(root: Root, writer: int) -> None:
    """Takes the capture of a writer's first commit and two of its articles away for good."""
    record = capture(writer * PER_WRITER).record_id
    articles = pa.table({"article_id": [article_id(writer * PER_WRITER + place) for place in range(2)]})

    def without(rows: pa.Table) -> pa.Table:
        return rows.filter(pc.not_equal(rows.column("record_id"), record))

    changes = Changes(
        drops={"articles": articles, "links": articles},
        edits={"captures": Edit(frozenset({record}), without)},
        for_good=True,
    )
    root.commit("forget", "forget", lambda _: changes)


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
    if control is Control.CONDITION:
        s3.probe = lambda _: None  # type: ignore[assignment]
    if control is Control.LOG:
        local.claim = _overwrite
