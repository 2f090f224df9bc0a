from schemas.words import DatePrecision
from tests.extract.metadata_pages import article, metadata_of, page_text


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
