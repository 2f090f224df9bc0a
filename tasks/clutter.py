"""Blocks of a page in; which of them are not the article's body out, each with why.

Three kinds of evidence, all general: the element a block stands in (a `<figcaption>`, a class whose words say
"newsletter"), how much of it is link text, and what its words say ("Photo: ..."). No rule knows a site.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import Final

from lxml.html import HtmlElement

from tasks.blocks import BLOCKS, Block
from tasks.page import fold, letters_of


class Clutter(Enum):
    """Why a block is not body."""

    CAPTION = "caption"
    BYLINE = "byline"
    RELATED = "related"  # points to other articles
    NAVIGATION = "navigation"  # points to parts of the site
    PROMOTION = "promotion"  # newsletters, subscriptions, sharing, advertisements, comments
    EMBED = "embed"  # somebody else's post
    REPEAT = "repeat"  # says the headline again
    LABEL = "label"  # stands above the first sentence: a kicker, the site's name, "Posted"
    DANGLING = "dangling"  # a sub-heading whose text is gone


LARGE: Final = 1 / 3
"""An element with more than this share of the text is the article, whatever its names say."""
LINKED: Final = 0.7
"""A block with more than this share of link text points elsewhere."""
SHORT: Final = 40
"""Words. A block longer than this is prose, however it begins and whatever it links to."""

_BY_TAG: Final[Mapping[str, Clutter]] = {
    **dict.fromkeys(("figcaption", "figure"), Clutter.CAPTION),
    **dict.fromkeys(("address", "time"), Clutter.BYLINE),
    **dict.fromkeys(("footer", "form", "button", "dialog"), Clutter.PROMOTION),
    "aside": Clutter.RELATED,
    "nav": Clutter.NAVIGATION,
}
_BY_ROLE: Final[Mapping[str, Clutter]] = {
    "complementary": Clutter.RELATED,
    "navigation": Clutter.NAVIGATION,
    **dict.fromkeys(("contentinfo", "dialog", "search"), Clutter.PROMOTION),
}
# Whole words of class and id names, as page authors use them; "newsletter-box" has two.
_NAMES: Final = {
    Clutter.CAPTION: "caption captions figcaption legend credit credits copyright photocredit imagecaption",
    Clutter.BYLINE: "byline bylines author authors bio timestamp dateline pubdate contributors",
    Clutter.RELATED: "related recommended recommendation recommendations readmore teaser teasers popular trending "
    "mostread outbrain taboola crosslink crosslinks linklist",
    Clutter.NAVIGATION: "breadcrumb breadcrumbs topics tags taglist",
    Clutter.PROMOTION: "newsletter newsletters subscribe subscription signup promo promos promotion regwall share "
    "sharing social follow cookie cookies consent advert advertisement advertising ad ads sponsor sponsored donate "
    "donation comment comments disqus survey poll banner toolbar affiliate cta",
    Clutter.EMBED: "tweet twitter instagram tiktok embed embedded oembed",
}
_BY_NAME: Final[Mapping[str, Clutter]] = {word: clutter for clutter, words in _NAMES.items() for word in words.split()}
_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)

_CAPTION = re.compile(
    r"\W*(?:(?:photos?|images?|pictures?|fotos?|bild(?:er)?|photographie|crédit photo|quelle|credit|video|illustration|"
    r"grafik|graphic|archivbild|symbolbild|kuva|beeld|zdjęcie)\s*(?:by|von|de|di)?\s*[:：/©|]|©|\(c\)|copyright\b)",
    re.I,
)
_RELATED = re.compile(
    r"\W*(?:read (?:more|also|next)|also read|related(?: articles?| stories)?|see also|more on this|recommended|"
    r"don't miss|lesen sie (?:auch|mehr)|mehr (?:dazu|zum thema)|auch interessant|weiterlesen|à? ?lire(?: aussi)?|"
    r"voir aussi|lea también|lee también|te puede interesar|más información|leggi anche|leia (?:também|mais)|"
    r"lees ook|les også|läs (?:också|mer|även)|læs også|lue myös|czytaj (?:też|także|więcej)|přečtěte si|"
    r"читайте (?:также|також)|ayrıca oku)\s*[:：|>»]",
    re.I,
)
_BYLINE = re.compile(r"(?:by|von|par|por|di|da|door|av|af|autor(?:in)?:?|texto?:)\s+\S+(?:\s+\S+){0,7}[^.!?]$", re.I)
_INVITATION = re.compile(
    r"\b(?:sign(?:ing)? up|subscrib|follow us|follow \S+ on|join (?:us|our)|download (?:the|our)|abonn|folgen sie|"
    r"folgst du|inscriv|suscr[ií]b|síguenos|seguici|inscreva|assine|volg ons|meld je|prenumerera|följ oss)",
    re.I,
)
_PAYWALL = re.compile(
    r"\b(?:already (?:a |an )?(?:subscriber|member|registered)|this (?:article|story|content) is (?:only )?"
    r"(?:available )?(?:for|to) (?:our )?(?:subscribers|members)|subscribe to (?:read|continue|keep reading)|"
    r"to (?:continue|keep) reading|cancel any ?time|log in to (?:read|continue)|réservée? aux abonnés|déjà abonné|"
    r"jederzeit kündbar|bereits abonn|weiterlesen mit|ya eres suscriptor|solo para (?:suscriptores|abonados)|"
    r"già abbonat|(?:exclusivo|apenas) para assinantes)",
    re.I,
)
_CHANNEL = re.compile(r"newsletter|whatsapp|telegram|facebook|instagram|twitter|google news|podcast|\bapp\b", re.I)
_LABEL = re.compile(r"(?:[^\s:：|]+\s+){0,5}[^\s:：|]+\s*[:：|»>]")
_SENTENCE = re.compile(r"[.!?。！？…][\"'”’»)」』]*$")
_LISTED: Final = frozenset({Clutter.RELATED, Clutter.NAVIGATION, Clutter.PROMOTION})
"""What stands under sub-headings of its own, such as "More on this"."""
LABEL_LETTERS: Final = 40
"""Above the first sentence of a text, a line without one and with no more letters is a label."""
_LEADING: Final = 4
"""Blocks at the top of a text among which a byline may stand."""

_TRAILING: Final = 6
"""Blocks at the end of a text among which a paywall's notice may stand."""


def clutter_of(blocks: Sequence[Block], titles: frozenset[str]) -> list[Clutter | None]:
    """For each block why it is not body, or None; `titles` are what the page calls itself, as `letters_of` gives it."""
    weight = _weights(blocks)
    large = LARGE * sum(len(block.text) for block in blocks)
    with_links = not mostly_links(blocks)
    found = [
        _of_words(block, position, len(blocks))
        or (Clutter.REPEAT if letters_of(block.text) in titles else None)
        or _of_place(block, weight, large)
        or (Clutter.RELATED if with_links and is_linked(block) else None)
        for position, block in enumerate(blocks)
    ]
    return _with_labels(blocks, _with_dangling(blocks, found))


def clutter_of_element(element: HtmlElement) -> Clutter | None:
    """What an element's own tag, role and names say it is, if not body."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag == "figure" and element.find(".//blockquote") is not None:
        return None  # a pull quote in the markup of a picture
    if tag in _BY_TAG:
        return _BY_TAG[tag]
    if (role := element.get("role", "")) in _BY_ROLE:
        return _BY_ROLE[role]
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")):
        return Clutter.PROMOTION
    return next((_BY_NAME[name] for name in names_of(element) if name in _BY_NAME), None)


def names_of(element: HtmlElement) -> Iterator[str]:
    """The words of an element's class and id, lower case."""
    return (name.lower() for name in _NAME.findall(f"{element.get('class', '')} {element.get('id', '')}"))


def upwards(element: HtmlElement | None) -> Iterator[HtmlElement]:
    """An element and all it stands in, innermost first."""
    while element is not None:
        yield element
        element = element.getparent()


def mostly_links(blocks: Sequence[Block]) -> bool:
    """Whether the links are what the page is for: a list article, or a front page."""
    return sum(len(block.text) for block in blocks if is_linked(block)) > LARGE * sum(
        len(block.text) for block in blocks
    )


def is_linked(block: Block) -> bool:
    """Whether a block is a link, or a label with a link, and not a sentence with one."""
    element = block.element
    if element is None or len(block.text.split()) > SHORT:
        return False
    unlinked = fold(block.text if not _links(element) else block.text.replace(_links(element), "", 1))
    if _links(element) and _LABEL.fullmatch(unlinked):
        return True
    if element.tag == "p" and _SENTENCE.search(block.text):
        return False
    return any(above.tag == "a" for above in upwards(element)) or len(block.text) - len(unlinked) > LINKED * len(
        block.text
    )


def _links(element: HtmlElement) -> str:
    """The words of a paragraph's links; none of an element that holds paragraphs, for they are not the block's."""
    if any(child.tag in BLOCKS for child in element):
        return ""
    return fold(" ".join("".join(a.itertext()) for a in element.iter("a")))


def _weights(blocks: Sequence[Block]) -> Counter[HtmlElement]:
    """Characters of text in each element that holds any."""
    weight: Counter[HtmlElement] = Counter()
    for block in blocks:
        for element in upwards(block.element):
            weight[element] += len(block.text)
    return weight


def _of_place(block: Block, weight: Mapping[HtmlElement, int], large: float) -> Clutter | None:
    for element in upwards(block.element):
        if weight[element] > large:
            return None
        if clutter := clutter_of_element(element):
            return clutter
    return None


def _of_words(block: Block, position: int, total: int) -> Clutter | None:
    if len(block.text.split()) > SHORT:
        return None
    if _CAPTION.match(block.text):
        return Clutter.CAPTION
    if _RELATED.match(block.text):
        return Clutter.RELATED
    if position < _LEADING and _BYLINE.fullmatch(block.text):
        return Clutter.BYLINE
    if position >= total - _TRAILING and _PAYWALL.search(block.text):
        return Clutter.PROMOTION
    invites = _INVITATION.search(block.text) and _CHANNEL.search(block.text)
    return Clutter.PROMOTION if invites and block.element is not None and _links(block.element) else None


def _with_labels(blocks: Sequence[Block], found: Sequence[Clutter | None]) -> list[Clutter | None]:
    """Marks too what stands above the first sentence: kickers, site names, words round a date."""
    marked = list(found)
    for position, block in enumerate(blocks):
        if marked[position] is not None:
            continue
        if block.is_heading or _SENTENCE.search(block.text) or len(letters_of(block.text)) > LABEL_LETTERS:
            break
        marked[position] = Clutter.LABEL
    return marked


def _with_dangling(blocks: Sequence[Block], found: Sequence[Clutter | None]) -> list[Clutter | None]:
    """Marks sub-headings too whose text was left out, and those at the end."""
    marked = list(found)
    gap = True
    for position in reversed(range(len(blocks))):
        clutter = marked[position]
        if clutter is None and blocks[position].is_heading and gap:
            marked[position] = Clutter.DANGLING
        elif clutter is None or clutter in _LISTED:
            gap = clutter is not None
    return marked
