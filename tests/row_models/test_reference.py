"""docs/datasets.md says what the row models say."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args, get_type_hints

import duckdb
import pandas
import polars
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from rows import DAY, article

from schemas.arrow import arrow_schema, to_table
from schemas.datasets import DATASETS, Change, Dataset
from schemas.reference import reference
from schemas.row import Record
from schemas.words import (
    DatePrecision,
    FactsLevel,
    FetchMode,
    LinkKind,
    MentionType,
    ParagraphOp,
    Part,
    QuantityKind,
    QuantityModifier,
    QuotationType,
    RejectReason,
    RunStatus,
    SpeakerKind,
    Stage,
    TakedownKind,
    TimexAnchor,
    TimexType,
    Word,
)

PAGE = Path(__file__).parents[2] / "docs" / "datasets.md"
SHOWN: list[type[Word]] = [
    *(DatePrecision, FetchMode, LinkKind, ParagraphOp, Part),
    *(RejectReason, RunStatus, Stage, TakedownKind),
    *(FactsLevel, MentionType, QuantityKind, QuantityModifier, QuotationType, SpeakerKind, TimexAnchor, TimexType),
]
KINDS = [Change, *SHOWN]


def models(row: type[Record]) -> Iterator[type[Record]]:
    yield row
    for hint in get_type_hints(row).values():
        for part in get_args(hint):
            if isinstance(part, type) and issubclass(part, Record):
                yield from models(part)


ALL_MODELS = [model for dataset in DATASETS.values() for model in models(dataset.row)]


def table_under(heading: str, page: str) -> dict[str, tuple[str, str]]:
    """Type and null mark by column of the first table under a heading."""
    section = page.split(f"\n{heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = section[section.index("| --- ") :].split("\n\n", 1)[0].splitlines()[1:]
    cells = [[cell.strip() for cell in line.split(" | ")] for line in lines]
    return {row[0].strip("| `"): (row[1], row[2]) for row in cells}


def test_the_committed_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == reference(), "docs/datasets.md is out of date: run `make docs` and commit it"


@pytest.mark.parametrize("model", ALL_MODELS)
def test_every_field_of_every_row_model_has_a_description(model: type[Record]) -> None:
    undescribed = [name for name, field in model.model_fields.items() if not field.description]
    assert not undescribed, f"{model.__name__} has fields without a description: {undescribed}"


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda dataset: str(dataset.name))
def test_the_page_shows_each_columns_arrow_type_and_whether_it_may_be_null(dataset: Dataset) -> None:
    schema = arrow_schema(dataset)
    shown = table_under(f"## {dataset.name}", reference())
    assert list(shown) == schema.names
    for field in schema:
        kind, null = shown[field.name]
        assert null == ("yes" if field.nullable else "")
        assert kind.startswith("`list") if pa.types.is_list(field.type) else f"`{field.type}`" in kind


@pytest.mark.parametrize("model", [model for model in ALL_MODELS if model not in {d.row for d in DATASETS.values()}])
def test_each_nested_record_has_a_table_of_its_own(model: type[Record]) -> None:
    assert list(table_under(f"### {model.__name__}", reference())) == list(model.model_fields)


@pytest.mark.parametrize("kind", KINDS)
def test_every_fixed_word_has_a_meaning_and_is_still_a_plain_string(kind: type[Word]) -> None:
    for word in kind:
        assert word.meaning.strip()
        assert word == word.value == str(word) and kind(str(word)) is word


@pytest.mark.parametrize("kind", SHOWN)
def test_the_page_explains_every_fixed_word(kind: type[Word]) -> None:
    page = reference().split("## Fixed words", 1)[1]
    assert f"### {kind.__name__}" in page
    assert all(f"| `{word}` | {word.meaning} |" in page for word in kind)


def test_every_link_inside_the_page_leads_to_one_of_its_headings() -> None:
    page = reference()
    headings = {line.strip("# ").lower().replace(" ", "-") for line in page.splitlines() if line.startswith("#")}
    targets = {part.split(")", 1)[0] for part in page.split("](#")[1:]}
    assert targets <= headings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder whose `data/articles` holds one article, as the page says it lies there."""
    table = to_table(DATASETS["articles"], [article(1)]).drop_columns(["published_date"])
    path = tmp_path / "data" / "articles" / f"published_date={DAY}" / "part-0.parquet"
    path.parent.mkdir(parents=True)
    pq.write_table(table, path)
    return tmp_path


def shown_for(reader: str) -> str:
    """What the page shows for reading with a library."""
    (line,) = [line for line in reference().splitlines() if line.startswith(f"| {reader} | ")]
    return line.split("`")[1]


def test_pandas_reads_a_dataset_as_the_page_shows(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    frame = eval(shown_for("pandas"), {"pd": pandas})
    assert list(frame["headline"]) == ["A bridge opens"]
    assert str(frame["published_date"].dtype) == "category"


def test_polars_reads_a_dataset_as_the_page_shows(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    frame = eval(shown_for("Polars"), {"pl": polars}).collect()
    assert frame["published_date"].to_list() == [DAY]


def test_duckdb_reads_a_dataset_and_cuts_a_span_as_the_page_shows(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    rows = f"SELECT *, s.* FROM (SELECT *, unnest(sections) AS s FROM ({shown_for('DuckDB')}))"
    span = re.search(r"`(substring\(article_body.*?\))`", reference())
    assert span is not None
    assert duckdb.sql(f"SELECT published_date, {span[1]} FROM ({rows})").fetchall() == [(DAY, "Opening")]
