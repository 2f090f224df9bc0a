"""A cleaned page in, its images out: address, caption, credit, alternative text.

Captions come from `<figcaption>` or an element named as one; the credit is what the page marks or words as such
("Photo: Jane Roe / AFP", "© dpa"). Which picture a colour or a face is in is nobody's business here.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from tasks.clean import CleanedPage
from tasks.clutter import Clutter, clutter_of_element, names_of, upwards
from tasks.extract.urls import absolute_url
from tasks.page import fold, letters_of

MOST_IMAGES: Final = 200
"""More on one page are a gallery's thumbnails."""

_SMALL: Final = 100
_NEVER: Final = frozenset(
    {"avatar", "logo", "icon", "emoji", "sprite", "pixel", "spacer", "tracking", "author", "flag"}
)
_CREDIT_NAMES: Final = frozenset(
    {
        "credit",
        "credits",
        "copyright",
        "photographer",
        "attribution",
        "rights",
        "photocredit",
        "imagecredit",
        "copyrights",
    }
)
_OUTSIDE: Final = frozenset({Clutter.RELATED, Clutter.NAVIGATION, Clutter.PROMOTION, Clutter.BYLINE})
_SOURCES: Final = ("data-src", "data-original", "data-lazy-src", "data-full-src", "src")
_SETS: Final = ("data-srcset", "srcset", "data-lazy-srcset")
_CREDIT = re.compile(
    r"[\s(\[–—|-]*(?:(?:photo(?:graph)?|image|picture|foto|bild|photographie|crédit(?: photo)?|credit|quelle)"
    r"(?:\s*(?:by|von|de|di|par)\b|\s*credit)?\s*[:：/]\s*|©\s*|\(c\)\s*)(?P<credit>[^()]{2,120}?)[)\]\s.]*$",
    re.I,
)
_BRACKETS = re.compile(r"^[(\[]\s*([^()\[\]]+?)\s*[)\]]$")
_SIZE = re.compile(r"[-_]?\d{2,4}x\d{2,4}|(?<=/)(?:w_?)?\d{2,4}/")
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|tiff?)$", re.I)
_GENERIC = re.compile(r"(?:[a-z]*|\d{1,5})\.\w+$", re.I)
_STAND_IN = re.compile(r"/(?:[\w-]*[_-])?(?:blank|placeholder|spacer|pixel|transparent|1x1)[._\d-][^/]*$", re.I)
"""File names of what stands in for a picture until it is loaded."""
_NO_PICTURE: Final = ("blockquote", "table", "pre")
"""What a figure may hold instead of a picture."""
_LONGEST_CREDIT: Final = 8
"""Words. A longer link that ends a caption is no credit."""
_BARE_URL = re.compile(r"\s*(?P<credit>https?://\S+)\s*$")


@dataclass(frozen=True)
class FoundImage:
    """One image as the page shows it."""

    url: str | None
    caption: str | None
    credit: str | None
    credit_url: str | None
    alt: str | None
    credit_anchor: HtmlElement | None = None


def find_images(cleaned: CleanedPage, address: str | None) -> tuple[FoundImage, ...]:
    """The article's images in page order, each address once; logos, faces of authors and teasers left out."""
    found: list[FoundImage] = []
    seen: set[str] = set()
    for holder in _holders(scope_of(cleaned), cleaned.container):
        image = _image(holder, address)
        name = _same(image.url) if image.url else letters_of(image.caption or "")
        if name and name not in seen and len(found) < MOST_IMAGES:
            seen.add(name)
            found.append(image)
    return tuple(found)


def with_stated(found: tuple[FoundImage, ...], stated: Iterable[FoundImage]) -> tuple[FoundImage, ...]:
    """The images with those the page states of itself first where it does not show them."""
    shown = {_same(image.url) for image in found if image.url}
    captions = {letters_of(image.caption) for image in found if image.caption} - {""}
    missing: list[FoundImage] = []
    for image in stated:
        if image.url is None or _same(image.url) in shown or letters_of(image.caption or "") in captions:
            continue
        shown.add(_same(image.url))
        missing.append(image)
    return (*missing, *found)[:MOST_IMAGES]


def scope_of(cleaned: CleanedPage) -> HtmlElement:
    """The part of the page that is the article: the `<article>` or `<main>` round the body, else what holds it."""
    around = [one for one in upwards(cleaned.container) if one.tag in ("article", "main")]
    if around:
        return around[0]
    parent = cleaned.container.getparent()
    return parent if parent is not None and cleaned.container.tag not in ("body", "html") else cleaned.container


def split_credit(text: str) -> tuple[str | None, str | None]:
    """A caption's text and the credit that ends it."""
    match = _CREDIT.search(text) or _BARE_URL.search(text)
    if match is None:
        return fold(text) or None, None
    return fold(text[: match.start()]) or None, fold(match["credit"]) or None


def _holders(scope: HtmlElement, container: HtmlElement) -> Iterator[HtmlElement]:
    """Figures of the article, and pictures of its body that stand in none."""
    for element in scope.iter("figure", "img"):
        if element.tag == "img" and not (_inside(element, container) and _is_picture(element)):
            continue
        if element.find(".//img") is None and any(element.find(f".//{tag}") is not None for tag in _NO_PICTURE):
            continue
        above = list(upwards(element.getparent()))
        within = above[: above.index(scope)] if scope in above else above
        if any(one.tag == "figure" for one in within):
            continue
        if not any(clutter_of_element(one) in _OUTSIDE for one in within):
            yield element


def _inside(element: HtmlElement, container: HtmlElement) -> bool:
    return any(one is container for one in upwards(element))


def _is_picture(img: HtmlElement) -> bool:
    sizes = [img.get(side, "") for side in ("width", "height")]
    small = any(size.rstrip("px").isdecimal() and int(size.rstrip("px")[:6]) < _SMALL for size in sizes)
    return not small and not _NEVER.intersection(names_of(img))


def _image(holder: HtmlElement, address: str | None) -> FoundImage:
    img = holder if holder.tag == "img" else next(holder.iter("img"), None)
    caption = _caption_element(holder)
    credit_element = next(
        (found for one in (caption, holder) if one is not None and (found := _credit_element(one)) is not None), None
    )
    anchor = _credit_anchor(caption, credit_element)
    text, credit = _texts(caption, credit_element, anchor)
    return FoundImage(
        url=_address(holder, img, address),
        caption=text,
        credit=credit,
        credit_url=absolute_url(anchor.get("href"), address) if anchor is not None else None,
        alt=fold(img.get("alt", "")) or None if img is not None else None,
        credit_anchor=anchor,
    )


def _texts(
    caption: HtmlElement | None, credit_element: HtmlElement | None, anchor: HtmlElement | None
) -> tuple[str | None, str | None]:
    whole = fold("".join(caption.itertext())) if caption is not None else ""
    marked = next((fold("".join(one.itertext())) for one in (credit_element, anchor) if one is not None), "")
    text, worded = split_credit(whole)
    if marked and not (worded and (worded in marked or worded.endswith(marked))):
        rest = fold(whole.replace(marked, " ", 1)) if marked != whole else ""
        return rest.strip(" |–—-") or None, split_credit(marked)[1] or _BRACKETS.sub(r"\1", marked)
    return text, worded


def _caption_element(holder: HtmlElement) -> HtmlElement | None:
    """The caption inside a figure, or beside an image in the nearest element that holds nothing else."""
    for around in [holder] if holder.tag == "figure" else list(upwards(holder.getparent()))[:3]:
        if holder.tag == "img" and len(list(around.iter("img"))) > 1:
            return None
        for element in around.iter("figcaption", "p", "div", "span", "em", "small", "cite", "dd"):
            if element.tag == "figcaption" or Clutter.CAPTION is clutter_of_element(element):
                return element
    return None


def _credit_element(around: HtmlElement) -> HtmlElement | None:
    elements = around.iter("span", "small", "cite", "p", "div", "em", "a", "footer")
    return next((one for one in elements if one is not around and _CREDIT_NAMES.intersection(names_of(one))), None)


def _credit_anchor(caption: HtmlElement | None, credit_element: HtmlElement | None) -> HtmlElement | None:
    """The link of the credit: inside the marked one, else the caption's last words."""
    if credit_element is not None:
        return credit_element if credit_element.tag == "a" else next(credit_element.iter("a"), None)
    anchors = list(caption.iter("a")) if caption is not None else []
    whole = fold("".join(caption.itertext())) if caption is not None else ""
    words = fold("".join(anchors[-1].itertext())) if anchors else ""
    if not words or not whole.endswith(words) or len(words.split()) > _LONGEST_CREDIT:
        return None
    return anchors[-1] if words != whole or split_credit(whole)[1] else None


def _address(holder: HtmlElement, img: HtmlElement | None, address: str | None) -> str | None:
    candidates: list[str] = []
    if img is not None:
        candidates += [img.get(name, "") for name in _SOURCES]
        candidates += [_largest(img.get(name, "")) for name in _SETS]
    candidates += [_largest(one.get("srcset", "")) for one in holder.iter("source")]
    return next(
        filter(None, (absolute_url(one, address) for one in candidates if not _STAND_IN.search(f"/{one}"))), None
    )


def _largest(srcset: str) -> str:
    """The last candidate of a srcset with the greatest width or density."""
    pairs = [part.split() for part in srcset[:20_000].split(", ") if part.strip()]
    sized = [(float(pair[1][:-1]), pair[0]) for pair in pairs if len(pair) == 2 and _is_number(pair[1][:-1])]
    return max(sized)[1] if sized else pairs[0][0] if pairs else ""


def _is_number(text: str) -> bool:
    return re.fullmatch(r"\d{1,6}(\.\d{1,4})?", text) is not None


def _same(url: str) -> str:
    """What a picture's address keeps in another size: its file name, or all of the path where that says little."""
    parts = urlsplit(url)
    path = _SIZE.sub("", parts.path)
    name = path.rsplit("/", 1)[-1]
    if not _PICTURE.search(name):
        return f"{path}?{parts.query}"
    return path if _GENERIC.match(name) else name
