"""The people, organizations, places and nationalities of a body: its parse in, found mentions out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from schemas.words import MentionType
from tasks.facts.enriched import organizations, people, places
from tasks.facts.enriched.parse import Parse
from tasks.facts.enriched.span import NameSpan
from tasks.facts.enriched.spans import name_spans
from tasks.facts.gazetteer.table import gazetteer
from tasks.facts.mentions.found import FoundMention


def find_mentions(parse: Parse, products: Sequence[FoundMention] = ()) -> list[FoundMention]:
    """The mentions in the order of the text, among them the `products` found by rules: nothing else stands there."""
    spans = name_spans(parse, [(product.start, product.end) for product in products])
    named = places.countries_named(parse, spans)
    firsts = {span.first: span for span in spans}
    found = [_found(parse, span, firsts, named) for span in spans]
    return sorted([*products, *_with_full_names(found, _titled(parse, spans))], key=lambda mention: mention.start)


def _titled(parse: Parse, spans: Sequence[NameSpan]) -> frozenset[str]:
    """The people whose name bears a title where it first stands."""
    people_first: dict[str, bool] = {}
    for span in spans:
        if span.type is MentionType.PERSON:
            people_first.setdefault(parse.text(span.first, span.last), people.has_title(parse, span.first))
    return frozenset(name for name, has_title in people_first.items() if has_title)


@dataclass(frozen=True, slots=True)
class _Found:
    """A mention; `key` is one for all names of one thing, `usual` the name the gazetteer has for it."""

    mention: FoundMention
    key: str
    usual: str | None = None


def _found(parse: Parse, span: NameSpan, firsts: Mapping[int, NameSpan], named: frozenset[str]) -> _Found:
    start, end = parse.tokens[span.first].start, parse.tokens[span.last - 1].end
    one = FoundMention(span.type, span.subtype, start, end, " ".join(parse.body[start:end].split()))
    if span.type is MentionType.PLACE:
        at = places.where(parse, span, firsts, named)
        known = replace(one, subtype=at.subtype, country=at.country, latitude=at.latitude, longitude=at.longitude)
        return _Found(known, at.key, at.usual)
    if span.type is MentionType.NATIONALITY:
        one = replace(one, country=gazetteer().country(one.name))
    elif span.type is MentionType.PERSON and (role := people.role_of(parse, span.first, span.last)):
        one = replace(one, role_start=parse.tokens[role[0]].start, role_end=parse.tokens[role[1] - 1].end)
    return _Found(one, one.name)


def _with_full_names(found: Sequence[_Found], titled: frozenset[str]) -> Iterator[FoundMention]:
    persons = people.full_names(_names(found, MentionType.PERSON), titled)
    bodies = organizations.full_names(_names(found, MentionType.ORGANIZATION))
    of_places = _place_names([one for one in found if one.mention.type is MentionType.PLACE])
    for one in found:
        name = one.mention.name
        if one.mention.type is MentionType.PERSON:
            name = persons[name]
        elif one.mention.type is MentionType.ORGANIZATION:
            name = bodies[name]
        elif one.mention.type is MentionType.PLACE:
            name = of_places[one.key]
        yield replace(one.mention, name=name)


def _names(found: Sequence[_Found], kind: MentionType) -> list[str]:
    """In the order of the text, each once."""
    return list(dict.fromkeys(one.mention.name for one in found if one.mention.type is kind))


def _place_names(found: Sequence[_Found]) -> dict[str, str]:
    """By key, of the names the text has for a place the usual one, else the longest."""
    best: dict[str, _Found] = {}
    for one in found:
        best[one.key] = max(best.get(one.key, one), one, key=_fullness)
    return {key: one.mention.name for key, one in best.items()}


def _fullness(one: _Found) -> tuple[bool, bool, int]:
    """Capitals throughout are a dateline's."""
    name = one.mention.name
    return name == one.usual, not name.isupper() or "." in name, len(name)
