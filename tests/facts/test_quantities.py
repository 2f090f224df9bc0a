"""Quantities: invented sentences, and which of their numbers are measures, money, shares and counts."""

import time

import pytest
from found_quantities import only, surfaces
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.facts.quantities.scan import find_quantities


@pytest.mark.parametrize(
    ("body", "surface", "value", "unit"),
    [
        ("The tunnel is 12 kilometers long.", "12 kilometers", 12, "km"),
        ("A 500-meter mast fell.", "500-meter", 500, "m"),
        ("A wall of 2.5 metres went up.", "2.5 metres", 2.5, "m"),
        ("They cycled 1,250 km.", "1,250 km", 1250, "km"),
        ("They cycled 40km.", "40km", 40, "km"),
        ("They cycled 10 000 km.", "10 000 km", 10_000, "km"),
        ("A 10m wall stood there.", "10m", 10, "m"),
        ("The lake is half a mile away.", "half a mile", 0.5, "[mi_i]"),
        ("The lake is a quarter-mile away.", "a quarter-mile", 0.25, "[mi_i]"),
        ("The lake is three-quarters of a mile away.", "three-quarters of a mile", 0.75, "[mi_i]"),
        ("The lake is two and a half miles away.", "two and a half miles", 2.5, "[mi_i]"),
        ("The lake is 3 1/2 miles away.", "3 1/2 miles", 3.5, "[mi_i]"),
        ("The lake is 3½ miles away.", "3½ miles", 3.5, "[mi_i]"),
        ("The islet lies 20 nautical miles out.", "20 nautical miles", 20, "[nmi_i]"),
        ("Ten inches of snow fell.", "Ten inches", 10, "[in_i]"),
        ("The star is four light-years off.", "four light-years", 4, "[ly]"),
        ("She is 6 feet 2 inches tall.", "6 feet 2 inches", 6.1667, "[ft_i]"),
        ("She is 6ft 2in tall.", "6ft 2in", 6.1667, "[ft_i]"),
        ("She is a 6-foot-2 striker.", "6-foot-2", 6.1667, "[ft_i]"),
        ("She is 5'11\" tall.", "5'11\"", 5.9167, "[ft_i]"),
        ("The farm has twenty-five acres.", "twenty-five acres", 25, "[acr_us]"),
        ("Fire burned 1,200 hectares.", "1,200 hectares", 1200, "har"),
        ("A 900-square-foot flat was let.", "900-square-foot", 900, "[ft_i]2"),
        ("The park covers 30 square kilometers.", "30 square kilometers", 30, "km2"),
        ("The park covers 30 km².", "30 km²", 30, "km2"),
        ("The park covers 30 sq. km.", "30 sq. km", 30, "km2"),
        ("The tank holds 40 cubic meters.", "40 cubic meters", 40, "m3"),
        ("The tank holds 200 litres.", "200 litres", 200, "L"),
        ("The tank holds 15 gallons.", "15 gallons", 15, "[gal_us]"),
        ("They shipped 3 million barrels.", "3 million barrels", 3e6, "[bbl_us]"),
        ("It weighs 80kg.", "80kg", 80, "kg"),
        ("It weighs 12 tonnes.", "12 tonnes", 12, "t"),
        ("It weighs 12 metric tons.", "12 metric tons", 12, "t"),
        ("A 12-pound turkey was sold.", "12-pound", 12, "[lb_av]"),
        ("Ten ounces of butter melted.", "Ten ounces", 10, "[oz_av]"),
        ("Ten ounces of gold vanished.", "Ten ounces", 10, "[oz_tr]"),
        ("The blast was one of 20 kilotons.", "20 kilotons", 20, "kt"),
        ("Winds of 75 mph hit the pier.", "75 mph", 75, "[mi_i]/h"),
        ("Winds of 75 miles per hour hit the pier.", "75 miles per hour", 75, "[mi_i]/h"),
        ("Winds of 120 km/h hit the pier.", "120 km/h", 120, "km/h"),
        ("Winds of 120 kilometers an hour hit the pier.", "120 kilometers an hour", 120, "km/h"),
        ("The ferry made 18 knots.", "18 knots", 18, "[kn_i]"),
        ("It fell at nine meters per second.", "nine meters per second", 9, "m/s"),
        ("Wells give 400 barrels a day.", "400 barrels a day", 400, "[bbl_us]/d"),
        ("It was 21 degrees Celsius at noon.", "21 degrees Celsius", 21, "Cel"),
        ("It was 21°C in the hall.", "21°C", 21, "Cel"),
        ("It was -5°C in the hall.", "-5°C", -5, "Cel"),
        ("It was minus 40 degrees Fahrenheit.", "minus 40 degrees Fahrenheit", -40, "[degF]"),
        ("The heat rose to 31C in the valley.", "31C", 31, "Cel"),
        ("The crane made a 90-degree turn.", "90-degree", 90, "deg"),
        ("The plant makes 600 megawatts.", "600 megawatts", 600, "MW"),
        ("The plant makes 1.2 GW.", "1.2 GW", 1.2, "GW"),
        ("The house used 3,000 kilowatt-hours.", "3,000 kilowatt-hours", 3000, "kW.h"),
        ("The house used 3,000 kWh.", "3,000 kWh", 3000, "kW.h"),
        ("A 300-horsepower engine failed.", "300-horsepower", 300, "[HP]"),
        ("A 2,000-calorie diet helped.", "2,000-calorie", 2000, "[Cal]"),
        ("The tyre holds 35 psi.", "35 psi", 35, "[psi]"),
        ("The low fell to 970 hPa.", "970 hPa", 970, "hPa"),
        ("The leak held 50 gigabytes.", "50 gigabytes", 50, "GBy"),
        ("The leak held 1.5TB.", "1.5TB", 1.5, "TBy"),
        ("The line carries 100 Mbps.", "100 Mbps", 100, "Mbit/s"),
        ("It sends at 98.5 MHz.", "98.5 MHz", 98.5, "MHz"),
    ],
)
def test_a_measure_is_a_number_of_a_unit(body: str, surface: str, value: float, unit: str) -> None:
    found, one = only(body)
    assert (found, one.kind, one.value, one.unit) == (surface, "measure", value, unit)


@pytest.mark.parametrize(
    ("body", "surface", "value", "unit"),
    [
        ("It cost $40.", "$40", 40, "USD"),
        ("It cost $4.5 million.", "$4.5 million", 4.5e6, "USD"),
        ("It cost $4.5m.", "$4.5m", 4.5e6, "USD"),
        ("It cost $38million.", "$38million", 38e6, "USD"),
        ("It was a $10-million plan.", "$10-million", 1e7, "USD"),
        ("It cost US$3bn.", "US$3bn", 3e9, "USD"),
        ("It cost C$12.50.", "C$12.50", 12.5, "CAD"),
        ("It cost 12 Canadian dollars.", "12 Canadian dollars", 12, "CAD"),
        ("It cost 12 U.S. dollars.", "12 U.S. dollars", 12, "USD"),
        ("It cost A$7.", "A$7", 7, "AUD"),
        ("It cost $7 AUD.", "$7 AUD", 7, "AUD"),
        ("It cost £950,000.", "£950,000", 950_000, "GBP"),
        ("It cost €1.2bn.", "€1.2bn", 1.2e9, "EUR"),
        ("It cost 1.2 billion euros.", "1.2 billion euros", 1.2e9, "EUR"),
        ("It cost 5m euros.", "5m euros", 5e6, "EUR"),
        ("It cost EUR 30.", "EUR 30", 30, "EUR"),
        ("It cost 30 EUR.", "30 EUR", 30, "EUR"),
        ("It cost ₽900.", "₽900", 900, "RUB"),
        ("It cost 900 rubles.", "900 rubles", 900, "RUB"),
        ("It cost five million yuan.", "five million yuan", 5e6, "CNY"),
        ("It cost 800 yen.", "800 yen", 800, "JPY"),
        ("It cost ₹2.5 crore.", "₹2.5 crore", 2.5e7, "INR"),
        ("It cost ₹1,25,000.", "₹1,25,000", 125_000, "INR"),
        ("It cost half a million dollars.", "half a million dollars", 5e5, "USD"),
        ("It cost two hundred and ten thousand dollars.", "two hundred and ten thousand dollars", 210_000, "USD"),
        ("It cost 60 cents.", "60 cents", 0.6, "USD"),
        ("It cost €3, then 60 cents.", "60 cents", 0.6, "EUR"),
        ("It cost 85 pence.", "85 pence", 0.85, "GBP"),
        ("In Mexico it cost 300 pesos.", "300 pesos", 300, "MXN"),
        ("In Manila it cost 300 pesos.", "300 pesos", 300, "PHP"),
        ("It cost 300 pesos.", "300 pesos", 300, None),
        ("A fine of 90 pounds was paid in Leeds, England.", "90 pounds", 90, "GBP"),
        ("It cost 90 Egyptian pounds.", "90 Egyptian pounds", 90, "EGP"),
        ("It cost 90 Swiss francs.", "90 Swiss francs", 90, "CHF"),
        ("In South Africa it cost R10.5 million.", "R10.5 million", 1.05e7, "ZAR"),
        ("It cost £2, or 85p a bag.", "85p", 0.85, "GBP"),
        ("In Seoul it cost 9,000 won.", "9,000 won", 9000, "KRW"),
    ],
)
def test_money_has_the_code_of_its_currency(body: str, surface: str, value: float, unit: str | None) -> None:
    one = find_quantities(body, "en")[-1]
    assert (body[one.start : one.end], one.kind, one.value, one.unit) == (surface, "money", value, unit)


@pytest.mark.parametrize(
    ("language", "body", "unit"),
    [
        ("en", "It cost $5.", "USD"),
        ("en-AU", "It cost $5.", "AUD"),
        ("en-CA", "It cost 5 dollars.", "CAD"),
        ("es-MX", "Costó $5.", "MXN"),
        ("en", "It cost $5 there and $4 here, which is US$3.", None),
    ],
)
def test_a_plain_dollar_is_the_regions_own_unless_the_text_says_otherwise(
    language: str, body: str, unit: str | None
) -> None:
    assert find_quantities(body, language)[0].unit == unit


@pytest.mark.parametrize(
    ("body", "surface", "value", "unit"),
    [
        ("Prices rose 12 percent.", "12 percent", 12, "%"),
        ("Prices rose 12 per cent.", "12 per cent", 12, "%"),
        ("Prices rose 12.5%.", "12.5%", 12.5, "%"),
        ("Prices fell -0.3%.", "-0.3%", -0.3, "%"),
        ("Prices rose five percent.", "five percent", 5, "%"),
        ("Prices rose one-half of 1 percent.", "one-half of 1 percent", 0.5, "%"),
        ("Rates rose a percentage point.", "a percentage point", 1, "%"),
        ("Rates rose 25 basis points.", "25 basis points", 25, "10*-4"),
        ("The margin is plus or minus 4 percent.", "4 percent", 4, "%"),
    ],
)
def test_a_share_is_a_percentage(body: str, surface: str, value: float, unit: str) -> None:
    found, one = only(body)
    assert (found, one.kind, one.value, one.unit) == (surface, "percentage", value, unit)


@pytest.mark.parametrize(
    ("body", "surface", "value", "noun"),
    [
        ("The 23 miners were saved.", "23 miners", 23, "miners"),
        ("Rescuers saved 23 trapped miners.", "23 trapped miners", 23, "miners"),
        ("Three people drowned.", "Three people", 3, "people"),
        ("Two dozen sailors came ashore.", "Two dozen sailors", 24, "sailors"),
        ("A hundred villagers came.", "A hundred villagers", 100, "villagers"),
        ("It feeds 1.5 million people.", "1.5 million people", 1.5e6, "people"),
        ("It feeds 10k people.", "10k people", 10_000, "people"),
        ("The quake left 350 people dead.", "350 people", 350, "people"),
        ("Two or three dozen people came.", "Two or three dozen people", 24, "people"),
        ("Two police officers came.", "Two police officers", 2, "officers"),
        ("The storm left 12 dead.", "12 dead", 12, "dead"),
        ("Nobody counted the 14 Rivenian drones.", "14 Rivenian drones", 14, "drones"),
        ("On Tuesday 40 protesters met.", "40 protesters", 40, "protesters"),
    ],
)
def test_a_count_is_a_number_of_people_or_things(body: str, surface: str, value: float, noun: str) -> None:
    found, one = only(body)
    assert (found, one.kind, one.value, one.unit_surface, one.unit) == (surface, "count", value, noun, None)


@pytest.mark.parametrize(
    "body",
    [
        "It happened on September 16, 2023, at 8 p.m.",
        "In the 1990s it took three weeks.",
        "In 1990 people left.",
        "On March 16 people left.",
        "A 6-year-old won.",
        "They won 3-2.",
        "Call 555-0199 now.",
        "Version 3.2.1 is out.",
        "An F-16 and a T-72B3 passed; COVID-19 cases fell.",
        "He lives at 100 W. Main Street.",
        "No. 10 ministers met.",
        "See page 12, chapter 4, section 8.",
        "The 3rd division came.",
        "Flight 93 passengers fought.",
        "One in 4 residents left.",
        "Thousands of people came.",
        "One official spoke.",
        "She kept both feet on the ground, he had a degree.",
        "Sit in seat 12C, near the warm stove.",
        "Open https://harbour.example/a%20b?x=5%25 now.",
        "A$AP played.",
        "It has 400 737 Max jets.",
        "The Group of 20 leaders met; it cost 3.000 pesos.",
        "The game has 10m downloads, R27 and N5.",
        "The mayor won 9 times; the team won twice.",
        "She got high marks; he got 12 marks.",
        "It lies at 45°12' north.",
        "The meeting takes a lot: a dollar a mile.",
    ],
)
def test_numbers_that_measure_nothing_are_left(body: str) -> None:
    assert surfaces(body) == []


def test_surfaces_are_cut_out_in_order_even_where_lower_case_letters_are_longer() -> None:
    assert surfaces("İzmir is 5 km off, İstanbul 500 km.") == ["5 km", "500 km"]


_PIECES = (
    "$ £ € US$ 1 12 1,000 1.5 4.2 million billion two dozen a half quarter of to - – and between or ( ) km "
    "kilometers "
    "miles percent % °C degrees pounds euros people men 10 by x feet inches 6' 2\" ½ 1/2 from about -5 İ , . "
    "EUR Rs 1.000,5"
)


@settings(max_examples=150)
@given(
    st.one_of(st.text(), st.lists(st.sampled_from(_PIECES.split())).map(" ".join)),
    st.sampled_from(("en", "de", "fr", "ru", "tr", "xx", None)),
)
def test_any_text_gives_spans_inside_of_it_in_order(body: str, language: str | None) -> None:
    end = 0
    for position, one in enumerate(find_quantities(body, language)):
        assert end <= one.start < one.end <= len(body)
        assert one.conversion_of is None or one.conversion_of < position
        end = one.end


@pytest.mark.parametrize(
    "piece",
    ["1", "1,", "1,111", "$", "$1 ", "1.", "1 ", "two ", "hundred and ", "10 by ", "5 km (", "a ", "1-", "5 to "],
)
def test_hostile_text_takes_time_in_proportion_to_its_length(piece: str) -> None:
    begun = time.process_time()
    find_quantities(piece * (10_000 // len(piece)), "en")
    assert time.process_time() - begun < 1
