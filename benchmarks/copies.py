"""Copies of wires found among invented articles, by the real finder: precision, recall and time.

    python -m benchmarks.copies [--seeds N] [--events N]

Precision and recall are those of pairs: two articles of one cluster, two copies of one wire. An article made of two
wires is a copy of the one it has more of; its pairs with the other one's copies count as neither.
"""

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from random import Random

from benchmarks.invented_wires import Invented, Newsroom
from tasks.facts.copies.find import find_copies
from tasks.facts.copies.found import Copied, Sketched, bound_of
from tasks.facts.copies.sketch import sketch


class Score:
    """Counts over several seeds."""

    def __init__(self) -> None:
        self.pairs, self.kinds = Counter[str](), Counter[tuple[str, bool]]()
        self.origins, self.agencies = Counter[bool](), Counter[bool]()
        self.articles, self.words = 0, 0
        self.sketching, self.finding = 0.0, 0.0

    def add(self, printed: Sequence[Invented], found: Sequence[Copied]) -> None:
        """Counts what was found of one seed's articles."""
        cluster_of = {one.article_id: one.cluster_id for one in found}
        by_name = {one.name: one for one in printed}
        for one, other in _together(cluster_of):
            self.pairs[_verdict(by_name[one], by_name[other])] += 1
        for one, other in _copies(printed):
            hit = one.name in cluster_of and cluster_of[one.name] == cluster_of.get(other.name)
            self.pairs["found" if hit else "missed"] += 1
            self.kinds.update(((one.kind, hit), (other.kind, hit)))
        wires = {one.wires[0] for one in printed if one.kind == "wire"}
        for row in found:
            mine = by_name[row.article_id]
            if mine.wires and mine.wires[0] in wires:
                self.origins[by_name[row.origin_id].kind == "wire"] += 1
            if mine.agencies:
                self.agencies[row.agency == mine.agencies[0]] += 1

    def lines(self) -> Iterator[str]:
        """The figures."""
        right, wrong = self.pairs["right"], self.pairs["wrong"]
        found, missed = self.pairs["found"], self.pairs["missed"]
        yield f"{self.articles} articles of {self.words / self.articles:.0f} words, {found + missed} pairs of copies"
        yield f"precision {_percent(right, wrong)}, recall {_percent(found, missed)}"
        for kind in sorted({kind for kind, _ in self.kinds}):
            yield f"  recall of pairs with one {kind}: {_percent(self.kinds[kind, True], self.kinds[kind, False])}"
        yield f"origin is the agency's own, where that is there: {_percent(self.origins[True], self.origins[False])}"
        yield f"agency, where the article credits it: {_percent(self.agencies[True], self.agencies[False])}"
        yield f"CPU ms an article: sketch {self._each(self.sketching)}, clusters {self._each(self.finding)}"

    def _each(self, seconds: float) -> str:
        return f"{1000 * seconds / self.articles:.2f}"


def main() -> None:
    """Reads the arguments and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--events", type=int, default=60)
    given = parser.parse_args()
    score = Score()
    for seed in range(given.seeds):
        printed = Newsroom(Random(seed)).printed(given.events)
        begun = time.process_time()
        articles = [_sketched(one) for one in printed]
        sketched_at = time.process_time()
        found = find_copies(articles)
        score.finding += time.process_time() - sketched_at
        score.sketching += sketched_at - begun
        score.articles += len(printed)
        score.words += sum(len(one.body.split()) for one in printed)
        score.add(printed, found)
    print("\n".join(score.lines()))


def _sketched(one: Invented) -> Sketched:
    day = one.published_at.date()
    shingles = sketch(one.body)
    return Sketched(one.name, one.published_at, day, one.publisher, one.agencies, shingles, bound_of(shingles))


def _together(cluster_of: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    members: defaultdict[str, list[str]] = defaultdict(list)
    for article, cluster in cluster_of.items():
        members[cluster].append(article)
    for cluster in members.values():
        yield from combinations(cluster, 2)


def _copies(printed: Sequence[Invented]) -> Iterator[tuple[Invented, Invented]]:
    of_wire: defaultdict[str, list[Invented]] = defaultdict(list)
    for one in printed:
        if one.wires:
            of_wire[one.wires[0]].append(one)
    for copies in of_wire.values():
        yield from combinations(copies, 2)


def _verdict(one: Invented, other: Invented) -> str:
    if one.wires and other.wires and one.wires[0] == other.wires[0]:
        return "right"
    return "neither" if set(one.wires) & set(other.wires) else "wrong"


def _percent(good: int, bad: int) -> str:
    return f"{100 * good / max(good + bad, 1):.1f}"


if __name__ == "__main__":
    main()
