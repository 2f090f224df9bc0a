"""A cleaned page in, the article's links out, each with what it is to the article and where it stands in the body."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree
from lxml.html import HtmlElement

from schemas.words import LinkKind
from tasks.blocks import Block
from tasks.clean import CleanedPage
from tasks.clutter import Clutter, clutter_of_element, upwards
from tasks.extract.agencies import agency_of
from tasks.extract.images import scope_of
from tasks.extract.urls import absolute_url
from tasks.page import fold, unspaced

MOST_LINKS: Final = 2_000
"""More on one page are a list, not an article's links."""
_AROUND: Final = 4
"""Levels above a link that can say it stands in a byline."""
_SEEN = re.compile(r"\S")


@dataclass(frozen=True)
class FoundLink:
    """One link as the page has it; `start` and `end` are offsets into the body, or None outside it."""

    kind: LinkKind
    href: str
    url: str | None
    text: str | None
    start: int | None
    end: int | None


def find_links(
    cleaned: CleanedPage, address: str | None, credit_anchors: Iterable[HtmlElement]
) -> tuple[FoundLink, ...]:
    """The article's links in page order: of the body, and round it those that say what they are."""
    in_body = dict(_body_anchors(cleaned))
    credits = set(credit_anchors)
    pointing = {a for block, clutter in cleaned.left_out if clutter is Clutter.RELATED for a in _anchors(block)}
    scope = scope_of(cleaned)
    found: list[FoundLink] = []
    for anchor in scope.iter("a"):
        span = in_body.get(anchor)
        kind = LinkKind.BODY if span else _kind(anchor, scope, anchor in credits, anchor in pointing)
        if kind is not None and (href := anchor.get("href", "").strip()) and len(found) < MOST_LINKS:
            start, end = span or (None, None)
            text = cleaned.body[start:end] if span else fold("".join(anchor.itertext()))
            found.append(FoundLink(kind, href, link_target(href, address), text or None, start, end))
    return tuple(found)


def link_target(href: str, address: str | None) -> str | None:
    """Where a link leads; None for the page itself, scripts and mail."""
    return None if href.startswith("#") else absolute_url(href, address)


def _body_anchors(cleaned: CleanedPage) -> Iterator[tuple[HtmlElement, tuple[int, int]]]:
    """The anchors of the body's paragraphs with the span of their words in the body; of one round several paragraphs,
    the first."""
    places: dict[HtmlElement, tuple[str, list[tuple[HtmlElement, int]]]] = {}
    ends: Counter[HtmlElement] = Counter()
    around: set[HtmlElement] = set()
    for paragraph in cleaned.paragraphs:
        if (element := paragraph.element) is None:
            continue
        if element not in places:
            places[element] = unspaced("".join(element.itertext())), list(_places(element))
        whole, anchors = places[element]
        inside = cleaned.body[paragraph.start : paragraph.end]
        first = max(whole.find(unspaced(inside), ends[element]), 0)
        ends[element] = first + len(unspaced(inside))
        offsets = [seen.start() for seen in _SEEN.finditer(inside)] if anchors else []
        for anchor, place in anchors:
            words = fold("".join(anchor.itertext())) if first <= place < ends[element] else ""
            if span := _span(inside, words, offsets, place - first):
                yield anchor, (paragraph.start + span[0], paragraph.start + span[1])
        for anchor in element.iterancestors("a"):
            if anchor not in around:
                around.add(anchor)
                yield anchor, (paragraph.start, paragraph.end)


def _places(element: HtmlElement) -> Iterator[tuple[HtmlElement, int]]:
    """The anchors in an element with the number of characters before each, white space not counted."""
    count = 0
    for event, one in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            if one.tag == "a":
                yield one, count
            count += len(unspaced(one.text or ""))
        elif one is not element:
            count += len(unspaced(one.tail or ""))


def _span(text: str, words: str, offsets: Sequence[int], place: int) -> tuple[int, int] | None:
    """Where words stand in a text that has `place` characters before them; `offsets` are those not white space."""
    if not words or not 0 <= place < len(offsets):
        return None
    start = text.find(words, offsets[place])
    return (start, start + len(words)) if start >= 0 else None


def _anchors(block: Block) -> Iterator[HtmlElement]:
    """The anchors whose words are in a block: its element may hold other blocks too."""
    for anchor in block.element.iter("a") if block.element is not None else ():
        if fold("".join(anchor.itertext())) in block.text:
            yield anchor


def _kind(anchor: HtmlElement, scope: HtmlElement, is_credit: bool, is_related: bool) -> LinkKind | None:
    rel = anchor.get("rel", "").lower().split()
    if is_credit:
        return LinkKind.IMAGE_CREDIT
    if "canonical" in rel or "original" in rel:
        return LinkKind.ORIGINAL
    if "author" in rel or anchor.get("itemprop") == "author" or _stands_in(anchor, scope, Clutter.BYLINE, _AROUND):
        return _of_byline(anchor)
    if is_related or _stands_in(anchor, scope, Clutter.RELATED, None):
        return LinkKind.RELATED if fold("".join(anchor.itertext())) else None
    return None


def _of_byline(anchor: HtmlElement) -> LinkKind | None:
    words = fold("".join(anchor.itertext()))
    if not words or anchor.get("href", "").startswith(("mailto:", "tel:")):
        return None
    return LinkKind.SOURCE if agency_of(words) else LinkKind.AUTHOR


def _stands_in(anchor: HtmlElement, scope: HtmlElement, clutter: Clutter, levels: int | None) -> bool:
    for level, element in enumerate(upwards(anchor)):
        if element is scope or (levels is not None and level > levels):
            return False
        if (found := clutter_of_element(element)) is not None:
            return found is clutter
    return False
