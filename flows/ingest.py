"""The main job: articles read, derived and written, as a Prefect flow.

In: names of sources, or paths. Out: one commit to the root, and a summary. What is done with a page is in `tasks`.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from prefect import flow, get_run_logger
from prefect.runtime import flow_run
from prefect.task_runners import ThreadPoolTaskRunner

from flows.progress import Progress
from flows.runs import Counts, Summary, record_failure, run_row
from flows.settings import Settings, config_folder, full_location, load_settings
from flows.sources import discover
from flows.stages import SIDE_BY_SIDE, derive_all, guard_limits, results, write
from tasks.prefect_tasks import RunContext, read_batch
from tasks.read.batches import BatchLimits
from tasks.read.captures import ReadLimits
from tasks.read.inputs import InputFile
from tasks.settled import SettledCaptures
from tasks.store import Root, StagedBatch


def _flow_run_name() -> str:
    given: Mapping[str, Sequence[str]] = flow_run.get_parameters()
    names = [*given["sources"], *(Path(path).name for path in given["inputs"])]
    return f"ingest {', '.join(names) or 'every enabled source'}"


@flow(
    name="ingest",
    flow_run_name=_flow_run_name,
    description="Read saved articles, derive their facts and write the datasets.",
    task_runner=ThreadPoolTaskRunner(max_workers=SIDE_BY_SIDE),  # type: ignore[arg-type]  # Prefect types it invariant
    persist_result=False,
)
def ingest(
    sources: Sequence[str] = (), inputs: Sequence[str] = (), root: str | None = None, config: str | None = None
) -> Summary:
    """Reads the sources named (all enabled ones if neither sources nor inputs are) and the inputs; makes one commit.

    Raises:
        ConfigError: settings, a source's name or a path are wrong.
        StoreError: the root cannot be read or written.
        AccountingError: a capture ended as neither article nor reject; nothing is committed.
    """
    folder = config_folder(Path(config) if config else None)
    settings = load_settings(folder)
    found = discover(folder, sources, inputs)
    context = RunContext(
        root=full_location(root or settings.root), run_id=str(flow_run.get_id()), started_at=datetime.now(UTC)
    )
    if found.skipped:
        left_out = ", ".join(f"{number} {suffix or 'without suffix'}" for suffix, number in found.skipped.items())
        get_run_logger().info("discover: left out by suffix: %s", left_out)
    counts = Counts(files=len(found.files))
    parameters = {"sources": list(sources), "inputs": list(inputs), "root": context.root}
    try:
        batches = _read(context, settings, counts, found.files)
        work = [batch for batch in batches if "captures" in batch.rows]
        progress = Progress("deriving articles", sum(batch.rows["captures"] for batch in work))
        staged = derive_all(context, settings, counts, work, progress)
        counts.check()
        return write(context, "ingest", counts, [*batches, *staged], parameters, guard_limits(settings))
    except Exception as error:
        record_failure(context, run_row(context, "ingest", counts, parameters, error))
        raise


def _read(context: RunContext, settings: Settings, counts: Counts, files: Sequence[InputFile]) -> list[StagedBatch]:
    """The staged captures to derive, and what could not be read, as a staged batch too."""
    root = Root.open(context.root, heal=False)
    root.check_schema()
    settled = SettledCaptures.of(root.snapshot())
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
