"""The main job: articles collected or read, derived and written, as Prefect flows.

In: names of sources, or paths. Out: commits to the root, and a summary. What is done with a page is in `tasks`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from prefect import flow, get_run_logger
from prefect.runtime import flow_run
from prefect.task_runners import ThreadPoolTaskRunner

from flows.collect import collect, gather
from flows.facts_level import facts_level
from flows.places import Window
from flows.progress import Progress
from flows.runs import Counts, Parameters, Summary, record_failure, run_row
from flows.settings import Settings, config_folder, full_location, load_settings
from flows.source_health import warnings_of
from flows.sources import chosen, files_of
from flows.stages import SIDE_BY_SIDE, derive_all, guard_limits, results, write
from flows.summary import publish_artifact
from flows.told_errors import tell_errors_in_a_line
from schemas.errors import ConfigError
from schemas.sources import Source
from tasks.lifeline import end_when_parent_says
from tasks.prefect_tasks import RunContext, read_batch
from tasks.read.batches import BatchLimits
from tasks.read.captures import ReadLimits
from tasks.read.inputs import InputFile
from tasks.settled import SettledCaptures
from tasks.store import Root, StagedBatch


def _flow_run_name() -> str:
    given: Mapping[str, Sequence[str]] = flow_run.get_parameters()
    names = [*given["sources"], *(Path(path).name for path in given["inputs"])]
    at = flow_run.get_scheduled_start_time().astimezone(UTC)
    return f"ingest {', '.join(names) or 'every enabled source'}: {at:%Y-%m-%d %H:%M}"


def _past_run_name() -> str:
    given: Mapping[str, object] = flow_run.get_parameters()
    return f"collect {given['source']}: {given['first']} to {given['last'] or 'today'}"


@flow(
    name="ingest",
    flow_run_name=_flow_run_name,
    description="Collect and read articles, derive their facts and write the datasets.",
    task_runner=ThreadPoolTaskRunner(max_workers=SIDE_BY_SIDE),  # type: ignore[arg-type]  # Prefect types it invariant
    persist_result=False,
)
def ingest(
    sources: Sequence[str] = (), inputs: Sequence[str] = (), root: str | None = None, config: str | None = None
) -> Summary:
    """Collects and reads the sources named (all enabled ones if neither sources nor inputs are), and the inputs.

    What is fetched is committed as it comes, what is derived in one commit at the end.

    Args:
        sources: Names of sources; every enabled one if neither sources nor inputs are given.
        inputs: Files and folders.
        root: Folder of the datasets; by the settings unless given.
        config: Folder with settings.toml.

    Raises:
        ConfigError: settings, a source's name or a path are wrong.
        StoreError: the root cannot be read or written.
        AccountingError: a capture ended as neither article nor reject; nothing is committed.
    """
    end_when_parent_says()
    tell_errors_in_a_line()
    folder = config_folder(Path(config) if config else None)
    settings = load_settings(folder)
    named = chosen(folder, sources, every=not inputs)
    context = RunContext(
        root=full_location(root or settings.root),
        run_id=str(flow_run.get_id()),
        started_at=datetime.now(UTC),
        level=facts_level(settings),
    )
    parameters = {"sources": [one.name for one in named], "inputs": list(inputs), "root": context.root}
    try:
        found = files_of(named, inputs)
    except ConfigError as error:
        record_failure(context, run_row(context, "ingest", Counts(files=0), parameters, error))
        raise
    web = [one for one in named if one.is_on_the_web]
    if found.skipped:
        left_out = ", ".join(f"{number} {suffix or 'without suffix'}" for suffix, number in found.skipped.items())
        get_run_logger().info("discover: left out by suffix: %s", left_out)
    summary = collect_and_derive(context, settings, Work("ingest", web, Window(), found.files), parameters)
    warnings = warnings_of(context.root, named, datetime.now(UTC)) if named else []
    for warning in warnings:
        get_run_logger().warning("health: %s", warning)
    summary = replace(summary, warnings=tuple(warnings))
    # Each source has a latest of its own.
    publish_artifact(f"ingest-{named[0].name}" if len(named) == 1 else "ingest", summary, settings.report.url)
    return summary


@flow(
    name="collect",
    flow_run_name=_past_run_name,
    description="Collect a past range of one source from its archive, and derive it.",
    task_runner=ThreadPoolTaskRunner(max_workers=SIDE_BY_SIDE),  # type: ignore[arg-type]  # Prefect types it invariant
    persist_result=False,
)
def collect_past(
    source: str, first: date, last: date | None = None, root: str | None = None, config: str | None = None
) -> Summary:
    """Fetches what a source's archive and sitemaps name of some days, both inclusive, and derives it.

    Args:
        source: The name of a source.
        first: The first day.
        last: The last day; today unless given.
        root: Folder of the datasets; by the settings unless given.
        config: Folder with settings.toml.

    Raises:
        ConfigError: settings or the source are wrong, or it has neither an archive nor sitemaps.
        StoreError: the root cannot be read or written.
        AccountingError: a capture ended as neither article nor reject; what was fetched is committed.
    """
    tell_errors_in_a_line()
    folder = config_folder(Path(config) if config else None)
    settings = load_settings(folder)
    (one,) = chosen(folder, [source], every=False)
    context = RunContext(
        root=full_location(root or settings.root),
        run_id=str(flow_run.get_id()),
        started_at=datetime.now(UTC),
        level=facts_level(settings),
    )
    parameters = {"source": source, "from": str(first), "to": str(last or ""), "root": context.root}
    summary = collect_and_derive(context, settings, Work("collect", [one], Window(first, last)), parameters)
    publish_artifact(f"collect-{source}", summary, settings.report.url)
    return summary


@dataclass(frozen=True)
class Work:
    """What a run collects and reads."""

    flow: str
    web: Sequence[Source]
    window: Window
    files: Sequence[InputFile] = ()


def collect_and_derive(context: RunContext, settings: Settings, work: Work, parameters: Parameters) -> Summary:
    """What a run came to: captures committed as they came, and what was derived of them in one commit.

    Raises:
        ConfigError: a source needs what is not there.
        StoreError: the root cannot be read or written.
        AccountingError: a capture ended as neither article nor reject; nothing derived is committed.
    """
    counts = Counts(files=len(work.files))
    parameters = {**parameters, "collected": [one.name for one in work.web]}
    try:
        Root.open(context.root).check_schema()
        collect(context, settings, counts, work.web, work.window)
        read = _read(context, settings, counts, work.files)
        captured = [batch for batch in read if "captures" in batch.rows]
        captured += gather(context, settings, counts, work.web)
        progress = Progress("deriving articles", sum(batch.rows["captures"] for batch in captured))
        derived = derive_all(context, settings, counts, captured, progress)
        counts.check()
        return write(context, work.flow, counts, [*read, *derived], parameters, guard_limits(settings))
    except Exception as error:
        record_failure(context, run_row(context, work.flow, counts, parameters, error))
        raise


def _read(context: RunContext, settings: Settings, counts: Counts, files: Sequence[InputFile]) -> list[StagedBatch]:
    """The staged captures to derive, and what could not be read, as a staged batch too."""
    settled = SettledCaptures.of(Root.open(context.root, heal=False).snapshot(), context.version)
    size = settings.batches.pages
    futures = [
        read_batch.submit(
            context,
            f"files-{start}",
            files[start : start + size],
            settled,
            ReadLimits(settings.limits.payload_bytes),
            BatchLimits(size, settings.batches.bytes),
        )
        for start in range(0, len(files), size)
    ]
    with Progress("reading files", len(files)) as progress:
        for read in results(futures):
            counts.add_read(read)
            progress.advance(min(size, len(files)))
    get_run_logger().info(
        "read: %d files, %d captures (%d with an outcome already), %d rejected",
        *(counts.files, counts.captures, counts.known.total(), counts.unread),
    )
    # In the order of the files, whichever batch was ready first: the same input gives the same commit.
    reads = [future.result() for future in futures]
    return [batch for read in reads for batch in (*read.batches, *([read.rejects] if read.rejects else []))]
