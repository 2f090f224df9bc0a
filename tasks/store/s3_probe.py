"""Does a server hold to what a root in a bucket rests on? Tried before the first write, with objects of its own.

Some servers take a conditional write and ignore the condition: two runs at once would then overwrite each other's
commits without an error.
"""

from collections.abc import Iterator
from threading import Lock
from typing import Final, Protocol
from uuid import uuid4

from schemas.errors import StoreError
from tasks.store.layout import staging
from tasks.store.s3_client import endpoint
from tasks.store.storage import Storage

_OTHER_TAG: Final = '"00000000000000000000000000000000"'

_LOSS: Final = "two runs at once could overwrite each other's commits without an error, and rows would be lost"

_passed: set[tuple[str, str | None]] = set()
_lock = Lock()


class ConditionalStorage(Storage, Protocol):
    """A storage whose writes can be made to depend on what is there."""

    def put_new(self, key: str, content: bytes) -> bool:
        """True if `key` is now an object of that content; False if there was one."""

    def put_over(self, key: str, tag: str, content: bytes) -> bool:
        """True if `key`, an object of that tag, is now one of that content; False if it was another, or none."""

    def put_told(self, key: str, content: bytes, digest: str) -> bool:
        """As `put_new`; the object, and copies of it, say the digest."""

    def about(self, key: str) -> tuple[str, str]:
        """An object's tag, and the digest it says; "" if none."""


def probe(storage: ConditionalStorage) -> None:
    """Nothing, if the server has passed in this process or passes now.

    Raises:
        StoreError: names what it does wrong, what could be lost, and what to do.
        OSError: it cannot be written to.
    """
    tried = (storage.location, endpoint())
    with _lock:
        if tried in _passed:
            return
        folder = staging(f"probe-{uuid4().hex}")  # among the staged, clean-up takes away what a crash leaves
        try:
            wrong = list(_faults(storage, f"{folder}/object"))
        finally:
            storage.remove_folder(folder)
        if wrong:
            raise StoreError(
                f"{storage.location} cannot be written safely: its server {'; it '.join(wrong)}. Nothing was written. "
                "Use a server with conditional writes (If-None-Match and If-Match on PUT), or a root in a folder; "
                "this root can still be read"
            )
        _passed.add(tried)


def _faults(storage: ConditionalStorage, key: str) -> Iterator[str]:
    first, second = b"first", b"second"
    if not storage.put_new(key, first) and storage.read(key) != first:  # refused although ours: the answer was lost
        yield "refuses to create what is not there"
    if storage.put_new(key, second) or storage.read(key) != first:
        yield f"ignores If-None-Match and overwrites what is there: {_LOSS}"
    if storage.put_over(key, _OTHER_TAG, second):
        yield "ignores If-Match and overwrites what has changed: clean-ups at once could bring back what is gone"
    elif not storage.swap(key, first, second) or storage.read(key) != second:
        yield "does not give back what was written"
    if not _says_of_copies(storage, f"{key}-said"):
        yield "makes copies that do not say what they are copies of: plain files could not be kept up to date"
    storage.remove(f"{key}-said")
    storage.remove(f"{key}-said-copy")
    if [stored.key for stored in storage.listing(key.rpartition("/")[0])] != [key]:
        yield "does not list what was written"


def _says_of_copies(storage: ConditionalStorage, key: str) -> bool:
    digest = "0" * 64
    storage.put_told(key, b"", digest)
    storage.copy(key, f"{key}-copy")
    return storage.about(f"{key}-copy")[1] == digest
