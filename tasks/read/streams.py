"""Bytes of a file, gzip undone, never more at a time than asked for.

In: a path. Out: a stream of its bytes. Gzip is known by its first two bytes, whatever the file is called, and may have
any number of members. What the bytes are is not known here.
"""

import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from tasks.read.outcomes import ReadLimits, too_large, unreadable

CHUNK_BYTES: Final = 1 << 16
GZIP_MAGIC: Final = b"\x1f\x8b"


class ByteStream:
    """The bytes of a file as they are, with how many were handed out."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.position = 0

    def read(self, size: int = CHUNK_BYTES) -> bytes:
        """At most `size` bytes and at most a chunk; empty at the end."""
        chunk = self._file.read(min(size, CHUNK_BYTES))
        self.position += len(chunk)
        return chunk

    def where(self) -> str:
        """The place in the file, for an error."""
        return f"byte {self.position}"


class GzipStream(ByteStream):
    """The bytes of a gzip file, decompressed. Each read is from one member."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file)
        self._packed = b""
        self._packed_read = 0
        self._member_start = 0
        self._member = _gzip_member()

    def read(self, size: int = CHUNK_BYTES) -> bytes:
        """At most `size` bytes and at most a chunk; empty at the end.

        Raises:
            ReadError: the gzip data is damaged or ends too early.
        """
        while True:
            if self._member.eof and not self._next_member():
                return b""
            if not self._packed:
                self._fill()
            chunk = self._decompress(min(size, CHUNK_BYTES))
            if chunk:
                self.position += len(chunk)
                return chunk

    def where(self) -> str:
        """The place in the file, for an error."""
        return f"the gzip member at byte {self._member_start}"

    def _decompress(self, size: int) -> bytes:
        try:
            chunk = self._member.decompress(self._packed, size)
        except zlib.error as error:
            raise unreadable(f"damaged gzip data in {self.where()}: {error}") from error
        self._packed = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
        return chunk

    def _fill(self) -> None:
        self._packed = self._file.read(CHUNK_BYTES)
        self._packed_read += len(self._packed)
        if not self._packed:
            raise unreadable(f"ends too early, within {self.where()}")

    def _next_member(self) -> bool:
        """Whether another member follows; zero bytes after the last are padding."""
        while True:
            self._packed = self._packed.lstrip(b"\x00")
            if self._packed:
                break
            self._packed = self._file.read(CHUNK_BYTES)
            self._packed_read += len(self._packed)
            if not self._packed:
                return False
        self._member_start = self._packed_read - len(self._packed)
        self._member = _gzip_member()
        return True


@contextmanager
def open_bytes(path: Path) -> Iterator[ByteStream]:
    """The bytes of a regular file, gzip undone.

    Raises:
        ReadError: it is not a file, is gone, or may not be read.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # opening a FIFO would wait for a writer
            raise unreadable("a folder that cannot be listed" if path.is_dir() else "not a regular file")
        file = path.open("rb")
    except OSError as error:
        raise unreadable(_os_error(error)) from error
    with file:
        try:
            gzipped = file.read(2) == GZIP_MAGIC
            file.seek(0)
            yield GzipStream(file) if gzipped else ByteStream(file)
        except OSError as error:
            raise unreadable(_os_error(error)) from error


def read_bounded(stream: ByteStream, limits: ReadLimits) -> bytes:
    """All the stream has.

    Raises:
        ReadError: that is more than the limit, or it cannot be read to its end.
    """
    payload = bytearray()
    while chunk := stream.read():
        payload += chunk
        if len(payload) > limits.payload_bytes:
            raise too_large(limits)
    return bytes(payload)


def _gzip_member() -> "zlib._Decompress":
    return zlib.decompressobj(16 + zlib.MAX_WBITS)


def _os_error(error: OSError) -> str:
    return os.strerror(error.errno) if error.errno else str(error)
