"""A body as a language model reads it: words with tags, heads and relations, sentences, and names with labels.

Words of tags and relations are those of OntoNotes (Penn tags) and ClearNLP, as spaCy's English models give them. What
reads them into facts does not belong here, nor does the model.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark; `body[start:end]` is what it says. A `head` of its own index is a sentence's root."""

    start: int
    end: int
    text: str
    tag: str
    dep: str
    head: int
    first: bool
    """It begins a sentence."""


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens `[first, last)` that the model takes for a name of the kind `label`."""

    first: int
    last: int
    label: str


@dataclass(frozen=True)
class Parse:
    """One body with its tokens and names, both in the order of the text."""

    body: str
    tokens: tuple[Token, ...]
    names: tuple[Name, ...] = field(default=())

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """Of each token the tokens that hang on it, in the order of the text."""
        below: list[list[int]] = [[] for _ in self.tokens]
        for index, token in enumerate(self.tokens):
            if token.head != index:
                below[token.head].append(index)
        return tuple(map(tuple, below))

    @cached_property
    def edges(self) -> tuple[tuple[int, int], ...]:
        """Of each token the first and the last token below it, itself included."""
        found = [(index, index) for index in range(len(self.tokens))]
        for index in self._leaves_first():
            head = self.tokens[index].head
            (low, high), (from_, to) = found[index], found[head]
            found[head] = (min(low, from_), max(high, to))
        return tuple(found)

    def _leaves_first(self) -> list[int]:
        waiting = [len(below) for below in self.children]
        ready = [index for index, count in enumerate(waiting) if not count]
        order = []
        while ready:
            index = ready.pop()
            head = self.tokens[index].head
            if head == index:
                continue
            order.append(index)
            waiting[head] -= 1
            if not waiting[head]:
                ready.append(head)
        return order

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """The tokens `[first, last)` of each sentence."""
        begins = [index for index, token in enumerate(self.tokens) if token.first]
        return tuple(zip(begins, [*begins[1:], len(self.tokens)], strict=True))

    @cached_property
    def sentence_of(self) -> tuple[int, ...]:
        """Of each token the index of its sentence."""
        return tuple(number for number, (first, last) in enumerate(self.sentences) for _ in range(first, last))

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each token begins."""
        return tuple(token.start for token in self.tokens)

    def head_of(self, start: int, end: int) -> int:
        """The token of the stretch `body[start:end]` that the others of it hang on."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        inside = range(first, max(bisect_right(self.starts, end - 1), first + 1))
        roots = (at for at in inside if self.tokens[at].head == at or self.tokens[at].head not in inside)
        return next(roots, first)

    def child(self, index: int, *deps: str) -> int | None:
        """The first token below `index` with one of these relations."""
        return next((below for below in self.children[index] if self.tokens[below].dep in deps), None)

    def text(self, first: int, last: int) -> str:
        """What the tokens `[first, last)` say, as written."""
        return self.body[self.tokens[first].start : self.tokens[last - 1].end] if last > first else ""
