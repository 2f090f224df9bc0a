"""The public view: complete files only, followed by every common reader, mended after a crash."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.dataset as pads
import pytest
from rows import NEXT_DAY, article, article_id, articles, capture, reject, table

from tasks.store import Changes, Root
from tasks.store.locations import storage_at


@pytest.fixture
def filled(root: Root) -> Root:
    puts = articles(article(1), article(2), article(3, NEXT_DAY)) | {"rejects": table("rejects", reject(1))}
    root.commit("run", "test", lambda _: Changes(puts, {"captures": [table("captures", capture(1))]}))
    return root


def listing(path: Path) -> list[str]:
    return sorted(str(file.relative_to(path)) for file in path.glob("[!.]*/**/*") if file.is_file())


def stamps(path: Path) -> dict[str, tuple[int, int]]:
    return {name: ((path / name).stat().st_ino, (path / name).stat().st_mtime_ns) for name in listing(path)}


def change_first_article(root: Root) -> None:
    root.commit("run", "test", lambda _: Changes(puts=articles(article(1, headline="Two bridges open"))))


FILLED = [
    "articles/published_date=2024-03-01/part-0.parquet",
    "articles/published_date=2024-03-02/part-0.parquet",
    "captures/captured_date=2024-03-01/part-0.parquet",
    "rejects/run_date=2024-03-01/part-0.parquet",
]


def test_only_parquet_files_in_partition_folders_are_seen(filled: Root, path: Path) -> None:
    assert listing(path) == FILLED
    assert {entry.name for entry in path.iterdir()} == {".dateline", "articles", "captures", "rejects"}


def test_pandas_polars_duckdb_and_pyarrow_read_the_same_rows(filled: Root, path: Path) -> None:
    home = path / "articles"
    with duckdb.connect() as connection:
        query = f"SELECT article_id FROM read_parquet('{home}/*/*.parquet', hive_partitioning=true)"
        by_duckdb = [row[0] for row in connection.execute(query).fetchall()]
        days = f"SELECT DISTINCT published_date FROM read_parquet('{home}/*/*.parquet', hive_partitioning=true)"
        assert len(connection.execute(days).fetchall()) == 2
    by_polars = pl.scan_parquet(home, hive_partitioning=True).collect()
    by_pandas = pd.read_parquet(home)
    by_pyarrow = pads.dataset(home, partitioning="hive").to_table()
    expected = sorted(article_id(number) for number in (1, 2, 3))
    assert sorted(by_duckdb) == expected
    assert sorted(by_polars["article_id"]) == expected
    assert sorted(by_pandas["article_id"]) == expected
    assert sorted(by_pyarrow.column("article_id").to_pylist()) == expected
    columns = set(filled.snapshot().read("articles").column_names)
    assert set(by_polars.columns) == set(by_pandas.columns) == set(by_pyarrow.column_names) == columns


def test_writing_the_same_rows_twice_touches_no_file(filled: Root, path: Path) -> None:
    before = stamps(path)
    again = articles(article(1), article(2), article(3, NEXT_DAY))
    filled.commit("run", "test", lambda _: Changes(again, {"captures": [table("captures", capture(1))]}))
    assert stamps(path) == before


def test_a_commit_leaves_the_partitions_it_does_not_change(filled: Root, path: Path) -> None:
    before = stamps(path)
    change_first_article(filled)
    after = stamps(path)
    assert [name for name in FILLED if after[name] != before[name]] == FILLED[:1]


def test_a_partition_that_is_gone_leaves_no_folder(filled: Root, path: Path) -> None:
    filled.commit("run", "test", lambda _: Changes(puts=articles(article(3))))
    assert [folder.name for folder in (path / "articles").iterdir()] == ["published_date=2024-03-01"]


def test_appended_captures_are_numbered_in_the_order_of_their_commits(filled: Root, path: Path) -> None:
    first = stamps(path)["captures/captured_date=2024-03-01/part-0.parquet"]
    filled.commit("run", "test", lambda _: Changes(appends={"captures": [table("captures", capture(2))]}))
    after = {name: stamp for name, stamp in stamps(path).items() if name.startswith("captures")}
    assert [Path(name).name for name in after] == ["part-0.parquet", "part-1.parquet"]
    assert after["captures/captured_date=2024-03-01/part-0.parquet"] == first


def stale_view(root: Root, path: Path) -> None:
    """Leaves the root as a crash between log entry and view does."""
    shutil.copytree(path / "articles", path.parent / "old", copy_function=os.link)
    root.commit("run", "test", lambda _: Changes(puts=articles(article(1, NEXT_DAY, "Moved"), article(4))))
    shutil.rmtree(path / "articles")
    (path.parent / "old").rename(path / "articles")


def lost_view(root: Root, path: Path) -> None:
    shutil.rmtree(path / "articles")


def altered_view(root: Root, path: Path) -> None:
    (path / FILLED[0]).unlink()
    (path / FILLED[0]).write_bytes(b"PAR1")


def cluttered_view(root: Root, path: Path) -> None:
    (path / "articles/published_date=1999-01-01").mkdir()
    (path / "links/published_date=1999-01-01").mkdir(parents=True)
    (path / "links/published_date=1999-01-01/part-0.parquet").write_bytes(b"PAR1")
    (path / "captures/captured_date=2024-03-01/part-1.parquet").write_bytes(b"PAR1")


@pytest.mark.parametrize("crash", [stale_view, lost_view, altered_view, cluttered_view])
def test_opening_a_root_mends_the_view_a_crash_left(
    filled: Root, path: Path, crash: Callable[[Root, Path], None]
) -> None:
    crash(filled, path)
    snapshot = Root.open(path).snapshot()
    assert listing(path) == FILLED
    for name in ("articles", "captures"):
        truths = [(path / file.key).stat().st_ino for part in snapshot.files(name).values() for file in part]
        assert [stamp[0] for file, stamp in stamps(path).items() if file.startswith(name)] == truths
    assert not list(path.glob("*/published_date=1999-01-01"))


def test_opening_does_not_wait_for_somebody_who_commits(filled: Root, path: Path) -> None:
    lost_view(filled, path)
    with storage_at(path).working(seconds=0):
        assert Root.open(path).snapshot().rows("articles") == 3
    Root.open(path)
    assert listing(path) == FILLED


def test_a_file_system_without_hard_links_gets_copies(path: Path, root: Root, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(source: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted", str(target))

    monkeypatch.setattr(os, "link", refuse)
    root.commit("run", "test", lambda _: Changes(puts=articles(article(1), article(3, NEXT_DAY))))
    before = stamps(path)
    change_first_article(Root.open(path))
    after = stamps(path)
    assert [name for name in FILLED[:2] if after[name] != before[name]] == FILLED[:1]
    assert "Two bridges open" in pl.read_parquet(path / FILLED[0])["headline"]


def test_a_file_of_the_view_cannot_be_opened_for_writing(filled: Root, path: Path) -> None:
    assert not (path / FILLED[0]).stat().st_mode & 0o222
