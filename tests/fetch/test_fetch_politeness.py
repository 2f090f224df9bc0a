"""Hosts are asked as often as they may be and no more: measured by the log of the server."""

import asyncio
import threading
import time
from contextlib import aclosing
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from fetch_cases import PAGE, in_turn, written
from fetching import NOW, POLICY, fetch, limited
from loopback.website import Raw, Reply, Seen, Website, redirect

from schemas.words import RejectReason
from tasks.fetch import Fetched, Fetcher, FetchRequest, Outcome, Politeness, Unfetched
from tasks.fetch.politeness import HostTurns

TICK = 0.15
RATED = replace(POLICY, seconds_between_requests=TICK)
SLACK = 0.05  # between the start of a request here and its arrival there


def urls(site: Website, host: str, count: int) -> list[str]:
    site.serve(host, "*", Reply(PAGE))
    return [f"http://{host}/{number}" for number in range(count)]


def gaps(site: Website, host: str) -> list[float]:
    """Between the requests to a host, robots.txt included, in order."""
    return [later.at - earlier.at for earlier, later in pairwise(seen for seen in site.seen if seen.host == host)]


def keeps_pause(site: Website, host: str) -> bool:
    """Whether requests came no faster than one a tick; a busy machine may bring one late, and so nearer to the next."""
    found = gaps(site, host)
    return min(found) > TICK / 2 and sum(found) > len(found) * TICK - SLACK


def reasons(outcomes: list[Outcome]) -> list[RejectReason]:
    return [outcome.reason for outcome in outcomes if isinstance(outcome, Unfetched)]


def test_two_requests_to_a_host_are_never_closer_than_its_pause(website: Website) -> None:
    fetch(website, *urls(website, "paced.example", 6), policy=replace(RATED, requests_at_once=4))
    assert len(gaps(website, "paced.example")) == 7
    assert keeps_pause(website, "paced.example")


def test_a_connection_that_is_slow_to_stand_brings_no_two_requests_together(website: Website) -> None:
    closing = written(b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n<p>x")  # so that each page has its own connection
    website.serve("paced.example", "*", lambda seen: closing)
    website.connecting_seconds = [0, 1.2 * TICK]  # the second page would arrive with the third
    fetch(website, *[f"http://paced.example/{number}" for number in range(5)], policy=RATED)
    assert keeps_pause(website, "paced.example")


def test_redirects_and_further_tries_keep_the_pause_too(website: Website) -> None:
    website.serve("paced.example", "/b", in_turn(Reply(status=502), Reply(PAGE)))
    fetch(website, website.serve("paced.example", "/a", redirect("/b")), policy=RATED)
    assert [seen.path for seen in website.asked()] == ["/a", "/b", "/b"]
    assert keeps_pause(website, "paced.example")


def test_two_sources_in_two_threads_together_keep_the_pause_of_the_slower(website: Website) -> None:
    politeness = Politeness()
    pages = urls(website, "shared.example", 8)
    fast = replace(RATED, source="fast", seconds_between_requests=0.01)
    threads = [
        threading.Thread(target=fetch, args=(website, *half), kwargs={"policy": policy, "politeness": politeness})
        for half, policy in ((pages[::2], RATED), (pages[1::2], fast))
    ]
    politeness.host("shared.example", seconds_between=TICK, at_once=2)  # so that neither begins alone
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(website.asked()) == 8
    assert keeps_pause(website, "shared.example")


@pytest.mark.parametrize("at_once", [1, 3])
def test_no_more_requests_to_a_host_at_once_than_allowed(website: Website, at_once: int) -> None:
    running, most = 0, 0

    async def answer(writer: asyncio.StreamWriter) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.05)
        running -= 1
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n<p>x")

    website.serve("narrow.example", "*", lambda seen: answer)
    pages = [f"http://narrow.example/{number}" for number in range(8)]
    politeness = Politeness()
    threads = [
        threading.Thread(
            target=fetch,
            args=(website, *half),
            kwargs={"policy": replace(POLICY, requests_at_once=at_once), "politeness": politeness},
        )
        for half in (pages[::2], pages[1::2])
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(website.asked()) == 8
    assert most == at_once


def test_a_slow_host_holds_up_no_other(website: Website) -> None:
    slow = [f"http://slow.example/{number}" for number in range(4)]
    website.serve("slow.example", "*", lambda seen: written(b"", seconds=0.9))
    outcomes = fetch(website, *slow, *urls(website, "quick.example", 20), policy=limited(tries=1), at_once=3)
    assert len(outcomes) == 24
    assert [outcome.request.url for outcome in outcomes[:20]] == [f"http://quick.example/{n}" for n in range(20)]


def test_waiting_for_a_paced_host_takes_no_place_from_others(website: Website) -> None:
    paced = urls(website, "paced.example", 3)
    politeness = Politeness()
    politeness.host("paced.example", seconds_between=0.6, at_once=5)
    outcomes = fetch(website, *paced, *urls(website, "quick.example", 10), politeness=politeness, at_once=1)
    order = [outcome.request.url.split("/")[2] for outcome in outcomes]
    assert order.index("paced.example") >= 5, "the quick ones come first"


def test_robots_are_asked_for_once_for_many_pages_and_batches(website: Website) -> None:
    politeness = Politeness()
    for _ in range(2):
        fetch(website, *urls(website, "many.example", 12), politeness=politeness)
    assert len(website.asked("/robots.txt")) == len(website.asked("/.well-known/tdmrep.json")) == 1


def test_robots_are_asked_for_again_after_a_day(website: Website) -> None:
    politeness = Politeness()
    page = urls(website, "daily.example", 1)
    for hours in (0, 23, 25):
        fetch(website, *page, politeness=politeness, clock=lambda hours=hours: NOW + timedelta(hours=hours))
    assert len(website.asked("/robots.txt")) == 2


def test_robots_that_could_not_be_had_are_asked_for_again_soon(website: Website) -> None:
    website.serve("robots.example", "/robots.txt", in_turn(Reply(status=500), Reply(b"")))
    politeness = Politeness()
    outcomes = []
    for minutes in (0, 5, 15):
        when = NOW + timedelta(minutes=minutes)
        outcomes += fetch(website, *urls(website, "robots.example", 1), politeness=politeness, clock=lambda w=when: w)
    assert reasons(outcomes) == [RejectReason.ROBOTS_UNREACHABLE] * 2
    assert len(website.asked("/robots.txt")) == 2


@pytest.mark.parametrize(("stated", "kept"), [("0.2", 0.2), ("86400", 0.3), ("soon", 0.0)])
def test_a_crawl_delay_is_kept_up_to_a_limit(website: Website, stated: str, kept: float) -> None:
    website.serve("delay.example", "/robots.txt", Reply(f"User-agent: *\nCrawl-delay: {stated}\n".encode()))
    fetch(website, *urls(website, "delay.example", 3), policy=replace(POLICY, crawl_delay_seconds=0.3))
    between = [later.at - earlier.at for earlier, later in pairwise(website.asked())]
    assert sum(between) > 2 * kept - SLACK
    assert sum(between) < 2 * kept + 5


def test_a_busy_host_is_left_in_peace_by_all(website: Website) -> None:
    busy = Reply(status=429, headers={"retry-after": "1"})
    website.serve("busy.example", "*", in_turn(busy, Reply(PAGE)))
    outcomes = fetch(
        website, *[f"http://busy.example/{n}" for n in range(6)], policy=replace(POLICY, requests_at_once=1)
    )
    assert all(isinstance(outcome, Fetched) for outcome in outcomes)
    first, second = website.asked()[:2]
    assert second.at - first.at > 1 - SLACK


def test_a_host_that_asks_for_a_long_pause_is_not_asked_again(website: Website) -> None:
    website.serve("gone.example", "*", Reply(status=503, headers={"retry-after": "7200"}))
    policy = replace(POLICY, requests_at_once=1)
    outcomes = fetch(website, *[f"http://gone.example/{n}" for n in range(5)], policy=policy)
    assert reasons(outcomes) == [RejectReason.HOST_IS_OVERLOADED] * 5
    assert len(website.asked()) == 1


def test_a_host_of_which_nothing_comes_is_left_alone_after_a_while(website: Website) -> None:
    website.serve("broken.example", "*", Reply(status=500))
    pages = [f"http://broken.example/{number}" for number in range(20)]
    outcomes = fetch(website, *pages, policy=replace(POLICY, requests_at_once=1))
    assert reasons(outcomes) == [RejectReason.SERVER_FAILED] * 5 + [RejectReason.HOST_IS_OVERLOADED] * 15
    assert len(website.asked()) == 5


def test_a_host_that_fails_now_and_then_is_asked_on(website: Website) -> None:
    def answer(seen: Seen) -> Reply | Raw:
        return Reply(PAGE) if int(seen.path[1:]) % 5 == 4 else Reply(status=500)

    website.serve("moody.example", "*", answer)
    pages = [f"http://moody.example/{number}" for number in range(20)]
    assert len(fetch(website, *pages, policy=replace(POLICY, requests_at_once=1))) == 20
    assert len(website.asked()) == 20


def test_tries_wait_longer_each_time_and_never_the_same(website: Website) -> None:
    website.serve("down.example", "*", lambda seen: written())
    pages = [f"http://down.example/{number}" for number in range(4)]
    website.serve("down.example", "/robots.txt", Reply(b""))
    policy = replace(limited(backoff_seconds=0.1, tries=3), requests_at_once=4)
    fetch(website, *pages, policy=policy)
    waits = {
        page: [
            later.at - earlier.at
            for earlier, later in pairwise(website.asked(page.removeprefix("http://down.example")))
        ]
        for page in pages
    }
    assert all(len(found) == 2 and found[0] < 0.2 + 0.5 and found[1] < 0.4 + 0.5 for found in waits.values())
    assert len({round(wait, 3) for found in waits.values() for wait in found}) > 4


def test_bodies_are_held_only_as_far_as_there_is_room(website: Website) -> None:
    """Who takes no outcome stops the fetching; nothing runs ahead of him."""
    pages = [page for n in range(6) for page in urls(website, f"host{n}.example", 5)]

    async def run() -> list[int]:
        asked = []
        async with (
            Fetcher(Politeness(), lambda: NOW, way=website.way(), at_once=4) as fetcher,
            aclosing(fetcher.fetch_all(map(FetchRequest, pages), POLICY)) as outcomes,
        ):
            async for _ in outcomes:
                await asyncio.sleep(0.1)
                asked.append(len(website.asked()))
        return asked

    asked = asyncio.run(run())
    assert len(asked) == 30
    assert all(pages_asked <= taken + 1 + 1 + 4 for taken, pages_asked in enumerate(asked))


def test_leaving_early_gives_up_what_is_under_way(website: Website) -> None:
    website.serve("slow.example", "*", lambda seen: written(b"", seconds=0.3))
    slow = [f"http://slow.example/{number}" for number in range(3)]

    async def run() -> int:
        async with Fetcher(Politeness(), lambda: NOW, way=website.way()) as fetcher:
            requests = map(FetchRequest, [*slow, *urls(website, "quick.example", 3)])
            async with aclosing(fetcher.fetch_all(requests, POLICY)) as outcomes:
                async for _ in outcomes:
                    break
            return len(asyncio.all_tasks()) - 1

    assert asyncio.run(run()) == 0


def test_no_requests_have_no_outcomes(website: Website) -> None:
    assert fetch(website) == []


def test_a_place_given_in_the_moment_of_giving_up_is_passed_on() -> None:
    async def run() -> None:
        turns = HostTurns(time.monotonic)
        turns.slow_down(0.0, at_once=1)
        first = turns.turn()
        await first.__aenter__()
        waiting = [asyncio.create_task(_once(turns)) for _ in range(3)]
        await asyncio.sleep(0)
        await first.__aexit__(None, None, None)  # the place is on its way to the first of them
        waiting[0].cancel()
        await asyncio.wait_for(asyncio.gather(*waiting[1:]), 1)

    asyncio.run(run())


async def _once(turns: HostTurns) -> None:
    async with turns.turn():
        await asyncio.sleep(0)
