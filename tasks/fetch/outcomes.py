"""What is asked for, and what becomes of it: exactly one outcome for each request."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from schemas.captures import Capture
from schemas.words import RejectReason

_TRIED_LATER: Final = frozenset(
    {
        RejectReason.NAME_NOT_RESOLVED,
        RejectReason.CONNECTION_FAILED,
        RejectReason.TLS_FAILED,
        RejectReason.TIMED_OUT,
        RejectReason.INVALID_RESPONSE,
        RejectReason.ROBOTS_UNREACHABLE,
        RejectReason.SERVER_FAILED,
        RejectReason.HOST_IS_OVERLOADED,
    }
)


def is_tried_later(reason: RejectReason) -> bool:
    """Whether an address that was not fetched for this reason may be had in a later run."""
    return reason in _TRIED_LATER


@dataclass(frozen=True)
class Earlier:
    """What an earlier response said of itself, so that the server can answer that it has not changed."""

    final_url: str
    """The address it came from: another one has other ETags."""
    etag: str | None
    last_modified: datetime | None


@dataclass(frozen=True)
class FetchRequest:
    """One address to fetch."""

    url: str
    earlier: Earlier | None = None


@dataclass(frozen=True)
class Hop:
    """One redirect: the address that answered, and its status."""

    url: str
    status: int


@dataclass(frozen=True)
class Fetched:
    """A page that came."""

    request: FetchRequest
    capture: Capture
    redirects: tuple[Hop, ...]
    opt_outs: tuple[str, ...]
    """What the site says against use by machines, such as `robots.txt: GPTBot`; recorded, not judged."""


@dataclass(frozen=True)
class Unchanged:
    """A page or feed that is what it was; no body came."""

    request: FetchRequest
    final_url: str
    checked_at: datetime
    redirects: tuple[Hop, ...]
    opt_outs: tuple[str, ...]


@dataclass(frozen=True)
class Unfetched:
    """An address that gave nothing, and why."""

    request: FetchRequest
    source: str
    reason: RejectReason
    detail: str
    redirects: tuple[Hop, ...]


@dataclass(frozen=True)
class Origin:
    """A feed, sitemap, list or index page that came."""

    request: FetchRequest
    final_url: str
    received_at: datetime
    media_type: str
    charset: str | None
    payload: bytes
    etag: str | None
    last_modified: datetime | None
    redirects: tuple[Hop, ...]
    opt_outs: tuple[str, ...]


Outcome = Fetched | Unchanged | Unfetched


class FetchError(Exception):
    """One address cannot be had; the reason and detail of its `Unfetched`."""

    def __init__(
        self, reason: RejectReason, detail: str, *, is_tried_again: bool = False, retry_after: float | None = None
    ) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.is_tried_again = is_tried_again
        """Whether another try at once may do better."""
        self.retry_after = retry_after
        """Seconds the server asks to wait; None if it does not say."""
        self.redirects: tuple[Hop, ...] = ()
