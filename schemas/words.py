"""The fixed words of the datasets: stages, reject reasons, link kinds, date precisions.

Free text belongs in a `detail` column, never here.
"""

from enum import StrEnum


class Stage(StrEnum):
    """Where in the pipeline something happened."""

    READ = "read"
    CLEAN = "clean"
    EXTRACT = "extract"
    CHECK = "check"
    WRITE = "write"


class RejectReason(StrEnum):
    """Why a record did not become a row."""

    UNREADABLE = "unreadable"  # the file or archive record cannot be opened or ends too early
    TOO_LARGE = "too_large"  # more bytes than `limits.payload_bytes`
    EMPTY = "empty"  # no bytes, or white space only
    UNSUPPORTED_MEDIA_TYPE = "unsupported_media_type"  # neither HTML, Markdown nor plain text
    HTTP_STATUS = "http_status"  # an archived response that is not a 200
    UNDECODABLE = "undecodable"  # no encoding makes text of the bytes
    NO_ARTICLE_TEXT = "no_article_text"  # no body text of an article in the page
    NOT_AN_ARTICLE = "not_an_article"  # a front page, a list of links or another kind of page
    NO_HEADLINE = "no_headline"  # body text, and nothing that names it
    TIMED_OUT = "timed_out"  # the page used up its own time limit
    OUT_OF_MEMORY = "out_of_memory"  # the page used up its own memory limit
    CRASHED = "crashed"  # the code failed on this page; the detail is the traceback's last line
    INVALID_ROW = "invalid_row"  # what was extracted breaks a rule of its dataset


class FetchMode(StrEnum):
    """How a capture's bytes came to us."""

    FILE = "file"
    WARC = "warc"


class DatePrecision(StrEnum):
    """How exactly the publisher stated an instant."""

    DAY = "day"
    MINUTE = "minute"
    SECOND = "second"


class LinkKind(StrEnum):
    """What a link is to the article it stands in."""

    BODY = "body"  # in a paragraph of the body
    RELATED = "related"  # leads to another article the publisher puts forward
    ORIGINAL = "original"  # the address the article was published at
    IMAGE_CREDIT = "image_credit"  # in the credit of an image
    AUTHOR = "author"  # in the byline, on a person
    SOURCE = "source"  # in the byline, on an agency


class RunStatus(StrEnum):
    """How a run ended."""

    COMPLETED = "completed"
    FAILED = "failed"
