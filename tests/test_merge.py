"""What a run's captures mean for the articles that are stored."""

from datetime import timedelta

import pyarrow as pa
from rows import NOON, article, article_id, digest_of, link, table

from schemas.arrow import to_rows
from schemas.articles import Article
from schemas.datasets import DATASETS
from tasks.merge import Fate, Merged, children_of, first_rows, merge_articles

NONE = table("articles")


def captured(hours: int, headline: str = "A bridge opens", **changes: object) -> Article:
    """The example article as captured some hours after noon."""
    when = {"captured_at": NOON + timedelta(hours=hours), "record_id": f"<urn:uuid:{hours}>"}
    return article(1, headline=headline).model_copy(update=when | changes)


def merged(incoming: list[Article], stored: list[Article]) -> Merged:
    return merge_articles(table("articles", *incoming), table("articles", *stored))


def rows(result: Merged) -> list[tuple[str, int]]:
    return [(row.headline, row.version) for row in to_rows(Article, result.articles)]


def test_an_unknown_article_is_new() -> None:
    result = merged([article(1), article(2)], [])
    assert result.fates == {Fate.NEW: 2}
    assert rows(result) == [("A bridge opens", 1), ("A bridge opens", 1)]


def test_the_same_content_captured_again_changes_nothing() -> None:
    result = merged([captured(1)], [captured(0)])
    assert result.fates == {Fate.UNCHANGED: 1}
    assert result.articles.num_rows == 0


def test_other_keywords_alone_make_no_version() -> None:
    assert merged([captured(1, keywords=("bridge",))], [captured(0)]).fates == {Fate.UNCHANGED: 1}


def test_changed_content_is_the_next_version() -> None:
    result = merged([captured(1, "A bridge closes")], [captured(0, version=3)])
    assert result.fates == {Fate.CHANGED: 1}
    assert rows(result) == [("A bridge closes", 4)]


def test_other_rules_replace_the_row_and_keep_its_version() -> None:
    result = merged([captured(0, extractor_version="9.0.0", headline="Bridge")], [captured(0, version=2)])
    assert result.fates == {Fate.CHANGED: 1}
    assert rows(result) == [("Bridge", 2)]


def test_an_older_capture_does_not_replace_a_newer_one() -> None:
    result = merged([captured(-5, "A bridge is planned")], [captured(0)])
    assert result.fates == {Fate.OLDER: 1}
    assert result.articles.num_rows == 0


def test_captures_of_one_run_are_taken_in_the_order_they_were_received() -> None:
    result = merged([captured(2, "Third"), captured(0, "First"), captured(1, "Second")], [])
    assert result.fates == {Fate.NEW: 1, Fate.CHANGED: 2}
    assert rows(result) == [("Third", 3)]


def test_of_captures_received_at_once_the_longer_one_is_kept() -> None:
    teaser = captured(0, record_id="<urn:uuid:z>", word_count=3)
    assert rows(merged([captured(0, "Whole", word_count=900), teaser], []))[-1][0] == "Whole"


def test_children_follow_the_capture_that_was_kept() -> None:
    other = link(1, 0).model_copy(update={"payload_digest": digest_of("an older capture")})
    links = table("links", link(1, 0), other, link(2, 0))
    kept = children_of(table("articles", article(1)), links)
    assert kept.column("payload_digest").to_pylist() == [digest_of("1")]


def test_children_of_one_payload_captured_twice_are_kept_once() -> None:
    links = table("links", link(1, 0), link(1, 1), link(1, 0))
    assert first_rows(DATASETS["links"], links).column("position").to_pylist() == [0, 1]
    assert first_rows(DATASETS["links"], links.slice(0, 0)).num_rows == 0


def test_no_articles_merge_to_none() -> None:
    result = merge_articles(NONE, NONE)
    assert isinstance(result.articles, pa.Table)
    assert result.fates == {}
    assert article_id(1) not in result.articles.column("article_id").to_pylist()
