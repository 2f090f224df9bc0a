"""A catalog: what database programs find in it."""

import struct
from pathlib import Path

import duckdb
import pytest
from rows import DAY, article, articles, reject, table

from schemas.datasets import DATASETS
from schemas.errors import ConfigError
from tasks.store import Changes, Root, Snapshot, write_catalog
from tasks.store.locations import storage_at


@pytest.fixture
def filled(root: Root) -> Root:
    root.commit("run", "test", lambda _: Changes(puts=articles(article(1))))
    return root


def opened(root: Root, path: Path, *, frozen: bool = False) -> duckdb.DuckDBPyConnection:
    write_catalog(root.snapshot(), path, frozen=frozen)
    return duckdb.connect(str(path), read_only=True)


def test_every_dataset_is_a_view_with_its_columns_and_their_meaning(filled: Root, tmp_path: Path) -> None:
    catalog = opened(filled, tmp_path / "a.duckdb")
    query = "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal"
    found = {(view, column): comment for view, column, comment in catalog.execute(query).fetchall()}
    assert found == {
        (name, column): field.description
        for name, dataset in DATASETS.items()
        for column, field in dataset.row.model_fields.items()
    }
    views = catalog.execute("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal").fetchall()
    assert dict(views)["articles"] == "The current version of one article."


def test_a_catalog_is_a_file_that_duckdb_1_0_opens(filled: Root, tmp_path: Path) -> None:
    write_catalog(filled.snapshot(), tmp_path / "a.duckdb", frozen=False)
    magic, version = struct.unpack_from("<4sQ", (tmp_path / "a.duckdb").read_bytes(), 8)  # after a checksum
    assert (magic, version) == (b"DUCK", 64)  # 64 is that of 0.10 to 1.1


def test_a_catalog_shows_what_later_runs_commit(filled: Root, tmp_path: Path) -> None:
    catalog = opened(filled, tmp_path / "a.duckdb")
    filled.commit("run", "test", lambda _: Changes(puts=articles(article(2))))
    assert catalog.execute("SELECT published_date, count(*) FROM articles GROUP BY 1").fetchall() == [(DAY, 2)]


def test_a_frozen_catalog_stays_as_it_is(filled: Root, tmp_path: Path) -> None:
    catalog = opened(filled, tmp_path / "a.duckdb", frozen=True)
    filled.commit("run", "test", lambda _: Changes(puts=articles(article(2))))
    assert catalog.execute("SELECT published_date, count(*) FROM articles GROUP BY 1").fetchall() == [(DAY, 1)]


def test_a_dataset_without_rows_is_an_empty_view(filled: Root, tmp_path: Path) -> None:
    catalog = opened(filled, tmp_path / "a.duckdb")
    assert catalog.execute("SELECT max(rejected_at), count(*) FROM rejects").fetchall() == [(None, 0)]


def test_a_root_whose_name_is_a_pattern_is_read_and_no_other(tmp_path: Path) -> None:
    for name in ("Ana's [new] *folder*?", "Ana's n folder?"):
        Root.open(tmp_path / name).commit(
            "run", "test", lambda _: Changes(puts={"rejects": table("rejects", reject(1))})
        )
    root = Root.open(tmp_path / "Ana's [new] *folder*?")
    catalog = opened(root, tmp_path / "a.duckdb")
    assert catalog.execute("SELECT count(*) FROM rejects").fetchall() == [(1,)]


def test_a_catalog_of_a_bucket_is_refused_with_what_to_do_instead(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="dateline query"):
        write_catalog(Snapshot(storage_at("s3://bucket/news"), 0, {}), tmp_path / "a.duckdb", frozen=False)
