"""Names in a parse, with the model's usual slips put right: parse in, spans of tokens with a kind out.

Which person or place a name is does not belong here.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from schemas.words import MentionType
from tasks.facts.enriched.parse import Name, Parse, Token
from tasks.facts.enriched.span import NameSpan, names_a_place
from tasks.facts.enriched.unseen import bodies, facilities, surnames, titled
from tasks.facts.enriched.words import (
    HONORIFICS,
    MONTHS_AND_DAYS,
    PARTIES,
    PLACE_NOUNS,
    SHIPS,
    TITLES,
    WEAPONS,
    is_role,
)
from tasks.facts.gazetteer.names import fold
from tasks.facts.gazetteer.table import gazetteer
from tasks.facts.quotations.lexicon import CUE_VERBS

_KINDS: Final = {
    "PERSON": MentionType.PERSON,
    "ORG": MentionType.ORGANIZATION,
    "GPE": MentionType.PLACE,
    "LOC": MentionType.PLACE,
    "FAC": MentionType.PLACE,
    "NORP": MentionType.NATIONALITY,
}
_SUBTYPES: Final = {"FAC": "facility", "LOC": None}
_MADE: Final = frozenset({"PERSON", "PRODUCT", "WORK_OF_ART"})
"""What a product's name may be taken for; a body or a nation before the noun is whose the product is."""
_ACRONYM: Final = re.compile(r"(?:[A-Z]\.){2,}|[A-Z]{2}")
_MARKS: Final = frozenset("\"'“”‘’()[]{},.;:-–—/|*#@") | {"'s", "’s", "--", "..."}
_DESIGNATOR: Final = re.compile(r"[A-Z][A-Za-z]{0,3}-?\d{1,4}[A-Z]{0,3}\d?")
_SEAT: Final = re.compile(r"[DRI]-[A-Z]")
_JOINTS: Final = frozenset(
    {"on", "upon", "sur", "de", "la", "le", "les", "an", "am", "der", "na", "nad", "pod", "di", "da", "do"}
)


def name_spans(parse: Parse, taken: Sequence[tuple[int, int]] = ()) -> list[NameSpan]:
    """The names in the order of the text, none over another, none over the stretches `taken` of the body."""
    found = [span for name in parse.names for span in _corrected(parse, name)]
    found = _free(parse, found, taken)
    found = _agreed(parse, found)
    found = [*bodies(parse, found), *facilities(parse), *found, *titled(parse, found)]
    return _apart([*found, *surnames(parse, found)])


def _corrected(parse: Parse, name: Name) -> Iterator[NameSpan]:
    first, last = _trimmed(parse.tokens, name.first, name.last)
    if first >= last or sum(map(str.isalpha, parse.text(first, last))) < 2:
        return
    last = _hyphenated(parse, first, last)
    kind = _KINDS.get(name.label)
    if _is_designator(parse.text(first, last)) or _is_office(parse, first, last):
        return
    made = _with_noun(parse, first, last, name.label)
    if made:
        yield made
    elif kind is None:
        return
    elif _is_before_its_state(parse, first, last):
        yield NameSpan(first, last, MentionType.PLACE)
    elif kind is not MentionType.NATIONALITY and _ACRONYM.fullmatch(parse.text(first, last)):
        yield from _acronym(parse, first, last, kind)
    elif kind is MentionType.PERSON or _has_title(parse, first, last):
        yield from _person(parse, first, _with_surname(parse, last))
    elif kind is MentionType.NATIONALITY:
        if parse.tokens[first].text.casefold() not in PARTIES:
            yield NameSpan(first, last, kind)
    elif parse.tokens[first].text[0].isupper() or last - first > 1:
        yield NameSpan(first, last, _by_table(parse, first, last, kind), _SUBTYPES.get(name.label))


def _is_before_its_state(parse: Parse, first: int, last: int) -> bool:
    """`Eau Claire, Wis.` is a place whatever the model takes it for."""
    within = parse.tokens[last + 1].text if last + 1 < len(parse.tokens) and parse.tokens[last].text == "," else ""
    short = gazetteer().region(within) if within.endswith(".") else None
    return short is not None or gazetteer().is_city(parse.text(first, last), within)


def _acronym(parse: Parse, first: int, last: int, kind: MentionType) -> Iterator[NameSpan]:
    """`U.N.` is no person, and `VA` no state unless it stands behind a city."""
    text, before = parse.text(first, last), parse.tokens[first - 1].text if first else ""
    if gazetteer().is_country(text):
        yield NameSpan(first, last, MentionType.PLACE)
    elif kind is not MentionType.PLACE or before == ",":
        yield NameSpan(first, last, MentionType.ORGANIZATION if kind is MentionType.PERSON else kind)


def _is_designator(text: str) -> bool:
    """`Tu-95MS` is a product, found by rules that know products; `D-Va.` is a party and a seat."""
    return bool(_DESIGNATOR.fullmatch(text) or _SEAT.match(text))


def _is_office(parse: Parse, first: int, last: int) -> bool:
    """`Defense` of `Defense Minister Jane Doe` and `State` of `Secretary of State` name nothing by themselves."""
    after = parse.tokens[last].text if last < len(parse.tokens) else ""
    before = parse.text(first - 2, first).casefold() if first > 1 else ""
    if before in ("secretary of", "minister of"):
        return True
    return after in ("Minister", "Secretary") and not gazetteer().country(parse.text(first, last))


def _by_table(parse: Parse, first: int, last: int, kind: MentionType) -> MentionType:
    """A country is a place whatever the model takes it for."""
    return MentionType.PLACE if gazetteer().is_country(parse.text(first, last)) else kind


def _trimmed(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    while first < last and (tokens[first].tag in ("DT", "PRP$", "POS") or tokens[first].text in _MARKS):
        first += 1
    while first < last and (tokens[last - 1].tag in ("POS", "VBZ", "VBD") or tokens[last - 1].text in _MARKS):
        last -= 1
    while last - first > 1 and tokens[first].text.casefold() in CUE_VERBS and tokens[first].first:
        first += 1  # `Said Jane Doe`
    return first, last


def _hyphenated(parse: Parse, first: int, last: int) -> int:
    """The end of a name that goes on behind a hyphen: `Komsomolsk-on-Amur`."""
    tokens = parse.tokens
    end = last
    while end + 1 < len(tokens) and tokens[end].text == "-" and tokens[end - 1].end == tokens[end].start:
        if tokens[end].end != tokens[end + 1].start:
            break
        end += 2
    tail = tokens[last + 1 : end : 2]
    joined = bool(tail) and tail[-1].text[0].isupper() and all(token.text in _JOINTS for token in tail[:-1])
    return end if joined and len(tail) > 1 else last


def _with_noun(parse: Parse, first: int, last: int, label: str) -> NameSpan | None:
    """`Knevichi airfield`, `Kinzhal missile`: a noun behind the name says what it is."""
    head = parse.tokens[parse.tokens[last - 1].head]
    after = parse.tokens[last] if last < len(parse.tokens) else None
    if after is None or after.tag[:2] != "NN":
        return None
    subtype = PLACE_NOUNS.get(after.text.casefold())
    if subtype and names_a_place(parse, first, last):
        return NameSpan(first, last + 1, MentionType.PLACE, subtype)
    words = (after.text.casefold(), head.text.casefold())
    weapon = next((WEAPONS[word] for word in words if word in WEAPONS), None)
    if weapon and label in _MADE and not gazetteer().country(parse.text(first, last)) and last - first == 1:
        return NameSpan(first, last, MentionType.PRODUCT, weapon)
    return None


def _has_title(parse: Parse, first: int, last: int) -> bool:
    """`President Doe` is a person whatever the model takes it for."""
    before = parse.tokens[first - 1].text if first and not parse.tokens[first].first else ""
    titled = before[:1].isupper() and before.casefold().rstrip(".") in HONORIFICS | TITLES - {"secretary"}
    return titled and gazetteer().place(parse.text(first, last)) is None and last - first < 4


def _with_first_name(parse: Parse, first: int, last: int) -> int:
    """The beginning of a name of which the model sees the family name alone."""
    before = parse.tokens[first - 1] if first and last - first == 1 and not parse.tokens[first].first else None
    joined = before is not None and before.tag == "NNP" and before.dep == "compound" and before.head == first
    if not joined or before is None or before.text.casefold().rstrip(".") in HONORIFICS | TITLES | CUE_VERBS.keys():
        return first
    return first - 1 if before.text[1:].islower() and not is_role(before.text) else first


def _with_surname(parse: Parse, last: int) -> int:
    """The end of a name whose surname is also another word: `Theresa May`."""
    tokens = parse.tokens
    head = tokens[last - 1].head
    return last + 1 if head == last and tokens[last].tag == "NNP" and tokens[last - 1].dep == "compound" else last


def _person(parse: Parse, first: int, last: int) -> Iterator[NameSpan]:
    """Without titles. `the Marshal Shaposhnikov` is no person, nor is a country."""
    tokens = parse.tokens
    before = tokens[first - 1].text.casefold() if first else ""
    appositive = parse.child(last - 1, "appos")
    if appositive is not None and tokens[appositive].text.casefold() in SHIPS:
        start = first - 1 if first and tokens[first - 1].tag == "NNP" else first
        yield NameSpan(start, last, MentionType.PRODUCT, "ship")
        return
    if gazetteer().is_country(parse.text(first, last)):
        yield NameSpan(first, last, MentionType.PLACE)
        return
    while first < last and tokens[first].text.casefold().rstrip(".") in HONORIFICS | TITLES:
        first += 1
    if first == last or (before == "the" and tokens[first - 1].head == last - 1):
        return
    first = _with_first_name(parse, first, last)
    if all(token.text.casefold() in MONTHS_AND_DAYS for token in tokens[first:last]):
        return
    if tokens[last - 1].text[0].isupper():
        yield NameSpan(first, last, MentionType.PERSON)


def _free(parse: Parse, spans: list[NameSpan], taken: Sequence[tuple[int, int]]) -> list[NameSpan]:
    """Those that touch no stretch of the body that is something else already."""
    tokens = parse.tokens
    return [
        span
        for span in spans
        if not any(tokens[span.first].start < end and start < tokens[span.last - 1].end for start, end in taken)
    ]


def _agreed(parse: Parse, spans: list[NameSpan]) -> list[NameSpan]:
    """One kind for all places of one name: what most of them say, and a person where a fuller name says so."""
    votes: dict[str, Counter[tuple[MentionType, str | None]]] = {}
    surnames = set()
    for span in spans:
        votes.setdefault(parse.text(span.first, span.last), Counter())[span.type, span.subtype] += 1
        if span.type is MentionType.PERSON and span.last - span.first > 1:
            surnames.add(fold(parse.tokens[span.last - 1].text))
    agreed = []
    for span in spans:
        text = parse.text(span.first, span.last)
        (kind, subtype), _ = votes[text].most_common(1)[0]
        if fold(text) in surnames and not _ACRONYM.fullmatch(text) and not gazetteer().country(text):
            kind, subtype = MentionType.PERSON, None
        agreed.append(replace(span, type=kind, subtype=subtype))
    return agreed


def _apart(spans: Sequence[NameSpan]) -> list[NameSpan]:
    """The longer of two that overlap, in the order of the text."""
    kept: list[NameSpan] = []
    used: set[int] = set()
    for span in sorted(spans, key=lambda span: (span.first - span.last, span.first)):
        inside = set(range(span.first, span.last))
        if not inside & used:
            used |= inside
            kept.append(span)
    return sorted(kept, key=lambda span: span.first)
