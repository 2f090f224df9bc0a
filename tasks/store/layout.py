"""Where everything lies under a root: keys only, no reading or writing.

.dateline/cuts/<version>.<name>.json                          to be done: all before that version is to go for good
.dateline/files/<dataset>/<column>=<value>/<sha256>.parquet   truth: immutable, named by content; in a bucket, where no
                                                              lock keeps others away, <sha256>-<version>.parquet
.dateline/log/<version>.json                                  one commit each
.dateline/checkpoints/<version>.json                          the whole state at some versions, to fold less
.dateline/oldest.json                                         the oldest version kept, once some are cleaned up
.dateline/staging/<run_id>/<name>/<dataset>.parquet           batches of running runs
.dateline/view.json                                           in a bucket: what the plain objects are copies of
.dateline/temporary/                                          half-made files of whoever holds the lock
.dateline/lock
<dataset>/<column>=<value>/part-<n>.parquet                   the public view
"""

import re
from typing import Final

from schemas.datasets import Dataset
from schemas.errors import StoreError

HOME: Final = ".dateline"
"""The folder that makes a folder a dateline root."""
LOG: Final = f"{HOME}/log"
"""The folder of commits."""
CHECKPOINTS: Final = f"{HOME}/checkpoints"
"""The folder of folded states."""
OLDEST: Final = f"{HOME}/oldest.json"
"""The file that says which version is the oldest kept; not there before the first clean-up."""
CUTS: Final = f"{HOME}/cuts"
"""The folder of announcements that a commit is going to take all versions before it away."""
FILES: Final = f"{HOME}/files"
"""The folder of immutable files."""
STAGING: Final = f"{HOME}/staging"
"""The folder of staged batches."""
SHOWN: Final = f"{HOME}/view.json"
"""The object that says what the plain objects are copies of, where they cannot be links."""
TEMPORARY: Final = f"{HOME}/temporary"
"""The folder of half-made files; what lies there while nobody holds the lock is left over from a crash."""
LOCK: Final = f"{HOME}/lock"
"""The file committers lock."""

_SEGMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._=-]*")


def staging(*names: str) -> str:
    """The folder of a run's staged batches (its id), or of one batch (its id and the batch's name).

    Raises:
        StoreError: one of them cannot be a folder's name.
    """
    for name in names:
        if not _SEGMENT.fullmatch(name):
            raise StoreError(f"{name!r} cannot name a staging folder: use letters, digits, '.', '_', '-', '='")
    return "/".join([STAGING, *names])


def truth(dataset: Dataset, partition: str) -> str:
    """The folder of a partition's immutable files."""
    return f"{FILES}/{dataset.name}/{folder(dataset, partition)}"


def plain(dataset: Dataset, partition: str, number: int) -> str:
    """A partition's plain file of that number, counted from 0."""
    return f"{dataset.name}/{folder(dataset, partition)}/part-{number}.parquet"


def truth_name(digest: str, version: int | None = None) -> str:
    """An immutable file's name: the digest of its content and, without a lock, the version it is made for.

    A file for a version that there is already, and that no commit names, is nobody's any more and can be removed; one
    for a version to come is a commit in the making.
    """
    return f"{digest}.parquet" if version is None else f"{digest}-{version}.parquet"


def digest_of(key: str) -> str:
    """The SHA-256 of an immutable file's content, by its name."""
    return key.rpartition("/")[2].partition(".")[0].partition("-")[0]


def made_for(key: str) -> int | None:
    """The version an immutable file was made for; None where a lock makes that of no use."""
    version = key.rpartition("/")[2].partition(".")[0].partition("-")[2]
    return int(version) if version.isdecimal() else None


def folder(dataset: Dataset, partition: str) -> str:
    """A partition's folder name, as Hive writes it."""
    return f"{dataset.partition}={partition}"
