"""English words by which the rules over a parse tell what a name is: titles, roles, bodies, facilities, ships."""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _kinds(**words: str) -> dict[str, str]:
    return {word: kind for kind, of_kind in words.items() for word in of_kind.split()}


HONORIFICS: Final = _words("mr mrs ms miss mx dr sir dame lord lady madam")
"""Before a name and no role."""

TITLES: Final = _words(
    """president vice-president premier chancellor minister secretary senator sen governor gov congressman congresswoman
    congressperson representative rep mayor councilman councilwoman alderman ambassador envoy consul commissioner
    chairman chairwoman chairperson chair chief director judge justice magistrate attorney prosecutor sheriff king queen
    prince princess emperor sultan sheikh emir duke duchess pope cardinal archbishop bishop rabbi imam ayatollah
    reverend rev pastor father sister brother admiral adm general gen colonel col major maj captain capt commander cmdr
    lieutenant lt sergeant sgt corporal marshal brigadier private officer detective inspector constable superintendent
    professor prof coach leader speaker spokesman spokeswoman spokesperson deputy lawmaker candidate nominee boss"""
)
"""Before a name, with a capital or without."""

OF_PEOPLE: Final = _words(
    """mr mrs ms dr president minister chancellor premier senator sen rep congressman congresswoman gov mayor ambassador
    admiral colonel col lt sgt capt spokesman spokeswoman"""
)
"""Titles that stand before nothing but people's names."""

ROLES: Final = TITLES | _words(
    """head member founder co-founder owner executive ceo cfo coo analyst economist expert researcher scientist
    historian author writer editor reporter journalist correspondent columnist anchor host pundit blogger activist
    campaigner organizer organiser volunteer adviser advisor aide assistant strategist consultant pollster fundraiser
    lobbyist manager administrator official diplomat negotiator mediator lawyer solicitor barrister counsel doctor
    physician surgeon nurse teacher principal dean fellow student scholar engineer architect designer artist actor
    actress singer musician rapper composer filmmaker producer comedian athlete player striker midfielder defender
    goalkeeper quarterback pitcher driver pilot astronaut cosmonaut soldier sailor fighter veteran guard policeman
    policewoman investigator operative agent spy hacker trader investor banker broker entrepreneur businessman
    businesswoman billionaire tycoon magnate mogul developer contractor farmer worker employee trustee treasurer
    auditor regulator incumbent challenger frontrunner front-runner politician legislator parliamentarian mp mep
    chairlady oligarch dictator ruler monarch heir tsar czar guru chef rancher miner
    resident commentator"""
)
"""What a person is, after a name or before it."""

ROLE_ENDINGS: Final = (
    "minister",
    "man",
    "woman",
    "person",
    "secretary",
    "ologist",
    "ographer",
    "keeper",
    "holder",
    "maker",
)

NO_ROLES: Final = _words(
    """brother sister wife husband son daughter mother father uncle aunt cousin nephew niece friend partner boyfriend
    girlfriend fiance widow baby kid boy girl child year month week day morning night time man woman person human
    percent something someone article story report website site magazine newspaper book film movie song game tweet"""
)
"""Before or after a name without saying what the person is."""

BODIES: Final = _words(
    """ministry department navy army military government parliament senate congress police court council committee
    commission agency embassy consulate administration secretariat bureau directorate legislature cabinet politburo
    treasury prosecutor's federation assembly"""
)
"""Bodies of people that are often written without capitals."""

BODY_PAIRS: Final = frozenset(
    {
        ("air", "force"), ("armed", "forces"), ("coast", "guard"), ("national", "guard"), ("border", "guard"),
        ("central", "bank"), ("security", "service"), ("intelligence", "service"), ("security", "council"),
        ("supreme", "court"), ("white", "house"), ("state", "media"), ("secret", "service"), ("space", "agency"),
        ("election", "commission"), ("ruling", "party"), ("opposition", "party"),
    }
)  # fmt: skip
"""The same, of two words."""

PLACE_NOUNS: Final = _kinds(
    facility="""airfield airport airbase cosmodrome spaceport port harbor harbour bridge square stadium arena
    hospital prison jail palace dam reactor plant tower cathedral mosque church temple synagogue shipyard
    refinery crossing checkpoint highway avenue street hotel mall park zoo museum tunnel""",
    water="river lake sea ocean strait bay gulf canal lagoon reservoir fjord",
    landform="island islands peninsula mountain mountains valley desert plateau hills volcano glacier forest",
    region="region province oblast county district prefecture governorate republic territory",
)
"""Nouns that make a place of the name before them, with what kind of place."""

SHIPS: Final = _words(
    """ship warship vessel destroyer frigate cruiser corvette submarine carrier battleship boat tanker ferry yacht
    trawler icebreaker freighter gunboat minesweeper dreadnought flagship"""
)

WEAPONS: Final = _kinds(
    missile="missile missiles rocket rockets",
    aircraft="bomber bombers jet jets fighter fighters aircraft plane planes helicopter helicopters",
    drone="drone drones uav uavs",
    vehicle="tank tanks howitzer howitzers",
    weapon="rifle rifles pistol pistols gun guns launcher launchers",
)
"""Nouns that make a product of the name before them, with what kind of product."""

PARTIES: Final = _words("republican republicans democrat democrats democratic gop tory tories labour western westerner")
"""Taken for nationalities by the model."""

MONTHS_AND_DAYS: Final = _words(
    """january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday today yesterday tomorrow"""
)


def is_role(word: str) -> bool:
    """Whether a word says what a person is; plurals do not, as they say it of several."""
    small = word.casefold().rstrip(".")
    return small not in NO_ROLES and (
        small in ROLES or small.endswith(ROLE_ENDINGS) or small.removeprefix("co-") in ROLES
    )
