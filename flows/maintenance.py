"""The care of a root as a Prefect flow: the datasets checked, what is too old taken away, small files brought together,
old versions removed.

In: where the root is. Out: commits of what expired, at most one a day that had small files, and what was found. No row
is changed that has not expired, and nothing that can be asked for within the time to keep is removed; of a root that is
not whole, nothing at all: old versions may be what mends it. How each of it is done is in `tasks`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run

from flows.artifacts import leave_sheet
from flows.check import Outcome, checked, summary
from flows.expiry import expire
from flows.history import cleaned_words
from flows.report.written import write_report
from flows.runs import Counts, record_failure, record_run, run_row
from flows.settings import Expiry, Settings, config_folder, full_location, load_settings
from flows.sheets import Sheet
from flows.stages import run_logger
from flows.told_errors import tell_errors_in_a_line
from schemas.errors import DatelineError
from tasks.lifeline import end_when_parent_says
from tasks.prefect_tasks import RunContext
from tasks.status import MAINTENANCE
from tasks.store import CleanedUp, Keep, Root

_COLUMNS: Final = ("what", "where", "what it came to")


class NotWholeError(DatelineError):
    """The check found something wrong."""


@dataclass(frozen=True)
class Compacted:
    """What bringing files together came to."""

    days: int
    files: int
    """How many files fewer there are."""


@dataclass(frozen=True)
class Cared:
    """What the care of a root came to."""

    outcome: Outcome
    expired: str
    """What was too old, in words."""
    compacted: Compacted
    cleaned: CleanedUp


def _flow_run_name() -> str:
    return f"maintenance: {flow_run.get_scheduled_start_time().astimezone(UTC):%Y-%m-%d %H:%M}"


@flow(
    name=MAINTENANCE,
    flow_run_name=_flow_run_name,
    description="Check the datasets, take away what is too old, bring small files together, remove old versions.",
    persist_result=False,
)
def maintenance(root: str | None = None, config: str | None = None) -> Cared:
    """What the care of a root came to.

    Args:
        root: Folder or URL of the datasets; DATELINE_ROOT or the settings say which unless given.
        config: Folder with settings.toml and sources/; DATELINE_CONFIG says which, or the one at hand, unless given.

    Raises:
        ConfigError: the settings are wrong.
        StoreError: the root cannot be read or written.
        NotWholeError: something is wrong with the datasets; nothing else is done.
    """
    end_when_parent_says()
    tell_errors_in_a_line()
    folder = config_folder(Path(config) if config else None)
    settings = load_settings(folder)
    context = RunContext(full_location(root or settings.root), str(flow_run.get_id()), datetime.now(UTC))
    parameters = {"root": context.root}
    try:
        cared = _cared(context, settings)
        if settings.report.file:
            report(context, folder, settings.report.file)
        leave_sheet("maintenance-summary", care_sheet(cared), settings.report.url)
    except Exception as error:
        record_failure(context, run_row(context, MAINTENANCE, Counts(files=0), parameters, error))
        raise
    record_run(context, run_row(context, MAINTENANCE, Counts(files=0), parameters))
    return cared


def _cared(context: RunContext, settings: Settings) -> Cared:
    outcome = check(context, settings.maintenance.deep_check)
    if not outcome.is_clean:
        leave_sheet("maintenance-summary", Sheet(summary(outcome), _COLUMNS, _findings(outcome), ()))
        raise NotWholeError(f"{summary(outcome)}. `dateline check` says what to do")
    expired = take_expired(context, settings.expiry)
    keep = Keep(settings.maintenance.keep_commits, settings.maintenance.keep_days)
    return Cared(outcome, expired, compact(context), clean_up(context, keep))


@task(cache_policy=NO_CACHE, persist_result=False)
def check(context: RunContext, deep: bool) -> Outcome:
    """What is wrong with the datasets."""
    root = Root.open(context.root)
    outcome = checked(root, lambda items, what: items, deep=deep, repair=False)
    run_logger().info("check: %s", summary(outcome))
    return outcome


@task(name="expire", cache_policy=NO_CACHE, persist_result=False)
def take_expired(context: RunContext, rules: Expiry) -> str:
    """Takes away what is older than articles and runs are kept, and says so; by default that is nothing."""
    words = expire(Root.open(context.root, heal=False), context.run_id, rules, context.started_at)
    run_logger().info("expire: %s", words)
    return words


@task(cache_policy=NO_CACHE, persist_result=False)
def compact(context: RunContext) -> Compacted:
    """Brings small files together, a commit a day."""
    root = Root.open(context.root, heal=False)
    crowded, before = root.crowded(), _files(root)
    for dataset, day in crowded:
        root.compact(dataset, day, context.run_id, f"compact {dataset} of {day}")
    done = Compacted(len(crowded), before - _files(root) if crowded else 0)
    run_logger().info("compact: %d days with small files, %d files fewer", done.days, done.files)
    return done


@task(cache_policy=NO_CACHE, persist_result=False)
def clean_up(context: RunContext, keep: Keep) -> CleanedUp:
    """Removes what only old versions need."""
    cleaned = Root.open(context.root, heal=False).clean_up(keep, datetime.now(UTC))
    run_logger().info("clean up: %s", cleaned_words(cleaned, dry_run=False))
    return cleaned


@task(cache_policy=NO_CACHE, persist_result=False)
def report(context: RunContext, config: Path, file: str) -> None:
    """Writes the report where the settings say."""
    size = write_report(Root.open(context.root, heal=False), config, Path(file).expanduser(), context.started_at)
    run_logger().info("report: %s, %d bytes", file, size)


def care_sheet(cared: Cared) -> Sheet:
    """What was done and found, a row each."""
    done = f"{cared.compacted.files:,} files fewer on {cared.compacted.days:,} days"
    rows = [
        ["expire", "", cared.expired],
        ["compact", "", done],
        ["clean up", "", cleaned_words(cared.cleaned, dry_run=False)],
    ]
    return Sheet(summary(cared.outcome), _COLUMNS, [*rows, *_findings(cared.outcome)], ())


def _findings(outcome: Outcome) -> Sequence[Sequence[str]]:
    return [[one.rule, one.where, f"{one.rule.meaning}: {one.detail}"] for one in outcome.findings]


def _files(root: Root) -> int:
    snapshot = root.snapshot()
    return sum(len(files) for name in snapshot.state for files in snapshot.files(name).values())
