"""What a short line of an article is, told by its first words and its last.

In: the text of one line or paragraph. Out: whether it is a byline, leads to related articles, gives the original
address, or ends in a picture's credit. Where in the article it may stand is decided in `tasks.markdown.shape`.
"""

import re
from dataclasses import dataclass
from typing import Final

URL: Final = r"https?://[^\s<>\"]+"

_BYLINE: Final = re.compile(
    r"(?:by|von|par|por|de|di|da|door|av|af|przez|от|текст|автор|autor(?:in|a|es)?|auteurs?|auteure|authors?|text|"
    r"testo|texte|texto|written by|reported by)\s*(?P<mark>[:：])?\s+(?P<who>\S.*)",
    re.I,
)
_NAME_WORD: Final = re.compile(
    r"\W*(?:[^\W\d_a-zà-ÿ]|\[|our\b|staff\b|and\b|und\b|et\b|y\b|e\b|i\b|och\b|og\b|en\b|в\b|и\b|in\b|for\b|für\b|pour\b|"
    r"para\b|of\b|de[lr]?\b|da\b|di\b|la\b|van\b|von\b|du\b|al-|the\b|with\b|avec\b|mit\b|correspondent\b|"
    r"editors?\b|reporters?\b|writers?\b|agencies\b)|\W+$"
)
_MOST_BYLINE_WORDS: Final = 14

_RELATED: Final = re.compile(
    r"(?:related(?:\s+(?:articles?|stor(?:y|ies)|news|coverage|reading|posts?|links?|content|topics?))?(?:\(s\))?"
    r"|read\s+(?:more|also|next|this|on)|see\s+also|also\s+read|more\s+on\s+this(?:\s+(?:story|topic))?|more\s+stories"
    r"|you\s+may\s+also\s+like|recommended(?:\s+reading)?|further\s+reading"
    r"|lesen\s+sie\s+(?:auch|mehr|dazu|hier)(?:\s+auch)?|mehr\s+(?:zum\s+thema|dazu)|siehe\s+auch|auch\s+interessant"
    r"|(?:à|a)\s+lire(?:\s+(?:aussi|également))?|lire\s+(?:aussi|également|la\s+suite)|(?:à|a)\s+voir\s+aussi|sur\s+le\s+même\s+sujet"
    r"|lea\s+(?:también|además|más)|leer\s+(?:más|también)|(?:te|le)\s+puede\s+interesar|vea\s+también|noticias?\s+relacionadas?"
    r"|leggi\s+anche|per\s+approfondire|leia\s+(?:também|mais)|veja\s+também|lees\s+(?:ook|verder|meer)|läs\s+(?:också|mer|även)"
    r"|læs\s+også|les\s+også|lue\s+myös|czytaj\s+(?:też|także|również|więcej)|zobacz\s+też|čtěte\s+také|přečtěte\s+si"
    r"|читайте\s+(?:также|ещё|еще)|по\s+теме|читайте\s+також|関連記事|相关阅读|相關新聞)"
    r"\s*(?P<mark>[:：>»→]|[-–—]\s)?\s*(?P<rest>.*)",
    re.I | re.S,
)
_MOST_RELATED_WORDS: Final = 40

_ORIGINAL: Final = re.compile(
    r"(?:original\s+(?:ur[il]|link|article|source|address|story)|ur[il]|canonical(?:\s+ur[il])?|article\s+ur[il]"
    r"|originally\s+(?:published|appeared|posted)\s+(?:at|on|in|by)|first\s+published\s+(?:at|on)"
    r"|original(?:artikel|quelle)|url\s+d'origine|(?:url|enlace)\s+original|article\s+original|artículo\s+original)"
    r"\s*[:：]?\s*",
    re.I,
)
_SOURCE: Final = re.compile(
    r"(?:source|quelle|fuente|fonte|bron|källa|kilde|źródło|источник|via|link)\s*[:：]\s*", re.I
)
_ADDRESS: Final = re.compile(rf"<?(?P<url>{URL})>?")

_CREDIT_WORD: Final = (
    r"(?:photo(?:graph|grapher|s)?|image|picture|pic|illustration|foto|fotografía|fotografia|bild|abbildung|crédit(?:s)?(?:\s+photo)?|"
    r"imagen|imagem|immagine|zdjęcie|фото|credit|bildnachweis)(?:\s+(?:credit|by))?"
)
_CREDIT: Final = re.compile(
    rf"(?P<open>[(\[]\s*)?(?:{_CREDIT_WORD}\s*(?:[:：/]|by\b|von\b|par\b|por\b|di\b)|©|\(c\))\s*(?P<credit>[^()\[\]]{{2,100}}?)"
    r"\s*[)\]]?\.?\s*$",
    re.I,
)


@dataclass(frozen=True)
class Caption:
    """A picture's caption and credit; empty where one of them is missing."""

    caption: str
    credit: str
    credit_url: str | None


def is_byline(text: str) -> bool:
    """Whether a line names who wrote the article: `By Ann Lee and AFP`, `Von Jan Rau, Bonn`."""
    text = " ".join(text.strip(" *_").split())
    match = _BYLINE.fullmatch(text)
    if match is None or len(text.split()) > _MOST_BYLINE_WORDS or re.search(r"\w{4,}[.!?]$|[?!:;]$", text):
        return False
    words = re.split(r"[\s,/&|]+", match["who"])
    return all(_NAME_WORD.match(word) for word in words if word) and any(
        character.isupper() for character in match["who"]
    )


def is_related_line(text: str) -> bool:
    """Whether a line leads to other articles: a label with a mark behind it or nothing."""
    rest = related_rest(text)
    return rest is not None


def related_rest(text: str) -> str | None:
    """What follows the label of a line that leads to other articles; None for another line.

    Without a mark (`Read more about ...`) it is a sentence like any other, unless a link follows.
    """
    text = text.strip(" *_\n")
    match = _RELATED.fullmatch(text) if len(text.split()) <= _MOST_RELATED_WORDS else None
    if match is None or not (match["mark"] or not match["rest"] or match["rest"].startswith("[")):
        return None
    return str(match["rest"]).strip()


def is_original_label(text: str) -> bool:
    """Whether a line begins by saying that the original address follows."""
    return _labelled(_ORIGINAL, text) is not None


def original_rest(text: str, *, at_end: bool) -> str | None:
    """What follows the label of an original address; None for another line.

    `Source:` counts only at an article's end: elsewhere it is the source of a figure.
    """
    rest = _labelled(_ORIGINAL, text)
    return _labelled(_SOURCE, text) if rest is None and at_end else rest


def _labelled(label: re.Pattern[str], text: str) -> str | None:
    """What follows a label: an address, a link or nothing; None for any other line."""
    text = text.strip(" *_\n")
    match = label.match(text)
    if match is None:
        return None
    rest = text[match.end() :].strip()
    bare = not rest or _ADDRESS.fullmatch(rest) or re.fullmatch(r"\[[^\]]*\]\([^)]*\)", rest)
    return rest if bare and (match[0].rstrip()[-1:] in ":：" or rest or " " in match[0].strip()) else None


def only_address(text: str) -> str | None:
    """The address a text is; None if it is anything else."""
    match = _ADDRESS.fullmatch(text.strip())
    return match["url"] if match else None


def labelled_credit(text: str) -> Caption | None:
    """Caption and credit of a text that ends in `(Photo: Ann Lee / AFP)`, `Foto: dpa` or `© AP`; None for another."""
    for match in re.finditer(r"(?:^|(?<=[\s.!?)\]])|(?=[(\[©]))(?=\S)", text):
        if found := _CREDIT.match(text, match.start()):
            return Caption(text[: found.start()].strip(), found["credit"].strip(), None)
    return None


def addressed_credit(text: str) -> Caption | None:
    """Caption and credit of a text that ends in a bare address; None for another."""
    match = re.fullmatch(rf"(?P<caption>.+[.!?)\]\"'”’»])\s+<?(?P<url>{URL}?)>?", text, re.S)
    return Caption(match["caption"].strip(), match["url"], match["url"]) if match else None
