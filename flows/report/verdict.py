"""What is whole and what is not, in the sentences a report begins with.

In: the figures. Out: lines with a level, the worst first. Numbers that are neither good nor bad are not here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Final

from flows.report.figures import Figures
from tasks.report.articles import by_source

_NAMED: Final = 5
"""Sources that are named in a sentence."""


class Level(IntEnum):
    """How much a line asks for."""

    BAD = 0
    WARNING = 1
    GOOD = 2

    @property
    def word(self) -> str:
        """The level where colour says nothing."""
        return ("✗ Not whole", "! Warning", "✓ Whole")[self]


@dataclass(frozen=True)
class Line:
    """One sentence."""

    level: Level
    text: str


def verdict(figures: Figures) -> Sequence[Line]:
    """The lines, the worst first."""
    lines = [*_age(figures), *_schedules(figures), *_health(figures), *_runs(figures), *_care(figures)]
    return sorted(lines, key=lambda line: line.level)


def headline(lines: Sequence[Line]) -> str:
    """All of it in one short sentence."""
    bad, warnings = (sum(line.level is level for line in lines) for level in (Level.BAD, Level.WARNING))
    if bad:
        return f"{_number(bad, 'thing')} {'is' if bad == 1 else 'are'} not whole"
    return f"Whole, with {_number(warnings, 'warning')}" if warnings else "Everything is whole"


def _age(figures: Figures) -> Iterator[Line]:
    if not figures.articles:
        yield Line(Level.WARNING, "There are no articles yet: dateline run ingests some.")
    elif figures.window.last < figures.recent.last:
        days = f"{(figures.recent.last - figures.window.first).days:,} days"
        yield Line(
            Level.WARNING,
            f"Nothing was published in the last {len(figures.recent.days)} days: articles are shown of "
            f"{_day(figures.window.first)} to {_day(figures.window.last)}, up to {days} ago.",
        )


def _schedules(figures: Figures) -> Iterator[Line]:
    watched = [one for one in figures.statuses if one.schedule]
    stale = [one.source for one in watched if one.is_stale]
    if stale:
        yield Line(Level.BAD, f"Stale, {len(stale)} of {_number(len(watched), 'source')}: {_names(stale)}.")
    elif watched:
        yield Line(Level.GOOD, f"{_number(len(watched), 'source')} read when due.")


def _health(figures: Figures) -> Iterator[Line]:
    failing = [one.source for one in figures.healths if one.fails]
    drifting = [one.source for one in figures.healths if one.complaints and not one.fails]
    if failing:
        yield Line(Level.BAD, f"Silent, or below a minimum: {_names(failing)}.")
    if drifting:
        yield Line(Level.WARNING, f"Unlike its own past: {_names(drifting)}.")
    if figures.healths and figures.articles and not failing and not drifting:
        yield Line(Level.GOOD, "Each source is like its own past, and above its minimums.")


def _runs(figures: Figures) -> Iterator[Line]:
    runs, failed = figures.runs, [one for one in figures.runs if one.failed]
    if runs and runs[-1].failed:
        yield Line(Level.BAD, f"The last run failed: {runs[-1].error or 'it does not say why'}")
    elif failed:
        yield Line(Level.WARNING, f"{len(failed)} of {_number(len(runs), 'run')} failed; the last one did not.")
    elif runs:
        yield Line(Level.GOOD, f"{_number(len(runs), 'run')}, none of which failed.")


def _care(figures: Figures) -> Iterator[Line]:
    if figures.without_care is not None:
        days = _number(figures.without_care, "day")
        yield Line(Level.WARNING, f"Not maintained for {days}: dateline maintain checks and tidies the datasets.")


def _names(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _number(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def sources_shown(figures: Figures) -> Sequence[str]:
    """The sources that have articles or are enabled, the largest first."""
    counted = by_source(figures.tallies)
    idle = [one.source for one in figures.statuses if one.schedule and one.source not in counted]
    return [*counted, *idle]
