"""Artifacts in Prefect's UI: an ornament of a run, never its end."""

from collections.abc import Callable
from typing import TypeVar

import httpx
from prefect import get_run_logger
from prefect.artifacts import create_markdown_artifact
from prefect.exceptions import PrefectException

from flows.sheets import Sheet, markdown

ResultT = TypeVar("ResultT")


def if_reachable(make: Callable[[], ResultT]) -> ResultT | None:
    """What `make` gives; None, and a word in the log, where Prefect's server does not take it."""
    try:
        return make()
    except (httpx.HTTPError, PrefectException) as error:
        get_run_logger().warning("an artifact is missing in Prefect: %s", error)
        return None


def report_link(url: str) -> str:
    """The line that leads to the report, where the settings say that people see it."""
    return f"[How everything stands]({url})\n\n" if url else ""


def leave_sheet(key: str, sheet: Sheet, report: str = "") -> None:
    """Leaves a table in Prefect's UI, beside the run and under the key of the latest, and the way to the report."""
    shown = markdown(sheet) + "\n" + report_link(report)
    if_reachable(lambda: create_markdown_artifact(key=key, markdown=shown, description=sheet.title))
