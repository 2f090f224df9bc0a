"""Files and folders that survive a crash: complete or not there.

Bytes and paths only; what is in the files is not known here.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
from filelock import FileLock, Timeout

from schemas.errors import StoreError
from tasks.store.layout import Layout


def make_folder(path: Path) -> None:
    """`path` is a folder, and will still be one after a power cut."""
    if path.is_dir():
        return
    make_folder(path.parent)
    path.mkdir(exist_ok=True)
    flush_folder(path.parent)


def flush_file(path: Path) -> None:
    """What was written to `path` is on the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def flush_folder(path: Path) -> None:
    """The names in `path` are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_new(path: Path, content: bytes) -> None:
    """`path` holds `content`, on the disk."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def claim(temporary: Path, target: Path) -> bool:
    """True if `target` is now the file that was `temporary`; False if `target` was there already."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links: the lock alone keeps others away
        if target.exists():
            return False
        temporary.replace(target)
    temporary.unlink(missing_ok=True)
    flush_folder(target.parent)
    return True


def same(link: Path, target: Path) -> bool:
    """Whether `link` is the file `target`, or an untouched copy of it as `place` makes."""
    try:
        ours, theirs = link.lstat(), target.stat()
    except FileNotFoundError:
        return False
    if (ours.st_dev, ours.st_ino) == (theirs.st_dev, theirs.st_ino):
        return True
    return (ours.st_size, ours.st_mtime_ns) == (theirs.st_size, theirs.st_mtime_ns)


def place(target: Path, link: Path, temporary: Path) -> None:
    """`link` is a hard link to `target`, or a copy where the file system refuses links; never half a file."""
    temporary.unlink(missing_ok=True)
    try:
        os.link(target, temporary)
    except OSError:
        shutil.copy2(target, temporary)
        flush_file(temporary)
    link.parent.mkdir(parents=True, exist_ok=True)
    temporary.replace(link)


class HeldElsewhere(StoreError):  # noqa: N818 - named for what it is: a state, not a failure
    """Somebody else has the root's lock."""


@contextmanager
def locked(layout: Layout, seconds: float) -> Iterator[None]:
    """Holds the root's lock, with an empty folder for half-made files. A process that dies lets go of it.

    Raises:
        HeldElsewhere: somebody else held it all the time.
        StoreError: the root cannot be written.
    """
    lock = FileLock(layout.lock)
    with writing(layout.root):
        make_folder(layout.home)
        try:
            lock.acquire(timeout=seconds)
        except Timeout as error:
            raise HeldElsewhere(
                f"{layout.root}: somebody else has been committing for {seconds:g} s; try later"
            ) from error
    try:
        with writing(layout.root):
            shutil.rmtree(layout.temporary, ignore_errors=True)
            make_folder(layout.temporary)
        yield
    finally:
        shutil.rmtree(layout.temporary, ignore_errors=True)  # a half-made file must not fill a full disk
        lock.release()


@contextmanager
def writing(root: Path) -> Iterator[None]:
    """Turns what the system says against writing into an error that says where and what to do.

    Raises:
        StoreError: the root cannot be written.
    """
    try:
        yield
    except (OSError, pa.ArrowException) as error:
        raise StoreError(
            f"cannot write {root}: {error}; check its permissions and the free space "
            "(`dateline clean-up` makes some), then run again: nothing committed was lost"
        ) from error
