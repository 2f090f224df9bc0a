"""How errors stand in a run's log."""

import logging

import pytest

from flows.told_errors import tell_errors_in_a_line
from schemas.errors import ConfigError

LOGGER = logging.getLogger("prefect.flow_runs")


@pytest.mark.parametrize(("error", "is_traced"), [(ConfigError("write a day"), False), (ZeroDivisionError("0"), True)])
def test_only_a_bug_has_a_traceback(error: Exception, is_traced: bool) -> None:
    tell_errors_in_a_line()
    record = LOGGER.makeRecord(LOGGER.name, logging.ERROR, "", 1, "it failed", (), (type(error), error, None))
    assert LOGGER.filter(record)
    assert (record.exc_info is not None) is is_traced


def test_asking_twice_changes_nothing() -> None:
    tell_errors_in_a_line()
    before = list(LOGGER.filters)
    tell_errors_in_a_line()
    assert LOGGER.filters == before
