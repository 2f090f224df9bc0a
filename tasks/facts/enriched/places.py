"""Where the places of a text are: parse and spans in, what the gazetteer has of each out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from schemas.words import MentionType
from tasks.facts.enriched.parse import Parse
from tasks.facts.enriched.span import NameSpan
from tasks.facts.enriched.words import PLACE_NOUNS
from tasks.facts.gazetteer.table import Place, gazetteer


@dataclass(frozen=True, slots=True)
class Where:
    """What is known of a place; `key` is one for all names of one place, `usual` the gazetteer's name for it."""

    key: str
    usual: str | None
    subtype: str | None
    country: str | None
    latitude: float | None
    longitude: float | None


def countries_named(parse: Parse, spans: Iterable[NameSpan]) -> frozenset[str]:
    """The countries a text names, by their names or their people's."""
    kinds = (MentionType.PLACE, MentionType.NATIONALITY, MentionType.ORGANIZATION)
    texts = (parse.text(span.first, span.last) for span in spans if span.type in kinds)
    return frozenset(code for text in texts for name in (text, text.split()[0]) if (code := _only_country(name)))


def _only_country(name: str) -> str | None:
    """The country a name leaves no doubt of: `Georgia` is a region of another one too."""
    country, region = gazetteer().country(name), gazetteer().region(name)
    if country and region:
        return None
    return country or (region.country if region else None)


def where(parse: Parse, span: NameSpan, firsts: Mapping[int, NameSpan], named: frozenset[str]) -> Where:
    """What is known of the place `span`; `firsts` are all names of the text by their first tokens."""
    text = parse.text(span.first, span.last)
    follower = firsts.get(span.last) or firsts.get(span.last + 1)
    link = parse.text(span.last, follower.first) if follower and follower.first > span.last else ""
    after = parse.text(follower.first, follower.last) if follower and follower.type is MentionType.PLACE else ""
    if span.subtype in ("facility", "water", "landform", "region"):
        found = _region(text, named) if span.subtype == "region" else None
        around = gazetteer().place(after, named) if after and link in ("in", ",", "of") else None
        country = (found.country if found else around.country if around else None) or None
        return Where(text.casefold(), None, span.subtype, country, None, None)
    found = gazetteer().place(text, named, after if link == "," else "")
    if found is None:
        words = text.casefold().split()
        kind = PLACE_NOUNS.get(words[-1]) or PLACE_NOUNS.get(words[0]) if len(words) > 1 else None
        return Where(text.casefold(), None, span.subtype or kind, None, None, None)
    return Where(
        f"{found.kind} {found.name} {found.state} {found.country}",
        found.name,
        found.kind,
        found.country or None,
        found.latitude,
        found.longitude,
    )


def _region(text: str, named: frozenset[str]) -> Place | None:
    """`Texas state`, `Amur region`: the name itself, if the gazetteer has it."""
    place = gazetteer().place(text.rpartition(" ")[0], named)
    return place if place and place.kind != "country" else None
