"""Who published the article, and under which licence.

In: the page's statements. Out: the publication's name and the licence as stated. Its domain follows from the URL.
"""

from collections.abc import Iterator

from tasks.extract.agencies import agency_of
from tasks.extract.elsewhere import said_publisher
from tasks.extract.plain import plain_line
from tasks.extract.statements import Found, Statements


def publisher(page: Statements) -> Found[str] | None:
    """The publication's name: JSON-LD's publisher, `og:site_name`, meta tags, WebSite nodes, then the page's feed.

    An agency counts only if nothing else is named: pages name the supplier of a text for its publisher.
    """
    found = [Found(line, method) for text, method in _publishers(page) if (line := plain_line(text)) and _is_name(line)]
    return next((one for one in found if agency_of(one.value) is None), found[0] if found else None)


def license_stated(page: Statements) -> Found[str] | None:
    """The licence the page states for the article: JSON-LD, `rel=license`, meta tags."""
    for text, method in _licenses(page):
        if line := plain_line(text):
            return Found(line, method)
    return None


def _is_name(line: str) -> bool:
    return "://" not in line and not line.startswith("@")


def _publishers(page: Statements) -> Iterator[tuple[str, str]]:
    if page.node:
        yield page.node.text("publisher") or "", "json_ld:publisher"
    for name, content in page.meta.all(
        "og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name"
    ):
        yield content, f"meta:{name}"
    for node in page.nodes:
        if node.own and node.types & {"WebSite", "NewsMediaOrganization"}:
            yield node.text("name") or "", "json_ld:name"
    if said := said_publisher(page):
        yield said.value, said.method


def _licenses(page: Statements) -> Iterator[tuple[str, str]]:
    if page.node:
        for node in page.node.nodes("license"):
            yield node.text("url") or node.text("name") or node.text("@id") or "", "json_ld:license"
    found = page.tree.xpath("//*[self::a or self::link][contains(concat(' ', @rel, ' '), ' license ')]/@href")
    for href in found[:1] if isinstance(found, list) else ():
        yield str(href), "html:rel=license"
    for name, content in page.meta.all("dc.rights.license", "dcterms.license", "license"):
        yield content, f"meta:{name}"
