"""The health of sources as people ask for it: held against a root, as a table, as JSON, or as warnings of a run.

What the words mean is in `schemas.health`; how they are come to, in `tasks.health`.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TextIO, TypeAlias

from rich.table import Table
from rich.text import Text

from flows.terminal import plain, wide_console
from schemas.errors import StoreError
from schemas.health import Health
from schemas.sources import Source
from tasks.health import columns_of, health_of
from tasks.source_pasts import pasts_of
from tasks.store import Root

_Told: TypeAlias = str | int | float | bool | None


def healths_of(root: Root, sources: Sequence[Source], now: datetime) -> list[Health]:
    """The health of each source, by what a root holds.

    Raises:
        StoreError: the root cannot be read.
    """
    columns = list(dict.fromkeys(column for one in sources for column in columns_of(one.expect)))
    pasts = pasts_of(root.snapshot(), [one.name for one in sources], columns, now)
    return [health_of(one.name, pasts[one.name], one.expect, now) for one in sources]


def warnings_of(location: str, sources: Sequence[Source], now: datetime) -> list[str]:
    """One line a complaint: at the end of a run all of them are warnings, and so is that none can be had."""
    try:
        healths = healths_of(Root.open(location, heal=False), sources, now)
    except StoreError as error:
        return [f"the health of the sources is not known: {error}"]
    return [f"{health.source}: {one.symptom}: {one.detail}" for health in healths for one in health.complaints]


def show(healths: Sequence[Health], sources: Sequence[Source], out: TextIO) -> None:
    """Prints a row a source, a row a complaint with its remedy, and what they come to."""
    console = wide_console(out)
    console.print(_numbers(healths, sources), "")
    if any(health.complaints for health in healths):
        console.print(_complaints(healths), "")
    console.print(summary(healths), markup=False, highlight=False)


def write_json(healths: Sequence[Health], out: TextIO) -> None:
    """Writes all of it as one JSON object."""
    told = {
        "fails": any(health.fails for health in healths),
        "sources": [
            {
                "source": health.source,
                "articles_per_day": health.articles_per_day,
                "last_article": health.last_article.isoformat() if health.last_article else None,
                "rejects": health.rejects,
                "fill": dict(health.fill),
                "fails": health.fails,
                "complaints": list(_told(health)),
            }
            for health in healths
        ],
    }
    out.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")


def summary(healths: Sequence[Health]) -> str:
    """One line."""
    failing = sum(health.fails for health in healths)
    warned = sum(not one.symptom.fails for health in healths for one in health.complaints)
    return f"{len(healths):,} sources: {failing:,} fail, {warned:,} warnings"


def _numbers(healths: Sequence[Health], sources: Sequence[Source]) -> Table:
    table = Table(show_edge=False)
    for column in ("source", "articles a day", "last article", "fill", "rejects in 7 days", "findings"):
        table.add_column(column, overflow="fold")
    for health, source in zip(healths, sources, strict=True):
        rate = "" if health.articles_per_day is None else f"{health.articles_per_day:.1f}"
        last = f"{health.last_article.astimezone(UTC):%Y-%m-%d %H:%M}" if health.last_article else ""
        expected = [name for name in source.expect.min_fill if name in health.fill]
        fill = ", ".join(f"{name} {health.fill[name]:.0%}" for name in expected)
        words = ", ".join(dict.fromkeys(one.symptom for one in health.complaints)) or "none"
        table.add_row(health.source, rate, last, fill, f"{health.rejects:,}", Text(words, style=_style(health.fails)))
    return table


def _complaints(healths: Sequence[Health]) -> Table:
    table = Table(show_edge=False)
    for column in ("source", "finding", "what is wrong", "remedy"):
        table.add_column(column, overflow="fold")
    for health in healths:
        for one in health.complaints:
            words = (health.source, one.symptom, f"{one.symptom.meaning}: {one.detail}", one.symptom.remedy)
            table.add_row(*(Text(plain(word), style=_style(one.symptom.fails)) for word in words))
    return table


def _style(fails: bool) -> str:
    return "red" if fails else ""


def _told(health: Health) -> Iterator[dict[str, _Told]]:
    for one in health.complaints:
        symptom = one.symptom
        yield {
            "finding": str(symptom),
            "fails": symptom.fails,
            "detail": one.detail,
            "meaning": symptom.meaning,
            "remedy": symptom.remedy,
        }
