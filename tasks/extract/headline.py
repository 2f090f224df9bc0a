"""The headline and the second headline, without the site's name.

In: the page's statements. Out: what readers see above the article. Sub-headings inside the body are not looked at.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from tasks.extract.elsewhere import said_headline
from tasks.extract.plain import plain_line
from tasks.extract.statements import Found, Statements
from tasks.page import letters_of

# What sites put between headline and their name; a hyphen or colon counts only with a space beside it.
_SEPARATOR: Final = re.compile(r"\s+[|\-–—·•»«›‹*~:/]+\s+|\s*[|｜：]\s*|(?<=\w):\s+")
_CUT: Final = re.compile(r"\s*(\.\.\.|…)$")
_CUT_AT: Final = 110  # Google asked for headlines of at most 110 characters, and systems cut there
_MIN_PREFIX: Final = 15
_DECK: Final = re.compile(
    r"\b(sub-?(head(line)?|title)|deck|dek|standfirst|strapline|untertitel|vorspann)\b", re.IGNORECASE
)
_DECK_CHARACTERS: Final = 500
_MAX_STRIPS: Final = 4


def headline(page: Statements) -> Found[str] | None:
    """The headline: JSON-LD's, unless another statement shows that it is cut, or written for search engines.

    Without one in JSON-LD: the `<h1>` that `<title>` or `og:title` repeats, then the meta tags, any `<h1>`, `<title>`,
    and what the feed calls it.
    """
    stated = _json_ld(page)
    if stated is None:
        return _agreed_heading(page) or next(_weaker(page), None) or said_headline(page)
    others = [other for other in (*_headings(page), *_meta(page)) if other.value != stated.value]
    longer = next((other for other in others if _is_cut(stated.value, other.value)), None)
    return longer or _seen_instead(page, stated) or stated


def alternative_headline(page: Statements, first: Found[str] | None) -> Found[str] | None:
    """The second headline the publisher states, in JSON-LD or as an element marked as one; None if it only repeats."""
    shown = letters_of(first.value) if first else ""
    for text, method in _second(page):
        line = plain_line(text, _DECK_CHARACTERS)
        if line and not _CUT.search(line) and letters_of(line) not in shown:
            return Found(line, method)
    return None


def without_site(text: str, site_names: Iterable[str]) -> str:
    """`text` without the publication's name at either end: `Headline | Site`, `Site: Headline`."""
    names = {letters_of(name) for name in site_names} | {letters_of(name.partition(".")[0]) for name in site_names}
    for _ in range(_MAX_STRIPS):
        separators = list(_SEPARATOR.finditer(text))
        if not separators:
            break
        first, last = separators[0], separators[-1]
        if letters_of(text[last.end() :]) in names:
            text = text[: last.start()]
        elif letters_of(text[: first.start()]) in names:
            text = text[first.end() :]
        else:
            break
    return text.strip()


def _json_ld(page: Statements) -> Found[str] | None:
    line = _line(page, page.node.text("headline")) if page.node else None
    return Found(line, "json_ld:headline") if line else None


def _headings(page: Statements) -> Iterator[Found[str]]:
    for heading in page.headings:
        if line := _line(page, heading):
            yield Found(line, "html:h1")


def _meta(page: Statements) -> Iterator[Found[str]]:
    names = (
        "og:title",
        "twitter:title",
        "parsely-title",
        "sailthru.title",
        "dc.title",
        "dcterms.title",
        "citation_title",
    )
    for name, content in page.meta.all(*names):
        if line := _line(page, content):
            yield Found(line, f"meta:{name}")


def _agreed_heading(page: Statements) -> Found[str] | None:
    """The `<h1>` that the page's other titles repeat: others are log-in boxes, sections and logos."""
    titles = [
        letters_of(title)
        for title in (page.title, page.meta.text("og:title"), page.meta.text("twitter:title"))
        if title
    ]
    headings = ((found, letters_of(found.value)) for found in _headings(page))
    return next((found for found, seen in headings if seen and any(seen in title for title in titles)), None)


def _weaker(page: Statements) -> Iterator[Found[str]]:
    for text in page.items.get("headline", ()):
        if line := _line(page, text):
            yield Found(line, "html:itemprop=headline")
    yield from _meta(page)
    yield from (heading for heading in _headings(page) if " " in heading.value)  # one word names a section
    if line := _line(page, page.title):
        yield Found(line, "html:title")
    yield from _headings(page)


def _seen_instead(page: Statements, stated: Found[str]) -> Found[str] | None:
    """The `<h1>` where JSON-LD's headline is the `<title>`'s while `<h1>` and `og:title` agree on another.

    Such a headline is made for search engines, like the title. The same where JSON-LD's headline is that of `<h1>` and
    `og:title` with a section's name behind it.
    """
    heading = _agreed_heading(page)
    shared = _line(page, page.meta.text("og:title"))
    if heading is None or shared is None or letters_of(heading.value) != letters_of(shared):
        return None
    title = letters_of(_line(page, page.title) or "")
    for_search = letters_of(stated.value) == title != letters_of(heading.value)
    rest = stated.value.removeprefix(heading.value)
    return heading if for_search or (rest != stated.value and _SEPARATOR.match(rest)) else None


def _is_cut(text: str, other: str) -> bool:
    """Whether `text` is the beginning of the longer `other`, cut at its end."""
    start = _CUT.sub("", text)
    if len(start) < _MIN_PREFIX or not letters_of(other).startswith(letters_of(start)) or _CUT.search(other):
        return False
    longer = len(letters_of(other)) > len(letters_of(start))
    if start != text:
        return longer
    adds_words = _SEPARATOR.match(other[len(start) :]) is None
    return longer and adds_words and _CUT_AT - 10 <= len(text) <= _CUT_AT


def _second(page: Statements) -> Iterator[tuple[str, str]]:
    if page.node:
        yield page.node.text("alternativeHeadline") or "", "json_ld:alternativeHeadline"
    for text in page.items.get("alternativeHeadline", ()):
        yield text, "html:itemprop=alternativeHeadline"
    for element in page.after_headline[:40]:
        if _DECK.search(element.get("class", "").replace("_", " ")) and element.find(".//a") is None:
            yield "".join(islice(element.itertext(), 50)), f"html:{element.tag}"
            return


def _line(page: Statements, text: str | None) -> str | None:
    """The text in one line without the site's name; None if that is all it is."""
    line = without_site(plain_line(text) or "", page.site_names) if text else ""
    return line if line and letters_of(line) not in map(letters_of, page.site_names) else None
