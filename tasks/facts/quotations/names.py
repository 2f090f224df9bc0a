"""The people an article names: a body in, the fullest name for a surname and the role written beside it out.

Without a model: a person is a run of two or more capitalised words that stands beside a title or role, or whose
last word is used alone later.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tasks.facts.quotations.lexicon import (
    COMPANY_ENDINGS,
    DETERMINERS,
    MONTHS,
    ORGANIZATIONS,
    PERSON_NOUNS,
    PREPOSITIONS,
    TITLES,
    WEEKDAYS,
    word_set,
)

_PART: Final = r"(?:[^\W\d_a-zß-öø-ÿ](?:\.(?:[^\W\d_]\.)*|[^\W\d_]*(?:[-’'][^\W\d_a-zß-öø-ÿ][^\W\d_]+)*))"
_PARTICLE: Final = r"(?:(?:de|del|della|da|dos|van|von|der|den|di|la|le|bin|bint|al|ibn|ter|ten)\s)"
_RUN: Final = re.compile(rf"(?<![\w'’]){_PART}(?:[ \u00a0]{_PARTICLE}{{0,2}}{_PART}){{1,5}}(?!\w)")
_NO_PART: Final = (
    DETERMINERS
    | PREPOSITIONS
    | WEEKDAYS
    | MONTHS
    | ORGANIZATIONS
    | COMPANY_ENDINGS
    | word_set("i we he she they it its it's former")
    | word_set("now then here there today also still yet however meanwhile later once")  # open a sentence
)
_NO_PERSON: Final = word_set(
    "states street avenue road river lake city county island islands north south east west new united national "
    "international american russian chinese british ukrainian european african asian act day war party republican "
    "democratic award prize stadium airport hall tower park beach bay mountain valley district province republic "
    "kingdom nation nations first union"
)


_TITLE: Final = re.compile(
    r"\b(Mr|Mrs|Ms|Miss|Sir|Dame|Dr|President|Senator|Sen|Rep|Gov|Governor|Justice|Judge|Minister|Secretary|Gen|General"
    r"|Mayor|Chancellor|Pope|King|Queen|Prince|Princess|Sgt|Capt|Captain|Lt|Col|Officer|Detective|Lord|Lady|Professor|Rev)"
    r"\.?[ \u00a0](?:[A-Z][\w.’'-]*[ \u00a0])?([A-Z][\w’-]+)"
)
_COMPANY: Final = re.compile(
    r"\b([A-Z][\w&’-]*(?: [A-Z][\w&’-]*){0,3}?),? (?:Inc|Corp|Cos?|Ltd|PLC|plc|AG|SA|NV|LLC|Group|Holdings)\b"
)
_PRONOUNS: Final = {"Mr": "he", "Sir": "he", "Mrs": "she", "Ms": "she", "Miss": "she", "Dame": "she"}
_HER_ROLES: Final = word_set("mother daughter sister wife widow actress queen princess aunt grandmother nun")
_HIS_ROLES: Final = word_set("father son brother husband widower actor king prince uncle grandfather monk")
_PLACES: Final = word_set("san santa saint el los las saudi port fort mount cape cuban arab latin sri costa puerto abu")
_FIRMS: Final = frozenset(  # well known, and written as a person is
    [
        "goldman sachs",
        "merrill lynch",
        "morgan stanley",
        "dow jones",
        "wells fargo",
        "credit suisse",
        "du pont",
        "first boston",
    ]
)
_MOST_OF_A_NAME: Final = 20


@dataclass(frozen=True, slots=True)
class Person:
    """A person as the article first names them in full; `start` is where."""

    name: str
    surname: str
    start: int
    end: int


class People:
    """The people of one article, by the word that names them alone."""

    def __init__(self, body: str) -> None:
        self._by_surname: dict[str, list[Person]] = {}
        self._by_first: dict[str, list[Person]] = {}
        self._companies = {one[1] for one in _COMPANY.finditer(body)}
        self._titles = {one[2]: _PRONOUNS.get(one[1]) for one in _TITLE.finditer(body)}
        for person in _people(body):
            _add(self._by_surname.setdefault(person.surname, []), person)
            _add(self._by_first.setdefault(person.name.split()[0], []), person)

    def named(self, word: str, at: int) -> Person | None:
        """The person a surname, or else a first name, means at that place; None where it could be two."""
        known = self._by_surname.get(word) or self._by_first.get(word, [])
        if len(known) > 1:
            known = [one for one in known if one.start <= at] or known
        longest = max(known, key=lambda one: len(one.name), default=None)
        if longest is None or not all(_same(one.name, longest.name) for one in known):
            return None
        return longest

    def pronoun(self, name: str, role: str | None) -> str | None:
        """`he` or `she` by the title the article gives a person or by a role such as `spokeswoman`, if they tell."""
        words = (role or "").lower().replace("-", " ").split()
        if any(one.endswith("woman") or one in _HER_ROLES for one in words):
            return "she"
        if any(one.endswith("man") or one in _HIS_ROLES for one in words):
            return "he"
        return self._titles.get(name.split()[-1]) if name else None

    def is_somebody(self, surname: str) -> bool:
        """Whether the article gives a title to a surname: `President Lund`."""
        return surname in self._titles

    def is_company(self, name: str) -> bool:
        """Whether the article writes the name with `Inc.` or its like somewhere."""
        return name in self._companies

    def is_shared(self, word: str) -> bool:
        """Whether several people have that surname: somebody is meant, but not who."""
        return len(self._by_surname.get(word, ())) > 1


def is_title(word: str) -> bool:
    """Whether a word, or a part of a hyphenated one, is a title or a role."""
    return any(one in TITLES or one in PERSON_NOUNS for one in word.lower().strip(".,").split("-"))


def _add(known: list[Person], person: Person) -> None:
    if len(known) < _MOST_OF_A_NAME and all(person.name != one.name for one in known):
        known.append(person)


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
    roles = [at for at, one in enumerate(words[:-1]) if is_title(one[0])]
    words = words[roles[-1] + 1 if roles else 0 :]
    while words and words[0][0].lower().strip(".") in _NO_PART:
        words = words[1:]
    if not 2 <= len(words) <= 5:
        return
    plain = [one[0].lower().strip(".") for one in words]
    if any(one in _NO_PART or one in _NO_PERSON for one in plain) or words[-1][0].isupper():
        return
    if plain[0] in _PLACES or " ".join(plain) in _FIRMS:
        return
    surname = words[-1][0].rstrip(".")
    if len(surname) > 1:
        yield Person(" ".join(one[0] for one in words), surname, words[0][1], words[-1][2])
