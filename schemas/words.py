"""The fixed words of the datasets: stages, reject reasons, link kinds, date precisions, what is said of origins.

Each word stands beside its meaning, from which docs/datasets.md is made. Free text belongs in a `detail` column,
never here.
"""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A fixed word: a string like any other, which knows what it means."""

    _value_: str
    meaning: str

    def __new__(cls, value: str, meaning: str) -> Self:
        """The word `value`."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.meaning = meaning
        return word


class Stage(Word):
    """Where in the pipeline something happened."""

    DISCOVER = "discover", "feeds, sitemaps, pages and lists become addresses"
    FETCH = "fetch", "addresses become captures"
    READ = "read", "bytes become captures"
    CLEAN = "clean", "a page becomes body text"
    EXTRACT = "extract", "headline, dates, people, links and images are found"
    CHECK = "check", "rows are held against the rules of their dataset"
    WRITE = "write", "rows are committed"


class RejectReason(Word):
    """Why a record did not become a row."""

    UNREADABLE = "unreadable", "the file or archive record cannot be opened or ends too early"
    TOO_LARGE = "too_large", "more bytes than `limits.payload_bytes`"
    EMPTY = "empty", "no bytes, or white space only"
    UNSUPPORTED_MEDIA_TYPE = "unsupported_media_type", "neither HTML, Markdown nor plain text"
    HTTP_STATUS = "http_status", "a response that is not a 200"
    UNDECODABLE = "undecodable", "no encoding makes text of the bytes"
    NO_ARTICLE_TEXT = "no_article_text", "no body text of an article in the page"
    NOT_AN_ARTICLE = "not_an_article", "a front page, a list of links or another kind of page"
    NO_HEADLINE = "no_headline", "body text, and nothing that names it"
    TIMED_OUT = "timed_out", "the page used up its own time limit, or its server that of a request"
    OUT_OF_MEMORY = "out_of_memory", "the page used up its own memory limit"
    CRASHED = "crashed", "the code failed on this page; the detail is the traceback's last line"
    INVALID_ROW = "invalid_row", "what was extracted breaks a rule of its dataset"
    FORGOTTEN = "forgotten", "covered by a takedown, which the detail names; nothing of the page is kept"
    NOT_A_FEED = "not_a_feed", "neither RSS, Atom, RDF nor JSON Feed"
    NOT_A_SITEMAP = "not_a_sitemap", "neither a sitemap, an index of sitemaps, a feed nor a list of addresses"
    NOT_A_LIST = "not_a_list", "no list of addresses: a CSV without a `url` column"
    HTML_INSTEAD = "html_instead", "a web page where a feed, sitemap or list was expected"
    MALFORMED = "malformed", "broken markup out of which nothing can be read"
    HOSTILE_MARKUP = "hostile_markup", "entities that stand for files or for other entities, or nesting without end"
    PATTERN_TOO_SLOW = "pattern_too_slow", "a pattern of the source needs too long for an address"
    FORBIDDEN_ADDRESS = "forbidden_address", "an address that is not asked: no http(s), not public, or another port"
    NAME_NOT_RESOLVED = "name_not_resolved", "the host's name stands for no address"
    CONNECTION_FAILED = "connection_failed", "no connection, or one that broke off, at every try"
    TLS_FAILED = "tls_failed", "no trusted encrypted connection: certificate, name or protocol do not fit"
    INVALID_RESPONSE = "invalid_response", "an answer that is not HTTP, is damaged, or has more headers than are taken"
    TOO_MANY_REDIRECTS = "too_many_redirects", "redirects in a circle, or more of them than are followed"
    ROBOTS_DISALLOWED = "robots_disallowed", "the site's robots.txt asks us not to fetch the address"
    ROBOTS_UNREACHABLE = "robots_unreachable", "the site's robots.txt cannot be had, so that nothing is fetched for now"
    SERVER_FAILED = "server_failed", "the server answered every try with an error of its own (5xx) or with 429"
    HOST_IS_OVERLOADED = "host_is_overloaded", "the host asked for a long pause, or failed too often: left alone"


class TakedownKind(Word):
    """What a takedown covers."""

    URL = "url", "the page of one address, or one file"
    PATTERN = "pattern", "all whose address is like a pattern"


class FetchMode(Word):
    """How a capture's bytes came to us."""

    FILE = "file", "read from a file"
    WARC = "warc", "read from a record of a web archive"
    HTTP = "http", "the response to a request of ours"


class DatePrecision(Word):
    """How exactly the publisher stated an instant."""

    DAY = "day", "a day without a time; the instant is its midnight UTC"
    MINUTE = "minute", "hours and minutes"
    SECOND = "second", "seconds, or finer"


class OriginKind(Word):
    """What named an address."""

    FEED = "feed", "RSS, Atom, RDF or JSON Feed"
    SITEMAP = "sitemap", "a sitemap, or an index of sitemaps"
    PAGE = "page", "a page that links to articles"
    LIST = "list", "a list of addresses, as text or CSV"


class OriginSaid(Word):
    """How it is known that a site has a feed or sitemap, the plainest statement first."""

    PAGE = "page", "its home page states it for machines"
    ROBOTS = "robots", "its robots.txt names it"
    LINK = "link", "its home page links to it"
    USUAL = "usual", "sites often have one there; it may not exist"


class FlawReason(Word):
    """What of a feed, sitemap, page or list could not be used."""

    BROKEN_MARKUP = "broken_markup", "the markup breaks; what could be read around it was"
    CUT_SHORT = "cut_short", "it ends too early"
    TOO_MANY = "too_many", "it names more than is read from one; the rest was left"
    NO_ADDRESS = "no_address", "an entry names no address"
    BAD_ADDRESS = "bad_address", "what stands for an address is none"
    REDIRECTOR = "redirector", "an address at a service that only redirects: which article it is shows when fetched"
    BAD_DATE = "bad_date", "what stands for a date is none"
    BAD_ENTRY = "bad_entry", "an entry that cannot be read"


class SkipReason(Word):
    """Why an address was left out."""

    NOT_INCLUDED = "not_included", "no include pattern matches it"
    EXCLUDED = "excluded", "an exclude pattern matches it"
    OTHER_LANGUAGE = "other_language", "its origin says it is in a language that was not asked for"
    OUTSIDE_WINDOW = "outside_window", "its dates lie outside of the days asked for"
    OTHER_SITE = "other_site", "it leads to another site than the page that links to it"


class LinkKind(Word):
    """What a link is to the article it stands in."""

    BODY = "body", "in a paragraph of the body"
    RELATED = "related", "leads to another article the publisher puts forward"
    ORIGINAL = "original", "the address the article was published at"
    IMAGE_CREDIT = "image_credit", "in the credit of an image"
    AUTHOR = "author", "in the byline, on a person"
    SOURCE = "source", "in the byline, on an agency"


class Part(Word):
    """A part of an article by which its versions are told apart."""

    HEADLINE = "headline", "`headline`"
    ALTERNATIVE_HEADLINE = "alternative_headline", "`alternative_headline`"
    BODY = "body", "`article_body`"
    AUTHOR = "author", "`author`: the people it names"
    BYLINE = "byline", "`byline`: the words on the page"
    AGENCY = "agency", "`source_organization`"
    DATE = "date", "`date_published`"


class ParagraphOp(Word):
    """What became of a paragraph from one version to the next."""

    ADDED = "added", "it is new"
    REMOVED = "removed", "it is gone"
    CHANGED = "changed", "some of its words are others"


class RunStatus(Word):
    """How a run ended."""

    COMPLETED = "completed", "it went through all of its input"
    FAILED = "failed", "it stopped with an error"


class TimexType(Word):
    """TIMEX3 types."""

    DATE = "DATE", "a day, or a longer or vaguer time of the calendar"
    TIME = "TIME", "a time of day"
    DURATION = "DURATION", "how long"
    SET = "SET", "how often"


class TimexAnchor(Word):
    """What the value of a time expression was counted from."""

    NONE = "none", "nothing: it says all itself, or stays open"
    PUBLICATION = "publication", "the day the article was published"
    CAPTURE = "capture", "the day it was captured, where no day of publication is known"
    TEXT = "text", "a day named before in the text"


class QuotationType(Word):
    """How a quotation gives a speaker's words."""

    DIRECT = "direct", "word for word, in quotation marks"
    INDIRECT = "indirect", "in the writer's words"
    MIXED = "mixed", "in the writer's words, with some of the speaker's own in quotation marks"


class SpeakerKind(Word):
    """What the speaker of a quotation is."""

    PERSON = "person", "a person with a name"
    ORGANIZATION = "organization", "a body, a government, a company, or a place that stands for one"
    DOCUMENT = "document", "a statement, report or other text"
    UNNAMED = "unnamed", "people without a name: `officials`, `a witness`"


class MentionType(Word):
    """What a mention names, in the words of schema.org where it has one."""

    PERSON = "person", "a person"
    ORGANIZATION = "organization", "a body of people: a government, a company, a party, an army"
    PLACE = "place", "a place: a country, a city, a building, a sea"
    PRODUCT = "product", "a made thing with a name of its own: a weapon, a vehicle, a ship"
    NATIONALITY = "nationality", "a nationality, people or creed: `Russian`, `Kurds`"


class QuantityKind(Word):
    """What kind of quantity a number gives."""

    MEASURE = "measure", "a number of a unit of measure"
    MONEY = "money", "an amount of money"
    PERCENTAGE = "percentage", "a share of a hundred, or a difference of shares"
    COUNT = "count", "a number of people or things"


class QuantityModifier(Word):
    """What the text says of a quantity's number, in the words of TIMEX3 `mod`."""

    APPROX = "APPROX", "about that much"
    LESS_THAN = "LESS_THAN", "less"
    MORE_THAN = "MORE_THAN", "more"
    EQUAL_OR_LESS = "EQUAL_OR_LESS", "that much at most"
    EQUAL_OR_MORE = "EQUAL_OR_MORE", "that much at least"


class FactsLevel(Word):
    """By which rules the facts of an article's text were found."""

    DEFAULT = "default", "by rules, without a model of the language"
    ENRICHED = "enriched", "by rules and a model of the article's language"
