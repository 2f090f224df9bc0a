"""Rows that break a rule are refused by name, one article at a time and table by table."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.arrow import to_table
from schemas.articles import Article, Section
from schemas.datasets import DATASETS
from schemas.errors import RejectedRecord, SchemaError
from schemas.images import Image
from schemas.links import Link
from schemas.mentions import Mention
from schemas.quantities import Quantity
from schemas.quotations import Quotation, QuotationSegment
from schemas.revisions import Revision, Sighting
from schemas.row import Record
from schemas.time_expressions import TimeExpression
from schemas.words import (
    DatePrecision,
    FactsLevel,
    LinkKind,
    MentionType,
    Part,
    QuantityKind,
    QuotationType,
    RejectReason,
    SpeakerKind,
    Stage,
    TimexAnchor,
    TimexType,
)
from tasks.check import check_article
from tasks.check_tables import check_rows

OTHER_ID = "f" * 32
OTHER_DIGEST = f"sha256:{'f' * 64}"
BODY = "The ferry 🛳 is late\n\nWhat the crew says\n\nNobody was told why the ferry waited."
HEADING = "What the crew says"


def article(**changes: object) -> Article:
    start = BODY.index(HEADING)
    made = Article(
        article_id=hashlib.sha256(b"1").hexdigest()[:32],
        version=1,
        url=None,
        headline="The ferry is late",
        alternative_headline=None,
        author=(),
        credited=(),
        byline=None,
        source_organization=(),
        publisher=None,
        publisher_domain=None,
        dateline=None,
        date_published=datetime(2024, 3, 1, 23, 30, tzinfo=timezone(timedelta(hours=-5))),
        date_published_precision=DatePrecision.MINUTE,
        date_published_offset="-05:00",
        date_published_method="json_ld:datePublished",
        date_modified=None,
        date_modified_precision=None,
        date_modified_offset=None,
        in_language=None,
        article_section=(),
        keywords=(),
        description=None,
        article_body=BODY,
        sections=(Section(heading=HEADING, start=start, end=start + len(HEADING)),),
        word_count=14,
        is_accessible_for_free=None,
        license=None,
        facts_level=FactsLevel.DEFAULT,
        captured_at=datetime(2024, 3, 5, tzinfo=UTC),
        payload_digest=f"sha256:{'0' * 64}",
        record_id="<urn:uuid:1>",
        source="input",
        extractor_version="1.0.0",
        methods=(),
        published_date=date(2024, 3, 2),
    )
    return made.model_copy(update=changes)


def link(number: int, /, **changes: object) -> Link:
    start = BODY.index("crew")
    made = Link(
        position=number,
        kind=LinkKind.BODY,
        href="/crew",
        url=None,
        text="crew",
        start=start,
        end=start + 4,
        **shared(),  # type: ignore[arg-type]  # the columns an article hands down
    )
    return made.model_copy(update=changes)


def image(number: int, /, **changes: object) -> Image:
    made = Image(
        position=number,
        url="https://news.example/ferry.jpg",
        caption=None,
        credit=None,
        credit_url=None,
        alt=None,
        **shared(),  # type: ignore[arg-type]  # the columns an article hands down
    )
    return made.model_copy(update=changes)


def shared() -> dict[str, object]:
    of = article()
    names = ("article_id", "payload_digest", "extractor_version", "published_date")
    return {name: getattr(of, name) for name in names}


def time_expression(number: int = 0, /, **changes: object) -> TimeExpression:
    made = TimeExpression(
        position=number,
        surface="late",
        start=BODY.index("late"),
        end=BODY.index("late") + 4,
        type=TimexType.DATE,
        value="2024-03-01",
        mod=None,
        quant=None,
        freq=None,
        begin_date=date(2024, 3, 1),
        end_date=date(2024, 3, 1),
        anchored_on=TimexAnchor.PUBLICATION,
        anchor_date=date(2024, 3, 1),
        **shared(),  # type: ignore[arg-type]  # the columns an article hands down
    )
    return made.model_copy(update=changes)


def segment(text: str, start: int | None = None) -> QuotationSegment:
    at = BODY.index(text) if start is None else start
    return QuotationSegment(text=text, start=at, end=at + len(text), verbatim=True)


def quotation(number: int = 0, /, **changes: object) -> Quotation:
    """The crew says that nobody was told why the ferry waited: in two stretches."""
    segments = (segment("Nobody was told"), segment("why the ferry waited."))
    made = Quotation(
        position=number,
        type=QuotationType.DIRECT,
        content="Nobody was told why the ferry waited.",
        segments=segments,
        start=segments[0].start,
        end=segments[1].end,
        cue="says",
        cue_start=BODY.index("says"),
        cue_end=BODY.index("says") + 4,
        speaker_mention="crew",
        speaker_start=BODY.index("crew"),
        speaker_end=BODY.index("crew") + 4,
        speaker="crew",
        speaker_kind=SpeakerKind.UNNAMED,
        speaker_role=None,
        **shared(),  # type: ignore[arg-type]  # the columns an article hands down
    )
    return made.model_copy(update=changes)


def mention(number: int = 0, /, **changes: object) -> Mention:
    made = Mention(
        position=number,
        type=MentionType.PRODUCT,
        subtype="ship",
        surface="ferry",
        start=BODY.index("ferry"),
        end=BODY.index("ferry") + 5,
        name="ferry",
        role="crew",
        role_start=BODY.index("crew"),
        role_end=BODY.index("crew") + 4,
        country=None,
        latitude=None,
        longitude=None,
        **shared(),  # type: ignore[arg-type]  # the columns an article hands down
    )
    return made.model_copy(update=changes)


def quantity(number: int = 0, /, **changes: object) -> Quantity:
    made = Quantity(
        position=number,
        kind=QuantityKind.COUNT,
        surface="ferry",
        start=BODY.index("ferry"),
        end=BODY.index("ferry") + 5,
        value=1.0,
        value_high=None,
        modifier=None,
        unit_surface="ferry",
        unit=None,
        base_value=None,
        base_unit=None,
        conversion_of=None,
        **shared(),  # type: ignore[arg-type]  # the columns an article hands down
    )
    return made.model_copy(update=changes)


def check_tables(of: Article, children: Mapping[str, Sequence[Record]]) -> None:
    rows = {"articles": [of], **children}
    check_rows({name: to_table(DATASETS[name], rows[name]) for name in rows})


LINKS = (link(0), link(1, text=None, start=None, end=None))
IMAGES = (image(0), image(1))
FACTS: dict[str, Sequence[Record]] = {
    "quotations": (quotation(), quotation(1, cue=None, cue_start=None, cue_end=None)),
    "mentions": (mention(), mention(1, role=None, role_start=None, role_end=None, latitude=1.0, longitude=2.0)),
    "time_expressions": (time_expression(), time_expression(1, anchored_on=TimexAnchor.NONE, anchor_date=None)),
    "quantities": (quantity(), quantity(1, conversion_of=0, base_value=1.0, base_unit="m")),
}
ALL: dict[str, Sequence[Record]] = {"links": LINKS, "images": IMAGES, **FACTS}

BROKEN_ARTICLES = [
    ({"published_date": date(2024, 3, 1)}, "published_date"),
    ({"date_published": None, "date_published_precision": None, "date_published_method": None}, "published_date"),
    ({"date_published_precision": None}, "date_published and date_published_precision"),
    ({"date_published_method": None}, "date_published and date_published_method"),
    ({"date_modified": datetime(2024, 3, 5, tzinfo=UTC)}, "date_modified and date_modified_precision"),
    ({"word_count": 0}, "word_count"),
    ({"sections": (Section(heading=HEADING, start=0, end=18),)}, "section"),
    ({"sections": (Section(heading=HEADING, start=90, end=18),)}, "section"),
]
BROKEN_CHILDREN = [
    ({"payload_digest": OTHER_DIGEST}, "payload_digest is not its article's"),
    ({"extractor_version": "0.9.0"}, "extractor_version is not its article's"),
    ({"published_date": date(2024, 3, 3)}, "published_date is not its article's"),
    ({"article_id": OTHER_ID}, "article"),
    ({"position": 1}, "position"),
    ({"position": 7}, "position"),
]
BROKEN_LINKS = [
    ({"start": None}, "start and end are not null together"),
    ({"end": None}, "start and end are not null together"),
    ({"text": "ferry"}, "text"),
    ({"text": None}, "text"),
    ({"text": "", "start": 5, "end": 5}, "text"),
    ({"start": BODY.index("crew") + 1, "end": BODY.index("crew") + 5}, "text"),
]


def test_rows_that_keep_every_rule_pass() -> None:
    check_article(article(), ALL)
    check_tables(article(), ALL)


def test_rows_may_stand_in_any_order_in_a_table() -> None:
    check_tables(article(), {name: rows[::-1] for name, rows in ALL.items()})


def test_an_article_without_a_date_lives_on_the_day_of_its_capture() -> None:
    undated = article(
        date_published=None,
        date_published_precision=None,
        date_published_method=None,
        published_date=date(2024, 3, 5),
    )
    check_article(undated, {})
    check_tables(undated, {})


def test_tables_of_other_datasets_are_nobodys_business_here() -> None:
    check_rows({"rejects": to_table(DATASETS["rejects"], [])})
    check_rows({})


@pytest.mark.parametrize(("changes", "says"), BROKEN_ARTICLES)
def test_an_article_that_breaks_a_rule_is_rejected_by_its_name(changes: dict[str, object], says: str) -> None:
    with pytest.raises(RejectedRecord, match=says) as caught:
        check_article(article(**changes), {})
    assert (caught.value.stage, caught.value.reason) == (Stage.CHECK, RejectReason.INVALID_ROW)


@pytest.mark.parametrize(("changes", "says"), BROKEN_ARTICLES)
def test_a_table_of_articles_that_breaks_a_rule_is_refused_by_its_name(changes: dict[str, object], says: str) -> None:
    with pytest.raises(SchemaError, match=f"articles: .*{says}"):
        check_tables(article(**changes), {})


@pytest.mark.parametrize(("changes", "says"), BROKEN_CHILDREN)
def test_a_link_or_image_that_is_not_its_articles_is_rejected(changes: dict[str, object], says: str) -> None:
    with pytest.raises(RejectedRecord, match=rf"links\[0\].*{says}"):
        check_article(article(), {"links": (link(0, **changes), link(1))})
    with pytest.raises(RejectedRecord, match=rf"images\[0\].*{says}"):
        check_article(article(), {"images": (image(0, **changes), image(1))})


@pytest.mark.parametrize(("changes", "says"), BROKEN_CHILDREN)
def test_a_table_of_links_or_images_that_are_not_their_articles_is_refused(
    changes: dict[str, object], says: str
) -> None:
    with pytest.raises(SchemaError, match=f"links: .*{says}"):
        check_tables(article(), {"links": (link(0, **changes), link(1))})
    with pytest.raises(SchemaError, match=f"images: .*{says}"):
        check_tables(article(), {"images": (image(0, **changes), image(1))})


@pytest.mark.parametrize(("changes", "says"), BROKEN_LINKS)
def test_a_link_that_is_not_its_span_is_rejected(changes: dict[str, object], says: str) -> None:
    with pytest.raises(RejectedRecord, match=rf"links\[0\]: .*{says}"):
        check_article(article(), {"links": (link(0, **changes),)})


@pytest.mark.parametrize(("changes", "says"), BROKEN_LINKS)
def test_a_table_of_links_that_are_not_their_spans_is_refused(changes: dict[str, object], says: str) -> None:
    with pytest.raises(SchemaError, match=f"links: .*{says}"):
        check_tables(article(), {"links": (link(0, **changes),)})


BROKEN_FACTS: list[tuple[str, Record, str]] = [
    ("quotations", quotation(content="Nobody was told"), "content is not its segments"),
    ("quotations", quotation(start=0), "content is not its segments"),
    ("quotations", quotation(end=len(BODY) - 1), "content is not its segments"),
    ("quotations", quotation(segments=()), "content is not its segments"),
    (
        "quotations",
        quotation(
            content="told told", segments=(segment("told"),) * 2, start=BODY.index("told"), end=BODY.index("told") + 4
        ),
        "content is not its segments",
    ),
    (
        "quotations",
        quotation(content="Nobody", segments=(segment("Nobody", 3),), start=3, end=9),
        "segments",
    ),
    ("quotations", quotation(cue_end=None), "cue and cue_end are not null together"),
    ("quotations", quotation(cue="said"), "cue is not"),
    ("quotations", quotation(speaker_mention=None), "speaker_mention and speaker_start are not null together"),
    ("quotations", quotation(speaker_start=0, speaker_end=4), "speaker_mention is not"),
    ("quotations", quotation(1), "position"),
    ("mentions", mention(surface="boat"), "surface is not"),
    ("mentions", mention(role="captain"), "role is not"),
    ("mentions", mention(latitude=1.0), "latitude and longitude are not null together"),
    ("time_expressions", time_expression(end=3), "surface is not"),
    ("time_expressions", time_expression(anchor_date=None), "anchor_date is null"),
    ("time_expressions", time_expression(anchored_on=TimexAnchor.NONE), "anchor_date is null"),
    ("quantities", quantity(surface="1 ferry"), "surface is not"),
    ("quantities", quantity(base_value=1.0), "base_value and base_unit are not null together"),
    ("quantities", quantity(conversion_of=0), "not stand before"),
    ("quantities", quantity(payload_digest=OTHER_DIGEST), "payload_digest is not its article's"),
]


@pytest.mark.parametrize(("name", "row", "says"), BROKEN_FACTS)
def test_a_fact_that_breaks_a_rule_is_rejected_by_its_name(name: str, row: Record, says: str) -> None:
    with pytest.raises(RejectedRecord, match=rf"{name}\[0\]: .*{says}"):
        check_article(article(), {name: (row,)})


@pytest.mark.parametrize(("name", "row", "says"), BROKEN_FACTS)
def test_a_table_of_facts_that_break_a_rule_is_refused(name: str, row: Record, says: str) -> None:
    with pytest.raises(SchemaError, match=rf"{name}: .*{says}"):
        check_tables(article(), {name: (row,)})


def test_links_without_any_article_are_refused() -> None:
    with pytest.raises(SchemaError, match="links: rows without their articles"):
        check_rows({"links": to_table(DATASETS["links"], LINKS)})


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_both_checks_call_the_same_day_the_day_of_an_instant(instant: datetime) -> None:
    dated = article(date_published=instant, published_date=instant.date())
    check_article(dated, {})
    check_tables(dated, {})


def revision(version: int = 1, /, **changes: object) -> Revision:
    one = article()
    shared = {name: getattr(one, name) for name in Revision.model_fields if name in Article.model_fields}
    made = Revision(
        **{**shared, "version": version},
        changed=() if version == 1 else (Part.BODY,),
        changed_share=None if version == 1 else 0.5,
        diff=(),
        captures=(Sighting(**{name: getattr(one, name) for name in Sighting.model_fields}),),
    )
    return made.model_copy(update=changes)


@pytest.mark.parametrize(
    ("revisions", "rule"),
    [
        ([revision(), revision(3)], "versions are not 1 to n"),
        ([revision(), revision(2, published_date=date(2024, 3, 3))], "lie in several partitions"),
        ([revision(changed_share=0.1)], "what changed is stated for version 1, or for none"),
        ([revision(record_id="<urn:uuid:2>")], "the first capture is not the row's own"),
        ([revision(), revision(2)], "a version is newer than its article's"),
        ([revision(article_id=OTHER_ID)], "rows without a revision of their version"),
        ([revision(payload_digest=OTHER_DIGEST)], "the first capture is not the row's own: its payload_digest"),
        ([revision(headline="The ferry is early")], "headline is not its article's"),
    ],
)
def test_a_table_of_revisions_that_breaks_a_rule_is_refused(revisions: list[Revision], rule: str) -> None:
    tables = {"articles": to_table(DATASETS["articles"], [article()])}
    check_rows(tables | {"revisions": to_table(DATASETS["revisions"], [revision()])})
    with pytest.raises(SchemaError, match=rule):
        check_rows(tables | {"revisions": to_table(DATASETS["revisions"], revisions)})
