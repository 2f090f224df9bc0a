"""What a page states in `<meta>` tags: OpenGraph, Dublin Core, Parsely, Sailthru and plain names.

In: the parsed page. Out: contents by name. Which name stands for which column is decided where the column is made.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml.html import HtmlElement

from tasks.extract.plain import plain_line

_MAX_TAGS: Final = 1_000
_CHARACTERS: Final = 4_000
_NAMING: Final = ("property", "name", "itemprop", "http-equiv")


@dataclass(frozen=True)
class MetaTags:
    """Contents by lower-case name, in page order."""

    contents: Mapping[str, tuple[str, ...]]

    def all(self, *names: str) -> Iterator[tuple[str, str]]:
        """Name and content of every tag so named: names in the order asked for, tags in page order."""
        for name in names:
            for content in self.contents.get(name, ()):
                yield name, content

    def first(self, *names: str) -> tuple[str, str] | None:
        """Name and content of the first of them."""
        return next(self.all(*names), None)

    def text(self, *names: str) -> str | None:
        """The content of the first of them."""
        found = self.first(*names)
        return found[1] if found else None


def meta_tags(tree: HtmlElement) -> MetaTags:
    """Every named `<meta>` of the page that has content, in one line each."""
    contents: dict[str, list[str]] = {}
    for tag, _ in zip(tree.iter("meta"), range(_MAX_TAGS), strict=False):
        content = plain_line(tag.get("content", ""), _CHARACTERS)
        for attribute in _NAMING:
            if content and (name := tag.get(attribute, "").strip().lower()):
                contents.setdefault(name, []).append(content)
    return MetaTags({name: tuple(values) for name, values in contents.items()})
