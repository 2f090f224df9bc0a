"""How a run's errors stand in its log: what dateline raises on purpose says what to do, and needs no traceback."""

import logging

from schemas.errors import DatelineError

_LOGGERS = ("prefect.flow_runs", "prefect.task_runs")


def tell_errors_in_a_line() -> None:
    """From now on, in this process, tracebacks are of bugs only; on the terminal and in Prefect's UI."""
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        if _without_traceback not in logger.filters:
            logger.addFilter(_without_traceback)


def _without_traceback(record: logging.LogRecord) -> bool:
    if record.exc_info and isinstance(record.exc_info[1], DatelineError):
        record.exc_info = None
    return True
