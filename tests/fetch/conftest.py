"""A web site for each test."""

from collections.abc import Iterator

import pytest
from loopback.website import Website


@pytest.fixture
def website() -> Iterator[Website]:
    with Website.open() as site:
        yield site
