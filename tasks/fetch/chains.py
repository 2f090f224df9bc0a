"""One address, its redirects, and what the sites on the way ask for.

In: a request. Out: the response at the end of its redirects, or the reason there is none. Each address on the way is
checked, is allowed by its site's robots.txt, and gets its host's turn.
"""

from dataclasses import dataclass
from email.utils import format_datetime
from typing import Final

from schemas.words import RejectReason
from tasks.fetch.client import Ask, Client, Room
from tasks.fetch.outcomes import Earlier, FetchError, FetchRequest, Hop
from tasks.fetch.policy import FetchPolicy
from tasks.fetch.responses import ACCEPTED_ENCODINGS, REDIRECTS, Body
from tasks.fetch.rules_reader import RulesReader
from tasks.fetch.site_rules import header_opt_outs
from tasks.fetch.targets import Target, forbidden, redirect_target, target_of
from tasks.read.http import HttpResponse, in_utc

_ACCEPTED: Final = ("accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8")


@dataclass(frozen=True)
class Arrival:
    """Where a chain ended: 200, or 304 for what has not changed."""

    url: str
    response: HttpResponse
    redirects: tuple[Hop, ...]
    opt_outs: tuple[str, ...]


@dataclass(frozen=True)
class Chain:
    """One request on its way."""

    client: Client
    rules: RulesReader
    policy: FetchPolicy
    body: Body
    room: Room

    async def follow(self, request: FetchRequest) -> Arrival:
        """The end of the request's redirects.

        Raises:
            FetchError: there is none that is worth keeping; it knows the redirects up to there.
        """
        hops: list[Hop] = []
        try:
            return await self._follow(request, hops)
        except FetchError as error:
            error.redirects = tuple(hops)
            raise

    async def _follow(self, request: FetchRequest, hops: list[Hop]) -> Arrival:
        first = target = target_of(request.url, self.policy.ports)
        while True:
            rules = await self.rules.check(target, self.policy, self.room)
            ask = Ask(target, self._headers(target, first, request), self.policy, self.body)
            response = await self.client.send(ask, self.room)
            location = response.header("location") if response.status in REDIRECTS else None
            if location is None:
                _check_status(response, ask)
                opt_outs = (*rules.opt_outs(target.url), *header_opt_outs(response.headers))
                return Arrival(target.url, response, tuple(hops), opt_outs)
            hops.append(Hop(target.url, response.status))
            target = _next_target(target, location, hops, self.policy)

    def _headers(self, target: Target, first: Target, request: FetchRequest) -> tuple[tuple[str, str], ...]:
        """The source's headers to the origin they are meant for, validators to the address they are of."""
        given = self.policy.headers if target.origin == first.origin else ()
        names = {name.lower() for name, _ in given}
        accepted = () if "accept" in names else (_ACCEPTED,)
        return (*accepted, ("accept-encoding", ACCEPTED_ENCODINGS), *given, *_validators(target, request.earlier))


def _next_target(here: Target, location: str, hops: list[Hop], policy: FetchPolicy) -> Target:
    """Where a redirect leads.

    Raises:
        FetchError: nowhere that may be asked, to where it came from, or it is one too many.
    """
    if len(hops) > policy.limits.redirects:
        raise FetchError(RejectReason.TOO_MANY_REDIRECTS, f"more than {policy.limits.redirects}")
    try:
        target = redirect_target(here, location, policy.ports)
    except FetchError as error:
        raise forbidden(f"a redirect: {error.detail}") from error
    if any(hop.url == target.url for hop in hops):
        raise FetchError(RejectReason.TOO_MANY_REDIRECTS, "redirects in a circle")
    return target


def _validators(target: Target, earlier: Earlier | None) -> tuple[tuple[str, str], ...]:
    if earlier is None or earlier.final_url != target.url:
        return ()
    found = []
    if earlier.etag and earlier.etag.isascii() and earlier.etag.isprintable():
        found.append(("if-none-match", earlier.etag))
    if earlier.last_modified:
        found.append(("if-modified-since", format_datetime(in_utc(earlier.last_modified), usegmt=True)))
    return tuple(found)


def _check_status(response: HttpResponse, ask: Ask) -> None:
    was_asked = any(name in ("if-none-match", "if-modified-since") for name, _ in ask.headers)
    if response.status == 200 or (response.status == 304 and was_asked):
        return
    if response.status >= 500:
        raise FetchError(RejectReason.SERVER_FAILED, f"status {response.status}")
    raise FetchError(RejectReason.HTTP_STATUS, f"status {response.status}")
