"""What a page states of itself in JSON-LD: the publisher's own words about the article.

In: the parsed page, scripts included. Out: typed views of its nodes, with references resolved, and the one node that
is about this page's article. Nothing here is trusted: numbers of scripts, nodes and levels are bounded. What the
properties mean is decided by the modules that ask for them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Final, TypeAlias

from lxml.html import HtmlElement

from tasks.extract.json_text import JsonValue, parse_json
from tasks.extract.meta_tags import meta_tags
from tasks.extract.plain import distinct, plain_line, plain_text
from tasks.extract.urls import absolute_url, is_home, same_page
from tasks.page import letters_of

Fields: TypeAlias = Mapping[str, JsonValue]

ARTICLE_TYPES: Final = frozenset(
    {
        "Article",
        "NewsArticle",
        "AdvertiserContentArticle",
        "AnalysisNewsArticle",
        "AskPublicNewsArticle",
        "BackgroundNewsArticle",
        "OpinionNewsArticle",
        "ReportageNewsArticle",
        "ReviewNewsArticle",
        "SatiricalArticle",
        "SocialMediaPosting",
        "BlogPosting",
        "LiveBlogPosting",
        "DiscussionForumPosting",
        "ScholarlyArticle",
        "MedicalScholarlyArticle",
        "TechArticle",
        "APIReference",
        "Report",
        "CriticReview",
        "Review",
        "ClaimReview",
    }
)
"""schema.org Article and the types below it, and the reviews that newspapers write."""

_PAGE_TYPES: Final = frozenset({"WebPage", "ItemPage", "VideoObject", "Recipe"})
_MAX_SCRIPTS, _MAX_NODES, _MAX_LEVELS, _MAX_VALUES = 60, 5_000, 30, 300
_MAX_TITLES: Final = 20
_TEXT_CHARACTERS: Final = 1_000_000
_OWN_PATH: Final = frozenset({"@graph", "mainEntity", "mainEntityOfPage", "article"})
_TELLING: Final = ("headline", "datePublished", "author", "publisher", "articleBody", "dateModified", "description")


@dataclass(frozen=True)
class Node:
    """One JSON-LD object. `own` says that it stands for the page or a main part of it, not for a listed other one."""

    fields: Fields
    index: Mapping[str, Fields] = field(repr=False, default_factory=dict)
    own: bool = True

    @property
    def types(self) -> frozenset[str]:
        """Its types without their vocabulary's address."""
        return frozenset(_term(value) for value in _listed(self.fields.get("@type")) if isinstance(value, str))

    def has(self, name: str) -> bool:
        """Whether the property says anything."""
        return self.fields.get(name) not in (None, "", [], {})

    def text(self, name: str) -> str | None:
        """The property's first text, line breaks kept; a nested node gives its name."""
        return next(iter(self.texts(name)), None)

    def texts(self, name: str) -> tuple[str, ...]:
        """All texts of the property, in order, each once."""
        return distinct(self._words(self.fields.get(name)), _MAX_VALUES)

    def flag(self, name: str) -> bool | None:
        """The property as a truth value: JSON's own or the words for it."""
        word = next((str(value).strip().casefold() for value in _listed(self.fields.get(name))), "")
        return {"true": True, "false": False, "yes": True, "no": False, "1": True, "0": False}.get(_term(word))

    def nodes(self, name: str) -> tuple["Node", ...]:
        """The property's objects, references to other nodes of the page resolved; bare texts become named nodes."""
        values = _listed(self.fields.get(name))[:_MAX_VALUES]
        return tuple(node for value in values if (node := self._node(value)) is not None)

    def _node(self, value: JsonValue) -> "Node | None":
        if isinstance(value, str):
            return Node(self.index.get(value) or {"name": value}, self.index)
        if not isinstance(value, dict):
            return None
        fields = {_term(key): part for key, part in value.items()}
        target = self.index.get(str(fields.get("@id")), {})
        return Node({**target, **fields}, self.index)

    def _words(self, value: JsonValue) -> Iterator[str | None]:
        for part in _listed(value)[:_MAX_VALUES]:
            if isinstance(part, bool) or part is None:
                continue
            if isinstance(part, str | int | float):
                yield plain_text(str(part), _TEXT_CHARACTERS)
            elif (node := self._node(part)) is not None:
                named = (node.fields.get(key) for key in ("name", "@value", "headline", "@id", "url"))
                yield next(
                    (plain_text(word, _TEXT_CHARACTERS) for word in named if isinstance(word, str) and word), None
                )


def find_nodes(tree: HtmlElement) -> tuple[Node, ...]:
    """Every object of every JSON-LD script, in page order, at most some thousands."""
    return _nodes_of(tuple(_scripts(tree)))


@lru_cache(maxsize=1)  # a page is asked several times, and live blogs state a few hundred kB
def _nodes_of(scripts: tuple[str, ...]) -> tuple[Node, ...]:
    found = [(_plain_keys(fields), own) for text in scripts for fields, own in _objects(parse_json(text))][:_MAX_NODES]
    index: dict[str, Fields] = {}
    for fields, _ in found:
        name = fields.get("@id")
        if isinstance(name, str) and len(fields) > len(index.get(name, {"@id": name})):
            index[name] = fields
    return tuple(Node(fields, index, own) for fields, own in found)


def article_node(tree: HtmlElement, address: str | None, nodes: tuple[Node, ...] | None = None) -> Node | None:
    """The node about this page's article; None if the page states none.

    An article listed inside something else counts only if its address is the page's; one whose address is another
    page's, only if the page shows its headline. Of several, the page's address decides, then how much a node says; what
    it leaves out is taken from its doubles (same address or headline).
    """
    addresses, titles = page_addresses(tree, address), _titles(tree)
    nodes = find_nodes(tree) if nodes is None else nodes
    stated = (node for node in nodes if node.types & ARTICLE_TYPES)
    articles = [
        node
        for node in stated
        if _is_about(node, addresses) or (node.own and not _is_of_another_page(node, addresses, titles))
    ]
    if not articles:
        return None
    best = max(articles, key=lambda node: (_is_about(node, addresses), sum(map(node.has, _TELLING))))
    merged: dict[str, JsonValue] = {}
    for double in (node for node in articles if _are_doubles(node, best)):
        merged.update({key: value for key, value in double.fields.items() if double.has(key)})
    merged.update({key: value for key, value in best.fields.items() if best.has(key)})
    return Node(merged, best.index)


def page_node(nodes: Iterable[Node]) -> Node | None:
    """The node about the page itself where it states a date of publication: what pages without an article node have."""
    dated = (node for node in nodes if node.types & _PAGE_TYPES and node.own and node.has("datePublished"))
    return next(dated, None)


def page_addresses(tree: HtmlElement, address: str | None) -> tuple[str, ...]:
    """The addresses the page is known by: where it came from, `rel=canonical`, `og:url`."""
    links = tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
    stated = [str(link) for link in links[:4]] if isinstance(links, list) else []
    return tuple(url for link in (address, *stated) if (url := absolute_url(link, address)))


def stated_addresses(node: Node) -> tuple[str, ...]:
    """The absolute addresses a node gives for itself, the page it is the main part of included."""
    pages = [page.fields.get(key) for page in node.nodes("mainEntityOfPage") for key in ("@id", "url", "name")]
    own = [value for key in ("url", "@id") for value in _listed(node.fields.get(key))]
    return tuple(url for value in (*own, *pages) if isinstance(value, str) and (url := absolute_url(value)))


def _is_about(node: Node, addresses: Iterable[str]) -> bool:
    stated = stated_addresses(node)
    return any(same_page(one, other) for one in addresses for other in stated)


def _is_of_another_page(node: Node, addresses: tuple[str, ...], titles: tuple[str, ...]) -> bool:
    """Whether an article that is not at the page's address has a headline of its own too.

    Its address alone proves nothing: front pages and addresses inside the CMS are stated as well.
    """
    elsewhere = any(not is_home(url) for url in stated_addresses(node)) and bool(addresses)
    headline = letters_of(node.text("headline") or "")
    if not (elsewhere and headline and titles):
        return False
    return not any(headline in title or title in headline for title in titles)


def _titles(tree: HtmlElement) -> tuple[str, ...]:
    """The letters of what the page calls itself: `<title>`, `<h1>`, `og:title`."""
    elements = islice(tree.iter("title", "h1"), _MAX_TITLES)
    lines = [plain_line("".join(islice(element.itertext(), _MAX_TITLES))) for element in elements]
    titles = (letters_of(line) for line in (*lines, meta_tags(tree).text("og:title")) if line)
    return tuple(title for title in titles if title)


def _are_doubles(one: Node, other: Node) -> bool:
    if one.has("headline") and one.text("headline") == other.text("headline"):
        return True
    return any(same_page(a, b) for a in stated_addresses(one) for b in stated_addresses(other))


def _scripts(tree: HtmlElement) -> Iterator[str]:
    scripts = (script for script in tree.iter("script") if "ld+json" in script.get("type", "").lower())
    yield from ("".join(script.itertext()) for script in islice(scripts, _MAX_SCRIPTS))


def _objects(root: JsonValue) -> Iterator[tuple[dict[str, JsonValue], bool]]:
    """The objects of a script in order, each with whether only main parts lead to it."""
    waiting: list[tuple[JsonValue, int, bool]] = [(root, 0, True)]
    given = 0
    while waiting and given < _MAX_NODES:
        value, level, own = waiting.pop()
        if level > _MAX_LEVELS:
            continue
        if isinstance(value, list):
            waiting.extend((part, level + 1, own) for part in reversed(value))
        elif isinstance(value, dict):
            given += 1
            yield value, own
            inner = ((part, level + 1, own and _term(key) in _OWN_PATH) for key, part in value.items())
            waiting.extend(reversed([entry for entry in inner if isinstance(entry[0], list | dict)]))


def _plain_keys(fields: Mapping[str, JsonValue]) -> Fields:
    return {_term(key): value for key, value in fields.items()}


def _term(name: str) -> str:
    """A property's or type's name without prefix or vocabulary: `schema:name`, `https://schema.org/name`."""
    return name.rstrip("/").rpartition("/")[2].rpartition("#")[2].removeprefix("schema:") or name


def _listed(value: JsonValue) -> list[JsonValue]:
    """A property's values as one flat list: lists of lists and `@list` are both in use."""
    if isinstance(value, dict) and "@list" in value:
        value = value["@list"]
    if not isinstance(value, list):
        return [] if value is None else [value]
    return [part for entry in value for part in (entry if isinstance(entry, list) else [entry])]
