"""What can be said of a source's health: every symptom by its fixed word, with its meaning and what to do about it.

`dateline sources check` and the end of a run speak by these words; docs/collecting.md shows them. How a source is held
against its expectations and its own past is the business of `tasks.health`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from schemas.words import Word


class Symptom(Word):
    """What is wrong with a source, or may be."""

    fails: bool
    remedy: str

    def __new__(cls, value: str, fails: bool, meaning: str, remedy: str) -> Self:
        """The word `value`."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.fails, word.meaning, word.remedy = fails, meaning, remedy
        return word

    TOO_FEW = (
        *("too_few", True, "fewer new articles a day than `min_articles_per_day`"),
        "`dateline sources test NAME`, and the reasons in `rejects`; lower the minimum if the source became smaller",
    )
    LOW_FILL = (
        *("low_fill", True, "a column is filled in a smaller share of its articles than `min_fill` says"),
        "`dateline trace` of one of its newest articles shows where each value is looked for",
    )
    SILENT = (
        *("silent", True, "no new article for much longer than is its habit"),
        "see that it was run; then `dateline sources test NAME`: its feed may have moved",
    )
    DRIFT_ARTICLES = (
        *("drift_articles", False, "a week with less than half or more than twice the articles of its usual week"),
        "compare its newest articles with older ones: sections may be gone, or pages come in that are none",
    )
    DRIFT_FILL = (
        *("drift_fill", False, "a column is filled much less often than in the four weeks before"),
        "`dateline trace` of a new and of an older article: the site may have changed its pages",
    )


@dataclass(frozen=True)
class Complaint:
    """One symptom of one source."""

    symptom: Symptom
    detail: str
    """What exactly, in numbers; no text of a page."""


@dataclass(frozen=True)
class Health:
    """How a source is: its numbers, and what is wrong with it."""

    source: str
    articles_per_day: float | None
    """New articles a day in the last whole days, at most seven; None where no whole day has passed since its first."""
    last_article: datetime | None
    """When its newest article was first captured; None if there is none that is new enough to be looked at."""
    fill: Mapping[str, float]
    """The share of its newest articles in which a column is filled, by column; empty without articles."""
    rejects: int
    """Its rows in `rejects` of the last seven days."""
    complaints: tuple[Complaint, ...]

    @property
    def fails(self) -> bool:
        """Whether it is below a minimum, or silent; the rest are warnings."""
        return any(one.symptom.fails for one in self.complaints)
