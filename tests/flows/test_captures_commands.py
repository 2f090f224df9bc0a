"""Captures carried out of a root as WARC, and into another."""

from datetime import datetime
from pathlib import Path

import pytest
from command_line import dateline
from rows import NEXT_DAY, capture, table
from warcio.archiveiterator import ArchiveIterator

from schemas.arrow import to_rows
from schemas.captures import Capture, Header
from schemas.words import FetchMode
from tasks.captures import captures_of, payloads_once, with_payloads
from tasks.store import Changes, Root

FILE = capture(3, payload=b"# Ferry\n").model_copy(
    update={
        "target_uri": "file:///pages/F%C3%A4hre.md",
        "source_path": "pages/F\u00e4hre \U0001f6f3.md",
        "final_url": None,
        "status": None,
        "headers": (),
        "media_type": "text/markdown",
        "source": "harbour",
        "fetch_mode": FetchMode.FILE,
        "captured_at": datetime.fromisoformat("2024-03-01T10:00:00.123456Z"),
    }
)
PACKED = capture(2, payload=b"<p>Packed on the way.</p>").model_copy(
    update={
        "headers": (
            Header(name="content-type", value="text/html"),
            Header(name="content-encoding", value="br"),
            Header(name="link", value="</f\u00e4hre>; rel=x"),
            Header(name="etag", value='W/"1"'),
        ),
        "etag": 'W/"1"',
        "charset": "utf-8",
        "status": 404,
    }
)
CAPTURES = (capture(1), PACKED, FILE, capture(4, NEXT_DAY), capture(5, NEXT_DAY, b""))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A root with captures of all kinds; two of them have the same payload."""
    tables = [table("captures", *CAPTURES)]
    path = tmp_path / "root"
    Root.open(path).commit(
        "run", "test", lambda snapshot: Changes(appends={"captures": payloads_once(snapshot, tables)})
    )
    return path


def captures(root: Path) -> list[Capture]:
    snapshot = Root.open(root).snapshot()
    return to_rows(Capture, with_payloads(snapshot, snapshot.read("captures")))


def test_what_is_exported_and_imported_elsewhere_is_the_same_captures(root: Path, tmp_path: Path) -> None:
    archive, other = tmp_path / "out.warc.gz", tmp_path / "other"
    assert dateline("captures", "export", archive, "--root", root) == 0
    assert dateline("captures", "import", archive, "--root", other) == 0
    assert captures(other) == captures(root) == sorted(CAPTURES, key=lambda one: (one.captured_date, one.record_id))


def test_what_is_imported_again_adds_nothing(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dateline("captures", "export", tmp_path / "out.warc.gz", "--root", root) == 0
    assert dateline("captures", "import", tmp_path / "out.warc.gz", "--root", root) == 0
    assert "0 captures added in version 1, 5 known before" in capsys.readouterr().out


def test_the_same_captures_give_the_same_bytes(root: Path, tmp_path: Path) -> None:
    for name in ("one.warc.gz", "two.warc.gz"):
        assert dateline("captures", "export", tmp_path / name, "--root", root) == 0
    assert (tmp_path / "one.warc.gz").read_bytes() == (tmp_path / "two.warc.gz").read_bytes()


@pytest.mark.parametrize("name", ["out.warc.gz", "out.warc"])
def test_warcio_reads_back_what_was_exported(name: str, root: Path, tmp_path: Path) -> None:
    assert dateline("captures", "export", tmp_path / name, "--root", root) == 0
    assert [path.name for path in tmp_path.iterdir() if path.name != "root"] == [name]
    known = {one.record_id: one for one in CAPTURES}
    with (tmp_path / name).open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            one = known.pop(record.rec_headers.get_header("WARC-Record-ID"))
            assert record.rec_type == ("resource" if one.status is None else "response")
            assert record.rec_headers.get_header("WARC-Target-URI") == one.target_uri
            assert datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")) == one.captured_at
            assert record.content_stream().read() == one.payload
            if record.http_headers:
                assert record.http_headers.get_statuscode() == str(one.status)
                stated = {
                    (f"x-crawl-{h.name}" if h.name == "content-encoding" else h.name, h.value) for h in one.headers
                }
                assert stated <= set(record.http_headers.headers)
    assert known == {}


def test_a_record_whose_bytes_were_changed_is_not_taken_for_ours(root: Path, tmp_path: Path) -> None:
    archive, other = tmp_path / "out.warc", tmp_path / "other"
    assert dateline("captures", "export", archive, "--root", root, "--url", "https://news.example/4") == 0
    archive.write_bytes(archive.read_bytes().replace(b"A bridge opened.", b"A bridge closed."))
    assert dateline("captures", "import", archive, "--root", other, "--source", "bought") == 0
    (one,) = captures(other)
    assert (one.source, one.payload, one.source_path) == ("bought", b"<p>A bridge closed.</p>", str(archive))


def test_an_export_takes_what_it_is_asked_for(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, number in (
        (("--source", "harbour"), 1),
        (("--from", "2024-03-02"), 2),
        (("--to", "2024-03-01", "--source", "example"), 2),
        (("--url", "https://news.example/2?utm_source=x"), 1),
        (("--digest", FILE.payload_digest), 1),
    ):
        assert dateline("captures", "export", tmp_path / "out.warc.gz", "--root", root, *arguments) == 0
        assert f"{number} captures of version 1 written" in capsys.readouterr().out


def test_an_export_of_nothing_is_wrong_usage_and_makes_no_file(root: Path, tmp_path: Path) -> None:
    assert dateline("captures", "export", tmp_path / "out.warc.gz", "--root", root, "--source", "none") == 2
    assert not (tmp_path / "out.warc.gz").exists()


def test_an_export_that_fails_leaves_the_file_there_was(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out.warc.gz").mkdir()
    assert dateline("captures", "export", tmp_path / "out.warc.gz", "--root", root) == 1
    assert "cannot write" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.warc.gz", "root"]


def test_a_file_that_cannot_be_read_is_a_reject_and_the_next_is_imported(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad, other = tmp_path / "good.warc.gz", tmp_path / "bad.warc.gz", tmp_path / "other"
    assert dateline("captures", "export", good, "--root", root) == 0
    bad.write_bytes(good.read_bytes()[:200])
    assert dateline("captures", "import", bad, good, "--root", other) == 0
    shown = capsys.readouterr()
    assert "5 captures added in version 1, 0 known before, 1 rejected while reading" in shown.out
    assert "unreadable: file:///" in shown.err
    (reject,) = Root.open(other).snapshot().read("rejects").to_pylist()
    assert (reject["stage"], reject["record_id"]) == ("read", None)


def test_imported_captures_have_no_outcome_yet(root: Path, tmp_path: Path) -> None:
    assert dateline("captures", "export", tmp_path / "out.warc.gz", "--root", root) == 0
    assert dateline("captures", "import", tmp_path / "out.warc.gz", "--root", tmp_path / "other") == 0
    snapshot = Root.open(tmp_path / "other").snapshot()
    assert [snapshot.rows(name) for name in ("captures", "articles", "rejects", "revisions")] == [5, 0, 0, 0]
    assert len(list(captures_of(snapshot, [one.record_id for one in CAPTURES]))) == 5


def test_list_shows_captures_and_how_many_there_are(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dateline("captures", "list", "--root", root, "--source", "example", "--limit", "2") == 0
    shown = capsys.readouterr().out
    assert "https://news.example/1" in shown
    assert "2 of 4 captures" in shown
