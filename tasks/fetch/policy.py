"""How one source is fetched: what it may cost, how polite, and where to. Values only; the caller reads the source."""

import re
from dataclasses import dataclass, field
from typing import Final

from schemas.errors import ConfigError

_TOKEN: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_VALUE: Final = re.compile(r"[\x21-\x7e\x80-\xff]([\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?")
_OURS: Final = frozenset(
    {
        *("accept-encoding", "connection", "content-length", "expect", "host", "if-modified-since", "if-none-match"),
        *("keep-alive", "proxy-authorization", "proxy-connection", "range", "te", "trailer", "transfer-encoding"),
        *("upgrade", "user-agent"),
    }
)


@dataclass(frozen=True)
class FetchLimits:
    """What one address may cost."""

    payload_bytes: int = 20_000_000
    """Of a body, as sent and unpacked."""
    connect_seconds: float = 10.0
    idle_seconds: float = 15.0
    """Without a byte from the server."""
    total_seconds: float = 60.0
    """For one request, from connecting to the last byte."""
    redirects: int = 10
    tries: int = 3
    backoff_seconds: float = 1.0
    """Before the second try, on average; twice as long before each further one."""
    wait_seconds: float = 60.0
    """The longest pause between two tries, and the longest Retry-After that is waited for."""
    failures_in_a_row: int = 5
    """Addresses of one host that fail, one after another, before the host is left alone for the run."""


@dataclass(frozen=True)
class FetchPolicy:
    """How one source is fetched."""

    source: str
    user_agent: str
    """Names the program and where its owner can be reached: `dateline/1.0 (+https://example.org/about-our-bot)`."""
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """Sent to the origin of each address asked for, never to another one; may hold secrets."""
    seconds_between_requests: float = 1.0
    """To one host. Of several sources that name the same host the slowest is heard."""
    requests_at_once: int = 2
    """To one host; of several sources the fewest."""
    crawl_delay_seconds: float = 30.0
    """The longest Crawl-delay of a robots.txt that is kept."""
    ports: frozenset[int] = frozenset({80, 443})
    allow_private: bool = False
    """Whether loopback and private networks may be asked. Link-local and metadata addresses never are."""
    limits: FetchLimits = FetchLimits()

    def __post_init__(self) -> None:
        """Raises ConfigError for what no request can be made of; the message never holds a header's value."""
        if not _VALUE.fullmatch(self.user_agent) or not _TOKEN.match(self.user_agent):
            raise ConfigError(f"source {self.source}: a user agent is one line that begins with the program's name")
        for name, value in self.headers:
            if not _TOKEN.fullmatch(name) or name.lower() in _OURS:
                raise ConfigError(f"source {self.source}: header {name!r} cannot be set; remove it")
            if not _VALUE.fullmatch(value):
                raise ConfigError(f"source {self.source}: the value of header {name} is empty or no single line")
        if self.seconds_between_requests < 0 or self.requests_at_once < 1 or self.limits.tries < 1:
            raise ConfigError(f"source {self.source}: at least 0 seconds between requests, 1 at once and 1 try")

    @property
    def product(self) -> str:
        """The name that robots.txt files know us by."""
        found = _TOKEN.match(self.user_agent)
        return found[0] if found else self.user_agent
