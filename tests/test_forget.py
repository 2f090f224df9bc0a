"""Pages forgotten: gone from every dataset, from captures, from every byte under the root, and not taken in again."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from newsroom import captured, forget, ingest, page, publish_staged, stage
from pages import html_page
from rows import reject, table

from benchmarks.whole import faults_of
from schemas.arrow import to_rows
from schemas.captures import Capture
from schemas.datasets import DATASETS
from schemas.errors import StoreError
from schemas.rejects import Reject
from tasks.captures import captures_of, payloads_once, with_payloads
from tasks.forgotten import ForgottenPages
from tasks.merge import Fate
from tasks.store import Changes, Root, Snapshot

A, B, C = "https://news.example/2024/alpha", "https://news.example/2024/beta", "https://news.example/2025/gamma"
NOT_FOUND = b"<html><body><nav><a href='/'>Not found</a></nav></body></html>"
ALPHA = (
    captured(1, A, page(A, "First")),
    captured(2, f"{A}?utm_source=feed", page(A, "Second"), hours=1),
)
OTHERS = (captured(3, B, page(B)), captured(4, C, page(C)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "root"


@pytest.fixture
def root(path: Path) -> Root:
    """Three articles, one of them in two versions, in two commits."""
    root = Root.open(path)
    ingest(root, ALPHA[0], *OTHERS)
    ingest(root, ALPHA[1], run_id="later")
    return root


def records(root: Root) -> list[str]:
    stored = root.snapshot().read("captures", ["record_id"]).column("record_id").to_pylist()
    return sorted((one.strip("<>").removeprefix("urn:uuid:") for one in stored), key=int)


def rows(snapshot: Snapshot, *but: str) -> dict[str, list[dict[str, object]]]:
    """All rows but those of runs and takedowns, captures with their payloads."""
    named = (name for name in DATASETS if name not in ("runs", "takedowns", *but))
    tables = {name: snapshot.read(name) for name in named}
    return {**{name: one.to_pylist() for name, one in tables.items()}, "captures": whole(snapshot)}


def whole(snapshot: Snapshot) -> list[dict[str, object]]:
    return with_payloads(snapshot, snapshot.read("captures")).to_pylist()


def every_text(path: Path) -> str:
    """All bytes under a root: files as they are, and every value of the Parquet files, but for those of takedowns."""
    parts = []
    for file in path.rglob("*"):
        if file.is_file() and "takedowns" not in file.parts:
            parts += [str(file), file.read_bytes().decode("utf-8", "replace")]
            parts += [repr(pq.ParquetFile(file).read().to_pylist())] if file.suffix == ".parquet" else []
    return "\n".join(parts)


def test_an_address_goes_from_every_dataset_with_all_versions_of_its_article(root: Root, path: Path) -> None:
    forget(root, f"{A}#comments")
    assert records(root) == ["3", "4"]
    snapshot = root.snapshot()
    assert [snapshot.rows(name) for name in ("articles", "revisions", "takedowns", "runs")] == [2, 2, 1, 2]
    assert faults_of(path) == []


def test_nothing_of_its_text_or_address_is_left_in_any_byte(root: Root, path: Path) -> None:
    assert all(word in every_text(path) for word in ("alpha", "First of Northport", "Second of Northport"))
    forget(root, A)
    left = every_text(path)
    assert not [word for word in ("First of Northport", "Second of Northport") if word in left]
    assert "alpha" not in left


def test_versions_before_can_no_longer_be_read_and_those_after_can(root: Root) -> None:
    version = forget(root, A).version
    for gone in range(1, version):
        with pytest.raises(StoreError, match="cleaned up"):
            root.snapshot(gone)
        with pytest.raises(StoreError):
            root.rollback(gone, "rollback", "rollback")
    assert [commit.version for commit in root.history()] == [version]
    ingest(root, captured(9, "https://news.example/new", page("https://news.example/new")), run_id="new")
    assert root.rollback(version, "rollback", "rollback").version == version + 2


def test_the_takedown_says_what_went_and_not_what_it_said(root: Root) -> None:
    forget(root, A)
    (row,) = root.snapshot().read("takedowns").to_pylist()
    assert (row["kind"], row["pattern"], row["reason"]) == ("url", A, "asked to")
    counted = {one["dataset"]: one["rows"] for one in row["rows"]}
    assert (counted["captures"], counted["articles"], counted["revisions"]) == (2, 1, 2)
    assert sorted(row["payload_digests"]) == sorted(one.payload_digest for one in ALPHA)


def test_a_pattern_covers_all_addresses_like_it(root: Root) -> None:
    forget(root, "https://news.example/2024/*")
    assert records(root) == ["4"]


def test_an_article_goes_whole_when_one_of_its_captures_was_at_the_address(root: Root) -> None:
    ingest(root, captured(5, "https://news.example/amp/alpha", page(A, "Third"), hours=2), run_id="amp")
    forget(root, "https://news.example/amp/alpha")
    assert records(root) == ["3", "4"]
    assert ForgottenPages.of(root.snapshot()).by_address(A)


def test_the_same_bytes_under_another_address_go_too(root: Root) -> None:
    words = b"The harbour board of Northport voted to rebuild it, number %d."
    same = b"# A pier\n\n" + b"\n\n".join(words % number for number in range(9))
    plain = {"media_type": "text/markdown"}
    one, other = (captured(n, f"https://{n}.example/pier", same).model_copy(update=plain) for n in (6, 7))
    ingest(root, one, other, run_id="same")
    assert root.snapshot().rows("articles") == 5
    forget(root, "https://6.example/pier")
    assert (root.snapshot().rows("articles"), "7" in records(root)) == (3, False)


def test_rejected_pages_of_the_address_go_and_others_of_the_same_bytes_get_the_payload(root: Root) -> None:
    missing = [captured(n, url, NOT_FOUND, hours=n) for n, url in ((10, A), (11, B), (12, C))]
    ingest(root, *missing, run_id="missing")
    assert root.snapshot().rows("rejects") == 3
    forget(root, A)
    assert records(root) == ["3", "4", "11", "12"]
    held = root.snapshot().read("captures", ["record_id", "payload"]).to_pylist()
    assert {row["record_id"]: row["payload"] for row in held if "1" in row["record_id"]} == {
        "<urn:uuid:11>": NOT_FOUND,
        "<urn:uuid:12>": None,
    }
    assert root.snapshot().rows("rejects") == 2
    assert [one.payload for one in captures_of(root.snapshot(), ["<urn:uuid:12>"])] == [NOT_FOUND]


def test_files_of_captures_that_stay_are_left_untouched(root: Root) -> None:
    before = root.snapshot().partitions("captures")["2024-03-05"]
    forget(root, A)
    after = root.snapshot().partitions("captures")["2024-03-05"]
    assert (len(before), len(after)) == (2, 1)
    ingest(root, captured(9, "https://news.example/new", page("https://news.example/new")), run_id="new")
    forget(root, "https://news.example/new")
    assert root.snapshot().partitions("captures")["2024-03-05"] == after


def test_what_could_not_be_read_goes_by_its_address(root: Root) -> None:
    unread = reject(1).model_copy(update={"target_uri": A})
    root.commit("run", "test", lambda _: Changes(puts={"rejects": table("rejects", unread)}))
    forget(root, A)
    assert root.snapshot().rows("rejects") == 0


def test_what_is_forgotten_ends_as_a_reject_that_says_nothing_of_it(root: Root, path: Path) -> None:
    forget(root, A)
    again = [
        ALPHA[0],
        captured(20, A, page(A, "Changed since")),
        captured(21, "https://news.example/mirror", page(A, "A third version")),
        captured(22, "https://mirror.example/x", ALPHA[1].payload),
    ]
    published = ingest(root, *again, captured(23, "https://news.example/new", page("https://news.example/new")))
    assert published.fates == {Fate.NEW: 1, Fate.FORGOTTEN: 4}
    assert records(root) == ["3", "4", "23"]
    (takedown,) = root.snapshot().read("takedowns", ["takedown_id"]).column(0).to_pylist()
    rejects = to_rows(Reject, root.snapshot().read("rejects"))
    assert [(one.reason, one.detail, one.record_id, one.payload_digest) for one in rejects] == [
        ("forgotten", takedown, None, None)
    ] * 4
    left = every_text(path)
    assert not [word for word in ("First of", "Changed since", "third version", "mirror") if word in left]
    assert faults_of(path) == []


def test_forgetting_again_what_came_in_again_adds_no_reject_twice(root: Root) -> None:
    forget(root, A)
    ingest(root, ALPHA[0])
    ingest(root, ALPHA[0], run_id="again")
    assert root.snapshot().rows("rejects") == 1


def test_what_was_staged_before_it_was_forgotten_is_not_committed_after(root: Root, path: Path) -> None:
    late = captured(30, A, page(A, "Just read"))
    staged = stage(root, [late, captured(31, "https://news.example/new", page("https://news.example/new"))], "race")
    forget(root, A)
    published = publish_staged(root, staged, "race")
    assert published.fates == {Fate.NEW: 1, Fate.FORGOTTEN: 1}
    assert records(root) == ["3", "4", "31"]
    assert "Just read" not in every_text(path)


def test_a_stored_capture_that_turns_out_to_be_of_a_forgotten_article_goes_for_good(root: Root, path: Path) -> None:
    """As when it was imported, and is derived only now."""
    forget(root, A)
    imported = captured(40, "https://news.example/mirror", page(A, "Imported"))
    twin = captured(41, "https://news.example/twin", imported.payload)
    tables = [table("captures", imported, twin)]
    root.commit("import", "test", lambda one: Changes(appends={"captures": payloads_once(one, tables)}))
    published = ingest(root, imported, run_id="derive")
    assert published.fates == {Fate.FORGOTTEN: 1}
    assert records(root) == ["3", "4"]
    assert "Imported" not in every_text(path)
    assert [commit.version for commit in root.history()] == [published.commit.version]


def test_what_is_not_there_is_not_taken_in_later(root: Root) -> None:
    forget(root, "https://news.example/not-yet")
    assert len(records(root)) == 4
    ingest(root, captured(50, "https://news.example/not-yet", page("https://news.example/not-yet")), run_id="later")
    assert len(records(root)) == 4


def test_the_same_request_again_commits_nothing(root: Root) -> None:
    version = forget(root, A).version
    assert forget(root, A).version == version
    assert root.snapshot().rows("takedowns") == 1


def test_a_page_is_forgotten_in_an_empty_root(path: Path) -> None:
    root = Root.open(path)
    assert forget(root, A).version == 1
    ingest(root, *ALPHA)
    assert records(root) == []


CAPTURES = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["One", "Two", "nothing", "shared"]), st.integers(0, 5)),
    max_size=8,
)


def invented(number: int, letter: str, text: str, hours: int) -> Capture:
    url = f"https://news.example/2024/{letter}"
    shared = html_page("Shared by all", None).encode()
    payload = {"nothing": NOT_FOUND, "shared": shared}.get(text) or page(url, text)
    return captured(number, url, payload, hours=hours)


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(commits=st.lists(CAPTURES, max_size=3), letters=st.sampled_from(["a", "ab", "c"]))
def test_forgetting_leaves_what_a_root_would_hold_that_never_had_the_captures(
    tmp_path_factory: pytest.TempPathFactory, commits: list[list[tuple[str, str, int]]], letters: str
) -> None:
    folder = tmp_path_factory.mktemp("never")
    had, never = Root.open(folder / "had"), Root.open(folder / "never")
    numbered = number_all(commits)
    for run, batch in enumerate(numbered):
        ingest(had, *batch, run_id=f"run-{run}")
    for letter in letters:
        forget(had, f"https://news.example/2024/{letter}")
    kept = set(had.snapshot().read("captures", ["record_id"]).column(0).to_pylist())
    for run, batch in enumerate(numbered):
        ingest(never, *(one for one in batch if one.record_id in kept), run_id=f"run-{run}")
    assert rows(had.snapshot()) == rows(never.snapshot())
    assert not [one for batch in numbered for one in batch if one.record_id in kept and one.target_uri[-1] in letters]
    assert faults_of(folder / "had") == []


def number_all(commits: Sequence[Sequence[tuple[str, str, int]]]) -> list[list[Capture]]:
    """The captures, each with a number of its own."""
    number, numbered = 100, []
    for batch in commits:
        numbered.append([invented(number + place, *one) for place, one in enumerate(batch)])
        number += len(batch)
    return numbered
