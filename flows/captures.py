"""Captures out of a root into a WARC file, and out of WARC files into a root. Nothing is derived here.

In: a snapshot or a root, paths. Out: counts. How a record is written or read is in `tasks`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pyarrow as pa

from flows.settings import Settings
from schemas.arrow import to_table
from schemas.captures import Capture
from schemas.datasets import DATASETS
from schemas.errors import ConfigError
from schemas.rejects import Reject
from tasks.archive import write_archive
from tasks.captures import captures_of, payloads_once
from tasks.forgotten import ForgottenPages
from tasks.read.batches import BatchLimits, in_batches
from tasks.read.captures import ReadLimits, Unread, read_captures
from tasks.read.inputs import InputFile
from tasks.rejects import reject_of_input
from tasks.store import Changes, Root, Snapshot
from tasks.withhold import ADDRESSED, Withheld, withheld

Belongs = Callable[[str], bool]
"""Whether what has that address is wanted."""

Watch = Callable[[Iterable[Capture]], Iterable[Capture]]
"""Shows captures go by."""


@dataclass(frozen=True)
class Imported:
    """What an import came to."""

    version: int
    new: int
    known: int
    forgotten: int
    rejects: Sequence[Reject]


def export_captures(snapshot: Snapshot, found: pa.Table, path: Path, watch: Watch) -> int:
    """How many of the captures found were written to a WARC file, in the order of days.

    Raises:
        ConfigError: none was found; no file is made.
        StoreError: a payload is gone, or the file cannot be written.
    """
    if not found.num_rows:
        raise ConfigError("no capture is like that; `dateline captures list` shows what there is")
    captures = captures_of(snapshot, found.column("record_id").to_pylist())
    return write_archive(watch(captures), path)


def import_captures(
    root: Root, files: Sequence[InputFile], settings: Settings, watch: Watch, belongs: Belongs = lambda _: True
) -> Imported:
    """Adds the captures of files that are not there yet, in one commit; what cannot be read becomes a reject.

    What does not belong, by its address, is passed over.

    Raises:
        StoreError: the root cannot be written.
    """
    root.check_schema()
    run_id, started_at = str(uuid4()), datetime.now(UTC)
    known = set(root.snapshot().read("captures", ["record_id"]).column("record_id").to_pylist())
    rejects = list[Reject]()
    limits = ReadLimits(settings.limits.payload_bytes)
    reading = _captures(files, limits, run_id, started_at, rejects, belongs)
    seen = 0

    def fresh() -> Iterator[Capture]:
        nonlocal seen
        for capture in reading:
            seen += 1
            if capture.record_id not in known:
                known.add(capture.record_id)
                yield capture

    batches = in_batches(watch(fresh()), BatchLimits(settings.batches.pages, settings.batches.bytes))
    staged = [
        root.stage(run_id, f"import-{number}", {"captures": to_table(DATASETS["captures"], batch)})
        for number, batch in enumerate(batches)
    ]

    covered = Withheld(())

    def build(snapshot: Snapshot) -> Changes:
        nonlocal covered
        unread = to_table(DATASETS["rejects"], rejects)
        addressed = (batch.read("captures", ADDRESSED) for batch in staged)
        covered = withheld(ForgottenPages.of(snapshot), addressed, {"rejects": unread})
        captures = payloads_once(snapshot, (covered.allowed(batch.read("captures")) for batch in staged))
        both = pa.concat_tables([covered.allowed(unread), covered.rejects(run_id, started_at)])
        return Changes(puts={"rejects": both}, appends={"captures": captures})

    commit = root.commit(run_id, "captures import", build)
    root.discard_staging(run_id)
    new, forgotten = commit.rows.get("captures", 0), len(covered.records)
    return Imported(commit.version, new, seen - new - forgotten, forgotten, rejects)


def _captures(
    files: Sequence[InputFile],
    limits: ReadLimits,
    run_id: str,
    started_at: datetime,
    rejects: list[Reject],
    belongs: Belongs,
) -> Iterator[Capture]:
    """The captures of the files that belong; what is none is added to `rejects`."""
    for file in files:
        for one in read_captures(file, received_at=started_at, limits=limits):
            if not belongs(one.target_uri) and one.target_uri != file.path.as_uri():
                continue
            if isinstance(one, Unread):
                rejects.append(reject_of_input(one, run_id, started_at))
            else:
                yield one
