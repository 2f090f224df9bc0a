"""Addresses: resolved, cleaned of what only tracks the reader, and compared.

In: strings a page calls addresses. Out: absolute http(s) URLs, or None. Which of a page's addresses is its own is
decided in `identity`.
"""

import re
from typing import Final
from urllib.parse import parse_qsl, quote, urljoin, urlsplit, urlunsplit

_LONGEST: Final = 2_000  # what browsers and sitemaps agree to carry
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_HOST: Final = re.compile(r"(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,62})?\.)*[a-z0-9]([a-z0-9-]{0,62})?\.?")
_PLACEHOLDER: Final = re.compile(r"\{\{|\}\}|%7b%7b|\$\{|<%|\[\[|undefined|javascript:", re.IGNORECASE)

# Names of parameters that say where a reader came from and never which article is meant. courlan's own list also drops
# `cid`, `eid`, `keyword`, `session`, everything that begins with `ref` or `ga`: on many sites that is the article.
_TRACKING: Final = re.compile(
    r"(utm|mtm|pk|piwik|matomo|hsa|vero|mkt|stm|itm|wt|at|ns)_[a-z_]+|_(ga|gl|hsenc|hsmi|openstat)|"
    r"(fbc|gc|dc|yc|ysc|ttc|twc|msclk|epi|li_fat_|rdt_c|s_kwc)(l?id)|gbraid|wbraid|igshid|igsh|mc_[ce]id|oly_(anon|enc)_id|"
    r"s_?cid|xtor|cmpid|cmp|ocid|ncid|icid|smid|ftag|partner|traffic_?source|"
    r"ref|ref_?src|ref_?url|referrer|referer|source|wtrid|wt\.?mc(_id)?|__twitter_impression|soc_src|soc_trk|"
    r"shared?|shareid|guccounter|guce_referrer(_sig)?|outputtype|amp|jsessionid|phpsessid",
    re.IGNORECASE,
)


def absolute_url(value: str | None, against: str | None = None) -> str | None:
    """The absolute http(s) address `value` stands for, resolved `against` another; None if it is none."""
    if not value or len(value) > _LONGEST or _PLACEHOLDER.search(value):
        return None
    try:
        joined = urljoin(against or "", re.sub(r"[\t\r\n]", "", value.strip()))
        parts = urlsplit(joined)
        host = parts.hostname
    except ValueError:
        return None
    return joined if parts.scheme.lower() in _DEFAULT_PORTS and host and "." in host else None


def clean_url(url: str | None) -> str | None:
    """The address in one spelling, without tracking parameters and fragment; idempotent.

    Scheme and host in lower case, host in ASCII, default port and credentials out, path and query escaped. The order
    of parameters and a trailing slash stay: sites give them meaning.
    """
    found = absolute_url(url)
    if found is None:
        return None
    try:
        parts = urlsplit(found)
        scheme, host, port = parts.scheme.lower(), _ascii_host(parts.hostname or ""), parts.port
    except ValueError:
        return None
    if host is None:
        return None
    netloc = host if port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _tracks(pair))
    return urlunsplit((scheme, netloc, _escape(parts.path) or "/", _escape(query), ""))


def same_page(one: str | None, other: str | None) -> bool:
    """Whether two addresses lead to one page, scheme, `www.`, `m.`, `amp` and trailing slash aside."""
    return one is not None and other is not None and _page(one) == _page(other)


def is_home(url: str) -> bool:
    """Whether the address is a site's front page."""
    parts = urlsplit(url)
    return (
        not parts.query
        and re.fullmatch(r"(/[a-z]{2}([-_][a-zA-Z]{2})?)?(/(index|home)(\.\w{2,5})?)?/?", parts.path) is not None
    )


def _tracks(pair: str) -> bool:
    name = parse_qsl(pair, keep_blank_values=True)[:1]
    return bool(name) and _TRACKING.fullmatch(name[0][0]) is not None


def _escape(part: str) -> str:
    return quote(part, safe="/%!$&'()*+,;=:@~?-._", errors="replace")


def _ascii_host(host: str) -> str | None:
    try:
        plain = host.lower().encode("ascii" if host.isascii() else "idna").decode("ascii")
    except UnicodeError:
        return None
    return plain.rstrip(".") if _HOST.fullmatch(plain) else None


def _page(url: str) -> tuple[str, str, str]:
    parts = urlsplit(clean_url(url) or "")
    host = re.sub(r"^(www\d?|m|mobile|amp)\.", "", parts.netloc)
    path = re.sub(r"^/amp(?=/)|/amp/?$|\.amp(?=\.html?$|$)", "", parts.path)
    return host, path.rstrip("/"), parts.query
