"""A stretch of a parse that names something."""

from dataclasses import dataclass

from schemas.words import MentionType
from tasks.facts.enriched.parse import Parse
from tasks.facts.gazetteer.table import gazetteer


@dataclass(frozen=True, slots=True)
class NameSpan:
    """Tokens `[first, last)` that name something."""

    first: int
    last: int
    type: MentionType
    subtype: str | None = None


def names_a_place(parse: Parse, first: int, last: int) -> bool:
    """Whether the noun at `last` belongs to the name: so it does in `Harlow bridge`, not in `Pacific port city`."""
    tokens = parse.tokens
    named = all(token.tag[:3] == "NNP" for token in tokens[first:last]) and tokens[last - 1].head == last
    return named and tokens[last].dep != "compound" and not gazetteer().is_country(parse.text(first, last))
