"""The public view: one hard link (or copy) a file of a snapshot, under `<dataset>/<column>=<value>/part-<n>.parquet`.

It follows the commit log and is never read back. Only what differs is touched.
"""

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from schemas.datasets import DATASETS
from schemas.errors import StoreError
from tasks.store.crash import Step, crash_point
from tasks.store.layout import plain
from tasks.store.side_by_side import do_all, side_by_side
from tasks.store.snapshot import Snapshot
from tasks.store.storage import HeldElsewhere, Storage, Stored, reading, writing

logger = logging.getLogger(__name__)

ROUNDS: Final = 100
"""How often one looks again whether others have changed the view; they end where the newest commit's writer does."""


@dataclass(frozen=True)
class Lag:
    """How a view differs from its snapshot: what to show, by plain file; plain files and folders to take away."""

    missing: Mapping[str, str]
    surplus: tuple[str, ...]
    hollow: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.surplus or self.hollow)


def update(snapshot: Snapshot) -> None:
    """Makes the view show the snapshot, with the lock held or, where there is none, the newest one there is by then.

    Without a lock somebody slower may put an older file in its place at any time. So everybody looks again until there
    is nothing to mend and nothing newer: then the last to leave has seen it right.

    Raises:
        StoreError: it cannot; the snapshot is committed all the same.
    """
    try:
        if snapshot.storage.is_locked:
            _bring_up_to(snapshot)
        else:
            _follow(snapshot)
    except StoreError as error:
        raise StoreError(
            f"version {snapshot.version} is committed, but its plain files are not all in place: {error}"
        ) from error


def _follow(snapshot: Snapshot) -> None:
    for _ in range(ROUNDS):
        try:
            lag = _bring_up_to(snapshot)
        except StoreError:  # of a snapshot that is old, files may be gone
            if Snapshot.at(snapshot.storage).version == snapshot.version:
                raise
        else:
            if not lag and Snapshot.at(snapshot.storage).version == snapshot.version:
                return
        snapshot = Snapshot.at(snapshot.storage)


def _bring_up_to(snapshot: Snapshot) -> "Lag":
    """Makes the view show this snapshot, and says how it differed."""
    with writing(snapshot.storage.location):
        lag = lag_of(snapshot)
        _mend(snapshot.storage, lag)
    return lag


def heal(storage: Storage) -> None:
    """Makes the view show the newest snapshot after a crash, unless somebody else is committing or it cannot."""
    if not lag_of(Snapshot.at(storage)):
        return
    try:
        with storage.working(seconds=0):
            update(Snapshot.at(storage))
    except HeldElsewhere:
        return  # whoever commits brings the view up to date
    except StoreError as error:
        logger.warning("the plain files under %s lag behind its newest commit: %s", storage.location, error)


def lag_of(snapshot: Snapshot) -> Lag:
    """How the view differs from the snapshot."""
    wanted, storage = dict(wanted_files(snapshot)), snapshot.storage
    with reading(storage.location):
        there = _links(storage)
        shown = set(storage.shown(there, wanted))
    return Lag(
        missing={link: target for link, target in wanted.items() if link not in shown},
        surplus=tuple(stored.key for stored in there if stored.key not in wanted),
        hollow=tuple(folder for dataset in DATASETS for folder in storage.hollow(dataset)),
    )


def _mend(storage: Storage, lag: Lag) -> None:
    def remove(link: str) -> None:
        storage.remove(link)
        crash_point(Step.SURPLUS)

    if lag.missing:
        storage.show(lag.missing)
    crash_point(Step.LINKS)
    do_all(storage, remove, lag.surplus)
    for dataset in DATASETS:
        storage.prune(dataset)
    crash_point(Step.VIEW)


def wanted_files(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """The plain files a snapshot has, each with its immutable file."""
    for dataset in DATASETS.values():
        for partition, files in snapshot.files(dataset.name).items():
            yield from ((plain(dataset, partition, number), file.key) for number, file in enumerate(files))


def _links(storage: Storage) -> Sequence[Stored]:
    """The plain files there are; other files in a partition are somebody's own."""
    is_link = {name: re.compile(rf"{name}/{one.partition}=[^/]*/[^/]*\.parquet") for name, one in DATASETS.items()}
    found = zip(DATASETS, side_by_side(storage, storage.listing, DATASETS), strict=True)
    return [stored for name, there in found for stored in there if is_link[name].fullmatch(stored.key)]
