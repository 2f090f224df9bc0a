"""Quantities in languages other than English: marks, words for a million, units and currencies."""

import pytest

from tasks.facts.quantities.scan import find_quantities


@pytest.mark.parametrize(
    ("language", "body", "surface", "value", "unit"),
    [
        ("de", "Der Damm ist 1.234,5 Kilometer lang.", "1.234,5 Kilometer", 1234.5, "km"),
        ("de", "Das kostet 4,5 Millionen Euro.", "4,5 Millionen Euro", 4.5e6, "EUR"),
        ("de", "Das kostet 10.000 Euro.", "10.000 Euro", 10_000, "EUR"),
        ("de", "Das kostet 3 Mrd. Euro.", "3 Mrd. Euro", 3e9, "EUR"),
        ("de", "Die Miete stieg um 2,5 Prozent.", "2,5 Prozent", 2.5, "%"),
        ("de-CH", "Das kostet 1'250.50 Franken.", "1'250.50 Franken", 1250.5, "CHF"),
        ("fr", "Le pont mesure 1 234,5 mètres.", "1 234,5 mètres", 1234.5, "m"),
        ("fr", "Il coûte 1,2 milliard d'euros.", "1,2 milliard d'euros", 1.2e9, "EUR"),
        ("fr", "Il coûte 20 millions de dollars.", "20 millions de dollars", 2e7, "USD"),
        ("fr", "Les prix montent de 12,5 %.", "12,5 %", 12.5, "%"),
        ("es", "Cuesta 3 mil millones de dólares.", "3 mil millones de dólares", 3e9, "USD"),
        ("es", "El río mide 1.200 kilómetros.", "1.200 kilómetros", 1200, "km"),
        ("es", "Subió un 4,1 por ciento.", "4,1 por ciento", 4.1, "%"),
        ("es-MX", "El río mide 1,200.5 kilómetros.", "1,200.5 kilómetros", 1200.5, "km"),
        ("it", "Costa 2,5 miliardi di euro.", "2,5 miliardi di euro", 2.5e9, "EUR"),
        ("it", "La diga è alta 80 metri.", "80 metri", 80, "m"),
        ("pt", "Custa R$ 1,5 milhão.", "R$ 1,5 milhão", 1.5e6, "BRL"),
        ("pt", "Caiu 3,2 por cento.", "3,2 por cento", 3.2, "%"),
        ("nl", "Het kost 10 miljoen euro.", "10 miljoen euro", 1e7, "EUR"),
        ("ru", "Это стоит 5,5 млн рублей.", "5,5 млн рублей", 5.5e6, "RUB"),
        ("ru", "До села 1 234 км.", "1 234 км", 1234, "km"),
        ("ru", "Цены выросли на 12 процентов.", "12 процентов", 12, "%"),
        ("uk", "Це коштує 300 гривень.", "300 гривень", 300, "UAH"),
        ("pl", "To kosztuje 45,50 zł.", "45,50 zł", 45.5, "PLN"),
        ("sv", "Det kostar 500 kronor.", "500 kronor", 500, "SEK"),
        ("ja", "価格は 5,000円。", "5,000円", 5000, "JPY"),
    ],
)
def test_a_language_is_read_with_its_own_marks_and_words(
    language: str, body: str, surface: str, value: float, unit: str
) -> None:
    (one,) = find_quantities(body, language)
    assert (body[one.start : one.end], one.value, one.unit) == (surface, value, unit)


@pytest.mark.parametrize(
    ("body", "values"),
    [
        ("5% xx 1.5 km", [5, 1.5]),
        ("1,234.56 km", [1234.56]),
        ("1.234,56 km", [1234.56]),
        ("1.234.567 km", [1234567]),
        ("1,234 km and 1.234 km", []),
    ],
)
def test_of_a_language_not_known_only_what_its_marks_leave_no_doubt_about_is_read(
    body: str, values: list[float]
) -> None:
    assert [one.value for one in find_quantities(body, "xx")] == values


def test_words_around_a_number_are_read_in_other_languages_too() -> None:
    about, range_ = find_quantities("Rund 5 Prozent gingen, 10 bis 12 Meter tief.", "de")
    assert (about.modifier, range_.value, range_.value_high) == ("APPROX", 10, 12)


def test_counts_are_left_in_other_languages() -> None:
    assert find_quantities("Es kamen 23 Menschen.", "de") == ()
