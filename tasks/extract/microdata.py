"""What a page states in microdata and RDFa: `itemprop` and `property` on the visible elements.

In: the parsed page. Out: texts by property of the item that is the page's article. Weaker than JSON-LD: templates
copy these attributes onto teasers, so properties inside other items, and in a second article, do not count.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from lxml.html import HtmlElement

from tasks.extract.json_ld import ARTICLE_TYPES
from tasks.extract.plain import plain_line

_MAX_ELEMENTS: Final = 2_000
_MAX_LEVELS: Final = 60
_NAMES: Final = frozenset({"headline", "datePublished", "dateModified", "author", "alternativeHeadline", "creator"})
_STATED: Final = {"meta": "content", "time": "datetime", "link": "href", "data": "value"}


def microdata(tree: HtmlElement) -> Mapping[str, tuple[str, ...]]:
    """Texts by property, in page order, of the first article item that has any."""
    items: dict[HtmlElement | None, dict[str, list[str]]] = {}
    for element, names in _marked(tree):
        scope = _article_scope(element)
        if scope is None:
            continue
        text = _stated_text(element)
        for name in names:
            if text:
                items.setdefault(scope, {}).setdefault(name, []).append(text)
    first = next((item for item in items.values() if "headline" in item), next(iter(items.values()), {}))
    return {name: tuple(texts) for name, texts in first.items()}


def _marked(tree: HtmlElement) -> Iterator[tuple[HtmlElement, list[str]]]:
    found = tree.xpath("//*[@itemprop or (@property and not(self::meta))]")
    for element in found[:_MAX_ELEMENTS] if isinstance(found, list) else ():
        stated = f"{element.get('itemprop', '')} {element.get('property', '')}".split()
        names = [name for word in stated if (name := word.rpartition(":")[2]) in _NAMES]
        if names:
            yield element, names


def _article_scope(element: HtmlElement) -> HtmlElement | None:
    """The article item the element belongs to; None inside items of other types or outside of any."""
    for ancestor, _ in zip(element.iterancestors(), range(_MAX_LEVELS), strict=False):
        stated = ancestor.get("itemtype") or ancestor.get("typeof")
        if stated or ancestor.get("itemscope") is not None:
            types = {word.rstrip("/").rpartition("/")[2].rpartition(":")[2] for word in (stated or "").split()}
            return ancestor if types & ARTICLE_TYPES else None
    return None


def _stated_text(element: HtmlElement) -> str | None:
    attribute = _STATED.get(str(element.tag))
    stated = element.get(attribute) if attribute else None
    if stated is None and (names := element.xpath(".//*[@itemprop='name' or @property='name']")):
        element = names[0]
        stated = element.get("content")
    return plain_line(stated if stated is not None else "".join(element.itertext()))
