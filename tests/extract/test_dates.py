from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.words import DatePrecision
from tasks.extract.dates import parse_stated, parse_written, with_offset

DAY, MINUTE, SECOND = DatePrecision.DAY, DatePrecision.MINUTE, DatePrecision.SECOND


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]  # year to second, in order


@pytest.mark.parametrize(
    ("text", "instant", "precision", "offset"),
    [
        ("2024-03-01T23:30-05:00", utc(2024, 3, 2, 4, 30), MINUTE, "-05:00"),
        ("2024-03-01T23:30:15Z", utc(2024, 3, 1, 23, 30, 15), SECOND, "+00:00"),
        ("2024-03-01T23:30:15.1230000Z", utc(2024, 3, 1, 23, 30, 15, 123000), SECOND, "+00:00"),
        ("2024-03-01 23:30:15 +0200", utc(2024, 3, 1, 21, 30, 15), SECOND, "+02:00"),
        ("2024-03-01 23:30:15", utc(2024, 3, 1, 23, 30, 15), SECOND, None),
        ("2024-03-01 11:30 PM EST", utc(2024, 3, 2, 4, 30), MINUTE, "-05:00"),
        ("2024-03-01", utc(2024, 3, 1), DAY, None),
        ("20240301", utc(2024, 3, 1), DAY, None),
        ("Fri Mar 01 23:30:15 CET 2024", utc(2024, 3, 1, 22, 30, 15), SECOND, "+01:00"),
        ("Fri Mar 01 2024 23:30:15 GMT+0100 (somewhere)", utc(2024, 3, 1, 22, 30, 15), SECOND, "+01:00"),
        ("Fri, 01 Mar 2024 23:30:15 +0100", utc(2024, 3, 1, 22, 30, 15), SECOND, "+01:00"),
        ("March 1, 2024 10:00 PM EST", utc(2024, 3, 2, 3, 0), MINUTE, "-05:00"),
        ("Friday, Mar. 1, 2024 at 10:00 p.m. PST", utc(2024, 3, 2, 6, 0), MINUTE, "-08:00"),
        ("1 March 2024", utc(2024, 3, 1), DAY, None),
        ("13.03.2024 14:05", utc(2024, 3, 13, 14, 5), MINUTE, None),
        ("13.03.2024 14:05 Uhr", utc(2024, 3, 13, 14, 5), MINUTE, None),
        ("1.3.2024, 14:05 MEZ", utc(2024, 3, 1, 13, 5), MINUTE, "+01:00"),
        ("01:38:07 PM EST Mar 1, 2024", utc(2024, 3, 1, 18, 38, 7), SECOND, "-05:00"),
        ("01:38:07 PM IST Mar 1, 2024", utc(2024, 3, 1), DAY, None),
        ("13/03/2024", utc(2024, 3, 13), DAY, None),
        ("Fri, 01 Mar 2024 23:30:15 CET", utc(2024, 3, 1, 22, 30, 15), SECOND, "+01:00"),
        ("1709335815", utc(2024, 3, 1, 23, 30, 15), SECOND, "+00:00"),
        ("1709335815123", utc(2024, 3, 1, 23, 30, 15), SECOND, "+00:00"),
    ],
)
def test_dates_for_machines_keep_instant_precision_and_zone(
    text: str, instant: datetime, precision: DatePrecision, offset: str | None
) -> None:
    found = parse_stated(text)
    assert found is not None
    assert (found.instant, found.precision, found.offset) == (instant, precision, offset)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024-02-30",
        "2024-13-01",
        "1h ago",
        "PT5M",
        "18:41",
        "2024-2025",
        "0000-00-00",
        "9999-01-01",
        "03/04/2024",
        "Foo 3, 2024",
    ],
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert parse_stated(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-01 11:30 IST",
        "2024-03-01 23:30 Europe/Berlin",
        "Fri Mar 01 23:30:15 IST 2024",
        "Fri, 01 Mar 2024 23:30:15 IST",
        "March 1, 2024 10:00 PM CST",
    ],
)
def test_an_abbreviation_of_several_zones_leaves_the_day_alone(text: str) -> None:
    found = parse_stated(text)
    assert found is not None
    assert (found.instant, found.precision, found.offset) == (utc(2024, 3, 1), DAY, None)


@pytest.mark.parametrize("text", ["1970-01-01T00:00:00Z", "1970-01-01T01:00:00+01:00", "1970-01-01", "0000000000"])
def test_the_beginning_of_unix_time_is_no_date(text: str) -> None:
    assert parse_stated(text) is None


@given(st.text(max_size=100))
def test_any_text_gives_a_date_or_none(text: str) -> None:
    found = parse_stated(text)
    assert found is None or found.instant.tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "language", "instant", "precision"),
    [
        ("September 16, 2023", "en", utc(2023, 9, 16), DAY),
        ("16 de mayo de 2024, 15:40", "es", utc(2024, 5, 16, 15, 40), MINUTE),
        ("28. April 2023, 19:50 Uhr", "de", utc(2023, 4, 28, 19, 50), MINUTE),
        ("04/05/2024", "en-GB", utc(2024, 5, 4), DAY),
    ],
)
def test_dates_in_prose_are_read_in_the_page_s_language(
    text: str, language: str, instant: datetime, precision: DatePrecision
) -> None:
    found = parse_written(text, language)
    assert found is not None
    assert (found.instant, found.precision) == (instant, precision)


@pytest.mark.parametrize("text", ["04/05/2024", "5 May", "2024", "Monday", "The year was good"])
def test_prose_that_does_not_settle_the_day_is_no_date(text: str) -> None:
    assert parse_written(text, "en") is None


def test_a_wall_clock_can_be_read_in_another_zone() -> None:
    bare = parse_stated("2024-03-01 23:30:15")
    assert bare is not None
    assert with_offset(bare, "+03:00").instant == utc(2024, 3, 1, 20, 30, 15)
