"""Arrow schemas and tables say what the row models say."""

from datetime import UTC, datetime

import pyarrow as pa
import pytest
from any_rows import any_row
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import AwareDatetime, Field, ValidationError
from test_reference import models

from schemas.arrow import DATASET_KEY, SCHEMA_VERSION_KEY, arrow_schema, check_nulls, file_schema, to_rows, to_table
from schemas.datasets import DATASETS, Change, Dataset
from schemas.errors import SchemaError
from schemas.rejects import Reject
from schemas.row import Record, Text, since_of
from schemas.versions import SCHEMA_VERSION
from schemas.words import RejectReason, Stage

ARTICLES = DATASETS["articles"]
AT_TEN = datetime(2024, 3, 1, 10, tzinfo=UTC)


def reject(**changes: object) -> Reject:
    fields: dict[str, object] = {
        "reject_id": "one",
        "stage": Stage.CLEAN,
        "reason": RejectReason.EMPTY,
        "detail": None,
        "target_uri": "file:///a.html",
        "record_id": None,
        "payload_digest": None,
        "source": "input",
        "extractor_version": "1.0.0",
        "run_id": "run",
        "rejected_at": AT_TEN,
        "run_date": AT_TEN.date(),
    }
    return Reject.model_validate(fields | changes)


def test_a_column_may_be_null_exactly_where_its_field_may_be_none() -> None:
    schema = arrow_schema(ARTICLES)
    assert schema.field("url").nullable
    assert not schema.field("headline").nullable
    assert not schema.field("author").nullable


def test_instants_are_microseconds_in_utc_and_days_are_dates() -> None:
    schema = arrow_schema(ARTICLES)
    assert schema.field("captured_at").type == pa.timestamp("us", "UTC")
    assert schema.field("date_published").type == pa.timestamp("us", "UTC")
    assert schema.field("published_date").type == pa.date32()


def test_nested_records_are_lists_of_structs_whose_parts_keep_their_nullability() -> None:
    sections = arrow_schema(ARTICLES).field("sections").type
    assert not sections.value_field.nullable
    assert [(part.name, str(part.type), part.nullable) for part in sections.value_type] == [
        ("heading", "string", False),
        ("start", "int64", False),
        ("end", "int64", False),
    ]


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda dataset: str(dataset.name))
def test_a_files_schema_is_the_rows_without_the_partition_column(dataset: Dataset) -> None:
    names = arrow_schema(dataset).names
    assert dataset.partition in names
    assert file_schema(dataset).names == [name for name in names if name != dataset.partition]


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda dataset: str(dataset.name))
def test_keys_and_partitions_are_required_columns(dataset: Dataset) -> None:
    schema = arrow_schema(dataset)
    assert not any(schema.field(name).nullable for name in (dataset.partition, *dataset.key))


def test_a_schema_names_its_dataset_and_the_version_that_gave_it_its_columns() -> None:
    assert file_schema(DATASETS["links"]).metadata == {DATASET_KEY: b"links", SCHEMA_VERSION_KEY: b"1"}
    assert file_schema(DATASETS["runs"]).metadata == {DATASET_KEY: b"runs", SCHEMA_VERSION_KEY: b"4"}


def test_the_schema_version_is_the_newest_of_any_dataset() -> None:
    assert max(dataset.schema_version for dataset in DATASETS.values()) == SCHEMA_VERSION


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda dataset: str(dataset.name))
def test_a_column_older_files_lack_may_be_null_or_is_a_list(dataset: Dataset) -> None:
    younger = [name for name in dataset.row.model_fields if since_of(dataset.row, name) > dataset.since]
    fields = [arrow_schema(dataset).field(name) for name in younger]
    assert [field.name for field in fields if not field.nullable and not pa.types.is_list(field.type)] == []
    assert not {dataset.partition, *dataset.key} & set(younger)


def test_parts_of_a_row_never_change() -> None:
    """A list of structs that gained a field has another type, which older files cannot be read as."""
    parts = [part for dataset in DATASETS.values() for part in list(models(dataset.row))[1:]]
    assert [(part, name) for part in parts for name in part.model_fields if since_of(part, name) > 1] == []


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda dataset: str(dataset.name))
@given(data=st.data())
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_any_row_survives_the_way_into_a_table_and_back(dataset: Dataset, data: st.DataObject) -> None:
    rows = data.draw(st.lists(any_row(dataset.row), max_size=3))
    table = to_table(dataset, rows)
    assert table.schema.equals(arrow_schema(dataset), check_metadata=True)
    assert to_rows(dataset.row, table) == rows


def test_a_table_of_no_rows_has_the_whole_schema() -> None:
    assert to_table(ARTICLES, []).schema.equals(arrow_schema(ARTICLES))


def test_a_null_in_a_required_column_is_named() -> None:
    rejects = DATASETS["rejects"]
    table = to_table(rejects, [reject()])
    source = pa.field("source", pa.string(), nullable=False)
    broken = table.set_column(table.schema.get_field_index("source"), source, pa.array([None], pa.string()))
    with pytest.raises(SchemaError, match=r"rejects\.source: 1 nulls"):
        check_nulls(rejects, broken)


def test_a_type_arrow_has_no_word_for_is_refused() -> None:
    class Odd(Record):
        """One odd row."""

        odd: complex = Field(description="No column.")

    with pytest.raises(SchemaError, match="complex"):
        arrow_schema(Dataset("odd", Odd, "odd", ("odd",), Change.APPEND))


def test_a_row_takes_no_field_it_does_not_name() -> None:
    with pytest.raises(ValidationError, match="mood"):
        reject(mood="calm")


def test_a_row_takes_no_instant_without_a_zone() -> None:
    with pytest.raises(ValidationError, match="rejected_at"):
        reject(rejected_at=datetime(2024, 3, 1, 10))  # noqa: DTZ001 - what is refused


def test_a_row_takes_no_text_for_a_number_or_an_instant() -> None:
    with pytest.raises(ValidationError, match="rejected_at"):
        reject(rejected_at="2024-03-01T10:00:00Z")


@pytest.mark.parametrize("text", ["", "a\x00b"])
def test_a_row_takes_no_empty_text_and_no_nul(text: str) -> None:
    with pytest.raises(ValidationError, match="detail"):
        reject(detail=text)


def test_a_row_must_be_given_every_field_also_those_that_may_be_none() -> None:
    class Small(Record):
        """One small row."""

        url: Text | None = Field(description="May be None.")
        at: AwareDatetime = Field(description="An instant.")

    with pytest.raises(ValidationError, match="url"):
        Small.model_validate({"at": AT_TEN})


def test_a_row_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        reject().source = "other"
