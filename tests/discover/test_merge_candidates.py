from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.articles import Evidence
from schemas.candidates import Candidate
from schemas.words import DatePrecision, OriginKind
from tasks.candidates import merge_candidates
from tasks.discover.origin import Flaws
from tasks.discover.said import Said, candidate, date, line, summary, words
from tests.discover.origins_of import SITE, origin

PATHS = ("/a", "/a/", "/a/amp", "/a?print=1", "/b", "/b?id=1")


def of_feed(path: str = "/a", **said: str) -> Candidate:
    return named(OriginKind.FEED, path, **said)


def of_sitemap(path: str = "/a", **said: str) -> Candidate:
    return named(OriginKind.SITEMAP, path, **said)


def named(
    kind: OriginKind, path: str, headline: str = "", published: str = "", about: str = "", tags: str = ""
) -> Candidate:
    flaws = Flaws()
    found = candidate(
        origin(kind, ""),
        path if "://" in path else f"{SITE}{path}",
        Said(
            headline=line(headline, f"{kind}:title"),
            date_published=date(published, f"{kind}:date", flaws),
            description=summary(about, f"{kind}:about"),
            keywords=words(tags.split(), f"{kind}:tags"),
        ),
        flaws,
    )
    assert found is not None
    return found


def test_of_each_column_the_fuller_statement_is_kept_with_where_it_was_found() -> None:
    feed = of_feed(headline="Ferry returns", published="2024-03-01", tags="sea ship")
    sitemap = of_sitemap(headline="Ferry returns", published="2024-03-01T08:00+01:00", about="At last.", tags="sea")
    (one,) = merge_candidates([feed, sitemap])
    assert (one.headline, one.description, one.keywords) == ("Ferry returns", "At last.", ("sea", "ship"))
    assert one.date_published == datetime(2024, 3, 1, 7, tzinfo=UTC)
    assert (one.date_published_precision, one.date_published_offset) == (DatePrecision.MINUTE, "+01:00")
    assert one.methods == (
        Evidence(column="date_published", method="sitemap:date"),
        Evidence(column="description", method="sitemap:about"),
        Evidence(column="headline", method="feed:title"),
        Evidence(column="keywords", method="feed:tags"),
    )


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        (
            "Ferry returns after eleven…",
            "Ferry returns after eleven weeks in dock",
            "Ferry returns after eleven weeks in dock",
        ),
        ("Ferry returns after eleven...", "The ferry is back", "Ferry returns after eleven..."),
        ("Ferry returns", "Ferry returns after eleven weeks", "Ferry returns"),
        ("", "Ferry returns", "Ferry returns"),
    ],
)
def test_a_headline_that_is_cut_gives_way_to_the_whole_one(first: str, second: str, kept: str) -> None:
    (one,) = merge_candidates([of_feed(headline=first), of_sitemap(headline=second)])
    assert one.headline == kept


@pytest.mark.parametrize("order", [1, -1])
def test_the_plainest_address_is_kept(order: int) -> None:
    spelled = ["http://m.post.example/a", f"{SITE}/amp/a", f"{SITE}/a", f"{SITE}/a/?amp=1", f"{SITE}/print/a"]
    (one,) = merge_candidates([of_feed(path) for path in spelled[::order]])
    assert one.url == f"{SITE}/a"


@given(st.lists(st.tuples(st.sampled_from(PATHS), st.sampled_from(["", "2024-03-01", "2024-03-01T08:00Z"]))))
def test_merging_loses_no_page_and_twice_changes_nothing(named: list[tuple[str, str]]) -> None:
    some = [of_feed(path, published=day) for path, day in named]
    merged = merge_candidates(some)
    assert {one.url.split("?")[0].removesuffix("/amp").rstrip("/") for one in merged} == {
        one.url.split("?")[0].removesuffix("/amp").rstrip("/") for one in some
    }
    assert any(one.date_published for one in merged) == any(day for _, day in named)
    assert merge_candidates(merged) == merged


def test_the_order_is_that_in_which_pages_were_first_named() -> None:
    merged = merge_candidates([of_feed("/b"), of_feed("/a?utm_source=x"), of_feed("/b#top"), of_feed("/c")])
    assert [one.url.removeprefix(SITE) for one in merged] == ["/b", "/a", "/c"]


def test_what_is_stated_in_other_time_zones_is_one_instant() -> None:
    early, late = of_feed(published="2024-03-01T08:00+01:00"), of_feed(published="2024-03-01T09:00+02:00")
    assert early.date_published == late.date_published
    assert late.date_published is not None and late.date_published.utcoffset() == timedelta()
