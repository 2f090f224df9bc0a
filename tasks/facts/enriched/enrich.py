"""The way in: the facts that rules found of a body in, with what a model of its language adds out.

A body without a model for its language, or longer than a model is given, keeps the facts it has, and says so by their
level.
"""

import re
from dataclasses import replace
from typing import Final

from schemas.versions import EXTRACTOR_VERSION
from schemas.words import FactsLevel, MentionType
from tasks.facts.enriched.mentions import find_mentions
from tasks.facts.enriched.model import installed, load
from tasks.facts.enriched.quotations import find_quotations
from tasks.facts.found import Facts

LONGEST: Final = 100_000
"""Characters of the longest body a model is given: three seconds' work, and the memory of a few hundred megabytes."""

_WORD: Final = re.compile(r"[^\W\d_]+")
_ENGLISH: Final = frozenset(
    {"the", "of", "and", "to", "in", "a", "that", "is", "was", "for", "on", "said", "with", "he"}
)
_ENOUGH: Final = 0.15
_LOOKED_AT: Final = 4_000


def enriched(facts: Facts, body: str, language: str | None) -> Facts:
    """The facts with people, organizations, places and nationalities, and with better quotations."""
    spoken = language.split("-")[0].lower() if language else "en" if _is_english(body) else None
    if spoken is None or spoken not in installed() or len(body) > LONGEST:
        return facts
    (parse,) = load(spoken).parse([body])
    products = [one for one in facts.mentions if one.type is MentionType.PRODUCT]
    mentions = find_mentions(parse, products)
    quotations = find_quotations(parse, mentions, facts.quotations)
    return replace(facts, level=FactsLevel.ENRICHED, mentions=tuple(mentions), quotations=quotations)


def extractor_version(level: FactsLevel) -> str:
    """The version of the rules that derive an article at this level: with a model, its name is part of it."""
    if level is FactsLevel.DEFAULT:
        return EXTRACTOR_VERSION
    return f"{EXTRACTOR_VERSION}+enriched.{'.'.join(sorted(installed().values()))}"


def _is_english(body: str) -> bool:
    """Whether a body that states no language is English, by its small words."""
    words = [word.casefold() for word in _WORD.findall(body[:_LOOKED_AT])]
    return sum(word in _ENGLISH for word in words) > _ENOUGH * len(words)
