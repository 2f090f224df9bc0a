"""Addresses: resolved, cleaned of what only tracks the reader, and compared.

In: strings a page calls addresses. Out: absolute http(s) URLs, or None. Which of a page's addresses is its own is
decided in `identity`.
"""

import re
from typing import Final
from urllib.parse import parse_qs, parse_qsl, quote, urljoin, urlsplit, urlunsplit

_LONGEST: Final = 2_000  # what browsers and sitemaps agree to carry
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_HOST: Final = re.compile(r"(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,62})?\.)*[a-z0-9]([a-z0-9-]{0,62})?\.?")
_BREAK: Final = re.compile(r"[\t\r\n]")
_WHOLE: Final = re.compile(r"https?://[^/?#].*[^?#]", re.DOTALL)  # nothing to resolve, which takes longer than all else
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
_SESSION: Final = re.compile(r";(jsessionid|phpsessid|sid)=[^/?#;]*", re.IGNORECASE)
_ESCAPED: Final = re.compile(r"%([0-9a-fA-F]{2})")
_BARE_PERCENT: Final = re.compile(r"%(?![0-9a-fA-F]{2})")
_UNRESERVED: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

# Ways a site says that a page is its AMP, mobile or print version.
_VARIANT_HOST: Final = re.compile(r"^(www\d?|m|mobile|amp)\.")
_VARIANT_PATH: Final = re.compile(r"^/(amp|print)(?=/)|/(amp|print)/?$|\.(amp|print)(?=\.html?$|$)", re.IGNORECASE)
_VARIANT_PARAMETER: Final = re.compile(r"(amp|print|printable|printmode|view=(amp|print)|mode=(amp|print))(=.*)?", re.I)
_INDEX: Final = re.compile(r"/(index|default)\.(html?|php|aspx?|jsp)$", re.IGNORECASE)

# Services whose addresses name the page they lead to; of others it shows only when they are asked.
_NAMED_TARGET: Final = {
    "google.com": ("q", "url"),
    "bing.com": ("url",),
    "l.facebook.com": ("u",),
    "lm.facebook.com": ("u",),
    "out.reddit.com": ("url",),
}
_REDIRECTORS: Final = re.compile(
    r"(news\.google\.com|feedproxy\.google\.com|feeds\.feedburner\.com|feedproxy\.\w+\.com|rss\.feedsportal\.com|"
    r"t\.co|bit\.ly|buff\.ly|ow\.ly|dlvr\.it|ift\.tt|tinyurl\.com|trib\.al|lnkd\.in|goo\.gl)"
)
_AMP_CACHE: Final = re.compile(r"[\w-]+\.cdn\.ampproject\.org|[\w-]+\.bing-amp\.com")


def absolute_url(value: str | None, against: str | None = None) -> str | None:
    """The absolute http(s) address `value` stands for, resolved `against` another; None if it is none."""
    if not value or len(value) > _LONGEST or _PLACEHOLDER.search(value):
        return None
    try:
        stated = _BREAK.sub("", value.strip())
        joined = stated if _WHOLE.fullmatch(stated) else urljoin(against or "", stated)
        parts = urlsplit(joined)
        host = parts.hostname
    except ValueError:
        return None
    return joined if parts.scheme.lower() in _DEFAULT_PORTS and host and "." in host else None


def clean_url(url: str | None) -> str | None:
    """The address in one spelling, without tracking parameters, sessions and fragment; idempotent.

    Scheme and host in lower case, host in ASCII, default port and credentials out, path and query escaped. The order
    of parameters and a trailing slash stay: sites give them meaning. It leads to what the given address leads to:
    AMP, mobile and print versions keep their own, and `page_key` tells what they are versions of.
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
    return urlunsplit((scheme, netloc, _SESSION.sub("", _escape(parts.path)) or "/", _escape(query), ""))


def same_page(one: str | None, other: str | None) -> bool:
    """Whether two addresses lead to one page: their `page_key` is the same."""
    if one is None or other is None:
        return False
    return page_key(clean_url(one) or "") == page_key(clean_url(other) or "")


def page_key(url: str) -> str:
    """What all addresses of one page have in common, out of one that `clean_url` gave; no address itself.

    Without scheme, `www.`, `m.`, `mobile.` and `amp.`, the marks of AMP and print versions, `index.html` and the slash
    at the end.
    """
    parts = urlsplit(url)
    path = _INDEX.sub("", _VARIANT_PATH.sub("", parts.path)).rstrip("/")
    query = "&".join(pair for pair in parts.query.split("&") if not _VARIANT_PARAMETER.fullmatch(pair))
    return f"{_VARIANT_HOST.sub('', parts.netloc)}{path}{'?' if query else ''}{query}"


def unwrapped(url: str) -> str:
    """The address of the page that one of a search engine, a network or an AMP cache names as its target, or `url`."""
    parts = urlsplit(url)
    host, path = (parts.hostname or "").removeprefix("www."), parts.path
    if _AMP_CACHE.fullmatch(host) or (host == "google.com" and path.startswith("/amp/")):
        kept = re.fullmatch(r"/(?:amp|[civ])/(?P<secure>s/)?(?P<rest>[^/]+\.[^/]+.*)", path)
        query = f"?{parts.query}" if parts.query else ""
        target = f"http{'s' if kept['secure'] else ''}://{kept['rest']}{query}" if kept else None
    else:
        names = _NAMED_TARGET.get(host, ())
        given = parse_qs(parts.query) if names else {}
        target = next((given[name][0] for name in names if name in given), None)
    return absolute_url(target) or url


def is_redirector(url: str) -> bool:
    """Whether the address is at a service that only leads on: which page it is of shows when it is fetched."""
    return _REDIRECTORS.fullmatch(urlsplit(url).hostname or "") is not None


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
    """Percent-encoding as RFC 3986 has it: capital digits, and none where a character needs none."""
    escaped = quote(_BARE_PERCENT.sub("%25", part), safe="/%!$&'()*+,;=:@~?-._", errors="replace")
    return _ESCAPED.sub(_shortest, escaped)


def _shortest(escaped: re.Match[str]) -> str:
    character = chr(int(escaped[1], 16))
    return character if character in _UNRESERVED else escaped[0].upper()


def _ascii_host(host: str) -> str | None:
    try:
        plain = host.lower().encode("ascii" if host.isascii() else "idna").decode("ascii")
    except UnicodeError:
        return None
    return plain.rstrip(".") if _HOST.fullmatch(plain) else None
