"""WARC archives into captures."""

import gzip
import io
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from schemas.captures import Capture
from schemas.words import FetchMode, RejectReason
from tasks.read.captures import ReadLimits, Unread, read_captures
from tasks.read.http import joined_chunks
from tasks.read.inputs import InputFile

NOW = datetime(2024, 6, 3, 12, 0, tzinfo=UTC)
LIMITS = ReadLimits(payload_bytes=100_000)
HTML = ("Content-Type", "text/html; charset=UTF-8")


class Archive:
    """A WARC in memory, written by warcio."""

    def __init__(self, *, packed: bool = True) -> None:
        self.bytes = io.BytesIO()
        self.writer = WARCWriter(self.bytes, gzip=packed)

    def add(
        self,
        body: bytes,
        *headers: tuple[str, str],
        url: str = "https://news.example/a",
        kind: str = "response",
        status: str = "200 OK",
        warc_headers: dict[str, str] | None = None,
    ) -> "Archive":
        http = StatusAndHeaders(status, list(headers), protocol="HTTP/1.1") if kind in ("response", "revisit") else None
        dated = {"WARC-Date": "2024-05-01T10:11:12Z"} | (warc_headers or {})
        record = self.writer.create_warc_record(
            url, kind, payload=io.BytesIO(body), http_headers=http, warc_headers_dict=dated
        )
        self.writer.write_record(record)
        return self


def _read(path: Path, content: bytes, limits: ReadLimits = LIMITS) -> list[Capture | Unread]:
    path.write_bytes(content)
    return list(read_captures(InputFile(path, "s", "in/a.warc.gz"), received_at=NOW, limits=limits))


def _captures(tmp_path: Path, archive: Archive, limits: ReadLimits = LIMITS) -> list[Capture]:
    outcomes = _read(tmp_path / "a.warc.gz", archive.bytes.getvalue(), limits)
    captures = [outcome for outcome in outcomes if isinstance(outcome, Capture)]
    assert len(captures) == len(outcomes), outcomes
    return captures


def _reasons(outcomes: Sequence[Capture | Unread]) -> list[RejectReason | None]:
    return [outcome.reason if isinstance(outcome, Unread) else None for outcome in outcomes]


def test_a_response_is_a_capture_with_what_the_archive_says_of_it(tmp_path: Path) -> None:
    archive = Archive().add(
        b"<p>x",
        HTML,
        ("ETag", '"e1"'),
        ("Last-Modified", "Tue, 30 Apr 2024 08:00:00 GMT"),
        ("Set-Cookie", "secret=1"),
        warc_headers={"WARC-Record-ID": "<urn:uuid:11111111-2222-3333-4444-555555555555>"},
    )
    (capture,) = _captures(tmp_path, archive)
    assert capture.record_id == "urn:uuid:11111111-2222-3333-4444-555555555555"
    assert capture.target_uri == capture.final_url == "https://news.example/a"
    assert (capture.status, capture.media_type, capture.charset) == (200, "text/html", "utf-8")
    assert capture.captured_at == datetime(2024, 5, 1, 10, 11, 12, tzinfo=UTC)
    assert capture.last_modified == datetime(2024, 4, 30, 8, tzinfo=UTC)
    assert capture.etag == '"e1"'
    assert [header.name for header in capture.headers] == ["content-type", "etag", "last-modified"]
    assert (capture.source_path, capture.fetch_mode) == ("in/a.warc.gz", FetchMode.WARC)


@pytest.mark.parametrize("packing", ["record", "whole", "none"])
def test_archives_gzipped_by_record_as_a_whole_or_not_read_alike(tmp_path: Path, packing: str) -> None:
    archive = Archive(packed=packing == "record")
    for number in range(5):
        archive.add(b"<p>%d" % number, HTML, url=f"https://news.example/{number}")
    content = archive.bytes.getvalue()
    outcomes = _read(tmp_path / "a.warc", gzip.compress(content) if packing == "whole" else content)
    assert [outcome.payload for outcome in outcomes if isinstance(outcome, Capture)] == [b"<p>%d" % n for n in range(5)]


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(b"<p>plain")),
        ("deflate", zlib.compress(b"<p>plain")),
        ("deflate", zlib.compress(b"<p>plain")[2:-4]),
        ("deflate, gzip", gzip.compress(zlib.compress(b"<p>plain"))),
        ("gzip", b"<p>plain"),
        ("identity", b"<p>plain"),
    ],
    ids=["gzip", "deflate", "bare deflate", "two", "already undone", "identity"],
)
def test_content_encodings_are_undone(tmp_path: Path, encoding: str, body: bytes) -> None:
    (capture,) = _captures(tmp_path, Archive().add(body, HTML, ("Content-Encoding", encoding)))
    assert capture.payload == b"<p>plain"


def test_chunks_are_joined(tmp_path: Path) -> None:
    body = b"4;x=y\r\n<p>o\r\n3\r\nne!\r\n0\r\n\r\n"
    (capture,) = _captures(tmp_path, Archive().add(body, HTML, ("Transfer-Encoding", "chunked")))
    assert capture.payload == b"<p>one!"


@pytest.mark.parametrize("body", [b"<p>never chunked", b"", b"5\r\n<p>cu"])
def test_a_body_that_is_not_chunked_after_all_is_kept(body: bytes) -> None:
    assert joined_chunks(body) == body.removeprefix(b"5\r\n")


def test_a_body_that_unpacks_beyond_the_limit_is_too_large(tmp_path: Path) -> None:
    archive = Archive().add(gzip.compress(b"x" * 5_000_000), HTML, ("Content-Encoding", "gzip")).add(b"<p>next", HTML)
    outcomes = _read(tmp_path / "a.warc.gz", archive.bytes.getvalue())
    assert _reasons(outcomes) == [RejectReason.TOO_LARGE, None]


def test_a_record_beyond_the_limit_is_too_large_and_the_next_is_read(tmp_path: Path) -> None:
    archive = Archive().add(b"x" * 400_000, HTML).add(b"<p>next", HTML)
    assert _reasons(_read(tmp_path / "a.warc.gz", archive.bytes.getvalue())) == [RejectReason.TOO_LARGE, None]


def test_an_encoding_without_decoder_is_unreadable(tmp_path: Path) -> None:
    archive = Archive().add(b"\x1f\x9d", HTML, ("Content-Encoding", "compress"))
    (outcome,) = _read(tmp_path / "a.warc.gz", archive.bytes.getvalue())
    assert isinstance(outcome, Unread)
    assert outcome.detail == "content encoding compress"


def test_other_record_types_and_other_schemes_are_passed_over(tmp_path: Path) -> None:
    archive = Archive()
    for kind in ("warcinfo", "metadata", "revisit"):
        archive.add(b"x", kind=kind)
    archive.add(b"1.2.3.4", url="dns:news.example", kind="resource").add(b"<p>x", HTML)
    assert len(_captures(tmp_path, archive)) == 1


def test_a_resource_with_a_web_address_is_a_capture(tmp_path: Path) -> None:
    archive = Archive().add(b"<html>x", kind="resource", warc_headers={"Content-Type": "text/html"})
    (capture,) = _captures(tmp_path, archive)
    assert (capture.status, capture.media_type) == (None, "text/html")


def test_responses_that_are_not_a_200_are_captures(tmp_path: Path) -> None:
    archive = Archive().add(b"", HTML, status="301 Moved").add(b"gone", HTML, status="404 Not Found")
    assert [capture.status for capture in _captures(tmp_path, archive)] == [301, 404]


@pytest.mark.parametrize("media_type", ["application/json", "text/xml", "application/rss+xml", "application/x-odd"])
def test_responses_of_other_text_types_are_captures(tmp_path: Path, media_type: str) -> None:
    (capture,) = _captures(tmp_path, Archive().add(b"{}", ("Content-Type", media_type)))
    assert capture.media_type == media_type


@pytest.mark.parametrize("media_type", ["image/png", "text/css", "application/javascript", "font/woff2", "video/mp4"])
def test_what_is_never_an_article_is_told_without_its_bytes(tmp_path: Path, media_type: str) -> None:
    archive = Archive().add(b"x", ("Content-Type", media_type), url="https://news.example/x")
    (outcome,) = _read(tmp_path / "a.warc.gz", archive.bytes.getvalue())
    assert outcome == Unread("https://news.example/x", "s", RejectReason.UNSUPPORTED_MEDIA_TYPE, media_type)


def test_a_missing_or_odd_content_type_is_sniffed(tmp_path: Path) -> None:
    archive = Archive().add(b"<html>x").add(b"<html>x", ("Content-Type", "page"))
    assert [capture.media_type for capture in _captures(tmp_path, archive)] == ["text/html", "text/html"]


def test_odd_header_values_become_captures(tmp_path: Path) -> None:
    archive = Archive().add(b"x", HTML, ("Last-Modified", "yesterday"), ("ETag", ""), ("Link", "</\x01>; rel=x"))
    (capture,) = _captures(tmp_path, archive)
    assert (capture.last_modified, capture.etag) == (None, None)


def test_an_archive_cut_short_gives_what_was_before_and_then_says_where(tmp_path: Path) -> None:
    archive = Archive(packed=False).add(b"<p>one", HTML)
    whole = len(archive.bytes.getvalue())
    archive.add(b"<p>two", HTML)
    outcomes = _read(tmp_path / "a.warc", archive.bytes.getvalue()[:-8])
    assert _reasons(outcomes) == [None, RejectReason.UNREADABLE]
    assert isinstance(outcomes[1], Unread)
    assert outcomes[1].detail == f"ends too early, within the record at byte {whole}"


def test_a_gzipped_archive_cut_short_names_the_member(tmp_path: Path) -> None:
    archive = Archive().add(b"<p>one", HTML)
    whole = len(archive.bytes.getvalue())
    archive.add(b"<p>two", HTML)
    outcomes = _read(tmp_path / "a.warc.gz", archive.bytes.getvalue()[:-20])
    assert _reasons(outcomes) == [None, RejectReason.UNREADABLE]
    assert isinstance(outcomes[1], Unread)
    assert outcomes[1].detail.endswith(f"the gzip member at byte {whole}")


def test_rubbish_between_records_ends_the_archive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = Archive(packed=False).add(b"<p>one", HTML)
    archive.bytes.write(b"rubbish here\r\n\r\n")
    archive.add(b"<p>two", HTML)
    outcomes = _read(tmp_path / "a.warc", archive.bytes.getvalue())
    assert _reasons(outcomes) == [None, RejectReason.UNREADABLE]
    assert "rubbish" not in capsys.readouterr().err


def test_a_record_head_without_end_is_not_read_to_it(tmp_path: Path) -> None:
    content = gzip.compress(b"WARC/1.0\r\n" + b"x" * 20_000_000)
    (outcome,) = _read(tmp_path / "a.warc.gz", content)
    assert isinstance(outcome, Unread)
    assert "within a megabyte" in outcome.detail


@pytest.mark.parametrize("content", [b"", b"not a warc at all", Archive().add(b"x", kind="metadata").bytes.getvalue()])
def test_an_archive_without_pages_says_so(tmp_path: Path, content: bytes) -> None:
    assert _reasons(_read(tmp_path / "a.warc", content)) == [RejectReason.UNREADABLE]


def test_a_warc_under_another_name_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    content = Archive().add(b"<p>x", HTML).bytes.getvalue()
    assert _reasons(_read(tmp_path / "crawl-0001", content)) == [None]


def test_a_response_without_status_or_address_is_unreadable_and_the_next_is_read(tmp_path: Path) -> None:
    def bare(head: bytes, block: bytes) -> bytes:
        return (
            b"WARC/1.0\r\nWARC-Type: response\r\n"
            + head
            + b"Content-Length: %d\r\n\r\n" % len(block)
            + block
            + b"\r\n\r\n"
        )

    uri = b"WARC-Target-URI: <https://news.example/a>\r\n"
    content = bare(uri, b"nonsense") + bare(b"", b"HTTP/1.1 200 OK\r\n\r\nx") + bare(uri, b"HTTP/1.1 200 OK\r\n\r\nx")
    outcomes = _read(tmp_path / "a.warc", content)
    assert _reasons(outcomes) == [RejectReason.UNREADABLE, RejectReason.UNREADABLE, None]
    assert isinstance(outcomes[2], Capture)
    assert outcomes[2].target_uri == "https://news.example/a"
    assert outcomes[2].record_id.startswith("urn:uuid:")
    assert outcomes[2].captured_at == NOW


def test_captures_are_made_as_they_are_asked_for(tmp_path: Path) -> None:
    archive = Archive(packed=False).add(b"<p>one", HTML)
    (tmp_path / "a.warc").write_bytes(archive.bytes.getvalue() + b"damaged")
    reading = read_captures(InputFile(tmp_path / "a.warc", "s", "a.warc"), received_at=NOW, limits=LIMITS)
    assert isinstance(next(reading), Capture)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 1200), damage=st.binary(max_size=30), packed=st.booleans())
def test_any_damage_gives_captures_and_unreads_only(tmp_path: Path, at: int, damage: bytes, packed: bool) -> None:
    archive = Archive(packed=packed).add(b"<p>one", HTML).add(b"<p>two", HTML, ("Content-Encoding", "deflate"))
    content = archive.bytes.getvalue()
    damaged = content[:at] + damage + content[at + len(damage) :]
    assert _read(tmp_path / "a.warc", damaged)
