"""Small rows that tests write and change."""

import hashlib
from datetime import UTC, date, datetime

import pyarrow as pa

from schemas.arrow import to_table
from schemas.articles import Article, Evidence, Section
from schemas.captures import Capture, Header
from schemas.copies import Copy
from schemas.datasets import DATASETS
from schemas.links import Link
from schemas.rejects import Reject
from schemas.revisions import Revision, Sighting
from schemas.row import Record
from schemas.words import DatePrecision, FetchMode, LinkKind, Part, RejectReason, Stage

DAY = date(2024, 3, 1)
NEXT_DAY = date(2024, 3, 2)
NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)


def digest_of(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def article_id(number: int) -> str:
    return hashlib.sha256(str(number).encode()).hexdigest()[:32]


def article(number: int, day: date = DAY, headline: str = "A bridge opens") -> Article:
    return Article(
        article_id=article_id(number),
        version=1,
        url=f"https://news.example/{number}",
        headline=headline,
        alternative_headline=None,
        author=("Ana Bell", "Tom Oak"),
        credited=(),
        byline=None,
        source_organization=(),
        publisher="The Example",
        publisher_domain="news.example",
        dateline=None,
        date_published=datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC),
        date_published_precision=DatePrecision.MINUTE,
        date_published_offset="+02:00",
        date_published_method="json_ld:datePublished",
        date_modified=None,
        date_modified_precision=None,
        date_modified_offset=None,
        in_language="en",
        article_section=("World",),
        keywords=(),
        description=None,
        article_body="Opening\n\nA bridge opened on Friday.",
        sections=(Section(heading="Opening", start=0, end=7),),
        word_count=6,
        is_accessible_for_free=None,
        license=None,
        facts_level=None,
        captured_at=NOON,
        payload_digest=digest_of(str(number)),
        record_id=f"<urn:uuid:{number}>",
        source="example",
        extractor_version="1.0.0",
        methods=(Evidence(column="headline", method="json_ld:headline"),),
        published_date=day,
    )


def derived(number: int, of: Capture, day: date = DAY, headline: str = "A bridge opens") -> Article:
    """The article that a capture gave."""
    seen = {name: getattr(of, name) for name in ("record_id", "captured_at", "payload_digest")}
    return article(number, day, headline).model_copy(update=seen)


def copy_of(one: Article, origin: Article) -> Copy:
    """The row of an article of a cluster of two."""
    return Copy(
        article_id=one.article_id,
        cluster_id=origin.article_id,
        origin_id=origin.article_id,
        agency="Reuters",
        from_origin=1.0,
        of_origin=0.5,
        articles=2,
        payload_digest=one.payload_digest,
        extractor_version=one.extractor_version,
        published_date=one.published_date,
    )


def revision(number: int, version: int = 1, day: date = DAY) -> Revision:
    one = article(number)
    seen = {name: getattr(one, name) for name in Sighting.model_fields}
    shared = {name: getattr(one, name) for name in Revision.model_fields if name in Article.model_fields}
    return Revision(
        **{**shared, "version": version, "published_date": day},
        changed=() if version == 1 else (Part.HEADLINE,),
        changed_share=None if version == 1 else 0.0,
        diff=(),
        captures=(Sighting(**seen),),
    )


def link(number: int, position: int, day: date = DAY) -> Link:
    return Link(
        article_id=article_id(number),
        position=position,
        kind=LinkKind.RELATED,
        href=f"/{position}",
        url=f"https://news.example/{position}",
        text=None,
        start=None,
        end=None,
        payload_digest=digest_of(str(number)),
        extractor_version="1.0.0",
        published_date=day,
    )


def link_of(of: Article, position: int) -> Link:
    """A link of an article, the first of all whatever it leads to."""
    shared = {name: getattr(of, name) for name in ("article_id", "payload_digest", "extractor_version")}
    return link(0, position, of.published_date).model_copy(update={**shared, "position": 0})


def rejected(of: Capture, run: str) -> Reject:
    """The reject that a capture gave."""
    said = {name: getattr(of, name) for name in ("record_id", "payload_digest", "target_uri")}
    return reject(0, of.captured_date).model_copy(update={**said, "reject_id": f"reject-{of.record_id}", "run_id": run})


def capture(number: int, day: date = DAY, payload: bytes = b"<p>A bridge opened.</p>") -> Capture:
    return Capture(
        record_id=f"<urn:uuid:{number}>",
        target_uri=f"https://news.example/{number}",
        final_url=f"https://news.example/{number}",
        source_path=None,
        captured_at=datetime(day.year, day.month, day.day, 10, tzinfo=UTC),
        captured_date=day,
        status=200,
        headers=(Header(name="content-type", value="text/html"),),
        media_type="text/html",
        charset=None,
        payload=payload,
        payload_bytes=len(payload),
        payload_digest=digest_of(payload.decode()),
        etag=None,
        last_modified=None,
        source="example",
        fetch_mode=FetchMode.WARC,
        redirects=(),
        opt_outs=(),
        stated=(),
    )


def reject(number: int, day: date = DAY, detail: str | None = None) -> Reject:
    return Reject(
        reject_id=f"reject-{number}",
        stage=Stage.CLEAN,
        reason=RejectReason.NO_ARTICLE_TEXT,
        detail=detail,
        target_uri=f"https://news.example/{number}",
        record_id=None,
        payload_digest=None,
        source="example",
        extractor_version="1.0.0",
        run_id="run",
        rejected_at=datetime(day.year, day.month, day.day, 10, tzinfo=UTC),
        run_date=day,
    )


def table(dataset: str, *rows: Record) -> pa.Table:
    return to_table(DATASETS[dataset], rows)


def articles(*rows: Article) -> dict[str, pa.Table]:
    return {"articles": table("articles", *rows)}
