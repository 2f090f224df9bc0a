"""Pages forgotten on request: what is meant, what goes, and the commit that takes it away.

In: a root and what somebody asked for. Out: what went, and words for it. What is covered is decided in `tasks`.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

import pyarrow as pa
from rich.table import Table
from rich.text import Text

from flows.settings import Settings
from flows.terminal import plain
from schemas.captures import Capture
from schemas.errors import ConfigError
from schemas.words import TakedownKind
from tasks.forget import Covered, find, withdrawal
from tasks.forgotten import Asked, asked
from tasks.publish import withdraw
from tasks.store import Commit, Root, Snapshot, rows_with

SHOWN: Final = 10
"""Addresses and headlines that are shown before anything goes."""

_ADDRESSES: Final = ("http://", "https://", "file:")


@dataclass(frozen=True)
class Meant:
    """What was asked for, and what of it is there."""

    asked: Asked
    covered: Covered


def meant(snapshot: Snapshot, text: str, *, wide: bool) -> Meant:
    """What a user's text means: an address, pattern, `file:` URI, or the path of a file as it was read or as it lies.

    Raises:
        ConfigError: a pattern is too wide, or nothing is called so that has no address.
        StoreError: a file cannot be read.
    """
    spellings = [asked(text, wide=wide)]
    if spellings[0].kind is TakedownKind.URL and not spellings[0].pattern.startswith(_ADDRESSES):
        spellings.append(asked(Path(os.path.abspath(text)).as_uri()))  # noqa: PTH100 - Path.resolve() follows links
    found = [Meant(one, find(snapshot, one)) for one in spellings]
    there = next((one for one in found if any(one.covered.rows.values())), None)
    if there is None and len(found) > 1:
        raise ConfigError(f"nothing here was read from {text}; name an address, a file: URI or a path")
    return there or found[0]


def forget(root: Root, what: Asked, reason: str | None, settings: Settings) -> Commit:
    """The commit that takes all of it away for good and says so in `takedowns`.

    Raises:
        StoreError: the root cannot be read or written.
    """
    run_id, at = f"forget-{uuid4()}", datetime.now(UTC)

    def derive_again(captures: Iterable[Capture]) -> Mapping[str, pa.Table]:
        from flows.facts_level import facts_level
        from flows.stages import guard_limits
        from tasks.prefect_tasks import RunContext, derived_again

        context = RunContext(root.location, run_id, at, level=facts_level(settings))
        return derived_again(context, guard_limits(settings), captures)

    return withdraw(root, run_id, "forget", lambda snapshot: withdrawal(snapshot, what, reason, at), derive_again)


def covered_table(snapshot: Snapshot, meant: Meant) -> Table:
    """What would go: rows by dataset, and the first addresses and headlines."""
    table = Table(title=Text(plain(f"Covered by {meant.asked.pattern}")), title_justify="left", show_edge=False)
    table.add_column("dataset")
    table.add_column("rows", justify="right")
    table.add_column("such as", overflow="fold")
    examples = {
        "captures": _some(snapshot, "captures", "record_id", meant.covered.records, "target_uri"),
        "articles": _some(snapshot, "articles", "article_id", meant.covered.articles, "headline"),
    }
    for name, number in meant.covered.rows.items():
        table.add_row(name, f"{number:,}", Text(plain("\n".join(examples.get(name, ())))))
    return table


def forgotten_words(commit: Commit, meant: Meant, location: str) -> str:
    """What became of it."""
    captures, articles = meant.covered.rows["captures"], meant.covered.rows["articles"]
    return (
        f"version {commit.version} of {location} has forgotten {captures:,} captures and {articles:,} articles, and "
        f"takes them in no more; versions before {commit.version} can no longer be read"
    )


def _some(snapshot: Snapshot, dataset: str, key: str, ids: Iterable[str], shown: str) -> list[str]:
    rows = rows_with(snapshot, dataset, key, sorted(ids), [shown]).column(shown).to_pylist()
    texts = list(dict.fromkeys(rows))
    more = [f"and {len(texts) - SHOWN:,} more"] if len(texts) > SHOWN else []
    return [*texts[:SHOWN], *more]
