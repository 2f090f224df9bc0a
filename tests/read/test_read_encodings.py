"""Content encodings are undone piece by piece, and never give more than the limit."""

import gzip
import zlib
from collections.abc import Callable

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.words import RejectReason
from tasks.read.decoders import zstd
from tasks.read.encodings import Decoding, undo_content_encodings
from tasks.read.outcomes import ReadError, ReadLimits

LIMITS = ReadLimits(100_000)
PACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": lambda body: brotli.compress(body, quality=3),
    "zstd": zstd.compress,
    "identity": bytes,
}
NAMES = st.sampled_from(sorted(PACK))
BODIES = st.binary(max_size=300) | st.builds(bytes.__mul__, st.binary(max_size=3), st.integers(0, 20_000))


@given(BODIES, NAMES, st.integers(1, 100_000))
def test_a_packed_body_comes_out_however_it_is_cut_into_pieces(body: bytes, name: str, size: int) -> None:
    packed = PACK[name](body)
    decoding = Decoding(name, LIMITS)
    for start in range(0, len(packed), size):
        decoding.feed(packed[start : start + size])
    assert decoding.end() == body
    assert decoding.is_whole


@given(BODIES, st.lists(NAMES, max_size=3))
def test_encodings_on_one_another_are_undone_last_first(body: bytes, names: list[str]) -> None:
    packed = body
    for name in names:
        packed = PACK[name](packed)
    assert undo_content_encodings(packed, ", ".join(names), LIMITS) == body


@given(st.binary(max_size=300), st.lists(NAMES, max_size=3))
def test_any_bytes_are_undone_or_refused_with_a_reason(body: bytes, names: list[str]) -> None:
    try:
        assert len(undo_content_encodings(body, ",".join(names), LIMITS)) <= LIMITS.payload_bytes
    except ReadError as error:
        assert error.reason in (RejectReason.UNREADABLE, RejectReason.TOO_LARGE)


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_stops_at_the_limit(name: str) -> None:
    decoding = Decoding(name, LIMITS)
    with pytest.raises(ReadError) as refused:
        decoding.feed(PACK[name](bytes(30_000_000)))
    assert refused.value.reason is RejectReason.TOO_LARGE
    assert len(decoding.plain) <= LIMITS.payload_bytes + 70_000


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd"])
def test_a_body_cut_short_is_not_whole(name: str) -> None:
    decoding = Decoding(name, LIMITS)
    decoding.feed(PACK[name](b"<p>The ferry sails again on Monday.")[:-5])
    decoding.end()
    assert not decoding.is_whole


def test_several_gzip_members_are_one_body() -> None:
    assert undo_content_encodings(gzip.compress(b"<p>") + gzip.compress(b"one"), "gzip", LIMITS) == b"<p>one"


def test_a_frame_that_asks_for_a_huge_window_is_refused() -> None:
    options = {zstd.CompressionParameter.window_log: 27}
    frame = zstd.compress(bytes(60_000_000), options=options)
    with pytest.raises(ReadError, match="damaged zstd body"):
        undo_content_encodings(frame, "zstd", ReadLimits(100_000_000))


@pytest.mark.parametrize("encodings", ["compress", "gzip, sdch", "gzip, gzip, gzip, gzip"])
def test_unknown_or_very_many_encodings_are_unreadable(encodings: str) -> None:
    with pytest.raises(ReadError) as refused:
        Decoding(encodings, LIMITS)
    assert refused.value.reason is RejectReason.UNREADABLE
