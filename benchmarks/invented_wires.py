"""Invented articles of some days: wires, copies of them as papers print them, and reports that are no copies.

In: a seed. Out: articles, each with the wire it was made from. What is common to unrelated articles is common here
too: the names, figures and quotations of an event, a paper's standing text, an agency's background on a long story.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

from benchmarks.invented_events import Event, article, event, standing

AGENCIES: Final = ("AFP", "AP", "Reuters", "dpa")
_BEGUN: Final = datetime(2024, 3, 4, tzinfo=UTC)
_HOUSE: Final = {
    **{"said": "stated", "near": "close to", "people": "persons", "while": "as", "because": "since", "few": "not many"},
    **{"million": "m", "told": "informed", "new": "brand-new", "although": "though", "before": "ahead of"},
    **{"according": "as reported", "workers": "staff", "drivers": "motorists", "costly": "expensive", "old": "elderly"},
}


@dataclass(frozen=True)
class Invented:
    """One article and where it came from: `wires` names all it was made from, the one it has most of first."""

    name: str
    kind: str
    publisher: str
    published_at: datetime
    agencies: tuple[str, ...]
    body: str
    wires: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Wire:
    """A report an agency sends out."""

    name: str
    agency: str
    about: Event
    sent_at: datetime
    paragraphs: Sequence[str]


class Newsroom:
    """All that is printed about some events; everything is decided by the generator given."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._papers = {f"paper{number}.example": standing(random) for number in range(40)}
        self._articles: list[Invented] = []

    def printed(self, events: int) -> list[Invented]:
        """The articles about so many events, in no order."""
        for number in range(events):
            self._report(number, event(self._random))
        self._random.shuffle(self._articles)
        return self._articles

    def _report(self, number: int, about: Event) -> None:
        """Two agencies' wires, their copies, an article made of both, a follow-up, and reports of papers' own."""
        random = self._random
        sent_at = _BEGUN + timedelta(hours=random.randint(0, 24 * 8))
        background = [standing(random) for _ in range(2)]
        wires = [
            _Wire(f"{number}-{one}", one, about, sent_at + timedelta(minutes=random.randint(0, 300)), self._text(about))
            for one in random.sample(AGENCIES, 2)
        ]
        for wire in wires:
            sent = _Wire(wire.name, wire.agency, about, wire.sent_at, [*wire.paragraphs, *background[:1]])
            self._copies(sent, is_sold=random.random() < 0.7)
        parts = [(_some(random, wire, random.uniform(0.4, 0.8)), wire) for wire in wires]
        parts.sort(key=lambda part: -len(" ".join(part[0])))
        self._print("both", about, [one for part, _ in parts for one in part], [wire for _, wire in parts])
        later = _Wire(
            f"{number}-later", wires[0].agency, about, sent_at + timedelta(days=1), [*self._text(about), *background]
        )
        self._copies(later, is_sold=True)
        for _ in range(random.randint(3, 6)):
            self._print("own", about, self._text(about), [])

    def _copies(self, wire: _Wire, *, is_sold: bool) -> None:
        """A wire's copies, the wire itself among them where the agency shows it."""
        random = self._random
        if is_sold:
            self._print("wire", wire.about, wire.paragraphs, [wire])
        kept = wire.paragraphs
        makers = {
            "headline": lambda: kept,
            "cut": lambda: kept[: max(2, round(len(kept) * random.uniform(0.25, 0.9)))],
            "edited": lambda: self._edited(kept),
            "cut and edited": lambda: self._edited(kept)[: max(2, round(len(kept) * random.uniform(0.35, 0.9)))],
            "merged": lambda: self._merged(wire),
        }
        for kind in random.choices(list(makers), k=random.randint(2, 6)):
            self._print(kind, wire.about, makers[kind](), [wire])

    def _edited(self, paragraphs: Sequence[str]) -> list[str]:
        """House edits: words of the paper's own, sentences left out or added, paragraphs run together."""
        random, edited = self._random, list[str]()
        for paragraph in paragraphs:
            sentences = [self._house(one) for one in paragraph.split(". ") if random.random() > 0.08]
            if random.random() < 0.1:
                sentences.append(standing(random).split(". ")[0])
            if edited and random.random() < 0.2:
                edited[-1] = f"{edited[-1]} {'. '.join(sentences)}"
            elif sentences:
                edited.append(". ".join(sentences))
        return edited

    def _house(self, sentence: str) -> str:
        random = self._random
        words = [_HOUSE.get(word, word) if random.random() < 0.7 else word for word in sentence.split()]
        return " ".join(word for word in words if random.random() > 0.02)

    def _merged(self, wire: _Wire) -> list[str]:
        """A good part of the wire among paragraphs of the paper's own about the same."""
        random = self._random
        merged = self._edited(_some(random, wire, random.uniform(0.5, 1)))
        for paragraph in self._text(wire.about)[: max(1, round(len(merged) * random.uniform(0.2, 1)))]:
            merged.insert(random.randint(0, len(merged)), paragraph)
        return merged

    def _text(self, about: Event) -> list[str]:
        return article(self._random, about, self._random.randint(5, 16))

    def _print(self, kind: str, about: Event, paragraphs: Sequence[str], wires: Sequence[_Wire]) -> None:
        random = self._random
        begun = wires[0].sent_at if wires else _BEGUN + timedelta(hours=random.randint(0, 24 * 8))
        publisher = f"{wires[0].agency}.example" if kind == "wire" else random.choice(list(self._papers))
        body = [*paragraphs, *([self._papers[publisher]] if publisher in self._papers else [])]
        is_credited = kind == "wire" or random.random() < 0.8
        after = timedelta() if kind == "wire" else timedelta(minutes=random.randint(5, 1800))
        self._articles.append(
            Invented(
                name=f"{len(self._articles):06}",
                kind=kind,
                publisher=publisher,
                published_at=begun + after,
                agencies=tuple(wire.agency for wire in wires) if is_credited else (),
                body="\n\n".join(body),
                wires=tuple(wire.name for wire in wires),
            )
        )


def _some(random: Random, wire: _Wire, share: float) -> list[str]:
    """The beginning of a wire, with a paragraph left out here and there."""
    begun = wire.paragraphs[: max(2, round(len(wire.paragraphs) * share))]
    return [one for number, one in enumerate(begun) if number < 2 or random.random() > 0.1]
