"""Captures into HTML."""

import hashlib
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.captures import Capture
from schemas.errors import RejectedRecord
from schemas.words import FetchMode, RejectReason, Stage
from tasks.render import page_html

NOW = datetime(2024, 6, 3, 12, 0, tzinfo=UTC)


def _capture(
    payload: bytes, media_type: str = "text/html", charset: str | None = None, status: int | None = None
) -> Capture:
    return Capture(
        record_id="urn:uuid:1",
        target_uri="file:///a.html",
        final_url=None,
        source_path="a.html",
        captured_at=NOW,
        captured_date=NOW.date(),
        status=status,
        headers=(),
        media_type=media_type,
        charset=charset,
        payload=payload,
        payload_bytes=len(payload),
        payload_digest=f"sha256:{hashlib.sha256(payload).hexdigest()}",
        etag=None,
        last_modified=None,
        source="s",
        fetch_mode=FetchMode.FILE,
        redirects=(),
        opt_outs=(),
        stated=(),
    )


def html_of(capture: Capture) -> str:
    return page_html(capture).html


def _reason(capture: Capture) -> RejectReason:
    with pytest.raises(RejectedRecord) as caught:
        html_of(capture)
    assert caught.value.stage is Stage.CLEAN
    return caught.value.reason


FRENCH = "<p>Le pont fermé à Besançon rouvrira, a déclaré la préfète, « dès l’été ».</p>"


@pytest.mark.parametrize(
    ("payload", "charset"),
    [
        (FRENCH.encode(), None),
        (FRENCH.encode(), "iso-8859-1"),
        (FRENCH.encode("utf-8-sig"), None),
        (FRENCH.encode("utf-16"), None),
        (FRENCH.encode("utf-16-le"), None),
        (FRENCH.encode("cp1252"), "iso-8859-1"),
        (FRENCH.encode("cp1252"), None),
        (FRENCH.encode("cp1252"), "x-nonsense"),
        (FRENCH.encode("cp1252"), "idna"),
        (FRENCH.encode("cp1252"), "hex"),
        (FRENCH.encode("cp1252"), 'latin1"; x'),
    ],
)
def test_the_text_is_decoded_whatever_is_stated(payload: bytes, charset: str | None) -> None:
    assert html_of(_capture(payload, charset=charset)) == FRENCH


@pytest.mark.parametrize(
    ("charset", "text"),
    [("windows-1251", "Мост закрыт в понедельник"), ("gb2312", "大桥周一关闭"), ("euc-jp", "橋は月曜日に閉鎖")],
)
def test_a_charset_in_a_meta_tag_counts(charset: str, text: str) -> None:
    html = f'<meta charset="{charset}"><p>{text}'
    assert html_of(_capture(html.encode(charset))) == html


def test_the_charset_beside_the_payload_goes_before_that_of_a_meta_tag() -> None:
    html = '<meta charset="windows-1251"><p>grün'
    assert html_of(_capture(html.encode("latin-1"), charset="latin-1")) == html


def test_control_characters_and_an_xml_declaration_are_taken_out() -> None:
    payload = b'<?xml version="1.0" encoding="utf-8"?>\r\n<html><p>' + b"word " * 50 + b"\x00\x08\x0cend"
    assert html_of(_capture(payload, "application/xhtml+xml")) == "\n<html><p>" + "word " * 50 + "\nend"


@pytest.mark.parametrize("payload", [b"", b" \n\t", b"\xef\xbb\xbf\n", b"\x00"])
def test_no_text_is_empty(payload: bytes) -> None:
    reasons = (RejectReason.EMPTY, RejectReason.UNSUPPORTED_MEDIA_TYPE)
    assert _reason(_capture(payload)) in reasons[: 1 if b"\x00" not in payload else 2]


@pytest.mark.parametrize("media_type", ["application/json", "image/png", "text/xml", "text/csv", "application/pdf"])
def test_other_media_types_are_unsupported(media_type: str) -> None:
    assert _reason(_capture(b"{}", media_type)) is RejectReason.UNSUPPORTED_MEDIA_TYPE


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("cp1252", "Der Hafen wird für größere Schiffe geöffnet, sagte die Behörde."),
        ("cp1250", "Most bude v pondělí uzavřen, řekl úředník, když voda stoupla o metr. Příští týden začnou opravy."),
        ("cp1251", "Мост через реку закрыт в понедельник, сообщили власти города."),
        ("shift_jis", "橋は月曜日に閉鎖された、と当局は述べた。修理には六週間かかる。市長は「安全が第一だ」と語った。"),
    ],
)
def test_a_charset_nobody_states_is_detected(charset: str, text: str) -> None:
    assert html_of(_capture(f"<p>{text}".encode(charset))) == f"<p>{text}"


@pytest.mark.parametrize("status", [204, 301, 404, 503])
def test_an_archived_response_that_is_no_200_is_rejected_for_it(status: int) -> None:
    assert _reason(_capture(b"<p>x", status=status)) is RejectReason.HTTP_STATUS
    assert html_of(_capture(b"<p>x", status=200)) == "<p>x"


@pytest.mark.parametrize("media_type", ["text/html", "text/plain", "text/markdown"])
def test_bytes_that_are_no_text_are_unsupported_whatever_they_are_called(media_type: str) -> None:
    binary = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
    assert _reason(_capture(binary, media_type)) is RejectReason.UNSUPPORTED_MEDIA_TYPE


def test_text_in_another_charset_than_stated_is_undecodable_when_most_of_it_is_lost() -> None:
    russian = "Мост через реку закрыт".encode("koi8-r")
    assert _reason(_capture(russian, "text/plain", charset="utf-8")) is RejectReason.UNDECODABLE


@pytest.mark.parametrize(
    "start", ["<!DOCTYPE html>", "\n<HTML lang=en>", "<!-- saved --> <!doctype  html>", "<?xml version='1.0'?><html>"]
)
@pytest.mark.parametrize("media_type", ["text/plain", "text/markdown", "text/xml"])
def test_html_under_another_name_is_html(start: str, media_type: str) -> None:
    page = page_html(_capture(f"{start}<p>x".encode(), media_type))
    assert page.html.endswith("<p>x")
    assert not page.is_rendered


@pytest.mark.parametrize("media_type", ["text/plain", "text/markdown", "text/x-markdown"])
def test_text_and_markdown_are_rendered(media_type: str) -> None:
    assert "<h1>Bridge Closes</h1>" in html_of(_capture(b"# Bridge Closes\n\nIt did.", media_type))


@settings(max_examples=200)
@given(
    payload=st.one_of(st.binary(max_size=400), st.text(max_size=200).map(str.encode)),
    media_type=st.sampled_from(["text/html", "text/plain", "text/markdown", "text/xml", "image/png"]),
    charset=st.sampled_from([None, "utf-8", "utf-16", "latin-1", "hex", "punycode", "unicode_escape", "gb18030", "x"]),
)
def test_any_bytes_are_html_or_a_named_reject(payload: bytes, media_type: str, charset: str | None) -> None:
    try:
        html = html_of(_capture(payload, media_type, charset))
    except RejectedRecord as rejected:
        assert rejected.stage is Stage.CLEAN
    else:
        assert html.strip()
        assert "\x00" not in html
