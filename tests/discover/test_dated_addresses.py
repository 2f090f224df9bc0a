from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.errors import ConfigError
from tasks.discover.dated_addresses import archive_addresses, days_in

DAY = date(2024, 3, 1)


@pytest.mark.parametrize(
    ("path", "first", "last"),
    [
        ("/2024/03/01/ferry", DAY, DAY),
        ("/2024-03-01-ferry", DAY, DAY),
        ("/ferry-20240301.html", DAY, DAY),
        ("/2024/3/1/ferry", DAY, DAY),
        ("/2024/mar/01/ferry", DAY, DAY),
        ("/2024/March/1/ferry", DAY, DAY),
        ("/news?day=2024-03-01", DAY, DAY),
        ("/2024/03/ferry", DAY, date(2024, 3, 31)),
        ("/sitemap-2024-02.xml", date(2024, 2, 1), date(2024, 2, 29)),
        ("/sitemap_202402.xml.gz", date(2024, 2, 1), date(2024, 2, 29)),
        ("/2024/ferry", date(2024, 1, 1), date(2024, 12, 31)),
        ("/sitemap.xml?yyyy=2024&mm=03", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_the_days_an_address_is_about(path: str, first: date, last: date) -> None:
    assert days_in(f"https://post.example{path}") == (first, last)


@pytest.mark.parametrize(
    "url",
    [
        "https://post.example/ferry-returns",
        "https://20240301.example/ferry",
        "https://post.example/a-120240301",
        "https://post.example/id/2024030112345",
        "https://post.example/budget2024plan",
        "https://post.example/2024/13/45/x",
    ],
)
def test_other_numbers_are_no_days(url: str) -> None:
    found = days_in(url)
    assert found is None or found == (date(2024, 1, 1), date(2024, 12, 31))


def test_an_archive_has_an_address_a_day_a_month_or_a_year() -> None:
    first, last = date(2024, 2, 28), date(2024, 3, 1)
    assert archive_addresses("https://p.example/{yyyy}/{mm}/{dd}/", first, last) == (
        "https://p.example/2024/02/28/",
        "https://p.example/2024/02/29/",
        "https://p.example/2024/03/01/",
    )
    assert archive_addresses("https://p.example/{yy}-{m}", first, last) == (
        "https://p.example/24-2",
        "https://p.example/24-3",
    )
    assert archive_addresses("https://p.example/{yyyy}", first, last) == ("https://p.example/2024",)


@pytest.mark.parametrize(
    ("template", "days", "says"),
    [
        ("https://p.example/{year}/", 1, "no template"),
        ("https://p.example/", 1, "no template"),
        ("https://p.example/{yyyy}", -1, "turn the days round"),
        ("https://p.example/{dd}", 30_000, "are too many"),
    ],
)
def test_a_template_or_range_that_cannot_be_meant_is_refused(template: str, days: int, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        archive_addresses(template, DAY, DAY + timedelta(days=days))


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_the_day_written_into_an_address_is_read_out_of_it(day: date) -> None:
    (url,) = archive_addresses("https://p.example/{yyyy}/{mm}/{dd}/x", day, day)
    assert days_in(url) == (day, day)
