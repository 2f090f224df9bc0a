"""An origin's bytes in, its text out: unpacked, bounded and decoded.

Compression is known by its first bytes, whatever the address ends in. What the text is, markup or not, is decided by
its readers.
"""

import re
import zlib
from typing import Final

from schemas.words import FlawReason, RejectReason
from tasks.characters import clean_characters
from tasks.charsets import decode
from tasks.discover.origin import Flaws, Origin, rejected

_GZIP: Final = b"\x1f\x8b"
_OTHER_PACKING: Final = {b"PK\x03\x04": "ZIP", b"BZh": "bzip2", b"\xfd7zXZ": "xz", b"\x28\xb5\x2f\xfd": "zstd"}
_HTML: Final = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*){0,5}<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def contents(origin: Origin, flaws: Flaws) -> str:
    """The text of an origin, line ends as `\\n`, without control characters.

    Raises:
        RejectedRecord: it is empty, too large, compressed in a way that is not read, or in no charset.
    """
    if not origin.payload.strip():
        raise rejected(RejectReason.EMPTY, "no bytes" if not origin.payload else "white space only")
    payload = _unpacked(origin, flaws)
    if len(payload) > origin.payload_bytes:
        raise _too_large(origin)
    text = decode(payload, origin.charset)
    if text is None:
        raise rejected(RejectReason.UNDECODABLE, "no charset makes text of it")
    text = clean_characters(text).strip()
    if not text:
        raise rejected(RejectReason.EMPTY, "white space only")
    return text


def is_html(text: str) -> bool:
    """Whether a text begins like a web page."""
    return _HTML.match(text) is not None


def _unpacked(origin: Origin, flaws: Flaws) -> bytes:
    payload = origin.payload
    for magic, name in _OTHER_PACKING.items():
        if payload.startswith(magic):
            raise rejected(RejectReason.UNREADABLE, f"{name} data; only gzip is read")
    if not payload.startswith(_GZIP):
        return payload
    unpacked = _gunzip(origin, flaws)
    if unpacked.startswith(_GZIP):
        raise rejected(RejectReason.UNREADABLE, "gzip data within gzip data")
    if not unpacked.strip():
        raise rejected(RejectReason.EMPTY, "no bytes in the gzip data")
    return unpacked


def _gunzip(origin: Origin, flaws: Flaws) -> bytes:
    """At most a byte more than allowed: a bomb costs what an honest file of that size does."""
    unpacked, packed = bytearray(), origin.payload
    while packed.startswith(_GZIP):
        member = zlib.decompressobj(16 + zlib.MAX_WBITS)
        try:
            unpacked += member.decompress(packed, origin.payload_bytes + 1 - len(unpacked))
        except zlib.error as error:
            if not unpacked:
                raise rejected(RejectReason.UNREADABLE, f"damaged gzip data: {error}") from error
            flaws.add(FlawReason.CUT_SHORT, f"damaged gzip data after {len(unpacked)} bytes")
            break
        if len(unpacked) > origin.payload_bytes:
            raise _too_large(origin)
        if not member.eof:
            flaws.add(FlawReason.CUT_SHORT, f"gzip data that ends too early, after {len(unpacked)} bytes")
            break
        packed = member.unused_data
    return bytes(unpacked)


def _too_large(origin: Origin) -> Exception:
    return rejected(RejectReason.TOO_LARGE, f"more than {origin.payload_bytes} bytes, compression undone")
