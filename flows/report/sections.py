"""What a report shows, part by part: each with its plots, and the same numbers as tables.

In: the figures. Out: sections that any page could be made of. Nothing here is HTML but the plots.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import altair as alt
from markupsafe import Markup

from flows.report import charts, tables
from flows.report.figures import Figures
from flows.report.svg import draw
from flows.report.tables import Table
from flows.report.verdict import sources_shown
from tasks.report.articles import by_day, fills
from tasks.report.runs import outline

_WHOLE: Final = 1088
_HALF: Final = 516
_STRETCHES: Final = 240
"""Of the time runs are drawn for; a plot has no more places to tell apart, and an hourly source has 1,440 runs."""
"""Pixels across of a plot on a desk: of one that has the page's width, and of one that has half of it."""

_MOST_ROWS: Final = 25
"""Sources that have a row in the plot; the table has all."""


@dataclass(frozen=True)
class Plot:
    """One plot, drawn for a desk and for a phone."""

    caption: str
    wide: Markup
    narrow: Markup


@dataclass(frozen=True)
class Section:
    """One part of the page."""

    title: str
    says: str
    plots: Sequence[Plot] = ()
    tables: Sequence[Table] = ()
    is_whole: bool = False
    """It takes the page's width."""
    notes: Sequence[str] = ()


def sections(figures: Figures) -> Sequence[Section]:
    """The parts, in order; those without anything to show say so."""
    parts = (_articles, _sources, _fills, _rejects, _revisions, _runs, _slow_pages)
    return [*(part(figures) for part in parts), *_names(figures)]


def _articles(figures: Figures) -> Section:
    counts = by_day(figures.tallies, figures.window)
    total = sum(counts.values())
    says = "By the UTC day they were published on."
    plot = _plot(lambda width: charts.daily(counts, width), "Articles of each day", _WHOLE)
    return Section("Articles a day", says, [plot] if total else [], [tables.days(figures, counts)], is_whole=True)


def _sources(figures: Figures) -> Section:
    names = sources_shown(figures)
    shown = names[:_MOST_ROWS]
    says = "A cell a day: the stronger its colour, the nearer to the source's busiest day. Grey is none."
    caption = "Articles of each source and day"
    plot = _plot(lambda width: charts.calendar(figures.tallies, shown, figures.window, width), caption, _WHOLE)
    more = [f"{len(names) - _MOST_ROWS:,} smaller sources are in the table only."] if len(names) > _MOST_ROWS else []
    found = [tables.sources(figures, names)]
    if any(one.complaints for one in figures.healths):
        found.append(tables.complaints(figures))
    return Section("Sources", says, [plot] if figures.tallies else [], found, is_whole=True, notes=more)


def _fills(figures: Figures) -> Section:
    found = fills(figures.tallies, figures.window)
    stretches = figures.window.stretches()
    length = max(len(stretch.days) for stretch in stretches)
    each = "a day" if length == 1 else f"{length} days"
    says = f"The share of articles in which a column has a value. A cell is {each}; the newest stand right."
    plot = _plot(lambda width: charts.filling(found, figures.window, width), "Percent of articles with a value", _HALF)
    return Section("How often columns are filled", says, [plot] if figures.tallies else [], [tables.fills(figures)])


def _rejects(figures: Figures) -> Section:
    reasons = figures.rejections.reasons
    total = sum(one.number for one in reasons)
    days = f"in the last {len(figures.recent.days)} days"
    if not total:
        return Section("Rejects", f"None {days}.")
    says = f"What did not become a row {days}, and why: {total:,} in all."
    ranked = {str(one.reason): one.number for one in reasons[: charts.MOST_BARS]}
    return Section("Rejects", says, [_bars(ranked, "Rejects by reason")], [tables.rejects(figures)])


def _revisions(figures: Figures) -> Section:
    found = figures.revised
    articles = sum(one.articles for one in figures.tallies)
    share = f" ({found.articles / articles:.1%})" if articles else ""
    says = f"{found.articles:,} of {articles:,} articles{share} were changed later, {found.number:,} times in all."
    if not found.number:
        return Section("Revisions", "No article was changed after its first capture.")
    parts = {str(part): number for part, number in found.parts.items()}
    plots = [
        _bars(found.sizes, "Versions by the share of the body's words that changed"),
        _bars(parts, "Versions by what was changed"),
    ]
    return Section("Revisions", says, plots, [tables.revisions(figures)])


def _runs(figures: Figures) -> Section:
    runs = figures.runs
    failed = sum(one.failed for one in runs)
    days = f"in the last {len(figures.recent.days)} days"
    if not runs:
        return Section("Runs", f"None {days}.")
    says = f"{len(runs):,} {days}; {failed:,} failed."
    drawn = outline(runs, _STRETCHES)
    plot = _plot(lambda width: charts.pace(drawn, width), "How long each run took", _HALF)
    notes = ["Triangles are runs that failed."]
    if len(drawn) < len(runs):
        notes.append("Of runs close together the slowest is shown, and the slowest that failed.")
    return Section("Runs", says, [plot], [tables.slowest_runs(figures)], notes=notes)


def _slow_pages(figures: Figures) -> Section:
    days = f"in the last {len(figures.recent.days)} days"
    stopped = [tables.stopped(figures)] if figures.rejections.stopped else []
    if not figures.slow_pages:
        return Section("Slowest pages", f"None {days}.", tables=stopped)
    says = f"What taking the article out of a page took {days}, each page at its slowest."
    return Section("Slowest pages", says, tables=[tables.slow_pages(figures), *stopped], is_whole=True)


def _names(figures: Figures) -> Sequence[Section]:
    says = "By the number of articles."
    return [
        Section(one.title, says, [_bars(dict(one.articles), one.title)], [tables.names(one)]) for one in figures.names
    ]


def _bars(numbers: Mapping[str, int], caption: str) -> Plot:
    return _plot(lambda width: charts.ranked(numbers, width), caption, _HALF)


def _plot(chart: Callable[[int], alt.TopLevelMixin], caption: str, width: int) -> Plot:
    return Plot(caption, draw(chart(width), caption), draw(chart(charts.NARROW), caption))
