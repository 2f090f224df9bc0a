"""Whatever a server writes, an address has one outcome, and soon."""

import itertools
from collections.abc import Iterator

import pytest
from fetch_cases import written
from fetching import fetch, limited
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from loopback.website import Website

from tasks.fetch import Fetched, Unchanged, Unfetched

NUMBERS = itertools.count()
HEADS = st.sampled_from(
    [
        *(b"HTTP/1.1 200 OK\r\n", b"HTTP/1.0 200\r\n", b"HTTP/1.1 302 Found\r\n", b"HTTP/1.1 304 Not Modified\r\n"),
        *(
            b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n",
            b"HTTP/1.1 999 X\r\n",
            b"HTTP/2 200\r\n",
            b"ICY 200 OK\r\n",
        ),
    ]
)
FIELDS = st.sampled_from(
    [
        *(
            b"content-length: 5\r\n",
            b"content-length: -1\r\n",
            b"content-length: 5, 6\r\n",
            b"content-length: 99999\r\n",
        ),
        *(b"transfer-encoding: chunked\r\n", b"content-encoding: gzip\r\n", b"content-encoding: br\r\n"),
        *(b"location: /again\r\n", b"location: \xff\xfe\r\n", b"location: http://[\r\n", b"location: \r\n"),
        *(
            b"content-type: text/html; charset=\r\n",
            b"content-type: ;\r\n",
            b"content-type: \xe4\r\n",
            b"etag: \xff\r\n",
        ),
        *(b"last-modified: never\r\n", b"retry-after: soon\r\n", b" folded\r\n", b"no colon\r\n", b"\x00: \x00\r\n"),
        b"connection: upgrade\r\nupgrade: h2c\r\n",
    ]
)
ANSWERS = st.builds(
    lambda head, fields, body: head + b"".join(fields) + b"\r\n" + body,
    HEADS,
    st.lists(FIELDS, max_size=4),
    st.binary(max_size=50) | st.sampled_from([b"5\r\nhello\r\n0\r\n\r\n", b"ffffffffffff\r\nx", b"\x1f\x8b\x08"]),
)


@pytest.fixture(scope="module")
def site() -> Iterator[Website]:
    with Website.open() as opened:
        yield opened


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answer=ANSWERS | st.binary(max_size=200))
def test_any_bytes_as_an_answer_have_one_outcome(site: Website, answer: bytes) -> None:
    url = site.serve("any.example", f"/{next(NUMBERS)}", lambda seen: written(answer))
    (outcome,) = fetch(site, url, policy=limited(tries=1))
    assert isinstance(outcome, Fetched | Unchanged | Unfetched)
    assert outcome.request.url == url
