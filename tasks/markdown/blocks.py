"""Markdown text into blocks, through markdown-it (CommonMark, tables, strikethrough).

In: text. Out: its headings, paragraphs and other blocks in order, each with its text, its HTML, links and
pictures. Markup in the text is text (raw HTML is not trusted); links other than to the web, to mail or
within the page keep their words only. What a block is to the article is decided in `tasks.markdown.shape`.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

_SAFE_LINK: Final = re.compile(r"(?:https?:|mailto:|#|/|\.|[^:]*$)", re.I)
_SAFE_PICTURE: Final = re.compile(r"(?:https?:|/|\.|[^:]+$)", re.I)
_MOST_NESTED: Final = 16  # lists in quotes in lists: no article goes deeper


class BlockKind(StrEnum):
    """What Markdown makes of a block."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    OTHER = "other"  # list, quotation, table, code, rule


@dataclass(frozen=True)
class Anchor:
    """One link."""

    href: str
    text: str


@dataclass(frozen=True)
class Picture:
    """One picture."""

    src: str
    alt: str
    title: str


@dataclass(frozen=True)
class Block:
    """One block. `html` is without the pictures; that of a heading or paragraph without its own tag.

    `wrapped` is the tag (`em`, `strong`) all of it stands in, or empty; `level` is 0 but for headings.
    """

    kind: BlockKind
    level: int
    text: str
    html: str
    anchors: tuple[Anchor, ...]
    pictures: tuple[Picture, ...]
    wrapped: str


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - overrides; unsafe links are taken out of the tokens
        return True


def parse_blocks(text: str) -> list[Block]:
    """The blocks of a text in order."""
    return [_block(group) for group in _groups(_parser().parse(text))]


@cache
def _parser() -> MarkdownIt:
    parser = _Parser("commonmark", {"html": False, "maxNesting": _MOST_NESTED})
    # Indented text is a typed paragraph here, never code.
    return parser.enable(["table", "strikethrough"]).disable(["code", "html_block", "html_inline"])


@cache
def _renderer() -> RendererHTML:
    return RendererHTML()


def _groups(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens of one top-level block after the other."""
    group: list[Token] = []
    for token in tokens:
        group.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield group
            group = []


def _block(group: Sequence[Token]) -> Block:
    inlines = [token for token in group if token.type == "inline"]
    children = [child for token in inlines for child in token.children or ()]
    pictures = tuple(picture for child in children if (picture := _picture(child)))
    for token in inlines:
        token.children = [child for child in _safe(token.children or []) if child.type != "image"]
    kept = [child for token in inlines for child in token.children or ()]
    kind = {"heading_open": BlockKind.HEADING, "paragraph_open": BlockKind.PARAGRAPH}.get(
        group[0].type, BlockKind.OTHER
    )
    return Block(
        kind=kind,
        level=int(group[0].tag[1]) if kind is BlockKind.HEADING else 0,
        text=" ".join(_text(token.children or []) for token in inlines) or group[0].content.strip(),
        html=_html(group, kind, kept),
        anchors=tuple(_anchors(kept)),
        pictures=pictures,
        wrapped=_wrapped(kept),
    )


def _html(group: Sequence[Token], kind: BlockKind, kept: Sequence[Token]) -> str:
    if kind is BlockKind.OTHER:
        return _renderer().render(group, _parser().options, {}).strip()
    return _renderer().renderInline(kept, _parser().options, {}).strip()


def _safe(children: Sequence[Token]) -> Iterator[Token]:
    """The tokens without the marks of links that lead out of the web, or that have no words."""
    dropped = False
    for at, child in enumerate(children):
        if child.type == "link_open":
            dropped = not _has_words(children, at) or not _SAFE_LINK.match(str(child.attrGet("href") or ""))
        if not (dropped and child.type in ("link_open", "link_close")):
            yield child


def _has_words(children: Sequence[Token], opened: int) -> bool:
    """Whether a link holds anything but pictures."""
    after = itertools.islice(range(opened + 1, len(children)), _MOST_NESTED)
    following = (children[at].type for at in after)
    return next((kind for kind in following if kind not in ("image", "softbreak")), "") != "link_close"


def _picture(child: Token) -> Picture | None:
    src = str(child.attrGet("src") or "") if child.type == "image" else ""
    if not src or not _SAFE_PICTURE.match(src):
        return None
    return Picture(src, _text(child.children or []), str(child.attrGet("title") or ""))


def _anchors(children: Sequence[Token]) -> Iterator[Anchor]:
    opened: int | None = None
    for at, child in enumerate(children):
        if child.type == "link_open":
            opened = at
        elif child.type == "link_close" and opened is not None:
            yield Anchor(str(children[opened].attrGet("href") or ""), _text(children[opened + 1 : at]))
            opened = None


def _text(children: Sequence[Token]) -> str:
    """The words, white space folded."""
    parts = [" " if child.type in ("softbreak", "hardbreak") else child.content for child in children]
    return " ".join("".join(parts).split())


def _wrapped(children: Sequence[Token]) -> str:
    """The tag that opens with the first token and closes with the last."""
    inner = [child for child in children if child.type != "softbreak" and (child.content or child.nesting)]
    if len(inner) < 3 or inner[0].nesting != 1 or inner[-1].type != inner[0].type.replace("_open", "_close"):
        return ""
    closes = [child for child in inner[:-1] if child.type == inner[-1].type and child.level == inner[-1].level]
    return inner[0].tag if not closes else ""
