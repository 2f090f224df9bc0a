"""The people an article names: a body in, the fullest name for a surname and the role written beside it out.

Without a model: a person is a run of two or more capitalised words that stands beside a title or role, or whose
last word is used alone later.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tasks.facts.quotations.lexicon import DETERMINERS, MONTHS, ORGANIZATIONS, PREPOSITIONS, TITLES, WEEKDAYS, word_set

_PART: Final = r"(?:[^\W\d_a-zß-öø-ÿ](?:\.(?:[^\W\d_]\.)*|[^\W\d_]*(?:[-’'][^\W\d_a-zß-öø-ÿ][^\W\d_]+)*))"
_PARTICLE: Final = r"(?:(?:de|del|della|da|dos|van|von|der|den|di|la|le|bin|bint|al|ibn|ter|ten)\s)"
_RUN: Final = re.compile(rf"(?<![\w'’])(?:{_PART}[ \u00a0])(?:{_PARTICLE}{{0,2}}{_PART}[ \u00a0]?){{1,5}}(?!\w)")
_NO_PART: Final = (
    DETERMINERS | PREPOSITIONS | WEEKDAYS | MONTHS | ORGANIZATIONS | word_set("i we he she they it its it's")
)
_NO_PERSON: Final = word_set(
    "states street avenue road river lake city county island islands north south east west new united national "
    "international american russian chinese british ukrainian european african asian act day war party republican "
    "democratic award prize stadium airport hall tower park beach bay mountain valley district province republic "
    "kingdom nations union"
)


@dataclass(frozen=True, slots=True)
class Person:
    """A person as the article first names them in full; `start` is where."""

    name: str
    surname: str
    start: int
    end: int


class People:
    """The people of one article, by surname."""

    def __init__(self, body: str) -> None:
        self._by_surname: dict[str, list[Person]] = {}
        for person in _people(body):
            known = self._by_surname.setdefault(person.surname, [])
            if all(person.name != one.name for one in known):
                known.append(person)

    def named(self, surname: str) -> Person | None:
        """The one person of that surname; None where there is none or more than one."""
        known = self._by_surname.get(surname, ())
        if len(known) <= 1:
            return known[0] if known else None
        longest = max(known, key=lambda one: len(one.name))
        return longest if all(_same(one.name, longest.name) for one in known) else None


def _same(short: str, full: str) -> bool:
    """Whether a name is a shorter form of another: the first names agree."""
    return short.split()[0] == full.split()[0]


def _people(body: str) -> Iterator[Person]:
    for run in _RUN.finditer(body):
        words = [
            (word[0], run.start() + word.start(), run.start() + word.end()) for word in re.finditer(r"\S+", run[0])
        ]
        yield from _person(words)


def _person(words: list[tuple[str, int, int]]) -> Iterator[Person]:
    while words and words[0][0].lower().strip(".") in TITLES | _NO_PART:
        words = words[1:]
    if not 2 <= len(words) <= 5:
        return
    plain = [one[0].lower().strip(".") for one in words]
    if any(one in _NO_PART or one in _NO_PERSON for one in plain) or words[-1][0].isupper():
        return
    surname = words[-1][0].rstrip(".")
    if len(surname) > 1:
        yield Person(" ".join(one[0] for one in words), surname, words[0][1], words[-1][2])
