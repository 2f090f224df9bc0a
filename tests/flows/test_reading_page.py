"""docs/reading.md: every query on it, run on the samples."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree
from typing import TypeAlias

import duckdb
import pandas as pd
import polars as pl
import pytest
from command_line import dateline
from stages import run_here

from tasks.store import Root, connect

CHECKOUT = Path(__file__).parents[2]
Select: TypeAlias = Callable[[str], Sequence[object]]
APRIL = datetime(2024, 4, 1, 12, tzinfo=UTC)
PAGE = (CHECKOUT / "docs" / "reading.md").read_text("utf-8")
SQL = re.findall(r"^```sql\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
PYTHON = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples ingested into `data/`, one corrected the day after, headline and all, and a catalog."""
    folder = tmp_path_factory.mktemp("reading")
    run_here(folder / "data", [CHECKOUT / "config" / "samples"], at=APRIL)
    corrected = Path(copytree(CHECKOUT / "config" / "samples" / "northern-ledger", folder / "northern-ledger"))
    page = corrected / "copper-mine.html"
    changed = page.read_text("utf-8").replace("Court halts copper mine", "Judges halt copper mine")
    page.write_text(changed.replace("</p>", " A correction was added.</p>", 1), "utf-8")
    run_here(folder / "data", [corrected], run_id="later", at=APRIL + timedelta(days=1))
    assert dateline("catalog", "--root", folder / "data", "--out", folder / "news.duckdb") == 0
    return folder


@pytest.fixture(scope="module")
def of_snapshot(folder: Path) -> Select:
    opened = connect(Root.open(folder / "data").snapshot())
    return lambda sql: opened.execute(sql).fetchall()


@pytest.fixture(scope="module")
def of_catalog(folder: Path) -> Select:
    opened = duckdb.connect(str(folder / "news.duckdb"), read_only=True)
    opened.execute("SET TimeZone = 'UTC'")
    return lambda sql: opened.execute(sql).fetchall()


@pytest.mark.parametrize("sql", SQL)
def test_a_query_gives_the_same_rows_of_a_snapshot_and_of_a_catalog(
    sql: str, of_snapshot: Select, of_catalog: Select
) -> None:
    found = of_snapshot(sql)
    assert found
    assert sorted(map(str, found)) == sorted(map(str, of_catalog(sql)))


def test_the_python_of_the_page_runs_from_top_to_bottom(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    names: dict[str, object] = {}
    for block in PYTHON:
        exec(block, names)
    assert len(PYTHON) == 6


def test_each_reader_gives_the_partition_column_the_type_the_page_says(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    types = dict(re.findall(r"^\| (\w+)[^|]* \| (?:a|an) (\w+)", PAGE, re.MULTILINE))
    assert types["pandas"] == str(pd.read_parquet("data/articles")["published_date"].dtype)
    scan = pl.scan_parquet("data/articles", hive_partitioning=True)
    assert types["Polars"] == str(scan.collect_schema()["published_date"]).lower()
    (column, *_) = duckdb.sql(
        "SELECT published_date FROM read_parquet('data/articles/*/*.parquet', hive_partitioning = true)"
    ).types
    assert types["DuckDB"] == str(column).lower()
