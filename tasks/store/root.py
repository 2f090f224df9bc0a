"""A dataset root on a local folder: what flows open, read, stage into and commit to.

Each method hands over to the module that knows how.
"""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from schemas.errors import StoreError
from tasks.store import commits, staging, view
from tasks.store.commits import Build, Commit
from tasks.store.layout import Layout
from tasks.store.snapshot import Snapshot
from tasks.store.staging import StagedBatch


class Root:
    """A dataset root. Nothing is created before something is written."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    @classmethod
    def open(cls, path: Path) -> "Root":
        """The root at `path`, its plain files brought up to date if a crash left them behind.

        Raises:
            StoreError: something else lies at `path`, its log is damaged, or a newer dateline wrote it.
        """
        layout = Layout(path.resolve())
        _check_ours(layout)
        view.heal(layout)
        return cls(layout)

    @property
    def path(self) -> Path:
        """The root's folder, absolute."""
        return self._layout.root

    def snapshot(self, version: int | None = None) -> Snapshot:
        """The datasets at a version; at the newest unless told.

        Raises:
            StoreError: there is no such version.
        """
        return Snapshot.at(self._layout, version)

    def stage(self, run_id: str, name: str, tables: Mapping[str, pa.Table]) -> StagedBatch:
        """Writes a batch for a later commit; a second batch of the same run and name takes the first's place.

        Raises:
            SchemaError: a table does not fit its dataset.
            StoreError: the root cannot be written.
        """
        return staging.stage(self._layout, run_id, name, tables)

    def commit(self, run_id: str, message: str, build: Build) -> Commit:
        """Writes what `build` asks for, all of it or nothing. Without any difference, no commit is made.

        Raises:
            SchemaError: rows do not fit their dataset; nothing is committed.
            StoreError: the root cannot be written.
        """
        return commits.commit(self._layout, run_id, message, build)

    def discard_staging(self, run_id: str) -> None:
        """Removes a run's staged batches, if there are any.

        Raises:
            StoreError: the root cannot be written.
        """
        staging.discard(self._layout, run_id)


def _check_ours(layout: Layout) -> None:
    root = layout.root
    try:
        if layout.home.is_dir() or not root.exists():
            return
        if not root.is_dir():
            raise StoreError(f"{root} is a file; name a folder")
        # A .gitkeep or .DS_Store is nobody's work.
        foreign = next((path.name for path in sorted(root.iterdir()) if not path.name.startswith(".")), None)
    except OSError as error:
        raise StoreError(f"cannot read {root}: {error}; check its permissions") from error
    if foreign is not None:
        raise StoreError(f"{root} holds {foreign} and is not a dateline root; name an empty folder or a new one")
