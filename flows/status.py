"""How the sources of a root stand, read from its datasets and shown; Prefect is not asked.

In: sources, settings, a snapshot, an instant. Out: a table or JSON. What is reckoned is in `tasks.status`; what
sources miss, in `tasks.health`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TextIO, TypeAlias

from rich.table import Table
from rich.text import Text

from flows.settings import Schedules
from flows.terminal import plain, wide_console
from schemas.health import Health, Symptom
from schemas.schedules import interval_words
from schemas.sources import Source
from tasks.status import ARTICLES, REJECTS, RUNS, Lately, SourceStatus, Watched, days_until, statuses
from tasks.store import Snapshot

_COLUMNS = (
    "source",
    "schedule (UTC unless it says)",
    "last run",
    "next run",
    "today",
    "7 days",
    "newest",
    "rejects",
    "findings",
)


def status_of(snapshot: Snapshot, sources: Iterable[Source], schedules: Schedules, now: datetime) -> list[SourceStatus]:
    """How each source stands at an instant.

    Raises:
        StoreError: a file cannot be read.
    """
    days = {str(day) for day in days_until(now)}
    lately = Lately(
        runs=snapshot.read("runs", RUNS),
        articles=snapshot.read("articles", ARTICLES, days),
        rejects=snapshot.read("rejects", REJECTS, days),
    )
    watched = [Watched(one.name, schedules.schedule_of(one) if one.enabled else None) for one in sources]
    return statuses(watched, lately, now, schedules.grace)


Findings: TypeAlias = Mapping[str, Sequence[Symptom]]
"""What is wrong with each source that is enabled, by its name, each symptom once."""


def findings_of(healths: Iterable[Health]) -> Findings:
    """The findings alone."""
    return {one.source: list(dict.fromkeys(each.symptom for each in one.complaints)) for one in healths}


def show(
    found: Sequence[SourceStatus], findings: Findings, without_care: int | None, now: datetime, out: TextIO
) -> None:
    """The sources as a table, a row each, and what is to be said below it; `without_care`: in days, if it is long."""
    table = Table(show_edge=False)
    for place, column in enumerate(_COLUMNS):
        table.add_column(column, overflow="fold", justify="right" if place in (4, 5, 7) else "left")
    for one in found:
        missed = findings.get(one.source, ())
        words = [Text(plain(word), style="red" if one.is_stale else "") for word in _words(one, now)]
        table.add_row(*words, Text(", ".join(missed), style="red" if any(each.fails for each in missed) else ""))
    console = wide_console(out)
    console.print(table)
    stale = [one.source for one in found if one.is_stale]
    console.print(f"{len(stale)} stale: {', '.join(stale)}" if stale else "nothing is stale", highlight=False)
    if any(findings.values()):
        console.print("dateline sources check says more of the findings", highlight=False)
    if without_care is not None:
        console.print(f"not maintained for {without_care:,} days: see dateline maintain --help", highlight=False)


def write_json(
    found: Sequence[SourceStatus], findings: Findings, without_care: int | None, now: datetime, out: TextIO
) -> None:
    """The sources as one JSON object, for programs."""
    rows = [{**one.model_dump(mode="json"), "findings": list(findings.get(one.source, ()))} for one in found]
    told = {
        "at": now.isoformat(timespec="seconds"),
        "stale": sum(one.is_stale for one in found),
        "days_without_maintenance": without_care,
        "sources": rows,
    }
    out.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")


def _words(one: SourceStatus, now: datetime) -> Sequence[str]:
    ended = f" {one.last_status}" if one.last_status else ""
    return (
        one.source,
        one.schedule or "not enabled",
        f"{ago(one.last_run, now)}{ended}{', stale' if one.is_stale else ''}",
        one.next_run.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S") if one.next_run else "",
        f"{one.articles_today:,}",
        f"{one.articles_week:,}",
        ago(one.newest_article, now) if one.newest_article else "",
        f"{one.rejects_week:,}",
    )


def ago(instant: datetime | None, now: datetime) -> str:
    """How long ago something was, in the largest unit that says it."""
    if instant is None:
        return "never"
    seconds = max(0, int((now - instant).total_seconds()))
    unit = 86_400 if seconds >= 2 * 86_400 else 60 if seconds >= 120 else 1
    return f"{interval_words(timedelta(seconds=seconds - seconds % unit))} ago"
