"""Whatever bytes come, they give candidates or a named reason."""

import gzip
import time
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.candidates import Candidate, Discovered
from schemas.errors import RejectedRecord
from schemas.words import OriginKind, Stage
from tasks.candidates import merge_candidates
from tasks.discover.discovery import discover
from tasks.discover.origin import Wanted
from tests.discover.origins_of import origin

ORIGINS = [path.read_bytes() for path in sorted((Path(__file__).parent / "origins").iterdir())]
PIECES = (
    *("<rss>", "</rss>", "<channel>", "<item>", "</item>", "<link>", "</link>", "<title>", "<guid>", "<pubDate>"),
    *(
        "<feed xmlns='http://www.w3.org/2005/Atom'>",
        "<entry>",
        "</entry>",
        "<link href='",
        "'/>",
        "<media:content url='",
    ),
    *(
        "<urlset>",
        "<url>",
        "<loc>",
        "</loc>",
        "</url>",
        "<sitemapindex>",
        "<lastmod>",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
    ),
    *("<!DOCTYPE", "<!ENTITY x", "[", "]>", "&", "&x;", "&#0;", "&#xD800;", "&amp;", "<a href=", "<base href='//[' />"),
    *('{"items": [', '{"url": "', '"}', "]}", "url,a\n", "https://[", "https://a.example/", "http://", "%zz", "\x00"),
    *(
        "xml:base='http://['",
        " xmlns:a='",
        "2024-03-01",
        "99999999999999999999",
        "Fri, 31 Feb 2024 99:99:99 +9999",
        "é",
    ),
)
WANTED = Wanted(exclude=("/x$",), languages=("en",), first_day=date(2024, 3, 1), last_day=date(2024, 3, 2))
any_bytes = st.one_of(
    st.binary(max_size=300),
    st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=40).map(
        lambda some: "".join(some).encode("utf-8", "replace")
    ),
    st.tuples(st.sampled_from(ORIGINS), st.integers(0, 3_000), st.binary(max_size=6)).map(
        lambda cut: cut[0][: cut[1]] + cut[2] + cut[0][cut[1] + len(cut[2]) :]
    ),
    st.sampled_from(ORIGINS).map(gzip.compress),
)


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(any_bytes, st.sampled_from(list(OriginKind)), st.sampled_from([Wanted(), WANTED]))
def test_any_bytes_give_candidates_or_a_named_reason_and_quickly(
    content: bytes, kind: OriginKind, wanted: Wanted
) -> None:
    started = time.perf_counter()
    try:
        found = discover(origin(kind, content, wanted))
    except RejectedRecord as rejected:
        assert rejected.stage is Stage.DISCOVER
        assert rejected.detail
        return
    finally:
        assert time.perf_counter() - started < 5
    assert Discovered.model_validate(found.model_dump()) == found
    for one in found.candidates:
        assert Candidate.model_validate_json(one.model_dump_json(), strict=False) == one
    assert merge_candidates(found.candidates) == found.candidates


@settings(max_examples=50)
@given(any_bytes, st.sampled_from(list(OriginKind)))
def test_the_same_bytes_give_the_same_candidates(content: bytes, kind: OriginKind) -> None:
    def outcome() -> str:
        try:
            return discover(origin(kind, content)).model_dump_json()
        except RejectedRecord as rejected:
            return str(rejected)

    assert outcome() == outcome()
