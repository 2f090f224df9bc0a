"""Who a speaker is: the words that name one in, the fullest name, the kind and the role the article gives out.

Nothing is guessed: what the article's own words do not say stays None.
"""

import re
from dataclasses import dataclass
from typing import Final

from schemas.words import SpeakerKind
from tasks.facts.quotations import speakers
from tasks.facts.quotations.drafts import Draft
from tasks.facts.quotations.found import Span
from tasks.facts.quotations.lexicon import (
    DETERMINERS,
    DOCUMENTS,
    ORGANIZATIONS,
    PERSON_NOUNS,
    PLACES_THAT_SPEAK,
    PREPOSITIONS,
    PRONOUNS,
    TITLES,
)
from tasks.facts.quotations.names import People, Person
from tasks.facts.quotations.tokens import tokens_of

_SINGULAR: Final = frozenset({"he", "she"})
_APPOSITION: Final = re.compile(
    r"(?:\s\([^)\n]{1,20}\))?,(?:\s\d{1,3},)?\s((?:the|a|an)\s)?([^,.;:\n\"“”«»()]{3,90})(?=[,.\"“(\n]|$)"
)
_WORD: Final = re.compile(r"\S+")
_ROLE_REACH: Final = 80
_LONGEST_ACRONYM: Final = 6


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said something, as far as the article tells."""

    name: str | None
    kind: SpeakerKind | None
    role: str | None


NOBODY: Final = Speaker(None, None, None)


class Resolver:
    """Finds who the speakers of one article are, in the order of its quotations."""

    def __init__(self, body: str) -> None:
        self._body = body
        self._people = People(body)
        self._last: tuple[int, Speaker] | None = None
        self._last_person: tuple[int, Speaker] | None = None

    def speaker(self, draft: Draft) -> Speaker:
        """Who said this quotation."""
        if draft.speaker is None:
            near = draft.carried and self._last is not None and self._last[0] >= draft.paragraph - 1
            found = self._last[1] if near and self._last else NOBODY
        else:
            found = self._mentioned(draft.speaker, draft.paragraph)
        self._last = (draft.paragraph, found)
        if found.kind is SpeakerKind.PERSON and found.name is not None:
            self._last_person = (draft.paragraph, found)
        return found

    def _mentioned(self, mention: Span, paragraph: int) -> Speaker:
        text = self._body[mention.start : mention.end]
        if text.lower() in _SINGULAR:
            return self._pronoun(paragraph)
        if text.lower() in PRONOUNS | {"who", "one"}:
            return NOBODY
        role, name = split_role(text)
        if name is None:
            return self._nameless(text)
        return self._named(mention, role, name)

    def _pronoun(self, paragraph: int) -> Speaker:
        """The last person who spoke in this paragraph or the one before it."""
        if self._last_person is not None and self._last_person[0] >= paragraph - 1:
            return self._last_person[1]
        return Speaker(None, SpeakerKind.PERSON, None)

    def _named(self, mention: Span, role: str | None, name: str) -> Speaker:
        person = self._people.named(name.split()[-1].removesuffix("'s").removesuffix("’s"))
        if person is not None and (len(name.split()) == 1 or person.name.split()[0] == name.split()[0]):
            role = role or self._beside(Span(mention.end, mention.end)) or self._role_of(person)
            return Speaker(person.name, SpeakerKind.PERSON, role)
        if role is not None:
            return Speaker(name, SpeakerKind.PERSON, role)
        return Speaker(name, kind_of(name), self._beside(Span(mention.end, mention.end)))

    def _nameless(self, text: str) -> Speaker:
        kind = kind_of(text)
        if kind is SpeakerKind.UNNAMED:
            return Speaker(None, kind, without_determiner(text))
        return Speaker(self._fullest(text) if kind is SpeakerKind.ORGANIZATION else None, kind, None)

    def _fullest(self, text: str) -> str:
        """An organization by the name that has a capitalised word before the same words, if the article has one."""
        plain = without_determiner(text)
        longer = re.compile(rf"(?<![\w.])(?:[A-Z][\w.’'-]*\s){{1,4}}{re.escape(plain)}(?!\w)")
        for found in longer.finditer(self._body):
            name = without_determiner(found[0])
            if name.split()[0].lower() not in PREPOSITIONS | DETERMINERS and name != plain:
                return name
        return plain

    def _role_of(self, person: Person) -> str | None:
        """The role beside the place where the article first names a person in full."""
        start = max(0, person.start - _ROLE_REACH)
        line = self._body.rfind("\n", start, person.start) + 1
        ahead = tuple(tokens_of(self._body, max(start, line), person.end, ()))
        phrase = speakers.noun_phrase_ending(ahead, 0, len(ahead) - 1) if ahead else None
        if phrase is not None:
            role, _ = split_role(self._body[ahead[phrase.first].start : person.end])
            if role is not None:
                return role
        return self._beside(Span(person.end, person.end))

    def _beside(self, at: Span) -> str | None:
        """The role in an apposition behind a name: `, the mayor of Halden,`."""
        found = _APPOSITION.match(self._body, at.start)
        if found is None:
            return None
        words = [one.lower().removesuffix("'s").removesuffix("’s") for one in found[2].split()]
        return (
            found[2].strip() if any(one in PERSON_NOUNS for one in words[:6]) and words[0] not in PREPOSITIONS else None
        )


def without_determiner(text: str) -> str:
    """A phrase without the article or pronoun it begins with."""
    first, _, rest = text.partition(" ")
    return rest.strip() if rest and first.lower() in DETERMINERS else text


def split_role(text: str) -> tuple[str | None, str | None]:
    """Role and name of a phrase such as `Kremlin spokesman Dmitry Peskov`; no name where it ends in none."""
    plain = without_determiner(text)
    words = list(_WORD.finditer(plain))
    first = len(words)
    while first > 0 and _is_part(words[first - 1][0]):
        first -= 1
    while first < len(words) and any(_titled(one[0]) for one in words[first:-1]):
        first += 1
    if first == len(words) or _key(words[-1][0]) in PERSON_NOUNS | DOCUMENTS | ORGANIZATIONS:
        return None, None
    ahead = plain[: words[first].start()].strip()
    if any(one.lower() in PREPOSITIONS for one in ahead.split()) and not any(_titled(one) for one in ahead.split()):
        return None, None
    return ahead or None, plain[words[first].start() :]


def _is_part(word: str) -> bool:
    return word[0].isupper() or word in {"de", "van", "von", "der", "bin", "al", "del", "da", "la", "di", "el"}


def _key(word: str) -> str:
    return word.lower().strip(".,").removesuffix("'s").removesuffix("’s")


def _titled(word: str) -> bool:
    return _key(word) in TITLES or _key(word) in PERSON_NOUNS


def kind_of(text: str) -> SpeakerKind | None:
    """What a phrase names by its head word; None where that does not tell."""
    words = [_key(one) for one in without_determiner(text).split()]
    heads = words[: next((at for at, one in enumerate(words) if at and one in PREPOSITIONS), len(words))]
    if not heads:
        return None
    head = heads[-1]
    if head in DOCUMENTS:
        return SpeakerKind.DOCUMENT
    if head in ORGANIZATIONS or (len(words) == 1 and head in PLACES_THAT_SPEAK) or _acronym(text):
        return SpeakerKind.ORGANIZATION
    if head in PERSON_NOUNS or head.removesuffix("s") in PERSON_NOUNS:
        return SpeakerKind.UNNAMED
    return None


def _acronym(text: str) -> bool:
    word = without_determiner(text).replace(".", "")
    return word.isalpha() and word.isupper() and 2 <= len(word) <= _LONGEST_ACRONYM
