"""Dates as articles write them.

In: a short text. Out: ISO 8601 with exactly what is written: a day where only a day is, the zone where one is. A date
that can be read two ways (`03/04/2024`) has no ISO form.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

import dateparser

# The commoner languages of news: trying all 200 takes a quarter of a second a line.
_LANGUAGES: Final = [
    "en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "sk", "hu", "ro",
    "hr", "sl", "bg", "ru", "uk", "tr", "el", "ar", "he", "fa", "ja", "zh", "ko", "id", "vi",
]  # fmt: skip
_MOST_CHARACTERS: Final = 80
_MOST_WORDS: Final = 12
_MOST_LETTERED_WORDS: Final = 7  # weekday, month, and connecting words: `sábado, 16 de septiembre de 2023`

_YEAR: Final = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_PUBLISHED: Final = (
    r"published|posted|date|first published|publié|mis en ligne|veröffentlicht|erschienen|publicado|pubblicato|"
    r"gepubliceerd|publicerad|udgivet|publisert|opublikowano|опубликовано"
)
_MODIFIED: Final = (
    r"(?:last )?(?:updated|modified)|aktualisiert|stand|mis à jour|modifié|actualizado|atualizado|aggiornato|"
    r"bijgewerkt|uppdaterad|opdateret|oppdatert|zaktualizowano|обновлено"
)
_LABEL: Final = re.compile(
    rf"(?:(?P<modified>{_MODIFIED})|{_PUBLISHED})(?: on| at| am| le| el| il| em| op)?\s*[:：]?\s+", re.I
)
_TIME: Final = re.compile(r"(?<![\d.])\d{1,2}[:h.]\d{2}(?P<seconds>:\d{2})?(?![\d.])|\d\s*[ap]\.?\s?m\b|\d\s*uhr", re.I)
_NOISE: Final = re.compile(r"\buhr\b|[()|•·]|,(?=\s*\d{1,2}[:h]\d)", re.I)
_NUMERIC: Final = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")


@dataclass(frozen=True)
class StatedDate:
    """A date as written, its ISO form (None if it can be read two ways), and whether it is that of an update."""

    written: str
    iso: str | None
    is_update: bool


def is_date_line(text: str) -> bool:
    """Whether the whole text is a date."""
    return stated_date(text, None) is not None


@lru_cache(maxsize=4096)
def stated_date(text: str, language: str | None) -> StatedDate | None:
    """The date a text is, a label such as `Updated:` before it allowed; None if it is anything else.

    `language` (BCP 47) decides between day and month in `03/04/2024`.
    """
    text = " ".join(text.split())
    if len(text) > _MOST_CHARACTERS or not _YEAR.search(text) or not 0 < len(text.split()) <= _MOST_WORDS:
        return None
    label = _LABEL.match(text)
    written = text[label.end() :] if label else text
    is_update = bool(label and label["modified"])
    if numeric := _NUMERIC.search(written):
        written_iso = _named_month(numeric, language)
        if written_iso is None:
            return StatedDate(text, None, is_update) if numeric.span() == (0, len(written)) else None
        iso = iso_date(written[: numeric.start()] + written_iso + written[numeric.end() :])
    else:
        iso = iso_date(written)
    return StatedDate(text, iso, is_update) if iso else None


def iso_date(written: str) -> str | None:
    """The ISO 8601 form of a date, `2023-09-16` or `2023-09-16T10:15:00+02:00`; None for what is not a whole date."""
    written = written.strip(" \t.,;-–—|")
    moment, has_time = _machine_date(written)
    if moment is None:
        if sum(word[0].isalpha() for word in written.split()) > _MOST_LETTERED_WORDS:
            return None
        moment, has_time = _parsed(_NOISE.sub(" ", written)), _TIME.search(written) is not None
    if moment is None:
        return None
    if not has_time:
        return moment.date().isoformat()
    seconds = re.search(r"\d[:h.]\d{2}:\d{2}", written) is not None
    return moment.isoformat(timespec="seconds" if seconds else "minutes")


def split_dated(text: str) -> tuple[str, str] | None:
    """`By Ann Lee` and `June 3, 2024` of `By Ann Lee, June 3, 2024`; None where no date follows."""
    if len(text) > _MOST_CHARACTERS * 2 or not _YEAR.search(text):
        return None
    for at, end in _separators(text):
        if at and is_date_line(text[end:]):
            return text[:at].rstrip(), text[end:]
    return None


def _separators(text: str) -> Iterator[tuple[int, int]]:
    matches = re.finditer(r"\s*[|•·]\s*|\s+[-–—/]+\s*|,\s+|\s+on\s+|\s+am\s+|\s+le\s+|\s+el\s+", text)
    return ((match.start(), match.end()) for match in matches)


def _machine_date(written: str) -> tuple[datetime | None, bool]:
    """A date in ISO 8601, and whether it has a time."""
    if not re.match(r"\d{4}-\d\d-\d\d", written):
        return None, False
    try:
        compact = re.sub(r"\s+(?=[+-]\d|Z$)", "", written)
        return datetime.fromisoformat(compact), len(written) > 10
    except ValueError:
        return None, False


def _named_month(numeric: re.Match[str], language: str | None) -> str | None:
    """`2024-04-03` of a numeric date; None where day and month cannot be told apart."""
    first, mark, second, year = int(numeric[1]), numeric[2], int(numeric[3]), numeric[4]
    day_first = mark == "." or first > 12 or first == second or (language or "en").split("-")[0].lower() != "en"
    month_first = second > 12 or (language or "").lower() == "en-us"
    if not (day_first or month_first):
        return None
    day, month = (second, first) if month_first and mark != "." and first <= 12 else (first, second)
    return f"{year}-{month:02}-{day:02}"


def _parsed(written: str) -> datetime | None:
    try:
        return dateparser.parse(
            written,
            languages=_LANGUAGES,
            settings={
                "STRICT_PARSING": True,
                "REQUIRE_PARTS": ["day", "month", "year"],
                "PARSERS": ["absolute-time"],
            },
        )
    except (ValueError, OverflowError, RecursionError):
        return None
