"""What takedowns cover: asked before a page is fetched, read, imported or committed.

In: addresses, digests and article ids. Out: the takedown that covers them, or None. Nothing is removed here.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from schemas.captures import StoredCapture
from schemas.errors import ConfigError
from schemas.words import TakedownKind
from tasks.extract.identity import article_id
from tasks.extract.urls import clean_url
from tasks.store import Snapshot

_COLUMNS: Final = ("takedown_id", "kind", "pattern", "article_ids", "payload_digests")
_NARROW: Final = re.compile(r"https?://[^/*]+/[^*]+\*.*|file:///[^/*]+/.*")
_BEGINNINGS: Final = ("http://", "https://", "file:", "*")


@dataclass(frozen=True)
class Asked:
    """What somebody asked to forget, in the one spelling it is compared in."""

    kind: TakedownKind
    pattern: str

    def pages(self) -> "ForgottenPages":
        """What it would cover, as far as addresses tell."""
        row = {"takedown_id": self.pattern, "kind": self.kind, "pattern": self.pattern}
        return ForgottenPages([{**row, "article_ids": [], "payload_digests": []}])


def asked(text: str, *, wide: bool = False) -> Asked:
    """What a user's text asks for: an address, `file:` URI or path; or a pattern if it has a `*`.

    Before its first `*` a pattern has to name a host and part of a path, or a folder; `wide` lets others pass.

    Raises:
        ConfigError: it is too wide, or no address.
    """
    if "*" not in text:
        return Asked(TakedownKind.URL, clean_url(text) or text)
    pattern = clean_url(text) or text
    if not pattern.startswith(_BEGINNINGS):
        raise ConfigError(f"{text}: begin a pattern with https://, http:// or file:///, as addresses do")
    if not wide and not _NARROW.fullmatch(pattern):
        raise ConfigError(
            f"{text} covers a whole site or more: name part of a path before the first *, as in "
            "https://news.example/2024/*, or say --wide --yes if that is what you want"
        )
    return Asked(TakedownKind.PATTERN, pattern)


class ForgottenPages:
    """What takedowns cover. A plain class: Prefect looks through mappings and dataclasses it passes on."""

    def __init__(self, takedowns: Iterable[Mapping[str, object]]) -> None:
        self._urls: dict[str, str] = {}
        self._patterns: list[tuple[re.Pattern[str], str]] = []
        self._articles: dict[str, str] = {}
        self._digests: dict[str, str] = {}
        for row in takedowns:
            self._add(row)

    @classmethod
    def of(cls, snapshot: Snapshot) -> "ForgottenPages":
        """What the takedowns of a snapshot cover."""
        return cls(snapshot.read("takedowns", _COLUMNS).to_pylist())

    def __bool__(self) -> bool:
        return bool(self._urls or self._patterns or self._articles or self._digests)

    def by_address(self, *addresses: str | None) -> str | None:
        """The takedown that covers one of the addresses, in any spelling: to be asked before a page is fetched."""
        names = [name for address in addresses if address is not None for name in (address, clean_url(address)) if name]
        return next(filter(None, map(self._by_name, dict.fromkeys(names))), None)

    def by_article(self, article: str) -> str | None:
        """The takedown an article went with."""
        return self._articles.get(article)

    def by_digest(self, digest: str) -> str | None:
        """The takedown that a payload's article went with."""
        return self._digests.get(digest)

    def of_capture(self, capture: StoredCapture | Mapping[str, str | None]) -> str | None:
        """The takedown that covers a capture, or the row of one, by its addresses or its payload."""
        row = dict(capture)
        digest = str(row["payload_digest"])
        return self.by_digest(digest) or self.by_address(row["target_uri"], row["final_url"], row["source_path"])

    def _by_name(self, name: str) -> str | None:
        known = self._urls.get(name) or self._articles.get(article_id(name, source="", source_path=""))
        return known or next((takedown for pattern, takedown in self._patterns if pattern.fullmatch(name)), None)

    def _add(self, row: Mapping[str, object]) -> None:
        takedown, pattern = str(row["takedown_id"]), str(row["pattern"])
        if row["kind"] == TakedownKind.URL:
            self._urls.setdefault(pattern, takedown)
        else:
            self._patterns.append((_matcher(pattern), takedown))
        self._articles.update(dict.fromkeys(_texts(row["article_ids"]), takedown))
        self._digests.update(dict.fromkeys(_texts(row["payload_digests"]), takedown))


def _matcher(pattern: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, pattern.split("*"))), re.DOTALL)


def _texts(value: object) -> Sequence[str]:
    return [str(one) for one in value] if isinstance(value, list) else []
