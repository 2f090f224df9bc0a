"""Addresses in, captures out, over HTTP: politely, and only to public addresses.

`Fetcher` is the way in. What a page or a feed says is not looked at here, and nothing is written.
"""

from tasks.fetch.fetcher import Fetcher
from tasks.fetch.outcomes import (
    Earlier,
    Fetched,
    FetchRequest,
    Hop,
    Origin,
    Outcome,
    Unchanged,
    Unfetched,
    is_tried_later,
)
from tasks.fetch.policy import FetchLimits, FetchPolicy
from tasks.fetch.politeness import Politeness

__all__ = [
    "Earlier",
    "FetchLimits",
    "FetchPolicy",
    "FetchRequest",
    "Fetched",
    "Fetcher",
    "Hop",
    "Origin",
    "Outcome",
    "Politeness",
    "Unchanged",
    "Unfetched",
    "is_tried_later",
]
