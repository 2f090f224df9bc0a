"""Numbers of people and things: a text and a number in, the noun it counts out, if it is one of those we trust.

English only. A noun outside of the list, or a number that may be part of a name or date, is left: what is counted
would be a guess.
"""

import re
from typing import Final

from schemas.words import QuantityKind
from tasks.facts.quantities.found import Text, Written
from tasks.facts.quantities.numbers import Number
from tasks.facts.quantities.units import Unit

_PEOPLE: Final = """
people persons men women children boys girls adults babies infants toddlers teenagers youths students pupils teachers
professors workers employees staff staffers miners farmers fishermen sailors soldiers troops officers policemen police
firefighters rescuers medics doctors nurses patients victims survivors casualties fatalities injuries deaths dead
wounded injured civilians residents villagers citizens inhabitants voters candidates members lawmakers senators
legislators deputies ministers officials diplomats judges jurors lawyers prosecutors witnesses suspects defendants
prisoners inmates detainees hostages captives militants fighters rebels insurgents gunmen terrorists attackers
protesters demonstrators activists supporters fans spectators players athletes tourists visitors passengers travelers
travellers commuters drivers pilots astronauts cosmonauts crew crewmembers refugees migrants immigrants families
households couples relatives brothers sisters sons daughters siblings customers clients subscribers users readers
viewers investors shareholders executives directors managers owners scientists researchers engineers experts
volunteers peacekeepers marines guards agents reporters journalists others participants respondents guests delegates
leaders presidents countries nations states governments cities towns villages provinces districts counties
"""
_THINGS: Final = """
ships boats vessels submarines tankers warships ferries planes aircraft jets airplanes airliners helicopters drones
missiles rockets bombs tanks vehicles cars trucks buses trains flights airports bridges tunnels roads houses homes
buildings apartments rooms hotels hospitals schools universities churches mosques factories mines wells offices stores
shops restaurants branches banks companies firms businesses jobs positions votes seats ballots cases samples doses
vaccines infections attacks explosions blasts earthquakes fires accidents crashes incidents arrests complaints
lawsuits contracts projects programs studies books songs films movies albums paintings letters emails messages
photographs photos pictures images videos documents pages copies tickets weapons guns rifles pistols warheads shells
bullets satellites reactors turbines computers phones cellphones devices machines crates boxes bottles bags cattle
cows sheep pigs goats horses dogs cats elephants whales birds chickens trees species goals medals championships awards
shares
"""
NOUNS: Final = frozenset((*_PEOPLE.split(), *_THINGS.split()))
# Words that cannot stand between a number and the noun it counts.
_STOPS_WORDS: Final = """
of to in on at by for from with and or but nor as than that which who whom whose is are was were be been being has
have had do does did will would can could may might must shall should the a an this these those his her its their our
your my no not if when while after before since until percent per year years month months week weeks day days hour
hours minute minutes second seconds mile miles points against over under between into onto through during about said
says million billion trillion hundred thousand dozen times also he she it they we you there killed hit saw because so
"""

_DAY_OR_NAME_WORDS: Final = """
january february march april may june july august september october november december jan feb mar apr jun jul aug sep
sept oct nov dec no nos number chapter section page pages article title act part flight route highway interstate unit
room gate channel apollo formula windows resolution vol volume grade level phase
"""

_BEFORE: Final = re.compile(r"([^\W\d_]+)\.?[\s#]{1,2}$")
_OPENING_WORDS: Final = """
the about some nearly almost around over more than at least only just in on of and but or for with from after all its
their his her these those two three one up to as many among between another when while where if said monday tuesday
wednesday thursday friday saturday sunday killing killed leaving including an a what since by most there
"""

_RATIO: Final = re.compile(
    r"(?:[0-9]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten))\s(?:in|out of|of every)\s$"
)
_NOUN: Final = re.compile(r"[\s]{1,2}([^\W\d_]+(?:[-'’][^\W\d_]+)*)")
_STOPS: Final = frozenset(_STOPS_WORDS.split())
_DAY_OR_NAME: Final = frozenset(_DAY_OR_NAME_WORDS.split())
_OPENING: Final = frozenset(_OPENING_WORDS.split())
_BEFORE_NOUNS: Final = frozenset(("police", "crew", "staff", "dead", "injured", "wounded"))  # `police officers`
_YEAR: Final = range(1800, 2100)
_COUNT: Final = Unit(QuantityKind.COUNT, None)
_MOST_WORDS: Final = 3


def counted_at(text: Text, start: int, number: Number) -> Written | None:
    """The noun counted by the number from `start` on, two words behind it at most: `23 trapped miners`."""
    if not text.writing.english or number.value < 2 or number.value != number.value.to_integral_value():
        return None
    if not _counts(text, start, number):
        return None
    place = number.end
    for _ in range(_MOST_WORDS):
        match = _NOUN.match(text.lowered, place)
        if match is None:
            return None
        if match[1] in NOUNS:
            following = _NOUN.match(text.lowered, match.end()) if match[1] in _BEFORE_NOUNS else None
            last = following if following and following[1] in NOUNS else match
            return Written(_COUNT, last.start(1), last.end(1))
        if match[1] in _STOPS or match[1] in _DAY_OR_NAME:
            return None
        place = match.end()
    return None


def _counts(text: Text, start: int, number: Number) -> bool:
    """Whether the number counts something at all: it is no year, nor part of a name or a date."""
    if number.value in _YEAR and not number.words and "," not in text.body[start : number.end]:
        return False
    if _RATIO.search(text.ahead(start, 16)) or text.ahead(start, 9) == "group of ":
        return False
    before = _BEFORE.search(text.body, max(0, start - 16), start)
    if before is None:
        return True
    word = before[1].lower()
    if word in _DAY_OR_NAME:
        return number.words and word in ("may", "march")
    return before[1][0].islower() or word in _OPENING or _begins_sentence(text, before.start())


def _begins_sentence(text: Text, place: int) -> bool:
    before = text.body[max(0, place - 3) : place].strip(" ")
    return before[-1:] in ("", "\n", ".", "!", "?", ":", "—", "“", '"')
