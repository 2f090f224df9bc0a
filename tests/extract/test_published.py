from datetime import UTC, datetime

import pytest

from schemas.words import DatePrecision
from tasks.extract.metadata import extract_metadata
from tests.extract.metadata_pages import ADDRESS, article, metadata_of, page_text, tree_of


def published(text: str) -> tuple[str, str | None, str, str] | None:
    found = metadata_of(text)
    date = found.date_published
    return (
        (date.instant.isoformat(), date.offset, str(date.precision), found.methods["date_published"]) if date else None
    )


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def test_json_ld_speaks_before_meta_tags_and_time_elements() -> None:
    head, body = (
        meta("article:published_time", "2024-05-02T08:00:00Z"),
        '<h1>x</h1><time datetime="2024-05-03T08:00:00Z">',
    )
    ld = article(headline="x", datePublished="2024-05-01T08:00:00+02:00")
    assert published(page_text(head=head, body=body, ld=ld)) == (
        "2024-05-01T06:00:00+00:00",
        "+02:00",
        "second",
        "json_ld:datePublished",
    )


def test_meta_tags_speak_before_time_elements() -> None:
    found = published(
        page_text(head=meta("article:published_time", "2024-05-02T08:00Z"), body='<time datetime="2024-05-03">')
    )
    assert found == ("2024-05-02T08:00:00+00:00", "+00:00", "minute", "meta:article:published_time")


def test_a_stated_day_takes_the_time_that_another_statement_gives_for_it() -> None:
    found = published(
        page_text(head=meta("date", "2024-05-01"), body='<h1>x</h1><time datetime="2024-05-01T07:15:00+02:00">')
    )
    assert found == ("2024-05-01T05:15:00+00:00", "+02:00", "second", "html:time")


def test_a_stated_day_stays_a_day_beside_times_of_other_days() -> None:
    found = published(
        page_text(ld=article(headline="x", datePublished="2024-05-01"), head=meta("date", "2024-05-09T07:15Z"))
    )
    assert found == ("2024-05-01T00:00:00+00:00", None, "day", "json_ld:datePublished")


def test_a_time_without_zone_takes_the_zone_of_the_same_wall_clock() -> None:
    ld = article(headline="x", datePublished="2024-05-01 07:15:00")
    found = published(page_text(ld=ld, body='<h1>x</h1><time datetime="2024-05-01T07:15+02:00">'))
    assert found == ("2024-05-01T05:15:00+00:00", "+02:00", "second", "json_ld:datePublished")


def test_a_time_without_any_zone_is_read_as_utc_and_says_so() -> None:
    found = published(page_text(ld=article(headline="x", datePublished="2024-05-01 07:15:00")))
    assert found == ("2024-05-01T07:15:00+00:00", None, "second", "json_ld:datePublished")


def test_the_time_of_a_change_is_not_taken_for_the_publication() -> None:
    body = (
        '<h1>x</h1><time class="updated" datetime="2024-05-03T08:00Z"></time><time datetime="2024-05-01T08:00Z"></time>'
    )
    assert published(page_text(body=body)) == ("2024-05-01T08:00:00+00:00", "+00:00", "minute", "html:time")


def test_microdata_states_dates_too() -> None:
    stated = '<time itemprop="datePublished" datetime="2024-05-01T08:00Z">'
    found = published(page_text(body=f'<div itemscope itemtype="https://schema.org/NewsArticle">{stated}</div>'))
    assert found == ("2024-05-01T08:00:00+00:00", "+00:00", "minute", "html:itemprop=datePublished")


def test_a_line_that_is_only_a_date_is_read_where_nothing_else_is_stated() -> None:
    found = published(page_text(body="<h1>Ferry returns</h1><p>By Mira Holt</p><p>September 16, 2023</p><p>Text.</p>"))
    assert found == ("2023-09-16T00:00:00+00:00", None, "day", "text:date_line")


def test_a_page_without_a_date_has_none() -> None:
    found = metadata_of(page_text(body="<h1>Ferry returns</h1><p>It left in the year 1995.</p>"))
    assert found.date_published is None
    assert "date_published" not in found.methods


def test_the_change_is_kept_beside_the_publication() -> None:
    ld = article(headline="x", datePublished="2024-05-01T08:00Z", dateModified="2024-05-02T09:00:01+01:00")
    changed = metadata_of(page_text(ld=ld)).date_modified
    assert changed is not None
    assert (changed.instant.isoformat(), changed.offset) == ("2024-05-02T08:00:01+00:00", "+01:00")
    assert changed.precision is DatePrecision.SECOND


@pytest.mark.parametrize(
    "prose",
    [
        "<p>The map was first drawn on March 5, 2021.</p>",
        "<p>The map that hangs in the harbour office was first drawn on March 5, 2021, and has been copied since</p>",
        "<div>The map that hangs in the harbour office was first drawn on March 5, 2021<br><br>It stayed.</div>",
        '<div class="post-content"><p>Published on 2021-03-05, the old report was soon forgotten.</p></div>',
    ],
)
def test_a_day_that_the_text_is_about_is_not_its_day_of_publication(prose: str) -> None:
    assert published(page_text(head="<title>Map found</title>", body=f"<h1>Map found</h1>{prose}")) is None


def test_a_day_in_the_headline_is_not_its_day_of_publication() -> None:
    title = "Map of March 5, 2021 found"
    assert published(page_text(head=f"<title>{title}</title>", body=f"<h1>{title}</h1><p>Text.</p>")) is None


def test_a_visible_date_among_prose_is_found() -> None:
    body = '<h1>Map found</h1><p>It was drawn on March 5, 2021.</p><div class="date">Harbour, 2 May 2024</div>'
    assert published(page_text(body=body)) == ("2024-05-02T00:00:00+00:00", None, "day", "htmldate")


@pytest.mark.parametrize("in_json", [True, False])
def test_the_day_of_a_change_is_not_the_day_of_publication(in_json: bool) -> None:
    ld = article(headline="x", dateModified="2024-05-03T08:00:00+02:00") if in_json else None
    head = "" if in_json else meta("article:modified_time", "2024-05-03T08:00:00+02:00")
    found = metadata_of(page_text(head=head, ld=ld, body="<h1>x</h1>"))
    assert found.date_published is None
    assert found.date_modified is not None


def test_a_day_of_change_that_the_address_holds_is_the_day_of_publication() -> None:
    text = page_text(head=meta("article:modified_time", "2024-05-03T08:00:00Z"), body="<h1>x</h1>")
    found = metadata_of(text, "https://www.harbour-post.example.com/2024/05/03/ferry").date_published
    assert found is not None
    assert found.instant == datetime(2024, 5, 3, tzinfo=UTC)


def test_a_date_after_the_capture_gives_way_to_the_next_statement() -> None:
    ld = article(headline="x", datePublished="2054-05-01T08:00:00Z", dateModified="2054-05-01T08:00:00Z")
    text = page_text(ld=ld, head=meta("article:published_time", "2024-05-03T08:00:00Z"))
    captured_at = datetime(2024, 5, 1, 12, tzinfo=UTC)
    found = extract_metadata(tree_of(text), address=ADDRESS, html=text, captured_at=captured_at)
    assert found.date_published is not None
    assert (found.methods["date_published"], found.date_modified) == ("meta:article:published_time", None)
    unbounded = metadata_of(text).date_published
    assert unbounded is not None
    assert unbounded.instant.year == 2054


def test_the_beginning_of_unix_time_gives_way_to_the_next_statement() -> None:
    ld = article(headline="x", datePublished="1970-01-01T00:00:00Z")
    found = published(page_text(ld=ld, body='<h1>x</h1><time datetime="2024-05-01T07:15:00+02:00">'))
    assert found == ("2024-05-01T05:15:00+00:00", "+02:00", "second", "html:time")


def test_a_date_in_a_table_made_for_layout_is_found() -> None:
    cell = '<div class="date">Harbour, 2 May 2024</div><p>The map that hung in the office for years has been sold.</p>'
    body = f"<h1>Map found</h1><table><tr><td>{cell}</td></tr></table>"
    assert published(page_text(body=body)) == ("2024-05-02T00:00:00+00:00", None, "day", "htmldate")
