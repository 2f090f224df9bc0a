"""Versions as people name and see them: the log, what a rollback and a clean-up would do.

What a commit is, and how one is undone, is in `tasks.store`.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from rich.table import Table
from rich.text import Text

from flows.terminal import plain
from schemas.datasets import DATASETS
from schemas.errors import ConfigError
from schemas.versions import SCHEMA_VERSION
from tasks.store import CleanedUp, Extent, PastCommit, Snapshot


def version_or_time(text: str) -> int | datetime:
    """The version or the instant that `--at` names; UTC where no zone is given, midnight where only a day is.

    Raises:
        ConfigError: it is neither.
    """
    if text.isascii() and text.isdigit():
        return int(text)
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise ConfigError(f"--at {text}: give a version, such as 12, or a time, such as 2024-03-01T12:00Z") from error
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def known_dataset(name: str) -> str:
    """The name, if a dataset has it.

    Raises:
        ConfigError: none has.
    """
    if name not in DATASETS:
        raise ConfigError(f"there is no dataset {name!r}; there are {', '.join(DATASETS)}")
    return name


def log_table(commits: Iterable[PastCommit]) -> Table:
    """One row a commit."""
    table = Table(show_edge=False)
    for column in ("version", "committed at (UTC)", "run", "message", "partitions changed", "rows"):
        table.add_column(column, overflow="fold")
    for one in commits:
        partitions = {name: str(len(values)) for name, values in one.partitions.items()}
        rows = {name: f"{number:+,}" for name, number in one.rows.items() if number}
        at = one.committed_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
        words = (plain(one.run_id), plain(one.message), _listed(partitions), _listed(rows))
        table.add_row(str(one.version), at, *map(Text, words))
    return table


def rollback_words(now: Snapshot, target: Snapshot) -> str:
    """What a rollback would change."""
    names = [name for name in DATASETS if now.partitions(name) != target.partitions(name)]
    rows = {name: f"{now.rows(name):,} -> {target.rows(name):,} rows" for name in names}
    return f"from version {now.version} to {target.version}: {_listed(rows) or 'nothing differs'}"


def cleaned_words(cleaned: CleanedUp, *, dry_run: bool) -> str:
    """What a clean-up removed, or would remove."""
    counted = {"commits": cleaned.commits, "files": cleaned.files, "staged runs": cleaned.runs}
    removed = ", ".join(f"{number:,} {what}" for what, number in counted.items())
    verb = "would remove" if dry_run else "removed"
    return f"{verb} {removed} ({cleaned.bytes / 1e6:,.1f} MB); the oldest version kept is {cleaned.oldest}"


def upgraded_words(older: Extent, *, dry_run: bool) -> str:
    """What an upgrade wrote anew, or would write."""
    if not older.files:
        return f"nothing is older than schema version {SCHEMA_VERSION}"
    verb = "would write" if dry_run else "wrote"
    return f"{verb} {older.files:,} files anew ({older.bytes / 1e6:,.1f} MB); the rows stay as they are"


def file_lines(snapshot: Snapshot, dataset: str) -> Sequence[str]:
    """The path of each file of a dataset."""
    return snapshot.paths(dataset)


def _listed(values: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {value}" for name, value in values.items())
