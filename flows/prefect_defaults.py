"""How Prefect behaves under dateline where the user says nothing else."""

from collections.abc import MutableMapping
from typing import Final

DEFAULTS: Final = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",  # nothing is told to anybody
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",  # the first start makes its database
    "PREFECT_LOGGING_SERVER_LEVEL": "CRITICAL",  # the embedded server's log is not the run's
    "PREFECT_LOGGING_LOGGERS_PREFECT_TASK_RUNS_LEVEL": "WARNING",  # a line a stage says it, not one a batch
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",  # pages are never pickled
}


def set_defaults(environment: MutableMapping[str, str]) -> None:
    """Sets what is not set; to be called before Prefect is imported."""
    for name, value in DEFAULTS.items():
        environment.setdefault(name, value)
