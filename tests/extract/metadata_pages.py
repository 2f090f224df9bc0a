"""Small invented pages for the tests of metadata."""

import json

from lxml.html import HtmlElement

from tasks.extract.json_ld import Node, article_node
from tasks.extract.metadata import Metadata, extract_metadata
from tasks.page import parse_page

ADDRESS = "https://www.harbour-post.example.com/2024/05/ferry-returns"


def page_text(*, head: str = "", body: str = "", ld: object = None) -> str:
    """A page with what is given in its head, its body and one JSON-LD script."""
    script = f'<script type="application/ld+json">{json.dumps(ld)}</script>' if ld is not None else ""
    return f"<html><head>{head}{script}</head><body>{body}</body></html>"


def tree_of(text: str) -> HtmlElement:
    """The page as the pipeline parses it."""
    return parse_page(text)


def metadata_of(text: str, address: str | None = ADDRESS) -> Metadata:
    """What the page says."""
    return extract_metadata(parse_page(text), address=address, html=text)


def node_of(text: str) -> Node:
    """The JSON-LD node about the page's article, which must be there."""
    node = article_node(parse_page(text), ADDRESS)
    assert node is not None
    return node


def article(**properties: object) -> dict[str, object]:
    """A NewsArticle with these properties."""
    return {"@context": "https://schema.org", "@type": "NewsArticle", **properties}
