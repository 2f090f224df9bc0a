"""Which kept versions need which immutable files.

In: the versions in their order, each with what it changed. Out: the files they name, and which versions do with or
without some. Only what changes is looked at: a year's days at each of thousands of versions would be hundreds of
millions of names.
"""

import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from schemas.datasets import DATASETS
from tasks.store.layout import truth
from tasks.store.log import FileEntry, State


@dataclass(frozen=True)
class NamedFile:
    """A file that kept commits name."""

    key: str
    dataset: str
    partition: str
    entry: FileEntry


class Needs:
    """The files that versions need, those of a version told after those of the one before."""

    def __init__(self) -> None:
        self.files: dict[str, NamedFile] = {}
        """By key, as the newest version that needs one calls it."""
        self._since: dict[str, int] = {}
        self._past: dict[str, list[range]] = {}
        self._unknown: list[range] = []

    def change(self, version: int, before: State, changes: State) -> None:
        """From a version on, the partitions changed have other files than in the state before."""
        for name, partitions in changes.items():
            for value, entries in partitions.items():
                folder, former = truth(DATASETS[name], value), before.get(name, {}).get(value, ())
                now = {f"{folder}/{entry.name}": entry for entry in entries}
                for key in {f"{folder}/{entry.name}" for entry in former} - now.keys():
                    self._end(version, key)
                for key, entry in now.items():
                    self._since.setdefault(key, version)
                    self.files[key] = NamedFile(key, name, value, entry)

    def lose(self, version: int, before: State) -> None:
        """From a version on, it is not known what the state is."""
        self.change(version, before, {name: dict.fromkeys(there, ()) for name, there in before.items()})

    def skip(self, version: int) -> None:
        """It is not known what a version needs."""
        self._unknown.append(range(version, version + 1))

    def last(self, key: str) -> int | None:
        """The newest version that needs a file, if that is not the newest of all."""
        return None if key in self._since else self._past[key][-1].stop - 1

    def newest_without(self, keys: Collection[str], newest: int) -> int:
        """The newest version that is known to need none of some files; below all that are kept if each needs one."""
        needing = [*self._unknown, *(span for key in keys for span in self._spans(key))]
        for span in sorted(needing, key=lambda one: one.stop, reverse=True):
            if newest in span:
                newest = span.start - 1
        return newest

    def _spans(self, key: str) -> Iterator[range]:
        yield from self._past.get(key, ())
        if key in self._since:
            yield range(self._since[key], sys.maxsize)

    def _end(self, version: int, key: str) -> None:
        since = self._since.pop(key)
        if since < version:
            self._past.setdefault(key, []).append(range(since, version))
        elif key not in self._past:  # it was there before the oldest version, and in none that is kept
            del self.files[key]


def named_in(state: State) -> Mapping[str, NamedFile]:
    """The files of one state, by key."""
    needs = Needs()
    needs.change(0, {}, state)
    return needs.files
