"""Prefect as dateline's commands use it: quiet, with a server where the user has none, gone at once on Ctrl-C."""

import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from types import FrameType
from typing import Final

DEFAULTS: Final = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",  # nothing is told to anybody
    "DO_NOT_TRACK": "1",  # nor by the client
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_CLIENT_MAX_RETRIES": "2",  # a server on this machine that does not answer is gone
    "PREFECT_LOGGING_SERVER_LEVEL": "CRITICAL",  # the embedded server's log is not the run's
    "PREFECT_LOGGING_LOGGERS_PREFECT_TASK_RUNS_LEVEL": "WARNING",  # a line a stage says it, not one a batch
    "PYTHONWARNINGS": "ignore::UserWarning:multiprocessing.resource_tracker",  # it tidies up after ended runs unasked
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",  # pages are never pickled
}
"""How Prefect behaves where the user says nothing else."""

_SAFE: Final = "What the run committed is safe: `dateline log` shows it, and the same command does the rest"


@contextmanager
def prefect_ready(port: int | None = None) -> Iterator[Callable[[], bool]]:
    """What flows are run within: whether a server that was started for it has ended.

    Prefect is imported inside of the block only.

    With a port, a server of our own has its UI there and starts what is scheduled.

    Raises:
        ServerError: the server cannot be reached, or the user has none and the embedded one does not start.
    """
    set_defaults(os.environ)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end_at_once)
    import httpx
    from prefect.settings import PREFECT_API_URL, PREFECT_UI_URL, get_current_settings, temporary_settings

    from flows.embedded_server import ServerError, embedded_server

    try:
        if url := get_current_settings().api.url:
            httpx.get(url, timeout=30)  # whatever it answers, it is there
            yield lambda: False  # it may be started anew
            return
        with (
            embedded_server(port) as server,
            # Without a port there is no UI: what it would be linked to is gone when the run is.
            temporary_settings(
                {PREFECT_API_URL: server.url, PREFECT_UI_URL: server.url.removesuffix("/api") if port else ""}
            ),
        ):
            try:
                yield server.has_ended
            finally:
                if not server.has_ended():
                    _send_the_rest()
    except httpx.TransportError as error:
        raise ServerError(
            f"Prefect's server cannot be reached: {error} (see PREFECT_API_URL if you set it). {_SAFE}"
        ) from error
    except httpx.HTTPStatusError as error:  # of what a run fetches, no such error gets here
        raise ServerError(f"Prefect's server does not do its part: {str(error).splitlines()[0]}. {_SAFE}") from error


def set_defaults(environment: MutableMapping[str, str]) -> None:
    """Sets what is not set; to be called before Prefect is imported."""
    for name, value in DEFAULTS.items():
        environment.setdefault(name, value)


def _send_the_rest() -> None:
    """Sends the logs and events that wait, also those of a run that failed, while there is a server to send them to."""
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogHandler

    logging.getLogger(EventsWorker.__name__).setLevel(logging.ERROR)  # it warns that it has something to do
    APILogHandler().flush()  # drains all that is sent in the background


def _end_at_once(number: int, frame: FrameType | None) -> None:
    """Ends the process as a kill would, which a root takes at any moment; the server and the workers end with it."""
    sys.stderr.write("\ndateline: interrupted; what was committed stays, and the same command does the rest\n")
    sys.stderr.flush()
    os._exit(128 + number)
