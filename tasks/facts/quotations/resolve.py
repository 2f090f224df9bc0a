"""Who a speaker is: the words that name one in, the fullest name, the kind and the role the article gives out.

Nothing is guessed: what the article's own words do not say stays None.
"""

import re
from dataclasses import dataclass
from typing import Final

from schemas.words import SpeakerKind
from tasks.facts.quotations import phrases
from tasks.facts.quotations.drafts import Draft
from tasks.facts.quotations.found import Span
from tasks.facts.quotations.lexicon import (
    DETERMINERS,
    PERSON_NOUNS,
    PREPOSITIONS,
    PRONOUNS,
)
from tasks.facts.quotations.names import People, Person
from tasks.facts.quotations.roles import honorific, kind_of, split_role, without_determiner
from tasks.facts.quotations.tokens import tokens_of

_SINGULAR: Final = frozenset({"he", "she"})
_APPOSITION: Final = re.compile(
    r"(?:\s\([^)\n]{1,20}\))?,(?:\s\d{1,3},)?\s((?:the|a|an)\s)?((?:[^,.;:\n\"“”«»()]|(?<=[A-Z])\.){3,90})(?=[,.\"“(\n]|$)"
)
_RELATIVE: Final = re.compile(r"\s(?:who|which|that|whose)\b")
_CALLED: Final = re.compile(r"((?:[a-z][\w’'-]* )*[a-z][\w’-]*) ([A-Z]\S*(?: [A-Z]\S*)*)")  # `the operator Lund Lines`
_MOST_ORGANIZATIONS: Final = 100  # each costs a search of the body
_ROLE_REACH: Final = 80


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
        self._pronouns: dict[str, str] = {}
        self._fullest_of: dict[str, str] = {}
        self._last: tuple[int, Speaker] | None = None
        self._last_person: tuple[int, Speaker] | None = None

    def speaker(self, draft: Draft) -> Speaker:
        """Who said this quotation."""
        if draft.speaker is None:
            near = draft.carried and self._last is not None and self._last[0] >= draft.paragraph - 1
            found = self._last[1] if near and self._last else NOBODY
        else:
            found = self._mentioned(draft, draft.speaker)
        self._last = (draft.paragraph, found)
        if found.kind is SpeakerKind.PERSON and found.name is not None:
            self._last_person = (draft.paragraph, found)
        return found

    def _mentioned(self, draft: Draft, mention: Span) -> Speaker:
        text = self._body[mention.start : mention.end]
        if text.lower() in _SINGULAR:
            return self._pronoun(draft, text.lower())
        if text.lower() in PRONOUNS | {"who", "one"}:
            return NOBODY
        role, name = split_role(text)
        if name is None:
            return self._nameless(text)
        return self._named(mention, role, name)

    def _pronoun(self, draft: Draft, pronoun: str) -> Speaker:
        """Whom the sentence before is about, or else the last person who spoke, no further back than a paragraph."""
        near = self._last_person is not None and self._last_person[0] >= draft.paragraph - 1
        found = self._subject(draft.subject) if draft.subject is not None else None
        if found is None and near and self._last_person is not None:
            found = self._last_person[1]
        if found is None or found.name is None or not self._fits(found, pronoun):
            return Speaker(None, SpeakerKind.PERSON, None)
        return found

    def _subject(self, span: Span) -> Speaker | None:
        """The person a sentence is about; None where it is about nobody the article names in full."""
        role, name = split_role(self._body[span.start : span.end])
        found = self._named(span, role, name) if name is not None else None
        return found if found is not None and found.kind is SpeakerKind.PERSON else None

    def _fits(self, who: Speaker, pronoun: str) -> bool:
        """Whether a person was not called by the other pronoun, title or role before."""
        known = self._pronouns.setdefault(who.name or "", self._people.pronoun(who.name or "", who.role) or pronoun)
        return known == pronoun

    def _named(self, mention: Span, role: str | None, name: str) -> Speaker:
        stated = role if role is not None and not honorific(role) else None
        kind = kind_of(stated) if stated is not None else None
        company = stated is None and self._people.is_company(name)
        if company or SpeakerKind.ORGANIZATION in (kind, kind_of(name)):
            return Speaker(name, SpeakerKind.ORGANIZATION, stated)
        alone = name.split()[-1].removesuffix("'s").removesuffix("’s")
        person = self._people.named(alone, mention.start)
        known = stated or self._beside(Span(mention.end, mention.end))
        if person is not None and (len(name.split()) == 1 or person.name.split()[0] == name.split()[0]):
            known = known or self._role_of(person)
            name = person.name
        full = person is not None and self._body[mention.start : mention.end].split()[0].lower() not in DETERMINERS
        somebody = full or role or known or self._people.is_shared(alone) or self._people.is_somebody(alone)
        return Speaker(name, SpeakerKind.PERSON if somebody else kind_of(name), known)

    def _nameless(self, text: str) -> Speaker:
        kind = kind_of(text)
        if kind is SpeakerKind.UNNAMED:
            return Speaker(None, kind, without_determiner(text))
        if kind is not SpeakerKind.ORGANIZATION:
            return Speaker(None, kind, None)
        called = _CALLED.fullmatch(without_determiner(text))
        return Speaker(called[2], kind, called[1]) if called else Speaker(self._fullest(text), kind, None)

    def _fullest(self, text: str) -> str:
        """An organization by the name that has a capitalised word before the same words, if the article has one."""
        plain = without_determiner(text)
        if plain[0].islower() and plain not in self._fullest_of and len(self._fullest_of) < _MOST_ORGANIZATIONS:
            self._fullest_of[plain] = self._longer(plain)
        return self._fullest_of.get(plain, plain)

    def _longer(self, plain: str) -> str:
        longer = re.compile(rf"(?<![\w.])(?:(?:[A-Z][\w’'-]*|(?:[A-Z]\.)+)[ \u00a0]){{1,4}}{re.escape(plain)}(?!\w)")
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
        phrase = phrases.noun_phrase_ending(ahead, 0, len(ahead) - 1) if ahead else None
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
        if (
            words[0] in PREPOSITIONS
            or words[0].endswith(("ed", "ing"))
            or not any(one in PERSON_NOUNS for one in words[:6])
        ):
            return None
        return _RELATIVE.split(found[2])[0].strip()
