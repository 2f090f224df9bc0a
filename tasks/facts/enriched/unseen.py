"""Names that the model does not see and other words of the text give away: parse and spans in, more spans out."""

from collections.abc import Iterator, Sequence

from schemas.words import MentionType
from tasks.facts.enriched.parse import Parse, Token
from tasks.facts.enriched.span import NameSpan, names_a_place
from tasks.facts.enriched.words import BODIES, BODY_PAIRS, OF_PEOPLE, PLACE_NOUNS


def surnames(parse: Parse, spans: Sequence[NameSpan]) -> Iterator[NameSpan]:
    """The other places where a person's family name stands alone and the model sees no name."""
    tokens = parse.tokens
    taken = {index for span in spans for index in range(span.first, span.last)}
    people = [tokens[span.first : span.last] for span in spans if span.type is MentionType.PERSON]
    family = {part[-1].text for part in people if len(part) > 1} | {part[0].text for part in people if len(part) == 3}
    for index, token in enumerate(tokens):
        around = tokens[max(index - 1, 0)], tokens[min(index + 1, len(tokens) - 1)]
        alone = not any(other is not token and other.tag[:3] == "NNP" for other in around)
        if token.tag == "NNP" and alone and index not in taken and token.text in family:
            yield NameSpan(index, index + 1, MentionType.PERSON)


def titled(parse: Parse, spans: Sequence[NameSpan]) -> Iterator[NameSpan]:
    """Who bears a title that only people bear, where the model sees no name: `Admiral Shin Won-sik`."""
    tokens = parse.tokens
    taken = {index for span in spans for index in range(span.first, span.last)}
    for index, token in enumerate(tokens[:-1]):
        if token.text[0].isupper() and token.text.casefold().rstrip(".") in OF_PEOPLE and not tokens[index + 1].first:
            last = index + 1
            while last < len(tokens) and last not in taken and _goes_on(tokens, last):
                last += 1
            words = {one.text.casefold() for one in tokens[index + 1 : last]}
            if last > index + 1 and not words & (OF_PEOPLE | BODIES | PLACE_NOUNS.keys()):
                yield NameSpan(index + 1, last, MentionType.PERSON)


def _goes_on(tokens: Sequence[Token], index: int) -> bool:
    """Whether a name may go on with this token: with a capital, or behind a hyphen."""
    token, before = tokens[index], tokens[index - 1]
    if token.first:
        return False
    if token.text == "-" or before.text == "-":
        return before.end == token.start and before.tag in ("NNP", "HYPH") and index + 1 < len(tokens)
    return token.tag == "NNP" and token.text[0].isupper()


def bodies(parse: Parse, spans: Sequence[NameSpan]) -> Iterator[NameSpan]:
    """Bodies written without capitals: `the Russian navy`, `the defense ministry`."""
    tokens = parse.tokens
    names = {index for span in spans for index in range(span.first, span.last)}
    for index, token in enumerate(tokens):
        small = token.text.casefold()
        pair = index > 0 and (tokens[index - 1].text.casefold(), small) in BODY_PAIRS
        if not (pair or (small in BODIES and token.tag in ("NN", "NNP", "NNPS", "NNS"))) or not _ends_a_phrase(
            parse, index
        ):
            continue
        first = _body_starts(tokens, names, index - 1 if pair else index)
        if first < index and (pair or first < index):
            yield NameSpan(first, index + 1, MentionType.ORGANIZATION)


def facilities(parse: Parse) -> Iterator[NameSpan]:
    """`the Knevichi airfield`, also where the model sees no name."""
    for index, token in enumerate(parse.tokens):
        if PLACE_NOUNS.get(token.text) != "facility" or not index or parse.tokens[index - 1].tag != "NNP":
            continue
        first = index - 1
        while first > 0 and parse.tokens[first - 1].tag == "NNP" and not parse.tokens[first].first:
            first -= 1
        if not parse.tokens[first].first and names_a_place(parse, first, index):
            yield NameSpan(first, index + 1, MentionType.PLACE, "facility")


def _ends_a_phrase(parse: Parse, index: int) -> bool:
    """`the army chief` speaks of no army."""
    after = parse.tokens[index + 1] if index + 1 < len(parse.tokens) else None
    return after is None or after.tag[:2] != "NN" or parse.tokens[index].dep != "compound"


def _body_starts(tokens: Sequence[Token], names: set[int], index: int) -> int:
    """The first of the words before a body that belong to its name."""
    first = index
    while first > 0 and not tokens[first].first:
        before = tokens[first - 1]
        named = first - 1 in names
        if not (named or before.tag in ("NN", "NNP") or (before.tag == "POS" and first - 2 in names)):
            break
        first -= 1
    return first
