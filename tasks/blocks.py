"""A parsed page in; the blocks trafilatura takes for its text out, each with the element of the page it stands in.

trafilatura decides what the text is. It drops attributes and often headings on its way, so every block is found
again in the page by its letters: that tells whether it stands in a caption, a teaser list or a paragraph, and which
links it holds. What to do with that is decided in `tasks.clutter`.
"""

import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import islice
from typing import Final

import trafilatura
from lxml import etree
from lxml.etree import _Element
from lxml.html import HtmlElement
from trafilatura.settings import Extractor

from tasks.page import fold, letters_of, unspaced

HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS: Final = HEADINGS | frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "center",
            "dd",
            "details",
            "div",
            "dl",
            "dt",
            "fieldset",
        ),
        *("figcaption", "figure", "footer", "form", "header", "li", "main", "nav", "ol", "p", "pre", "section"),
        *("summary", "table", "tbody", "td", "th", "thead", "tr", "ul"),
    )
)
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it discards is a reject, with a reason of ours

_UNSAID: Final = ("script", "style", "template", "noscript", "iframe", "object", "svg", "math", "canvas", "select")
_INLINE: Final = ("q", "code", "kbd", "samp", "tt")
"""What trafilatura takes for blocks of their own, or leaves out, where it stands inside a sentence."""
_PLAIN: Final = "dateline-inline"  # a tag no page has
_QUOTED = re.compile(r"""\s*["'“”„«»‘’‚‹›「『]""")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_DENSE_SIZE: Final = 100
"""Characters in which Chinese, Japanese and Korean say what takes English trafilatura's 250: below them it looks
elsewhere on the page, and takes lists of links along."""
_MOST_TEXTS: Final = 2_000
_UNITS: Final = frozenset({"p", "head", "item", "cell", "quote", "code", "list", "row", "table"})
_PREFIX: Final = 40
"""Letters by which a block is found whose end trafilatura cut off; shorter ones are not told apart."""


@dataclass(frozen=True)
class Block:
    """One paragraph, sub-heading, list item or table row: its text, and its element if it was found again."""

    text: str
    is_heading: bool
    element: HtmlElement | None


def readable(tree: HtmlElement) -> HtmlElement:
    """A copy of the page without what is never read as text; line breaks are white space in it, and quotations and
    code inside a sentence are words like others."""
    copy = deepcopy(tree)
    for element in list(copy.iter(*_UNSAID)):
        if element.getparent() is not None:
            element.drop_tree()
    for br in copy.iter("br"):
        br.tail = "\n" + (br.tail or "")
    _unwrap_inline(copy)
    return copy


def _unwrap_inline(page: HtmlElement) -> None:
    depth = 0
    for event, element in etree.iterwalk(page, events=("start", "end"), tag=("pre", *_INLINE)):
        if element.tag == "pre":
            depth += 1 if event == "start" else -1
        elif event == "end" and depth == 0:
            if element.tag == "q":
                _write_quotation_marks(element)
            element.tag = _PLAIN
    etree.strip_tags(page, _PLAIN)


def _write_quotation_marks(q: HtmlElement) -> None:
    """Writes the marks that browsers show round a `<q>`, unless it has its own."""
    if _QUOTED.match("".join(q.itertext())):
        return
    opening, closing = ("‘", "’") if next(q.iterancestors("q"), None) is not None else ("“", "”")
    q.text = opening + (q.text or "")
    if len(q):
        q[-1].tail = (q[-1].tail or "") + closing
    else:
        q.text += closing


def text_blocks(page: HtmlElement) -> list[Block]:
    """The blocks of the page's text in order; empty where trafilatura finds none."""
    document = trafilatura.bare_extraction(page, options=_options(page))
    if document is None or isinstance(document, dict):
        return []
    index = _Index(page)
    return [
        Block(fold(line), tag == "head" or _is_heading(element), element)
        for tag, text in _runs(document.body)
        for line, element in _lines(text, index)
    ]


def _options(page: HtmlElement) -> Extractor:
    """trafilatura's own, but that a text it takes for complete may be shorter in scripts that say more with less."""
    options = Extractor(output_format="python", comments=False)
    letters = letters_of("".join(islice(page.itertext(), _MOST_TEXTS)))
    if len(_DENSE.findall(letters)) > len(letters) / 2:
        options.min_extracted_size = _DENSE_SIZE
    return options


def _is_heading(element: HtmlElement | None) -> bool:
    return element is not None and element.tag in HEADINGS


def _runs(body: _Element) -> Iterator[tuple[str, str]]:
    """The text of trafilatura's result, cut wherever a unit begins or ends, with the unit's tag."""
    run: list[str] = []
    tags = ["p"]
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in _UNITS:
            yield tags[-1], "".join(run)
            run = []
        if event == "start":
            tags.append(element.tag if element.tag in _UNITS else tags[-1])
            run.append("\n" if element.tag == "lb" else "")
            run.append(element.text or "")
        else:
            tags.pop()
            run.append((element.tail or "") if element is not body else "")
    yield "p", "".join(run)


def _lines(text: str, index: "_Index") -> Iterator[tuple[str, HtmlElement | None]]:
    """A run with its element: whole where the page has it as one block, cut where it has it as several in a row,
    as when trafilatura falls back on the text of a whole `<article>`; else line by line."""
    if not fold(text):
        return
    element = index.find(text)
    if element is not None and "\n\n" not in text.strip():
        yield text, element
        return
    if element is None and (cut := index.cut(text)):
        yield from cut
        return
    for line in filter(fold, text.split("\n")):
        yield line, element if element is not None else index.find(line)


class _Index:
    """The runs of text of a page by their letters, each given out in page order with the block it stands in."""

    def __init__(self, page: HtmlElement) -> None:
        self._by_letters: dict[str, list[HtmlElement]] = {}
        self._by_prefix: dict[str, HtmlElement] = {}
        self._in_order: list[tuple[str, str, HtmlElement]] = []
        for text, element in _own_texts(page):
            self._add(text, element)

    def find(self, text: str) -> HtmlElement | None:
        letters = unspaced(text)
        known = self._by_letters.get(letters)
        if known:
            return known.pop(0) if len(known) > 1 else known[0]
        return self._by_prefix.get(letters[:_PREFIX]) if len(letters) >= _PREFIX else None

    def cut(self, text: str) -> list[tuple[str, HtmlElement]]:
        """The blocks that make up a text, in page order; none where they do not make up all of it."""
        letters, end = unspaced(text), 0
        found: list[tuple[str, HtmlElement]] = []
        for block, written, element in self._in_order:
            if letters.startswith(block, end):
                found.append((written, element))
                end += len(block)
        return found if end == len(letters) else []

    def _add(self, text: str, element: HtmlElement) -> None:
        if whole := unspaced(text):
            self._in_order.append((whole, text, element))
        for line in {text, *text.split("\n")}:
            if letters := unspaced(line):
                self._by_letters.setdefault(letters, []).append(element)
                self._by_prefix.setdefault(letters[:_PREFIX], element)


def _own_texts(page: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """Each run of text between the beginnings and ends of blocks, in page order, with the block it stands in: a whole
    paragraph, or what an `<article>` says beside its paragraphs."""
    run: list[str] = []
    blocks = [page]
    for event, element in etree.iterwalk(page, events=("start", "end")):
        is_block = element.tag in BLOCKS
        if is_block and run:
            yield "".join(run), blocks[-1]
            run = []
        if event == "start":
            if is_block:
                blocks.append(element)
            run.extend(filter(None, (element.text,)))
        else:
            if is_block:
                blocks.pop()
            run.extend(filter(None, (element.tail,)))
    yield "".join(run), page
