"""The log told, snapshots at a time, and rollback."""

from datetime import UTC, datetime, timedelta

import pytest
from rows import NEXT_DAY, NOON, article, articles, capture, link, reject, table

from schemas.datasets import DATASETS
from schemas.errors import StoreError
from tasks.store import Changes, Root, Snapshot, log
from tasks.store.layout import HOME
from tasks.store.locations import storage_at

MOMENT = timedelta(microseconds=1)


@pytest.fixture
def root(anywhere: str) -> Root:
    return Root.open(anywhere)


@pytest.fixture
def three(root: Root) -> Root:
    """Two articles, one of them changed and moved, a reject."""
    first = articles(article(1), article(2)) | {"links": table("links", link(1, 0))}
    captured = [table("captures", capture(1))]
    root.commit("run-1", "ingest", lambda _: Changes(first, {"captures": captured}))
    root.commit("run-2", "ingest again", lambda _: Changes(puts=articles(article(1, NEXT_DAY, "Two bridges open"))))
    root.commit("run-3", "rejected", lambda _: Changes(puts={"rejects": table("rejects", reject(1))}))
    return root


def digests(snapshot: Snapshot) -> dict[str, dict[str, list[str]]]:
    """The content of every file; without a lock, a rollback gives it new names."""
    return {
        name: {day: [entry.digest for entry in entries] for day, entries in partitions.items()}
        for name, partitions in snapshot.state.items()
    }


def headlines(root: Root) -> list[str]:
    return list(root.snapshot().read("articles", ["headline"]).column("headline").to_pylist())


def test_the_history_tells_each_commit_newest_first(three: Root) -> None:
    told = three.history()
    assert [(one.version, one.run_id, one.message) for one in told] == [
        (3, "run-3", "rejected"),
        (2, "run-2", "ingest again"),
        (1, "run-1", "ingest"),
    ]
    assert told[1].partitions == {"articles": ("2024-03-01", "2024-03-02"), "links": ("2024-03-01",)}
    assert [one.rows for one in told] == [
        {"rejects": 1},
        {"articles": 0, "links": -1},
        {"captures": 1, "articles": 2, "links": 1},
    ]


def test_a_limit_tells_the_newest_commits_the_same(three: Root) -> None:
    assert three.history(2) == three.history()[:2]
    assert three.history(99) == three.history()


def test_an_empty_root_has_no_history(root: Root) -> None:
    assert root.history() == []
    assert storage_at(root.location).listing(HOME) == []


def test_a_snapshot_at_a_time_is_the_newest_commit_at_or_before_it(three: Root) -> None:
    times = {one.version: one.committed_at for one in three.history()}
    assert three.snapshot(times[2]).version == 2
    assert three.snapshot(times[2] - MOMENT).version == 1
    assert three.snapshot(times[3] + timedelta(days=1)).version == 3


def test_before_the_first_commit_there_is_no_snapshot(three: Root) -> None:
    first = three.history()[-1].committed_at
    with pytest.raises(StoreError, match=r"no version of .* or before; the oldest is version 1 of .*it is the first"):
        three.snapshot(first - MOMENT)


def test_an_empty_root_has_no_snapshot_at_a_time(root: Root) -> None:
    with pytest.raises(StoreError, match="nothing has been committed yet"):
        root.snapshot(NOON)


def test_an_instant_without_a_zone_is_refused(three: Root) -> None:
    with pytest.raises(StoreError, match="has no zone"):
        three.snapshot(datetime(2024, 3, 1))  # noqa: DTZ001


def test_a_clock_set_back_does_not_put_a_commit_before_its_parent(root: Root) -> None:
    root.commit("run", "test", lambda _: Changes(puts=articles(article(1))))
    storage, entry = storage_at(root.location), ".dateline/log/00000000000000000001.json"
    ahead = log.read_manifest(storage, 1).model_copy(update={"committed_at": datetime(2999, 1, 1, tzinfo=UTC)})
    storage.replace(entry, ahead.model_dump_json().encode())
    root.commit("run", "test", lambda _: Changes(puts=articles(article(2))))
    assert [one.committed_at.year for one in root.history()] == [2999, 2999]


def test_a_rollback_is_a_new_commit_with_the_old_state(three: Root) -> None:
    commit = three.rollback(1, "rollback-1", "back to 1")
    assert (commit.version, commit.rows) == (4, {"articles": 0, "links": 1, "rejects": -1})
    assert digests(three.snapshot()) == digests(three.snapshot(1))
    assert headlines(three) == ["A bridge opens", "A bridge opens"]
    assert [one.version for one in three.history()] == [4, 3, 2, 1]


def test_the_view_follows_a_rollback(three: Root) -> None:
    three.rollback(1, "rollback-1", "back to 1")
    storage = storage_at(three.location)
    plain = {stored.key: storage.read(stored.key) for name in DATASETS for stored in storage.listing(name)}
    snapshot = three.snapshot()
    first = [file for name in DATASETS for files in snapshot.files(name).values() for file in files]
    assert sorted(plain.values()) == sorted(storage.read(file.key) for file in first)
    assert sorted(plain) == [
        "articles/published_date=2024-03-01/part-0.parquet",
        "captures/captured_date=2024-03-01/part-0.parquet",
        "links/published_date=2024-03-01/part-0.parquet",
    ]


def test_a_rollback_can_be_rolled_back(three: Root) -> None:
    before = digests(three.snapshot())
    three.rollback(0, "rollback-1", "to nothing")
    assert three.snapshot().state == {}
    three.rollback(3, "rollback-2", "and again")
    assert digests(three.snapshot()) == before


def test_a_rollback_to_what_is_there_makes_no_commit(three: Root) -> None:
    assert three.rollback(3, "rollback-1", "stay").version == 3
    assert len(three.history()) == 3


def test_a_rollback_to_a_version_that_is_not_there_is_refused(three: Root) -> None:
    with pytest.raises(StoreError, match="has no version 7; the newest is 3"):
        three.rollback(7, "rollback-1", "forward")


def test_a_rollback_to_a_version_that_lost_a_file_changes_nothing(three: Root) -> None:
    ((lost,),) = three.snapshot(1).files("links").values()
    storage_at(three.location).remove(lost.key)
    with pytest.raises(StoreError, match=r"version 1 of .* has lost .*/links/"):
        three.rollback(1, "rollback-1", "back")
    assert three.snapshot().version == 3
