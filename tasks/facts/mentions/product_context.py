"""Whether the words around a product's writing say that it is meant: a body and a span in, yes or no out."""

import re
from typing import Final

_AIR: Final = (
    r"aircraft|\bjets?\b|fighter|warplane|bomber|\bplanes?\b|airplane|squadron|air force|\bpilots?\b|airliner|airline"
    r"|\bflew\b|\bfly|takeoff|take-off|aviation|cockpit|flugzeug|kampfjet|avions?\b|chasseur|avión|aviones|caza\b|aereo|aerei|aviões"
    r"|самол|истреб|бомбард|авиа|літак|винищ|samolot|myśliw|vliegtuig|uçak|uçağ"
)
_MISSILE: Final = (
    r"missile|\brockets?\b|warhead|launch|\bfired?\b|salvo|anti-tank|anti-ship|anti-aircraft|cruise|ballistic|hypersonic"
    r"|munition|weapon|rakete|misil|missil|ракет|ракєт|rakiet|raket|füze|arms package"
)
_ARMOUR: Final = (
    r"\btanks?\b|armou?red|fighting vehicle|\bvehicles?\b|brigade|turret|battalion|\bapcs?\b|\bifvs?\b|infantry|panzer"
    r"|\bchars?\b|tanque|carro armato|carri armati|танк|брон|czołg|transporter|military aid|pancern"
)
_SPACE: Final = (
    r"rocket|launch|\borbit|satellite|spacecraft|capsule|astronaut|cosmonaut|\bnasa\b|spacex|\bspace\b|booster|lift-?off"
    r"|telescope|lunar|\bmoon\b|\bmars\b|probe|rover|rakete|fusée|cohete|razzo|foguete|ракет|спутник|косм|satelli"
)
_GUNS: Final = (
    r"rifle|pistol|\bguns?\b|firearm|ammunition|carbine|machine|weapon|handgun|gewehr|fusil|fucile|автомат|винтов"
    r"|пистол"
)
_CONTEXT: Final = {
    "aircraft": re.compile(_AIR),
    "helicopter": re.compile(
        rf"helicopter|gunship|chopper|hélicopt|helicópt|elicotter|hubschrauber|вертол|śmigłow|{_AIR}"
    ),
    "drone": re.compile(
        r"drone|\buavs?\b|unmanned|loitering|kamikaze|drohne|\bdron|беспилот|безпілот|дрон|bezzałog|\biha\b"
    ),
    "missile": re.compile(_MISSILE),
    "air_defense": re.compile(
        r"air[\s-]defen[cs]e|batter(?:y|ies)|interceptor|intercepted|surface-to-air|anti-aircraft|radar|flugabwehr|luftabwehr"
        rf"|défense aérienne|antiaére|contraerea|зенит|\bпво\b|\bппо\b|{_MISSILE}"
    ),
    "tank": re.compile(_ARMOUR),
    "vehicle": re.compile(_ARMOUR),
    "artillery": re.compile(
        r"artiller|howitzer|mortar|\bguns?\b|rocket|launcher|shell|self-propelled|haubitze|obus|obice|гаубиц|артил"
        r"|реактивн|\bрсзо\b"
    ),
    "firearm": re.compile(_GUNS),
    "launcher": re.compile(rf"anti-tank|launcher|grenade|rocket|{_GUNS}"),
    "rocket": re.compile(_SPACE),
    "spacecraft": re.compile(_SPACE),
    "satellite": re.compile(_SPACE),
    "ship": re.compile(
        r"\bships?\b|warship|\bliner|steamer|vessel|\bsank\b|sunk|sinking|wreck|aboard|\bferry|battleship|schiff|navire"
    ),
}
_AROUND: Final = 60
_STOP: Final = re.compile(r"[.!?]\s|\n")
# Roads, vitamins, forms, seats and sports, whose names look like designators or weapons.
_ELSEWHERE: Final = re.compile(
    r"\b(?:road|highway|motorway|autobahn|autoroute|autopista|carretera|autostrada|junction|vitamin\w*|visas?|exhibit|seat|gate"
    r"|paper|form|rep|sen|district|virus|variant|h[0-9]n[0-9]|league|season|coach|quarterback|touchdown|golf|striker|nfl"
    r"|nba|nhl|mlb|playoffs?|super bowl|zodiac|album|band|stadium|midfielder|goalkeeper"
    r"|olympic\w*|athlet\w*|medals?|mercedes|bmw|audi|samsung|film|movie)\b"
)
_FIRST: Final = re.compile(r"(?:\n|[.!?:][\"”’)]?\s)[\"“‘(]?$")
_TWO_WORDS: Final = re.compile(r"s?(?:[\s-][^\W_]+){1,2}")
_DETERMINER: Final = re.compile(
    r"(?:^|[\s(])(?:an?|the|this|that|its|their|new|older|two|three|four|five|boeing['’]s)\s$"
)
_BEFORE: Final = re.compile(r"([^\W\d_]+)(\.?)[ \u00a0]$")
_AFTER: Final = re.compile(r"s?[ \u00a0]([^\W\d_][^\W\d_'’-]*)")
_YEAR_OR_MORE: Final = re.compile(r"[ \u00a0]\d{3}")
_SAFE_BEFORE_WORDS: Final = """
the a an and or of with by its their these those two three four five six more new old some many us u.s uk eu nato in
on at for to from both this that american british german french russian ukrainian israeli iranian turkish chinese
indian pakistani korean japanese italian spanish polish swedish norwegian dutch finnish soviet syrian iraqi saudi
egyptian taiwanese australian canadian western lockheed raytheon boeing rheinmetall kmw krauss-maffei
baykar lockheed-martin saab dassault nexter bae rtx mbda rafael elbit army navy air force marine royal bundeswehr der
die das le la les el los las il i gli o os de du des del von вс рф
"""
_SAFE_BEFORE: Final = frozenset(_SAFE_BEFORE_WORDS.split())


def around(body: str, start: int, end: int) -> str:
    """The sentence's lower-case text around a span, 60 characters to either side at most."""
    ahead = body[max(0, start - _AROUND) : start]
    behind = body[end : end + _AROUND]
    stops = [stop.end() for stop in _STOP.finditer(ahead)]
    stop = _STOP.search(behind)
    return f"{ahead[stops[-1] :] if stops else ahead} {behind[: stop.start()] if stop else behind}".lower()


def is_meant(body: str, start: int, end: int, kind: str) -> bool:
    """Whether a word of its kind stands near; of a sentence's first word, which any word can be, right behind it."""
    if begins_sentence(body, start):
        behind = _TWO_WORDS.match(body, end)
        return behind is not None and _CONTEXT[kind].search(behind[0].lower()) is not None
    return _CONTEXT[kind].search(around(body, start, end)) is not None


def begins_sentence(body: str, start: int) -> bool:
    """Whether it is the first word of a sentence or paragraph."""
    return start == 0 or _FIRST.search(body, max(0, start - 4), start) is not None


def is_counted_by(body: str, start: int, end: int, kind: str) -> bool:
    """Whether a number counts what is behind it, or numbers a flight: `737 people`, `Flight 777`; not `a 737 jet`."""
    if not _DETERMINER.search(body[max(0, start - 12) : start].lower()):
        return True
    after = _AFTER.match(body, end)
    return after is not None and not _CONTEXT[kind].search(after[1].lower()) and body[end] == " "


def is_elsewhere(body: str, start: int, end: int) -> bool:
    """Whether the text around is about roads, vitamins, visas, sports."""
    return _ELSEWHERE.search(body[max(0, start - _AROUND) : end + _AROUND].lower()) is not None


def is_part_of_a_name(body: str, start: int, end: int, kind: str) -> bool:
    """Whether a capital before or behind makes it a person's or a body's name: `Stacey Abrams`, `Patriot Act`."""
    before = _BEFORE.search(body, max(0, start - 24), start)
    if before and before[1][0].isupper() and not before[1].isupper() and before[1].lower() not in _SAFE_BEFORE:
        return True
    if _YEAR_OR_MORE.match(body, end):
        return True
    after = _AFTER.match(body, end)
    if after is None or not after[1][0].isupper() or (after[1].isupper() and len(after[1]) < 5):
        return False
    return _CONTEXT[kind].match(after[1].lower()) is None
