"""One flow run."""

from datetime import date

from pydantic import Field

from schemas.row import Instant, Record, Text, since
from schemas.words import RunStatus, Stage


class StageCount(Record):
    """How many of one thing a stage saw."""

    stage: Stage = Field(description="The stage.")
    name: Text = Field(description="What was counted, such as `captures` or `articles_new`.")
    count: int = Field(ge=0, description="How many.")


class StageDuration(Record):
    """How long a stage took."""

    stage: Stage = Field(description="The stage.")
    seconds: float = Field(ge=0, description="Wall-clock seconds, batches that ran side by side added up.")


class PageDuration(Record):
    """How long one page took."""

    record_id: Text = Field(description="The page's capture.")
    captured_date: date = Field(description="UTC day of the capture: the partition of `captures` it is in.")
    seconds: float = Field(ge=0, description="Wall-clock seconds; of a page stopped at its time limit, the limit.")


class LibraryVersion(Record):
    """A library whose version can change what a row says."""

    name: Text = Field(description="Its name on the package index.")
    version: Text = Field(description="Its version.")


class Run(Record):
    """One flow run."""

    run_id: Text = Field(description="UUID of the run; the Prefect flow run's id.")
    parent_run_id: Text | None = Field(
        description="The run that started this one, as a backfill does for each of its days; null for others.",
        json_schema_extra=since(2),
    )
    flow: Text = Field(description="Name of the flow.")
    status: RunStatus = Field(description="How it ended.")
    error: Text | None = Field(description="Why it failed; null if it did not.")
    started_at: Instant = Field(description="When it started.")
    finished_at: Instant = Field(description="When its rows were ready to commit.")
    parameters: Text = Field(description="What it was called with, as JSON.")
    code_version: Text = Field(description="dateline's version.")
    extractor_version: Text = Field(description="Version of the extraction rules.")
    schema_version: int = Field(ge=1, description="Version of the datasets' schema.")
    counts: tuple[StageCount, ...] = Field(description="Counts in and out of each stage.")
    durations: tuple[StageDuration, ...] = Field(description="Time each stage took.")
    slowest_pages: tuple[PageDuration, ...] = Field(
        description="The pages from which deriving an article took longest, the slowest first, at most ten.",
        json_schema_extra=since(4),
    )
    libraries: tuple[LibraryVersion, ...] = Field(description="Versions of the libraries extraction rests on.")
    run_date: date = Field(description="UTC day of `started_at`.")
