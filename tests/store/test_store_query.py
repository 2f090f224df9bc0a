"""SQL over a snapshot."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from rows import DAY, NEXT_DAY, article, articles, capture, table

from schemas.arrow import arrow_schema
from schemas.datasets import DATASETS
from tasks.store import Changes, Root, connect


@pytest.fixture
def root(anywhere: str) -> Root:
    return Root.open(anywhere)


@pytest.fixture
def filled(root: Root) -> Root:
    puts = articles(article(1), article(2, NEXT_DAY))
    root.commit("run", "test", lambda _: Changes(puts, {"captures": [table("captures", capture(1))]}))
    return root


def described(connection: duckdb.DuckDBPyConnection, dataset: str) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in connection.execute(f"DESCRIBE {dataset}").fetchall()]


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_dataset_is_a_view_with_the_columns_of_its_schema(filled: Root, dataset: str) -> None:
    names = [name for name, _ in described(connect(filled.snapshot()), dataset)]
    assert names == arrow_schema(DATASETS[dataset]).names


@pytest.mark.parametrize("dataset", ["articles", "captures"])
def test_an_empty_dataset_has_the_same_types_as_a_filled_one(filled: Root, dataset: str) -> None:
    empty, full = connect(filled.snapshot(0)), connect(filled.snapshot())
    assert described(empty, dataset) == described(full, dataset)
    assert empty.execute(f"SELECT count(*) FROM {dataset}").fetchall() == [(0,)]


def test_days_are_dates_and_instants_are_utc(filled: Root) -> None:
    query = "SELECT published_date, date_published FROM articles ORDER BY 1"
    rows = connect(filled.snapshot()).execute(query).fetchall()
    assert [row[0] for row in rows] == [DAY, NEXT_DAY]
    assert rows[0][1] == datetime(2024, 3, 1, 9, 30, tzinfo=UTC)
    shown = connect(filled.snapshot()).execute("SELECT date_published::VARCHAR FROM articles ORDER BY 1").fetchone()
    assert shown == ("2024-03-01 09:30:00+00",)


def test_a_query_sees_its_snapshot_and_not_what_came_later(filled: Root) -> None:
    connection = connect(filled.snapshot())
    filled.commit("run", "test", lambda _: Changes(puts=articles(article(3))))
    assert connection.execute("SELECT count(*) FROM articles").fetchall() == [(2,)]


def test_a_query_reaches_no_other_file_and_no_python_variable(filled: Root, tmp_path: Path) -> None:
    connection = connect(filled.snapshot())
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    somewhere = table("articles", article(9))
    assert somewhere.num_rows == 1
    for query in (
        f"SELECT * FROM '{secret}'",
        f"COPY articles TO '{tmp_path}/out.csv'",
        "SELECT * FROM somewhere",
        "SET enable_external_access = true",
        "INSTALL httpfs",
    ):
        with pytest.raises(duckdb.Error):
            connection.execute(query)


def test_no_extension_is_looked_for_elsewhere(root: Root) -> None:
    query = "SELECT current_setting('autoinstall_known_extensions'), current_setting('autoload_known_extensions')"
    assert connect(root.snapshot()).execute(query).fetchall() == [(False, False)]


def test_a_root_whose_name_has_odd_characters_can_be_queried(tmp_path: Path) -> None:
    root = Root.open(tmp_path / "Ana's [new] *folder* é")
    root.commit("run", "test", lambda _: Changes(puts=articles(article(1))))
    assert connect(root.snapshot()).execute("SELECT count(*) FROM articles").fetchall() == [(1,)]
