"""Invented events and how reporters write about them: a random generator in, articles out.

Whoever writes about an event has its names, figures and quotations, and puts the facts in words of their own: two such
articles share what is said in public, and no text. No word of it was ever printed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from benchmarks import invented_words as words


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
    names = zip(random.sample(words.FIRST, 4), random.sample(words.LAST, 4), random.sample(words.ROLES, 4), strict=True)
    people = [Person(f"{first} {last}", role) for first, last, role in names]
    facts = [_fact(random) for _ in range(random.randint(9, 14))]
    sayings = [(random.choice(people), _saying(random)) for _ in range(5)]
    return Event(random.choice(words.PLACES), people, facts, sayings)


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
    agent, thing = random.choice(words.BODIES), _thing(random)
    return Fact(f"the {agent}", random.choice(words.VERBS), thing, random.randint(2, 900), random.choice(words.WHEN))


def _saying(random: Random) -> str:
    parts = [
        f"{random.choice(words.SAYINGS)} {random.choice(words.ACTS).format(*random.sample(words.THINGS, 2))}"
        for _ in range(random.randint(1, 3))
    ]
    return f", {random.choice(('and', 'but', 'because'))} ".join(parts)


def _paragraph(random: Random, about: Event, fact: Fact) -> str:
    sentences = [_told(random, about, fact), *(_aside(random) for _ in range(random.randint(0, 2)))]
    return " ".join(sentences)


def _told(random: Random, about: Event, fact: Fact) -> str:
    agent, verb, thing = fact.agent, random.choice(fact.verbs), fact.thing
    source = random.choice(about.people)
    clause = f"{random.choice(words.LINKING)} {_clause(random)}"
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
    said, aside = random.choice(words.SAID), _aside(random)
    speaker = random.choice((person.name, f"{person.role} {person.name}", person.name.split()[1]))
    whole = f"{saying[0].upper()}{saying[1:]}"
    return random.choice(
        (
            f'"{whole}," {speaker} {said}. {aside}',
            f'{speaker} {said} {random.choice(words.WHEN)}: "{whole}."',
            f'{aside} "{whole}," {said.split()[0]} {speaker}.',
        )
    )


def _background(random: Random, about: Event) -> str:
    return " ".join(
        [_aside(random), f"{about.place} has {random.randint(3, 90)} {random.choice(words.THINGS)}s.", _aside(random)]
    )


def _aside(random: Random) -> str:
    return _sentence(f"{_clause(random)} {random.choice(words.LINKING)} {_clause(random)}")


def _clause(random: Random) -> str:
    people, how, doing = random.choice(words.PEOPLE), random.choice(words.HOW), random.choice(words.DOING)
    thing, other = _thing(random), _thing(random)
    return random.choice(
        (
            f"{people} {random.choice(words.THINK)} that the {thing} is {how} {doing}",
            f"the {thing} has been {how} {doing} {random.choice(words.WHEN)}",
            f"{random.choice(words.KINDS)} {people} and {random.choice(words.PEOPLE)} {how} share the {thing}",
            f"the {random.choice(words.BODIES)} {how} {random.choice(random.choice(words.VERBS))} the {thing}",
            f"few {people} {random.choice(words.THINK)} the {thing} of {random.choice(words.PLACES)} is {doing}",
            f"neither the {thing} nor the {other} is {how} {doing}",
        )
    )


def _thing(random: Random) -> str:
    return f"{random.choice(words.KINDS)} {random.choice(words.THINGS)}"


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
