"""The YAML block some Markdown files begin with.

In: the text of a file. Out: what its front matter states, as written, and the text behind it. Every scalar is taken as
text (YAML would make a boolean of the language `no`, and lose the zone of a date). Front matter that is no mapping, or
names nothing known here, stays text.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import yaml

_MOST_CHARACTERS: Final = 1 << 16
_MOST_ENTRIES: Final = 100
_BLOCK: Final = re.compile(r"\s{0,10}---[ \t]*\n(.{0,65536}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.S)
_LINE: Final = re.compile(r"([A-Za-z][\w .-]{0,40}?)[ \t]*:[ \t]+(.+)")
_NOTHING: Final = frozenset({"", "~", "null", "none"})

_HEADLINE: Final = ("headline", "title")
_DECK: Final = ("alternativeheadline", "subtitle", "deck", "subhead")
_PUBLISHED: Final = ("datepublished", "date", "published", "publishedat", "publishdate", "pubdate", "created")
_MODIFIED: Final = ("datemodified", "modified", "updated", "lastmod", "updatedat")
_AUTHORS: Final = ("author", "authors", "byline", "by")
_ADDRESS: Final = ("canonicalurl", "canonical", "originalurl", "url", "link", "sourceurl", "source", "permalink")
_KEYWORDS: Final = ("keywords", "tags", "tag")
_LANGUAGE: Final = ("inlanguage", "language", "lang", "locale")
_DESCRIPTION: Final = ("description", "summary", "excerpt", "abstract")
_SECTION: Final = ("articlesection", "section", "sections", "category", "categories")
_PUBLISHER: Final = ("publisher", "publication", "sitename", "site", "newspaper")
_IMAGE: Final = ("image", "cover", "thumbnail", "featuredimage")
_KNOWN: Final = frozenset(
    _HEADLINE + _DECK + _PUBLISHED + _MODIFIED + _AUTHORS + _ADDRESS + _KEYWORDS + _LANGUAGE + _DESCRIPTION + _SECTION
    + _PUBLISHER + _IMAGE
)  # fmt: skip


@dataclass(frozen=True)
class FrontMatter:
    """What front matter states, as written; None or empty for what it does not."""

    headline: str | None = None
    alternative_headline: str | None = None
    date_published: str | None = None
    date_modified: str | None = None
    author: tuple[str, ...] = ()
    url: str | None = None
    keywords: tuple[str, ...] = ()
    in_language: str | None = None
    description: str | None = None
    article_section: tuple[str, ...] = ()
    publisher: str | None = None
    image: str | None = None
    caption: str | None = None
    credit: str | None = None
    is_accessible_for_free: str | None = None
    license: str | None = None


def split_front_matter(text: str) -> tuple[FrontMatter, str]:
    """The front matter and the text behind it; nothing and the whole text where there is none to be read."""
    match = _BLOCK.match(text[: _MOST_CHARACTERS * 2])
    entries = _entries(match[1]) if match else {}
    if match is None or not _KNOWN & entries.keys():
        return FrontMatter(), text
    return _front_matter(entries), text[match.end() :]


def _front_matter(entries: Mapping[str, object]) -> FrontMatter:
    return FrontMatter(
        headline=_one(entries, *_HEADLINE),
        alternative_headline=_one(entries, *_DECK),
        date_published=_one(entries, *_PUBLISHED),
        date_modified=_one(entries, *_MODIFIED),
        author=_many(entries, *_AUTHORS),
        url=_address(entries),
        keywords=_listed(entries, *_KEYWORDS),
        in_language=_language(_one(entries, *_LANGUAGE)),
        description=_one(entries, *_DESCRIPTION),
        article_section=_many(entries, *_SECTION),
        publisher=_one(entries, *_PUBLISHER),
        image=_one(entries, *_IMAGE),
        caption=_one(entries, "imagecaption", "caption") or _inside_image(entries, "caption"),
        credit=_one(entries, "imagecredit", "photocredit", "credit") or _inside_image(entries, "credit"),
        is_accessible_for_free=_one(entries, "isaccessibleforfree"),
        license=_one(entries, "license", "licence"),
    )


def _entries(block: str) -> dict[str, object]:
    """The mapping a block holds, keys in lower case without marks between words."""
    loaded = _loaded(block)
    if not isinstance(loaded, dict):
        loaded = _loaded("\n".join(_quoted(line) for line in block.split("\n")))
    if not isinstance(loaded, dict):
        return {}
    return {_key(key): value for key, value in loaded.items() if isinstance(key, str)}


def _loaded(block: str) -> object:
    """What YAML makes of a block, every scalar as text; None for what is not YAML."""
    try:
        return yaml.load(block, Loader=yaml.BaseLoader)  # text, lists and mappings only: no less safe than safe_load
    except (yaml.YAMLError, RecursionError, ValueError):
        return None


def _quoted(line: str) -> str:
    """A line with its value quoted, where YAML would trip over it: `title: Floods: what we know`, `title: @home`."""
    match = _LINE.fullmatch(line.rstrip())
    if match is None or match[2][0] in "\"'[{|>":
        return line
    return f"{match[1]}: {json.dumps(match[2], ensure_ascii=False)}"


def _key(key: str) -> str:
    return re.sub(r"[\s_.:-]", "", key).lower()


def _one(entries: Mapping[str, object], *names: str) -> str | None:
    return next(iter(_many(entries, *names)), None)


def _many(entries: Mapping[str, object], *names: str) -> tuple[str, ...]:
    """The values under the first of the names that has any, each once."""
    for name in names:
        if values := tuple(dict.fromkeys(_scalars(entries.get(name)))):
            return values
    return ()


def _scalars(value: object) -> Iterator[str]:
    """The texts of a scalar, of a list, and of the mappings (`name:`, `url:`) in either."""
    for part in (value if isinstance(value, list) else [value])[:_MOST_ENTRIES]:
        if isinstance(part, dict):
            named = (part.get(name) for name in ("name", "title", "url", "src", "path"))
            part = next((entry for entry in named if isinstance(entry, str)), None)
        if isinstance(part, str) and part.strip().lower() not in _NOTHING:
            yield " ".join(part.split())


def _listed(entries: Mapping[str, object], *names: str) -> tuple[str, ...]:
    """As `_many`, a single text split at its commas."""
    values = _many(entries, *names)
    if len(values) == 1:
        return tuple(dict.fromkeys(part.strip() for part in values[0].split(",") if part.strip()))
    return values


def _address(entries: Mapping[str, object]) -> str | None:
    """The first value that is a whole web address: `url: /2024/storm` says nothing without its site."""
    values = (_one(entries, name) for name in _ADDRESS)
    return next((value for value in values if value and re.match(r"https?://[^\s/]+\S*$", value, re.I)), None)


def _language(stated: str | None) -> str | None:
    """A BCP 47 tag; None for a language that is stated by name."""
    tag = (stated or "").replace("_", "-").partition(".")[0]
    return tag if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", tag) else None


def _inside_image(entries: Mapping[str, object], name: str) -> str | None:
    for image in (entries.get(key) for key in _IMAGE):
        if isinstance(image, dict):
            return _one(image, name)
    return None
