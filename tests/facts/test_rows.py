"""What is found in an article becomes rows that keep every rule, whatever the article says."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rows import article

from schemas.articles import Article
from schemas.row import Record
from schemas.time_expressions import TimeExpression
from schemas.words import DatePrecision, FactsLevel, TimexAnchor
from tasks.check import check_article
from tasks.derive import with_facts
from tasks.extract.article import Derived
from tasks.facts.find import story_day

FRIDAY = date(2024, 3, 1)


def saying(body: str, **changes: object) -> Article:
    return article(1, FRIDAY).model_copy(update={"article_body": body, "sections": (), **changes})


def facts_of(of: Article, dataset: str) -> Sequence[Record]:
    return with_facts(Derived(of, {})).children[dataset]


def published(instant: datetime, precision: DatePrecision, offset: str | None) -> dict[str, object]:
    return {"date_published": instant, "date_published_precision": precision, "date_published_offset": offset}


def test_a_time_counts_from_the_day_on_the_publishers_own_calendar() -> None:
    late = published(datetime(2024, 3, 1, 23, 30, tzinfo=UTC), DatePrecision.MINUTE, "+02:00")
    (one,) = facts_of(saying("The ferry sank yesterday.", **late), "time_expressions")
    assert isinstance(one, TimeExpression)
    assert (one.value, one.begin_date, one.anchor_date) == ("2024-03-01", FRIDAY, date(2024, 3, 2))
    assert one.anchored_on is TimexAnchor.PUBLICATION


def test_a_time_says_so_where_only_the_day_of_capture_is_known() -> None:
    undated = saying("The ferry sank yesterday.", date_published=None, captured_at=datetime(2024, 3, 5, tzinfo=UTC))
    (one,) = facts_of(undated, "time_expressions")
    assert isinstance(one, TimeExpression)
    assert (one.value, one.anchored_on, one.anchor_date) == ("2024-03-04", TimexAnchor.CAPTURE, date(2024, 3, 5))


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        (published(datetime(2024, 3, 1, tzinfo=UTC), DatePrecision.DAY, None), FRIDAY),
        (published(datetime(2024, 3, 1, tzinfo=UTC), DatePrecision.DAY, "-05:00"), FRIDAY),
        (published(datetime(2024, 3, 1, 2, tzinfo=UTC), DatePrecision.SECOND, "-05:00"), FRIDAY - timedelta(days=1)),
        (published(datetime(2024, 3, 1, 23, tzinfo=UTC), DatePrecision.MINUTE, None), FRIDAY),
    ],
)
def test_the_day_of_a_story_is_that_of_its_place_where_the_publisher_says_it(
    stated: dict[str, object], day: date
) -> None:
    assert story_day(saying("Nothing.", **stated)) == (day, TimexAnchor.PUBLICATION)


def test_an_article_says_by_which_rules_its_facts_were_found() -> None:
    assert with_facts(Derived(saying("Nothing."), {})).article.facts_level is FactsLevel.DEFAULT


_PIECES = (
    "“ ” \" ' ‘ ’ « » said , . : ; ( ) — - … told reporters according to Mr. President Ana Bell Tom Oak he she a of "
    "8,000 kilometers 5,000 miles $4.5 million € percent 12 1e999 ½ about more than 10 to 12 F-16 T-72 Tu-160 on "
    "yesterday Friday 2023 1.2.3.4 99999999999999999999 İ ß 🛳 \n\n \u2028 \ud7ff ٣ ²"
)
BODIES = st.one_of(
    st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1),
    st.lists(st.sampled_from(_PIECES.split(" ")), min_size=1).map(" ".join),
)


@settings(max_examples=300)
@given(BODIES, st.sampled_from([None, "en", "de", "fr", "x-none"]))
def test_whatever_a_body_says_its_facts_become_rows_that_keep_every_rule(body: str, language: str | None) -> None:
    derived = with_facts(Derived(saying(body, in_language=language), {}))
    check_article(derived.article, derived.children)
