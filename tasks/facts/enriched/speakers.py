"""Who a speaker is: the phrase that names one in, the article's fullest name for it, the kind and the role out.

Which phrase that is, and who a pronoun stands for, does not belong here.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from schemas.words import MentionType, SpeakerKind
from tasks.facts.enriched.parse import Parse, Token
from tasks.facts.enriched.salience import Salience
from tasks.facts.enriched.words import is_role
from tasks.facts.mentions.found import FoundMention
from tasks.facts.quotations.found import Span
from tasks.facts.quotations.roles import kind_of, without_determiner

_OTHERS: Final = frozenset({"they", "it", "who", "which", "that", "one", "others", "some", "many", "i", "we", "you"})
_AUTHORS: Final = (MentionType.PERSON, MentionType.ORGANIZATION, MentionType.PLACE)
_BY: Final = re.compile(r"\b(?:by|from)\b(?:\s\S+){0,4}\s$")


@dataclass(frozen=True, slots=True)
class Who:
    """Who said something, as far as the article tells."""

    name: str | None
    kind: SpeakerKind | None
    role: str | None


class Speakers:
    """Finds who the speakers of one article are, in the order of its quotations."""

    def __init__(self, parse: Parse, mentions: Sequence[FoundMention], quoted: frozenset[int]) -> None:
        self._parse = parse
        self._mentions = mentions
        self._starts = [mention.start for mention in mentions]
        self._people = [mention for mention in mentions if mention.type is MentionType.PERSON]
        self._roles = _roles(parse.body, self._people)
        self._salient = Salience(parse, self._people, quoted)

    def who(self, phrase: Span) -> Who | None:
        """Who is meant by the words at `phrase`; None where no rule here tells."""
        found = self._named(phrase) or self._meant(phrase)
        if found and found.kind is SpeakerKind.PERSON and found.name:
            self._salient.spoke(found.name, phrase.start)
        return found

    def _named(self, phrase: Span) -> Who | None:
        head = self._head(phrase)
        inside = self._inside(phrase)
        at_head = [one for one in inside if one.start <= head.start < one.end]
        beside = [one for one in inside if one.type is MentionType.PERSON and _stands_by(one, head.start)]
        mention = next(iter(at_head or beside), None)
        if mention is None or mention.type is MentionType.PRODUCT:
            return self._document(phrase, head.text, inside)
        if mention.type is MentionType.PERSON:
            here = _written(self._parse.body, mention)
            return Who(mention.name, SpeakerKind.PERSON, here or self._roles.get(mention.name))
        if mention.type is MentionType.NATIONALITY:
            return Who(None, SpeakerKind.UNNAMED, None)
        return Who(mention.name, SpeakerKind.ORGANIZATION, None)

    def _inside(self, phrase: Span) -> Sequence[FoundMention]:
        """The mentions that share a letter with the phrase."""
        first = max(bisect_left(self._starts, phrase.start) - 1, 0)
        near = self._mentions[first : bisect_left(self._starts, phrase.end)]
        return [one for one in near if phrase.start < one.end]

    def _document(self, phrase: Span, head: str, inside: Sequence[FoundMention]) -> Who | None:
        """By whose it is: `a video released by the ministry`."""
        text = self._parse.body[phrase.start : phrase.end]
        whose = [one for one in inside if one.type in _AUTHORS and _BY.search(text[: one.start - phrase.start])]
        if kind_of(head) is not SpeakerKind.DOCUMENT or not whose:
            return None
        return Who(whose[0].name, SpeakerKind.DOCUMENT, None)

    def _meant(self, phrase: Span) -> Who | None:
        """By a pronoun or a role: `she`, `the mayor`."""
        text = self._parse.body[phrase.start : phrase.end]
        small = text.casefold()
        if small in ("he", "she"):
            name = self._salient.antecedent(phrase.start, small)
            return Who(name, SpeakerKind.PERSON, self._roles.get(name or ""))
        if small in _OTHERS:
            return Who(None, None, None)
        if small.startswith("the ") and is_role(self._head(phrase).text):
            return self._bearer(phrase, without_determiner(small))
        return None

    def _bearer(self, phrase: Span, role: str) -> Who:
        """The one person named before to whom the article gives the role."""
        before = [one for one in self._people if one.start < phrase.start]
        bearers = {one.name for one in before if _is_role_of(role, self._roles.get(one.name))}
        if len(bearers) == 1:
            name = bearers.pop()
            return Who(name, SpeakerKind.PERSON, self._roles.get(name))
        return Who(None, SpeakerKind.UNNAMED, without_determiner(self._parse.body[phrase.start : phrase.end]))

    def _head(self, phrase: Span) -> Token:
        return self._parse.tokens[self._parse.head_of(phrase.start, phrase.end)]


def nameless(text: str) -> Who:
    """What a phrase without a name tells of a speaker."""
    kind = kind_of(text)
    plain = without_determiner(text)
    if kind is SpeakerKind.ORGANIZATION:
        return Who(plain, kind, None)
    return Who(None, kind, plain if kind is SpeakerKind.UNNAMED else None)


def _stands_by(mention: FoundMention, head: int) -> bool:
    """Whether the head is a word of the person's role."""
    return None not in (mention.role_start, mention.role_end) and (mention.role_start or 0) <= head < (
        mention.role_end or 0
    )


def _written(body: str, mention: FoundMention) -> str | None:
    """The role beside a person's name."""
    if mention.role_start is None or mention.role_end is None:
        return None
    return " ".join(body[mention.role_start : mention.role_end].split())


def _roles(body: str, people: Sequence[FoundMention]) -> dict[str, str]:
    """The longest role the article gives each person."""
    found: dict[str, str] = {}
    for one in people:
        role = _written(body, one)
        if role:
            found[one.name] = max(role, found.get(one.name, ""), key=len)
    return found


def _is_role_of(role: str, of: str | None) -> bool:
    """`mayor` and `Spanish minister` of `Spanish foreign minister`: the same head, and no other words."""
    words, others = role.split(), (of or "").casefold().split()
    return bool(words) and words[-1] in others and set(words) <= set(others)
