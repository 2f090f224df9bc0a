"""Artifacts in Prefect's UI: an ornament of a run, never its end."""

from collections.abc import Callable
from typing import TypeVar

import httpx
from prefect import get_run_logger
from prefect.exceptions import PrefectException

ResultT = TypeVar("ResultT")


def if_reachable(make: Callable[[], ResultT]) -> ResultT | None:
    """What `make` gives; None, and a word in the log, where Prefect's server does not take it."""
    try:
        return make()
    except (httpx.HTTPError, PrefectException) as error:
        get_run_logger().warning("an artifact is missing in Prefect: %s", error)
        return None
