"""When an article was published and last changed, by everything its page states.

In: the page's statements. Out: one date each, with its method. Reading a single date is `dates`' business.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from datetime import date, datetime, timedelta
from itertools import chain, islice
from typing import Final

import htmldate
from lxml import etree
from lxml.html import HtmlElement

from schemas.words import DatePrecision
from tasks.extract.dates import Stated, parse_stated, parse_written, with_offset
from tasks.extract.elsewhere import said_modified, said_published
from tasks.extract.language import stated_language
from tasks.extract.plain import plain_line
from tasks.extract.statements import Found, Statements

# Names that mean the first publication, the plainest first; names that also serve for changes come last.
_PUBLISHED: Final = (
    "article:published_time article.published datepublished og:article:published_time og:published_time og:pubdate "
    "cxenseparse:recs:publishtime cxenseparse:publishtime parsely-pub-date publish-date publishdate publication_date "
    "publicationdate pubdate pub_date date.available article_date_original originalpublicationdate published_time "
    "dc.date.issued dcterms.issued dcterms.available sailthru.date citation_publication_date citation_date "
    "bt:pubdate rnews:datepublished date dc.date dcterms.date dcterms.created dc.date.created date.created datecreated"
)
_MODIFIED: Final = (
    "article:modified_time datemodified og:article:modified_time og:modified_time og:updated_time dcterms.modified "
    "dc.date.modified date.modified last-modified lastmod modified_time"
)
_CHANGE: Final = re.compile(
    r"updat|modif|aktualisier|actualiz|actualis|aggiorn|mise_a_jour|edited|changed|oppdatert", re.I
)
_MAX_TIMES: Final = 5
_PREFIX: Final = re.compile(
    r"^(published|posted|veröffentlicht|publié|publicado|pubblicato|gepubliceerd|publicerad)?"
    r"( on| am| le| el| il| em| op)?[: ]+",
    re.IGNORECASE,
)
_MAX_LINES, _MAX_TEXTS, _LINE_CHARACTERS = 80, 10, 60
_AHEAD: Final = timedelta(days=2)  # of the capture: zones and clocks that are off; later is no publication yet
_PROSE: Final = ("p", "li", "blockquote", "figcaption", "dd", "td", "h1", "title")
_BLOCKS: Final = ("p", "div", "table", "ul", "ol", "section", "header", "h1", "h2", "h3", "time")
_SENTENCE: Final = re.compile(r"\w{2}[.!?…。][\"”»’)]?$")
_MAX_HTML: Final = 1_000_000  # htmldate searches the text with hundreds of patterns

logging.getLogger("htmldate").setLevel(logging.CRITICAL)  # one warning a page without a date is not news


def date_published(page: Statements, not_after: datetime | None = None) -> Found[Stated] | None:
    """The first statement that holds a date, made exact by the others; else a visible line, its feed, then htmldate.

    Order: JSON-LD, meta tags, microdata, `<time>`. A time without a zone takes the zone of a statement of the same
    wall clock, and is read as UTC if there is none. A day takes the time of a statement of the same day. Dates later
    than two days past `not_after`, when the page was captured, are no dates of it.
    """
    stated = list(_dates(_published(page), not_after))
    line = None if stated else _date_line(page, not_after)
    said = said_published(page)
    known = [*stated, *_possible(line, not_after), *_possible(said, not_after)]
    return _made_exact(known) if known else _htmldate(page, not_after)


def date_modified(page: Statements, not_after: datetime | None = None) -> Found[Stated] | None:
    """The first statement of a change, made exact by the others; None where the page states none."""
    stated = [*_dates(_modified(page), not_after), *_possible(said_modified(page), not_after)]
    return _made_exact(stated) if stated else None


def _published(page: Statements) -> Iterator[tuple[str, str]]:
    if page.node:
        yield page.node.text("datePublished") or "", "json_ld:datePublished"
    yield from ((content, f"meta:{name}") for name, content in page.meta.all(*_PUBLISHED.split()))
    yield from ((text, "html:itemprop=datePublished") for text in page.items.get("datePublished", ()))
    yield from _times(page)
    for name in ("uploadDate", "dateCreated"):
        if page.node:
            yield page.node.text(name) or "", f"json_ld:{name}"


def _modified(page: Statements) -> Iterator[tuple[str, str]]:
    if page.node:
        yield page.node.text("dateModified") or "", "json_ld:dateModified"
    yield from ((content, f"meta:{name}") for name, content in page.meta.all(*_MODIFIED.split()))
    yield from ((text, "html:itemprop=dateModified") for text in page.items.get("dateModified", ()))


def _times(page: Statements) -> Iterator[tuple[str, str]]:
    """The first `<time>` after the headline, else the page's first; not one of a change."""
    after = (element for element in page.after_headline if element.tag == "time")
    for time in islice(chain(after, page.tree.iter("time")), _MAX_TIMES):
        shown = "".join(islice(time.itertext(), _MAX_TEXTS))
        if not _CHANGE.search(f"{time.get('class', '')} {time.get('itemprop', '')} {shown[:_LINE_CHARACTERS]}"):
            yield time.get("datetime", ""), "html:time"
            return


def _dates(statements: Iterable[tuple[str, str]], not_after: datetime | None) -> Iterator[Found[Stated]]:
    for text, method in statements:
        date = parse_stated(text)
        if date is not None and _can_be(date, not_after):
            yield Found(date, method)


def _possible(found: Found[Stated] | None, not_after: datetime | None) -> list[Found[Stated]]:
    return [found] if found is not None and _can_be(found.value, not_after) else []


def _can_be(date: Stated, not_after: datetime | None) -> bool:
    return not_after is None or date.instant <= not_after + _AHEAD


def _made_exact(stated: list[Found[Stated]]) -> Found[Stated]:
    first, others = stated[0], stated[1:]
    if first.value.precision is DatePrecision.DAY:
        day = first.value.local.date()
        exact = [other for other in others if other.value.precision is not DatePrecision.DAY]
        same_day = [other for other in exact if day in (other.value.local.date(), other.value.instant.date())]
        if not same_day:
            return first
        first, others = same_day[0], [*same_day[1:], *others]
    if first.value.offset is None:
        zone = next((other.value.offset for other in others if _same_clock(first.value, other.value)), None)
        return Found(with_offset(first.value, zone), first.method) if zone else first
    return first


def _same_clock(bare: Stated, zoned: Stated) -> bool:
    """Whether a statement with a zone shows the wall clock of one without, to the minute."""
    return zoned.offset is not None and abs(bare.local - zoned.local) < timedelta(minutes=1)


def _date_line(page: Statements, not_after: datetime | None) -> Found[Stated] | None:
    """A visible line that is nothing but a date, near the headline: how saved and plain texts state it."""
    language = stated_language(page)
    for element in page.after_headline[:_MAX_LINES]:
        line = _line(element)
        date = parse_written(line, language.value if language else None) if line else None
        if date is not None and _can_be(date, not_after):
            return Found(date, "text:date_line")
    return None


def _line(element: HtmlElement) -> str | None:
    """The text of a short element that holds a digit, without a word like `Published` in front."""
    line = plain_line("".join(islice(element.itertext(), _MAX_TEXTS)))
    if line is None or len(line) > _LINE_CHARACTERS or not re.search(r"\d", line):
        return None
    return _PREFIX.sub("", line)


def _htmldate(page: Statements, not_after: datetime | None) -> Found[Stated] | None:
    """What htmldate finds without its extensive search, which takes any year on the page for its first of January.

    It takes a date that the text is about for the text's own, and the day of a change for the first: the one is kept
    from it, the other refused.
    """
    if len(page.html) > _MAX_HTML:
        return None
    try:
        day = htmldate.find_date(_without_prose(page.tree), original_date=True, url=page.url, extensive_search=False)
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError, etree.LxmlError):
        return None  # not every page survives it
    date = parse_stated(day) if isinstance(day, str) else None
    if date is None or not _can_be(date, not_after) or _is_of_change(date.local.date(), page):
        return None
    return Found(date, "htmldate")


def _is_of_change(day: date, page: Statements) -> bool:
    """Whether a day that the page's address does not hold is one on which the page says it was changed."""
    if re.search(rf"{day.year}[/-]?{day.month:02d}[/-]?{day.day:02d}", page.url or ""):
        return False
    changes = _dates(_modified(page), None)
    return any(day in (change.value.local.date(), change.value.instant.date()) for change in changes)


def _without_prose(tree: HtmlElement) -> HtmlElement:
    """A copy of the page without sentences, titles and JSON-LD; that has been read, other pages' nodes included."""
    copy = deepcopy(tree)  # htmldate prunes what it is given, too
    for element in list(copy.iter(*_PROSE)):
        if element.getparent() is not None and _is_prose(element):
            element.drop_tree()
    for script in list(copy.iter("script")):
        if "ld+json" in script.get("type", "").lower():
            script.drop_tree()
    for element in copy.iter("div", "span", "br", "a", "b", "i", "em", "strong", "section", "article", "td", "li"):
        element.tail = None if _is_long(element.tail) else element.tail
        element.text = None if _is_long(element.text) else element.text
    return copy


def _is_prose(element: HtmlElement) -> bool:
    """Whether an element is a headline or holds a sentence, and not a part of the page: cells are used for layout."""
    if element.tag in ("h1", "title"):
        return True
    text = " ".join("".join(islice(element.itertext(), _MAX_TEXTS)).split())
    return _is_long(text) and next(element.iterdescendants(*_BLOCKS), None) is None


def _is_long(text: str | None) -> bool:
    """Whether a text is more than a line with a date can be: long, or a sentence."""
    line = " ".join((text or "").split())
    return len(line) > _LINE_CHARACTERS or _SENTENCE.search(line) is not None
