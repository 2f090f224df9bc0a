"""A root in a bucket: nobody is kept waiting, a write that is not to overwrite says so, and the server holds to it.

In: keys. Out: objects, complete or not there. Which files hold what is not known here. Server-side copies keep the
digest that each immutable object carries, so that what a plain object is a copy of can be asked of itself.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from io import SEEK_END
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import obstore
import pyarrow as pa
from obstore.exceptions import AlreadyExistsError, PreconditionError
from obstore.store import S3Store

from tasks.store import s3_view
from tasks.store.crash import Step, crash_point
from tasks.store.layout import HOME
from tasks.store.ranged import RangedFile
from tasks.store.s3_client import Clients, clients, told
from tasks.store.s3_probe import probe
from tasks.store.side_by_side import do_all
from tasks.store.storage import Stored, writing

DIGEST: Final = "dateline-sha256"
"""What an immutable object, and each copy of one, says of its content."""


@dataclass(frozen=True)
class S3Storage:
    """The objects of a root below a prefix of a bucket, which may be empty."""

    bucket: str
    prefix: str

    is_local = False
    is_locked = False
    readers = 16

    @property
    def location(self) -> str:
        """The root's URL."""
        return "/".join(filter(None, ("s3:/", self.bucket, self.prefix)))

    def is_begun(self) -> bool:
        """Whether anything of a root was ever written here."""
        return bool(self._first(HOME))

    def foreign(self) -> str | None:
        """The name of something that lies here although this is no root of ours; None if it is ours, or empty."""
        if self.is_begun():
            return None
        return next((key for key in self._first("") if not key.startswith(".")), None)

    def exists(self, key: str) -> bool:
        """Whether there is an object of that key."""
        try:
            with self._told(key):
                obstore.head(self._short, key)
        except FileNotFoundError:
            return False
        return True

    def read(self, key: str) -> bytes:
        """A whole object."""
        return self._read(key)[0]

    def open(self, key: str, size: int | None = None) -> pa.NativeFile:
        """An object to read ranges of."""
        opened = RangedFile(partial(self._tail, key), partial(self._range, key), size)
        if size is None:
            opened.seek(0, SEEK_END)  # so that one that is not there is missed here
            opened.seek(0)
        return pa.PythonFile(opened, mode="r")

    def address(self, key: str) -> str:
        """The object's URL."""
        return f"{self.location}/{key}"

    def listing(self, folder: str) -> Sequence[Stored]:
        """Every object below a folder, however deep, by key; none if there is no such folder."""
        with self._told(folder):
            found = obstore.list(self._short, folder, chunk_size=1000).collect()
        stored = (Stored(one["path"], one["size"], one["last_modified"], one["e_tag"] or "") for one in found)
        return sorted(stored, key=lambda one: one.key)

    def create(self, key: str, content: bytes) -> bool:
        """True if `key` is now an object of that content; False if there was one already.

        That may be our own: an answer can be lost, and the client asks again.
        """
        crash_point(Step.ENTRY_READY)
        return self.put_new(key, content)

    def replace(self, key: str, content: bytes) -> None:
        """`key` is an object of that content, all of it or as it was."""
        probe(self)
        with self._told(key):
            obstore.put(self._long, key, content, use_multipart=False)

    def swap(self, key: str, before: bytes | None, content: bytes) -> bool:
        """True if `key`, an object of the content `before` (None: not there), is now one of `content`."""
        if before is None:
            return self.put_new(key, content)
        try:
            there, tag = self._read(key)
        except FileNotFoundError:
            return False
        return there == before and self.put_over(key, tag, content)

    def put_new(self, key: str, content: bytes) -> bool:
        """True if `key` is now an object of that content; False if there was one."""
        return self._create(self._short, key, content)

    def put_over(self, key: str, tag: str, content: bytes) -> bool:
        """True if `key`, an object of that tag, is now one of that content; False if it was another, or none."""
        try:
            with self._told(key):
                obstore.put(self._short, key, content, mode={"e_tag": tag}, use_multipart=False)
        except _OvertakenError:
            return False
        return True

    def keep(self, temporary: Path, key: str) -> None:
        """A complete file of the working folder becomes the immutable object `key`; one that is there already stays."""
        content = temporary.read_bytes()
        self.put_told(key, content, hashlib.sha256(content).hexdigest())
        temporary.unlink()

    def put_told(self, key: str, content: bytes, digest: str) -> bool:
        """As `put_new`; the object, and copies of it, say the digest."""
        # One request, however large: the parts of an upload that was cut off would stay, unseen and paid for.
        return self._create(self._long, key, content, {DIGEST: digest})

    def copy(self, source: str, key: str) -> None:
        """`key` has the content of the immutable object `source`; no byte passes through here."""
        with self._told(source):
            obstore.copy(self._long, source, key)

    def remove(self, key: str) -> None:
        """There is no object of that key."""
        with self._told(key):
            obstore.delete(self._short, key)

    def remove_folder(self, folder: str) -> None:
        """There is nothing below a folder."""
        do_all(self, self.remove, [stored.key for stored in self.listing(folder)])

    def hollow(self, folder: str) -> Sequence[str]:
        """None: a folder is no more than the keys below it."""
        return []

    def prune(self, folder: str) -> None:
        """Nothing has to be done."""

    def show(self, links: Mapping[str, str]) -> None:
        """Each plain object, by key, has the content of its immutable one; what they are now is written down."""
        s3_view.show(self, links)

    def shown(self, there: Sequence[Stored], links: Mapping[str, str]) -> Collection[str]:
        """Those of the plain objects that have the content of their immutable ones."""
        return s3_view.shown(self, there, links)

    def about(self, key: str) -> tuple[str, str]:
        """An object's tag, and the digest that it or what it was copied from was given; "" if none was."""
        with self._told(key):
            found = obstore.get(self._short, key, options={"head": True})
            return found.meta["e_tag"] or "", str(found.attributes.get(DIGEST, ""))

    def check_writable(self) -> None:
        """Has the server show what a root's safety rests on."""
        probe(self)

    @contextmanager
    def working(self, seconds: float) -> Iterator[Path]:
        """An empty folder of this machine for half-made files. Others may be working at the same time.

        Raises:
            StoreError: the server does not hold to what the root's safety rests on, or cannot be written to.
        """
        with writing(self.location):
            self.check_writable()
        with TemporaryDirectory(prefix="dateline-") as folder:
            yield Path(folder)

    @property
    def _clients(self) -> Clients:
        return clients(self.bucket, self.prefix)

    @property
    def _short(self) -> S3Store:
        return self._clients.short

    @property
    def _long(self) -> S3Store:
        return self._clients.long

    @contextmanager
    def _told(self, key: str) -> Iterator[None]:
        with told(self.address(key)):
            try:
                yield
            except (AlreadyExistsError, PreconditionError):
                raise _OvertakenError(self.address(key)) from None

    def _create(self, client: S3Store, key: str, content: bytes, says: dict[str, str] | None = None) -> bool:
        try:
            with self._told(key):
                obstore.put(client, key, content, mode="create", attributes=says, use_multipart=False)
        except _OvertakenError:
            return False
        return True

    def _read(self, key: str) -> tuple[bytes, str]:
        with self._told(key):
            found = obstore.get(self._short, key)
            return found.bytes().to_bytes(), found.meta["e_tag"] or ""

    def _tail(self, key: str, length: int) -> tuple[bytes, int]:
        with self._told(key):
            found = obstore.get(self._short, key, options={"range": {"suffix": length}})
            return found.bytes().to_bytes(), found.meta["size"]

    def _range(self, key: str, start: int, end: int) -> bytes:
        with self._told(key):
            return obstore.get_range(self._long, key, start=start, end=end).to_bytes()

    def _first(self, folder: str) -> Sequence[str]:
        """The first keys below a folder, as many as one answer holds."""
        with self._told(folder):
            return [one["path"] for one in next(iter(obstore.list(self._short, folder or None, chunk_size=1000)), [])]


class _OvertakenError(OSError):
    """The object is not as the write wanted it to be."""
