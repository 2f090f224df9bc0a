"""The public view: one hard link (or copy) a file of a snapshot, under `<dataset>/<column>=<value>/part-<n>.parquet`.

It follows the commit log and is never read back. Only what differs is touched.
"""

import logging
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from schemas.datasets import DATASETS, Dataset
from schemas.errors import StoreError
from tasks.store.crash import Step, crash_point
from tasks.store.files import HeldElsewhere, locked, place, same, writing
from tasks.store.layout import Layout, folder
from tasks.store.snapshot import Snapshot

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Lag:
    """How a view differs from its snapshot: links to make, by place; links and folders to remove."""

    missing: Mapping[Path, Path]
    surplus: tuple[Path, ...]
    empty: tuple[Path, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.surplus or self.empty)


def update(snapshot: Snapshot) -> None:
    """Makes the view show the snapshot. The root's lock is held.

    Raises:
        StoreError: it cannot; the snapshot is committed all the same.
    """
    lag = lag_of(snapshot)
    try:
        with writing(snapshot.layout.root):
            _mend(snapshot.layout, lag)
    except StoreError as error:
        raise StoreError(
            f"version {snapshot.version} is committed, but its plain files are not all in place: {error}"
        ) from error


def heal(layout: Layout) -> None:
    """Makes the view show the newest snapshot after a crash, unless somebody else is committing or it cannot."""
    if not lag_of(Snapshot.at(layout)):
        return
    try:
        with locked(layout, seconds=0):
            update(Snapshot.at(layout))
    except HeldElsewhere:
        return  # whoever commits brings the view up to date
    except StoreError as error:
        logger.warning("the plain files under %s lag behind its newest commit: %s", layout.root, error)


def lag_of(snapshot: Snapshot) -> Lag:
    """How the view differs from the snapshot."""
    wanted = dict(_wanted(snapshot))
    present = {path for dataset in DATASETS.values() for path in _links(snapshot.layout, dataset)}
    kept = {path.parent for path in wanted}
    folders = (path for dataset in DATASETS.values() for path in _folders(snapshot.layout, dataset))
    return Lag(
        missing={link: target for link, target in wanted.items() if not same(link, target)},
        surplus=tuple(sorted(present - wanted.keys())),
        empty=tuple(path for path in folders if path not in kept),
    )


def _mend(layout: Layout, lag: Lag) -> None:
    for link, target in lag.missing.items():
        place(target, link, layout.temporary / "link.parquet")
        crash_point(Step.LINK)
    crash_point(Step.LINKS)
    for link in lag.surplus:
        link.unlink(missing_ok=True)
        crash_point(Step.SURPLUS)
    for path in lag.empty:
        with suppress(OSError):  # somebody keeps files of their own in it
            path.rmdir()
    crash_point(Step.VIEW)


def _wanted(snapshot: Snapshot) -> Iterator[tuple[Path, Path]]:
    for dataset in DATASETS.values():
        for partition, files in snapshot.files(dataset.name).items():
            home = snapshot.layout.view(dataset) / folder(dataset, partition)
            yield from ((home / f"part-{number}.parquet", file.path) for number, file in enumerate(files))


def _folders(layout: Layout, dataset: Dataset) -> list[Path]:
    home = layout.view(dataset)
    return sorted(home.glob(folder(dataset, "*"))) if home.is_dir() else []


def _links(layout: Layout, dataset: Dataset) -> Iterator[Path]:
    for path in _folders(layout, dataset):
        yield from path.glob("*.parquet")
