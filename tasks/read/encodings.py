"""Content encodings undone, a piece at a time, so that nothing small becomes something large unseen.

In: the bytes of a body as they come, and the encodings stated. Out: the plain bytes, at most as many as the limit.
gzip, deflate, brotli and zstd, also one on another. What is stated and not there is passed over: archives keep headers
that no longer fit the body (the crawler undid them), and servers send such headers too.
"""

import sys
import zlib
from collections.abc import Iterator
from typing import Final, Protocol

import brotli

from tasks.read.outcomes import ReadLimits, too_large, unreadable
from tasks.read.streams import CHUNK_BYTES, GZIP_MAGIC

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_MOST_ENCODINGS: Final = 3  # more of them, one on another, is no page anyone served
_MOST_MEMBERS: Final = 100  # each costs a copy of what follows, and may be empty: a body of nothing else is an attack
_WINDOW_LOG: Final = 23  # 8 MB: what RFC 9659 lets a zstd body ask of its reader
_ZSTD_MAGIC: Final = b"\x28\xb5\x2f\xfd"
_MAGIC_BYTES: Final = 4  # enough to know any of them by


def undo_content_encodings(body: bytes, encodings: str | None, limits: ReadLimits) -> bytes:
    """A whole body with its content encodings undone, last first; one cut short as far as it goes.

    Raises:
        ReadError: it is too large, damaged, or in an encoding there is no decoder for.
    """
    decoding = Decoding(encodings, limits)
    for start in range(0, len(body), CHUNK_BYTES):  # decoders copy what they leave over of a piece
        decoding.feed(body[start : start + CHUNK_BYTES])
    return decoding.end()


class Decoding:
    """The plain bytes of one body, put together as its pieces come in."""

    def __init__(self, encodings: str | None, limits: ReadLimits) -> None:
        """Ready to take the first piece.

        Raises:
            ReadError: an encoding there is no decoder for, or too many of them.
        """
        names = [name.strip().lower() for name in (encodings or "").split(",")]
        named = [name for name in names if name not in ("", "identity", "none", "utf-8")]
        if len(named) > _MOST_ENCODINGS:
            raise unreadable(f"{len(named)} content encodings")
        self._limits = limits
        self._steps = [_Step(name, limits) for name in reversed(named)]
        self.plain = bytearray()

    def feed(self, piece: bytes) -> None:
        """Takes the next bytes as received.

        Raises:
            ReadError: the plain bytes are too many (`plain` then holds the first of them), or the body is damaged.
        """
        self._feed(piece, 0)

    def end(self) -> bytes:
        """All plain bytes.

        Raises:
            ReadError: as `feed`.
        """
        for at, step in enumerate(self._steps):
            for plain in step.rest():
                self._feed(plain, at + 1)
        return bytes(self.plain)

    @property
    def is_whole(self) -> bool:
        """Whether every encoding came to its end."""
        return all(step.is_whole for step in self._steps)

    def _feed(self, piece: bytes, at: int) -> None:
        if at < len(self._steps):
            for plain in self._steps[at].feed(piece):
                self._feed(plain, at + 1)
            return
        self.plain += piece
        if len(self.plain) > self._limits.payload_bytes:
            raise too_large(self._limits)


class _Decoder(Protocol):
    """Packed bytes in, plain ones out, never more than a chunk at a time."""

    @property
    def is_whole(self) -> bool:
        """Whether the packed bytes came to their end."""

    def feed(self, packed: bytes) -> Iterator[bytes]:
        """The plain bytes that can be had by now."""


class _Step:
    """One encoding: its decoder is chosen by the first bytes, and what it gives is counted."""

    def __init__(self, name: str, limits: ReadLimits) -> None:
        if name not in _NAMES:
            raise unreadable(f"content encoding {name[:40]}")
        self._name = name
        self._limits = limits
        self._head = b""
        self._decoder: _Decoder | None = None
        self._given = 0

    @property
    def is_whole(self) -> bool:
        return self._decoder is None or self._decoder.is_whole

    def feed(self, packed: bytes) -> Iterator[bytes]:
        if self._decoder is None:
            self._head += packed
            if len(self._head) < _MAGIC_BYTES:
                return
            packed, self._decoder = self._head, _decoder(self._name, self._head)
        yield from self._counted(self._decoder, packed)

    def rest(self) -> Iterator[bytes]:
        """What a body gives that was too short to be known before its end."""
        if self._decoder is None and self._head:
            self._decoder = _decoder(self._name, self._head)
            yield from self._counted(self._decoder, self._head)

    def _counted(self, decoder: _Decoder, packed: bytes) -> Iterator[bytes]:
        try:
            for plain in decoder.feed(packed):
                self._given += len(plain)
                if self._given > self._limits.payload_bytes + CHUNK_BYTES:  # between two encodings
                    raise too_large(self._limits)
                yield plain
        except (zlib.error, brotli.error, zstd.ZstdError) as error:
            raise unreadable(f"damaged {self._name} body") from error


class _Plain:
    """What was never packed."""

    is_whole = True

    def feed(self, packed: bytes) -> Iterator[bytes]:
        yield packed


class _Zlib:
    """gzip of any number of members, or deflate with or without its wrapper."""

    def __init__(self, wrapper: int) -> None:
        self._wrapper = wrapper
        self._member = zlib.decompressobj(wrapper)
        self._members = 1

    @property
    def is_whole(self) -> bool:
        return self._member.eof

    def feed(self, packed: bytes) -> Iterator[bytes]:
        while packed:
            if self._member.eof and not self._next_member(packed):
                return
            plain = self._member.decompress(packed, CHUNK_BYTES)
            packed = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
            while plain:
                full = len(plain) == CHUNK_BYTES
                yield plain
                plain = self._member.decompress(b"", CHUNK_BYTES) if full and not (packed or self._member.eof) else b""

    def _next_member(self, packed: bytes) -> bool:
        """Whether another gzip member follows; anything else after the last is no part of the body."""
        if self._wrapper < 16 or not packed.startswith(GZIP_MAGIC[: len(packed)]):
            return False
        self._members += 1
        if self._members > _MOST_MEMBERS:
            raise unreadable(f"more than {_MOST_MEMBERS} gzip members")
        self._member = zlib.decompressobj(self._wrapper)
        return True


class _Brotli:
    """Brotli (RFC 7932)."""

    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    @property
    def is_whole(self) -> bool:
        return bool(self._stream.is_finished())

    def feed(self, packed: bytes) -> Iterator[bytes]:
        if self._stream.is_finished():
            return
        plain = self._stream.process(packed, output_buffer_limit=CHUNK_BYTES)
        yield plain
        # A full chunk can leave more behind, also where the stream says that it takes more.
        while len(plain) >= CHUNK_BYTES or not self._stream.can_accept_more_data():
            plain = self._stream.process(b"", output_buffer_limit=CHUNK_BYTES)
            yield plain


class _Zstd:
    """Zstandard (RFC 8878) of one frame or more."""

    def __init__(self) -> None:
        self._frame = _zstd_frame()
        self._frames = 1

    @property
    def is_whole(self) -> bool:
        return self._frame.eof

    def feed(self, packed: bytes) -> Iterator[bytes]:
        while packed or not (self._frame.needs_input or self._frame.eof):
            if self._frame.eof:
                self._frames += 1
                if self._frames > _MOST_MEMBERS:
                    raise unreadable(f"more than {_MOST_MEMBERS} zstd frames")
                self._frame = _zstd_frame()
            yield self._frame.decompress(packed, CHUNK_BYTES)
            packed = self._frame.unused_data if self._frame.eof else b""


def _zstd_frame() -> "zstd.ZstdDecompressor":
    return zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: _WINDOW_LOG})


_NAMES: Final = ("gzip", "x-gzip", "deflate", "br", "zstd")


def _decoder(name: str, head: bytes) -> _Decoder:
    """The decoder for an encoding stated and, as the first bytes tell, there."""
    if name in ("gzip", "x-gzip"):
        return _Zlib(16 + zlib.MAX_WBITS) if head.startswith(GZIP_MAGIC) else _Plain()
    if name == "zstd":
        return _Zstd() if head.startswith(_ZSTD_MAGIC) else _Plain()
    if name == "br":
        return _Brotli()
    return _Zlib(zlib.MAX_WBITS if _has_zlib_header(head) else -zlib.MAX_WBITS)


def _has_zlib_header(head: bytes) -> bool:
    """Whether deflate is in its zlib wrapper, as the standard has it; in the wild it is often bare."""
    return len(head) > 1 and head[0] & 0x0F == zlib.DEFLATED and int.from_bytes(head[:2], "big") % 31 == 0
