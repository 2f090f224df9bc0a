"""Files and folders of this machine that survive a crash: complete or not there.

Bytes and paths only; what is in the files is not known here.
"""

import os
from pathlib import Path


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
