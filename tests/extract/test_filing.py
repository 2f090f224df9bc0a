import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.filing import filing


@pytest.mark.parametrize(
    ("opening", "dateline", "agencies"),
    [
        ("GENEVA, June 3 (Reuters) - The ferry", "GENEVA, June 3", ("Reuters",)),
        ("BERLIN (dpa) - Die Fähre", "BERLIN", ("dpa",)),
        ("Berlin/Kiel (dpa/lno) - Die Fähre", "Berlin/Kiel", ("dpa",)),
        ("PARIS (AFP) — Le ferry", "PARIS", ("AFP",)),
        ("DULUTH, Minn. (AP) — The ferry", "DULUTH, Minn.", ("AP",)),
        ("Madrid, 3 jun (EFE).- El barco", "Madrid, 3 jun", ("EFE",)),
        ("(ANSA) - ROMA, 03 GIU - Il traghetto", "ROMA, 03 GIU", ("ANSA",)),
        ("Moscow. June 3. INTERFAX - The ferry", "Moscow. June 3", ("Interfax",)),
        ("MOSCOW, June 3. /TASS/. The ferry", "MOSCOW, June 3", ("TASS",)),
        ("МОСКВА, 3 июн - РИА Новости. Паром", "МОСКВА, 3 июн", ("RIA Novosti",)),
        ("WASHINGTON — The ferry", "WASHINGTON", ()),
        ("SEOUL, South Korea — The ferry", "SEOUL, South Korea", ()),
        ("(dpa) - Die Fähre", None, ("dpa",)),
    ],
)
def test_the_opening_of_a_text_says_where_and_by_whom_it_was_filed(
    opening: str, dateline: str | None, agencies: tuple[str, ...]
) -> None:
    found = filing(opening + " has returned to its harbour.\n\nMore text.")
    assert (found.dateline, found.agencies) == (dateline, agencies)


@pytest.mark.parametrize(
    "opening",
    [
        "BREAKING NEWS — The ferry",
        "THE BOTTOM LINE — Ferries",
        "NATO - what it is",
        "NASA — The agency",
        "VIDEO - Watch the ferry",
        "UNESCO — the body",
        "The captain (Reuters) - said",
        "A ferry — old and slow — returned",
        "By AFP (AFP) - The ferry",
        "U.S. — The ferry",
    ],
)
def test_labels_acronyms_and_sentences_are_no_dateline(opening: str) -> None:
    assert filing(opening).dateline is None


@pytest.mark.parametrize(
    ("closing", "agencies"),
    [
        ("© AFP", ("AFP",)),
        ("© 2024 AFP. All rights reserved.", ("AFP",)),
        ("dpa-infocom, dpa:230512-99-652/3", ("dpa",)),
        ("Mit Material von dpa", ("dpa",)),
        ("Avec AFP", ("AFP",)),
        ("(Reuters)", ("Reuters",)),
        ("Quelle: dpa, eigene Recherche", ("dpa",)),
        ("With files from The Canadian Press", ("Canadian Press",)),
        ("The ferry sails again on Monday. (dpa)", ("dpa",)),
        ("Reporting by Mira Holt in Paris (AFP); editing by Ola Berg", ("AFP",)),
        ("(Reporting by Mira Holt; editing by Ola Berg)", ()),
        ("The captain told AFP.", ()),
        ("By Mira Holt", ()),
    ],
)
def test_closing_credits_name_agencies_and_mentions_do_not(closing: str, agencies: tuple[str, ...]) -> None:
    assert filing(f"The ferry has returned.\n\n{closing}").agencies == agencies


@given(st.text(max_size=600))
def test_any_text_has_a_filing(body: str) -> None:
    found = filing(body)
    assert found.dateline is None or found.dateline in body


def test_the_paper_s_own_name_behind_the_place_is_no_agency() -> None:
    found = filing("MARLOW, Colo. (Valley Post) — The council met on Tuesday.")
    assert (found.dateline, found.agencies) == ("MARLOW, Colo.", ())
