"""The words an English time expression can begin with; nothing in, one set out."""

from typing import Final

from tasks.facts.times.words import DECADES, MONTHS, ONES, ORDINALS, SEASONS, TENS, WEEKDAYS

_OTHERS: Final = (
    "the a an last next this that past previous coming upcoming current recent few several many some "
    "numerous countless dozens hundreds thousands couple half early earlier late later mid sometime "
    "beginning start middle end about around nearly almost roughly approximately more most less fewer "
    "over under at up no just within today yesterday tomorrow tonight overnight day days week weeks month "
    "months year years decades centuries hours minutes every each per hourly daily nightly weekly "
    "biweekly monthly quarterly annually yearly once twice noon midday midnight shortly now right "
    "currently presently nowadays these those in recently previously formerly lately long soon future as "
    "someday fiscal its their his her christmas new halloween valentine independence boxing veterans "
    "same corresponding comparable hourlong daylong weeklong monthlong yearlong "
    "fortnight weekends ad q1 q2 q3 q4 h1 h2 fy half "
    "bastille thanksgiving labor memorial easter good"
)

HEADS: Final = frozenset(
    {word for table in (MONTHS, WEEKDAYS, ONES, TENS, SEASONS, DECADES) for word in table}
    | {word.split("-")[0] for word in ORDINALS}
    | {f"{word}s" for word in WEEKDAYS}
    | {f"fy{year:02}" for year in range(100)}
    | {f"fy{year}" for year in range(1970, 2050)}
    | set(_OTHERS.split())
)
