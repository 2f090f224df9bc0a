"""An index page in, the articles it links to out, and the page it goes on at.

Which links are articles is said by the source's patterns; the text of a link is kept for a headline where it looks like
one. Feeds and sitemaps say more: pages are for sites that have neither.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

from lxml.html import HtmlElement

from schemas.candidates import Candidate, Discovered, Further
from schemas.words import OriginKind, SkipReason
from tasks.discover.contents import contents
from tasks.discover.origin import Flaws, Origin
from tasks.discover.said import Said, candidate, fit_address
from tasks.discover.selection import Counted
from tasks.extract.identity import publisher_domain
from tasks.extract.plain import plain_line
from tasks.extract.statements import Found
from tasks.page import parse_page

MOST_LINKS: Final = 10_000
_LEAST_CHARACTERS, _MOST_CHARACTERS, _LEAST_WORDS = 20, 300, 4
_IDEOGRAPHS: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LEAST_IDEOGRAPHS: Final = 8
_NO_HEADLINE: Final = re.compile(
    r"^(read|see|view|continue|more|click|show|weiter|mehr|lire|voir|leer|ver|leggi)\b", re.I
)
_PIECES: Final = 60


def discover_page(origin: Origin) -> Discovered:
    """The articles a page links to, in page order, each once with the first text that looks like a headline.

    Raises:
        RejectedRecord: it is empty, too large, or in no charset.
    """
    flaws, counted = Flaws(), Counted()
    tree = parse_page(contents(origin, flaws))
    base = next((url for one in tree.iter("base") if (url := fit_address(one.get("href"), origin.url))), origin.url)
    title = next((line for one in tree.iter("title") if (line := plain_line(one.text or ""))), None)
    return Discovered(
        title=title,
        candidates=tuple(_linked(tree, base, origin, counted)),
        further=tuple(_next(tree, base, origin)),
        flaws=flaws.rows(),
        skipped=counted.rows(),
    )


def _linked(tree: HtmlElement, base: str, origin: Origin, counted: Counted) -> Iterator[Candidate]:
    """Each link's candidate. What is no web address is no flaw of a page: `mailto:` and `#top` are links too."""
    home = site_of(origin.url)
    for anchor in islice(tree.iter("a", "area"), min(origin.entries, MOST_LINKS)):
        url = fit_address(anchor.get("href"), base)
        if url is None or url.partition("#")[0] == origin.url.partition("#")[0]:
            continue
        if not origin.wanted.other_sites and site_of(url) != home:
            counted.add(SkipReason.OTHER_SITE, url)
            continue
        text = _headline(anchor)
        said = Said(headline=Found(text, "page:a") if text else None)
        if (found := candidate(origin, url, said, Flaws())) is not None:
            yield found


def _headline(anchor: HtmlElement) -> str | None:
    """The text of a link if it looks like a headline: some words that do not only say to go on."""
    line = plain_line(" ".join(islice(anchor.itertext(), _PIECES)))
    if line is None or not len(line) <= _MOST_CHARACTERS or _NO_HEADLINE.match(line):
        return None
    if len(_IDEOGRAPHS.findall(line)) >= _LEAST_IDEOGRAPHS:
        return line
    return line if len(line) >= _LEAST_CHARACTERS and len(line.split()) >= _LEAST_WORDS else None


def _next(tree: HtmlElement, base: str, origin: Origin) -> Iterator[Further]:
    """Where the page says it goes on: `rel=next`."""
    for element in tree.iter("link", "a"):
        if "next" in element.get("rel", "").lower().split():
            url = fit_address(element.get("href"), base)
            if url is not None and site_of(url) == site_of(origin.url) and url != origin.url:
                yield Further(url=url, kind=OriginKind.PAGE, date_modified=None)
                return


def site_of(url: str) -> str:
    """The registrable domain of an address; its host where it has none, as a number has."""
    return _site_of_host(re.sub(r"^\w+://([^/?#]*).*", r"\1", url, flags=re.DOTALL).rpartition("@")[2].lower())


@lru_cache(maxsize=4_096)
def _site_of_host(host: str) -> str:
    return publisher_domain(f"https://{host}/") or host
