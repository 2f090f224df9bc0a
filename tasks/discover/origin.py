"""One origin as it was received, what is wanted of it, and what is found wrong with it.

In: nothing but values. Out: the words the readers of feeds, sitemaps, pages and lists share. Reading is theirs.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from schemas.candidates import Flaw
from schemas.errors import RejectedRecord
from schemas.words import FlawReason, OriginKind, RejectReason, Stage
from tasks.extract.plain import plain_text

PAYLOAD_BYTES: Final = 52_428_800
"""What sitemaps.org allows a sitemap, uncompressed; no feed or list in good order comes near it."""
_EXAMPLE_CHARACTERS: Final = 300


@dataclass(frozen=True)
class Wanted:
    """Which of the addresses an origin names are asked for; by default all.

    Patterns are regular expressions searched for in the canonical address; one `include` pattern has to match, if there
    are any, and no `exclude` pattern. `languages` are BCP 47 tags: `en` stands for `en-GB` too. Days are inclusive.
    What an origin does not say of an address never leaves it out.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    other_sites: bool = False
    """Whether links of a page to other registrable domains count; feeds, sitemaps and lists name what they want."""


@dataclass(frozen=True)
class Origin:
    """A feed, sitemap, page or list as received; `url` is where it came from, after redirects."""

    kind: OriginKind
    url: str
    payload: bytes
    charset: str | None = None
    """Charset stated beside the payload."""
    wanted: Wanted = Wanted()
    payload_bytes: int = PAYLOAD_BYTES
    """Most bytes read of it, compression undone."""
    entries: int = 1_000_000
    """Most entries read of it, where its format does not set a lower bound."""


@dataclass
class Flaws:
    """What is found wrong with an origin, counted by reason with the first example of each."""

    _met: dict[FlawReason, tuple[int, str]] = field(default_factory=dict)

    def add(self, reason: FlawReason, example: str, count: int = 1) -> None:
        """Counts one more; `example` is kept if it is the first."""
        so_far, first = self._met.get(reason, (0, _shown(example) or reason.meaning))
        self._met[reason] = so_far + count, first

    def found(self, reason: FlawReason) -> str | None:
        """The first example of that reason; None if there is none."""
        return self._met[reason][1] if reason in self._met else None

    def rows(self) -> tuple[Flaw, ...]:
        """What was counted, in the order first met."""
        return tuple(Flaw(reason=one, count=count, example=example) for one, (count, example) in self._met.items())


def _shown(example: str) -> str:
    """The beginning of an example in one line, its markup as it is."""
    return " ".join((plain_text(example, _EXAMPLE_CHARACTERS) or "").split())


def rejected(reason: RejectReason, detail: str) -> RejectedRecord:
    """The reject of a whole origin."""
    return RejectedRecord(Stage.DISCOVER, reason, detail)
