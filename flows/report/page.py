"""The page of a report: one HTML file that asks for nothing else, whatever the pages it tells of say.

In: the figures. Out: HTML, by the template beside this module.
"""

from dataclasses import dataclass
from datetime import UTC, date
from pathlib import Path
from typing import Final

from flows.report.figures import Figures
from flows.report.sections import sections
from flows.report.tables import newest
from flows.report.verdict import Level, headline, verdict
from flows.self_contained import self_contained

_HERE: Final = Path(__file__).parent


@dataclass(frozen=True)
class Tile:
    """One number that is seen first."""

    number: str
    what: str


def page(figures: Figures) -> str:
    """The page as HTML; the same for the same figures."""
    lines = verdict(figures)
    values = {
        "headline": headline(lines),
        "level": min((line.level for line in lines), default=Level.GOOD),
        "lines": lines,
        "tiles": _tiles(figures),
        "sections": sections(figures),
        "location": figures.location,
        "version": figures.version,
        "made": f"{figures.now.astimezone(UTC):%Y-%m-%d %H:%M} UTC",
        "first": _day(figures.window.first),
        "last": _day(figures.window.last),
    }
    return self_contained(_HERE, values)


def _tiles(figures: Figures) -> list[Tile]:
    days, rejects = f"{len(figures.window.days)} days", figures.rejections.reasons
    return [
        Tile(f"{sum(one.articles for one in figures.tallies):,}", f"articles in {days}"),
        Tile(f"{figures.articles:,}", "articles in all"),
        Tile(newest(figures), "newest article"),
        Tile(f"{len({one.source for one in figures.tallies}):,}", "sources with articles"),
        Tile(f"{figures.revised.number:,}", "revisions of articles"),
        Tile(f"{sum(one.number for one in rejects):,}", f"rejects in {len(figures.recent.days)} days"),
    ]


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
