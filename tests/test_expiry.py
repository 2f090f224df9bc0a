"""Articles that have become too old: gone whole, and nothing else with them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from newsroom import captured, forget, ingest, page
from rows import reject, table
from test_forget import NOT_FOUND, invented, records, rows

from benchmarks.whole import faults_of
from schemas.captures import Capture
from tasks.check_snapshot import snapshot_findings
from tasks.expiry import Expired, expire_pages, expire_runs, old_pages
from tasks.store import Changes, Root

A, B, C = "https://news.example/2024/alpha", "https://news.example/2024/beta", "https://news.example/2025/gamma"
FIRST_KEPT = date(2024, 3, 6)
"""The day after the noon that hours of captures are counted from."""
A_DAY = 24


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "root"


@pytest.fixture
def root(path: Path) -> Root:
    """An old article, one of old and younger captures, and a young one."""
    root = Root.open(path)
    young = (captured(3, B, page(B, "Two"), hours=A_DAY), captured(4, C, page(C), hours=A_DAY))
    ingest(root, captured(1, A, page(A)), captured(2, B, page(B)), *young)
    return root


def test_an_article_last_captured_before_the_day_goes_from_every_dataset(root: Root, path: Path) -> None:
    assert expire_pages(root, "expire", FIRST_KEPT) == Expired(articles=1, captures=1)
    snapshot = root.snapshot()
    counted = [snapshot.rows(name) for name in ("articles", "revisions", "sketches", "takedowns", "runs")]
    assert counted == [2, 3, 2, 0, 1]
    assert faults_of(path) == []


def test_old_captures_of_an_article_that_was_captured_again_stay(root: Root) -> None:
    expire_pages(root, "expire", FIRST_KEPT)
    assert records(root) == ["2", "3", "4"]


def test_what_went_is_still_in_the_version_before(root: Root) -> None:
    version = root.snapshot().version
    expire_pages(root, "expire", FIRST_KEPT)
    assert root.snapshot(version).rows("articles") == 3


def test_nothing_young_enough_is_committed_about(root: Root) -> None:
    version = root.snapshot().version
    assert expire_pages(root, "expire", date(2024, 3, 5)) == Expired(articles=0, captures=0)
    assert root.snapshot().version == version


def test_a_second_time_changes_nothing(root: Root) -> None:
    expire_pages(root, "expire", FIRST_KEPT)
    version = root.snapshot().version
    assert expire_pages(root, "expire", FIRST_KEPT) == Expired(articles=0, captures=0)
    assert root.snapshot().version == version


def test_rejected_captures_go_with_their_rejects_and_others_of_the_same_bytes_get_the_payload(
    root: Root, path: Path
) -> None:
    ingest(root, captured(10, A, NOT_FOUND), captured(11, B, NOT_FOUND, hours=A_DAY), run_id="missing")
    assert old_pages(root.snapshot(), FIRST_KEPT).expired == Expired(articles=1, captures=2)
    assert expire_pages(root, "expire", FIRST_KEPT) == Expired(articles=1, captures=2)
    held = root.snapshot().read("captures", ["record_id", "payload"]).to_pylist()
    assert {"record_id": "<urn:uuid:11>", "payload": NOT_FOUND} in held
    assert root.snapshot().read("rejects", ["record_id"]).to_pylist() == [{"record_id": "<urn:uuid:11>"}]
    assert faults_of(path) == []


def test_the_oldest_go_first_and_every_commit_on_the_way_is_whole(root: Root) -> None:
    ingest(root, captured(10, A, NOT_FOUND), captured(11, B, NOT_FOUND, hours=1), run_id="missing")
    before = root.snapshot().version
    assert expire_pages(root, "expire", date(2024, 3, 7), most=1) == Expired(articles=3, captures=6)
    passed = [root.snapshot(version) for version in range(before + 1, root.snapshot().version + 1)]
    assert [(one.rows("articles"), one.rows("rejects")) for one in passed] == [(2, 1), (1, 0), (0, 0)]
    assert A not in passed[0].read("articles", ["url"])["url"].to_pylist()
    assert [list(snapshot_findings(one, (), quietly, deep=True)) for one in passed] == [[], [], []]


def test_a_page_that_expired_is_taken_in_again_and_one_that_was_forgotten_is_not(root: Root) -> None:
    forget(root, C)
    expire_pages(root, "expire", FIRST_KEPT)
    ingest(root, captured(1, A, page(A)), captured(4, C, page(C), hours=A_DAY), run_id="again")
    assert records(root) == ["1", "2", "3"]


def test_old_runs_go_with_what_they_rejected_that_has_no_capture(root: Root, path: Path) -> None:
    ingest(root, captured(10, A, NOT_FOUND, hours=A_DAY), run_id="missing")
    kept = reject(2, date(2024, 3, 7))
    root.commit("unread", "test", lambda _: Changes(puts={"rejects": table("rejects", reject(1), kept)}))
    assert expire_runs(root, "expire", FIRST_KEPT) == 2
    snapshot = root.snapshot()
    rejects = snapshot.read("rejects", ["record_id", "reject_id"]).to_pylist()
    assert [one["record_id"] or one["reject_id"] for one in rejects] == ["<urn:uuid:10>", kept.reject_id]
    assert snapshot.rows("runs") == 0
    assert faults_of(path) == []


CAPTURES = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["One", "Two", "nothing", "shared"]), st.integers(0, 30)),
    max_size=6,
)


@settings(max_examples=4, suppress_health_check=[HealthCheck.too_slow])
@given(commits=st.lists(CAPTURES, max_size=2), most=st.sampled_from([1, 100]))
def test_expiry_leaves_what_a_root_would_hold_that_never_had_the_captures(
    tmp_path_factory: pytest.TempPathFactory, commits: Sequence[Sequence[tuple[str, str, int]]], most: int
) -> None:
    folder = tmp_path_factory.mktemp("never")
    had, never = Root.open(folder / "had"), Root.open(folder / "never")
    batches = [[invented(100 * run + n, *one) for n, one in enumerate(batch)] for run, batch in enumerate(commits, 1)]
    for run, batch in enumerate(batches):
        ingest(had, *batch, run_id=f"run-{run}")
    expire_pages(had, "expire", FIRST_KEPT, most)
    kept = set(had.snapshot().read("captures", ["record_id"])["record_id"].to_pylist())
    for run, batch in enumerate(batches):
        ingest(never, *(one for one in batch if one.record_id in kept), run_id=f"run-{run}")
    assert rows(had.snapshot()) == rows(never.snapshot())
    assert kept == expected_of([one for batch in batches for one in batch])
    assert faults_of(folder / "had") == []


def expected_of(captures: Sequence[Capture]) -> set[str]:
    """The young ones, and the old ones of an article that has a young one."""
    young = [one for one in captures if one.captured_date >= FIRST_KEPT]
    living = {one.target_uri for one in young if one.payload != NOT_FOUND}
    old = {one.record_id for one in captures if one.payload != NOT_FOUND and one.target_uri in living}
    return {*old, *(one.record_id for one in young)}


def quietly(items: Sequence[str], what: str) -> Sequence[str]:
    return items
