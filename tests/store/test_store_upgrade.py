"""Files of older schema versions: read as today's, written anew as today's, or refused."""

from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from any_rows import any_rows
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import Field
from roots.released import unpack
from rows import DAY, article, articles, reject, table

from schemas.arrow import SCHEMA_VERSION_KEY, arrow_schema, file_schema
from schemas.datasets import DATASETS, Change, Dataset
from schemas.errors import StoreError
from schemas.row import Record, Text, since
from tasks.store import Changes, Root, Snapshot, connect, parquet, upgrade
from tasks.store.locations import storage_at
from tasks.store.older import completed
from tasks.store.parquet import copy_parquet, read_parquet, write_parquet
from tasks.store.query import selected

RUNS = DATASETS["runs"]


class Grown(Record):
    """A row that got columns later."""

    name: Text = Field(description="Its name.")
    mood: Text | None = Field(description="Its mood.", json_schema_extra=since(2))
    moods: tuple[Text, ...] = Field(description="Its moods.", json_schema_extra=since(3))


GROWN = Dataset("grown", Grown, "name", ("name",), Change.INSERT)
OLD = pa.table({"name": ["a", "b"]})


@pytest.fixture
def old(tmp_path: Path) -> Root:
    """A root of schema version 1."""
    return Root.open(unpack(1, tmp_path))


def put(root: Root) -> int:
    return root.commit("run", "test", lambda _: Changes(puts=articles(article(1)))).version


def test_a_dataset_is_of_the_version_of_its_youngest_column() -> None:
    assert (GROWN.schema_version, DATASETS["links"].schema_version) == (3, 1)


def test_columns_that_came_later_are_null_or_empty_lists() -> None:
    assert completed(GROWN, OLD, ["moods", "name", "mood"]).to_pylist() == [
        {"moods": [], "name": "a", "mood": None},
        {"moods": [], "name": "b", "mood": None},
    ]


@pytest.mark.parametrize(("version", "there"), [(1, ["name"]), (2, ["name", "mood"]), (3, ["name", "mood", "moods"])])
def test_sql_selects_what_is_there_and_fills_in_what_came_later(version: int, there: list[str]) -> None:
    connection = duckdb.connect()
    full = pa.table({"name": ["a"], "mood": ["calm"], "moods": [["calm"]]}, schema=arrow_schema(GROWN))
    connection.register("files", full.select(there))
    types = dict(zip(full.schema.names, connection.from_arrow(full).types, strict=True))
    (row,) = connection.execute(f"SELECT {selected(GROWN, version, types)} FROM files").fetchall()
    assert row == ("a", "calm" if version >= 2 else None, ["calm"] if version >= 3 else [])


def test_a_query_over_files_of_two_versions_has_all_columns_of_both(old: Root) -> None:
    before = old.snapshot()
    old.upgrade("upgrade", "upgrade", lambda _: None)
    both = [one.partitions("runs")["2026-11-25"] for one in (before, old.snapshot())]
    assert {entry.schema_version for entries in both for entry in entries} == {1, RUNS.schema_version}
    mixed = Snapshot(before.storage, 3, {"runs": {"2026-11-25": (*both[0], *both[1])}})
    query = "SELECT count(*), count(run_id), count(parent_run_id) FROM runs"
    assert connect(mixed).execute(query).fetchall() == [(4, 4, 0)]
    assert mixed.read("runs").num_rows == 4


@pytest.mark.parametrize("dataset", DATASETS)
@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(draw=st.data())
def test_a_file_written_anew_has_the_bytes_of_a_first_writing(dataset: str, draw: st.DataObject) -> None:
    known = DATASETS[dataset]
    rows = draw.draw(any_rows(known, DAY))
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(parquet, "ROWS_PER_GROUP", 2)
        write_parquet(known, table(dataset, *rows), Path(folder, "first"))
        copy_parquet(storage_at(folder), "first", known, Path(folder, "anew"))
        assert Path(folder, "first").read_bytes() == Path(folder, "anew").read_bytes()


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (lambda rows: rows.drop_columns(["flow"]), "runs.flow is missing"),
        (lambda rows: rows.set_column(1, "flow", pa.array([1], pa.int64())), "runs.flow is int64, not string"),
    ],
)
def test_a_file_with_a_column_missing_or_retyped_is_refused_and_says_what_to_run(
    harm: object, says: str, tmp_path: Path
) -> None:
    rows = file_schema(RUNS).empty_table().slice(0, 0)
    one = pa.Table.from_pylist([{"run_id": "a", "flow": "ingest"}]).replace_schema_metadata({SCHEMA_VERSION_KEY: b"1"})
    assert rows.num_rows == 0 and callable(harm)
    pq.write_table(harm(one), tmp_path / "old.parquet")
    with pytest.raises(StoreError, match=says) as refused:
        read_parquet(storage_at(tmp_path), "old.parquet", RUNS, ["run_id", "flow"])
    assert "dateline captures export" in str(refused.value)


def test_a_staged_batch_says_its_version_too(root: Root, path: Path) -> None:
    staged = root.stage("run", "batch", {"rejects": table("rejects", reject(1)).replace_schema_metadata(None)})
    (file,) = path.glob(".dateline/staging/run/batch/*")
    assert pq.read_schema(file).metadata[SCHEMA_VERSION_KEY] == b"1"
    assert staged.read("rejects").schema.equals(arrow_schema(DATASETS["rejects"]), check_metadata=True)


def test_a_root_with_much_that_is_older_takes_no_commit_before_an_upgrade(
    old: Root, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upgrade, "ALONG", upgrade.Extent(0, 0))
    version = old.snapshot().version
    with pytest.raises(StoreError, match="run `dateline upgrade` once"):
        old.check_schema()
    with pytest.raises(StoreError, match="run `dateline upgrade` once"):
        put(old)
    assert old.snapshot().version == version
    old.upgrade("upgrade", "upgrade", lambda _: None)
    assert put(old) == version + 2


def test_a_rollback_is_never_refused_for_its_age(old: Root, monkeypatch: pytest.MonkeyPatch) -> None:
    old.upgrade("upgrade", "upgrade", lambda _: None)
    monkeypatch.setattr(upgrade, "ALONG", upgrade.Extent(0, 0))
    old.rollback(1, "rollback", "rollback")
    assert old.older().files == 0


def test_an_upgrade_tells_of_each_file_and_leaves_others_untouched(old: Root) -> None:
    before, told = old.snapshot(), list[str]()
    old.upgrade("upgrade", "upgrade", lambda file: told.append(file.key))
    after = old.snapshot()
    changed = [name for name in DATASETS if before.partitions(name) != after.partitions(name)]
    assert (len(told), changed) == (9, ["captures", "articles", "runs"])


def test_a_commit_of_nothing_upgrades_nothing(old: Root) -> None:
    version = old.snapshot().version
    assert old.commit("run", "test", lambda _: Changes()).version == version
    assert old.older().files == 9
