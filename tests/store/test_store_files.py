"""One Parquet file: which tables fit, and the bytes they become."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from any_rows import any_rows
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rows import DAY, article, articles, table

from schemas.arrow import arrow_schema, file_schema, to_rows
from schemas.datasets import DATASETS
from schemas.errors import SchemaError
from tasks.store.locations import storage_at
from tasks.store.parquet import read_parquet, write_parquet

ARTICLES = DATASETS["articles"]


@pytest.mark.parametrize("dataset", DATASETS)
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(draw=st.data())
def test_every_row_survives_parquet(dataset: str, draw: st.DataObject) -> None:
    known = DATASETS[dataset]
    rows = draw.draw(any_rows(known, DAY))
    with TemporaryDirectory() as folder:
        path = Path(folder, "rows.parquet")
        write_parquet(known, table(dataset, *rows), path)
        content = read_parquet(storage_at(folder), path.name, known, file_schema(known).names)
    days = pa.array([DAY] * len(rows), pa.date32())
    whole = content.append_column(arrow_schema(known).field(known.partition), days)
    by_key = sorted(rows, key=lambda row: [getattr(row, name) for name in known.key])
    assert to_rows(known.row, whole) == by_key


@settings(max_examples=20)
@given(st.permutations(range(6)), st.integers(1, 5))
def test_the_same_rows_give_the_same_bytes_in_any_order_and_chunks(order: list[int], cut: int) -> None:
    rows = [article(number) for number in range(6)]
    shuffled = table("articles", *(rows[number] for number in order))
    chunked = pa.concat_tables([shuffled.slice(0, cut), shuffled.slice(cut)])
    with TemporaryDirectory() as folder:
        write_parquet(ARTICLES, table("articles", *rows), Path(folder, "a"))
        write_parquet(ARTICLES, chunked, Path(folder, "b"))
        assert Path(folder, "a").read_bytes() == Path(folder, "b").read_bytes()


def test_a_file_carries_the_whole_schema_its_metadata_and_statistics(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    write_parquet(ARTICLES, table("articles", *(article(number) for number in range(3))), path)
    with pq.ParquetFile(path) as file:
        assert file.schema_arrow.equals(file_schema(ARTICLES), check_metadata=True)
        ids = file.metadata.row_group(0).column(0)
        assert (ids.path_in_schema, ids.compression, ids.statistics.has_min_max) == ("article_id", "ZSTD", True)
        assert file.metadata.metadata[b"dateline.schema_version"] == str(ARTICLES.schema_version).encode()


def test_rows_are_sorted_by_key(tmp_path: Path) -> None:
    rows = [article(number) for number in range(20)]
    Random(1).shuffle(rows)
    write_parquet(ARTICLES, table("articles", *rows), tmp_path / "a.parquet")
    ids = read_parquet(storage_at(tmp_path), "a.parquet", ARTICLES, ["article_id"]).column("article_id").to_pylist()
    assert ids == sorted(ids)


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match=r"articles: 1 keys \(article_id\) stand twice"):
        write_parquet(ARTICLES, table("articles", article(1), article(1)), tmp_path / "a.parquet")


def with_nulls(column: str) -> pa.Table:
    rows = articles(article(1))["articles"]
    place = rows.schema.get_field_index(column)
    return rows.set_column(place, rows.schema.field(place), pa.nulls(1, rows.schema.field(place).type))


@pytest.mark.parametrize("column", ["headline", "author", "published_date"])
def test_a_null_in_a_required_column_is_refused(tmp_path: Path, column: str) -> None:
    with pytest.raises(SchemaError, match=f"articles.{column}: 1 nulls"):
        write_parquet(ARTICLES, with_nulls(column), tmp_path / "a.parquet")


def test_a_null_in_a_required_part_of_a_nested_column_is_refused(tmp_path: Path) -> None:
    rows = articles(article(1))["articles"]
    place = rows.schema.get_field_index("author")
    nothing = pa.array([[None]], rows.schema.field(place).type)
    with pytest.raises(SchemaError, match="articles: "):
        write_parquet(ARTICLES, rows.set_column(place, rows.schema.field(place), nothing), tmp_path / "a.parquet")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda rows: rows.drop_columns(["headline"]), "articles.headline: missing"),
        (lambda rows: rows.append_column("mood", pa.array(["calm"])), "articles.mood: no such column"),
        (lambda rows: rows.append_column("url", rows.column("url")), "articles.url: twice"),
        (lambda rows: rows.select(rows.schema.names[::-1]), "articles: columns in another order"),
        (
            lambda rows: rows.set_column(1, pa.field("version", pa.int32(), nullable=False), pa.array([1], pa.int32())),
            "articles.version: is .*int32.*should be .*int64",
        ),
    ],
)
def test_a_table_of_another_schema_is_refused_by_dataset_and_column(
    tmp_path: Path, change: Callable[[pa.Table], pa.Table], message: str
) -> None:
    with pytest.raises(SchemaError, match=message):
        write_parquet(ARTICLES, change(articles(article(1))["articles"]), tmp_path / "a.parquet")
