"""The counts of a run: gathered stage by stage, added up, and made into the row it leaves in `runs`."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from typing import Final, TypeAlias

from schemas.arrow import to_table
from schemas.datasets import DATASETS
from schemas.errors import AccountingError, StoreError
from schemas.runs import LibraryVersion, PageDuration, Run, StageCount, StageDuration
from schemas.versions import SCHEMA_VERSION
from schemas.words import RunStatus, Stage
from tasks.merge import Fate
from tasks.prefect_tasks import DerivedBatch, ReadBatches, RunContext
from tasks.slow_pages import slowest
from tasks.store import Changes, Root

Parameters: TypeAlias = Mapping[str, str | Sequence[str]]

LIBRARIES: Final = ("trafilatura", "htmldate", "courlan", "dateparser", "lxml", "markdown-it-py", "w3lib", "warcio")
"""Those whose version can change what a row says."""

_ERROR_CHARACTERS: Final = 2_000

_version: Final = cache(version)
"""Looking it up reads the package's whole description, each time."""


@dataclass
class Counts:
    """What the stages of a run saw."""

    files: int
    captures: int = 0
    unread: int = 0
    known: Counter[str] = field(default_factory=Counter)
    articles: int = 0
    rejects: Counter[str] = field(default_factory=Counter)
    fates: Counter[Fate] = field(default_factory=Counter)
    seconds: dict[Stage, float] = field(default_factory=dict)
    slowest: Sequence[PageDuration] = ()
    collected: dict[Stage, Counter[str]] = field(default_factory=dict)

    def add_collected(self, stage: Stage, counted: Mapping[str, int]) -> None:
        """Adds what discovering or fetching came to."""
        self.collected.setdefault(stage, Counter()).update(counted)

    def add_read(self, read: ReadBatches) -> None:
        """Adds a group of files read."""
        self.captures += read.captures
        self.unread += read.unread
        self.known.update(read.known)
        self._add_seconds(Stage.READ, read.seconds)

    def add_derived(self, derived: DerivedBatch) -> None:
        """Adds a batch derived."""
        self.articles += derived.articles
        self.rejects.update(derived.rejects)
        self.slowest = slowest([*self.slowest, *derived.slowest])
        self._add_seconds(Stage.EXTRACT, derived.seconds)

    def add(self, other: "Counts") -> None:
        """Adds what the stages of another run saw."""
        self.files += other.files
        self.captures += other.captures
        self.unread += other.unread
        self.known.update(other.known)
        self.articles += other.articles
        self.rejects.update(other.rejects)
        self.fates.update(other.fates)
        self.slowest = slowest([*self.slowest, *other.slowest])
        for stage, seconds in other.seconds.items():
            self._add_seconds(stage, seconds)
        for stage, counted in other.collected.items():
            self.add_collected(stage, counted)

    def check(self) -> None:
        """Refuses a run in which a capture has no outcome, or two: captures == articles + rejects.

        Raises:
            AccountingError: says by how much.
        """
        outcomes = self.articles + self.rejects.total() + self.known.total()
        if outcomes != self.captures:
            raise AccountingError(
                f"{self.captures} captures have {outcomes} outcomes ({self.articles} articles, {self.rejects.total()} "
                f"rejects, {self.known.total()} known before): nothing was committed. This is a fault of dateline"
            )

    def rows(self) -> tuple[StageCount, ...]:
        """Every count, in the order of the stages."""
        counted = [
            *((stage, dict(sorted((+numbers).items()))) for stage, numbers in sorted(self.collected.items())),
            (Stage.READ, {"files": self.files, "captures": self.captures, "rejects": self.unread}),
            (Stage.EXTRACT, {f"known_{dataset}": number for dataset, number in sorted(self.known.items())}),
            (Stage.EXTRACT, {"articles": self.articles, "rejects": self.rejects.total()}),
            (Stage.EXTRACT, {f"rejects_{reason}": number for reason, number in sorted(self.rejects.items())}),
            (Stage.WRITE, {f"articles_{fate}": self.fates[fate] for fate in Fate}),
        ]
        return tuple(
            StageCount(stage=stage, name=name, count=number)
            for stage, numbers in counted
            for name, number in numbers.items()
        )

    def _add_seconds(self, stage: Stage, seconds: float) -> None:
        self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds


@dataclass(frozen=True)
class Summary:
    """How a run ended: its counts and the version it made, or left as it was."""

    run_id: str
    root: str
    version: int
    counts: Counts
    warnings: Sequence[str] = ()
    """What is to be said of the health of the sources, a line each."""


def run_row(
    context: RunContext, flow: str, counts: Counts, parameters: Parameters, error: BaseException | None = None
) -> Run:
    """The row of a run that is about to be committed, or that failed with an error."""
    return Run(
        run_id=context.run_id,
        parent_run_id=context.parent_run_id,
        flow=flow,
        status=RunStatus.FAILED if error else RunStatus.COMPLETED,
        error=f"{type(error).__name__}: {error}"[:_ERROR_CHARACTERS] if error else None,
        started_at=context.started_at,
        finished_at=datetime.now(UTC),
        parameters=json.dumps(parameters, ensure_ascii=False, sort_keys=True),
        code_version=_version("dateline"),
        extractor_version=context.version,
        schema_version=SCHEMA_VERSION,
        counts=counts.rows(),
        durations=tuple(StageDuration(stage=stage, seconds=round(took, 3)) for stage, took in counts.seconds.items()),
        slowest_pages=tuple(counts.slowest),
        libraries=tuple(LibraryVersion(name=name, version=_version(name)) for name in LIBRARIES),
        run_date=context.started_at.astimezone(UTC).date(),
    )


def record_run(context: RunContext, run: Run) -> None:
    """Commits the row of a run, and nothing else of it; what it has staged is gone.

    Raises:
        StoreError: the root cannot be written.
    """
    rows = to_table(DATASETS["runs"], [run])
    message = run.flow if run.status is RunStatus.COMPLETED else f"{run.flow} failed"
    root = Root.open(context.root)
    root.commit(context.run_id, message, lambda _: Changes(puts={"runs": rows}))
    root.discard_staging(context.run_id)


def record_failure(context: RunContext, run: Run) -> None:
    """Commits the row of a run that failed; a root that cannot be written stays as it is."""
    with suppress(StoreError):
        record_run(context, run)
