"""A JSON Feed (jsonfeed.org, versions 1 and 1.1) in, its candidates out.

feedparser 6 does not read them. What another kind of JSON holds is not guessed at.
"""

import json
from collections.abc import Iterator, Mapping
from itertools import islice

from schemas.candidates import Candidate, Discovered, Further
from schemas.words import FlawReason, OriginKind, RejectReason
from tasks.discover.feed_entries import mappings_of, texts_of
from tasks.discover.origin import Flaws, Origin, rejected
from tasks.discover.said import Said, address, candidate, date, fit_address, language, line, names, summary, words


def discover_json_feed(text: str, origin: Origin, flaws: Flaws, most: int) -> Discovered:
    """The candidates of a JSON Feed, in its order, at most `most`.

    Raises:
        RejectedRecord: it is no JSON, or no feed.
    """
    feed = _parsed(text)
    items = feed.get("items")
    if not isinstance(items, list):
        raise rejected(RejectReason.NOT_A_FEED, "JSON without the list `items` of a JSON Feed")
    if len(items) > most:
        flaws.add(FlawReason.TOO_MANY, f"{len(items)} items; the first {most} are read", len(items) - most)
    further = fit_address(texts_of(feed, "next_url"), origin.url)
    return Discovered(
        title=title.value if (title := line(texts_of(feed, "title"), "feed:title")) else None,
        candidates=tuple(_candidates(items[:most], feed, origin, flaws)),
        further=(Further(url=further, kind=OriginKind.FEED, date_modified=None),)
        if further and further != origin.url
        else (),
        flaws=flaws.rows(),
        skipped=(),
    )


def _parsed(text: str) -> Mapping[str, object]:
    try:
        feed: object = json.loads(text)
    except RecursionError as error:
        raise rejected(RejectReason.HOSTILE_MARKUP, "JSON nested without end") from error
    except ValueError as error:
        raise rejected(RejectReason.MALFORMED, f"broken JSON: {error}") from error
    if not isinstance(feed, dict):
        raise rejected(RejectReason.NOT_A_FEED, "JSON that is no object")
    return feed


def _candidates(items: list[object], feed: Mapping[str, object], origin: Origin, flaws: Flaws) -> Iterator[Candidate]:
    for item in items:
        if not isinstance(item, dict):
            flaws.add(FlawReason.BAD_ENTRY, f"an item that is no object: {item!r:.80}")
            continue
        stated = _address_of(item)
        if stated is None:
            flaws.add(FlawReason.NO_ADDRESS, texts_of(item, "title") or "an item without a title")
            continue
        found = candidate(origin, stated, _said(item, feed, origin, flaws), flaws)
        if found is not None:
            yield found


def _said(item: Mapping[str, object], feed: Mapping[str, object], origin: Origin, flaws: Flaws) -> Said:
    tongue = texts_of(item, "language") or texts_of(feed, "language")
    authors = mappings_of(item, "authors") or mappings_of(item, "author")
    published = date(texts_of(item, "date_published"), "feed:date_published", flaws, tongue)
    modified = date(texts_of(item, "date_modified"), "feed:date_modified", flaws, tongue)
    return Said(
        headline=line(texts_of(item, "title"), "feed:title"),
        author=names((name for one in authors if (name := texts_of(one, "name"))), "feed:author"),
        date_published=published,
        date_modified=modified,
        keywords=words(_tags(item), "feed:tags"),
        description=summary(texts_of(item, "summary"), "feed:summary"),
        image_url=address(texts_of(item, "image") or texts_of(item, "banner_image"), origin.url, "feed:image"),
        in_language=language(tongue, "feed:language"),
    )


def _address_of(item: Mapping[str, object]) -> str | None:
    identity = texts_of(item, "id") or ""
    named = texts_of(item, "url") or texts_of(item, "external_url")
    return named or (identity if identity.startswith(("http://", "https://")) else None)


def _tags(item: Mapping[str, object]) -> Iterator[str]:
    tags = item.get("tags")
    yield from (tag for tag in islice(tags if isinstance(tags, list) else (), 1_000) if isinstance(tag, str))
