"""Blocks of an article into what each is: headline, byline, date, picture, sub-heading, related article, paragraph.

In: the blocks in order, and what front matter states. Out: the `Shape`. What a single line may be is told by
`tasks.markdown.lines`; here its place decides. HTML is written in `tasks.markdown.page`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tasks.markdown.blocks import Anchor, Block, BlockKind
from tasks.markdown.body import Part, body_parts, is_illustration
from tasks.markdown.dates import StatedDate, split_dated, stated_date
from tasks.markdown.front_matter import FrontMatter
from tasks.markdown.lines import is_byline, only_address, original_rest

_MOST_HEADLINE_WORDS: Final = 40
_MOST_KICKER_BLOCKS: Final = 2  # a section's name or a picture may come before the headline
_MOST_HEAD_BLOCKS: Final = 6
_DECK_WORDS: Final = range(5, 61)
_END_BLOCKS: Final = 3


@dataclass(frozen=True)
class Byline:
    """A byline: its HTML without the date that may follow it, and the links in it."""

    html: str
    anchors: tuple[Anchor, ...]


@dataclass(frozen=True)
class Shape:
    """What an article's text says by its shape; None for what it does not say."""

    headline: str | None
    alternative_headline: str | None
    byline: Byline | None
    dates: tuple[StatedDate, ...]
    parts: tuple[Part, ...]
    original_url: str | None


@dataclass(frozen=True)
class _Head:
    """What stands between the headline and the body, and the blocks of the body."""

    deck: str | None
    byline: Byline | None
    dates: tuple[StatedDate, ...]
    rest: tuple[Block, ...]


def recognise(blocks: Sequence[Block], front: FrontMatter) -> Shape:
    """The shape of an article."""
    original_url, blocks = _without_original(blocks)
    headline, blocks = _headline(blocks, front.headline)
    head = _head(blocks, front.in_language)
    return Shape(
        headline=front.headline or headline,
        alternative_headline=front.alternative_headline or _other(headline, front.headline) or head.deck,
        byline=head.byline,
        dates=head.dates,
        parts=tuple(body_parts(head.rest)),
        original_url=front.url or original_url,
    )


def _without_original(blocks: Sequence[Block]) -> tuple[str | None, list[Block]]:
    """The original address and the blocks without those that give it; the last one counts."""
    for at in range(len(blocks) - 1, -1, -1):
        rest = original_rest(blocks[at].text, at_end=at >= len(blocks) - _END_BLOCKS)
        if rest is None or blocks[at].kind is BlockKind.OTHER:
            continue
        if url := _web_address(blocks[at], rest):
            return url, [*blocks[:at], *blocks[at + 1 :]]
        if not rest and at + 1 < len(blocks) and (url := _web_address(blocks[at + 1], blocks[at + 1].text)):
            return url, [*blocks[:at], *blocks[at + 2 :]]
    return None, list(blocks)


def _web_address(block: Block, text: str) -> str | None:
    """The web address that `text`, all or the end of a block, is or links to."""
    if url := only_address(text):
        return url
    anchors = [anchor for anchor in block.anchors if anchor.href.lower().startswith(("http://", "https://"))]
    return anchors[0].href if len(anchors) == 1 and anchors[0].text == text else None


def _headline(blocks: Sequence[Block], stated: str | None) -> tuple[str | None, list[Block]]:
    """The headline and the blocks without it. With a stated one, only a heading or the same words are taken for it."""
    headings = [at for at, block in enumerate(blocks[: _MOST_KICKER_BLOCKS + 1]) if block.level == 1 and block.text]
    at = headings[0] if headings else _first_words(blocks)
    if at is None:
        return None, list(blocks)
    block = blocks[at]
    short = block.kind is BlockKind.PARAGRAPH and len(block.text.split()) <= _MOST_HEADLINE_WORDS
    if block.kind is not BlockKind.HEADING and (not short if stated is None else _other(block.text, stated)):
        return None, list(blocks)
    return block.text, [*(kept for kept in blocks[:at] if kept.pictures or not headings), *blocks[at + 1 :]]


def _first_words(blocks: Sequence[Block]) -> int | None:
    """The first block that is not a picture alone."""
    return next((at for at, block in enumerate(blocks[: _MOST_KICKER_BLOCKS + 1]) if block.text), None)


def _other(headline: str | None, stated: str | None) -> str | None:
    """The page's headline where it differs from the stated one."""
    if headline is None or stated is None or _letters(headline) == _letters(stated):
        return None
    return headline


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _head(blocks: Sequence[Block], language: str | None) -> _Head:
    """Deck, byline and dates: the run of blocks after the headline that are such, pictures among them left alone."""
    deck: str | None = None
    byline: Byline | None = None
    dates: list[StatedDate] = []
    kept: list[Block] = []
    at = 0
    for at, block in enumerate(blocks[:_MOST_HEAD_BLOCKS]):
        found, date = (None, None) if block.kind is BlockKind.OTHER else _byline_and_date(block, language)
        if byline is None and found:
            byline = found
        elif found or not (date or is_illustration(blocks, at)):
            if deck or byline or dates or not _is_deck(blocks, at, language):
                break
            deck = block.text
        if date:
            dates.append(date)
        elif not found and block.text != deck:
            kept.append(block)
    else:
        at += 1
    return _Head(deck, byline, tuple(dates), (*kept, *blocks[at:]))


def _byline_and_date(block: Block, language: str | None) -> tuple[Byline | None, StatedDate | None]:
    """The byline, the date, or both that a block is."""
    if date := stated_date(block.text, language):
        return None, date
    if is_byline(block.text):
        return Byline(block.html, block.anchors), None
    parts = split_dated(block.text)
    if parts and is_byline(parts[0]):
        html = block.html[: block.html.rfind(parts[1])].rstrip(" ,|•·-–—/") if parts[1] in block.html else block.html
        return Byline(html, block.anchors), stated_date(parts[1], language)
    return None, None


def _is_deck(blocks: Sequence[Block], at: int, language: str | None) -> bool:
    """Whether a short block stands between the headline and a byline or date."""
    block = blocks[at]
    if block.kind is BlockKind.OTHER or block.pictures or len(block.text.split()) not in _DECK_WORDS:
        return False
    return at + 1 < len(blocks) and any(_byline_and_date(blocks[at + 1], language))
