"""The named things of invented texts, found in parses that were recorded."""

import pytest
from facts.enriched.recorded import parse

from schemas.words import MentionType
from tasks.facts.enriched.mentions import find_mentions
from tasks.facts.mentions.found import FoundMention


def mentions(body: str, kind: str) -> list[tuple[str, str]]:
    return [(body[one.start : one.end], one.name) for one in find_mentions(parse(body)) if one.type == kind]


def one(body: str, surface: str) -> FoundMention:
    return next(found for found in find_mentions(parse(body)) if body[found.start : found.end] == surface)


def role(body: str, surface: str) -> str | None:
    found = one(body, surface)
    return None if found.role_start is None or found.role_end is None else body[found.role_start : found.role_end]


@pytest.mark.parametrize(
    ("body", "name", "expected"),
    [
        ("Harbour spokesman Piet Vandermeer met the crews on Monday.", "Piet Vandermeer", "Harbour spokesman"),
        ("They were greeted by Finance Minister Olena Hrytsenko.", "Olena Hrytsenko", "Finance Minister"),
        ("The talks with Secretary of State Martha Ellwood ended.", "Martha Ellwood", "Secretary of State"),
        (
            "Martha Ellwood, the mayor of Leeds, opened the bridge.",
            "Martha Ellwood",
            "mayor of Leeds",
        ),
        (
            "The head of the Danish navy, Admiral Niels Brandt, explained the plan.",
            "Niels Brandt",
            "head of the Danish navy, Admiral",
        ),
        (
            "Spain's former foreign minister Carmen Robles spoke first.",
            "Carmen Robles",
            "Spain's former foreign minister",
        ),
        ("His brother Thomas Ellwood was not there.", "Thomas Ellwood", None),
        ("Mrs. Ellwood left early, and Thomas Ellwood stayed.", "Thomas Ellwood", None),
    ],
)
def test_a_role_is_taken_as_written_beside_the_name(body: str, name: str, expected: str | None) -> None:
    assert role(body, name) == expected


def test_all_mentions_of_a_person_bear_the_fullest_name() -> None:
    body = "Olena Hrytsenko arrived in Warsaw. Hrytsenko said little. Reporters followed Hrytsenko to her car."
    assert {name for _, name in mentions(body, "person")} == {"Olena Hrytsenko"}


def test_who_bears_a_title_is_a_person_where_the_model_sees_no_name() -> None:
    body = "Defense Minister Shin Won-sik arrived in Oslo. Mr Shin, a former general, spoke first."
    assert mentions(body, "person") == [("Shin Won-sik", "Shin Won-sik"), ("Shin", "Shin Won-sik")]


def test_a_surname_two_people_share_stays_apart_from_both() -> None:
    body = "Martha Ellwood and her brother Thomas Ellwood founded the bank. Ellwood sold it last year."
    assert ("Ellwood", "Ellwood") in mentions(body, "person")


def test_a_family_name_that_comes_first_stands_for_the_person() -> None:
    body = "Park Jin Woo met the envoys in Seoul. Park was smiling."
    assert ("Park", "Park Jin Woo") in mentions(body, "person")


def test_a_body_without_capitals_is_an_organization_by_its_fullest_name() -> None:
    body = "The Danish defense ministry published a video. The pilots are safe, the defense ministry said."
    assert mentions(body, "organization") == [
        ("Danish defense ministry", "Danish defense ministry"),
        ("defense ministry", "Danish defense ministry"),
    ]


def test_what_two_bodies_share_stands_for_neither() -> None:
    body = "The Danish navy met the Swedish navy. Officers of the defense ministry watched the Danish defense ministry."
    names = {name for _, name in mentions(body, "organization")}
    assert {"Danish navy", "Swedish navy"} <= names


def test_a_ship_that_bears_a_name_is_no_person() -> None:
    body = "They boarded the Admiral Brandt, a frigate, and sailed to Oslo."
    assert mentions(body, "person") == []
    assert one(body, "Admiral Brandt").subtype == "ship"


def test_a_body_of_three_letters_is_no_person_of_that_name() -> None:
    body = "Park Jin Un wrote to the U.N. on Monday. The letter reached the U.N. on Friday."
    assert ("U.N.", "Park Jin Un") not in mentions(body, "person")


def test_a_missile_that_bears_a_name_is_no_person() -> None:
    assert mentions("The army fired Tizona missiles from the coast.", "person") == []


def test_nothing_else_is_found_where_rules_found_a_product() -> None:
    body = "They boarded the Admiral Brandt, a frigate, and sailed to Oslo."
    start = body.index("Admiral")
    ship = FoundMention(MentionType.PRODUCT, "ship", start, start + len("Admiral Brandt"), "Admiral Brandt")
    found = find_mentions(parse(body), [ship])
    assert [mention for mention in found if mention.start <= start < mention.end] == [ship]


def test_a_city_has_its_country_and_coordinates() -> None:
    oslo = one("They boarded the Admiral Brandt, a frigate, and sailed to Oslo.", "Oslo")
    assert (oslo.subtype, oslo.country) == ("city", "NO")
    assert oslo.latitude == pytest.approx(59.9, abs=0.1) and oslo.longitude == pytest.approx(10.7, abs=0.1)


@pytest.mark.parametrize(
    ("body", "surface", "country"),
    [
        ("The fire in Birmingham, Alabama, was put out.", "Birmingham", "US"),
        ("A lawyer from Eau Claire, Wis., paid for it.", "Eau Claire", "US"),
        ("Farmers in Colorado, Texas and Ohio wait for rain.", "Colorado", "US"),
        ("The fire in Birmingham was put out, British officials said.", "Birmingham", "GB"),
        ("Farmers in Georgia and in Florida wait for help from Washington.", "Georgia", "US"),
        ("Farmers in Georgia and in Armenia wait for rain.", "Georgia", "GE"),
        ("It landed at the Kastrup airport in Copenhagen.", "Kastrup airport", "DK"),
        ("Danish sailors were the first to reach the wreck.", "Danish", "DK"),
    ],
)
def test_the_text_decides_which_country_a_name_is_of(body: str, surface: str, country: str) -> None:
    assert one(body, surface).country == country


def test_a_place_of_two_names_has_one() -> None:
    body = "The U.S. will send aid. Help from the United States is expected on Friday."
    assert {name for _, name in mentions(body, "place")} == {"United States"}


def test_parts_of_the_world_have_no_country() -> None:
    assert one("Prices rose across Asia and in Japan.", "Asia").country is None
