"""A root in a folder of this machine: one writer at a time by a lock, plain files as hard links.

In: keys. Out: bytes, complete or not there. Which files hold what is not known here.
"""

import os
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final
from uuid import uuid4

import pyarrow as pa
from filelock import FileLock, Timeout

from tasks.store.crash import Step, crash_point
from tasks.store.files import claim, flush_file, flush_folder, make_folder, write_new
from tasks.store.layout import HOME, LOCK, TEMPORARY
from tasks.store.storage import HeldElsewhere, Stored, writing

_PARTIAL: Final = ".partial"
_TRIES: Final = 3


@dataclass(frozen=True)
class LocalStorage:
    """The files of a root in a folder; nothing is made before something is written."""

    root: Path

    is_local = True
    is_locked = True
    readers = 1  # a disk's files are at hand

    @property
    def location(self) -> str:
        """The folder, absolute."""
        return str(self.root)

    @property
    def temporary(self) -> Path:
        """Where half-made files lie while the lock is held."""
        return self._path(TEMPORARY)

    def is_begun(self) -> bool:
        """Whether anything of a root was ever written here."""
        return self._path(HOME).is_dir()

    def foreign(self) -> str | None:
        """The name of something that lies here although this is no root of ours; None if it is ours, or empty."""
        if self.is_begun() or not self.root.exists():
            return None
        # A .gitkeep or .DS_Store is nobody's work. A file at the place of the folder cannot be listed.
        return next((path.name for path in sorted(self.root.iterdir()) if not path.name.startswith(".")), None)

    def exists(self, key: str) -> bool:
        """Whether there is a file of that key."""
        return self._path(key).exists()

    def read(self, key: str) -> bytes:
        """A whole file."""
        return self._path(key).read_bytes()

    def open(self, key: str, size: int | None = None) -> pa.NativeFile:
        """A file to read parts of."""
        return pa.OSFile(self.address(key))

    def address(self, key: str) -> str:
        """The file's path."""
        return str(self._path(key))

    def listing(self, folder: str) -> Sequence[Stored]:
        """Every file below a folder, however deep, by key; none if there is no such folder."""
        found = (self._stored(Path(home, name)) for home, _, names in os.walk(self._path(folder)) for name in names)
        return sorted(filter(None, found), key=lambda one: one.key)

    def create(self, key: str, content: bytes) -> bool:
        """True if `key` is now a file of that content, all of it or nothing; False if there was one already."""
        target, temporary = self._path(key), self.temporary / uuid4().hex
        make_folder(target.parent)
        write_new(temporary, content)
        crash_point(Step.ENTRY_READY)
        return claim(temporary, target)

    def replace(self, key: str, content: bytes) -> None:
        """`key` is a file of that content, all of it or as it was. Needs no lock."""
        target = self._path(key)
        temporary = target.with_name(f"{target.name}.{uuid4().hex}{_PARTIAL}")
        for attempt in range(_TRIES):
            try:
                make_folder(target.parent)
                write_new(temporary, content)
                temporary.replace(target)
                break
            except FileNotFoundError:  # a clean-up took the empty folder
                if attempt == _TRIES - 1:
                    raise
            except OSError:
                temporary.unlink(missing_ok=True)  # a half-made file must not fill a full disk
                raise
        flush_folder(target.parent)

    def swap(self, key: str, before: bytes | None, content: bytes) -> bool:
        """True if `key`, a file of the content `before` (None: not there), is now one of `content`. Needs the lock."""
        there = self.read(key) if self.exists(key) else None
        if there == before:
            self.replace(key, content)
        return there == before

    def keep(self, temporary: Path, key: str) -> None:
        """A complete file of the working folder becomes the immutable file `key`; one that is there already stays."""
        target = self._path(key)
        flush_file(temporary)
        make_folder(target.parent)
        if target.exists():
            temporary.unlink()
        else:
            # The view's links share this inode: whoever opens one to write would rewrite history.
            temporary.chmod(temporary.stat().st_mode & 0o555)
            temporary.replace(target)
        flush_folder(target.parent)

    def copy(self, source: str, key: str) -> None:
        """`key` is a hard link to `source`, or a copy where the file system refuses links; never half a file."""
        temporary, place = self.temporary / "link.parquet", self._path(key)
        temporary.unlink(missing_ok=True)
        try:
            os.link(self._path(source), temporary)
        except OSError:
            shutil.copy2(self._path(source), temporary)
            flush_file(temporary)
        place.parent.mkdir(parents=True, exist_ok=True)
        temporary.replace(place)

    def remove(self, key: str) -> None:
        """There is no file of that key."""
        self._path(key).unlink(missing_ok=True)

    def remove_folder(self, folder: str) -> None:
        """There is nothing below a folder, nor the folder itself."""
        with suppress(FileNotFoundError):
            shutil.rmtree(self._path(folder))

    def hollow(self, folder: str) -> Sequence[str]:
        """The folders below a folder that hold nothing."""
        walked = os.walk(self._path(folder))
        empty = (self._key(Path(home)) for home, folders, names in walked if not folders and not names)
        return [one for one in empty if one != folder]

    def prune(self, folder: str) -> None:
        """Takes the hollow folders away."""
        for one in self.hollow(folder):
            with suppress(OSError):  # somebody has just put something there
                self._path(one).rmdir()

    def show(self, links: Mapping[str, str]) -> None:
        """Each plain file, by key, has the content of its immutable file."""
        for link, target in links.items():
            self.copy(target, link)
            crash_point(Step.LINK)

    def shown(self, there: Sequence[Stored], links: Mapping[str, str]) -> Collection[str]:
        """Those of the plain files that are their immutable files, or untouched copies of them."""
        return [link for link, target in links.items() if self._same(link, target)]

    def _same(self, link: str, target: str) -> bool:
        try:
            ours, theirs = self._path(link).lstat(), self._path(target).stat()
        except FileNotFoundError:
            return False
        if (ours.st_dev, ours.st_ino) == (theirs.st_dev, theirs.st_ino):
            return True
        return (ours.st_size, ours.st_mtime_ns) == (theirs.st_size, theirs.st_mtime_ns)

    def check_writable(self) -> None:
        """Writes to the folder, or to where it would be made, and leaves nothing there."""
        there = next(path for path in (self._path(HOME), self.root, *self.root.parents) if path.exists())
        with TemporaryFile(dir=there):
            pass

    @contextmanager
    def working(self, seconds: float) -> Iterator[Path]:
        """Holds the root's lock, with an empty folder for half-made files. A process that dies lets go of it.

        Raises:
            HeldElsewhere: somebody else held it all the time.
            StoreError: the root cannot be written.
        """
        lock = FileLock(self._path(LOCK))
        with writing(self.location):
            make_folder(self._path(HOME))
            try:
                lock.acquire(timeout=seconds)
            except Timeout as error:
                raise HeldElsewhere(
                    f"{self.root}: somebody else has been committing for {seconds:g} s; try later"
                ) from error
        try:
            with writing(self.location):
                shutil.rmtree(self.temporary, ignore_errors=True)
                make_folder(self.temporary)
            yield self.temporary
        finally:
            shutil.rmtree(self.temporary, ignore_errors=True)  # a half-made file must not fill a full disk
            lock.release()

    def _path(self, key: str) -> Path:
        return self.root / key

    def _key(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _stored(self, path: Path) -> Stored | None:
        try:
            stat = path.lstat()
        except FileNotFoundError:  # it went while we looked
            return None
        tag = f"{stat.st_ino}-{stat.st_mtime_ns}-{stat.st_size}"
        return Stored(self._key(path), stat.st_size, datetime.fromtimestamp(stat.st_mtime, UTC), tag)
