"""The records of a WARC file, one at a time, through warcio.

In: a stream with gzip already undone, so that archives gzipped as a whole read like those gzipped a record at a time.
Out: each record's headers, and its block where it is wanted and not too large. What is in a block is not known here.

warcio reads header lines of any length, gives a cut record as if it were whole, and one without a length as the rest
of the file; each of these is an error here.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from warcio.archiveiterator import WARCIterator
from warcio.exceptions import ArchiveLoadFailed

from tasks.read.outcomes import ReadLimits, unreadable
from tasks.read.streams import CHUNK_BYTES, ByteStream, GzipStream

BLOCK_OVERHEAD_BYTES: Final = 1 << 17
"""What HTTP headers, and the marks between chunks, may take in a block beside the payload."""

_RECORD_HEAD_BYTES: Final = 1 << 20  # a record's own headers are some hundred bytes; a megabyte of them is no WARC


@dataclass(frozen=True)
class WarcRecord:
    """One record: type, headers (names in lower case), and block; None for a block not wanted or too large."""

    kind: str
    headers: Mapping[str, str]
    block: bytes | None

    def header(self, name: str) -> str | None:
        """The value of a header; None if it is not there or empty."""
        return self.headers.get(name.lower()) or None

    @property
    def target_uri(self) -> str | None:
        """WARC-Target-URI without the angle brackets some writers put around it."""
        return (self.header("WARC-Target-URI") or "").strip("<>") or None


def read_records(stream: ByteStream, *, kinds: Collection[str], limits: ReadLimits) -> Iterator[WarcRecord]:
    """The records in order, with the blocks of those of `kinds`.

    Raises:
        ReadError: the archive is damaged or ends too early; all records before that were given.
    """
    bounded = _HeadBoundedStream(stream)
    archive = WARCIterator(bounded, no_record_parse=True)
    archive.INC_RECORD = ""  # what warcio would write of a damaged record to stderr
    while True:
        bounded.begin_head()
        try:
            found = next(archive, None)
        except ArchiveLoadFailed as error:
            raise unreadable(f"not a WARC record at {_place(stream, archive.offset)}") from error
        if found is None:
            return
        place = _place(stream, archive.offset)
        if archive.err_count or found.length is None:
            raise unreadable(f"a wrong Content-Length before or at {place}")
        bounded.begin_block()
        kind = (found.rec_headers.get_header("WARC-Type") or "").lower()
        wanted = kind in kinds and found.length <= limits.payload_bytes + BLOCK_OVERHEAD_BYTES
        block = _read_block(found.raw_stream, found.length, wanted, place)
        headers = {name.lower(): value.replace("\x00", "").strip() for name, value in found.rec_headers.headers}
        yield WarcRecord(kind, headers, block)


class _HeadBoundedStream:
    """A stream that refuses to give a record's headers more than they can need."""

    def __init__(self, stream: ByteStream) -> None:
        self._stream = stream
        self._left: int | None = None

    def begin_head(self) -> None:
        """What is read from now on is headers."""
        self._left = _RECORD_HEAD_BYTES

    def begin_block(self) -> None:
        """What is read from now on is a block, bounded by its stated length."""
        self._left = None

    def read(self, size: int = CHUNK_BYTES) -> bytes:
        """At most `size` bytes; empty at the end."""
        chunk = self._stream.read(size)
        if self._left is not None:
            self._left -= len(chunk)
            if self._left < 0:
                raise unreadable(f"no WARC record within a megabyte of {self._stream.where()}")
        return chunk


class _Readable(Protocol):
    """What warcio gives as a record's block."""

    def read(self, length: int) -> bytes:
        """At most `length` bytes; empty at the end."""
        ...  # pragma: no cover


def _read_block(block: _Readable, length: int, wanted: bool, place: str) -> bytes | None:
    """The whole block, or None after reading past it.

    Raises:
        ReadError: it ends before its stated length.
    """
    kept = bytearray()
    done = 0
    while chunk := block.read(CHUNK_BYTES):
        done += len(chunk)
        if wanted:
            kept += chunk
    if done < length:
        raise unreadable(f"ends too early, within the record at {place}")
    return bytes(kept) if wanted else None


def _place(stream: ByteStream, offset: int) -> str:
    return stream.where() if isinstance(stream, GzipStream) else f"byte {offset}"
