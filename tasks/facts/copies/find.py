"""Articles with their sketches in, those that are copies of each other out, cluster by cluster."""

from collections.abc import Sequence

from tasks.facts.copies.clusters import clusters_of
from tasks.facts.copies.found import Copied, Sketched
from tasks.facts.copies.links import links_of
from tasks.facts.copies.origin import copied
from tasks.facts.copies.standing import without_standing


def find_copies(articles: Sequence[Sketched]) -> list[Copied]:
    """What is said of each article that is in a cluster: a function of the set of articles, not of their order."""
    cleaned = without_standing(articles)
    by_id = {one.article_id: one for one in cleaned}
    clusters = clusters_of(cleaned, links_of(cleaned))
    return [one for cluster in clusters for one in copied([by_id[article] for article in cluster])]
