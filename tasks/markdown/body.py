"""The blocks behind an article's head into the parts of its body.

In: blocks in order. Out: paragraphs, sub-headings, figures, related articles and other blocks in the same order,
nothing left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from tasks.markdown.blocks import Anchor, Block, BlockKind, Picture
from tasks.markdown.lines import Caption, addressed_credit, labelled_credit, related_rest

_MOST_CAPTION_WORDS: Final = 60
_MOST_SUB_HEADING_WORDS: Final = 10
_MOST_SUB_HEADING_CHARACTERS: Final = 80
_LEAST_PARAGRAPH_WORDS: Final = 12
_NEAR_BLOCKS: Final = 10
_SENTENCE_END: Final = re.compile(r"[.!:;,…。！：；，]$|[.!?,…][\"'”’»)\]]+$")
_SIGN_OFF: Final = re.compile(r"[\w.-]{1,6}(?:/[\w.-]{1,6})+|\W*|[(\[].*[)\]]")  # ab/cd (AFP) ***


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, by its inner HTML."""

    html: str


@dataclass(frozen=True)
class SubHeading:
    """A sub-heading, by its inner HTML."""

    html: str
    level: int


@dataclass(frozen=True)
class Figure:
    """A picture, its caption, or both."""

    picture: Picture | None
    caption: Caption | None


@dataclass(frozen=True)
class Related:
    """Related articles: links, or the words where nothing is linked."""

    anchors: tuple[Anchor, ...]
    text: str


@dataclass(frozen=True)
class OtherBlock:
    """A list, quotation, table or rule, by its HTML."""

    html: str


Part = Paragraph | SubHeading | Figure | Related | OtherBlock


def body_parts(blocks: Sequence[Block]) -> Iterator[Part]:
    """The parts of the body."""
    at = 0
    while at < len(blocks):
        parts, at = _parts_at(blocks, at)
        yield from parts


def is_illustration(blocks: Sequence[Block], at: int) -> bool:
    """Whether a block is a picture, or a caption that no picture came with."""
    block = blocks[at]
    if block.pictures:
        return True
    return block.kind is BlockKind.PARAGRAPH and _lone_caption(blocks, at) is not None


def _parts_at(blocks: Sequence[Block], at: int) -> tuple[list[Part], int]:
    """The parts that begin at a block, and where the next begin."""
    block = blocks[at]
    if block.pictures:
        return _illustrated(blocks, at)
    if block.kind is not BlockKind.OTHER and (related := _related(blocks, at)):
        return related
    if block.kind is BlockKind.OTHER:
        return [OtherBlock(block.html)], at + 1
    if not block.html:
        return [], at + 1
    if block.kind is BlockKind.HEADING and _is_heading(block):
        return [SubHeading(block.html, min(max(block.level, 2), 6))], at + 1
    if caption := _lone_caption(blocks, at):
        return [Figure(None, caption)], at + 1
    if _is_bare_sub_heading(blocks, at):
        return [SubHeading(_unwrapped(block), 2)], at + 1
    return [Paragraph(block.html)], at + 1


def _is_heading(block: Block) -> bool:
    """Not the paragraph that a line of dashes under it makes a heading of."""
    return len(block.text.split()) <= 3 * _LEAST_PARAGRAPH_WORDS


def _illustrated(blocks: Sequence[Block], at: int) -> tuple[list[Part], int]:
    """The figures of a block with pictures; the last takes the words beside it or the slanted line below as caption."""
    block = blocks[at]
    figures: list[Part] = [Figure(picture, _titled(picture)) for picture in block.pictures]
    last = block.pictures[-1]
    if block.kind is BlockKind.OTHER:
        return [*figures, OtherBlock(block.html)], at + 1
    if not block.text:
        below = _caption_below(blocks, at + 1)
        if below:
            figures[-1] = Figure(last, below)
        return figures, at + 2 if below else at + 1
    if block.wrapped == "em" or len(block.text.split()) <= _LEAST_PARAGRAPH_WORDS or _credited(block):
        figures[-1] = Figure(last, _credited(block) or Caption(block.text, "", None))
        return figures, at + 1
    return [*figures, Paragraph(block.html)], at + 1


def _titled(picture: Picture) -> Caption | None:
    if not picture.title:
        return None
    return labelled_credit(picture.title) or Caption(picture.title, "", None)


def _caption_below(blocks: Sequence[Block], at: int) -> Caption | None:
    """The caption a paragraph under a picture is: slanted, or ending in a credit."""
    if at >= len(blocks) or blocks[at].kind is not BlockKind.PARAGRAPH or blocks[at].pictures:
        return None
    credited = _credited(blocks[at])
    return credited or (Caption(blocks[at].text, "", None) if blocks[at].wrapped == "em" else None)


def _lone_caption(blocks: Sequence[Block], at: int) -> Caption | None:
    """The caption a paragraph is that no picture was kept with; an address for a credit counts before the body only."""
    block = blocks[at]
    if block.kind is not BlockKind.PARAGRAPH or len(block.text.split()) > _MOST_CAPTION_WORDS:
        return None
    caption = labelled_credit(block.text)
    if caption:
        return _with_link(caption, block)
    in_body = any(_is_long(earlier) for earlier in blocks[max(0, at - _NEAR_BLOCKS) : at])
    followed = any(_is_long(later) for later in blocks[at + 1 : at + 3])
    return _credited(block) if followed and not in_body else None


def _credited(block: Block) -> Caption | None:
    """Caption and credit of a paragraph that ends in a labelled credit, an address or a link."""
    if len(block.text.split()) > _MOST_CAPTION_WORDS:
        return None
    if caption := labelled_credit(block.text) or addressed_credit(block.text):
        return _with_link(caption, block)
    anchor = block.anchors[-1] if block.anchors else None
    if anchor is None or not anchor.text or not block.text.endswith(anchor.text):
        return None
    caption_text = block.text[: -len(anchor.text)].rstrip(" /|–—-")
    if not re.search(r"[.!?)\]\"'”’»]$", caption_text):
        return None
    return Caption(caption_text, anchor.text, anchor.href)


def _with_link(caption: Caption, block: Block) -> Caption:
    linked = next((anchor for anchor in block.anchors if anchor.text and anchor.text in caption.credit), None)
    return Caption(caption.caption, caption.credit, linked.href if linked else caption.credit_url)


def _related(blocks: Sequence[Block], at: int) -> tuple[list[Part], int] | None:
    """The related articles a labelled line leads to, beside it or in the block of links below it."""
    block = blocks[at]
    rest = related_rest(block.text)
    if rest is None:
        return _linked_label(block, at)
    anchors = tuple(anchor for anchor in block.anchors if anchor.text)
    if rest or anchors:
        return [Related(anchors, rest or block.text)], at + 1
    below = _links_below(blocks, at + 1)
    return ([Related(below, "")], at + 2) if below else None


def _linked_label(block: Block, at: int) -> tuple[list[Part], int] | None:
    """`Read more [about the storm](...)`: a label whose mark is missing, with nothing behind it but a link."""
    if not block.anchors or not block.text.endswith(block.anchors[-1].text):
        return None
    label = block.text.removesuffix(block.anchors[-1].text).strip()
    if not label or related_rest(label) != "":
        return None
    return [Related(block.anchors[-1:], block.text)], at + 1


def _links_below(blocks: Sequence[Block], at: int) -> tuple[Anchor, ...]:
    """The links of a block that is nothing but links."""
    if at >= len(blocks):
        return ()
    anchors = tuple(anchor for anchor in blocks[at].anchors if anchor.text)
    linked = sum(len(anchor.text.split()) for anchor in anchors)
    return anchors if linked and linked >= len(re.findall(r"\w+\S*", blocks[at].text)) else ()


def _is_bare_sub_heading(blocks: Sequence[Block], at: int) -> bool:
    """Whether a short paragraph without a full stop stands before a longer one, and after one or all in bold."""
    block = blocks[at]
    words = len(block.text.split())
    if block.kind is not BlockKind.PARAGRAPH or not 0 < words <= _MOST_SUB_HEADING_WORDS or not _may_head(block):
        return False
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    if following is None or not (_is_long(following) or following.kind is BlockKind.OTHER):
        return False
    earlier = any(_is_long(block) for block in blocks[max(0, at - _NEAR_BLOCKS) : at])
    return block.wrapped == "strong" or (earlier and following.kind is BlockKind.PARAGRAPH)


def _may_head(block: Block) -> bool:
    linked = any(anchor.text == block.text for anchor in block.anchors)
    short = len(block.text) <= _MOST_SUB_HEADING_CHARACTERS
    return short and not linked and not _SENTENCE_END.search(block.text) and not _SIGN_OFF.fullmatch(block.text)


def _is_long(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and len(block.text.split()) >= _LEAST_PARAGRAPH_WORDS


def _unwrapped(block: Block) -> str:
    return escape(block.text, quote=False) if block.wrapped else block.html
