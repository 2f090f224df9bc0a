"""How errors stand in a run's log."""

import io
import logging
from collections.abc import Iterator

import pytest

from flows.told_errors import tell_errors_in_a_line
from schemas.errors import ConfigError

LOGGER = logging.getLogger("prefect.flow_runs")


@pytest.fixture
def told() -> Iterator[io.StringIO]:
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    LOGGER.addHandler(handler)
    tell_errors_in_a_line()
    yield text
    LOGGER.removeHandler(handler)


@pytest.mark.parametrize(("error", "is_traced"), [(ConfigError("write a day"), False), (ZeroDivisionError("0"), True)])
def test_only_a_bug_has_a_traceback(error: Exception, is_traced: bool, told: io.StringIO) -> None:
    LOGGER.error("the run failed: %r", error, exc_info=error)
    assert (f"{type(error).__name__}: " in told.getvalue()) is is_traced
    assert repr(error) in told.getvalue()


def test_asking_twice_changes_nothing() -> None:
    tell_errors_in_a_line()
    before = list(LOGGER.filters)
    tell_errors_in_a_line()
    assert LOGGER.filters == before
