"""The plots of a report, as Altair charts: each is given its numbers and its width in pixels.

In: numbers. Out: charts whose colours are CSS variables of the page, so that one drawing serves light and dark. Text is
at its final size: a page shows the drawing that fits, and shrinks none. Instants and days are those of UTC.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import count
from math import ceil
from typing import Final, TypeAlias

import altair as alt

from tasks.report.articles import Fill, Tally
from tasks.report.days import Window
from tasks.report.runs import Ran

Rows: TypeAlias = list[dict[str, str | int | float | bool]]

NARROW: Final = 330
"""Pixels across on a phone."""

_UTC: Final = alt.Scale(type="utc")
MOST_BARS: Final = 12
"""Bars that can be told apart."""

_ROW: Final = 18
_AXIS: Final = 22
"""Pixels of a row, and of the axis below."""
_LEVELS: Final = 5
_HOURS_UNDER: Final = timedelta(days=4)
"""A time axis that spans less has the hours on it: days alone would be repeated."""
_SMALLEST_WITH_TEXT: Final = 21
"""Pixels across of a cell that has room for three digits."""


def daily(counts: Mapping[date, int], width: int) -> alt.TopLevelMixin:
    """Articles a day, a bar each."""
    rows: Rows = [
        {**_day(day), "number": number, "says": f"{_words(day)}: {number:,}"} for day, number in counts.items()
    ]
    base = _chart(rows, width, 150).encode(x=_time("from", width), x2="to:T", description="says:N")
    bars = base.mark_bar(color="var(--mark)", stroke="var(--paper)", strokeWidth=_gap(len(counts), width))
    bars = bars.encode(y=_amount("number", max(counts.values())), y2=alt.datum(0))
    return _dressed(bars)


def calendar(counted: Sequence[Tally], sources: Sequence[str], window: Window, width: int) -> alt.TopLevelMixin:
    """A row a source, a cell a day; the stronger the colour, the nearer to the source's busiest day."""
    found = {(one.source, one.day): one.articles for one in counted}
    most = {source: max([found.get((source, day), 0) for day in window.days]) for source in sources}
    rows: Rows = [
        {
            **_day(day),
            "source": source,
            "level": _level(found.get((source, day), 0), most[source]),
            "says": f"{source}, {_words(day)}: {found.get((source, day), 0):,}",
        }
        for source in sources
        for day in window.days
    ]
    base = _chart(rows, width, _ROW * len(sources) + _AXIS).encode(x=_time("from", width), x2="to:T")
    cells = base.mark_rect(stroke="var(--paper)", strokeWidth=_gap(len(window.days), width))
    cells = cells.encode(y=_rows("source", sources, width), color=_shade(), description="says:N")
    return _dressed(cells)


def filling(fills: Sequence[Fill], window: Window, width: int) -> alt.TopLevelMixin:
    """A row a column, a cell a stretch of days, with the share of articles that have it."""
    stretches = window.stretches()
    rows: Rows = [
        {
            "column": one.column,
            "stretch": str(number),
            "from": f"{stretch.first.day} {stretch.first:%b}",
            "share": f"{share:.0%}".rstrip("%"),
            "level": min(_LEVELS - 1, int(share * _LEVELS)),
            "says": f"{one.column}, {_words(stretch.first)} to {_words(stretch.last)}: {share:.0%}",
        }
        for one in fills
        for number, (stretch, share) in enumerate(zip(stretches, one.shares, strict=True))
        if share is not None
    ]
    columns = [one.column for one in fills]
    cell = (width - _label(columns, width)) / len(stretches)
    starts = alt.X("stretch:N", sort=[str(number) for number in range(len(stretches))], title=None, axis=None)
    base = _chart(rows, width, 22 * len(columns)).encode(x=starts, y=_rows("column", columns, width))
    cells = base.mark_rect(stroke="var(--paper)", strokeWidth=1).encode(color=_shade(), description="says:N")
    if cell < _SMALLEST_WITH_TEXT:
        return _dressed(cells)
    inks = alt.condition(alt.datum.level >= _LEVELS - 2, alt.value("var(--on-dark)"), alt.value("var(--on-light)"))
    return _dressed(alt.layer(cells, base.mark_text(fontSize=10).encode(text="share:N", color=inks)))


def ranked(numbers: Mapping[str, int], width: int) -> alt.TopLevelMixin:
    """A bar a name, in the order given, with its number."""
    rows: Rows = [{"name": name, "number": number, "says": f"{name}: {number:,}"} for name, number in numbers.items()]
    room = alt.Scale(domainMin=0, domainMax=max([*numbers.values(), 1]) * 1.2)
    base = _chart(rows, width, 22 * len(rows)).encode(
        x=alt.X("number:Q", axis=None, scale=room), y=_rows("name", list(numbers), width)
    )
    bars = base.mark_bar(color="var(--mark)", height=14).encode(description="says:N")
    return _dressed(alt.layer(bars, _numbers(base)))


def pace(runs: Sequence[Ran], width: int) -> alt.TopLevelMixin:
    """How long each run took, a point each; those that failed stand out by colour and shape."""
    rows: Rows = [
        {
            "at": one.started_at.isoformat(),
            "seconds": one.seconds,
            "failed": one.failed,
            "says": f"{one.flow}, {one.started_at:%d %b %H:%M}: {one.seconds:,.0f} s, {one.status}",
        }
        for one in runs
    ]
    starts = [one.started_at for one in runs]
    times = _time("at", width, hours=max(starts) - min(starts) < _HOURS_UNDER)
    base = _chart(rows, width, 150).encode(x=times, description="says:N")
    points = base.mark_point(filled=True, opacity=1).encode(
        y=_amount("seconds", max(one.seconds for one in runs), "seconds"),
        color=alt.condition(alt.datum.failed, alt.value("var(--bad)"), alt.value("var(--mark)")),
        shape=alt.condition(alt.datum.failed, alt.value("triangle-up"), alt.value("circle")),
        size=alt.condition(alt.datum.failed, alt.value(110), alt.value(28)),
    )
    return _dressed(points)


def _chart(rows: Rows, width: int, height: int) -> alt.Chart:
    return alt.Chart({"values": rows}, width=width, height=height)


def _dressed(chart: alt.Chart | alt.LayerChart | alt.FacetChart) -> alt.TopLevelMixin:
    """The chart in the page's colours; its width is that of all of it, labels included."""
    fit = alt.AutoSizeParams(type="fit", contains="padding")
    axis = alt.AxisConfig(
        gridColor="var(--line)",
        domainColor="var(--line)",
        tickColor="var(--line)",
        labelColor="var(--muted)",
        titleColor="var(--muted)",
        labelFontSize=11,
        titleFontSize=11,
        titleFontWeight="normal",
    )
    config = alt.Config(axis=axis, view=alt.ViewConfig(stroke="transparent"), background="transparent")
    return chart.properties(config=config, autosize=fit, padding=0)


def _time(field: str, width: int, *, hours: bool = False) -> alt.X:
    words, room = ("%-d %b %H:%M", 130) if hours else ("%-d %b", 90)
    axis = alt.Axis(format=words, grid=False, tickCount=max(3, width // room), labelFlush=True, labelOverlap=True)
    return alt.X(f"{field}:T", scale=_UTC, title=None, axis=axis)


def _amount(field: str, most: float, title: str | None = None) -> alt.Y:
    """Whole numbers from 0 up: left to themselves, ticks of few articles are halves."""
    step = next(tens * one for tens in (10**power for power in count()) for one in (1, 2, 5) if most <= 4 * tens * one)
    top = step * max(1, ceil(most / step))
    room = 6 + 7 * len(f"{top:,}")
    axis = alt.Axis(values=list(range(0, top + 1, step)), format=",d", domain=False, ticks=False, minExtent=room)
    return alt.Y(f"{field}:Q", title=title, axis=axis, scale=alt.Scale(domain=[0, top]))


def _rows(field: str, order: Sequence[str], width: int) -> alt.Y:
    """A row a name, cut where it is long. Its room is reckoned here: browsers have wider letters than the drawing."""
    most = _letters(width)
    cut = f"length(datum.label) > {most} ? slice(datum.label, 0, {most - 1}) + '…' : datum.label"
    axis = alt.Axis(
        domain=False,
        ticks=False,
        labelExpr=cut,
        labelLimit=0,
        labelPadding=6,
        labelColor="var(--ink)",
        minExtent=_label(order, width),
    )
    return alt.Y(f"{field}:N", sort=list(order), title=None, axis=axis)


def _shade() -> alt.Color:
    shades = [f"var(--shade-{level})" for level in range(_LEVELS)]
    return alt.Color("level:O", scale=alt.Scale(domain=list(range(_LEVELS)), range=shades), legend=None)


def _numbers(base: alt.Chart) -> alt.Chart:
    text = alt.Text("number:Q", format=",")
    marks: alt.Chart = base.mark_text(align="left", dx=4, fontSize=11, color="var(--ink)").encode(text=text)
    return marks


def _letters(width: int) -> int:
    return 16 if width <= NARROW else 28


def _label(names: Sequence[str], width: int) -> int:
    """Pixels that the longest name may take."""
    return 14 + 13 * min(_letters(width), max(map(len, names), default=0)) // 2


def _gap(cells: int, width: int) -> float:
    """Pixels between so many cells: none where they are so narrow that little would be left."""
    return 1.0 if width / cells > 6 else 0.0


def _level(number: int, most: int) -> int:
    """0 for none, 4 for the most."""
    return -(-number * (_LEVELS - 1) // most) if most else 0


def _day(day: date) -> dict[str, str | int | float | bool]:
    return {"from": day.isoformat(), "to": (day + timedelta(days=1)).isoformat()}


def _words(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
