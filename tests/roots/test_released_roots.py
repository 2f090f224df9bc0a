"""Roots that released schema versions wrote are read, queried, traced, upgraded, ingested into and rolled back."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from pages import write_pages
from released import VERSIONS, unpack
from stages import backfill_here
from test_pipeline import run

from benchmarks.whole import faults_of
from flows.trace import find_traces
from schemas.arrow import arrow_schema, to_rows
from schemas.datasets import DATASETS
from schemas.orders import Choice
from schemas.row import since_of
from schemas.versions import SCHEMA_VERSION
from tasks.store import Root, Snapshot, connect

CHANGED = "https://www.harbourherald.example/news/2024/03/04/aldermouth-crane-collapse"
WITHOUT_FACTS = [version for version in VERSIONS if version < 3]


@pytest.fixture(params=VERSIONS, ids=lambda version: f"v{version}")
def written(request: pytest.FixtureRequest) -> int:
    """The schema version a root was written with."""
    version: int = request.param
    return version


@pytest.fixture
def path(written: int, tmp_path: Path) -> Path:
    """A released root, unpacked."""
    return unpack(written, tmp_path)


@pytest.fixture
def root(path: Path) -> Root:
    return Root.open(path)


def rows(snapshot: Snapshot) -> dict[str, list[dict[str, object]]]:
    return {name: snapshot.read(name).to_pylist() for name in DATASETS}


def upgrade(root: Root) -> int:
    return root.upgrade("upgrade", "upgrade", lambda _: None).version


def is_uniform(path: Path) -> bool:
    """Whether every plain file has all columns of today."""
    today = {name: set(arrow_schema(dataset).names) - {dataset.partition} for name, dataset in DATASETS.items()}
    return all(set(pq.read_schema(file).names) == today[file.parts[-3]] for file in path.glob("[!.]*/*/*.parquet"))


def test_a_root_of_every_schema_version_but_the_one_in_the_making_is_kept() -> None:
    assert set(range(1, SCHEMA_VERSION)) <= set(VERSIONS)


def test_every_version_of_it_is_read_with_the_columns_of_today(root: Root) -> None:
    for commit in root.history():
        snapshot = root.snapshot(commit.version)
        for name, dataset in DATASETS.items():
            table = snapshot.read(name)
            assert table.schema.equals(arrow_schema(dataset), check_metadata=True)
            assert len(to_rows(dataset.row, table)) == snapshot.rows(name)
    assert [root.snapshot().rows(name) for name in ("captures", "articles", "revisions", "rejects")] == [8, 6, 7, 1]


def test_every_column_a_released_file_has_is_still_there_and_of_its_type(path: Path) -> None:
    for file in path.glob(".dateline/files/*/*/*"):
        schema = pq.read_schema(file)
        today = arrow_schema(DATASETS[schema.metadata[b"dateline.dataset"].decode()])
        for field in schema:
            assert today.field(field.name).type == field.type
            assert today.field(field.name).nullable >= field.nullable


def test_it_is_queried_at_every_version(root: Root) -> None:
    for commit in root.history():
        snapshot = root.snapshot(commit.version)
        for name, dataset in DATASETS.items():
            names = ", ".join(f'"{column}"' for column in arrow_schema(dataset).names)
            assert len(connect(snapshot).execute(f"SELECT {names} FROM {name}").fetchall()) == snapshot.rows(name)


def test_a_column_that_came_later_is_null_or_an_empty_list_and_can_be_queried(root: Root, written: int) -> None:
    younger = [
        (name, column)
        for name, dataset in DATASETS.items()
        for column in dataset.row.model_fields
        if max(dataset.since, since_of(dataset.row, column)) > written
    ]
    assert (("runs", "parent_run_id") in younger) is (written < 2)
    assert (("quotations", "speaker") in younger) is (written < 3)
    assert (("runs", "slowest_pages") in younger) is (written < 4)
    for name, column in younger:
        filled = f'"{column}" IS NOT NULL AND CAST("{column}" AS VARCHAR) <> \'[]\''
        query = f"SELECT count(*) FROM {name} WHERE {filled}"
        assert connect(root.snapshot(1)).execute(query).fetchall() == [(0,)]


def test_an_article_in_it_is_traced_with_both_its_versions(root: Root) -> None:
    traces = find_traces(root.snapshot(), CHANGED)
    assert sorted(version["version"] for trace in traces for version in trace.versions) == [1, 2]


def test_an_upgrade_leaves_every_row_as_it_was_and_no_file_older(root: Root, path: Path) -> None:
    before = rows(root.snapshot())
    upgrade(root)
    assert rows(root.snapshot()) == before
    assert root.older().files == 0
    assert is_uniform(path)
    assert faults_of(path) == []


def test_an_upgrade_again_commits_nothing(root: Root) -> None:
    assert upgrade(root) == upgrade(root)


def test_plain_readers_see_every_column_after_an_upgrade(root: Root, path: Path) -> None:
    upgrade(root)
    for name, dataset in DATASETS.items():
        if root.snapshot().rows(name):
            names = set(arrow_schema(dataset).names)
            assert set(pd.read_parquet(path / name).columns) == names
            assert set(ds.dataset(path / name, partitioning="hive").schema.names) == names


def test_versions_before_an_upgrade_are_read_as_before_it(root: Root) -> None:
    before = {commit.version: rows(root.snapshot(commit.version)) for commit in root.history()}
    upgrade(root)
    assert {version: rows(root.snapshot(version)) for version in before} == before


def test_a_run_into_it_brings_its_files_along(path: Path, tmp_path: Path) -> None:
    before = Root.open(path).snapshot().rows("articles")
    run(path, [write_pages(tmp_path / "pages", 3)], run_id="later", at=datetime(2026, 12, 1, tzinfo=UTC))
    root = Root.open(path)
    assert (root.snapshot().rows("articles"), root.older().files) == (before + 3, 0)
    assert is_uniform(path)
    assert faults_of(path) == []


@pytest.mark.parametrize("written", WITHOUT_FACTS, indirect=True)
def test_a_backfill_of_what_other_rules_derived_gives_its_articles_their_facts(path: Path) -> None:
    before = Root.open(path).snapshot()
    assert (before.rows("time_expressions"), set(before.read("articles")["facts_level"].to_pylist())) == (0, {None})
    backfill_here(path, Choice.CHANGED, run_id="facts", staged_as="facts", at=datetime(2026, 12, 1, tzinfo=UTC))
    after = Root.open(path).snapshot()
    assert after.read("articles", ["article_id"]).equals(before.read("articles", ["article_id"]))
    assert set(after.read("articles")["facts_level"].to_pylist()) == {"default"}
    assert all(after.rows(name) for name in ("quotations", "time_expressions", "quantities"))
    assert faults_of(path) == []


def test_it_is_rolled_back_to_its_old_versions_and_leaves_no_file_older(root: Root, path: Path) -> None:
    before = rows(root.snapshot(1))
    upgrade(root)
    root.rollback(1, "rollback", "rollback")
    assert rows(root.snapshot()) == before
    assert root.older().files == 0
    assert is_uniform(path)


def test_a_copy_of_it_without_links_modes_and_times_is_healed(path: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(path, tmp_path / "copy", copy_function=shutil.copyfile)
    before = rows(Root.open(path).snapshot())
    assert rows(Root.open(copy).snapshot()) == before
    assert faults_of(copy) == []
