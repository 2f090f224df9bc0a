"""The page of a report: one HTML file that asks for nothing else, whatever the pages it tells of say.

In: the figures. Out: HTML. Every text is escaped, there is no script, and the policy it states forbids any, like every
request.
"""

from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, date
from hashlib import sha256
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from flows.report.figures import Figures
from flows.report.sections import sections
from flows.report.tables import newest
from flows.report.verdict import Level, headline, verdict

_HERE: Final = Path(__file__).parent


@dataclass(frozen=True)
class Tile:
    """One number that is seen first."""

    number: str
    what: str


def page(figures: Figures) -> str:
    """The page as HTML; the same for the same figures."""
    style = (_HERE / "page.css").read_text("utf-8")
    lines = verdict(figures)
    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("page.html").render(
        style=Markup(style),
        policy=f"default-src 'none'; style-src '{_digest(style)}'; img-src data:; base-uri 'none'; form-action 'none'",
        headline=headline(lines),
        level=min((line.level for line in lines), default=Level.GOOD),
        lines=lines,
        tiles=_tiles(figures),
        sections=sections(figures),
        location=figures.location,
        version=figures.version,
        made=f"{figures.now.astimezone(UTC):%Y-%m-%d %H:%M} UTC",
        first=_day(figures.window.first),
        last=_day(figures.window.last),
    )


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


def _digest(style: str) -> str:
    """What a policy names an inline style by."""
    return f"sha256-{b64encode(sha256(style.encode()).digest()).decode()}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
