"""Which files a run reads.

In: paths of files and folders. Out: the files under them that may hold articles, in a fixed order, and how many
others were left out. No file is opened here.
"""

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from schemas.errors import ConfigError

ARTICLE_SUFFIXES: Final = frozenset({".html", ".htm", ".xhtml", ".shtml", ".md", ".markdown", ".txt", ".warc"})
"""Suffixes a folder's files are taken by, each also with `.gz` behind it."""


@dataclass(frozen=True)
class InputFile:
    """One file to read. `source_path` names it the same way on every machine where a base folder was given."""

    path: Path
    source: str
    source_path: str


@dataclass(frozen=True)
class Found:
    """The files to read, sorted by path, and the number of files left out by suffix (`""` for none)."""

    files: tuple[InputFile, ...]
    skipped: Mapping[str, int]


def find_inputs(paths: Sequence[Path], *, source: str, base: Path | None) -> Found:
    """The files at and under `paths`, each once, in sorted order.

    A folder gives the files whose suffix says they may hold articles; hidden files and folders are left out and links
    to folders are not followed. A file that is named itself is taken whatever it is called. A folder that cannot be
    listed is given as if it were a file, so that reading it says so.

    Raises:
        ConfigError: a path does not exist.
    """
    taken: set[Path] = set()
    skipped: dict[Path, str] = {}
    for path in map(_absolute, paths):
        if not os.path.lexists(path):
            raise ConfigError(f"{path} does not exist: check the path")
        for file in _files_under(path) if path.is_dir() else [path]:
            if file == path or file.is_dir() or article_suffix(file) in ARTICLE_SUFFIXES:
                taken.add(file)
            else:
                skipped[file] = file_suffix(file)
    left_out = Counter(suffix for file, suffix in sorted(skipped.items()) if file not in taken)
    root = None if base is None else _absolute(base)
    files = tuple(InputFile(file, source, source_path(file, root)) for file in sorted(taken))
    return Found(files, MappingProxyType(dict(left_out)))


def article_suffix(path: Path) -> str:
    """The suffix in lower case, `.gz` taken off: `.html` for `a.HTML.gz`."""
    plain = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    return plain.suffix.lower()


def file_suffix(path: Path) -> str:
    """The suffix in lower case, with what `.gz` was put behind: `.tar.gz`."""
    gzipped = path.suffix.lower() == ".gz"
    return article_suffix(path) + ".gz" if gzipped else path.suffix.lower()


def source_path(path: Path, base: Path | None) -> str:
    """The POSIX path relative to `base`, absolute if it is not under it; bytes that are not UTF-8 as `\\xff`."""
    named = path.relative_to(base) if base is not None and path.is_relative_to(base) else path
    return os.fsencode(named.as_posix()).decode("utf-8", "backslashreplace")


def _absolute(path: Path) -> Path:
    """Absolute, without `..`, links left as they are."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve() would follow links


def _files_under(folder: Path) -> Iterator[Path]:
    unlisted: list[Path] = []

    def note(error: OSError) -> None:
        unlisted.append(Path(os.fsdecode(error.filename)))

    for parent, folders, names in os.walk(folder, onerror=note):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(parent, name) for name in names if not name.startswith("."))
    yield from unlisted
