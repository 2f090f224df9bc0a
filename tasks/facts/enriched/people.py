"""Which mentions of people are one person, and their roles: parse and spans in, full names and stretches of roles out.

A surname that two people of the article share stays apart from both.
"""

from collections.abc import Iterator, Sequence, Set
from typing import Final

from tasks.facts.enriched.parse import Parse
from tasks.facts.enriched.words import HONORIFICS, NO_ROLES, TITLES, is_role
from tasks.facts.gazetteer.names import fold

_MIDDLE: Final = frozenset(["jr", "sr", "ii", "iii", "iv"])
_LONGEST: Final = 14
_BEFORE: Final = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "POS", "HYPH", "VBN", "CD"})
_NO_START: Final = frozenset({"DT", "PRP$", "POS", "HYPH", "CD", "WP$", "PDT", "RB"})


def full_names(names: Sequence[str], titled: Set[str] = frozenset()) -> dict[str, str]:
    """By name as written, the fullest name of that person; `names` come in the order of the text.

    `titled` are those that bear a title where they first stand: whoever is `President Doe` before anybody is called
    Jane Doe is somebody the reader is taken to know, and not Jane.
    """
    known = {name: _parts(name) for name in names}
    order = {name: at for at, name in enumerate(known)}
    full = sorted((name for name in known if len(known[name]) > 1), key=lambda name: (-len(known[name]), name))
    found = {}
    for name, parts in known.items():
        later = name in titled and len(parts) == 1
        others = [other for other in full if not (later and order[other] > order[name])]
        found[name] = _fullest(parts, name, others, known)
    return found


def _fullest(parts: tuple[str, ...], name: str, full: Sequence[str], known: dict[str, tuple[str, ...]]) -> str:
    fits = [other for other in full if _is_part(parts, known[other])]
    by_surname = [other for other in fits if known[other][-1] == parts[-1]]
    best = by_surname or fits
    people = [other for other in best if not any(_is_part(known[other], known[more]) for more in best if more != other)]
    return people[0] if len(people) == 1 else name


def _is_part(parts: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """`Kim` of `Kim Jong Un`, `J. Doe` and `Jane Doe` of `Jane Mary Doe`."""
    if len(parts) > len(whole) or parts == whole:
        return False
    if len(parts) == 1:
        return parts[0] in (whole[0], whole[-1])
    if parts == whole[-len(parts) :]:
        return True
    return parts[-1] == whole[-1] and (parts[0] == whole[0] or (len(parts[0]) == 1 and whole[0].startswith(parts[0])))


def _parts(name: str) -> tuple[str, ...]:
    parts = tuple(part for part in fold(name).replace(",", " ").split() if part not in _MIDDLE | HONORIFICS)
    return parts or (fold(name),)


def role_of(parse: Parse, first: int, last: int) -> tuple[int, int] | None:
    """The tokens of the role or title beside the name in tokens `[first, last)`."""
    before = _before(parse, first)
    ahead = _ahead(parse, first, last, before)
    if ahead:
        return ahead
    return before or _behind(parse, first, last)


def _before(parse: Parse, first: int) -> tuple[int, int] | None:
    """`Kremlin spokesman`, `Secretary of State`: what stands right before the name and ends with a role."""
    tokens, begin = parse.tokens, first
    while begin > 0 and not tokens[begin].first and first - begin < _LONGEST:
        before = tokens[begin - 1]
        if before.tag not in _BEFORE and not (
            before.text == "of" and begin < first and begin > 1 and is_role(tokens[begin - 2].text)
        ):
            break
        begin -= 1
    while begin < first and (tokens[begin].tag in _NO_START or fold(tokens[begin].text) in HONORIFICS):
        begin += 1
    if begin == first or not _names_a_role(parse, begin, first):
        return None
    return begin, first


def _names_a_role(parse: Parse, begin: int, end: int) -> bool:
    """Whether the phrase says what a person is: a role ends it, or stands before its `of`."""
    words = [token.text for token in parse.tokens[begin:end]]
    if fold(words[-1]) in HONORIFICS:
        return False
    heads = [words[index - 1] for index, word in enumerate(words) if word == "of" and index]
    last = parse.tokens[end - 1]
    return is_role(words[-1]) or any(map(is_role, heads)) or (last.tag == "NN" and _is_person_noun(last.text))


def _is_person_noun(word: str) -> bool:
    return word.casefold() not in NO_ROLES and word.endswith(("ist", "cian", "crat", "er", "or")) and len(word) > 4


def _ahead(parse: Parse, first: int, last: int, before: tuple[int, int] | None) -> tuple[int, int] | None:
    """`the head of the navy, Admiral Jane Doe`: a phrase the name stands in apposition to, title included."""
    tokens = parse.tokens
    start = before[0] if before else first
    head = tokens[last - 1].head
    if tokens[last - 1].dep != "appos" or head >= start or start < 2 or tokens[start - 1].text != ",":
        return None
    begin = parse.edges[head][0]
    while begin < head and tokens[begin].tag in _NO_START:
        begin += 1
    if (
        not is_role(tokens[head].text)
        or start - begin > _LONGEST
        or any(token.text == "," for token in tokens[begin : start - 1])
    ):
        return None
    return begin, (before[1] if before else start - 1)


def _behind(parse: Parse, first: int, last: int) -> tuple[int, int] | None:
    """`Jane Doe, the mayor of Harlow,`: up to the next comma or clause."""
    tokens = parse.tokens
    if last + 1 >= len(tokens) or tokens[last].text != ",":
        return None
    begin = last + 1
    while begin < len(tokens) and tokens[begin].tag in _NO_START and tokens[begin].tag != "CD":
        begin += 1
    end = begin + len(list(_phrase(parse, begin)))
    while end > begin and tokens[end - 1].tag in ("IN", "CC", "RB", "DT"):
        end -= 1
    head = next((index for index in range(begin, end) if tokens[index].tag == "IN"), end) - 1
    if head < begin or not (is_role(tokens[head].text) or _names_a_role(parse, begin, head + 1)):
        return None
    return begin, end


def _phrase(parse: Parse, begin: int) -> Iterator[int]:
    """The tokens from `begin` on that make one phrase of nouns."""
    for index in range(begin, min(begin + _LONGEST, len(parse.tokens))):
        token = parse.tokens[index]
        ends = token.tag[:2] in ("VB", "WP", "WD", "WR", "PR", "MD", "TO", "EX") and token.tag not in ("VBN", "VBG")
        if ends or token.first or token.text in (",", ".", ";", ":", "—", "–", "-", "(", ")", "“", '"', "”", "--"):
            return
        yield index


def has_title(parse: Parse, first: int) -> bool:
    """Whether a title or `Mr.` stands right before the name."""
    before = parse.tokens[first - 1].text.casefold().rstrip(".") if first and not parse.tokens[first].first else ""
    return before in HONORIFICS | TITLES
