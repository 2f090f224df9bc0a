"""A paragraph as sentences of tokens: a quoted stretch is one token. Body and quoted stretches in, sentences out.

What the words mean is not known here, but for abbreviations.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tasks.facts.quotations.lexicon import word_set
from tasks.facts.quotations.marks import Quoted

_TOKEN: Final = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Prof|Rev|Gov|Sen|Sens|Rep|Reps|Gen|Col|Lt|Sgt|Capt|Cmdr|Adm|Maj|St|Jr|Sr|Inc|Corp|Ltd|Co|No|vs"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Hon|Fr|Mt|Ft|Ave|Va|Ill|Calif|Fla|Mass|Conn|Ky|Ariz|Pa|Md|Del|Tenn|Ga|Ala|Ark|Colo|Ind|Kan|La|Mich|Minn"
    r"|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Tex|Vt|Wash|Wis|Wyo)\.(?=\W)"
    r"|(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e|I|[Yy]ou|[Ww]ho|[Tt]hat)(?=['’](?:s|re|ve|d|ll|m)\b)"
    r"|['’](?:s|re|ve|d|ll|m)\b"
    r"|(?:[^\W\d_]\.){2,}"
    r"|[^\W\d_]\.(?=\s[^\W\d_])"
    r"|[^\W_]+(?:[-'’&.,_·](?=[^\W_])(?<![,.](?=\D))[^\W_]+)*['’]?"
    r"|\.{2,}|--+|\S"
)
_LONGEST: Final = 120  # each cue looks at the whole sentence: a hostile one is cut
_STOPS: Final = frozenset({".", "!", "?", "…"})
_DASHES: Final = frozenset({"—", "–", "--", "―", "-", "‒"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a sign or a whole quoted stretch; `lower` is empty for the last."""

    text: str
    lower: str
    start: int
    end: int
    quoted: Quoted | None = None

    @property
    def quoted_start(self) -> int | None:
        """Where the words of a quoted stretch begin."""
        return None if self.quoted is None else self.quoted.start

    @property
    def is_word(self) -> bool:
        """Whether it is a word or number."""
        return self.quoted is None and self.text[0].isalnum()

    @property
    def is_name(self) -> bool:
        """Whether it is a word with a capital."""
        return self.quoted is None and self.text[0].isupper()

    @property
    def is_stop(self) -> bool:
        """Whether it is a sign that ends sentences."""
        return self.text in _STOPS

    @property
    def is_dash(self) -> bool:
        """Whether it is a dash between words."""
        return self.text in _DASHES


Sentence = tuple[Token, ...]


def tokens_of(body: str, start: int, end: int, quoted: tuple[Quoted, ...]) -> list[Token]:
    """The tokens of one paragraph, its quoted stretches among them."""
    found: list[Token] = []
    at = start
    for one in quoted:
        found.extend(_words(body, at, one.opens))
        found.append(Token(body[one.start : one.end], "", one.opens, one.closes, one))
        at = one.closes
    found.extend(_words(body, at, end))
    return found


def _words(body: str, start: int, end: int) -> Iterator[Token]:
    for word in _TOKEN.finditer(body, start, end):
        yield Token(word[0], word[0].lower().replace("’", "'"), word.start(), word.end())


def sentences_of(tokens: list[Token], goes_on: frozenset[str]) -> list[Sentence]:
    """The paragraph's sentences; `goes_on` are the verbs by which a sentence goes on after `"Why?"`."""
    found: list[Sentence] = []
    begun = 0
    for at in range(len(tokens) - 1):
        if at - begun >= _LONGEST or _ends(tokens, at, goes_on):
            found.append(tuple(tokens[begun : at + 1]))
            begun = at + 1
    if begun < len(tokens):
        found.append(tuple(tokens[begun:]))
    return found


def _ends(tokens: list[Token], at: int, goes_on: frozenset[str]) -> bool:
    one, following = tokens[at], tokens[at + 1]
    begins = following.quoted is not None or following.text[0].isupper() or following.text[0].isdigit()
    if one.quoted is not None:
        last = one.text[-1]
        if last not in ".!?…”’\"'—" or not begins:
            return False
        if last in "”’\"'" and one.text[-2:-1] not in {".", "!", "?", "…"}:
            return False
        return not _attributed(tokens, at + 1, goes_on)
    if one.is_stop:
        return begins or following.text in "([•*_-–—"
    return False


def _attributed(tokens: list[Token], at: int, goes_on: frozenset[str]) -> bool:
    """Whether `Smith asked.` or `Smith asked on Friday.` stands there, with nothing said after it."""
    for number in range(at, min(at + 7, len(tokens) - 1)):
        token = tokens[number]
        if not token.is_word:
            return False
        if number > at and token.lower in goes_on:
            after = tokens[number + 1]
            return after.is_stop or after.text in {",", ":"} or after.lower in _AFTER_CUE
        if number > at and token.text[0].islower() and token.lower.endswith(("ed", "ing")):
            return False
    return False


_AFTER_CUE: Final = word_set(
    "in at on during after before last this to when as of while with from monday tuesday wednesday thursday friday "
    "saturday sunday about later"
)
