"""Quantities: how exact they are, what they range over, what they convert, and what they come to in base units."""

import pytest
from found_quantities import only, surfaces

from tasks.facts.quantities.scan import find_quantities


@pytest.mark.parametrize(
    ("body", "surface", "value", "high"),
    [
        ("The wave was 10 to 12 meters high.", "10 to 12 meters", 10, 12),
        ("The wave was 10-12 meters high.", "10-12 meters", 10, 12),
        ("The wave was 10–12 meters high.", "10–12 meters", 10, 12),
        ("A 5- to 10-meter wave came.", "5- to 10-meter", 5, 10),
        ("It lies between 3 and 5 kilometers off.", "3 and 5 kilometers", 3, 5),
        ("It lies between 3 km and 5 km off.", "3 km and 5 km", 3, 5),
        ("It costs $5 to $10.", "$5 to $10", 5, 10),
        ("It costs $5-$10 million.", "$5-$10 million", 5e6, 1e7),
        ("It costs $5 to 10 million.", "$5 to 10 million", 5e6, 1e7),
        ("It costs anywhere from $2 million to $3 million.", "$2 million to $3 million", 2e6, 3e6),
        ("It costs 2 to 3 million euros.", "2 to 3 million euros", 2e6, 3e6),
        ("It costs $500,000 to $2 million.", "$500,000 to $2 million", 500_000, 2e6),
        ("Some 5-10% stay.", "5-10%", 5, 10),
        ("Two or three people stay.", "Two or three people", 2, 3),
    ],
)
def test_a_range_is_one_quantity_with_two_ends(body: str, surface: str, value: float, high: float) -> None:
    found, one = only(body)
    assert (found, one.value, one.value_high) == (surface, value, high)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Rent rose from 5 percent to 10 percent of wages.", ["5 percent", "10 percent"]),
        ("Rent rose from 5 to 10 percent of wages.", ["5", "10 percent"]),
        ("Shares rose 20 cents to $31.", ["20 cents", "$31"]),
        ("Shares fell $2 to $31.", ["$2", "$31"]),
        ("The room is 10 by 12 feet.", ["10", "12 feet"]),
        ("The box is 2 x 3 x 4 meters.", ["2", "3", "4 meters"]),
    ],
)
def test_numbers_that_are_no_range_are_quantities_of_their_own(body: str, found: list[str]) -> None:
    assert surfaces(body) == found
    assert {one.value_high for one in find_quantities(body, "en")} == {None}


@pytest.mark.parametrize(
    ("body", "modifier"),
    [
        ("It is about 5 km long.", "APPROX"),
        ("It is roughly a mile long.", "APPROX"),
        ("Some 300 people came.", "APPROX"),
        ("It is 5 km or so.", "APPROX"),
        ("It cost nearly $5.", "APPROX"),
        ("It cost more than $5.", "MORE_THAN"),
        ("It cost over US$5.", "MORE_THAN"),
        ("It cost less than $5.", "LESS_THAN"),
        ("Fewer than 50 people came.", "LESS_THAN"),
        ("It cost at least $5.", "EQUAL_OR_MORE"),
        ("It cost $5 or more.", "EQUAL_OR_MORE"),
        ("It drew 5,000+ people.", "EQUAL_OR_MORE"),
        ("It cost up to $5.", "EQUAL_OR_LESS"),
        ("It cost no more than $5.", "EQUAL_OR_LESS"),
        ("It cost $5 or less.", "EQUAL_OR_LESS"),
        ("It drew as many as 50 people.", "EQUAL_OR_LESS"),
        ("It cost $5.", None),
        ("It cost $5 and more than a week.", None),
    ],
)
def test_words_around_a_number_say_how_exact_it_is(body: str, modifier: str | None) -> None:
    assert only(body)[1].modifier == modifier


@pytest.mark.parametrize(
    "body",
    [
        "It lies 8,000 kilometers (5,000 miles) off.",
        "It lies 5,000 miles, or 8,000 kilometers, off.",
        "It lies 8,000 kilometers (about 5,000 miles) off.",
        "A 100-kilometer (62-mile) pipe burst.",
        "The wave was 10 to 12 meters (33 to 39 feet) high.",
        "Winds hit 60 mph (97 kph).",
        "It was 95 degrees (35 Celsius) in the heat.",
        "It warmed by 1.5 degrees Celsius (2.7 degrees Fahrenheit).",
        "It carries 10 tons (9 metric tons).",
        "It costs 100 million rubles ($1.1 million).",
        "It costs C$9.75, or US$8.32, a share.",
    ],
)
def test_a_conversion_names_the_quantity_it_converts(body: str) -> None:
    first, second = find_quantities(body, "en")
    assert (first.conversion_of, second.conversion_of) == (None, 0)


@pytest.mark.parametrize(
    "body",
    [
        "It lies 8,000 kilometers (500 miles) off.",
        "It lies 8,000 kilometers off and 5,000 miles on.",
        "It costs $5 million, or $2 a share.",
        "It grew 5 percent (3 percent before).",
    ],
)
def test_what_does_not_agree_or_is_of_the_same_unit_converts_nothing(body: str) -> None:
    assert [one.conversion_of for one in find_quantities(body, "en")] == [None, None]


def test_a_conversion_is_as_exact_as_what_it_converts() -> None:
    found = find_quantities("It lies roughly 8,000 kilometers (5,000 miles) off.", "en")
    assert [one.modifier for one in found] == ["APPROX", "APPROX"]


@pytest.mark.parametrize(
    ("body", "unit"), [("She drank 17 ounces (500 ml).", "[foz_us]"), ("It weighs 17 ounces (480 g).", "[oz_av]")]
)
def test_a_conversion_tells_whether_ounces_are_of_a_drink(body: str, unit: str) -> None:
    first, second = find_quantities(body, "en")
    assert (first.unit, second.conversion_of) == (unit, 0)


def test_a_conversion_tells_which_ton_was_meant() -> None:
    short, _ = find_quantities("It carries 10 tons (9 metric tons).", "en")
    alone = only("It carries 10 tons.")[1]
    assert (short.unit, alone.unit, alone.base_value) == ("[ston_av]", None, None)


@pytest.mark.parametrize(
    ("body", "value", "unit"),
    [
        ("A mile of pipe lay there, 2 miles long.", 3218.688, "m"),
        ("It was 21 degrees Celsius.", 294.15, "K"),
        ("It was 32 degrees Fahrenheit.", 273.15, "K"),
        ("Prices rose 12%.", 0.12, "1"),
        ("It made 36 km/h.", 10, "m/s"),
        ("It held 2 kilobytes.", 16000, "bit"),
        ("It warmed by 2 degrees Celsius.", None, None),
        ("It cost $5.", None, None),
    ],
)
def test_the_base_value_makes_units_comparable(body: str, value: float | None, unit: str | None) -> None:
    one = only(body)[1]
    assert (one.base_value, one.base_unit) == (value, unit)
