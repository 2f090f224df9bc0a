"""What an article is filed under: sections, keywords, and the summary the page states.

In: the page's statements. Out: lists and one text, as stated. Nothing is made up from the body.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from tasks.extract.elsewhere import said_description, said_keywords, said_sections
from tasks.extract.plain import distinct, plain_line
from tasks.extract.statements import Found, Statements

_MAX_WORDS, _WORD_CHARACTERS = 200, 200
_DESCRIPTION_CHARACTERS: Final = 4_000
_BETWEEN: Final = re.compile(r"\s*[,;|、]\s*")
_KEYWORDS: Final = ("news_keywords", "keywords", "parsely-tags", "sailthru.tags", "citation_keywords", "dc.subject")
_SECTIONS: Final = (
    "article:section",
    "parsely-section",
    "cxenseparse:section",
    "og:article:section",
    "dc.type.section",
)
_DESCRIPTIONS: Final = (
    "description",
    "og:description",
    "twitter:description",
    "dc.description",
    "sailthru.description",
)


def keywords(page: Statements) -> Found[tuple[str, ...]] | None:
    """Keywords as stated: JSON-LD, then `article:tag`, the keyword tags, its feed; one long text is taken apart."""
    if page.node and (words := _words(page.node.texts("keywords"))):
        return Found(words, "json_ld:keywords")
    if words := distinct((content for _, content in page.meta.all("article:tag", "og:article:tag")), _MAX_WORDS):
        return Found(_words(words), "meta:article:tag")
    for name in _KEYWORDS:
        if words := _words(content for _, content in page.meta.all(name)):
            return Found(words, f"meta:{name}")
    return said_keywords(page)


def article_section(page: Statements) -> Found[tuple[str, ...]] | None:
    """Sections as stated by JSON-LD, the meta tags or its feed."""
    if page.node and (words := _each(page.node.texts("articleSection"))):
        return Found(words, "json_ld:articleSection")
    for name in _SECTIONS:
        if words := _each(content for _, content in page.meta.all(name)):
            return Found(words, f"meta:{name}")
    return said_sections(page)


def description(page: Statements) -> Found[str] | None:
    """The summary as stated by JSON-LD, the meta tags or its feed."""
    for text, method in _descriptions(page):
        if line := plain_line(text, _DESCRIPTION_CHARACTERS):
            return Found(line, method)
    return said_description(page)


def _descriptions(page: Statements) -> Iterator[tuple[str, str]]:
    if page.node:
        yield page.node.text("description") or "", "json_ld:description"
    for name, content in page.meta.all(*_DESCRIPTIONS):
        yield content, f"meta:{name}"


def _words(texts: Iterable[str]) -> tuple[str, ...]:
    """The keywords in lists and in texts that hold several with commas between them."""
    return _each(word for text in texts for word in _BETWEEN.split(text[: _MAX_WORDS * _WORD_CHARACTERS]))


def _each(words: Iterable[str]) -> tuple[str, ...]:
    lines = (plain_line(word, _WORD_CHARACTERS) for word in words)
    return distinct((line for line in lines if line and "://" not in line), _MAX_WORDS)
