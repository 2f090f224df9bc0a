"""What an origin says of one address in, a candidate out: cleaned, bounded, each value with where it was found.

Reading feeds, sitemaps and pages is done elsewhere; nothing of what they hold is trusted here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from schemas.articles import Evidence
from schemas.candidates import MOST_NAMES, MOST_WORDS, Candidate
from schemas.words import FlawReason
from tasks.discover.origin import Flaws, Origin
from tasks.extract.dates import Stated, parse_stated, parse_written
from tasks.extract.language import language_tag
from tasks.extract.plain import distinct, plain_line
from tasks.extract.statements import Found
from tasks.extract.urls import absolute_url, clean_url, is_redirector, unwrapped

_ADDRESS_CHARACTERS: Final = 2_000
_NAME_CHARACTERS: Final = 200
_SUMMARY_CHARACTERS: Final = 4_000
_TAG_CHARACTERS: Final = 35
_MARKUP: Final = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_UNFIT: Final = re.compile("[\x00-\x20\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True)
class Said:
    """What an origin says of one address, each value cleaned, with where it stands; None where it says nothing."""

    headline: Found[str] | None = None
    author: Found[tuple[str, ...]] | None = None
    date_published: Found[Stated] | None = None
    date_modified: Found[Stated] | None = None
    article_section: Found[tuple[str, ...]] | None = None
    keywords: Found[tuple[str, ...]] | None = None
    description: Found[str] | None = None
    image_url: Found[str] | None = None
    in_language: Found[str] | None = None
    publisher: Found[str] | None = None


NOTHING: Final = Said()


def candidate(origin: Origin, stated: str, said: Said, flaws: Flaws, *, base: str | None = None) -> Candidate | None:
    """The candidate at an address `stated` in an origin; None, counted as a flaw, where it is no web address."""
    address = fit_address(stated, base or origin.url)
    url = clean_url(unwrapped(address)) if address else None
    if address is None or url is None or len(url) > _ADDRESS_CHARACTERS:
        flaws.add(FlawReason.BAD_ADDRESS, stated or "an empty address")
        return None
    if is_redirector(url):
        flaws.add(FlawReason.REDIRECTOR, url)
    published, modified = said.date_published, said.date_modified
    return Candidate(
        url=url,
        stated_url=address,
        origin=origin.url,
        kind=origin.kind,
        headline=said.headline.value if said.headline else None,
        author=said.author.value if said.author else (),
        date_published=published.value.instant if published else None,
        date_published_precision=published.value.precision if published else None,
        date_published_offset=published.value.offset if published else None,
        date_modified=modified.value.instant if modified else None,
        date_modified_precision=modified.value.precision if modified else None,
        date_modified_offset=modified.value.offset if modified else None,
        article_section=said.article_section.value if said.article_section else (),
        keywords=said.keywords.value if said.keywords else (),
        description=said.description.value if said.description else None,
        image_url=said.image_url.value if said.image_url else None,
        in_language=said.in_language.value if said.in_language else None,
        publisher=said.publisher.value if said.publisher else None,
        methods=_methods(said),
    )


def fit_address(stated: str | None, base: str) -> str | None:
    """The absolute web address, resolved against another and at most as long as a column holds; None if it is none."""
    found = absolute_url(stated, base)
    return found if found and len(found) <= _ADDRESS_CHARACTERS and not _UNFIT.search(found.replace(" ", "")) else None


def line(text: str | None, method: str) -> Found[str] | None:
    """A text in one line without markup."""
    found = plain_line(text) if text else None
    return Found(found, method) if found else None


def summary(text: str | None, method: str) -> Found[str] | None:
    """A longer text in one line without markup, scripts and styles."""
    found = plain_line(_MARKUP.sub(" ", text[: 4 * _SUMMARY_CHARACTERS]), _SUMMARY_CHARACTERS) if text else None
    return Found(found, method) if found else None


def names(texts: Iterable[str], method: str) -> Found[tuple[str, ...]] | None:
    """Credits as written, each once."""
    found = distinct((plain_line(text, _NAME_CHARACTERS) for text in texts if "@" not in text), MOST_NAMES)
    return Found(found, method) if found else None


def words(texts: Iterable[str], method: str) -> Found[tuple[str, ...]] | None:
    """Keywords or sections, each once."""
    found = distinct((plain_line(text, _NAME_CHARACTERS) for text in texts if "://" not in text), MOST_WORDS)
    return Found(found, method) if found else None


def address(text: str | None, base: str, method: str) -> Found[str] | None:
    """An absolute address, as stated."""
    found = fit_address(text, base)
    return Found(found, method) if found else None


def language(text: str | None, method: str) -> Found[str] | None:
    """A BCP 47 tag in its usual case."""
    found = language_tag(text[:_TAG_CHARACTERS]) if text else None
    return Found(found, method) if found else None


def date(text: str | None, method: str, flaws: Flaws, tongue: str | None = None) -> Found[Stated] | None:
    """A date as stated, in the words of `tongue` too; what is none is counted as a flaw."""
    if not text or not text.strip():
        return None
    found = parse_stated(text) or parse_written(text, tongue)
    if found is None:
        flaws.add(FlawReason.BAD_DATE, f"{method}: {text[:80]}")
        return None
    return Found(found, method)


def _methods(said: Said) -> tuple[Evidence, ...]:
    found: dict[str, Found[object] | None] = {
        "article_section": said.article_section,
        "author": said.author,
        "date_modified": said.date_modified,
        "date_published": said.date_published,
        "description": said.description,
        "headline": said.headline,
        "image_url": said.image_url,
        "in_language": said.in_language,
        "keywords": said.keywords,
        "publisher": said.publisher,
    }
    return tuple(_evidence(column, one.method) for column, one in found.items() if one is not None)


@lru_cache(maxsize=1_000)
def _evidence(column: str, method: str) -> Evidence:
    """One record for all entries that say a thing in the same place."""
    return Evidence(column=column, method=method)
