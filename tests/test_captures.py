"""Captures found without their payloads, each payload kept once."""

from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rows import DAY, NEXT_DAY, article, capture, digest_of, revision, table

from schemas.captures import Capture, StoredCapture
from schemas.errors import StoreError
from tasks.captures import captures_of, find_captures, payloads_once, with_payloads
from tasks.store import Changes, Commit, Root, Snapshot

SAME = b"<p>The same.</p>"
OTHER = b"<p>Another.</p>"


def add(root: Root, *batches: list[Capture], **puts: pa.Table) -> Commit:
    """Commits captures as runs do."""

    def build(snapshot: Snapshot) -> Changes:
        captures = payloads_once(snapshot, (table("captures", *batch) for batch in batches))
        return Changes(puts=puts, appends={"captures": captures})

    return root.commit("run", "test", build)


def holders(root: Root) -> list[str]:
    """The records that hold a payload."""
    rows = root.snapshot().read("captures", ["record_id", "payload"]).to_pylist()
    return [row["record_id"] for row in rows if row["payload"] is not None]


@pytest.fixture
def root(tmp_path: Path) -> Root:
    root = Root.open(tmp_path / "root")
    add(root, [capture(1, payload=SAME), capture(2, payload=OTHER)])
    add(root, [capture(3, NEXT_DAY, SAME)])
    return root


def records(found: pa.Table) -> list[str]:
    assert "payload" not in found.column_names
    return [record.strip("<>")[-1] for record in found.column("record_id").to_pylist()]


def test_a_payload_that_is_stored_is_not_stored_again(root: Root) -> None:
    assert holders(root) == ["<urn:uuid:1>", "<urn:uuid:2>"]
    sizes = root.snapshot().read("captures", ["payload_bytes"]).column(0).to_pylist()
    assert sizes == [len(SAME), len(OTHER), len(SAME)]


def test_a_payload_is_stored_once_within_a_run_and_within_a_batch(tmp_path: Path) -> None:
    root = Root.open(tmp_path / "root")
    add(root, [capture(1, payload=SAME), capture(2, payload=SAME)], [capture(3, payload=SAME)])
    assert holders(root) == ["<urn:uuid:1>"]


def test_a_capture_that_is_left_out_holds_no_payload_for_others(root: Root) -> None:
    again = capture(1, payload=b"<p>Third.</p>")  # the record is known: it is not stored, nor its payload
    add(root, [again, capture(4, payload=again.payload)])
    assert holders(root)[-1] == "<urn:uuid:4>"
    assert [one.payload for one in captures_of(root.snapshot(), ["<urn:uuid:4>"])] == [again.payload]


def test_captures_come_back_with_the_payloads_they_refer_to(root: Root) -> None:
    wanted = ["<urn:uuid:3>", "<urn:uuid:2>", "<urn:uuid:9>"]
    assert list(captures_of(root.snapshot(), wanted)) == [capture(2, payload=OTHER), capture(3, NEXT_DAY, SAME)]


def test_a_payload_that_nobody_holds_is_an_error(root: Root) -> None:
    lost = StoredCapture.model_validate(
        {**dict(capture(5)), "payload": None, "payload_digest": digest_of("lost"), "record_id": "<urn:uuid:5>"}
    )
    with pytest.raises(StoreError, match=r"no capture holds the payload sha256:.*dateline check"):
        with_payloads(root.snapshot(), table("captures", lost))


def test_plain_sql_joins_payloads_as_the_reference_says(root: Root) -> None:
    sql = (StoredCapture.model_fields["payload"].description or "").split("`")[1]
    captures = f"read_parquet('{root.location}/captures/*/*.parquet', hive_partitioning = true)"
    rows = duckdb.sql(
        f"WITH captures AS (FROM {captures}) SELECT record_id, payload FROM ({sql}) ORDER BY 1"
    ).fetchall()
    assert rows == [("<urn:uuid:1>", SAME), ("<urn:uuid:2>", OTHER), ("<urn:uuid:3>", SAME)]


def test_captures_are_found_by_digest_source_and_day(root: Root) -> None:
    snapshot = root.snapshot()
    assert records(find_captures(snapshot)) == ["1", "2", "3"]
    assert records(find_captures(snapshot, digest=digest_of(SAME.decode()))) == ["1", "3"]
    assert records(find_captures(snapshot, source="example")) == ["1", "2", "3"]
    assert records(find_captures(snapshot, source="other")) == []
    assert records(find_captures(snapshot, first=NEXT_DAY)) == ["3"]
    assert records(find_captures(snapshot, last=DAY, digest=digest_of(SAME.decode()))) == ["1"]
    assert records(find_captures(snapshot, first=date(2025, 1, 1))) == []


@pytest.mark.parametrize(
    "url", ["https://news.example/1", "HTTPS://News.Example:443/1?utm_source=feed#top", "https://news.example/1?ref=x"]
)
def test_captures_are_found_by_address_in_any_spelling(root: Root, url: str) -> None:
    assert records(find_captures(root.snapshot(), url=url)) == ["1"]


def test_captures_asked_for_with_tracking_are_found_by_the_plain_address(root: Root) -> None:
    asked = "https://NEWS.example/8?utm_medium=mail"
    add(root, [capture(8).model_copy(update={"target_uri": asked, "final_url": None})])
    assert records(find_captures(root.snapshot(), url="https://news.example/8")) == ["8"]


def test_captures_are_found_by_the_address_their_article_calls_its_own(root: Root) -> None:
    one = article(1).model_copy(update={"url": "https://news.example/stories/bridge"})
    add(root, articles=table("articles", one), revisions=table("revisions", revision(1)))
    assert records(find_captures(root.snapshot(), url="https://news.example/stories/bridge?utm_id=3")) == ["1"]


def test_files_are_found_by_their_path(root: Root) -> None:
    add(root, [capture(7).model_copy(update={"source_path": "pages/a.html", "target_uri": "file:///x/pages/a.html"})])
    assert records(find_captures(root.snapshot(), url="pages/a.html")) == ["7"]


@settings(max_examples=30)
@given(
    runs=st.lists(
        st.lists(st.lists(st.tuples(st.integers(0, 6), st.sampled_from("ab")), max_size=4), max_size=3), max_size=3
    )
)
def test_after_any_runs_each_payload_is_held_once_and_every_capture_has_its_own(
    tmp_path_factory: pytest.TempPathFactory, runs: list[list[list[tuple[int, str]]]]
) -> None:
    root, expected = Root.open(tmp_path_factory.mktemp("any") / "root"), dict[str, bytes]()
    for batches in runs:
        made = [[capture(number, payload=text.encode()) for number, text in batch] for batch in batches]
        add(root, *made)
        for one in (one for batch in made for one in batch):
            expected.setdefault(one.record_id, one.payload)
    snapshot = root.snapshot()
    rows = snapshot.read("captures", ["payload", "payload_digest"]).to_pylist()
    held = [row["payload_digest"] for row in rows if row["payload"] is not None]
    assert sorted(held) == sorted({row["payload_digest"] for row in rows})
    assert {one.record_id: one.payload for one in captures_of(snapshot, expected)} == expected
