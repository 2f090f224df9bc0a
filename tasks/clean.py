"""A parsed page in, its body text out: paragraphs and sub-headings in order, with the elements they stand in.

trafilatura finds the text (`tasks.blocks`), `tasks.clutter` says what of it is no body. What the page states of itself
(headline, dates, people) is read in `tasks.extract`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from lxml.html import HtmlElement

from schemas.articles import Section
from schemas.errors import RejectedRecord
from schemas.words import RejectReason, Stage
from tasks.blocks import Block, readable, text_blocks
from tasks.clutter import Clutter, clutter_of, mostly_links, upwards
from tasks.page import letters_of

BETWEEN: Final = "\n\n"
"""What stands between two blocks of a body."""
FEWEST_LETTERS: Final = 60
"""A body with fewer is a caption, a notice or an error page: below the shortest brief in any measured set."""
UNSPACED: Final = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""The characters of scripts whose words cannot be told by the spaces between them, as ranges of a pattern."""

_MOST: Final = 0.9
_TITLES: Final = "//h1 | //title | //meta[@property='og:title']/@content"
# Each character of an unspaced script counts as one, as the trade does for CJK.
_WORD = re.compile(rf"[{UNSPACED}]|[^\W_]+(?:['’.-][^\W_]+)*")


@dataclass(frozen=True)
class Paragraph:
    """One block of the body; `body[start:end]` is its text."""

    start: int
    end: int
    is_heading: bool
    element: HtmlElement | None


@dataclass(frozen=True)
class CleanedPage:
    """The body of a page, and where in the page it was found."""

    page: HtmlElement
    container: HtmlElement
    body: str
    paragraphs: tuple[Paragraph, ...]
    left_out: tuple[tuple[Block, Clutter], ...]
    mostly_links: bool

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sub-headings of the body."""
        return tuple(
            Section(heading=self.body[one.start : one.end], start=one.start, end=one.end)
            for one in self.paragraphs
            if one.is_heading
        )


def clean_page(tree: HtmlElement, headlines: Iterable[str | None] = ()) -> CleanedPage:
    """The body of a page; its headlines, which have columns of their own, are left out as its titles are.

    Raises:
        RejectedRecord: the page holds no article text.
    """
    page = readable(tree)
    blocks = text_blocks(page)
    titles = titles_of(page).union(letters_of(headline) for headline in headlines if headline)
    judged = list(zip(blocks, clutter_of(blocks, titles), strict=True))
    kept = [block for block, clutter in judged if clutter is None]
    body, paragraphs = _join(kept)
    if len(letters_of(body)) < FEWEST_LETTERS:
        raise RejectedRecord(Stage.CLEAN, RejectReason.NO_ARTICLE_TEXT, f"{len(letters_of(body))} letters of body text")
    return CleanedPage(
        page=page,
        container=_container(page, kept),
        body=body,
        paragraphs=paragraphs,
        left_out=tuple((block, clutter) for block, clutter in judged if clutter is not None),
        mostly_links=mostly_links(blocks),
    )


def titles_of(page: HtmlElement) -> frozenset[str]:
    """What the page calls itself, as `letters_of` gives it."""
    found = page.xpath(_TITLES)
    titles: Iterable[object] = found if isinstance(found, list) else ()
    texts = ("".join(one.itertext()) if isinstance(one, HtmlElement) else str(one) for one in titles)
    return frozenset(filter(None, map(letters_of, texts)))


def word_count(text: str) -> int:
    """Words of a text; single characters in scripts that set no spaces between words."""
    return sum(1 for _ in _WORD.finditer(text))


def words_in(text: str) -> list[str]:
    """What `word_count` counts, in order."""
    return _WORD.findall(text)


def _join(blocks: Sequence[Block]) -> tuple[str, tuple[Paragraph, ...]]:
    paragraphs: list[Paragraph] = []
    start, text_begun = 0, False
    for block in blocks:
        end = start + len(block.text)
        # A heading before all text is the deck: part of the body, and no section's name.
        paragraphs.append(Paragraph(start, end, block.is_heading and text_begun, block.element))
        text_begun = text_begun or not block.is_heading
        start = end + len(BETWEEN)
    return BETWEEN.join(block.text for block in blocks), tuple(paragraphs)


def _container(page: HtmlElement, blocks: Sequence[Block]) -> HtmlElement:
    """The innermost element that holds nearly all of the body: one stray block does not widen it."""
    weight: Counter[HtmlElement] = Counter()
    for block in blocks:
        for element in upwards(block.element):
            weight[element] += len(block.text)
    container = page
    while heavy := [child for child in container if weight[child] > _MOST * weight[page]]:
        container = heavy[0]
    return container
