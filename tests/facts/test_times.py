"""Time expressions: invented sentences, with the day of the story, and what they come to."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.words import TimexAnchor
from tasks.facts.times.scan import find_times

SATURDAY = date(2023, 9, 16)


def values(body: str, anchor: date | None = SATURDAY, language: str | None = "en") -> list[tuple[str, str, str]]:
    return [(one.surface, str(one.type), one.value) for one in find_times(body, language, anchor)]


@pytest.mark.parametrize(
    ("body", "surface", "kind", "value"),
    [
        ("The ferry sank on Saturday.", "Saturday", "DATE", "2023-09-16"),
        ("The mayor resigned Tuesday.", "Tuesday", "DATE", "2023-09-12"),
        ("The council will vote on Tuesday.", "Tuesday", "DATE", "2023-09-19"),
        ("On Tuesday, the council will vote.", "Tuesday", "DATE", "2023-09-19"),
        ("It reopens next Monday.", "next Monday", "DATE", "2023-09-18"),
        ("The lamp went out Friday night.", "Friday night", "TIME", "2023-09-15TNI"),
        ("Rain fell last night.", "last night", "TIME", "2023-09-15TNI"),
        ("The bridge opened this morning.", "this morning", "TIME", "2023-09-16TMO"),
        ("The bridge opened yesterday.", "yesterday", "DATE", "2023-09-15"),
        ("It was built on March 5, 1946.", "March 5, 1946", "DATE", "1946-03-05"),
        ("It was built on 5 March 1946.", "5 March 1946", "DATE", "1946-03-05"),
        ("It was built in March 1946.", "March 1946", "DATE", "1946-03"),
        ("It was built on 2023-03-05.", "2023-03-05", "DATE", "2023-03-05"),
        ("The dam burst in October.", "October", "DATE", "2022-10"),
        ("The dam will open in October.", "October", "DATE", "2023-10"),
        ("The dam will be opened in October.", "October", "DATE", "2023-10"),
        ("The dam is to reopen on Tuesday.", "Tuesday", "DATE", "2023-09-19"),
        ("The boat could not be found Tuesday.", "Tuesday", "DATE", "2023-09-12"),
        ("The dam opens to visitors in October.", "October", "DATE", "2023-10"),
        ("The council agreed to sell it in October.", "October", "DATE", "2023-10"),
        ("A dry dam in October means a dry year.", "October", "DATE", "2023-10"),
        ("A dry dam in May means a dry year.", "May", "DATE", "2023-05"),
        ("The law took effect on Jan. 1.", "Jan. 1", "DATE", "2023-01-01"),
        ("The law takes effect on Jan. 1.", "Jan. 1", "DATE", "2024-01-01"),
        ("The dam burst on Sept. 2.", "Sept. 2", "DATE", "2023-09-02"),
        ("It was built on 2023/03/05.", "2023/03/05", "DATE", "2023-03-05"),
        ("The dam burst in Sept. '98.", "Sept. '98", "DATE", "1998-09"),
        ("The dam burst in 1987.", "1987", "DATE", "1987"),
        ("The mill closed last week.", "last week", "DATE", "2023-W36"),
        ("The mill closed earlier this year.", "earlier this year", "DATE", "2023"),
        ("The mill closed two years ago.", "two years ago", "DATE", "2021"),
        ("The mill closed 10 days ago.", "10 days ago", "DATE", "2023-09-06"),
        ("Profit fell in the second quarter.", "the second quarter", "DATE", "2023-Q2"),
        ("Profit fell in the third quarter of 1984.", "the third quarter of 1984", "DATE", "1984-Q3"),
        ("They met last winter.", "last winter", "DATE", "2022-WI"),
        ("They met in the winter of 1994.", "the winter of 1994", "DATE", "1994-WI"),
        ("Fashions of the 1980s returned.", "the 1980s", "DATE", "198"),
        ("Sales in fiscal 1989 rose.", "fiscal 1989", "DATE", "1989"),
        ("It is now a museum.", "now", "DATE", "PRESENT_REF"),
        ("He recently moved.", "recently", "DATE", "PAST_REF"),
        ("It will one day be a museum.", "one day", "DATE", "FUTURE_REF"),
        ("The storm passed in one day.", "one day", "DURATION", "P1D"),
        ("She looked to the future.", "the future", "DATE", "FUTURE_REF"),
        ("The train left at 8 p.m. GMT.", "8 p.m. GMT", "TIME", "2023-09-16T20:00Z"),
        ("The train left at 5pm.", "5pm", "TIME", "2023-09-16T17:00"),
        ("The train left at 14:30.", "14:30", "TIME", "2023-09-16T14:30"),
        ("The train left at 10 a.m. EST Friday.", "10 a.m. EST Friday", "TIME", "2023-09-15T10:00-05:00"),
        ("It left at 9 a.m. (ET) on Monday, May 1.", "9 a.m. (ET) on Monday, May 1", "TIME", "2023-05-01T09:00"),
        ("The train left at 3 o'clock.", "3 o'clock", "TIME", "2023-09-16T03:00"),
        ("The strike lasted two weeks.", "two weeks", "DURATION", "P2W"),
        ("It opened half a year later than planned.", "half a year", "DURATION", "P6M"),
        ("The fair ends on Friday.", "Friday", "DATE", "2023-09-22"),
        ("The strike lasted several years.", "several years", "DURATION", "PXY"),
        ("The strike lasted a day and a half.", "a day and a half", "DURATION", "P1DT12H"),
        ("The strike lasted 2½ years.", "2½ years", "DURATION", "P2Y6M"),
        ("The strike lasted a half-hour.", "a half-hour", "DURATION", "PT30M"),
        ("The strike lasted three-and-a-half years.", "three-and-a-half years", "DURATION", "P3Y6M"),
        ("It was a weeklong strike.", "a weeklong", "DURATION", "P1W"),
        ("They argued for decades.", "decades", "DURATION", "PXE"),
        ("The ferry sails every day.", "every day", "SET", "P1D"),
        ("The ferry sails daily.", "daily", "SET", "P1D"),
        ("The ferry takes 40 cars a day.", "a day", "SET", "P1D"),
        ("It sank with 40 cars a day after the fair.", "a day", "DURATION", "P1D"),
        ("The ferry sails every Monday.", "every Monday", "SET", "XXXX-WXX-1"),
        ("The ferry sails twice a week.", "twice a week", "SET", "P1W"),
        ("The ferry sails on Sunday mornings.", "Sunday mornings", "SET", "XXXX-WXX-7TMO"),
        ("The ferry rests at weekends.", "weekends", "SET", "XXXX-WXX-WE"),
        ("The strike lasted a fortnight.", "a fortnight", "DURATION", "P2W"),
        ("The mill closed a fortnight ago.", "a fortnight ago", "DATE", "2023-W35"),
        ("The mill closed years ago.", "years ago", "DATE", "PAST_REF"),
        ("Profit fell in Q3 2021.", "Q3 2021", "DATE", "2021-Q3"),
        ("Profit fell in Q2.", "Q2", "DATE", "2023-Q2"),
        ("Profit fell in 4Q21.", "4Q21", "DATE", "2021-Q4"),
        ("Profit fell in FY24.", "FY24", "DATE", "2024"),
        ("For the week, the index fell.", "the week", "DATE", "2023-W37"),
        ("It was shut for the rest of the year.", "the year", "DATE", "2023"),
        ("Mills of the 1800s still stand.", "the 1800s", "DATE", "18"),
        ("The wall dates from 44 BC.", "44 BC", "DATE", "BC0044"),
        ("The wall dates from AD 70.", "AD 70", "DATE", "0070"),
        ("The fair was on the last Friday in July.", "the last Friday in July", "DATE", "2023-07-28"),
        ("The shop will shut on Christmas Day.", "Christmas Day", "DATE", "2023-12-25"),
    ],
)
def test_an_expression_means_what_its_story_says(body: str, surface: str, kind: str, value: str) -> None:
    assert values(body) == [(surface, kind, value)]


@pytest.mark.parametrize(
    "body",
    [
        "They may march on.",
        "A 6-year-old boy found it.",
        "Three-quarters of the flour is imported.",
        "It cost $1984 and weighed 1990 pounds.",
        "A second boat followed.",
        "As many as 100 people came.",
        "Jan Verbeek won.",
        "The raft drifted in the current.",
        "From 5 to 10 may be lost.",
        "She drove an Audi Q3.",
        "April Veldhuis drove.",
        "She took Flight 1990.",
        "The cloud is some million light-years wide.",
        "It blew at 130 kilometres an hour, or 80 miles per hour.",
        "She reads Harbour Today.",
        "The rumour soon became a panic.",
        "They ran the ad 30 times.",
    ],
)
def test_words_that_only_look_like_time_are_left(body: str) -> None:
    assert values(body) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("The fair ran from September 10 to 12, 2021.", {"September 10": "2021-09-10", "12, 2021": "2021-09-12"}),
        ("The fair ran from 10 to 12 June 2021.", {"10": "2021-06-10", "12 June 2021": "2021-06-12"}),
        ("It ran from December 30 to January 2, 2021.", {"December 30": "2020-12-30", "January 2, 2021": "2021-01-02"}),
        ("It shut on May 2, 4 and 6.", {"May 2": "2023-05-02", "4": "2023-05-04", "6": "2023-05-06"}),
        ("On May 2, 12 boats sank.", {"May 2": "2023-05-02"}),
        ("It rained in March and April 1988.", {"March": "1988-03", "April 1988": "1988-04"}),
        ("The mill stood still in 1990-91.", {"1990": "1990", "91": "1991"}),
        ("It left between 3 and 5 p.m. GMT.", {"3": "2023-09-16T15:00Z", "5 p.m. GMT": "2023-09-16T17:00Z"}),
        ("The war of 1939–1945 ended.", {"1939": "1939", "1945": "1945"}),
        ("The season of 1999/00 was wet.", {"1999": "1999", "00": "2000"}),
        ("Call 1990-1234-55.", {}),
    ],
)
def test_the_two_ends_of_a_range_are_two_expressions_that_share_month_and_year(
    body: str, expected: dict[str, str]
) -> None:
    assert {surface: value for surface, _, value in values(body)} == expected


def test_a_clock_time_is_of_the_day_that_follows_its_bracket() -> None:
    assert values("It opened at 9 a.m. (0600 GMT) Friday.") == [
        ("9 a.m.", "TIME", "2023-09-15T09:00"),
        ("0600 GMT", "TIME", "2023-09-15T06:00Z"),
        ("Friday", "DATE", "2023-09-15"),
    ]


def test_the_day_before_is_counted_from_the_day_named_before() -> None:
    assert values("It reopened March 5. The day before, it was shut.")[-1] == (
        "The day before",
        "DATE",
        "2023-03-04",
    )


def test_a_year_ago_is_counted_from_the_story_and_not_from_a_year_it_names() -> None:
    assert values("It opened in 1987 and shut a year ago.")[-1] == ("a year ago", "DATE", "2022")


def test_a_year_earlier_is_counted_from_the_quarter_named_before() -> None:
    *_, last = find_times("Profit rose in the second quarter from a loss a year earlier.", "en", SATURDAY)
    assert (last.value, last.anchored_on, last.anchor_date) == ("2022-Q2", TimexAnchor.TEXT, date(2023, 4, 1))


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("Profit rose in the second quarter. It expects less in the fourth quarter than a year earlier.", "2022-Q2"),
        ("Profit rose in the second quarter after a flat first quarter. Costs were lower than a year ago.", "2022-Q2"),
        ("Profit rose in the second quarter. In the six months, sales were higher than a year earlier.", "2022"),
        ("Profit rose in the second quarter after a flat first quarter. Costs fell in the latest period.", "2023-Q2"),
        ("Profit rose in the second quarter after a flat first quarter. It fell in the 2022 period.", "2022-Q2"),
        ("Profit rose in the second quarter. It beat the same period last year.", "2022-Q2"),
        ("Exports rose in March from a year earlier.", "2022-03"),
        ("It beat the same period last year.", "2022"),
    ],
)
def test_a_report_compares_the_latest_quarter_that_has_ended(body: str, value: str) -> None:
    assert values(body)[-1][2] == value


def test_what_is_counted_from_the_story_says_so_and_what_says_all_does_not() -> None:
    counted, stated = find_times("On Tuesday they read from the letter of March 5, 1946.", "en", SATURDAY)
    assert (counted.anchored_on, counted.anchor_date) == (TimexAnchor.PUBLICATION, SATURDAY)
    assert (stated.anchored_on, stated.anchor_date) == (TimexAnchor.NONE, None)
    assert (counted.begin_date, counted.end_date) == (date(2023, 9, 12), date(2023, 9, 12))


def test_a_story_without_a_day_leaves_open_what_only_it_could_tell() -> None:
    assert values("The mayor resigned Tuesday.", anchor=None) == [("Tuesday", "DATE", "XXXX-WXX-2")]
    assert values("It closed last week.", anchor=None) == [("last week", "DATE", "PAST_REF")]


def test_in_a_story_without_a_day_a_month_is_of_the_year_just_told_of() -> None:
    told = values("The dam broke in December 1941. In January it was rebuilt.", anchor=None)
    assert told[-1] == ("January", "DATE", "1942-01")


def test_modifiers_quantifiers_and_frequencies_have_columns_of_their_own() -> None:
    early, about, twice = find_times("In early 1990, about two weeks passed; it sails twice a week.", "en", SATURDAY)
    assert (early.mod, about.mod, twice.quant, twice.freq) == ("START", "APPROX", "EVERY", "2X")


def test_other_languages_yield_dates_in_digits_only() -> None:
    assert values("Am 16.9.2023 war es now vorbei.", language="de") == [("16.9.2023", "DATE", "2023-09-16")]


_PIECES = (
    "the a last next two 12 1999 May 31 Sept. Friday night week years ago earlier ended fourth quarter of 29 February "
    "0 9999 million decades century every other p.m. 25:99 at İstanbul 's - , . fiscal year-end Easter 2/30/99 '80s"
)
PIECES = st.sampled_from(_PIECES.split())


@settings(max_examples=400)
@given(st.one_of(st.text(), st.lists(PIECES).map(" ".join)), st.one_of(st.none(), st.dates()))
def test_any_text_gives_spans_that_cut_out_their_surface_in_order(body: str, anchor: date | None) -> None:
    end = 0
    for one in find_times(body, "en", anchor):
        assert end <= one.start < one.end
        assert body[one.start : one.end] == one.surface
        end = one.end


@pytest.mark.parametrize("piece", ["1", " ", "a", "1 ", "the ", "a ", "every ", "-", "19", "two "])
def test_hostile_text_takes_time_in_proportion_to_its_length(piece: str) -> None:
    begun = time.process_time()
    find_times(piece * 20_000, "en", SATURDAY)
    assert time.process_time() - begun < 5
