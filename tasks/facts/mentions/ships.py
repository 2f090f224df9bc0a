"""Ships: a body and its language in, the ships it names with offsets out, known by what stands around the name.

A prefix (`USS Cole`), the kind before the name (`the frigate Admiral Essen`), the kind behind it (`the Marshal
Shaposhnikov, an anti-submarine destroyer`), a class (`Kilo-class submarine`). The person a ship is named after is none:
what was found so is found again only behind `the` or with its prefix.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from schemas.words import MentionType
from tasks.facts.mentions.found import FoundMention

_PREFIXES: Final = "USS|HMS|HMCS|HMAS|HMNZS|USNS|USCGC|ROKS|TCG|KRI|ORP|HNLMS|HDMS|HSwMS"
# These stand for other things too: a prefix only where the sentence speaks of a ship.
_DOUBTFUL: Final = "RMS|INS|ARA|JS|FS|ITS|BRP|MV|M/V|MS|MT|M/T|SS|MSC|IRIS|PNS|CNS|FGS|RV|RFS|OPV"
_CAPITAL: Final = r"[A-ZÀ-ÖØ-ÞА-ЯІЇЄ]"
_WORD: Final = rf"{_CAPITAL}(?:[^\W_]|[’'-](?!s(?![^\W_]))){{0,24}}"
_NAME: Final = rf"{_WORD}(?: (?:(?:of|de|la|del|da|al|the|von|der) )?(?:[A-Z]\.|{_WORD}|[IVX]{{1,4}})){{0,3}}"
_CARGO: Final = (
    r"(?:oil|gas|lng|lpg|chemical|product|fuel|crude) tanker|tanker|bulk carrier|freighter|container ship|containership"
)
_WAR: Final = (
    r"aircraft[- ]carrier|helicopter carrier|destroyer|frigate|corvette|cruiser|battleship|warship|minesweeper"
    r"|minehunter|minelayer|gunboat|dreadnought|landing (?:ship|craft)|(?:amphibious )?assault ship"
    r"|missile (?:boat|ship)|patrol (?:boat|ship|vessel)"
)
_OTHER: Final = (
    r"(?:cargo|cruise|merchant|research|supply|spy|hospital|training|reconnaissance|intelligence|rescue|survey|tall"
    r"|sailing|passenger|fishing|coast guard|naval|navy) (?:ship|vessel|boat)|ocean liner|cruise liner|ferry|trawler"
    r"|icebreaker|superyacht|yacht|schooner|tugboat|ship|vessel|steamship|steamer"
)
_SUBMARINE: Final = r"(?:nuclear |ballistic[- ]missile |attack |missile )?submarine"
_KIND: Final = rf"(?:{_SUBMARINE}|{_CARGO}|{_WAR}|{_OTHER})"
_ELSEWHERE: Final = {
    "de": "fregatte|zerstörer|flugzeugträger|kreuzer|korvette|u-boot|tanker|fähre|frachter|kriegsschiff|schiff",
    "fr": "frégate|destroyer|porte-avions|croiseur|sous-marin|corvette|pétrolier|ferry|cargo|navire|paquebot",
    "es": "fragata|destructor|portaaviones|crucero|submarino|corbeta|petrolero|buque|carguero",
    "it": "fregata|cacciatorpediniere|portaerei|incrociatore|sottomarino|corvetta|petroliera|nave|traghetto",
    "pt": "fragata|contratorpedeiro|porta-aviões|cruzador|submarino|corveta|petroleiro|navio",
    "nl": "fregat|torpedobootjager|vliegdekschip|kruiser|onderzeeër|korvet|tanker|veerboot|schip",
    "ru": "фрегата?|эсмин(?:ец|ца)|авианосец|крейсера?|подлодка|корвет|танкер|паром|ледокол|корабль|сухогруз",
    "uk": "фрегата?|есмінець|авіаносець|крейсера?|підводний човен|корвет|танкер|пором|криголам|корабель",
}
_ENGLISH_SHIP: Final = re.compile(rf"(?<![^\W_])(?i:{_KIND})(?:s|ies)?(?![^\W_])")
_SHIPS: Final = {language: re.compile(rf"(?<![^\W_])(?i:{words})(?![^\W_])") for language, words in _ELSEWHERE.items()}
_PREFIXED: Final = re.compile(rf"(?<![^\W_])(?P<prefix>{_PREFIXES}|(?P<doubtful>{_DOUBTFUL})) (?P<base>{_NAME})")
_BEHIND_KIND: Final = re.compile(rf",? (?:the )?(?:(?P<open>[\"“„«‘']) ?)?(?P<name>{_NAME})")
_MORE: Final = re.compile(rf"(?:,| and|, and) (?:the )?(?P<name>{_NAME})")
_BEFORE_KIND: Final = re.compile(
    rf"(?<![^\W_])[Tt]he (?P<name>{_NAME}), (?:an?|the|one of|its|(?:[^\W_]+)['’]s?) "
    rf"(?:[^\W_][^\s,.;]{{0,20}} ){{0,5}}?"
    rf"(?i:(?P<kind>{_KIND}|flagship of)|fishing boat)(?![^\W_])"
    r"(?!['’]|[ -](?:captain|owner|operator|company|crew|builder|commander|worker))"
)
# `the Shandong aircraft carrier`; a nationality there is no name: `the Chinese aircraft carrier`.
_THE_NAME_KIND: Final = re.compile(
    rf"(?:(?<![^\W_])(?:[Tt]he|[Ii]ts)|[’']s) (?P<name>{_WORD}(?: {_WORD})?) "
    r"(?P<kind>aircraft carrier|cruiser|battleship)(?![^\W_])"
)
_NATIONAL: Final = re.compile(
    r"(?:an|ish|ese|i|ch|ic|class|era|day|style)$|^(?:Greek|Navy|Soviet|Royal|NATO|US|Thai|Coast|Guard)$"
)
_CLASS: Final = re.compile(
    rf"[- ](?:class|Class) (?:[^\W_][^\s,.;]{{0,20}} ){{0,4}}?(?i:(?P<kind>{_KIND}))s?(?![^\W_])"
)
_CLASS_NAME: Final = re.compile(rf"(?<![^\W_])(?P<name>{_WORD}(?: (?:{_WORD}|[IVX]+)){{0,2}})$")
# Capital words that are no ship's name: days, ranks, bodies, classes of seat.
_NO_NAMES_WORDS: Final = """
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
october november december captain capt commander cmdr lieutenant lt sailor president minister mr mrs ms dr he she it
they we i the a an in on at from and but for with to as when while after before operator owner company corp inc navy
army coast canal first business economy world middle high working upper lower premium second third class russian
american british chinese iranian ukrainian french german turkish indian japanese korean israeli us u.s uk uss hms
"""
_NO_NAMES: Final = frozenset(_NO_NAMES_WORDS.split())
# Behind a plural these own or build the ships: `warships Russia sent`; one ferry is called Estonia.
_COUNTRIES: Final = frozenset(
    (
        "russia",
        "china",
        "iran",
        "ukraine",
        "britain",
        "america",
        "israel",
        "japan",
        "india",
        "turkey",
        "france",
        "germany",
    )
)
# Words that are verbs too, and what stands before them as nouns: `the Russian ship`, not `projects ship Perl`.
_VERBS: Final = ("ship", "ships", "ferry")
_SHIP_AHEAD: Final = re.compile(
    r"(?<![^\W_])(?i:the|an?|its|their|his|her|this|that|two|three|four|five)(?: [^\W_]+(?<!s))? $"
)
_ANY_PREFIX: Final = re.compile(rf"^(?:{_PREFIXES}|{_DOUBTFUL}) ")
_THE_NAME: Final = re.compile(
    rf"(?<![^\W_])[Tt]he (?:stricken |sunken |damaged )?[\"“«‘']?(?P<name>{_NAME})(?![^\W_]|-)"
)
_SHORTEST: Final = 4
_DIVES: Final = re.compile(r"submarin|sous-marin|sottomarin|u-boot|подлод|підводн|onderzee")
_SENTENCE: Final = 80


def find_ships(body: str, language: str | None) -> list[FoundMention]:
    """The ships a body names; English words for ships are looked for unless the language has its own."""
    tongue = (language or "en").split("-")[0].lower()
    ships = _SHIPS.get(tongue, _ENGLISH_SHIP)
    found = [*_prefixed(body, ships), *_behind_their_kind(body, ships, english=ships is _ENGLISH_SHIP)]
    if ships is _ENGLISH_SHIP:
        found += [*_before_their_kind(body), *_directly_before_it(body), *_classes(body)]
    return [*found, *_named_again(body, found)]


def _ship(start: int, end: int, name: str, kind: str) -> FoundMention:
    subtype = "submarine" if _DIVES.search(kind.lower()) else "ship"
    return FoundMention(type=MentionType.PRODUCT, subtype=subtype, start=start, end=end, name=name)


def _prefixed(body: str, ships: re.Pattern[str]) -> Iterator[FoundMention]:
    for match in _PREFIXED.finditer(body):
        if match["doubtful"] and not ships.search(body, max(0, match.start() - _SENTENCE), match.end() + _SENTENCE):
            continue
        before = body[max(0, match.start() - 40) : match.start()]
        yield _ship(match.start(), match.end(), match[0].replace("M/", "M"), before)


def _behind_their_kind(body: str, ships: re.Pattern[str], *, english: bool) -> Iterator[FoundMention]:
    for kind in ships.finditer(body):
        match = _BEHIND_KIND.match(body, kind.end())
        if kind[0].lower() in _VERBS and not _SHIP_AHEAD.search(body, max(0, kind.start() - 30), kind.start()):
            continue
        if match is None or (match["open"] is None and (not english or match[0].startswith(","))):
            continue
        several = kind[0].endswith("s")
        while match is not None and _is_name(match["name"]) and not (several and match["name"].lower() in _COUNTRIES):
            yield _ship(match.start("name"), match.end("name"), match["name"], kind[0])
            match = _MORE.match(body, match.end()) if several else None


def _before_their_kind(body: str) -> Iterator[FoundMention]:
    for match in _BEFORE_KIND.finditer(body):
        if _is_name(match["name"]):
            yield _ship(match.start("name"), match.end("name"), match["name"], match["kind"] or "")


def _directly_before_it(body: str) -> Iterator[FoundMention]:
    for match in _THE_NAME_KIND.finditer(body):
        if _is_name(match["name"]) and not any(_NATIONAL.search(word) for word in match["name"].split()):
            yield _ship(match.start("name"), match.end("name"), match["name"], match["kind"])


def _classes(body: str) -> Iterator[FoundMention]:
    for kind in _CLASS.finditer(body):
        name = _CLASS_NAME.search(body, max(0, kind.start() - _SENTENCE), kind.start())
        words = name["name"].split() if name else []
        while words and words[0].lower() in _NO_NAMES:
            words = words[1:]
        if words:
            written = " ".join(words)
            yield _ship(kind.start() - len(written), kind.start() + 6, f"{written}-class", kind["kind"])


def _is_name(name: str) -> bool:
    words = name.lower().split()
    return words[0].strip(".") not in _NO_NAMES and not any(
        word.endswith("-class") or word == "class" for word in words
    )


def _named_again(body: str, found: list[FoundMention]) -> Iterator[FoundMention]:
    """Further mentions of the ships found, whole or by the last word, behind `the`: `the Shaposhnikov`."""
    known: dict[str, FoundMention] = {}
    for ship in found:
        base = _ANY_PREFIX.sub("", ship.name)
        for written in (base, base.split()[-1]):
            if len(written) >= _SHORTEST and not ship.name.endswith("-class"):
                known.setdefault(written, ship)
    for match in _THE_NAME.finditer(body) if known else ():
        if match["name"] in known:
            yield replace(known[match["name"]], start=match.start("name"), end=match.end("name"))
