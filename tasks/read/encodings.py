"""Content encodings undone, a piece at a time, so that nothing small becomes something large unseen.

In: the bytes of a body as they come, and the encodings stated. Out: the plain bytes, at most as many as the limit.
gzip, deflate, brotli and zstd, also one on another. What is stated and not there is passed over: archives keep headers
that no longer fit the body (the crawler undid them), and servers send such headers too.
"""

from collections.abc import Iterator
from typing import Final

from tasks.read.decoders import DAMAGED, ENCODINGS, MAGIC_BYTES, Decoder, decoder_of
from tasks.read.outcomes import ReadLimits, too_large, unreadable
from tasks.read.streams import CHUNK_BYTES

_MOST_ENCODINGS: Final = 3  # more of them, one on another, is no page anyone served


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


class _Step:
    """One encoding: its decoder is chosen by the first bytes, and what it gives is counted."""

    def __init__(self, name: str, limits: ReadLimits) -> None:
        if name not in ENCODINGS:
            raise unreadable(f"content encoding {name[:40]}")
        self._name = name
        self._limits = limits
        self._head = b""
        self._decoder: Decoder | None = None
        self._given = 0

    @property
    def is_whole(self) -> bool:
        return self._decoder is None or self._decoder.is_whole

    def feed(self, packed: bytes) -> Iterator[bytes]:
        if self._decoder is None:
            self._head += packed
            if len(self._head) < MAGIC_BYTES:
                return
            packed, self._decoder = self._head, decoder_of(self._name, self._head)
        yield from self._counted(self._decoder, packed)

    def rest(self) -> Iterator[bytes]:
        """What a body gives that was too short to be known before its end."""
        if self._decoder is None and self._head:
            self._decoder = decoder_of(self._name, self._head)
            yield from self._counted(self._decoder, self._head)

    def _counted(self, decoder: Decoder, packed: bytes) -> Iterator[bytes]:
        try:
            for plain in decoder.feed(packed):
                self._given += len(plain)
                if self._given > self._limits.payload_bytes + CHUNK_BYTES:  # between two encodings
                    raise too_large(self._limits)
                yield plain
        except DAMAGED as error:
            raise unreadable(f"damaged {self._name} body") from error
