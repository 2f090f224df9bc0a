"""Products: invented sentences, and the weapons, vehicles, aircraft and ships they name."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.facts.mentions.product_lexicon import all_writings, pattern_of
from tasks.facts.mentions.products import find_products


def products(body: str, language: str | None = "en") -> list[tuple[str, str | None, str]]:
    """Surface, kind and name of each product."""
    return [(body[one.start : one.end], one.subtype, one.name) for one in find_products(body, language)]


@pytest.mark.parametrize(
    ("body", "surface", "kind", "name"),
    [
        ("They saw a Tu-160 land.", "Tu-160", "aircraft", "Tu-160"),
        ("They saw a TU-160 land.", "TU-160", "aircraft", "Tu-160"),
        ("They saw a Tu160 land.", "Tu160", "aircraft", "Tu-160"),
        ("They saw a Tupolev Tu-160 land.", "Tupolev Tu-160", "aircraft", "Tu-160"),
        ("They saw two Tu-95MSs land.", "Tu-95MS", "aircraft", "Tu-95MS"),
        ("They saw a Tu-22M3 land.", "Tu-22M3", "aircraft", "Tu-22M3"),
        ("They saw F-16s land.", "F-16", "aircraft", "F-16"),
        ("They saw an F-16C/D land.", "F-16C/D", "aircraft", "F-16C"),
        ("They saw F16 jets land.", "F16", "aircraft", "F-16"),
        ("They saw a MiG-31K land.", "MiG-31K", "aircraft", "MiG-31K"),
        ("They saw a B-52H land.", "B-52H", "aircraft", "B-52H"),
        ("They saw a U-2 spy plane land.", "U-2", "aircraft", "U-2"),
        ("They saw a Boeing 737 MAX land.", "Boeing 737 MAX", "aircraft", "Boeing 737 MAX"),
        ("They saw a 737 MAX land.", "737 MAX", "aircraft", "Boeing 737 MAX"),
        ("They saw a Boeing 787-9 land.", "Boeing 787-9", "aircraft", "Boeing 787-9"),
        ("They saw a 737 jet land.", "737", "aircraft", "Boeing 737"),
        ("They saw an Airbus A320neo land.", "Airbus A320neo", "aircraft", "Airbus A320neo"),
        ("They saw an A320 plane land.", "A320", "aircraft", "Airbus A320"),
        ("They saw the Gripen fighters land.", "Gripen", "aircraft", "JAS 39 Gripen"),
        ("They saw a Mi-8MTV land.", "Mi-8MTV", "helicopter", "Mi-8MTV"),
        ("They saw a UH-60 Black Hawk land.", "UH-60 Black Hawk", "helicopter", "UH-60"),
        ("They heard a Shahed-136 fall.", "Shahed-136", "drone", "Shahed-136"),
        ("They heard Shahed drones fall.", "Shahed", "drone", "Shahed-136"),
        ("They heard a Bayraktar TB2 fall.", "Bayraktar TB2", "drone", "Bayraktar TB2"),
        ("They heard an MQ-9 Reaper fall.", "MQ-9 Reaper", "drone", "MQ-9"),
        ("They heard a Kinzhal fall.", "Kinzhal", "missile", "Kinzhal"),
        ("They heard a Kh-101 fall.", "Kh-101", "missile", "Kh-101"),
        ("They fired an ATACMS.", "ATACMS", "missile", "ATACMS"),
        ("They fired a DF-21D.", "DF-21D", "missile", "DF-21D"),
        ("They fired a Hwasong-17.", "Hwasong-17", "missile", "Hwasong-17"),
        ("They fired a Javelin missile.", "Javelin", "missile", "Javelin"),
        ("They fired a Harpoon missile.", "Harpoon", "missile", "Harpoon"),
        ("They moved an S-400.", "S-400", "air_defense", "S-400"),
        ("They moved an S400 battery.", "S400", "air_defense", "S-400"),
        ("They moved a Patriot battery.", "Patriot", "air_defense", "Patriot"),
        ("They praised Iron Dome.", "Iron Dome", "air_defense", "Iron Dome"),
        ("They moved a T-72B3.", "T-72B3", "tank", "T-72B3"),
        ("They moved a T72 tank.", "T72", "tank", "T-72"),
        ("They moved a Leopard 2A6.", "Leopard 2A6", "tank", "Leopard 2A6"),
        ("They moved Leopards, tanks of steel.", "Leopard", "tank", "Leopard"),
        ("They moved an M1A2.", "M1A2", "tank", "M1A2"),
        ("They moved Abrams tanks.", "Abrams", "tank", "M1 Abrams"),
        ("They moved a BMP-2.", "BMP-2", "vehicle", "BMP-2"),
        ("They moved a Bradley fighting vehicle.", "Bradley", "vehicle", "Bradley"),
        ("They moved a HIMARS.", "HIMARS", "artillery", "HIMARS"),
        ("They moved a Caesar howitzer.", "Caesar", "artillery", "CAESAR"),
        ("He held an AK-47.", "AK-47", "firearm", "AK-47"),
        ("He held an AK47.", "AK47", "firearm", "AK-47"),
        ("He held an M4 carbine.", "M4", "firearm", "M4"),
        ("He held an RPG-7.", "RPG-7", "launcher", "RPG-7"),
        ("They saw a Falcon 9 rise.", "Falcon 9", "rocket", "Falcon 9"),
        ("They saw Soyuz MS-24 dock.", "Soyuz MS-24", "spacecraft", "Soyuz MS-24"),
        ("They saw a Starlink burn.", "Starlink", "satellite", "Starlink"),
    ],
)
def test_a_product_is_known_by_designator_or_name(body: str, surface: str, kind: str, name: str) -> None:
    assert products(body) == [(surface, kind, name)]


@pytest.mark.parametrize(
    "body",
    [
        "The New England Patriots won.",
        "The Patriot Act passed, and missiles fell.",
        "Patriot filed for bankruptcy.",
        "Stacey Abrams spoke about tanks.",
        "General Bradley led the tanks.",
        "She threw the javelin.",
        "Tornado damage grounded planes.",
        "Typhoon Anna grounded planes.",
        "Take the M1 road to the A6 junction, past the tanks.",
        "The A-10 highway is closed.",
        "Fill in form W-2, or ask for an F-1 visa.",
        "Vitamin B-12 and the H1N1 virus were studied.",
        "Print it on A4 paper.",
        "Flight 777 landed, said the airline.",
        "Flight BA-123 landed, said the airline.",
        "At least 737 people fled by plane.",
        "Rep. Jane Roe, R-27, likes weapons.",
        "An 18-year-old flew the aircraft.",
        "They ate Caesar salad.",
        "Golden State Warriors beat the tanks.",
        "Use the Tor browser.",
        "Mars is red; curiosity is good.",
        "The K-12 schools bought C-4 and T-shirts.",
    ],
)
def test_people_teams_roads_and_forms_are_no_products(body: str) -> None:
    assert products(body) == []


def test_a_designator_that_needs_its_kind_counts_again_once_it_was_meant() -> None:
    body = "An Airbus A320-200 fell. The A320 was old; flight 320 was late."
    assert [surface for surface, _, _ in products(body)] == ["Airbus A320-200", "A320"]


def test_a_word_with_other_meanings_counts_again_once_it_was_meant() -> None:
    body = "Kyiv got a Patriot battery. The mayor said the Patriot is enough."
    assert [surface for surface, _, _ in products(body)] == ["Patriot", "Patriot"]


@pytest.mark.parametrize(
    ("body", "surfaces", "kind"),
    [
        ("They boarded the Marshal Ivanenko, an anti-submarine destroyer.", ["Marshal Ivanenko"], "ship"),
        ("The frigate Admiral Petrenko sailed.", ["Admiral Petrenko"], "ship"),
        ("The frigates Admiral Petrenko and Admiral Oleksin sailed.", ["Admiral Petrenko", "Admiral Oleksin"], "ship"),
        ("The aircraft carrier USS Harold R. Moss sailed.", ["USS Harold R. Moss"], "ship"),
        ("The HMS Queen Agatha sailed.", ["HMS Queen Agatha"], "ship"),
        ("The INS Varuna, an Indian warship, sailed.", ["INS Varuna"], "ship"),
        ("China's Shandong aircraft carrier sailed.", ["Shandong"], "ship"),
        ("The submarine Orel dived.", ["Orel"], "submarine"),
        ("The ferry Aurora sank.", ["Aurora"], "ship"),
        ("The cargo ship Ever Green sank. The Ever Green was old.", ["Ever Green", "Ever Green"], "ship"),
        ("An Arleigh Burke-class destroyer sailed.", ["Arleigh Burke-class"], "ship"),
        ("Kilo-class submarines sailed.", ["Kilo-class"], "submarine"),
    ],
)
def test_a_ship_is_known_by_what_is_said_around_its_name(body: str, surfaces: list[str], kind: str) -> None:
    assert [(surface, one) for surface, one, _ in products(body)] == [(surface, kind) for surface in surfaces]


@pytest.mark.parametrize(
    "body",
    [
        "The ship Captain Jones sailed is old.",
        "INS Commissioner Doris Roe spoke.",
        "The destroyer Monday left port.",
        "The Chinese aircraft carrier met a Royal Navy cruiser.",
        "First-class ferry tickets are sold.",
        "She left the Force, a tired ship captain at her side.",
        "Warships Russia built are old.",
        "The projects ship Perl; they also ship the CORE.",
        "Marshal Ivanenko was a soldier.",
        "The navy owns a ship. The Senate agreed.",
    ],
)
def test_what_stands_beside_a_ship_is_not_always_its_name(body: str) -> None:
    assert products(body) == []


def test_the_person_a_ship_is_named_after_is_no_ship() -> None:
    body = "The destroyer Admiral Petrenko sailed. Ivan Petrenko, a sailor, came aboard the Petrenko."
    assert products(body) == [
        ("Admiral Petrenko", "ship", "Admiral Petrenko"),
        ("Petrenko", "ship", "Admiral Petrenko"),
    ]


@pytest.mark.parametrize(
    ("language", "body", "found"),
    [
        ("de", "Kiew erhält Leopard-2-Panzer und F-16.", [("Leopard-2", "Leopard 2"), ("F-16", "F-16")]),
        ("fr", "Ils ont tiré un missile Exocet.", [("Exocet", "Exocet")]),
        ("es", "Su 30 aviones y el Su-30 vuelan.", [("Su-30", "Su-30")]),
        ("ru", "Взлетели Ту-160 и МиГ-31К.", [("Ту-160", "Tu-160"), ("МиГ-31К", "MiG-31K")]),
        ("ru", "Ракеты «Кинжал» и Х-101 сбиты.", [("Кинжал", "Kinzhal"), ("Х-101", "Kh-101")]),
        ("ru", "Крейсер «Заря» ушёл.", [("Заря", "Заря")]),
        ("uk", "Знищено танк Т-72Б3.", [("Т-72Б3", "T-72B3")]),
    ],
)
def test_other_languages_have_the_same_names(language: str, body: str, found: list[tuple[str, str]]) -> None:
    assert [(surface, name) for surface, _, name in products(body, language)] == found


def test_each_writing_of_the_lexicon_with_unusual_signs_matches_itself() -> None:
    unusual = [one.form for one in all_writings() if not re.fullmatch(r"[A-Za-z0-9 -]+", one.form)]
    assert unusual
    assert [form for form in unusual if not pattern_of(form).fullmatch(form)] == []


_PIECES = (
    "the Tu-160 F16 s Patriot missile Abrams tank USS Cole , an destroyer -class frigate 737 « Москва » крейсер A ."
)


@settings(max_examples=150)
@given(st.one_of(st.text(), st.lists(st.sampled_from(_PIECES.split())).map(" ".join)), st.sampled_from(("en", "ru")))
def test_any_text_gives_spans_inside_of_it_in_order(body: str, language: str) -> None:
    end = 0
    for one in find_products(body, language):
        assert end <= one.start < one.end <= len(body)
        end = one.end


@pytest.mark.parametrize(
    "piece", ["A", "A ", "Tu-", "USS ", "USS A ", "ship ", "The A, a ", "-class ", "Patriot ", "F-16 "]
)
def test_hostile_text_takes_time_in_proportion_to_its_length(piece: str) -> None:
    find_products("", "en")
    begun = time.process_time()
    find_products(piece * (10_000 // len(piece)), "en")
    assert time.process_time() - begun < 1
