"""A root checked as the store knows it: log, immutable files, plain files, and what lies about.

What the rows say is checked in `tasks.check_snapshot`. Nothing is mended here.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, TypeVar

from schemas.findings import Finding, Rule
from tasks.store import cuts, log
from tasks.store.check_files import HIDING, LOSSES, file_findings, key_findings
from tasks.store.check_log import LogReading, read_log
from tasks.store.check_view import view_findings
from tasks.store.clean_up import abandoned, unnamed
from tasks.store.layout import FILES
from tasks.store.needs import named_in
from tasks.store.snapshot import Snapshot
from tasks.store.storage import Storage
from tasks.store.upgrade import extent_of

ItemT = TypeVar("ItemT")


class Follow(Protocol):
    """Shows work go by."""

    def __call__(self, items: Sequence[ItemT], what: str) -> Iterable[ItemT]:
        """The items."""


@dataclass(frozen=True)
class Checked:
    """What the store found, and what is left to look at."""

    findings: Sequence[Finding]
    snapshot: Snapshot | None
    """The newest; None if the log does not tell it."""
    unreadable: frozenset[tuple[str, str]]
    """Datasets and values of partitions whose rows cannot be relied on."""


def check(storage: Storage, now: datetime, follow: Follow, *, deep: bool) -> Checked:
    """Everything but the rows.

    Raises:
        NewerRootError: a newer dateline wrote the root.
        StoreError: the root cannot be read.
    """
    reading = read_log(storage)
    if reading.state is None or reading.oldest is None:
        return Checked(reading.findings, None, frozenset())
    snapshot = Snapshot(storage, reading.newest, reading.state)
    named, there = reading.needs.files, {one.key: one.bytes for one in storage.listing(FILES)}
    files = follow([named[key] for key in sorted(named)], "checking files")
    of_files = [finding for one in files for finding in file_findings(storage, one, there, deep=deep)]
    if log.oldest(storage) > reading.oldest:  # a clean-up took files while we looked
        return check(storage, now, follow, deep=deep)
    lost = {one.where for one in of_files if one.rule in LOSSES}
    hidden = {one.where for one in of_files if one.rule in HIDING}
    current = named_in(snapshot.state).values()
    unreadable = frozenset((one.dataset, one.partition) for one in current if one.key in hidden)
    found = [
        *reading.findings,
        *(Finding(Rule.CUT_DUE, one.key, f"before version {one.version}") for one in cuts.due(storage)),
        *(replace(one, detail=f"{one.detail}; {_advice(one.where, reading, lost)}") for one in of_files),
        *key_findings(snapshot, unreadable),
        *view_findings(snapshot, lost, deep=deep),
        *_older(snapshot),
        *(_notes(storage, now) if reading.is_whole else ()),
    ]
    return Checked(found, snapshot, unreadable)


def _advice(key: str, reading: LogReading, lost: Collection[str]) -> str:
    """Which versions need a file that is not what it should be, and which do without."""
    needs = reading.needs
    if (needing := needs.last(key)) is not None:
        return f"the newest version does not need it, version {needing} does"
    whole = needs.newest_without({key, *lost}, reading.newest)
    return f"version {whole} is whole" if whole >= max(1, reading.oldest or 0) else "every version kept needs it"


def _older(snapshot: Snapshot) -> Iterator[Finding]:
    if (extent := extent_of(snapshot)).files:
        yield Finding(Rule.OLDER_FILES, FILES, f"{extent.files} files, {extent.bytes} bytes")


def _notes(storage: Storage, now: datetime) -> Iterator[Finding]:
    for one in unnamed(storage, log.oldest(storage)):
        yield Finding(Rule.UNNAMED_FILE, one.key, f"{one.bytes} bytes, named by no commit that is kept")
    for run, batches in sorted(abandoned(storage, now).items()):
        yield Finding(Rule.DEAD_STAGING, run, f"{len(batches)} files, {sum(one.bytes for one in batches)} bytes")
