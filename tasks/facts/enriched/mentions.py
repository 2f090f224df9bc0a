"""The people, organizations, places and nationalities of a body: its parse in, found mentions out."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

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
    found = [_found(parse, span, spans, named) for span in spans]
    return sorted([*products, *_with_full_names(found)], key=lambda mention: mention.start)


def _found(parse: Parse, span: NameSpan, spans: Sequence[NameSpan], named: frozenset[str]) -> "_Keyed":
    start, end = parse.tokens[span.first].start, parse.tokens[span.last - 1].end
    mention = FoundMention(span.type, span.subtype, start, end, " ".join(parse.body[start:end].split()))
    key = mention.name
    if span.type is MentionType.PLACE:
        at = places.where(parse, span, spans, named)
        key = at.key
        mention = replace(mention, subtype=at.subtype, country=at.country, latitude=at.latitude, longitude=at.longitude)
    elif span.type is MentionType.NATIONALITY:
        mention = replace(mention, country=gazetteer().country(mention.name))
    elif span.type is MentionType.PERSON and (role := people.role_of(parse, span.first, span.last)):
        mention = replace(mention, role_start=parse.tokens[role[0]].start, role_end=parse.tokens[role[1] - 1].end)
    return key, mention


_Keyed = tuple[str, FoundMention]


def _with_full_names(found: Sequence[_Keyed]) -> Iterable[FoundMention]:
    persons = people.full_names(_names(found, MentionType.PERSON))
    bodies = organizations.full_names(_names(found, MentionType.ORGANIZATION))
    place_names = _longest([keyed for keyed in found if keyed[1].type is MentionType.PLACE])
    for key, mention in found:
        if mention.type is MentionType.PERSON:
            yield replace(mention, name=persons[mention.name])
        elif mention.type is MentionType.ORGANIZATION:
            yield replace(mention, name=bodies[mention.name])
        elif mention.type is MentionType.PLACE:
            yield replace(mention, name=place_names[key])
        else:
            yield mention


def _names(found: Sequence[_Keyed], kind: MentionType) -> list[str]:
    """In the order of the text, each once."""
    return list(dict.fromkeys(mention.name for _, mention in found if mention.type is kind))


def _longest(keyed: Sequence[_Keyed]) -> dict[str, str]:
    ordered = sorted(keyed, key=lambda pair: pair[0])
    groups = groupby(ordered, key=lambda pair: pair[0])
    return {key: max((mention.name for _, mention in group), key=_fullness) for key, group in groups}


def _fullness(name: str) -> tuple[bool, int]:
    """Capitals throughout are a dateline's."""
    return not name.isupper() or "." in name, len(name)
