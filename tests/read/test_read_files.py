"""Files into captures."""

import gzip
import os
import tracemalloc
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.captures import Capture
from schemas.words import FetchMode, RejectReason
from tasks.read.captures import ReadLimits, Unread, read_captures
from tasks.read.inputs import InputFile, find_inputs
from tasks.read.media_types import sniffed_media_type

NOW = datetime(2024, 6, 3, 12, 0, tzinfo=UTC)
LIMITS = ReadLimits(payload_bytes=10_000)


def _read(path: Path, limits: ReadLimits = LIMITS) -> list[Capture | Unread]:
    (file,) = find_inputs([path], source="s", base=path.parent).files
    return list(read_captures(file, received_at=NOW, limits=limits))


def _capture(path: Path) -> Capture:
    (outcome,) = _read(path)
    assert isinstance(outcome, Capture), outcome
    return outcome


def _unread(path: Path) -> Unread:
    (outcome,) = _read(path)
    assert isinstance(outcome, Unread), outcome
    return outcome


def test_a_file_is_one_capture_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "é a#b.html"
    path.write_bytes(b"<p>x")
    capture = _capture(path)
    assert capture.payload == b"<p>x"
    assert capture.target_uri == path.as_uri()
    assert capture.target_uri.endswith("%C3%A9%20a%23b.html")
    assert (capture.status, capture.final_url, capture.headers) == (None, None, ())
    assert (capture.captured_at, capture.captured_date) == (NOW, date(2024, 6, 3))
    assert (capture.source_path, capture.fetch_mode) == ("é a#b.html", FetchMode.FILE)


@pytest.mark.parametrize(
    ("name", "payload", "media_type"),
    [
        ("a.htm", b"", "text/html"),
        ("a.xhtml", b"x", "application/xhtml+xml"),
        ("a.MD", b"x", "text/markdown"),
        ("a.txt", b"<html>", "text/plain"),
        ("a.page", b" <!-- c --><!DOCTYPE html><p>", "text/html"),
        ("a", "Größe".encode(), "text/plain"),
        ("a", "Größe und andere Wörter".encode("latin-1"), "text/plain"),
        ("a.bin", b"\x89PNG\r\n\x1a\n\x00\x00", "application/octet-stream"),
    ],
)
def test_the_media_type_is_told_by_the_suffix_else_by_the_bytes(
    tmp_path: Path, name: str, payload: bytes, media_type: str
) -> None:
    (tmp_path / name).write_bytes(payload)
    assert _capture(tmp_path / name).media_type == media_type


def test_the_same_file_read_again_is_the_same_capture(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one")
    first = _capture(path).record_id
    assert first == _capture(path).record_id
    assert first.startswith("urn:uuid:")
    path.write_text("two")
    assert first != _capture(path).record_id


def test_gzip_is_undone_with_all_its_members(tmp_path: Path) -> None:
    path = tmp_path / "a.html.gz"
    path.write_bytes(gzip.compress(b"<p>one ") + gzip.compress(b"two") + b"\x00" * 512)
    capture = _capture(path)
    assert (capture.payload, capture.media_type) == (b"<p>one two", "text/html")


def test_text_that_is_only_called_gz_is_taken_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.html.gz").write_bytes(b"<html>x")
    assert _capture(tmp_path / "a.html.gz").payload == b"<html>x"


@pytest.mark.parametrize(
    "packed",
    [gzip.compress(b"word " * 900, mtime=0)[:40], b"\x1f\x8b\x08\x00" + b"\xff" * 50, b"\x00\x01\x02\x03", b"\x1f\x8b"],
    ids=["cut", "damaged", "not gzip", "two bytes"],
)
def test_damaged_gzip_is_unreadable(tmp_path: Path, packed: bytes) -> None:
    (tmp_path / "a.txt.gz").write_bytes(packed)
    assert _unread(tmp_path / "a.txt.gz").reason is RejectReason.UNREADABLE


def test_a_gzip_bomb_is_too_large_and_is_not_unpacked(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"\0" * 50_000_000))
    tracemalloc.start()
    assert _unread(tmp_path / "a.txt.gz").reason is RejectReason.TOO_LARGE
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


def test_a_file_at_the_limit_is_read_and_one_byte_more_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * LIMITS.payload_bytes)
    assert _capture(path).payload_bytes == LIMITS.payload_bytes
    path.write_bytes(b"x" * (LIMITS.payload_bytes + 1))
    assert _unread(path).reason is RejectReason.TOO_LARGE


def test_an_empty_file_is_a_capture(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"")
    assert _capture(tmp_path / "a.html").payload_bytes == 0


def test_a_fifo_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.html")
    assert _unread(tmp_path / "a.html") == Unread(
        (tmp_path / "a.html").as_uri(), "s", RejectReason.UNREADABLE, "not a regular file"
    )


def test_a_file_that_vanished_is_unreadable(tmp_path: Path) -> None:
    file = InputFile(tmp_path / "gone.html", "s", "gone.html")
    (outcome,) = read_captures(file, received_at=NOW, limits=LIMITS)
    assert isinstance(outcome, Unread)
    assert outcome.detail == "No such file or directory"


def test_a_folder_read_as_a_file_is_unreadable(tmp_path: Path) -> None:
    (outcome,) = read_captures(InputFile(tmp_path, "s", "x"), received_at=NOW, limits=LIMITS)
    assert isinstance(outcome, Unread)
    assert outcome.reason is RejectReason.UNREADABLE


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("x")
    (tmp_path / "a.html").chmod(0)
    assert _unread(tmp_path / "a.html").detail == "Permission denied"


def test_a_name_that_is_not_utf8_becomes_a_capture(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff\n.html")
    path.write_text("x")
    capture = _capture(path)
    assert capture.target_uri.endswith("/%FF%0A.html")
    assert capture.source_path == "\\xff\n.html"


@given(st.binary(max_size=200))
def test_any_bytes_have_a_media_type(payload: bytes) -> None:
    assert sniffed_media_type(payload) in ("text/html", "text/plain", "application/octet-stream")
