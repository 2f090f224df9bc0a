"""The public view: one hard link (or copy) a file of a snapshot, under `<dataset>/<column>=<value>/part-<n>.parquet`.

It follows the commit log and is never read back. Only what differs is touched.
"""

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from schemas.datasets import DATASETS
from schemas.errors import StoreError
from tasks.store.crash import Step, crash_point
from tasks.store.layout import plain
from tasks.store.snapshot import Snapshot
from tasks.store.storage import HeldElsewhere, Storage, writing

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Lag:
    """How a view differs from its snapshot: what to show, by plain file; plain files and folders to take away."""

    missing: Mapping[str, str]
    surplus: tuple[str, ...]
    hollow: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.surplus or self.hollow)


def update(snapshot: Snapshot) -> None:
    """Makes the view show the snapshot. The root's lock is held.

    Raises:
        StoreError: it cannot; the snapshot is committed all the same.
    """
    lag = lag_of(snapshot)
    try:
        with writing(snapshot.storage.location):
            _mend(snapshot.storage, lag)
    except StoreError as error:
        raise StoreError(
            f"version {snapshot.version} is committed, but its plain files are not all in place: {error}"
        ) from error


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
    wanted, storage = dict(_wanted(snapshot)), snapshot.storage
    return Lag(
        missing={link: target for link, target in wanted.items() if not storage.shows(link, target)},
        surplus=tuple(link for link in _links(storage) if link not in wanted),
        hollow=tuple(folder for dataset in DATASETS for folder in storage.hollow(dataset)),
    )


def _mend(storage: Storage, lag: Lag) -> None:
    for link, target in lag.missing.items():
        storage.show(target, link)
        crash_point(Step.LINK)
    crash_point(Step.LINKS)
    for link in lag.surplus:
        storage.remove(link)
        crash_point(Step.SURPLUS)
    for dataset in DATASETS:
        storage.prune(dataset)
    crash_point(Step.VIEW)


def _wanted(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    for dataset in DATASETS.values():
        for partition, files in snapshot.files(dataset.name).items():
            yield from ((plain(dataset, partition, number), file.key) for number, file in enumerate(files))


def _links(storage: Storage) -> Iterator[str]:
    """The plain files there are; other files in a partition are somebody's own."""
    for name, dataset in DATASETS.items():
        is_link = re.compile(rf"{name}/{dataset.partition}=[^/]*/[^/]*\.parquet")
        yield from (stored.key for stored in storage.listing(name) if is_link.fullmatch(stored.key))
