"""Who wrote the article: people, agencies and the byline, kept apart.

In: the page's statements. Out: one bundle for the columns `author`, `source_organization` and `byline`. Taking a
credit line apart is `names`' business.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tasks.extract.byline import Byline, visible_byline
from tasks.extract.elsewhere import said_author
from tasks.extract.json_ld import Node
from tasks.extract.names import Names, sort_names
from tasks.extract.plain import distinct, plain_line
from tasks.extract.statements import Found, Statements

_META: Final = (
    "author article:author article:author_name og:article:author og:author byl parsely-author sailthru.author "
    "cxenseparse:author mrf:authors lp.article:author authors byline citation_author dcsext.author rbauthors "
    "dc.creator dcterms.creator creator"
)
_MAX_NAMES: Final = 30


@dataclass(frozen=True)
class Credits:
    """Who is credited. `credited` is everyone the chosen statement names, as written, organisations included."""

    people: Found[tuple[str, ...]] | None
    agencies: Found[tuple[str, ...]] | None
    byline: Found[str] | None
    credited: tuple[str, ...]


def credits(page: Statements) -> Credits:
    """People from the first statement that names any: JSON-LD, microdata, the visible byline, meta tags.

    Agencies come from that statement, JSON-LD and the byline; where no people are named, from all statements.
    The feed that named the page counts where the page credits nobody.
    """
    byline = visible_byline(page)
    others = (*page.site_names, *_organisations(page))
    read = [(sort_names(lines, others), method) for lines, method in _statements(page, byline)]
    if (said := said_author(page)) and not any(names.credited for names, _ in read):
        read.append((sort_names(said.value, others), said.method))
    named = next(((names, method) for names, method in read if names.people), None)
    spoken = sort_names(byline.credits, others) if byline else Names()
    sources = [*read[:1], named, (spoken, byline.method if byline else "")] if named else read
    agencies = [(name, method) for names, method in (*sources, *_suppliers(page)) for name in names.agencies]
    first = named or next(((names, method) for names, method in read if names.credited), None)
    return Credits(
        people=Found(named[0].people, named[1]) if named else None,
        agencies=Found(distinct((name for name, _ in agencies), _MAX_NAMES), agencies[0][1]) if agencies else None,
        byline=Found(byline.text, byline.method) if byline else None,
        credited=first[0].credited if first else (),
    )


def _statements(page: Statements, byline: Byline | None) -> Iterator[tuple[tuple[str, ...], str]]:
    """Credit lines by where they stand, the strongest first."""
    yield tuple(_node_names(page)), "json_ld:author"
    yield page.node.texts("byline") if page.node else (), "json_ld:byline"
    yield page.items.get("author", ()), "html:itemprop=author"
    if byline:
        yield byline.credits, byline.method
    for name in _META.split():
        lines = tuple(content for _, content in page.meta.all(name) if _is_written(content))
        yield lines, f"meta:{name}"


def _suppliers(page: Statements) -> Iterator[tuple[Names, str]]:
    """What JSON-LD says the text came from; agencies are also stated as its publisher."""
    for name in ("sourceOrganization", "provider", "publisher"):
        if page.node:
            yield sort_names(page.node.texts(name), ()), f"json_ld:{name}"


def _node_names(page: Statements) -> Iterator[str]:
    """The names JSON-LD gives for authors, people and organisations alike."""
    for author in _authors(page):
        line = plain_line(author.text("name") or author.text("byline") or "")
        if line and "://" not in line:
            yield line


def _organisations(page: Statements) -> Iterator[str]:
    """The names JSON-LD gives for authors that it says are no people."""
    for author in _authors(page):
        is_other = any(kind.endswith("Organization") for kind in author.types) and "Person" not in author.types
        if is_other and (name := plain_line(author.text("name") or "")):
            yield name


def _authors(page: Statements) -> tuple[Node, ...]:
    if page.node is None:
        return ()
    return page.node.nodes("author") or page.node.nodes("creator")


def _is_written(content: str) -> bool:
    """Whether a tag holds a name rather than an address, a handle or a slug."""
    is_slug = " " not in content and content.islower() and "-" in content
    return "://" not in content and not content.startswith("@") and not is_slug
