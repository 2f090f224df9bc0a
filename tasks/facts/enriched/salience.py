"""Who `he` and `she` stand for: the people of a text and who has spoken in, the person in question out.

That is the last person who was the subject of a main clause or spoke, in the pronoun's own paragraph or the one before
it, as long as the text calls that person by no other pronoun.
"""

from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from tasks.facts.enriched.parse import Parse
from tasks.facts.mentions.found import FoundMention

_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_CALLED: Final = {
    **dict.fromkeys(("he", "his", "him", "himself", "mr.", "mr"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself", "mrs.", "mrs", "ms.", "ms"), "she"),
}
_SURE: Final = 0.75


class Salience:
    """The people a text speaks of, as they come up."""

    def __init__(self, parse: Parse, people: Sequence[FoundMention], quoted: frozenset[int]) -> None:
        self._paragraphs = [start for start, _ in _lines(parse.body)]
        heads = [(one, parse.head_of(one.start, one.end)) for one in people]
        subjects = [(one, head) for one, head in heads if head not in quoted and _is_subject(parse, head)]
        self._events = [(one.start, one.name) for one, _ in subjects]
        self._called = _called(parse, subjects, [head for _, head in heads])

    def spoke(self, name: str, at: int) -> None:
        """Tell that a person spoke, by words at this place."""
        insort(self._events, (at, name))

    def antecedent(self, at: int, pronoun: str) -> str | None:
        """Who is meant by the pronoun there."""
        line = bisect_left(self._paragraphs, at + 1)
        for number in range(bisect_left(self._events, (at, "")) - 1, -1, -1):
            place, name = self._events[number]
            if bisect_left(self._paragraphs, place + 1) < line - 1:
                return None
            if self._called.get(name, pronoun) == pronoun:
                return name
        return None


def _lines(body: str) -> Iterator[tuple[int, int]]:
    """Where each line that is not blank begins and ends."""
    breaks = [-1, *(at for at, sign in enumerate(body) if sign == "\n"), len(body)]
    return ((start + 1, end) for start, end in pairwise(breaks) if body[start + 1 : end].strip())


def _is_subject(parse: Parse, index: int) -> bool:
    """Of a main clause, or of one beside it; `the mayor, Jane Doe, agreed` speaks of Jane."""
    token = parse.tokens[index]
    token = parse.tokens[token.head] if token.dep == "appos" else token
    verb = parse.tokens[token.head]
    if token.dep not in _SUBJECTS:
        return False
    return verb.head == token.head or (verb.dep == "conj" and parse.tokens[verb.head].head == verb.head)


def _called(parse: Parse, subjects: Sequence[tuple[FoundMention, int]], heads: Sequence[int]) -> Mapping[str, str]:
    """By name, the pronoun a text has for a person: by titles, and by the first pronoun behind a subject."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one, head in subjects:
        for word in _behind(parse, head, heads):
            votes[one.name][word] += 1
    for one, head in subjects:
        first = parse.head_of(one.start, one.start + 1)
        title = _CALLED.get(parse.tokens[first - 1].text.casefold()) if first else None
        if title and head:
            votes[one.name][title] += 3
    sure = {name: count.most_common(1)[0] for name, count in votes.items() if count}
    return {name: word for name, (word, count) in sure.items() if count >= _SURE * votes[name].total()}


def _behind(parse: Parse, head: int, heads: Sequence[int]) -> Iterator[str]:
    """The first pronoun behind a subject in its sentence, if no other person stands between."""
    _, last = parse.sentences[parse.sentence_of[head]]
    after = bisect_right(heads, head)
    stop = min(heads[after], last) if after < len(heads) else last
    called = (_CALLED.get(parse.tokens[at].text.casefold()) for at in range(head + 1, stop))
    word = next(filter(None, called), None)
    if word:
        yield word
