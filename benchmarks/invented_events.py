"""Invented events and how reporters write about them: a random generator in, articles out.

Whoever writes about an event has its names, figures and quotations, and puts the facts in words of their own: two such
articles share what is said in public, and no text. No word of it was ever printed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

_FIRST: Final = (
    "Ada Bruno Carla Dmitri Elif Farid Greta Hanna Ivo Jana Karim Lena Marek Nadia Omar Petra Rolf Sana".split()
)
_LAST: Final = (
    "Abend Borsa Castell Dravec Elmo Fairwell Gorin Halvor Istrati Jarrow Kestrel Lomond Merrin Norwood Ostrava Pell "
    "Quayle Radic Sorrel Tamm Ulster Varga Wexler Yardley Zeman"
).split()
_PLACES: Final = (
    "Aldermoor Brackwater Calderon Dunmere Eastvale Fenwick Garrow Hollin Ister Jasper Kelby Lorne Marwick Norhaven "
    "Oxley Pellworth Quill Ravensby Stanmere Torvale Underhill Westmark"
).split()
_ROLES: Final = (
    "mayor|harbour master|finance minister|union leader|chief engineer|prosecutor|police chief|health secretary|"
    "opposition leader|head of the rescue service|company spokeswoman|central bank governor|farmers' delegate|judge"
).split("|")
_BODIES: Final = (
    "the city council|the ministry|the port authority|the railway company|the miners' union|the regional court|"
    "the energy regulator|the university|the coast guard|the teachers' association|the water board|the airline"
).split("|")
_VERBS: Final = tuple(
    group.split("/")
    for group in (
        "approved/backed/passed/signed off on|rejected/turned down/threw out/refused to accept|"
        "announced/unveiled/presented/made public|suspended/halted/put on hold/stopped|"
        "inspected/examined/looked into/reviewed|delayed/postponed/pushed back/put off|"
        "expanded/widened/enlarged/added to|criticised/attacked/found fault with/denounced|"
        "restored/repaired/rebuilt/brought back|evacuated/cleared/emptied/closed off"
    ).split("|")
)
_THINGS: Final = (
    "bridge tunnel contract budget ferry reservoir pipeline strike warehouse pension tariff harbour turbine archive "
    "clinic levy timetable dam quarry grid licence subsidy vessel depot orchard runway shelter canal treaty mill"
).split()
_KINDS: Final = (
    "new old disputed northern costly long-awaited damaged private public regional temporary planned flooded ageing "
    "modern crowded unfinished protected historic shared narrow troubled winter emergency"
).split()
_DOING: Final = (
    "waiting for repairs|losing money|drawing criticism|running late|short of staff|near completion|under review|"
    "open to the public|at the centre of a dispute|without a licence|ahead of schedule|empty for months|in poor shape|"
    "back in service|too expensive for most|beyond saving|popular with visitors|for sale|in the wrong hands|at risk"
).split("|")
_PEOPLE: Final = (
    "residents workers drivers critics experts fishermen traders passengers neighbours investors students doctors "
    "historians shopkeepers engineers volunteers parents lawyers"
).split()
_THINK: Final = (
    "fear hope doubt expect believe warn argue complain insist suspect claim know admit remember stress"
).split()
_WHEN: Final = (
    "on Monday|late on Tuesday|on Wednesday morning|a day earlier|this week|after hours of talks|before noon|"
    "in the early hours|last month|for the second time|at short notice|within days|over the weekend|in spring"
).split("|")
_SAID: Final = "said|told reporters|said in a statement|told a news conference|added|wrote".split("|")
_LINKS: Final = "while|although|because|as|even though|after|since|before|now that|just when".split("|")
_SAYINGS: Final = (
    "we will not|nobody here can|all of us must|it is time to|I have never seen anyone|you cannot simply|"
    "our children will have to|there was no reason to|they promised to|we are ready to"
).split("|")
_ACTS: Final = (
    "leave the {} to the {}|pay for another {} with a {}|forget what the {} meant for the {}|close a {} and call it a {}|"
    "talk about the {} as if it were a {}|wait until the {} is a {}|build one more {} beside the {}|trade the {} for a {}"
).split("|")


@dataclass(frozen=True)
class Person:
    """Somebody an event has to do with."""

    name: str
    role: str


@dataclass(frozen=True)
class Fact:
    """Who did what to what, and when."""

    agent: str
    verbs: Sequence[str]
    thing: str
    number: int
    when: str


@dataclass(frozen=True)
class Event:
    """What all who write about it know."""

    place: str
    people: Sequence[Person]
    facts: Sequence[Fact]
    sayings: Sequence[tuple[Person, str]]


def event(random: Random) -> Event:
    """An event nobody has heard of."""
    names = zip(random.sample(_FIRST, 4), random.sample(_LAST, 4), random.sample(_ROLES, 4), strict=True)
    people = [Person(f"{first} {last}", role) for first, last, role in names]
    facts = [_fact(random) for _ in range(random.randint(9, 14))]
    sayings = [(random.choice(people), _saying(random)) for _ in range(5)]
    return Event(random.choice(_PLACES), people, facts, sayings)


def article(random: Random, about: Event, paragraphs: int) -> list[str]:
    """The paragraphs of a report in a reporter's own words, the most important facts first."""
    facts = sorted(random.sample(about.facts, min(len(about.facts), paragraphs)), key=about.facts.index)
    written = [_paragraph(random, about, fact) for fact in facts]
    while len(written) < paragraphs:
        written.append(_background(random, about))
    for person, saying in random.sample(about.sayings, random.randint(1, 3)):
        written.insert(random.randint(1, len(written)), _quotation(random, person, saying))
    return written[:paragraphs]


def standing(random: Random) -> str:
    """A paragraph that a publisher prints under everything, or an agency under each report of a long story."""
    return " ".join(_aside(random) for _ in range(3))


def _fact(random: Random) -> Fact:
    agent, thing = random.choice(_BODIES), f"{random.choice(_KINDS)} {random.choice(_THINGS)}"
    return Fact(agent, random.choice(_VERBS), thing, random.randint(2, 900), random.choice(_WHEN))


def _saying(random: Random) -> str:
    parts = [
        f"{random.choice(_SAYINGS)} {random.choice(_ACTS).format(*random.sample(_THINGS, 2))}"
        for _ in range(random.randint(1, 3))
    ]
    return f", {random.choice(('and', 'but', 'because'))} ".join(parts)


def _paragraph(random: Random, about: Event, fact: Fact) -> str:
    sentences = [_told(random, about, fact), *(_aside(random) for _ in range(random.randint(0, 2)))]
    return " ".join(sentences)


def _told(random: Random, about: Event, fact: Fact) -> str:
    agent, verb, thing = fact.agent, random.choice(fact.verbs), fact.thing
    source = random.choice(about.people)
    clause = f"{random.choice(_LINKS)} {_clause(random)}"
    return _sentence(
        random.choice(
            (
                f"{agent} in {about.place} {verb} the {thing} {fact.when}, {clause}",
                f"{fact.when} {agent} {verb} a {thing} worth {fact.number} million, {source.role} {source.name} said",
                f"the {thing} was among {fact.number} that {agent} {verb} {fact.when}",
                f"{clause}, {agent} {verb} the {thing} near {about.place}",
                f"according to {source.name}, {fact.number} people in {about.place} saw how {agent} {verb} the {thing}",
                f"it was {fact.when} that {agent} {verb} what {source.name} called a {thing}, {clause}",
                f"{source.name}, the {source.role}, confirmed that {agent} {verb} the {thing} {clause}",
                f"with {fact.number} votes {agent} {verb} the {thing}",
            )
        )
    )


def _quotation(random: Random, person: Person, saying: str) -> str:
    said, aside = random.choice(_SAID), _aside(random)
    speaker = random.choice((person.name, f"{person.role} {person.name}", person.name.split()[1]))
    whole = f"{saying[0].upper()}{saying[1:]}"
    return random.choice(
        (
            f'"{whole}," {speaker} {said}. {aside}',
            f'{speaker} {said} {random.choice(_WHEN)}: "{whole}."',
            f'{aside} "{whole}," {said.split()[0]} {speaker}.',
        )
    )


def _background(random: Random, about: Event) -> str:
    return " ".join(
        [_aside(random), f"{about.place} has {random.randint(3, 90)} {random.choice(_THINGS)}s.", _aside(random)]
    )


def _aside(random: Random) -> str:
    return _sentence(f"{_clause(random)} {random.choice(_LINKS)} {_clause(random)}")


def _clause(random: Random) -> str:
    people, thing = random.choice(_PEOPLE), f"{random.choice(_KINDS)} {random.choice(_THINGS)}"
    return random.choice(
        (
            f"{people} {random.choice(_THINK)} that the {thing} is {random.choice(_DOING)}",
            f"the {thing} has been {random.choice(_DOING)} {random.choice(_WHEN)}",
            f"{random.choice(_KINDS)} {people} and {random.choice(_PEOPLE)} share the {thing}",
            f"{random.choice(_BODIES)} {random.choice(random.choice(_VERBS))} the {thing} {random.choice(_WHEN)}",
            f"few {people} {random.choice(_THINK)} the {random.choice(_THINGS)} of {random.choice(_PLACES)} is {random.choice(_DOING)}",
        )
    )


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
