"""Copies of one text among others: who is together, and what is said of them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random

from invented_text import edited, paragraphs

from tasks.facts.copies.find import find_copies
from tasks.facts.copies.found import Copied, Sketched, bound_of
from tasks.facts.copies.sketch import MOST, sketch

NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)


def printed(
    name: str, text: Sequence[str], *, hours: int = 0, publisher: str | None = None, agencies: tuple[str, ...] = ()
) -> Sketched:
    """An article of these paragraphs, printed so many hours after noon."""
    at = NOON + timedelta(hours=hours)
    shingles = sketch("\n\n".join(text))
    return Sketched(name, at, at.date(), publisher or f"{name}.example", agencies, shingles, bound_of(shingles))


def together(found: Sequence[Copied]) -> list[list[str]]:
    """The names of each cluster's articles."""
    clusters: dict[str, list[str]] = {}
    for one in found:
        clusters.setdefault(one.cluster_id, []).append(one.article_id)
    return list(clusters.values())


WIRE = paragraphs(1)


def test_a_copy_cut_after_a_few_paragraphs_is_found() -> None:
    found = find_copies([printed("wire", WIRE), printed("cut", WIRE[:3], hours=2), printed("other", paragraphs(2))])
    assert together(found) == [["wire", "cut"]]


def test_a_copy_with_every_twelfth_word_changed_is_found() -> None:
    assert together(find_copies([printed("wire", WIRE), printed("house", edited(WIRE, 12))])) == [["house", "wire"]]


def test_a_wire_among_as_much_reporting_of_the_paper_s_own_is_found() -> None:
    merged = [*paragraphs(3, 5), *WIRE[:5]]
    assert together(find_copies([printed("wire", WIRE), printed("merged", merged, hours=1)])) == [["wire", "merged"]]


def test_articles_with_the_same_quotations_are_no_copies() -> None:
    said = [f'"{one}," he said.' for one in paragraphs(4, 6)]
    ours, theirs = [*paragraphs(5, 3), *said], [*paragraphs(6, 3), *said]
    assert find_copies([printed("ours", ours), printed("theirs", theirs)]) == []


def test_an_article_made_of_two_wires_does_not_make_them_one() -> None:
    other = paragraphs(2)
    both = printed("both", [*WIRE[:8], *other[:5]], hours=1)
    wires = [printed("wire", WIRE), printed("other", other)]
    assert together(find_copies([*wires, both])) == [["wire", "both"]]


def test_an_article_made_of_two_wires_that_is_dated_before_them_does_not_make_them_one() -> None:
    other = paragraphs(2)
    both = printed("both", [*WIRE[:8], *other[:5]], hours=-1)
    copies = [printed("copy", WIRE, hours=2), printed("another", other, hours=2)]
    clusters = together(find_copies([printed("wire", WIRE), printed("other", other), *copies, both]))
    assert ["other", "another"] in clusters and len(clusters) == 2


def test_a_box_under_every_article_of_a_paper_makes_no_copies() -> None:
    box = paragraphs(7, 5)
    articles = [printed(f"{one}", [*paragraphs(10 + one, 3), *box], publisher="paper.example") for one in range(5)]
    assert find_copies(articles) == []


def test_one_text_that_a_paper_prints_at_many_addresses_is_still_one() -> None:
    articles = [printed(f"{one}", WIRE, publisher="paper.example") for one in range(5)]
    assert len(together(find_copies(articles))[0]) == 5


def test_a_text_that_is_printed_again_after_four_days_is_no_copy() -> None:
    assert find_copies([printed("wire", WIRE), printed("again", WIRE, hours=96)]) == []


def test_the_order_of_the_articles_makes_no_difference() -> None:
    articles = [
        printed("wire", WIRE),
        *(printed(f"cut-{one}", edited(WIRE, 9)[: one + 3], hours=one % 3) for one in range(6)),
        *(printed(f"own-{one}", [*paragraphs(20 + one, 4), *WIRE[:3]], hours=2) for one in range(4)),
    ]
    shuffled = Random(3).sample(articles, len(articles))
    assert find_copies(shuffled) == find_copies(articles)


def test_the_origin_is_the_earliest_whole_text_that_credits_the_agency() -> None:
    articles = [
        printed("flash", WIRE[:3], hours=-1, agencies=("Reuters",)),
        printed("unsigned", WIRE, hours=0),
        printed("wire", WIRE, hours=1, agencies=("Reuters",)),
        printed("later", WIRE, hours=2, agencies=("Reuters",)),
    ]
    found = find_copies(articles)
    assert {one.origin_id for one in found} == {"wire"}
    assert {one.agency for one in found} == {"Reuters"}


def test_the_agency_is_the_one_most_copies_credit() -> None:
    credited = [("AFP",), ("Reuters", "AFP"), ("Reuters",), ("Reuters",), ()]
    found = find_copies([printed(f"{one}", WIRE, agencies=names) for one, names in enumerate(credited)])
    assert {one.agency for one in found} == {"Reuters"}


def test_shares_say_how_much_a_cut_copy_has_of_the_origin() -> None:
    found = {one.article_id: one for one in find_copies([printed("wire", WIRE), printed("cut", WIRE[:5], hours=1)])}
    assert found["cut"].from_origin == 1
    assert 0.4 < found["cut"].of_origin < 0.6
    assert (found["wire"].from_origin, found["wire"].of_origin) == (1, 1)


def test_case_punctuation_and_line_ends_make_no_other_sketch() -> None:
    text = "The Mill on Kelby Hill – closed for years – opens on Friday, its owner’s son says.\n\nIt grinds rye."
    assert sketch(text) == sketch(text.upper().replace(" – ", ", ").replace("\n\n", " ").replace("’", "'"))


def test_a_long_text_s_sketch_is_bounded() -> None:
    assert len(sketch("\n\n".join(paragraphs(1, 100)))) == MOST


def test_a_text_without_spaces_is_compared_by_its_characters() -> None:
    random = Random(1)
    sentences = ["".join(chr(random.randint(0x4E00, 0x5500)) for _ in range(24)) for _ in range(12)]
    whole, cut = printed("whole", sentences), printed("cut", sentences[:4], hours=1)
    other = printed("other", ["".join(random.sample("".join(sentences), 288))])
    assert together(find_copies([whole, cut, other])) == [["whole", "cut"]]
