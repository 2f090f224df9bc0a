"""The English words of time and the pattern fragments made of them; nothing in, tables out.

In a pattern of the rules a space stands for white space and `_` for white space or a hyphen.
"""

import re
from typing import Final

_ONES: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first "
    "twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth "
    "twenty-ninth thirtieth thirty-first"
)

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            *("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug"),
            *("september sept sep", "october oct", "november nov", "december dec"),
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tues tue",
            "wednesday wed",
            "thursday thurs thur thu",
            "friday fri",
            "saturday sat",
            "sunday sun",
        ),
        start=1,
    )
    for name in names.split()
}
FULL_WEEKDAYS: Final = tuple(name for name in WEEKDAYS if name.endswith("day"))
SEASONS: Final = {"spring": "SP", "summer": "SU", "fall": "FA", "autumn": "FA", "winter": "WI"}
PARTS: Final = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "midday": "MI"}
DURATION_LETTERS: Final = {
    **{"second": "TS", "minute": "TM", "hour": "TH", "day": "D", "weekend": "WE", "week": "W", "month": "M"},
    **{"fortnight": "W", "quarter": "Q", "year": "Y", "decade": "E", "century": "C"},
}
HALVES: Final = {"minute": "30S", "hour": "30M", "day": "T12H", "year": "6M", "decade": "5Y"}
ONES: Final = {
    word: number
    for number, word in enumerate(
        _ONES.split(),
        start=1,
    )
}
TENS: Final = {word: number * 10 for number, word in enumerate(_TENS.split(), start=2)}
DECADES: Final = {
    **{"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5},
    **{"sixties": 6, "seventies": 7, "eighties": 8, "nineties": 9},
}
ORDINALS: Final = {
    word: number
    for number, word in enumerate(
        _ORDINALS.split(),
        start=1,
    )
}
ZONES: Final = {
    **{"gmt": "Z", "utc": "Z", "est": "-05:00", "edt": "-04:00", "cst": "-06:00", "cdt": "-05:00", "mst": "-07:00"},
    **{"mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00", "bst": "+01:00", "cet": "+01:00", "cest": "+02:00"},
    **{"msk": "+03:00", "hkt": "+08:00", "jst": "+09:00", "aest": "+10:00"},
}
HOLIDAYS: Final = {
    **{"christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "new year's day": (1, 1)},
    **{"new year's eve": (12, 31), "halloween": (10, 31), "valentine's day": (2, 14), "independence day": (7, 4)},
    **{"boxing day": (12, 26), "veterans day": (11, 11), "bastille day": (7, 14)},
}


def any_of(words: "list[str] | tuple[str, ...] | dict[str, int] | dict[str, str]") -> str:
    """A fragment that matches any of the words, the longest first."""
    longest_first = sorted((word.replace("'", "['’]") for word in words), key=len, reverse=True)
    return f"(?:{'|'.join(longest_first)})"


_FULL_MONTHS: Final = [name for name in MONTHS if len(name) > 4 or name in ("may", "june", "july")]
MONTH: Final = rf"(?:{any_of(_FULL_MONTHS)}|(?:{any_of([name for name in MONTHS if name not in _FULL_MONTHS])}\b\.?))"
WEEKDAY: Final = any_of(FULL_WEEKDAYS)
DAY_NAME: Final = rf"(?:{any_of(WEEKDAYS)}\b\.?)"
ORDINAL: Final = rf"(?:{any_of(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
DAY_NUMBER: Final = rf"(?:{ORDINAL}|[0-3]?\d)(?![\d%]|[.,:]\d)"
YEAR: Final = r"(?:1[5-9]\d\d|20\d\d)(?![\d%]|[.,]\d)"
PART: Final = r"(?:morning|afternoon|evening|night|midday)"
SPOKEN_YEAR: Final = (
    rf"(?:nineteen (?:{any_of(TENS)}(?:_{any_of(ONES)})?|(?:hundred|oh {any_of(ONES)})|{any_of(ONES)})"
    rf"|two thousand(?: (?:and )?{any_of(ONES)})?)"
)
ANY_YEAR: Final = rf"(?P<y>{YEAR}|{SPOKEN_YEAR})"
SMALL: Final = rf"(?:{any_of(TENS)}(?:_{any_of(ONES)})?|{any_of(ONES)})"
NUMBER: Final = (
    rf"(?:\d{{1,4}}(?:,\d{{3}})?(?:\.\d{{1,2}})?(?: \d/\d|[½¼¾])?|(?:{SMALL}|an?)(?: (?:hundred"
    rf"|thousand|million|dozen))?|(?:an? )?half(?: an?)?)"
)
AMOUNT: Final = (
    rf"(?:(?:a )?(?:couple(?: of)?|few)|several|many|some|numerous|countless|dozens of"
    rf"|hundreds of|thousands of|{NUMBER}(?:_and_a_half)?)"
)
UNIT: Final = (
    r"(?:seconds?|minutes?|hours?|days?|weekends?|weeks?|fortnights?|months?|quarters?|years?|decades?"
    r"|centuries|century)"
)
NEARLY: Final = (
    r"(?P<mod>about|around|nearly|almost|roughly|approximately|some|more than|less than"
    r"|fewer than|over|under|at least"
    r"|at most|up to|no more than|no less than|just over|just under|within)"
)
MODS: Final = {
    **dict.fromkeys(("about", "around", "nearly", "almost", "roughly", "approximately", "some"), "APPROX"),
    **dict.fromkeys(("more than", "over", "just over"), "MORE_THAN"),
    **dict.fromkeys(("less than", "fewer than", "under", "just under"), "LESS_THAN"),
    **dict.fromkeys(("at least", "no less than"), "EQUAL_OR_MORE"),
    **dict.fromkeys(("at most", "up to", "no more than", "within"), "EQUAL_OR_LESS"),
    **dict.fromkeys(("early", "earlier in", "earlier", "beginning", "start"), "START"),
    **dict.fromkeys(("mid", "middle", "midst"), "MID"),
    **dict.fromkeys(("late", "later in", "later", "end"), "END"),
}
WITHIN: Final = (
    r"(?:(?P<within>early|earlier|late|later|mid|sometime)(?: in)?_|(?:the )?"
    r"(?P<part_of>beginning|start|middle|end) of )?"
)


def written(pattern: str) -> str:
    """A rule's pattern as a regular expression: spaces match white space, `_` also hyphens."""
    groups: list[str] = re.split(r"(\(\?P<\w+>|\\_)", pattern)
    return "".join(
        part if part.startswith("(?P<") else part.replace("_", r"(?:\s{1,3}|-)").replace(" ", r"(?:\s{1,3})")
        for part in groups
    )


def singular(unit: str) -> str:
    """The unit's singular."""
    return "century" if unit.startswith("centur") else unit.removesuffix("s")


def month_of(word: str) -> int:
    """The number of a month."""
    return MONTHS[word.removesuffix(".")]


def modifier(word: str | None) -> str | None:
    """The TIMEX3 mod a word stands for."""
    return MODS.get(" ".join(word.split())) if word else None


def within_of(match: re.Match[str]) -> str | None:
    """The TIMEX3 mod that the fragment `WITHIN` matched: `early`, `the end of`."""
    return modifier(match["within"] or match["part_of"])
