"""What a site asks of those who fetch it: robots.txt (RFC 9309) and tdmrep.json (W3C TDM Reservation Protocol).

In: the bytes of both files. Out: whether an address may be fetched, how slowly, and what is said against use by
machines. That last is recorded and not judged: what may be done with a text is for those who use it.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from protego import Protego

ROBOTS_BYTES: Final = 500 * 1024
"""What RFC 9309 says must be read of a robots.txt; the rest is passed over."""

ROBOTS_PATH: Final = "/robots.txt"
TDM_PATH: Final = "/.well-known/tdmrep.json"
_EVERYTHING: Final = Protego.parse("")
_MOST_WILDCARDS: Final = 5_000  # each is looked for in each address
_MOST_WILDCARDS_IN_LOCATION: Final = 10
_MOST_LOCATIONS: Final = 1_000
_LONGEST_LOCATION: Final = 2_000

# Agents that fetch for language models and data sets, as their operators name them. A site that shuts them out says
# something about machines, whoever reads it.
_AI_AGENTS: Final = (
    "AI2Bot",
    "Amazonbot",
    "anthropic-ai",
    "Applebot-Extended",
    "Bytespider",
    "CCBot",
    "ChatGPT-User",
    "ClaudeBot",
    "cohere-ai",
    "Diffbot",
    "Google-Extended",
    "GPTBot",
    "meta-externalagent",
    "OAI-SearchBot",
    "omgili",
    "PerplexityBot",
)


_AGENT_LINE: Final = re.compile(r"user[ -]?agent(?:\s*:|\s)\s*(.*)", re.IGNORECASE)
_OTHERS: Final = "User-agent: (any other)"


@dataclass(frozen=True)
class SiteRules:
    """What the site of one origin wants of one product, as it said at `read_at`."""

    read_at: datetime
    robots: Protego
    reserved: Protego
    """The locations of tdmrep.json, as the rules of a robots.txt: what is disallowed is reserved."""
    named: tuple[str, ...] = ()
    """Known agents that fetch for language models and data sets, as far as robots.txt names them."""
    unreachable: str | None = None
    """Why robots.txt could not be had; None if it could, or there is none."""

    def allow(self, url: str, product: str) -> bool:
        """Whether robots.txt lets a product fetch an address."""
        return self.robots.can_fetch(url, product)

    def crawl_delay(self, product: str) -> float:
        """Seconds between two requests; 0 if the site does not say."""
        stated = self.robots.crawl_delay(product) or 0.0
        return stated if stated > 0 else 0.0  # no number is not above 0 either

    def opt_outs(self, url: str) -> tuple[str, ...]:
        """What the site says against use of an address by machines."""
        shut_out = [f"robots.txt: {agent}" for agent in self.named if not self.robots.can_fetch(url, agent)]
        reserved = [] if self.reserved.can_fetch(url, "any") else ["tdmrep.json: tdm-reservation=1"]
        return (*shut_out, *reserved)


def no_rules(read_at: datetime, unreachable: str | None = None) -> SiteRules:
    """The rules of a site that states none, or whose robots.txt cannot be had."""
    return SiteRules(read_at, _EVERYTHING, _EVERYTHING, unreachable=unreachable)


def rules_of(read_at: datetime, robots: bytes, product: str, reserved: Protego) -> SiteRules:
    """The rules in the first 500 KiB of a robots.txt; a last line cut in two there does not count."""
    head = robots[:ROBOTS_BYTES]
    if len(robots) > ROBOTS_BYTES:
        head = head[: max(head.rfind(b"\n"), head.rfind(b"\r")) + 1]
    text = head.decode("utf-8-sig", "replace").replace("\x00", "")
    lines = list(_concerning(text, {"*": "*", **{name.lower(): name for name in (*_AI_AGENTS, product)}}))
    if sum(line.count("*") for line in lines) > _MOST_WILDCARDS:
        return no_rules(read_at, f"{ROBOTS_PATH}: more than {_MOST_WILDCARDS} wildcards")
    named = tuple(agent for agent in _AI_AGENTS if f"User-agent: {agent}" in lines)
    return SiteRules(read_at, Protego.parse("\n".join(lines)), reserved, named)


def reserved_of(content: bytes) -> Protego:
    """The locations a tdmrep.json reserves; a file that is none reserves nothing.

    Locations are matched the way robots.txt matches paths, with `*` and `$`, the longest first.
    """
    try:
        stated = json.loads(content)
    except (ValueError, RecursionError):
        return _EVERYTHING
    locations = stated[:_MOST_LOCATIONS] if isinstance(stated, list) else []
    return Protego.parse("\n".join(["User-agent: *", *(line for one in locations if (line := _rule(one)))]))


def header_opt_outs(headers: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """What response headers (names in lower case) say against use by machines."""
    found = [f"x-robots-tag: {value[:200]}" for name, value in headers if name == "x-robots-tag" and _is_against(value)]
    reserved = any(name == "tdm-reservation" and value.strip() == "1" for name, value in headers)
    return (*dict.fromkeys(found), *(["tdm-reservation: 1"] if reserved else []))


def _concerning(text: str, known: Mapping[str, str]) -> Iterator[str]:
    """The lines, with all unknown agents as one: the parser gives each agent of a group each of its rules."""
    last = ""
    for line in text.splitlines():
        line = line.partition("#")[0].strip()
        agent = _AGENT_LINE.fullmatch(line)
        if agent:
            name = agent[1].partition("/")[0].strip().lower()
            name = name.rstrip("*") or "*"
            line = f"User-agent: {known[name]}" if name in known else _OTHERS
        if line and not (line == last == _OTHERS):
            yield line
            last = line


def _rule(stated: object) -> str | None:
    if not isinstance(stated, dict):
        return None
    location, reservation = stated.get("location"), stated.get("tdm-reservation")
    if not isinstance(location, str) or reservation not in (0, 1) or len(location) > _LONGEST_LOCATION:
        return None
    if location.count("*") > _MOST_WILDCARDS_IN_LOCATION:
        return None
    is_path = location.startswith(("/", "*")) and location.isprintable() and not set(location) & {"#", " "}
    return f"{'Disallow' if reservation else 'Allow'}: {location}" if is_path else None


def _is_against(value: str) -> bool:
    words = {word.strip() for part in value.lower().split(":") for word in part.split(",")}
    return bool(words & {"noai", "noimageai", "noindex", "none", "noarchive"})
