"""Rows taken out of appended files, and commits after which nothing before them can be read."""

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from rows import NEXT_DAY, article, articles, capture, table
from s3_servers import Server

from benchmarks.whole import store_faults_of
from schemas.errors import SchemaError, StoreError
from tasks.store import Changes, Commit, Edit, Root, cuts
from tasks.store.layout import CUTS, FILES, LOG
from tasks.store.locations import storage_at


@pytest.fixture
def root(anywhere: str) -> Root:
    return Root.open(anywhere)


def keys(root: Root, folder: str) -> list[str]:
    """What lies below a folder of the root."""
    return [one.key for one in storage_at(root.location).listing(folder)]


def append(root: Root, *numbers: int, day: object = None) -> Commit:
    rows = [capture(number, *([NEXT_DAY] if day else [])) for number in numbers]
    return root.commit("run", "test", lambda _: Changes(appends={"captures": [table("captures", *rows)]}))


def without(*numbers: int) -> dict[str, Edit]:
    gone = [capture(number).record_id for number in numbers]

    def change(rows: pa.Table) -> pa.Table:
        return rows.filter(pc.invert(pc.is_in(rows.column("record_id"), value_set=pa.array(gone))))

    return {"captures": Edit(frozenset(gone), change)}


def forget(root: Root, *numbers: int) -> Commit:
    return root.commit("forget", "forget", lambda _: Changes(edits=without(*numbers), for_good=True))


def there(root: Root) -> list[str]:
    return [one[-2] for one in root.snapshot().read("captures", ["record_id"]).column(0).to_pylist()]


@pytest.fixture
def filled(root: Root) -> Root:
    """Three files of captures on one day, one on the next."""
    append(root, 1, 2)
    append(root, 3)
    append(root, 4, 5)
    append(root, 6, day=NEXT_DAY)
    return root


def test_a_row_is_taken_out_of_its_file_and_the_others_stay_as_and_where_they_are(filled: Root) -> None:
    before = filled.snapshot().partitions("captures")["2024-03-01"]
    done = filled.commit("run", "test", lambda _: Changes(edits=without(4)))
    after = filled.snapshot().partitions("captures")["2024-03-01"]
    assert (there(filled), done.rows, done.partitions) == (
        ["1", "2", "3", "5", "6"],
        {"captures": -1},
        {"captures": ("2024-03-01",)},
    )
    assert after[:2] == before[:2]
    assert after[2].rows == 1


def test_a_file_whose_rows_are_all_taken_out_is_gone_and_a_partition_without_files_too(filled: Root) -> None:
    filled.commit("run", "test", lambda _: Changes(edits=without(3, 6)))
    files = filled.snapshot().files("captures")
    assert [(day, len(one)) for day, one in files.items()] == [("2024-03-01", 2)]
    assert store_faults_of(filled.location) == []


def test_rows_can_be_replaced_and_others_appended_in_the_same_commit(filled: Root) -> None:
    def rename(rows: pa.Table) -> pa.Table:
        sources = pc.if_else(pc.equal(rows.column("record_id"), capture(3).record_id), "other", rows.column("source"))
        return rows.set_column(rows.schema.get_field_index("source"), rows.schema.field("source"), sources)

    edits = {"captures": Edit(frozenset({capture(3).record_id}), rename)}
    added = {"captures": [table("captures", capture(7))]}
    filled.commit("run", "test", lambda _: Changes(edits=edits, appends=added))
    rows = filled.snapshot().read("captures", ["record_id", "source"]).to_pylist()
    assert [row["source"] for row in rows if row["record_id"] == capture(3).record_id] == ["other"]
    assert len(rows) == 7
    assert len(filled.snapshot().partitions("captures")["2024-03-01"]) == 4


def test_an_edit_of_nothing_that_is_there_commits_nothing(filled: Root) -> None:
    version = filled.snapshot().version
    assert forget(filled, 9).version == version
    assert len(filled.history()) == version


def test_rows_that_are_put_are_not_edited(filled: Root) -> None:
    edit = {"articles": Edit(frozenset("a"), lambda rows: rows)}
    with pytest.raises(SchemaError, match="articles: rows are put or dropped"):
        filled.commit("run", "test", lambda _: Changes(edits=edit))


def test_after_a_commit_for_good_nothing_before_it_is_left(filled: Root) -> None:
    kept = [file.key for file in filled.snapshot().files("captures")["2024-03-02"]]
    version = forget(filled, 1, 2, 3, 4, 5).version
    assert keys(filled, FILES) == kept
    assert keys(filled, LOG) == [f"{LOG}/{version:020d}.json"]
    assert keys(filled, CUTS) == []
    with pytest.raises(StoreError, match="cleaned up"):
        filled.snapshot(version - 1)
    assert store_faults_of(filled.location) == []


def test_commits_after_it_are_kept_and_read_as_ever(filled: Root) -> None:
    version = forget(filled, 1).version
    append(filled, 8)
    assert [one.version for one in filled.history()] == [version + 1, version]
    assert filled.rollback(version, "rollback", "rollback").version == version + 2
    assert "8" not in there(filled)


def test_rows_that_are_dropped_can_go_for_good_too(root: Root) -> None:
    root.commit("run", "test", lambda _: Changes(puts=articles(article(1), article(2))))
    gone = pa.table({"article_id": [article(1).article_id]})
    root.commit("forget", "forget", lambda _: Changes(drops={"articles": gone}, for_good=True))
    assert len(keys(root, FILES)) == 1


def announced(root: Root, run_id: str, version: int) -> None:
    cuts.announce(storage_at(root.location), run_id, version)


def test_an_announcement_is_carried_out_by_whoever_opens_the_root_next(filled: Root) -> None:
    newest = filled.history()[0]
    announced(filled, newest.run_id, newest.version)
    with pytest.raises(StoreError, match="gone for good"):
        filled.rollback(1, "rollback", "rollback")
    assert [one.version for one in Root.open(filled.location).history()] == [newest.version]


@pytest.mark.parametrize(("run_id", "ahead"), [("another", 0), ("run", 1)])
def test_an_announcement_whose_commit_did_not_take_effect_takes_nothing_away(
    filled: Root, run_id: str, ahead: int
) -> None:
    announced(filled, run_id, filled.snapshot().version + ahead)
    assert len(Root.open(filled.location).history()) == 4
    assert len(keys(filled, CUTS)) == ahead


def test_an_announcement_ahead_is_void_once_another_commit_has_its_version(filled: Root) -> None:
    announced(filled, "forget", filled.snapshot().version + 1)
    append(filled, 9)
    assert len(filled.history()) == 5
    assert keys(filled, CUTS) == []


def test_a_root_that_cannot_be_written_is_read_although_a_cut_is_due(
    filled: Root, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    newest = filled.history()[0]
    announced(filled, newest.run_id, newest.version)
    monkeypatch.setattr("tasks.store.clean_up.finish_cuts", refuse)
    assert Root.open(filled.location).snapshot().rows("captures") == 6
    assert "what was forgotten is still in old files" in caplog.text


def refuse(*_: object, **__: object) -> None:
    raise StoreError("read-only")


@pytest.mark.parametrize("harm", [lambda text: text[:-5], lambda text: text.replace('"schema_version":', '"was":')])
def test_a_damaged_announcement_is_named(filled: Root, harm: Callable[[str], str]) -> None:
    announced(filled, "forget", 1)
    (key,) = keys(filled, CUTS)
    storage = storage_at(filled.location)
    storage.replace(key, harm(storage.read(key).decode()).encode())
    with pytest.raises(StoreError, match="cuts"):
        filled.rollback(1, "rollback", "rollback")


def test_a_bucket_that_does_not_answer_is_named_when_announcements_are_looked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in Server("nobody", 1).environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(StoreError, match=r"cannot read s3://nobody/news: http://127\.0\.0\.1:1 does not answer"):
        list(cuts.due(storage_at("s3://nobody/news")))
