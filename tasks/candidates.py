"""Candidates of one page joined: what several origins say of it, weighed.

In: candidates, from whatever origins. Out: one for each page, with the fullest statement of each column and where that
was found. What makes two addresses one page is `tasks.extract.urls`' business.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from schemas.candidates import Candidate
from schemas.words import DatePrecision, OriginKind
from tasks.extract.urls import page_key
from tasks.page import letters_of

_CUT: Final = re.compile(r"\s*(\.\.\.|…)$")
_EXACTNESS: Final = {None: 0, DatePrecision.DAY: 2, DatePrecision.MINUTE: 4, DatePrecision.SECOND: 6}
_VARIANT: Final = re.compile(r"//(m|mobile|amp)\.|/amp(/|$|\?)|\.amp(\.|$|\?)|/print(/|$|\?)|[?&](amp|print)\b")


def nothing_said(url: str, origin: str, kind: OriginKind) -> Candidate:
    """A candidate of which nothing but its address is said."""
    lists = ("author", "article_section", "keywords", "methods")
    nothing = {name: () if name in lists else None for name in Candidate.model_fields}
    return Candidate.model_validate({**nothing, "url": url, "stated_url": url, "origin": origin, "kind": kind})


def merge_candidates(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """One candidate a page, in the order first named, however its address is spelled."""
    pages: dict[str, list[Candidate]] = {}
    for one in candidates:
        pages.setdefault(page_key(one.url), []).append(one)
    return tuple(same[0] if len(same) == 1 else joined(same) for same in pages.values())


def joined(same: Sequence[Candidate]) -> Candidate:
    """Of each column the fullest statement, of equally full ones the first.

    Address, origin and kind are those of the plainest address: no AMP, mobile or print version, and https.
    """
    plainest = min(same, key=_plainness)
    said = _fullest_by_column(same)
    return Candidate(
        url=plainest.url,
        stated_url=plainest.stated_url,
        origin=plainest.origin,
        kind=plainest.kind,
        headline=said["headline"].headline,
        author=said["author"].author,
        date_published=said["date_published"].date_published,
        date_published_precision=said["date_published"].date_published_precision,
        date_published_offset=said["date_published"].date_published_offset,
        date_modified=said["date_modified"].date_modified,
        date_modified_precision=said["date_modified"].date_modified_precision,
        date_modified_offset=said["date_modified"].date_modified_offset,
        article_section=said["article_section"].article_section,
        keywords=said["keywords"].keywords,
        description=said["description"].description,
        image_url=said["image_url"].image_url,
        in_language=said["in_language"].in_language,
        publisher=said["publisher"].publisher,
        methods=tuple(
            evidence for column, one in sorted(said.items()) for evidence in one.methods if evidence.column == column
        ),
    )


def _fullest_by_column(same: Sequence[Candidate]) -> Mapping[str, Candidate]:
    def fullest(size: Callable[[Candidate], int]) -> Candidate:
        return max(same, key=size)  # the first of equal ones

    return {
        "headline": _best_headline(same),
        "author": fullest(lambda one: len(one.author)),
        "date_published": fullest(
            lambda one: _EXACTNESS[one.date_published_precision] + (one.date_published_offset is not None)
        ),
        "date_modified": fullest(
            lambda one: _EXACTNESS[one.date_modified_precision] + (one.date_modified_offset is not None)
        ),
        "article_section": fullest(lambda one: len(one.article_section)),
        "keywords": fullest(lambda one: len(one.keywords)),
        "description": fullest(lambda one: len(one.description or "")),
        "image_url": fullest(lambda one: one.image_url is not None),
        "in_language": fullest(lambda one: len(one.in_language or "")),
        "publisher": fullest(lambda one: one.publisher is not None),
    }


def _best_headline(same: Sequence[Candidate]) -> Candidate:
    """The first that gives a headline, or the one whose headline goes on where that one is cut."""
    first = next((one for one in same if one.headline), same[0])
    start = letters_of(_CUT.sub("", first.headline or ""))
    is_cut = bool(first.headline and _CUT.search(first.headline))
    longer = (one for one in same if is_cut and one.headline and not _CUT.search(one.headline))
    return next((one for one in longer if letters_of(one.headline or "").startswith(start)), first)


def _plainness(one: Candidate) -> tuple[bool, bool, int]:
    return _VARIANT.search(one.url) is not None, not one.url.startswith("https:"), len(one.url)
