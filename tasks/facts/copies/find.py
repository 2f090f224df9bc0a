"""Articles with their sketches in, those that are copies of each other out, cluster by cluster."""

from collections.abc import Sequence

from tasks.facts.copies.clusters import clusters_of
from tasks.facts.copies.found import Copied, Sketched
from tasks.facts.copies.links import links_of
from tasks.facts.copies.origin import copied


def find_copies(articles: Sequence[Sketched]) -> list[Copied]:
    """What is said of each article that is in a cluster: a function of the set of articles, not of their order."""
    by_id = {one.article_id: one for one in articles}
    clusters = clusters_of(articles, links_of(articles))
    return [one for cluster in clusters for one in copied([by_id[article] for article in cluster])]
