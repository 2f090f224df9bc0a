"""HTML text in, a parsed page out, small enough for everything behind it to walk.

What a page says is read elsewhere; what is here only makes hostile markup harmless: runs of line breaks,
tags with tens of thousands of attributes, nesting deeper than libxml2's default of 255.
"""

import re
from typing import Final

from lxml import etree, html
from lxml.html import HtmlElement

MOST_ATTRIBUTES: Final = 64
"""No element of a real page needs more; 60,000 on one tag cost trafilatura seconds."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_NO_LETTER = re.compile(r"[\W_]+")
_SPACE = re.compile(r"\s+")
_EMPTY: Final = "<html><head></head><body></body></html>"


def parse_page(text: str) -> HtmlElement:
    """The document element of a page; of an empty document where there is no markup at all."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    data = _CONTROL.sub("", text).encode()
    try:
        tree = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        tree = html.document_fromstring(_EMPTY, parser=parser)
    _limit_attributes(tree)
    _join_line_breaks(tree)
    return tree


def fold(text: str) -> str:
    """Text with each run of white space as one space, none at the ends, soft hyphens gone."""
    return _SPACE.sub(" ", text.replace("\u00ad", "").replace("\u200b", "")).strip()


def unspaced(text: str) -> str:
    """Text without white space, soft hyphens and zero-width spaces: the same before and after `fold`."""
    return "".join(text.split()).replace("\u00ad", "").replace("\u200b", "")


def letters_of(text: str) -> str:
    """The letters and digits of a text, case folded: what stays the same however it is set."""
    return _NO_LETTER.sub("", text).casefold()


def _limit_attributes(tree: HtmlElement) -> None:
    for element in tree.iter(etree.Element):
        if len(element.attrib) > MOST_ATTRIBUTES:
            kept = {name: element.attrib[name] for name in element.attrib.keys()[:MOST_ATTRIBUTES]}
            element.attrib.clear()  # to delete, or even to list, them one by one searches from the first each time
            element.attrib.update(kept)


def _join_line_breaks(tree: HtmlElement) -> None:
    """Keeps two of a run of `<br>`: enough to part paragraphs."""
    run = 0
    for br in list(tree.iter("br")):
        previous = br.getprevious()
        follows = previous is not None and previous.tag == "br" and not (previous.tail or "").strip()
        run = run + 1 if follows else 0
        if run >= 2:
            br.tail = br.tail if (br.tail or "").strip() else None  # joined white space would grow with each
            br.drop_tree()
