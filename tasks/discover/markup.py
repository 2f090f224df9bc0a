"""XML as sites really publish it in, XML that any parser takes without harm out.

Document types and entities are gone from the text before a parser sees it, so nothing is expanded or fetched; bare
ampersands, HTML's named characters and undeclared prefixes are mended. What the elements mean is not known here.
"""

import html
import re
from html.entities import html5
from itertools import islice
from typing import Final, TypedDict

from lxml import etree

from schemas.errors import RejectedRecord
from schemas.words import FlawReason, RejectReason
from tasks.characters import clean_characters
from tasks.discover.origin import Flaws, rejected

_DOCTYPE: Final = re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_PROLOGUE: Final = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_ROOT: Final = re.compile(r"<(?:[\w.-]+:)?(?P<name>[\w.-]+)")
_PLAIN_ENTITY: Final = re.compile(
    r"""<!ENTITY\s+(?P<name>\w{1,40})\s+(?P<quote>["'])(?P<value>(?:[^&%<"']|&\#\w{1,8};){0,200})(?P=quote)\s*>"""
)
_CDATA: Final = re.compile(r"(<!\[CDATA\[|\]\]>)")
_AMPERSAND: Final = re.compile(r"&(?:(?P<name>[A-Za-z]\w{0,39});|#\d{1,7};|#[xX][0-9a-fA-F]{1,6};)?")
_OF_XML: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_PREFIX: Final = re.compile(r"(?:</?|\s)([A-Za-z_][\w.-]{0,30}):[A-Za-z_][\w.-]{0,60}(?=[\s=/>])")
_MOST_PREFIXES: Final = 60
_NAMESPACES: Final = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "itunes": "http://www.itunes.com/DTDs/PodCast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
    "prism": "http://prismstandard.org/namespaces/1.2/basic/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xhtml": "http://www.w3.org/1999/xhtml",
}


class _Harmless(TypedDict):
    resolve_entities: bool
    load_dtd: bool
    no_network: bool
    huge_tree: bool
    remove_comments: bool
    remove_pis: bool


_HARMLESS: Final[_Harmless] = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
"""What every parser is told: it expands, loads and fetches nothing, and keeps libxml2's bounds on depth and size."""


def root_name(text: str) -> str | None:
    """The name of the document element without its prefix, in lower case; None where there is no markup."""
    root = _ROOT.match(text, _root_start(text))
    return root["name"].lower() if root else None


def harmless(text: str, flaws: Flaws) -> str:
    """The text from its document element on, with every entity as the characters it stands for.

    Raises:
        RejectedRecord: it declares entities that stand for files or for other entities.
    """
    start = _root_start(text)
    entities = _own_entities(text[:start])
    parts, inside, bare = [], False, 0
    for part in _CDATA.split(text[start:]):
        inside = part == "<![CDATA[" or (inside and part != "]]>")
        if not inside and "&" in part:
            part, mended = _plain_references(part, entities)
            bare += mended
        parts.append(part)
    if bare:
        flaws.add(FlawReason.BROKEN_MARKUP, "a bare & in the markup", bare)
    return "".join(parts)


def parse_xml(text: str, flaws: Flaws) -> etree._Element:
    """The document element of what `harmless` gave; where the markup breaks, what can be read round the breaks.

    Raises:
        RejectedRecord: nothing can be read.
    """
    try:
        return etree.fromstring(text.encode(), _xml_parser(recover=False))
    except etree.XMLSyntaxError as error:
        message = str(error)
    flaws.add(FlawReason.BROKEN_MARKUP, message)
    try:
        root = etree.fromstring(with_prefixes(text).encode(), _xml_parser(recover=True))
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise nothing_read(flaws)
    return root


def nothing_read(flaws: Flaws) -> RejectedRecord:
    """The reject of markup out of which nothing came: broken, or deeper than any parser should follow."""
    broken = flaws.found(FlawReason.BROKEN_MARKUP) or "no document element"
    deep = "depth" in broken.lower()
    return rejected(RejectReason.HOSTILE_MARKUP if deep else RejectReason.MALFORMED, broken)


def pull_parser(tags: tuple[str, ...]) -> etree.XMLPullParser:
    """A parser that takes a text by pieces, reads round its breaks, and gives elements with these tags as they end."""
    return etree.XMLPullParser(events=("end",), tag=tags, recover=True, **_HARMLESS)


def with_prefixes(text: str) -> str:
    """The text with the prefixes that it uses and does not declare declared on its document element."""
    root = re.search(r"<[\w.:-]+", text)
    if root is None:
        return text
    used = dict.fromkeys(match[1] for match in islice(_PREFIX.finditer(text), 10_000))
    missing = [one for one in islice(used, _MOST_PREFIXES) if one[:3] != "xml" and f"xmlns:{one}=" not in text]
    declared = "".join(f' xmlns:{one}="{_NAMESPACES.get(one, f"urn:undeclared:{one}")}"' for one in missing)
    return f"{text[: root.end()]}{declared}{text[root.end() :]}"


def _root_start(text: str) -> int:
    """Where the XML declaration, comments and document types end."""
    at = 0
    while found := _PROLOGUE.match(text, at) or _DOCTYPE.match(text, at):
        at = found.end()
    return at


def _own_entities(prologue: str) -> dict[str, str]:
    """The entities a document type declares, by name: those that stand for plain characters.

    Raises:
        RejectedRecord: one stands for a file, or for another.
    """
    plain = list(_PLAIN_ENTITY.finditer(prologue))
    if len(plain) < prologue.count("<!ENTITY"):
        raise rejected(RejectReason.HOSTILE_MARKUP, "declares entities that stand for files or for other entities")
    return {match["name"]: html.unescape(match["value"]) for match in plain}


def _plain_references(part: str, entities: dict[str, str]) -> tuple[str, int]:
    """A part of the text with its references resolved, and how many ampersands stood bare."""
    bare = 0

    def plain(found: re.Match[str]) -> str:
        nonlocal bare
        name = found["name"]
        if name in _OF_XML:
            return found[0]
        if name is None and found[0] != "&":
            return html.escape(clean_characters(html.unescape(found[0])))
        characters = entities.get(name) or html5.get(f"{name};") if name else None
        if characters is None:
            bare += 1
            return f"&amp;{found[0][1:]}"
        return html.escape(characters)

    return _AMPERSAND.sub(plain, part), bare


def _xml_parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(encoding="utf-8", recover=recover, **_HARMLESS)
