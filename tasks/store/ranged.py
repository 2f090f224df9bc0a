"""A file of which only the parts asked for are fetched, for readers that jump about in it as Parquet's do.

In: a way to fetch a range of bytes. Out: what such readers take for a file. Where the bytes lie is not known here.
"""

from collections.abc import Callable
from io import SEEK_CUR, SEEK_END, SEEK_SET, RawIOBase
from typing import Final

TAIL_BYTES: Final = 64 * 1024
"""Fetched first: Parquet keeps its index at the end, and most files of a day's news have their index within that."""

FetchTail = Callable[[int], tuple[bytes, int]]
"""The last so many bytes (all, if there are fewer), and how long the whole is."""
FetchRange = Callable[[int, int], bytes]
"""The bytes from the first place to before the second."""


class RangedFile(RawIOBase):
    """Reads as a file does. One that is smaller than its tail costs one fetch."""

    def __init__(self, fetch_tail: FetchTail, fetch: FetchRange, size: int | None = None) -> None:
        self._fetch_tail, self._fetch = fetch_tail, fetch
        self._size = size
        self._tail: bytes | None = None
        self._place = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """The place to read from."""
        return self._place

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        """Reads from another place on; nothing is fetched unless the end has to be known first."""
        start = {SEEK_SET: 0, SEEK_CUR: self._place, SEEK_END: self._length() if whence == SEEK_END else 0}[whence]
        self._place = start + offset
        return self._place

    def read(self, size: int | None = -1) -> bytes:
        """The next bytes: fewer than asked for only at the end."""
        length, place = self._length(), self._place
        end = length if size is None or size < 0 else min(length, place + size)
        if end <= place:
            return b""
        tail = self._end()
        first = length - len(tail)
        content = tail[place - first : end - first] if place >= first else self._fetch(place, end)
        self._place = end
        return content

    def _length(self) -> int:
        if self._size is None:
            self._end()
        return self._size or 0

    def _end(self) -> bytes:
        if self._tail is None:
            self._tail, self._size = self._fetch_tail(TAIL_BYTES)
        return self._tail
