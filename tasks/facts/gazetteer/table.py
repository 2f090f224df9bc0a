"""Names in, places out, by the tables beside this module, which are read once in a process.

What a text means by a name is decided by what else the text names; finding names in a text does not belong here.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from tasks.facts.gazetteer.names import fold

# A country that the text names makes one of its cities this much likelier than one as large elsewhere.
_NAMED: Final = 10
# A name from another language or time counts for less than a city's own.
_OTHER_NAME: Final = 0.1


@dataclass(frozen=True, slots=True)
class Place:
    """A country, region or city; `state` is the postal code of a US state, `country` is empty of parts of the world."""

    kind: str
    name: str
    country: str
    state: str = ""
    latitude: float | None = None
    longitude: float | None = None
    weight: float = 0


@dataclass(frozen=True)
class Gazetteer:
    """The tables, by folded name."""

    countries: Mapping[str, Place]
    nationalities: Mapping[str, str]
    regions: Mapping[str, Place]
    cities: Mapping[str, tuple[Place, ...]]

    def is_country(self, name: str) -> bool:
        """Whether a country has the name."""
        return fold(name) in self.countries

    def region(self, name: str) -> Place | None:
        """The region of that name."""
        return self.regions.get(fold(name))

    def is_city(self, name: str, within: str) -> bool:
        """Whether there is a city of that name in a country or region."""
        around = self.regions.get(fold(within)) or self.countries.get(fold(within)) if within else None
        return around is not None and any(_lies_in(place, around) for place in self.cities.get(fold(name), ()))

    def country(self, name: str) -> str | None:
        """The code of a country by its name or by its people's."""
        plain = fold(name)
        found = self.countries.get(plain)
        return found.country if found else self.nationalities.get(plain)

    def place(self, name: str, named: Set[str] = frozenset(), within: str = "") -> Place | None:
        """What a name stands for in a text that also names these countries; `within` is what follows after a comma."""
        plain = fold(name)
        around = self.regions.get(fold(within)) or self.countries.get(fold(within))
        country, region = self.countries.get(plain), self.regions.get(plain)
        if around and around.country and not country and not region:
            inside = [place for place in self.cities.get(plain, ()) if _lies_in(place, around)]
            return max(inside, key=_weight, default=Place("city", name, around.country, around.state))
        if country and not (region and region.country in named and country.country not in named):
            return country
        return region or max(
            self.cities.get(plain, ()),
            key=lambda place: place.weight * (_NAMED if place.country in named else 1),
            default=None,
        )


def _weight(place: Place) -> float:
    return place.weight


def _lies_in(place: Place, around: Place) -> bool:
    return place.country == around.country and (not around.state or place.state == around.state)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer that ships with dateline."""
    countries: dict[str, Place] = {}
    nationalities: dict[str, str] = {}
    for code, name, others, people in _rows("countries.tsv"):
        countries |= {fold(each): Place("country", name, code) for each in _names(name, others)}
        nationalities |= {fold(each): code for each in people.split(";") if each}
    regions = {
        fold(each): Place("region", name, code, state)
        for name, others, code, state in _rows("regions.tsv")
        for each in _names(name, others)
    }
    return Gazetteer(countries, nationalities, regions, _cities())


def _cities() -> dict[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for name, others, code, state, latitude, longitude, people in _rows("cities.tsv"):
        at = float(latitude), float(longitude)
        found[fold(name)].append(Place("city", name, code, state, *at, float(people)))
        for other in others.split(";") if others else ():
            found[fold(other)].append(Place("city", name, code, state, *at, float(people) * _OTHER_NAME))
    return {name: tuple(places) for name, places in found.items()}


def _names(name: str, others: str) -> list[str]:
    return [name, *filter(None, others.split(";"))]


def _rows(table: str) -> Iterator[list[str]]:
    lines = files("tasks.facts.gazetteer").joinpath(table).read_text(encoding="utf-8").splitlines()
    return (line.split("\t") for line in lines[1:])
