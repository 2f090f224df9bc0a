"""Links in, clusters out: each article in one, and two texts in two even where a third article was made of both.

An article belongs to the cluster it shares most with, if it is linked with more than half of it. The same articles give
the same clusters, in whatever order they come.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from tasks.facts.copies.found import Sketched, identifiers
from tasks.facts.copies.links import Links

Cluster = tuple[str, ...]
"""Article ids in the order of time."""


def clusters_of(articles: Sequence[Sketched], links: Links) -> list[Cluster]:
    """The clusters of two articles and more, in the order of their first ones."""
    order = identifiers(articles)
    rank = {article: number for number, article in enumerate(order)}
    clusters = _merged(_joined(order, links, []), links)
    clusters = _joined(order, links, sorted(clusters, key=lambda one: min(map(rank.__getitem__, one))))
    sorted_ones = (tuple(sorted(one, key=rank.__getitem__)) for one in clusters if len(one) > 1)
    return sorted(sorted_ones, key=lambda one: rank[one[0]])


def _joined(order: Sequence[str], links: Links, clusters: list[list[str]]) -> list[list[str]]:
    """In the order of time, each article leaves its cluster and joins the one it shares most with, or begins one."""
    clusters = [list(cluster) for cluster in clusters]
    cluster_of = {article: number for number, cluster in enumerate(clusters) for article in cluster}
    for article in order:
        if article in cluster_of:
            clusters[cluster_of.pop(article)].remove(article)
        number = _best(article, clusters, cluster_of, links[article])
        if number is None:
            number = len(clusters)
            clusters.append([])
        clusters[number].append(article)
        cluster_of[article] = number
    return clusters


def _best(
    article: str, clusters: Sequence[Sequence[str]], cluster_of: Mapping[str, int], linked: Mapping[str, float]
) -> int | None:
    found: defaultdict[int, list[float]] = defaultdict(list)
    for other in sorted(linked):
        if other in cluster_of:
            found[cluster_of[other]].append(linked[other])
    close = {
        number: sum(shares) / len(clusters[number])
        for number, shares in found.items()
        if 2 * len(shares) > len(clusters[number])
    }
    return min(close, key=lambda number: (-close[number], number), default=None)


def _merged(clusters: list[list[str]], links: Links) -> list[list[str]]:
    """Clusters of which more than half of all pairs are linked made one, the closest first."""
    while pairs := _close_pairs(clusters, links):
        taken: set[int] = set()
        for one, other in pairs:
            if one not in taken and other not in taken:
                taken.update((one, other))
                clusters[one] = [*clusters[one], *clusters[other]]
                clusters[other] = []
        clusters = [cluster for cluster in clusters if cluster]
    return clusters


def _close_pairs(clusters: Sequence[Sequence[str]], links: Links) -> list[tuple[int, int]]:
    cluster_of = {article: number for number, cluster in enumerate(clusters) for article in cluster}
    linked = Counter(
        (number, cluster_of[other])
        for number, cluster in enumerate(clusters)
        for article in cluster
        for other in links[article]
        if number < cluster_of[other]
    )
    shares = {pair: count / (len(clusters[pair[0]]) * len(clusters[pair[1]])) for pair, count in linked.items()}
    return sorted((pair for pair in shares if shares[pair] > 1 / 2), key=lambda pair: (-shares[pair], pair))
