"""Roles and names in the words that name a speaker: a phrase in, its parts and its kind out."""

import re
from typing import Final

from schemas.words import SpeakerKind
from tasks.facts.quotations.lexicon import (
    COMPANY_ENDINGS,
    DETERMINERS,
    DOCUMENTS,
    ORGANIZATIONS,
    PERSON_NOUNS,
    PLACES_THAT_SPEAK,
    PREPOSITIONS,
    word_set,
)
from tasks.facts.quotations.names import is_title

_HONORIFIC: Final = re.compile(r"(?:\s(?:and\s)?)\b(?:Mr|Mrs|Ms|Miss)\.?$")
_WORD: Final = re.compile(r"\S+")
_HONORIFICS: Final = word_set("mr mrs ms miss mx")
_OF: Final = word_set("of at from for in with")
_NO_NAMES: Final = word_set("states department university school college")
_LONGEST_ACRONYM: Final = 6


def without_determiner(text: str) -> str:
    """A phrase without the article or pronoun it begins with."""
    first, _, rest = text.partition(" ")
    return rest.strip() if rest and first.lower() in DETERMINERS else text


def split_role(text: str) -> tuple[str | None, str | None]:
    """Role and name of a phrase such as `Kremlin spokesman Dmitry Peskov`; no name where it ends in none."""
    plain = without_determiner(text)
    ahead, _, named = plain.rpartition(", ")
    if ahead and named[0].isupper():
        title, name = _split_plain(named)
        return (f"{ahead}, {title}" if title else ahead), name or named
    return _split_plain(_before_preposition(plain) or plain)


def _split_plain(plain: str) -> tuple[str | None, str | None]:
    """The same of a phrase without a comma and without what follows a name."""
    words = list(_WORD.finditer(plain))
    first = len(words)
    while first > 0 and _is_part(words[first - 1][0]):
        first -= 1
    while first < len(words) and any(_titled(one[0]) for one in words[first:-1]):
        first += 1
    while first < len(words) - 1 and words[first][0].endswith(("'s", "’s")):
        first += 1
    if first == len(words) or _key(words[-1][0]) in PERSON_NOUNS | DOCUMENTS | ORGANIZATIONS | COMPANY_ENDINGS:
        return None, None
    ahead = plain[: words[first].start()].strip(" ,")
    last = [one.lower() for one in ahead.split() if one.lower() not in DETERMINERS][-1:]
    if last and last[0].endswith(("'s", "’s")):
        return None, plain[words[first].start() :]
    if last and last[0] in PREPOSITIONS:
        return None, None
    if any(one.lower() in PREPOSITIONS for one in ahead.split()) and not any(_titled(one) for one in ahead.split()):
        return None, None
    return _HONORIFIC.sub("", ahead) or (ahead or None), plain[words[first].start() :]


def _before_preposition(text: str) -> str | None:
    """`Ann Lund` of `Ann Lund of the harbour office`; None where no full name stands before a preposition."""
    words = text.split()
    at = next((one for one, word in enumerate(words) if word.lower() in _OF), 0)
    if at < 2 or not (words[at - 1][0].isupper() and words[at - 2][0].isupper()):
        return None
    if any(_key(one) in ORGANIZATIONS | _NO_NAMES for one in words[at - 2 : at]) or _titled(words[at - 1]):
        return None
    return " ".join(words[:at])


def honorific(role: str) -> bool:
    """Whether a title says nothing of what somebody does: `Mr.`."""
    return _key(role) in _HONORIFICS


def _is_part(word: str) -> bool:
    return word[0].isupper() or word in {"de", "van", "von", "der", "bin", "al", "del", "da", "la", "di", "el"}


def _key(word: str) -> str:
    return word.lower().strip(".,").removesuffix("'s").removesuffix("’s")


def _titled(word: str) -> bool:
    return is_title(_key(word))


def kind_of(text: str) -> SpeakerKind | None:
    """What a phrase names by its head word; None where that does not tell."""
    words = [_key(one) for one in without_determiner(text).split()]
    heads = words[: next((at for at, one in enumerate(words) if at and one in PREPOSITIONS), len(words))]
    if not heads:
        return None
    if heads[-1] in COMPANY_ENDINGS and text.split()[len(text.split()) - len(words) + len(heads) - 1][0].isupper():
        return SpeakerKind.ORGANIZATION
    head = heads[-1]
    if _titled(words[-1]):
        return SpeakerKind.UNNAMED
    if head in DOCUMENTS or (head not in ORGANIZATIONS and any(one in DOCUMENTS for one in heads[:2])):
        return SpeakerKind.DOCUMENT
    if head in ORGANIZATIONS or (len(words) == 1 and head in PLACES_THAT_SPEAK) or _acronym(text):
        return SpeakerKind.ORGANIZATION
    if any(one in PERSON_NOUNS for one in heads[-3:]) or head.removesuffix("s") in PERSON_NOUNS:
        return SpeakerKind.UNNAMED
    return None


def _acronym(text: str) -> bool:
    word = without_determiner(text).replace(".", "")
    return word.isalpha() and word.isupper() and 2 <= len(word) <= _LONGEST_ACRONYM
