"""Where a root's bytes lie: what the store asks of a folder or a bucket, and nothing else.

Keys are relative to the root and parted by '/'. Every method raises `OSError` only, `FileNotFoundError` where a key
that has to be there is not; what that means for a root is said by whoever called. What the bytes are is not known here.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from schemas.errors import StoreError


@dataclass(frozen=True)
class Stored:
    """One file of a root."""

    key: str
    bytes: int
    modified_at: datetime
    tag: str
    """Another one whenever the content may be another."""


class Storage(Protocol):
    """The files of one root."""

    @property
    def location(self) -> str:
        """What names the root to people and to `storage_at`: an absolute path, or a URL."""

    @property
    def is_local(self) -> bool:
        """Whether an `address` is a path of this machine."""

    @property
    def is_locked(self) -> bool:
        """Whether `working` keeps others away. Else several work at once, and only what is new can be told from what
        was there."""

    @property
    def readers(self) -> int:
        """How many files are worth reading at once."""

    def is_begun(self) -> bool:
        """Whether anything of a root was ever written here."""

    def foreign(self) -> str | None:
        """The name of something that lies here although this is no root of ours; None if it is ours, or empty."""

    def exists(self, key: str) -> bool:
        """Whether there is a file of that key."""

    def read(self, key: str) -> bytes:
        """A whole file."""

    def open(self, key: str, size: int | None = None) -> pa.NativeFile:
        """A file to read parts of. With its size given, nothing may be looked at before something is read."""

    def address(self, key: str) -> str:
        """What other readers open: a path, or a URL."""

    def listing(self, folder: str) -> Sequence[Stored]:
        """Every file below a folder, however deep, by key; none if there is no such folder."""

    def create(self, key: str, content: bytes) -> bool:
        """True if `key` is now a file of that content, all of it or nothing; False if there was one already."""

    def replace(self, key: str, content: bytes) -> None:
        """`key` is a file of that content, all of it or as it was."""

    def swap(self, key: str, before: bytes | None, content: bytes) -> bool:
        """True if `key`, a file of the content `before` (None: not there), is now one of `content`.

        False if it was another, or others were changing it; it is then as they want it.
        """

    def keep(self, temporary: Path, key: str) -> None:
        """A complete file of the working folder becomes the immutable file `key`; one that is there already stays."""

    def copy(self, source: str, key: str) -> None:
        """`key` has the content of the immutable file `source`, all of it or what it had."""

    def remove(self, key: str) -> None:
        """There is no file of that key."""

    def remove_folder(self, folder: str) -> None:
        """There is nothing below a folder."""

    def hollow(self, folder: str) -> Sequence[str]:
        """The folders below a folder that hold nothing."""

    def prune(self, folder: str) -> None:
        """Takes the hollow folders away."""

    def show(self, links: Mapping[str, str]) -> None:
        """Each plain file, by key, has the content of its immutable file; never half of it."""

    def shown(self, there: Sequence[Stored], links: Mapping[str, str]) -> Collection[str]:
        """Which of the plain files are as `show` makes them, by what a listing has just found there."""

    def check_writable(self) -> None:
        """Writes something that nobody sees, and takes it away: whether it can be is known before there is work."""

    def working(self, seconds: float) -> AbstractContextManager[Path]:
        """An empty folder on this machine for half-made files; where there is a lock, nobody else is at work meanwhile.

        Raises:
            HeldElsewhere: somebody else was, all the time.
            StoreError: the root cannot be written.
        """


class HeldElsewhere(StoreError):  # noqa: N818 - named for what it is: a state, not a failure
    """Somebody else has the root's lock."""


@contextmanager
def reading(location: str) -> Iterator[None]:
    """Turns what the system says against reading into an error that says where and what to do.

    Raises:
        StoreError: `location` cannot be read.
    """
    try:
        yield
    except OSError as error:
        advice = "then try again" if "://" in location else "check its permissions"
        raise StoreError(f"cannot read {location}: {error}; {advice}") from error


@contextmanager
def writing(location: str) -> Iterator[None]:
    """Turns what the system says against writing into an error that says where and what to do.

    Raises:
        StoreError: `location` cannot be written.
    """
    try:
        yield
    except (OSError, pa.ArrowException) as error:
        # A disk says what is wrong and not what to do; a bucket's errors say both.
        disk = "check its permissions and the free space (`dateline clean-up` makes some), "
        raise StoreError(
            f"cannot write {location}: {error}; {'' if '://' in location else disk}then run again: "
            "nothing committed was lost"
        ) from error
