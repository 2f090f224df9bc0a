"""The tables of a report: the numbers of its plots, and what a plot cannot say.

In: the figures. Out: rows of cells. How they look is up to the page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from flows.report.figures import Figures
from flows.report.verdict import Level
from flows.status import ago
from schemas.words import Stage
from tasks.report.articles import by_source
from tasks.report.articles import fills as filled
from tasks.report.names import Named
from tasks.report.runs import slowest
from tasks.status import SourceStatus

_SLOWEST: Final = 10
_MOST_COLUMNS: Final = 25


@dataclass(frozen=True)
class Cell:
    """One value, as text."""

    text: str
    href: str | None = None
    level: Level | None = None


@dataclass(frozen=True)
class Table:
    """Rows under names of columns; the first cell of a row names it."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    words: frozenset[int] = frozenset()
    """The columns that are words, by place: the others, but for the first, are numbers."""
    is_open: bool = False


def days(figures: Figures, counts: Mapping[date, int]) -> Table:
    """Articles of each day, of all sources and of the largest."""
    names = list(by_source(figures.tallies))[:_MOST_COLUMNS]
    found = {(one.day, one.source): one.articles for one in figures.tallies}
    rows = [
        [Cell(str(day)), _number(number), *(_number(found.get((day, name), 0)) for name in names)]
        for day, number in sorted(counts.items(), reverse=True)
    ]
    return Table("Articles of each day", ("day", "all", *names), rows)


def sources(figures: Figures, names: Sequence[str]) -> Table:
    """How each source stands."""
    days = f"{len(figures.window.days)} days"
    columns = ("source", "last run", "newest article", "today", "7 days", days, "rejects, 7 days")
    counts, statuses = by_source(figures.tallies), {one.source: one for one in figures.statuses}
    rows = [_source(figures, name, statuses.get(name), counts.get(name, 0)) for name in names]
    return Table("How the sources stand", columns, rows, words=frozenset({1, 2}), is_open=True)


def _source(figures: Figures, name: str, one: SourceStatus | None, articles: int) -> Sequence[Cell]:
    if one is None:
        return [Cell(name), Cell("not configured"), Cell(newest(figures, name)), Cell(""), Cell(""), _number(articles)]
    ended = f"{ago(one.last_run, figures.now)} {one.last_status or ''}".strip()
    level = Level.BAD if one.is_stale else Level.WARNING if one.last_error else None
    numbers = (one.articles_today, one.articles_week, articles, one.rejects_week)
    last = Cell(f"{ended}, stale" if one.is_stale else ended, level=level)
    return [Cell(name, level=level), last, Cell(newest(figures, name)), *map(_number, numbers)]


def newest(figures: Figures, source: str | None = None) -> str:
    """How old the newest article is, of one source or of all; the day, where it is over a week old."""
    wanted = [one for one in figures.statuses if source in (None, one.source) and one.newest_article]
    if wanted:
        return ago(max(one.newest_article for one in wanted if one.newest_article), figures.now)
    days = [one.day for one in figures.tallies if source in (None, one.source)]
    return str(max(days)) if days else "none"


def complaints(figures: Figures) -> Table:
    """What is wrong with sources, and what to do about it."""
    rows = [
        [
            Cell(health.source),
            Cell(one.symptom, level=Level.BAD if one.symptom.fails else Level.WARNING),
            Cell(f"{one.symptom.meaning}: {one.detail}".replace("`", "")),
            Cell(one.symptom.remedy.replace("`", "")),
        ]
        for health in figures.healths
        for one in health.complaints
    ]
    columns = ("source", "finding", "what is wrong", "remedy")
    return Table("What is wrong with sources", columns, rows, words=frozenset({1, 2, 3}), is_open=True)


def fills(figures: Figures) -> Table:
    """How often each column is filled."""
    heads = [f"{stretch.first.day} {stretch.first:%b}" for stretch in figures.window.stretches()]
    rows = [
        [Cell(one.column), _share(one.overall), *map(_share, one.shares)]
        for one in filled(figures.tallies, figures.window)
    ]
    return Table("Shares, by the first day of each cell", ("column", "all", *heads), rows)


def rejects(figures: Figures) -> Table:
    """Every reason with its meaning, and the source that has most of it."""
    rows = []
    for one in figures.rejections.reasons:
        source, number = min(one.sources.items(), key=lambda item: (-item[1], item[0]))
        rows.append([Cell(one.reason), _number(one.number), Cell(f"{source} ({number:,})"), Cell(one.reason.meaning)])
    return Table("All reasons", ("reason", "rejects", "most of them from", "meaning"), rows, words=frozenset({2, 3}))


def revisions(figures: Figures) -> Table:
    """The revisions that changed most."""
    rows = []
    for one in figures.revised.largest:
        origin = figures.origins.get(one.article_id)
        rows.append(
            [
                Cell(one.headline, href=web_address(origin.url if origin else None)),
                Cell(origin.source if origin else ""),
                Cell(_instant(one.captured_at)),
                Cell(", ".join(one.changed)),
                Cell(f"{one.share:.0%}"),
            ]
        )
    columns = ("headline", "source", "captured", "what changed", "body")
    return Table("The largest revisions", columns, rows, words=frozenset({1, 2, 3}))


def slowest_runs(figures: Figures) -> Table:
    """The runs that took longest, and how long they took for a page."""
    rows = []
    for one in slowest(figures.runs, _SLOWEST):
        level = Level.BAD if one.failed else None
        worked = one.stages.get(Stage.EXTRACT, 0.0)
        a_page = f"{1000 * worked / one.pages:,.0f} ms" if one.pages else ""
        numbers = (Cell(f"{one.seconds:,.0f} s"), _number(one.pages), Cell(a_page))
        rows.append([Cell(_instant(one.started_at)), Cell(f"{one.flow} {one.status}", level=level), *numbers])
    columns = ("started (UTC)", "run", "took", "pages", "a page")
    return Table("The slowest runs", columns, rows, words=frozenset({1}))


def slow_pages(figures: Figures) -> Table:
    """The pages that took longest."""
    rows = [
        [
            Cell(one.address, href=web_address(one.address)),
            Cell(one.source),
            Cell(_instant(one.took.started_at)),
            Cell(f"{one.payload_bytes / 1000:,.0f} kB"),
            Cell(f"{one.took.seconds:,.2f} s"),
        ]
        for one in figures.slow_pages
    ]
    columns = ("page", "source", "run started (UTC)", "size", "took")
    return Table("The slowest pages", columns, rows, words=frozenset({1, 2}), is_open=True)


def stopped(figures: Figures) -> Table:
    """Pages that were stopped at a time limit."""
    rows = [[Cell(one, href=web_address(one))] for one in figures.rejections.stopped]
    return Table("Pages stopped at their time limit", ("page",), rows, words=frozenset({0}))


def names(one: Named) -> Table:
    """The names of a ranking."""
    return Table("The numbers", ("name", "articles"), [[Cell(name), _number(number)] for name, number in one.articles])


def web_address(url: str | None) -> str | None:
    """The address, if a click on it opens a web page and runs nothing."""
    return url if url and url.lower().startswith(("https://", "http://")) else None


def _number(number: int) -> Cell:
    return Cell(f"{number:,}")


def _share(share: float | None) -> Cell:
    return Cell("" if share is None else f"{share:.0%}")


def _instant(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y-%m-%d\N{NO-BREAK SPACE}%H:%M}"
