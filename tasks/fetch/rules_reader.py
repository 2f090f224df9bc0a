"""The rules of sites, fetched once a day and kept for everyone.

In: a target about to be asked. Out: its site's rules, by which it may be. robots.txt is read as RFC 9309 says: an
answer 4xx is no rules, an answer 5xx or none is a site to leave alone for now.
"""

import asyncio
from contextlib import suppress
from datetime import timedelta
from typing import Final

from schemas.words import RejectReason
from tasks.fetch.client import Ask, Client, Room
from tasks.fetch.outcomes import FetchError
from tasks.fetch.policy import FetchPolicy
from tasks.fetch.responses import ACCEPTED_ENCODINGS, REDIRECTS, Body
from tasks.fetch.site_rules import ROBOTS_BYTES, ROBOTS_PATH, TDM_PATH, SiteRules, no_rules, reserved_of, rules_of
from tasks.fetch.targets import Target, redirect_target
from tasks.read.http import HttpResponse

_KEPT: Final = timedelta(days=1)
_KEPT_UNREACHABLE: Final = timedelta(minutes=10)
_MOST_REDIRECTS: Final = 5  # RFC 9309: at least five; beyond that the file counts as not there
_PASSED_ON: Final = (
    RejectReason.FORBIDDEN_ADDRESS,
    RejectReason.HOST_IS_OVERLOADED,
    RejectReason.NAME_NOT_RESOLVED,
    RejectReason.TLS_FAILED,
)
"""What would become of the page too, whatever its robots.txt says."""


class RulesReader:
    """Reads the rules of sites. One for an event loop; what it read is kept with the politeness."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._reading: dict[tuple[str, str], asyncio.Lock] = {}

    async def check(self, target: Target, policy: FetchPolicy, room: Room) -> SiteRules:
        """The rules of the target's site, which let it be fetched; its host's turns now keep their crawl delay.

        Raises:
            FetchError: they do not, or cannot be had.
        """
        rules = await self._rules(target, policy, room)
        if rules.unreachable is not None:
            raise FetchError(RejectReason.ROBOTS_UNREACHABLE, rules.unreachable)
        if not rules.allow(target.url, policy.product):
            raise FetchError(RejectReason.ROBOTS_DISALLOWED, f"for {policy.product}")
        delay = min(rules.crawl_delay(policy.product), policy.crawl_delay_seconds)
        self._client.turns(target, policy).slow_down(delay)
        return rules

    async def _rules(self, target: Target, policy: FetchPolicy, room: Room) -> SiteRules:
        key = target.origin, policy.product.lower()
        kept = self._kept(key)
        if kept:
            return kept
        async with self._reading.setdefault(key, asyncio.Lock()):
            kept = self._kept(key)
            if kept is None:
                kept = self._client.politeness.rules[key] = await self._read(target, policy, room)
            return kept

    def _kept(self, key: tuple[str, str]) -> SiteRules | None:
        rules = self._client.politeness.rules.get(key)
        if rules is None:
            return None
        age = self._client.clock() - rules.read_at
        return rules if age < (_KEPT_UNREACHABLE if rules.unreachable else _KEPT) else None

    async def _read(self, target: Target, policy: FetchPolicy, room: Room) -> SiteRules:
        now = self._client.clock()
        try:
            response = await self._file(target.sibling(ROBOTS_PATH), policy, room)
        except FetchError as error:
            if error.reason in _PASSED_ON:
                raise
            return no_rules(now, f"{ROBOTS_PATH}: {error.detail}")
        if response.status >= 500 or response.status == 429:
            return no_rules(now, f"{ROBOTS_PATH}: status {response.status}")
        reserved = b""
        with suppress(FetchError):  # it is no ground to leave the page alone
            reserved = (await self._file(target.sibling(TDM_PATH), policy, room)).body
        # A file made to be hard to read takes seconds; other hosts do not wait for it.
        return await asyncio.to_thread(rules_of, now, response.body, policy.product, reserved_of(reserved))

    async def _file(self, target: Target, policy: FetchPolicy, room: Room) -> HttpResponse:
        """The response at the end of at most five redirects; its body is empty where it is none of 200."""
        response = await self._ask(target, policy, room)
        try:
            for _ in range(_MOST_REDIRECTS):
                location = response.header("location") if response.status in REDIRECTS else None
                if location is None:
                    break
                target = redirect_target(target, location, policy.ports)
                response = await self._ask(target, policy, room)
        except FetchError as error:
            raise FetchError(RejectReason.ROBOTS_UNREACHABLE, f"a redirect: {error.detail}") from error
        return response

    async def _ask(self, target: Target, policy: FetchPolicy, room: Room) -> HttpResponse:
        headers = (("accept", "*/*"), ("accept-encoding", ACCEPTED_ENCODINGS))
        response = await self._client.send(Ask(target, headers, policy, _BODY), room)
        room.leave()
        return response


_BODY: Final = Body(ROBOTS_BYTES + 1, is_cut=True)
