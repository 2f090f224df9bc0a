"""The decoders of content encodings: packed bytes in, plain ones out, never more than a chunk at a time.

gzip, deflate, brotli and zstd. Each goes through members and frames that stand one behind another, up to a number; how
many bytes it may give in all is the business of `tasks.read.encodings`.
"""

import sys
import zlib
from collections.abc import Iterator
from typing import Final, Protocol

import brotli

from tasks.read.outcomes import unreadable
from tasks.read.streams import CHUNK_BYTES, GZIP_MAGIC

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ENCODINGS: Final = ("gzip", "x-gzip", "deflate", "br", "zstd")
"""The names of the encodings there is a decoder for."""

MAGIC_BYTES: Final = 4
"""So many first bytes are enough to know any of them by."""

DAMAGED: Final = (zlib.error, brotli.error, zstd.ZstdError)
"""What decoders raise for bytes that are none of theirs."""

_MOST_MEMBERS: Final = 100  # each costs a copy of what follows, and may be empty: a body of nothing else is an attack
_WINDOW_LOG: Final = 23  # 8 MB: what RFC 9659 lets a zstd body ask of its reader
_ZSTD_MAGIC: Final = b"\x28\xb5\x2f\xfd"


class Decoder(Protocol):
    """Packed bytes in, plain ones out, never more than a chunk at a time."""

    @property
    def is_whole(self) -> bool:
        """Whether the packed bytes came to their end."""

    def feed(self, packed: bytes) -> Iterator[bytes]:
        """The plain bytes that can be had by now."""


def decoder_of(name: str, head: bytes) -> Decoder:
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
