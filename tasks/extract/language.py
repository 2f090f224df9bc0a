"""The language a page states, as a BCP 47 tag.

In: the page's statements. Out: one normalised tag, or None. Guessing a language from the text is not done.
"""

import re
from collections.abc import Iterator
from typing import Final

from tasks.extract.elsewhere import said_language
from tasks.extract.statements import Found, Statements

_TAG: Final = re.compile(r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?(?![a-z0-9])(-[a-z0-9-]+)?", re.IGNORECASE)
_NOT_SAID: Final = frozenset({"und", "mul", "zxx", "xx"})


def stated_language(page: Statements) -> Found[str] | None:
    """The page's language: JSON-LD, `<html lang>`, `content-language`, `og:locale`, its feed, in this order."""
    for stated, method in _statements(page):
        tag = language_tag(stated)
        if tag:
            return Found(tag, method)
    return None


def language_tag(stated: str) -> str | None:
    """`stated` in BCP 47's usual case, extensions and encodings dropped: `pt_br.UTF-8` is `pt-BR`; None if none."""
    match = _TAG.match(stated.strip().replace("_", "-"))
    if match is None or match[1].lower() in _NOT_SAID:
        return None
    language, script, region = match[1].lower(), match[2], match[3]
    return "-".join(part for part in (language, script and script.title(), region and region.upper()) if part)


def _statements(page: Statements) -> Iterator[tuple[str, str]]:
    if page.node:
        for node in page.node.nodes("inLanguage"):
            yield node.text("alternateName") or node.text("name") or "", "json_ld:inLanguage"
    root = page.tree.getroottree().getroot()
    yield root.get("lang") or root.get("xml:lang") or "", "html:lang"
    for name, content in page.meta.all("content-language", "inlanguage", "language", "dc.language", "og:locale"):
        yield content, f"meta:{name}"
    if said := said_language(page):
        yield said.value, said.method
