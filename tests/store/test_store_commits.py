"""Commits and snapshots: all or nothing, one after the other, none lost."""

import pickle
from multiprocessing import get_context
from pathlib import Path
from uuid import uuid4

import pytest
from rows import NOON, article, articles, capture, link, reject, table

from schemas.errors import SchemaError, StoreError
from schemas.versions import SCHEMA_VERSION
from tasks.store import Changes, Root, Snapshot, log
from tasks.store.attempts import ATTEMPTS
from tasks.store.layout import CHECKPOINTS
from tasks.store.locations import storage_at
from tasks.store.log import Manifest


def put_one(path: Path, number: int) -> None:
    rows = table("articles", article(number))
    captured = table("captures", capture(number))
    Root.open(path).commit(
        f"run-{number}", "test", lambda _: Changes(puts={"articles": rows}, appends={"captures": [captured]})
    )


def put_ten(path: Path, first: int) -> None:
    for number in range(first, first + 10):
        put_one(path, number)


def overtake(path: Path) -> None:
    """Commits past the lock, as on a disk that does not honour it."""
    storage, version = storage_at(path), log.newest(storage_at(path)) + 1
    manifest = Manifest(
        version=version,
        parent=version - 1,
        nonce=uuid4().hex,
        committed_at=NOON,
        run_id="other",
        message="faster",
        schema_version=SCHEMA_VERSION,
        changes={},
    )
    assert log.append(storage, manifest)


def test_an_empty_root_is_version_0_and_creates_nothing(root: Root, path: Path) -> None:
    assert root.snapshot().version == 0
    assert not path.exists()


def test_a_commit_says_what_it_changed(root: Root) -> None:
    rows = articles(article(1), article(2)) | {"links": table("links", link(1, 0))}
    commit = root.commit("run", "test", lambda _: Changes(puts=rows))
    assert commit.version == 1
    assert commit.partitions == {"articles": ("2024-03-01",), "links": ("2024-03-01",)}
    assert (commit.rows, commit.files) == ({"articles": 2, "links": 1}, {"articles": 1, "links": 1})


def test_writing_the_same_rows_twice_makes_no_second_commit(root: Root) -> None:
    changes = Changes(puts=articles(article(1), article(2)) | {"rejects": table("rejects", reject(1))})
    root.commit("run", "test", lambda _: changes)
    again = root.commit("run", "again", lambda _: changes)
    assert (again.version, again.partitions, again.files, again.rows) == (1, {}, {}, {})


def test_two_processes_committing_at_once_lose_nothing(path: Path) -> None:
    context = get_context("spawn")
    workers = [context.Process(target=put_ten, args=(path, first)) for first in (0, 100)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    snapshot = Root.open(path).snapshot()
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert (snapshot.version, snapshot.rows("articles"), snapshot.rows("captures")) == (20, 20, 20)


def test_a_commit_that_is_overtaken_is_built_again_on_the_newer_snapshot(root: Root, path: Path) -> None:
    seen: list[int] = []

    def build(snapshot: Snapshot) -> Changes:
        seen.append(snapshot.version)
        if len(seen) == 1:
            overtake(path)
        return Changes(puts=articles(article(1)))

    assert root.commit("run", "test", build).version == 2
    assert seen == [0, 1]
    assert log.read_manifest(storage_at(path), 1).run_id == "other"


def test_a_commit_that_is_always_overtaken_gives_up(root: Root, path: Path) -> None:
    def build(snapshot: Snapshot) -> Changes:
        overtake(path)
        return Changes(puts=articles(article(1)))

    with pytest.raises(StoreError, match="overtaken"):
        root.commit("run", "test", build)
    assert root.snapshot().version == ATTEMPTS


def test_a_crash_before_the_log_entry_leaves_the_old_snapshot_and_no_visible_change(root: Root, path: Path) -> None:
    put_one(path, 1)
    before = sorted(path.glob("[!.]*/**/*"))
    broken = table("captures", capture(2)).drop_columns(["payload"])
    with pytest.raises(SchemaError):  # after the articles' new file has been written
        root.commit("run", "test", lambda _: Changes(articles(article(2)), {"captures": [table("captures"), broken]}))
    (path / ".dateline/temporary").mkdir()
    (path / ".dateline/temporary/half.parquet").write_bytes(b"PAR1")
    opened = Root.open(path)
    assert opened.snapshot().version == 1
    assert opened.snapshot().rows("articles") == 1
    assert sorted(path.glob("[!.]*/**/*")) == before
    put_one(path, 2)
    assert Root.open(path).snapshot().rows("articles") == 2
    assert not list(path.glob(".dateline/temporary/*"))


def test_a_snapshot_keeps_reading_its_rows_while_others_commit(root: Root, path: Path) -> None:
    put_one(path, 1)
    old = root.snapshot()
    root.commit("run", "test", lambda _: Changes(puts=articles(article(1, headline="Two bridges open"), article(2))))
    assert old.read("articles", ["headline"]).column("headline").to_pylist() == ["A bridge opens"]
    assert root.snapshot(1).state == old.state


def test_a_version_that_is_not_there_is_refused(root: Root, path: Path) -> None:
    put_one(path, 1)
    with pytest.raises(StoreError, match="has no version 7; the newest is 1"):
        root.snapshot(7)


def test_a_checkpoint_folds_to_the_same_state_as_every_commit_before_it(path: Path) -> None:
    root = Root.open(path)
    for number in range(log.CHECKPOINT_EVERY + 1):
        root.commit("run", "test", lambda _, n=number: Changes(puts={"rejects": table("rejects", reject(n))}))
    storage, newest = storage_at(path), log.CHECKPOINT_EVERY + 1
    with_checkpoint = log.state_at(storage, newest)
    (checkpoint,) = (path / CHECKPOINTS).iterdir()
    checkpoint.unlink()
    assert log.state_at(storage, newest) == with_checkpoint
    assert root.snapshot().rows("rejects") == newest


def test_a_missing_commit_is_an_error_that_says_so(root: Root, path: Path) -> None:
    put_one(path, 1)
    put_one(path, 2)
    (path / ".dateline/log/00000000000000000001.json").unlink()
    with pytest.raises(StoreError, match="the commit log is damaged at"):
        root.snapshot()


def test_columns_and_partitions_are_read_as_asked_for(root: Root, path: Path) -> None:
    put_one(path, 1)
    snapshot = root.snapshot()
    assert snapshot.read("articles", ["published_date"]).num_rows == 1
    assert snapshot.read("articles", ["version", "published_date", "headline"]).column_names == [
        "version",
        "published_date",
        "headline",
    ]
    assert snapshot.read("articles", partitions=["2024-03-02"]).num_rows == 0
    with pytest.raises(SchemaError, match=r"articles\.mood: no such column"):
        snapshot.read("articles", ["mood"])


def test_a_staged_batch_crosses_processes_and_reads_back(root: Root) -> None:
    rows = table("articles", article(2), article(1))
    batch = root.stage("run", "batch-0", {"articles": rows, "links": table("links")})
    copy = pickle.loads(pickle.dumps(batch))
    assert (copy, dict(copy.rows)) == (batch, {"articles": 2})
    assert copy.read("articles").equals(rows, check_metadata=True)
    assert copy.read("articles", ["headline", "article_id"]).equals(rows.select(["headline", "article_id"]))
    assert copy.read("links").equals(table("links"), check_metadata=True)


def test_a_batch_staged_again_takes_the_place_of_the_first(root: Root, path: Path) -> None:
    root.stage("run", "batch-0", articles(article(1)))
    batch = root.stage("run", "batch-0", articles(article(2), article(3)))
    assert batch.read("articles").num_rows == 2
    assert len(list(path.glob(".dateline/staging/**/*.*"))) == 1


def test_discarded_batches_are_gone_and_others_stay(root: Root, path: Path) -> None:
    batch = root.stage("run", "batch-0", articles(article(1)))
    other = root.stage("other", "batch-0", articles(article(2)))
    root.discard_staging("run")
    root.discard_staging("run")
    assert other.read("articles").num_rows == 1
    with pytest.raises(StoreError, match="cannot read"):
        batch.read("articles")


@pytest.mark.parametrize("name", ["..", ".", "", "a/b"])
def test_a_staging_name_that_leads_elsewhere_is_refused(root: Root, name: str) -> None:
    with pytest.raises(StoreError, match="cannot name a staging folder"):
        root.discard_staging(name)
