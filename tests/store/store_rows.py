"""Small rows for the store's tests, and strategies that make any row of a model."""

import hashlib
import types
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Annotated, Union, get_args, get_origin, get_type_hints

import pyarrow as pa
from hypothesis import strategies as st
from pydantic import AwareDatetime, StringConstraints

from schemas.arrow import to_table
from schemas.articles import Article, Evidence, Section
from schemas.captures import Capture, Header
from schemas.datasets import DATASETS
from schemas.links import Link
from schemas.rejects import Reject
from schemas.row import Record
from schemas.words import DatePrecision, FetchMode, LinkKind, RejectReason, Stage

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
        captured_at=NOON,
        payload_digest=digest_of(str(number)),
        record_id=f"<urn:uuid:{number}>",
        source="example",
        extractor_version="1.0.0",
        methods=(Evidence(column="headline", method="json_ld:headline"),),
        published_date=day,
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


def any_row(model: type[Record]) -> st.SearchStrategy[Record]:
    hints = get_type_hints(model, include_extras=True)
    return st.builds(model, **{name: _values(hints[name]) for name in model.model_fields})


def any_rows(dataset: str, day: date = DAY) -> st.SearchStrategy[Sequence[Record]]:
    """Rows of one partition, each with a key of its own."""
    known = DATASETS[dataset]
    here = any_row(known.row).map(lambda row: row.model_copy(update={known.partition: day}))
    return st.lists(here, min_size=1, max_size=4, unique_by=lambda row: tuple(getattr(row, k) for k in known.key))


_TEXT = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1, max_size=12)
_ZONES = st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30)), timezone(timedelta(hours=-8))])
_INSTANTS = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=_ZONES)  # noqa: DTZ001 - zones beside
_PLAIN: dict[object, st.SearchStrategy[object]] = {
    str: _TEXT,
    int: st.integers(100, 999),  # within every bound a row model sets
    float: st.floats(0, 1e9),
    bool: st.booleans(),
    bytes: st.binary(max_size=20),
    date: st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    datetime: _INSTANTS,
    AwareDatetime: _INSTANTS,
}


def _values(hint: object) -> st.SearchStrategy[object]:
    if get_origin(hint) is Annotated:
        plain, *constraints = get_args(hint)
        patterns = [part.pattern for part in constraints if isinstance(part, StringConstraints) and part.pattern]
        return st.from_regex(patterns[0], fullmatch=True) if patterns else _values(plain)
    if get_origin(hint) in (Union, types.UnionType):
        (present,) = [part for part in get_args(hint) if part is not type(None)]
        return st.none() | _values(present)
    if get_origin(hint) is tuple:
        return st.lists(_values(get_args(hint)[0]), max_size=2).map(tuple)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(hint)
    if isinstance(hint, type) and issubclass(hint, Record):
        return any_row(hint)
    return _PLAIN[hint]
