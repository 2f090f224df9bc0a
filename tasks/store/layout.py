"""Where everything lies under a root: paths only, no reading or writing.

ROOT/.dateline/files/<dataset>/<column>=<value>/<sha256>.parquet   truth: immutable, named by content
ROOT/.dateline/log/<version>.json                                  one commit each
ROOT/.dateline/checkpoints/<version>.json                          the whole state at some versions, to fold less
ROOT/.dateline/oldest.json                                         the oldest version kept, once some are cleaned up
ROOT/.dateline/staging/<run_id>/<name>/<dataset>.parquet           batches of running runs
ROOT/.dateline/temporary/                                          half-made files of whoever holds the lock
ROOT/.dateline/lock
ROOT/<dataset>/<column>=<value>/part-<n>.parquet                   the public view
"""

import re
from dataclasses import dataclass
from pathlib import Path

from schemas.datasets import Dataset
from schemas.errors import StoreError

_SEGMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._=-]*")


@dataclass(frozen=True)
class Layout:
    """The paths under one root."""

    root: Path

    @property
    def home(self) -> Path:
        """The folder that makes a folder a dateline root."""
        return self.root / ".dateline"

    @property
    def log(self) -> Path:
        """The folder of commits."""
        return self.home / "log"

    @property
    def checkpoints(self) -> Path:
        """The folder of folded states."""
        return self.home / "checkpoints"

    @property
    def oldest(self) -> Path:
        """The file that says which version is the oldest kept; not there before the first clean-up."""
        return self.home / "oldest.json"

    @property
    def files(self) -> Path:
        """The folder of immutable files."""
        return self.home / "files"

    @property
    def runs(self) -> Path:
        """The folder of staged batches."""
        return self.home / "staging"

    @property
    def temporary(self) -> Path:
        """The folder of half-made files; what lies there while nobody holds the lock is left over from a crash."""
        return self.home / "temporary"

    @property
    def lock(self) -> Path:
        """The file committers lock."""
        return self.home / "lock"

    def staging(self, *names: str) -> Path:
        """The folder of a run's staged batches (its id), or of one batch (its id and the batch's name).

        Raises:
            StoreError: one of them cannot be a folder's name.
        """
        for name in names:
            if not _SEGMENT.fullmatch(name):
                raise StoreError(f"{name!r} cannot name a staging folder: use letters, digits, '.', '_', '-', '='")
        return self.runs.joinpath(*names)

    def truth(self, dataset: Dataset, partition: str) -> Path:
        """The folder of a partition's immutable files."""
        return self.files / dataset.name / folder(dataset, partition)

    def view(self, dataset: Dataset) -> Path:
        """The folder of a dataset's public view."""
        return self.root / dataset.name


def folder(dataset: Dataset, partition: str) -> str:
    """A partition's folder name, as Hive writes it."""
    return f"{dataset.partition}={partition}"
