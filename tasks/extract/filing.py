"""Where and by whom an article was filed, as its own text says: the dateline that opens it, credits that close it.

In: the body text. Out: the dateline as written, and the agencies named in it and in closing credits. Bylines and
what the page states outside of the body are read elsewhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tasks.extract.agencies import agencies_of, agency_of
from tasks.extract.plain import distinct

_MONTH: Final = (
    r"(?:jan|feb|fév|mar|mär|apr|avr|abr|may|mai|maj|mag|jun|juin|giu|jul|juil|lug|aug|août|ago|sep|set|oct|okt|ott|out|"
    r"nov|dec|dez|déc|dic|dis|янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек)[^\W\d]{0,7}\.?"
)
_DAY: Final = (
    rf"(?i:{_MONTH}\s\d{{1,2}}(?:,?\s\d{{4}})?|"
    rf"\d{{1,2}}\.?\s(?:de\s)?{_MONTH}(?:\s(?:de\s)?\d{{4}})?|\d{{1,2}}/\d{{1,2}})"
)
_WORD: Final = r"[^\W\d_][\w'’.-]*"
_PLACE: Final = rf"{_WORD}(?:[ /]{_WORD}){{0,4}}(?:,\s{_WORD}(?:\s{_WORD}){{0,3}}){{0,2}}"
_FILED: Final = rf"(?P<line>{_PLACE}(?:,?\s{_DAY})?)"
_NAMED: Final = r"[(\[](?P<agency>[^()\n]{2,40})[)\]]"
_DASH: Final = r"\.?\s*(?:--|[-–—])\s*"

# With an agency: `GENEVA, June 3 (Reuters) - `, `(ANSA) - ROMA, 03 GIU - `, `MOSCOW, June 3. /TASS/. `
_WITH_AGENCY: Final = (
    re.compile(rf"{_FILED}\s*{_NAMED}{_DASH}(?=\S)"),
    re.compile(rf"{_NAMED}{_DASH}{_FILED}{_DASH}(?=\S)"),
    re.compile(
        rf"(?P<line>{_PLACE}[.,]\s{_DAY})\.?\s+/?"
        rf"(?P<agency>[^\s/]{{2,20}}(?:\s[^\s/]{{2,20}})?)/?(?:\.\s|{_DASH})(?=\S)"
    ),
)
# Without one (or with the paper's own name) only in capitals, with a long dash (or a day) and a new sentence behind
# it: `SEOUL, South Korea — The`
_UPPER: Final = r"[^\W\d_a-zà-öø-ÿа-я]"
_CAPITALS: Final = re.compile(
    rf"(?P<line>(?P<place>{_UPPER}(?:{_UPPER}|['’./ -]){{2,30}}{_UPPER})"
    rf"(?:,\s{_UPPER}[\w.’'-]+(?:\s{_UPPER}[\w.’'-]+){{0,2}})?"
    rf"(?P<day>,?\s{_DAY})?)\s*(?:\([^()\n]{{2,40}}\)\s*)?(?P<dash>--|[-–—])\s+(?=[\"“„«'‘]?{_UPPER})"
)
_AGENCY_ALONE: Final = re.compile(rf"{_NAMED}{_DASH}(?=\S)")
_AGENCY_NEXT: Final = re.compile(r"(?P<agency>[^.\n]{2,30})\.\s")
_IN_PLACES: Final = frozenset(
    {
        "de",
        "del",
        "la",
        "le",
        "les",
        "el",
        "am",
        "an",
        "der",
        "im",
        "upon",
        "on",
        "sur",
        "di",
        "do",
        "da",
        "den",
        "of",
        "bei",
    }
)
_LABEL: Final = re.compile(
    r"\b(?:BREAKING|NEWS|UPDATED?|VIDEO|PHOTOS?|FOTOS?|LIVE|EXCLUSIVE|ANALYSIS|OPINION|WATCH|EDITORIAL|REVIEW|EXKLUSIV|"
    r"EXCLUSIF|NOTE|CORRECTION|KOMMENTAR|EILMELDUNG|URGENT|EXPLAINER|FACTBOX|INTERVIEW|PODCAST|QUIZ|TICKER|"
    r"MEINUNG|ANALYSE|PART|CHAPTER|STEP|DAY|SPOILER|WARNING|SPONSORED|ADVERTISEMENT|ANZEIGE)\b|"
    r"^(?:THE(?! HAGUE)|AN?|HOW|WHY|WHAT|WHO|WHEN|IN|ON|AT|FOR|MY|OUR|YOUR|IT|THIS|THAT|DER|DIE|DAS|LES?|UNE?)\b"
)
_SHORTEST_PLACE: Final = 5  # in capitals and alone, shorter words are acronyms: NATO, NASA, AI

_MAX_OPENING: Final = 160
_MAX_LAST, _MAX_CREDIT = 4, 200
_CREDIT: Final = re.compile(
    r"^(?:[(\[]\s*)?(?:©|\(c\)|copyright|source|quelle|fuente|fonte|bron|kilde|källa|źródło|zdroj|источник|"
    r"mit (?:material|informationen|agenturmaterial)(?: von| der)?|"
    r"(?:avec|with|con|com|met|med)"
    r"(?: (?:files from|reporting by|material from|information from|informações d[aeo]|información de))?|"
    r"additional reporting by|reporting by|from|par|von|by)\s*:?\s*(?P<names>.+?)[\s.)\]]*$",
    re.IGNORECASE,
)
# `© dpa-infocom, dpa:230512-99-652/3`: the number agencies give a text
_NUMBERED: Final = re.compile(r"^(?:©\s*)?(?P<name>[^\W\d_]{2,12})[\w-]*,\s*(?P=name)[\w-]*:\d[\w/-]*", re.IGNORECASE)
_REPORTING: Final = re.compile(
    r"^\(?(?:reporting|additional reporting|writing|editing|berichtet von|bericht)\b.{0,160}\b(?:editing|redigiert)\b",
    re.IGNORECASE,
)
_RIGHTS: Final = re.compile(
    r"\b(?:19|20)\d\d\b|all rights reserved|alle rechte vorbehalten|tous droits réservés", re.IGNORECASE
)
_SIGNATURE: Final = re.compile(r"[(/]\s*(?P<name>[^()/\n]{2,40}?)\s*[)/]\.?$")


@dataclass(frozen=True)
class Filing:
    """Place and day of filing as written (`GENEVA, June 3`), the agencies credited, and the words that say so."""

    dateline: str | None = None
    agencies: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


def filing(body: str) -> Filing:
    """What the first line and the last lines of a body say about its filing."""
    opening = _opening(body.lstrip()[:_MAX_OPENING].partition("\n")[0])
    closing = list(_closing(body))
    named = [*opening.agencies, *(name for names, _ in closing for name in names)]
    return Filing(opening.dateline, distinct(named, 10), (*opening.evidence, *(line for _, line in closing)))


def _opening(line: str) -> Filing:
    for shape in _WITH_AGENCY:
        match = shape.match(line)
        agencies = agencies_of(match["agency"].strip()) if match else ()
        if match and agencies and _is_place(match["line"]):
            return Filing(match["line"].strip(), agencies, (match[0].strip(),))
    match = _CAPITALS.match(line)
    if match and _stands_alone(match):
        following = _AGENCY_NEXT.match(line, match.end())
        agencies = agencies_of(following["agency"]) if following else ()
        return Filing(match["line"].strip(), agencies, (match[0].strip(),))
    match = _AGENCY_ALONE.match(line)
    agencies = agencies_of(match["agency"].strip()) if match else ()
    return Filing(None, agencies, (match[0].strip(),)) if match and agencies else Filing()


def _is_place(line: str) -> bool:
    """Whether the words before an agency can be a place: capitalised like a name, and no byline."""
    words = re.split(r"[,.]\s", line)[0].replace("/", " ").split()
    named = all(word[0].isupper() or word in _IN_PLACES for word in words)
    return named and words[0][0].isupper() and words[0].casefold() not in ("by", "von", "par", "por", "di")


def _stands_alone(match: re.Match[str]) -> bool:
    """Whether capitals before a dash are a place, not an acronym or a label such as `BREAKING NEWS`."""
    place, day = match["place"], match["day"]
    if _LABEL.search(place) or agency_of(place) or (match["dash"] == "-" and not day):
        return False
    words = re.findall(r"\w+", place)
    is_long = max(map(len, words)) >= _SHORTEST_PLACE or sum(map(len, words)) > _SHORTEST_PLACE + 1
    return is_long or bool(day) or "," in match["line"]


def _closing(body: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """The agencies of the last lines that are credits, each with its line."""
    lines = [line.strip() for line in body[-4 * _MAX_CREDIT * _MAX_LAST :].splitlines() if line.strip()]
    for line in lines[-_MAX_LAST:]:
        agencies = _credited(line) if len(line) <= _MAX_CREDIT else ()
        if agencies:
            yield agencies, line
    signed = _SIGNATURE.search(lines[-1][-60:]) if lines else None
    if signed and (agencies := agencies_of(signed["name"])):
        yield agencies, signed[0]


def _credited(line: str) -> tuple[str, ...]:
    """The agencies a line credits, if it is nothing but a credit."""
    if code := _NUMBERED.match(line):
        return agencies_of(code["name"])
    if _REPORTING.match(line):
        return tuple(name for words in re.findall(r"\(([^()]+)\)", line[1:-1]) for name in agencies_of(words))
    if whole := agencies_of(line.strip("()[]/ .–—-")):
        return whole
    match = _CREDIT.match(line)
    return _all_agencies(_RIGHTS.sub("", match["names"])) if match else ()


def _all_agencies(names: str) -> tuple[str, ...]:
    """The agencies of a list in which other names may stand too."""
    parts = re.split(r"\s*(?:[,;/+&|]|\b(?:and|und|et|y|e|og|och|en)\b)\s*", names.strip(" .-–"))
    return tuple(name for part in parts if (name := agency_of(part.strip(" .()"))))
