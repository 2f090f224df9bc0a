"""What a source says of how it is fetched and what of it is wanted, in the words of those who do it.

In: a source, the settings, the environment. Out: values. Nothing is fetched, and no secret is kept but in the policy.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from flows.settings import Settings
from schemas.errors import ConfigError
from schemas.sources import SECRET, Source
from tasks.discover.origin import Wanted
from tasks.fetch import FetchLimits, FetchPolicy


def policy_of(source: Source, settings: Settings, environment: Mapping[str, str]) -> FetchPolicy:
    """How a source is fetched.

    Raises:
        ConfigError: a header needs a variable that is not set, or is none.
    """
    return FetchPolicy(
        source=source.name,
        user_agent=source.requests.user_agent or settings.fetching.user_agent,
        headers=tuple((name, _expanded(source, value, environment)) for name, value in source.requests.headers.items()),
        seconds_between_requests=source.politeness.seconds_between_requests,
        requests_at_once=source.politeness.concurrent_requests,
        ports=frozenset({80, 443, *source.requests.ports}),
        allow_private=source.requests.allow_private_addresses,
        limits=FetchLimits(payload_bytes=settings.limits.payload_bytes),
    )


def wanted_of(source: Source, now: datetime, first: date | None = None, last: date | None = None) -> Wanted:
    """Which addresses of a source are wanted: of some days, or else of those it says itself, counted back from now."""
    days = source.only.newer_than_days
    since = (now - timedelta(days=days)).date() if days is not None and first is None else first
    return Wanted(
        include=source.only.include,
        exclude=source.only.exclude,
        languages=(source.language,) if source.language else (),
        first_day=since,
        last_day=last,
        other_sites=source.only.other_sites,
    )


def without_expired(source: Source, settings: Settings) -> Source:
    """The source, wanting nothing that is stated to be older than articles are kept: it would come in to go again."""
    kept, newer = settings.expiry.articles_days, source.only.newer_than_days
    if not kept or (newer is not None and newer <= kept):
        return source
    return source.model_copy(update={"only": source.only.model_copy(update={"newer_than_days": float(kept)})})


def _expanded(source: Source, value: str, environment: Mapping[str, str]) -> str:
    missing = [name for name in SECRET.findall(value) if not environment.get(name)]
    if missing:
        raise ConfigError(
            f"source {source.name}: a header needs the environment's variable {missing[0]}, which is not set: set it, "
            "or correct the source's [requests.headers]"
        )
    return SECRET.sub(lambda found: environment[found[1]], value)
