"""The gazetteer: what its tables hold, and which of several places a name is."""

import pytest

from tasks.facts.gazetteer.build import lines
from tasks.facts.gazetteer.table import gazetteer


def test_every_city_and_region_lies_in_a_country_of_the_table() -> None:
    codes = {place.country for place in gazetteer().countries.values()}
    cities = {place.country for places in gazetteer().cities.values() for place in places}
    assert len(codes) == 250
    assert cities <= codes and {place.country for place in gazetteer().regions.values()} <= codes | {""}
    assert set(gazetteer().nationalities.values()) <= codes


def test_every_city_has_coordinates_on_the_globe() -> None:
    places = [place for places in gazetteer().cities.values() for place in places]
    assert all(
        place.latitude is not None
        and place.longitude is not None
        and -90 <= place.latitude <= 90
        and -180 <= place.longitude <= 180
        for place in places
    )


@pytest.mark.parametrize(
    ("name", "named", "within", "country", "state"),
    [
        ("Birmingham", set(), "", "GB", ""),
        ("Birmingham", {"US"}, "", "US", "AL"),
        ("Birmingham", {"US"}, "England", "GB", ""),
        ("Springfield", set(), "Ill.", "US", "IL"),
        ("Nowhereville", set(), "Texas", "US", "TX"),
        ("KYIV", set(), "", "UA", ""),
        ("Kiev", set(), "", "UA", ""),
        ("Zürich", set(), "", "CH", ""),
        ("Zurich", set(), "", "CH", ""),
        ("U.S.", set(), "", "US", ""),
        ("Georgia", {"AM"}, "", "GE", ""),
        ("Georgia", {"US"}, "", "US", "GA"),
        ("Georgia", {"US", "GE"}, "", "GE", ""),
    ],
)
def test_a_name_is_the_place_the_text_makes_likeliest(
    name: str, named: set[str], within: str, country: str, state: str
) -> None:
    place = gazetteer().place(name, named, within)
    assert place and (place.country, place.state) == (country, state)


def test_a_name_that_is_no_place_is_none() -> None:
    assert gazetteer().place("Hrytsenko") is None


def test_people_are_of_the_country_their_name_says() -> None:
    assert [gazetteer().country(name) for name in ("Dutch", "north koreans", "Côte d’Ivoire", "Romans")] == [
        "NL",
        "KP",
        "CI",
        None,
    ]


def test_the_table_is_made_with_names_known_abroad_for_large_cities_only() -> None:
    large = {"name": "Ostrava", "countrycode": "CZ", "population": 300_000, "admin1code": "85"}
    at = {"latitude": 49.8346, "longitude": 18.282}
    others = ["Ostrau", "Острава", "OSR", "Óstrava"]
    small = {**large, "name": "Ostrov", "population": 17_000}
    cities = {"1": {**large, **at, "alternatenames": others}, "2": {**small, **at, "alternatenames": others}}
    assert list(lines(cities))[1:] == [
        "Ostrava\tOstrau\tCZ\t\t49.835\t18.282\t300000",
        "Ostrov\t\tCZ\t\t49.835\t18.282\t17000",
    ]
