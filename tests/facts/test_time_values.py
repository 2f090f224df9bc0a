"""The days that TIMEX3 values cover."""

from datetime import date

import pytest

from tasks.facts.times.days import days_of


@pytest.mark.parametrize(
    ("value", "begin", "end"),
    [
        ("2023-09", date(2023, 9, 1), date(2023, 9, 30)),
        ("2023-W37", date(2023, 9, 11), date(2023, 9, 17)),
        ("2023-W37-WE", date(2023, 9, 16), date(2023, 9, 17)),
        ("2023-Q3", date(2023, 7, 1), date(2023, 9, 30)),
        ("2023-WI", date(2023, 12, 1), date(2024, 2, 29)),
        ("198", date(1980, 1, 1), date(1989, 12, 31)),
        ("2023-09-16T20:00Z", date(2023, 9, 16), date(2023, 9, 16)),
        ("XXXX-09", None, None),
        ("PAST_REF", None, None),
        ("9999-WI", None, None),
    ],
)
def test_a_value_covers_its_first_to_its_last_day(value: str, begin: date | None, end: date | None) -> None:
    assert days_of(value) == (begin, end)
