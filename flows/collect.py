"""Sources on the web, collected: what is due is found, fetched and committed as captures, batch by batch.

In: sources. Out: captures and rejects in the root, and counts. A killed run has lost no more than its batch, and the
next one asks for what is missing. What a source names and what becomes of its captures is done elsewhere.
"""

import asyncio
import os
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

import pyarrow as pa
from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.task_runners import ThreadPoolTaskRunner

from flows.places import Window, places_of
from flows.progress import Progress
from flows.runs import Counts
from flows.settings import Settings
from flows.source_policies import policy_of, wanted_of, without_expired
from flows.stages import guard_limits, results, run_logger
from schemas.arrow import to_table
from schemas.datasets import DATASETS
from schemas.sources import Source
from schemas.words import Stage
from tasks.backfill import missing_of
from tasks.captures import payloads_once
from tasks.collect.belonging import hosts_of
from tasks.collect.origins import Found, Reading, find_candidates
from tasks.collect.pages import Came, fetch_pages
from tasks.due import Due, Now, due_pages
from tasks.fetch import Fetcher, FetchPolicy, Politeness
from tasks.forgotten import ForgottenPages
from tasks.known_pages import KnownPages
from tasks.prefect_tasks import RunContext, gather_batches
from tasks.read.batches import BatchLimits
from tasks.stamp import Stamp
from tasks.status import last_alike
from tasks.store import Changes, Root, Snapshot, StagedBatch
from tasks.withhold import ADDRESSED, withheld

BATCH_SECONDS: Final = 60
"""About how long a batch is fetched before it is committed."""
_FEWEST: Final = 20


class Visit:
    """What all batches of a run share. A plain class: neither Prefect nor its UI looks into it."""

    __slots__ = ("context", "politeness", "settings", "window")

    def __init__(self, context: RunContext, settings: Settings, window: Window) -> None:
        self.context, self.settings, self.window = context, settings, window
        self.politeness = Politeness()

    @property
    def stamp(self) -> Stamp:
        """What each row says of the run."""
        return Stamp(self.context.run_id, self.context.started_at)

    def policy(self, source: Source) -> FetchPolicy:
        """How a source is fetched."""
        return policy_of(source, self.settings, os.environ)

    def heed(self, source: Source, hosts: Iterable[str]) -> None:
        """Keeps to the pause of a source at some hosts from now on, whichever source asks them first."""
        policy = self.policy(source)
        for host in hosts:
            self.politeness.host(host, seconds_between=policy.seconds_between_requests, at_once=policy.requests_at_once)


class SourcePages:
    """What is due of one source. A plain class, as `Visit` is."""

    __slots__ = ("found", "left", "pages", "source")

    def __init__(self, source: Source, found: Found, pages: tuple[Due, ...], left: dict[str, int]) -> None:
        self.source, self.found, self.pages, self.left = source, found, pages, left


def collect(context: RunContext, settings: Settings, counts: Counts, sources: Sequence[Source], window: Window) -> None:
    """Commits what is due of the sources, side by side; hosts they share are asked no faster for it.

    Raises:
        ConfigError: a source needs a secret the environment does not have, or a list of its is not there.
        StoreError: the root cannot be read or written.
    """
    visit = Visit(context, settings, window)
    sources = [without_expired(source, settings) for source in sources]
    for source in sources:
        visit.heed(source, hosts_of(source))  # says at once what is wrong
    at_once = settings.fetching.sources
    with ThreadPoolTaskRunner[SourcePages](max_workers=at_once) as finders:
        finding = [finders.submit(find_pages, {"name": one.name, "source": one, "visit": visit}) for one in sources]
        found = list(results(finding))
    for one in found:
        _count_found(counts, one)
    with (
        ThreadPoolTaskRunner[None](max_workers=at_once) as runner,
        Progress("fetching pages", sum(len(one.pages) for one in found)) as progress,
    ):
        fetching = [
            runner.submit(
                fetch_source,
                {"name": one.source.name, "pages": one, "visit": visit, "counts": counts, "progress": progress},
            )
            for one in found
        ]
        for _ in results(fetching):
            pass


def gather(context: RunContext, settings: Settings, counts: Counts, sources: Sequence[Source]) -> list[StagedBatch]:
    """The sources' captures that have no outcome yet, staged in batches: also those that a killed run left.

    Raises:
        StoreError: the root cannot be read or written, or a payload is gone.
    """
    if not sources:
        return []
    wanted = missing_of(Root.open(context.root, heal=False).snapshot(), [one.name for one in sources])
    limits = BatchLimits(settings.batches.pages, settings.batches.bytes)
    gathered = gather_batches(context, "collected", wanted, limits)
    counts.add_read(gathered)
    return list(gathered.batches)


@task(name="find", task_run_name="find {name}", cache_policy=NO_CACHE, persist_result=False)
def find_pages(name: str, source: Source, visit: Visit) -> SourcePages:
    """What is due of a source, by what its feeds, sitemaps, pages and lists name and the root holds."""
    began, settings = time.monotonic(), visit.settings
    now = visit.context.started_at
    wanted = wanted_of(source, now, visit.window.first, visit.window.last)
    policy = visit.policy(source)

    async def find() -> Found:
        async with Fetcher(visit.politeness, _now, at_once=settings.fetching.hosts) as fetcher:
            places = list(places_of(source, visit.window, now))
            reading = Reading(guard_limits(settings), settings.fetching.origins)
            return await find_candidates(places, wanted, fetcher, policy, reading, visit.stamp)

    found = asyncio.run(find())
    snapshot = Root.open(visit.context.root, heal=False).snapshot()
    hosts = {urlsplit(one.url).hostname or "" for one in found.candidates}
    known, forgotten = KnownPages.of(snapshot, hosts, now), ForgottenPages.of(snapshot)
    due = due_pages(
        found.candidates,
        known,
        forgotten,
        source.revisit,
        Now(now, run_before(snapshot, source)),
        source.only.most_a_run,
    )
    visit.heed(source, {urlsplit(one.request.url).hostname or "" for one in due.pages})
    left = {str(why): number for why, number in due.left.items()}
    told = ", ".join(f"{number} {why}" for why, number in left.items()) or "none"
    run_logger().info(
        "find %s: %d origins, %d candidates, %d due, left: %s (%.1f s)",
        *(source.name, found.origins, len(found.candidates), len(due.pages), told, time.monotonic() - began),
    )
    _commit(visit, source, Came(rejects=found.rejects))
    return SourcePages(source, found, due.pages, left)


@task(name="fetch source", task_run_name="fetch {name}", cache_policy=NO_CACHE, persist_result=False)
def fetch_source(name: str, pages: SourcePages, visit: Visit, counts: Counts, progress: Progress) -> None:
    """The pages of a source that are due, fetched and committed in batches."""
    waiting, number = list(pages.pages), 0
    while waiting:
        size = _batch_size(visit, pages.source)
        came = fetch_batch(f"{name}-{number}", pages.source, waiting[:size], visit)
        done = min(size, len(waiting)) - len(came.left)
        waiting, number = [*came.left, *waiting[size:]], number + 1
        counts.add_collected(Stage.FETCH, came.counted())
        progress.advance(done)


@task(name="fetch", task_run_name="fetch {name}", cache_policy=NO_CACHE, persist_result=False)
def fetch_batch(name: str, source: Source, pages: Sequence[Due], visit: Visit) -> Came:
    """A batch of pages, their captures and rejects committed."""

    async def fetch() -> Came:
        async with Fetcher(visit.politeness, _now, at_once=visit.settings.fetching.hosts) as fetcher:
            return await fetch_pages(pages, fetcher, visit.policy(source), visit.stamp, visit.settings.batches.bytes)

    came = asyncio.run(fetch())
    _commit(visit, source, came)
    counted = ", ".join(f"{number} {what}" for what, number in sorted(came.counted().items()) if number)
    run_logger().info("fetch %s: %s", name, counted or "nothing")
    return came


def run_before(snapshot: Snapshot, source: Source) -> datetime | None:
    """When the last run that collected a source started."""
    rows = last_alike(snapshot.read("runs", ["started_at", "parameters"])).to_pylist()
    mine = (row["started_at"] for row in rows if f'"{source.name}"' in _collected(row["parameters"]))
    return max(mine, default=None)


def _collected(parameters: str) -> str:
    return parameters.partition('"collected":')[2].partition("]")[0]


def _batch_size(visit: Visit, source: Source) -> int:
    seconds = source.politeness.seconds_between_requests
    by_time = int(BATCH_SECONDS / seconds) if seconds else visit.settings.batches.pages
    return min(max(by_time, _FEWEST), visit.settings.batches.pages)


def _commit(visit: Visit, source: Source, came: Came) -> None:
    if not came.captures and not came.rejects:
        return
    captures = to_table(DATASETS["captures"], came.captures)
    rejects = to_table(DATASETS["rejects"], came.rejects)
    stamp = visit.stamp

    def build(snapshot: Snapshot) -> Changes:
        covered = withheld(ForgottenPages.of(snapshot), [captures.select(ADDRESSED)], {"rejects": rejects})
        said = [covered.allowed(rejects), covered.rejects(stamp.run_id, stamp.started_at)]
        fresh = payloads_once(snapshot, [covered.allowed(captures)])
        return Changes({"rejects": pa.concat_tables(said)}, {"captures": fresh})

    Root.open(visit.context.root, heal=False).commit(visit.context.run_id, f"collect {source.name}", build)


def _count_found(counts: Counts, one: SourcePages) -> None:
    found = one.found
    counted = {"origins": found.origins, "candidates": len(found.candidates), "rejects": len(found.rejects)}
    flaws = {f"flaws_{reason}": number for reason, number in sorted(found.flaws.items())}
    skipped = {f"skipped_{reason}": number for reason, number in sorted(found.skipped.items())}
    left = {f"left_{why}": number for why, number in sorted(one.left.items())}
    counts.add_collected(Stage.DISCOVER, {**counted, "origins_left": found.left, **flaws, **skipped, **left})


def _now() -> datetime:
    return datetime.now(UTC)
