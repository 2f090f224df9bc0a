"""A parsed page in, the image it states as its own out: JSON-LD `image`, else `og:image`.

Pages state several crops of one picture; the first stands for all. Whether the page shows it too is not decided here.
"""

import re
from typing import Final

from lxml.html import HtmlElement

from tasks.extract.images import FoundImage, split_credit
from tasks.extract.json_ld import Node, article_node
from tasks.extract.meta_tags import meta_tags
from tasks.extract.urls import absolute_url

_STANDS_FOR_NONE: Final = re.compile(r"logo|placeholder|default|fallback|blank|favicon", re.I)
_ADDRESSES: Final = ("contentUrl", "url", "@id", "name")
_CREDITS: Final = ("creditText", "creator", "author", "copyrightHolder", "copyrightNotice")


def stated_images(tree: HtmlElement, address: str | None) -> tuple[FoundImage, ...]:
    """The page's lead image as stated: one, or none."""
    node = article_node(tree, address)
    nodes = node.nodes("image") if node is not None else ()
    candidates = (*(_of_node(one, address) for one in nodes[:1]), _of_meta(tree, address))
    return tuple(one for one in candidates if one is not None)[:1]


def _of_node(node: Node, address: str | None) -> FoundImage | None:
    url = next(filter(None, (absolute_url(node.text(name), address) for name in _ADDRESSES)), None)
    credit = next(filter(None, map(node.text, _CREDITS)), None)
    return _found(url, node.text("caption") or node.text("description"), credit)


def _of_meta(tree: HtmlElement, address: str | None) -> FoundImage | None:
    tags = meta_tags(tree)
    url = absolute_url(tags.text("og:image:secure_url", "og:image", "og:image:url", "twitter:image"), address)
    found = _found(url, None, None)
    alt = tags.text("og:image:alt", "twitter:image:alt")
    return FoundImage(found.url, None, None, None, alt) if found is not None else None


def _found(url: str | None, caption: str | None, credit: str | None) -> FoundImage | None:
    if url is None or _STANDS_FOR_NONE.search(url.rsplit("/", 1)[-1]):
        return None
    text, worded = split_credit(caption) if caption and not credit else (caption, None)
    return FoundImage(url, text, credit or worded, None, None)
