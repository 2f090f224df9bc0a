"""Everything a page states of itself, read once: JSON-LD, meta tags, microdata, headings, and its own address.

Beside it stands what the feed or sitemap that named the page says of it. In: the parsed page. Out: one frozen bundle
that the modules for the single columns look into. Weighing the statements is theirs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import dropwhile, islice
from typing import Final, Generic, TypeVar

from lxml import etree
from lxml.html import HtmlElement

from schemas.candidates import Candidate
from tasks.extract.identity import publisher_domain, stated_url
from tasks.extract.json_ld import Node, article_node, find_nodes, page_node
from tasks.extract.meta_tags import MetaTags, meta_tags
from tasks.extract.microdata import microdata
from tasks.extract.plain import distinct, plain_line

T_co = TypeVar("T_co", covariant=True)

_PUBLISHER_TYPES: Final = frozenset({"Organization", "NewsMediaOrganization", "WebSite", "Corporation", "Newspaper"})
_MAX_HEADINGS: Final = 10
_NAME_WORDS: Final = 7
"""A longer `application-name` is a headline: some templates fill in the page\'s title."""
_MAX_FOLLOWING: Final = 400


@dataclass(frozen=True)
class Found(Generic[T_co]):
    """A value and where it was found, in the words of `Evidence.method`."""

    value: T_co
    method: str


@dataclass(frozen=True)
class Statements:
    """What the page states.

    `url` is the article's own address; `node` the JSON-LD node about the article, or about the page where none is.
    `origin` is what the feeds and sitemaps that named the page say of it: it counts where the page says nothing.
    """

    tree: HtmlElement
    html: str
    url: str | None
    url_method: str
    nodes: tuple[Node, ...]
    node: Node | None
    meta: MetaTags
    items: Mapping[str, tuple[str, ...]]
    origin: Candidate | None = None

    @cached_property
    def title(self) -> str | None:
        """The text of `<title>`."""
        return next((line for title in self.tree.iter("title") if (line := plain_line(title.text or ""))), None)

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The texts of the first `<h1>` elements, in page order."""
        return distinct((plain_line("".join(heading.itertext())) for heading in self._h1), _MAX_HEADINGS)

    @cached_property
    def after_headline(self) -> tuple[HtmlElement, ...]:
        """The elements that follow the headline on the page, some hundreds; from the body's start if it has none."""
        titles = " ".join((self.title or "", self.meta.text("og:title") or ""))
        heading = next((h1 for h1 in self._h1 if (line := plain_line("".join(h1.itertext()))) and line in titles), None)
        if heading is None:
            heading = next(iter(self._h1), None)
        start = heading if heading is not None else self.tree.find("body")
        elements = self.tree.iter(etree.Element)
        following = elements if start is None else dropwhile(lambda element: element is not start, elements)
        return tuple(islice(following, 1, _MAX_FOLLOWING))

    @property
    def _h1(self) -> list[HtmlElement]:
        return list(islice(self.tree.iter("h1"), _MAX_HEADINGS))

    @cached_property
    def site_names(self) -> tuple[str, ...]:
        """The names the publication goes by on the page, the strongest statement first; its domain comes last."""
        publisher = self.node.texts("publisher") if self.node else ()
        others = [node.text("name") for node in self.nodes if node.own and node.types & _PUBLISHER_TYPES]
        stated = [self.meta.text(name) for name in ("og:site_name", "application-name", "al:ios:app_name")]
        lines = [plain_line(name) for name in (*publisher, *stated, *others) if name and "://" not in name]
        names = [line for line in lines if line and len(line.split()) <= _NAME_WORDS]
        return distinct((*names, publisher_domain(self.url)), _MAX_HEADINGS)


def read_statements(tree: HtmlElement, address: str | None, html: str, origin: Candidate | None = None) -> Statements:
    """The page's statements; `address` is where it came from, if from anywhere, `origin` what was said of it there."""
    nodes = find_nodes(tree)
    node = article_node(tree, address, nodes) or page_node(nodes)
    url, method = stated_url(tree, address, node) or (None, "")
    return Statements(tree, html, url, method, nodes, node, meta_tags(tree), microdata(tree), origin)
