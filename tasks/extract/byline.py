"""The byline readers see: found by what its element is called, or by a line that reads `By ...` under the headline.

In: the page's statements. Out: its text in one line, and the names inside it. Whether they are people is decided in
`names`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from lxml.html import HtmlElement

from tasks.extract.agencies import agencies_of, is_picture_agency
from tasks.extract.names import is_desk, is_person, split_credit, without_by
from tasks.extract.plain import plain_line
from tasks.extract.statements import Statements

_CALLED: Final = re.compile(
    r"by-?lines?|(?<![a-z])(?:post-?|article-?|story-?|meta-?|entry-?)?(?:authors?|autor(?:en|es|e|in)?|auteurs?|autore|"
    r"writers?|redakteur|skribent|forfatter|journalist)(?![a-z]{3})",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(r"name|link|url|fn\b", re.IGNORECASE)
_PROFILE: Final = re.compile(
    r"/(authors?|autor(?:en|es|e)?|auteurs?|profile|people|person|by|team|staff|redaktion|writers?)/", re.IGNORECASE
)
# Around an author's name in other things than the byline: teasers, comments, quotations, pictures, boxes at the end.
_ELSEWHERE: Final = re.compile(
    r"card|teaser|related|comment|recirc|recommend|collection|quote|promo|sidebar|widget|menu|caption|figure|image|photo|"
    r"picture|avatar|credit|bio\b|biography|about|newsletter|footer|social|share|popular|latest|preview|follow",
    re.IGNORECASE,
)
_NOT_INSIDE: Final = frozenset(
    {"figure", "figcaption", "nav", "footer", "aside", "blockquote", "form", "script", "style"}
)
_STARTS: Final = re.compile(
    r"^(?:by|von|par|por|di|door|av|af|autor(?:en|in)?|author|text|od|przez|автор|от|oleh|كتبت?|بقلم|تقرير|מאת|"
    r"reported by|written by)"
    r"(?:\s*:\s*|\s+)(?=\S)",
    re.IGNORECASE,
)
_TIME: Final = re.compile(
    r"\s*(?:\b(?:updated|published|posted|stand:|aktualisiert|publié|publicado|actualizado|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|feb|mar|apr|may|jun|jul|"
    r"aug|sep|oct|nov|dec)[a-zäé]*\.?\s\d)|\d|\S*@).*$",
    re.IGNORECASE,
)
_OF_PICTURE: Final = re.compile(
    r"\W*(?:photos?|fotos?|bild(?:er)?|images?|pictures?|video)\b\s*(?:by|von|de)?\s*[:：/]", re.I
)
_PARTICLES: Final = frozenset(
    {"von", "van", "de", "di", "da", "del", "der", "den", "du", "le", "la", "el", "al", "bin", "ibn", "ten"}
)
_MAX_WORDS: Final = 5
_OUTERMOST: Final = frozenset({"body", "html"})
_MAX_BYLINE, _MAX_TEXTS, _MAX_LEVELS, _MAX_LINES, _MAX_NAMES = 200, 60, 6, 60, 12


@dataclass(frozen=True)
class Byline:
    """A byline as it stands on the page, with the credits inside it taken one by one."""

    text: str
    credits: tuple[str, ...]
    method: str


def visible_byline(page: Statements) -> Byline | None:
    """The byline nearest to the headline, one that names a desk only where none names anyone else; None without any."""
    desks: list[Byline] = []
    for byline in chain(_marked(page), _spoken(page)):
        if any(_is_credited(part) for credit in byline.credits for part in split_credit(credit)):
            return byline
        desks.append(byline)
    return next(iter(desks), None)


def _marked(page: Statements) -> Iterator[Byline]:
    for element in page.after_headline:
        if not _is_called_byline(element):
            continue
        element = _with_siblings(element)
        text = _text(element)
        if (
            text is None
            or len(text) > _MAX_BYLINE
            or text[0] == "©"
            or _OF_PICTURE.match(text)
            or _is_elsewhere(element)
        ):
            continue
        credits = _names_inside(element) or ((line,) if (line := _only_names(text)) else ())
        if credits:
            yield Byline(
                _tightest(element, text, credits),
                tuple(_STARTS.sub("", credit) for credit in credits),
                f"html:{element.tag}",
            )


def _spoken(page: Statements) -> Iterator[Byline]:
    """Short lines of their own that begin with `By` in some language and hold nothing but names."""
    for element in page.after_headline[:_MAX_LINES]:
        text = _text(element)
        if (
            text
            and len(text) <= _MAX_BYLINE // 2
            and _STARTS.match(text)
            and _is_credit(text)
            and not _is_elsewhere(element)
        ):
            yield Byline(text, (_STARTS.sub("", text),), "text:byline")


def _with_siblings(element: HtmlElement) -> HtmlElement:
    """The parent of an element that holds one author of several; else the element."""
    parent = element.getparent()
    if parent is None or element.tag not in ("a", "span") or parent.tag in _OUTERMOST:
        return element
    alike = [one for one in islice(parent, _MAX_NAMES) if one.tag == element.tag and _is_called_byline(one)]
    return parent if len(alike) > 1 else element


def _tightest(element: HtmlElement, text: str, credits: tuple[str, ...]) -> str:
    """The byline's text: that of the smallest part marked as byline that holds every name, without date and time.

    A `By` in front of that part belongs to it.
    """
    whole = text
    if (names := _only_names(whole)) and all(credit in names for credit in credits):
        return names
    for inner in element.iterdescendants():
        part = _text(inner) if isinstance(inner.tag, str) and _is_called_byline(inner) else None
        if part and len(part) < len(text) and all(credit in part for credit in credits):
            text = part
    before = _TIME.split(text)[0].strip(" ,-–|•")
    byline = before if all(credit in before for credit in credits) else text.strip(" ,-–|•")
    said_first = whole.partition(byline)[0].split()[-1:]
    return f"{said_first[0]} {byline}" if said_first and _STARTS.match(f"{said_first[0]} x") else byline


def _is_called_byline(element: HtmlElement) -> bool:
    called = (element.get(name, "") for name in ("class", "itemprop", "rel", "data-testid", "data-component", "id"))
    return _CALLED.search(" ".join(called)) is not None


def _is_elsewhere(element: HtmlElement) -> bool:
    """Whether the element, or one closely around it, belongs to something else than the article's head."""
    near = islice(element.iterancestors(), _MAX_LEVELS)
    around = [element, *(one for one in near if one.tag not in _OUTERMOST)]
    return any(one.tag in _NOT_INSIDE or _ELSEWHERE.search(one.get("class", "")) for one in around)


def _names_inside(element: HtmlElement) -> tuple[str, ...]:
    """The texts of the inner elements that hold one name each: links to profiles, elements called a name."""
    links = [link for link in element.iter("a") if link.get("rel") == "author" or _PROFILE.search(link.get("href", ""))]
    called = [one for one in element.iter("span", "a", "b", "strong") if one is not element and _holds_name(one)]
    for holders in (links, called):
        texts = [text for holder in holders[:_MAX_NAMES] if (text := _text(holder)) and _is_credit(text)]
        if texts:
            return tuple(texts)
    return ()


def _holds_name(element: HtmlElement) -> bool:
    called = f"{element.get('class', '')} {element.get('itemprop', '')}"
    return _CALLED.search(called) is not None and _NAMED.search(called) is not None


def _only_names(text: str) -> str | None:
    """A byline's text up to where dates and links begin, if it is names then."""
    start = re.split(r"\s*\|", _TIME.split(text)[0])[0].strip(" ,-–")
    return start if start and _is_credit(start) else None


def _is_credit(text: str) -> bool:
    """Whether a line is a credit: every part of it a capitalised name or an agency, or a desk behind `By`."""
    parts = list(split_credit(text))
    said = _STARTS.match(text) is not None
    return bool(parts) and all(_is_credited(part) or (said and _is_titled_desk(part)) for part in parts)


def _is_credited(part: str) -> bool:
    return bool(agencies_of(part)) or is_picture_agency(part) or _is_name(part)


def _is_titled_desk(part: str) -> bool:
    """Whether it is a desk by its name: `by staff of the company` and the like begin sentences."""
    return is_desk(part) and part.split()[-1][0].isupper()


def _is_name(part: str) -> bool:
    words = without_by(part).split()
    if not is_person(part) or len(words) > _MAX_WORDS or not words[0][0].isalpha() or words[-1][0].islower():
        return False
    return not words[0][0].islower() or words[0].casefold() in _PARTICLES


def _text(element: HtmlElement) -> str | None:
    parts = list(islice(element.itertext(), _MAX_TEXTS))
    line = plain_line(" ".join(part[: 2 * _MAX_BYLINE] for part in parts)) if len(parts) < _MAX_TEXTS else None
    return re.sub(r"\s+(?=[,;])", "", line) if line else None
