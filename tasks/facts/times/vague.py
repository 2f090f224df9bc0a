"""Times that name no calendar day: now, recently, the future; matches in, readings out."""

import re
from typing import Final

from schemas.words import TimexType
from tasks.facts.times.found import Place, Reading, stated
from tasks.facts.times.rule import rule
from tasks.facts.times.tense import follows_past

_DAYS: Final = r"(?:days|weeks|months|quarters|years|decades)"
_PRESENT: Final = (
    r"now|right now|currently|current(?=[ -][a-z])|at present|nowadays|these days|at the moment"
    r"|at this time|at this point|the present"
)
_PAST: Final = (
    rf"recently|more recently|most recently|recent weeks and months|recent {_DAYS}|recent"
    rf"|(?:many |several |some |a few )?(?:days|weeks|months|years|decades|centuries) ago"
    rf"|long ago|a long time ago|the recent past|past {_DAYS}|the past"
)
_FUTURE: Final = (
    rf"soon(?! (?:after|afterwards?|as)\b)|the (?:near |immediate |foreseeable "
    rf"|distant )?future|future {_DAYS}|the near term|the short term|the long term"
    rf"|the coming {_DAYS}"
    rf"|coming {_DAYS}|as soon as possible|someday|a later date"
    r"|(?:one|some) day"
)
_WILL: Final = re.compile(r"\b(?:will|would|could|may|might|can|to|hopes?|that)\s$")


def _present(match: re.Match[str], place: Place) -> Reading | None:
    return stated(TimexType.DATE, "PRESENT_REF")


def _past(match: re.Match[str], place: Place) -> Reading | None:
    return stated(TimexType.DATE, "PAST_REF")


def _future(match: re.Match[str], place: Place) -> Reading | None:
    if match[0] == "soon" and (place.ahead.endswith("as ") or follows_past(place)):
        return None
    if match[0].endswith(" day") and not _WILL.search(place.ahead):
        return None
    return stated(TimexType.DATE, "FUTURE_REF")


RULES: Final = (rule(_PRESENT, _present), rule(_PAST, _past), rule(_FUTURE, _future))
