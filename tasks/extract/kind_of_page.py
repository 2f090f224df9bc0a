"""A page in, why it is no article out: front pages, lists, log-ins, error pages and bot checks, that have text too.

What a page says of itself comes first: one that calls itself an article is one. Where nothing does, only evidence
against it counts, never the lack of evidence for it: old pages and small publishers state nothing. No rule knows a
site.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

from lxml.html import HtmlElement

from tasks.blocks import HEADINGS
from tasks.clean import CleanedPage, word_count
from tasks.extract.json_ld import article_node, find_nodes
from tasks.extract.meta_tags import meta_tags
from tasks.extract.metadata import Metadata
from tasks.extract.urls import absolute_url, is_home
from tasks.page import fold

NOTICE_WORDS: Final = 120
"""A page with fewer may be a notice; error pages and log-ins say little more than what they are."""
FEWEST_TEASERS: Final = 5
"""An article names some others below it; a list has at least these."""
TEASER_WORDS: Final = 60
"""A list has fewer words of text between two pages it leads to: the summaries of front pages have about thirty."""
TEASER_SHARE: Final = 1 / 3
"""Or, if more, less than this share of its text."""

_LISTS: Final = frozenset({"CollectionPage", "SearchResultsPage", "ProfilePage"})
_MOST_TITLE: Final = 300
_FEWEST_RESULTS: Final = 3
_MOST_ANCHORS: Final = 2_000
_SAVED: Final = "http://saved.invalid/"  # what the links of a page without an address are told apart by
_CANONICAL: Final = "//link[@rel='canonical']/@href"
_TITLES: Final = "//title | //h1"
_PARTS = re.compile(r"\s+[-–—|·•:»/]+\s+|[|:»]\s*")
# Whole parts of titles: "Page not found | Oldport News" has two.
_ERROR = re.compile(
    r"(?:(?:http )?(?:error|fehler|erreur|errore|erro|fel|fout)[ :#-]*)?(?:40[0134]|410|429|50[0234])"
    r"(?:\W*| ?[-–—:,(].*| (?:not found|error|fehler|page|seite).*)?|"
    r"(?:(?:sorry|oops|whoops|ops)\W+)?(?:(?:this|that|the|your|requested) )*(?:page|article|file|content|site)? ?"
    r"(?:was |is |could |can ?)?(?:not (?:be )?found|no longer available|unavailable)|"
    r"(?:we )?(?:can['’]t|cannot|couldn['’]t) find (?:that|the|this) page|"
    r"(?:seite|artikel) (?:wurde )?nicht (?:gefunden|verfügbar)|page (?:non trouvée|introuvable)|"
    r"p[áa]gina n[ãa]?o? ?(?:no )?encontrada|pagina non trovata|pagina niet gevonden|"
    r"sidan (?:hittades inte|finns inte)|"
    r"siden (?:ble |blev )?ikke fundet|siden finnes ikke|sivua ei löyt(?:ynyt|y)|nie znaleziono strony|"
    r"strona nie (?:została )?(?:znaleziona|istnieje)|stránka nenalezena|страница не найдена|сторінку не знайдено|"
    r"sayfa bulunamadı|ページが見つかりません(?:でした)?|页面不存在|找不到(?:页面|頁面|网页|網頁)|"
    r"페이지를 찾을 수 없습니다",
    re.I,
)
_LOGIN = re.compile(
    r"(?:(?:please|member|subscriber|user|account|kunden) ?)*(?:log[ -]?in|sign[ -]?in|anmelden|anmeldung|einloggen|"
    r"(?:se )?connecter|connexion|iniciar sesión|iniciar sessão|acesso|entrar|accedi|inloggen|logga in|logg inn|"
    r"log ind|kirjaudu(?: sisään)?|zaloguj(?: się)?|logowanie|přihlášení|войти|вход|увійти|giriş yap|"
    r"ログイン|登录|登入|로그인)(?: (?:to|in to|into|bei|à|en|au) .*)?",
    re.I,
)
_BOT_CHECK = re.compile(
    r"just a moment\W*|einen moment(?: bitte)?\W*|un instant\W*|un momento\W*|one moment,? please\W*|please wait\W*|"
    r"attention required!?|access (?:to this page (?:has been|is) )?(?:denied|blocked)|zugriff verweigert|accès refusé|"
    r"acceso denegado|acesso negado|accesso negato|toegang geweigerd|forbidden|(?:are )?you (?:are )?(?:a |not a )?"
    r"(?:robot|human)\W*|(?:human|security|bot) (?:verification|check)|captcha|ddos-guard|verifying you are human\W*|"
    r"checking your browser.*|(?:please )?(?:enable|turn on) (?:javascript|cookies).*|"
    r"javascript (?:is )?(?:required|disabled)",
    re.I,
)
# What a bot check asks for, in its text.
_ASKED = re.compile(
    r"(?:enable|turn on|activate) (?:javascript|js\b)|(?:verify|confirm|check)\w* (?:that )?you(?:'re|’re| are) "
    r"(?:not )?a? ?(?:human|robot)|checking (?:if the site connection|your browser)|are you a robot|"
    r"javascript (?:aktivieren|einschalten)|"
    r"activez? (?:le )?javascript|(?:activar?|habilit\w+) (?:el |o )?javascript",
    re.I,
)
_SEARCH = re.compile(
    r"(?:\d+ )?(?:search(?: results?)?(?: for\b.*)?|(?:such|treffer)ergebnisse?(?: für\b.*)?|suche(?: nach\b.*)?|"
    r"(?:résultats de )?(?:la )?recherche(?: pour\b.*)?|(?:resultados de (?:la )?)?búsqueda(?: (?:de|para)\b.*)?|"
    r"resultados da (?:busca|pesquisa).*|(?:risultati della )?ricerca(?: per\b.*)?|zoekresultaten.*|sökresultat.*|"
    r"søgeresultater.*|søkeresultat.*|hakutulokset.*|wyniki wyszukiwania.*|результаты поиска.*|検索結果.*|搜索结果.*)",
    re.I,
)


def why_no_article(tree: HtmlElement, cleaned: CleanedPage, metadata: Metadata, address: str | None) -> str | None:
    """What kind of page it is instead, in words; None for an article and for what may be one."""
    nodes = find_nodes(tree)
    says = (meta_tags(tree).text("og:type") or "").lower()
    if article_node(tree, address, nodes) is not None or says == "article":
        return None
    if any(is_home(url) for url in _addresses(tree, address)):
        return "its address is a site's front page"
    types = {name for node in nodes if node.own for name in node.types}
    if stated := sorted(types & _LISTS):
        return f"it calls itself a {stated[0]}"
    if cleaned.mostly_links:
        return "most of its text is links"
    teasers, is_dated = _teasers(cleaned, address), _is_dated(metadata)
    if (says == "website" or ("ItemList" in types and not is_dated)) and _is_list(cleaned, teasers):
        return f"a list: it leads to {_pages(teasers)} other pages"
    return None if is_dated else _why_notice(tree, cleaned, _pages(teasers))


def _is_dated(metadata: Metadata) -> bool:
    """Whether the page states when it was published; a guess from its text may be the year of a copyright line."""
    return metadata.date_published is not None and metadata.methods.get("date_published") != "htmldate"


def _addresses(tree: HtmlElement, address: str | None) -> Iterator[str]:
    """Where the page came from and where it says it belongs; `og:url` only where nothing else says, for whole sites
    state their front page there."""
    canonical = tree.xpath(_CANONICAL)
    stated = str(canonical[0]).strip() if isinstance(canonical, list) and canonical else ""
    if not stated and address is None:
        stated = meta_tags(tree).text("og:url") or ""
    if address is not None:
        yield address
    if stated and (resolved := absolute_url(stated, address)):
        yield resolved
    elif stated.startswith("/"):
        yield stated  # a saved page has nothing to resolve it against


def _teasers(cleaned: CleanedPage, address: str | None) -> dict[HtmlElement, str]:
    """The links that are headings or list items of the main part, or more than half of one, and where they lead."""
    found: dict[HtmlElement, str] = {}
    length: dict[HtmlElement, int] = {}  # each heading and item is read once, however many links are in it
    for anchor in islice(cleaned.container.iter("a"), _MOST_ANCHORS):
        above = next(anchor.iterancestors("li", *HEADINGS), None)
        if above is not None and above not in length:
            length[above] = _words(above)
        is_most = above is not None and 2 * _words(anchor) > max(length[above], 1)
        url = absolute_url(anchor.get("href"), address or _SAVED)
        if url and (is_most or any(True for _ in anchor.iterdescendants(*HEADINGS))):
            found[anchor] = url.partition("#")[0]
    return found


def _words(element: HtmlElement) -> int:
    return len("".join(element.itertext()).split())


def _pages(teasers: Mapping[HtmlElement, str]) -> int:
    return len(set(teasers.values()))


def _is_list(cleaned: CleanedPage, teasers: Mapping[HtmlElement, str]) -> bool:
    """Whether teasers run through all of the text, as they do not where they stand below an article."""
    words: Counter[HtmlElement] = Counter()
    for one in cleaned.paragraphs:
        if one.element is not None:
            words[one.element] += word_count(cleaned.body[one.start : one.end])
    longest = run = 0
    for element in cleaned.container.iter():
        run = 0 if element in teasers else run + words[element]
        longest = max(longest, run)
    most = max(TEASER_WORDS, TEASER_SHARE * word_count(cleaned.body))
    return _pages(teasers) >= FEWEST_TEASERS and longest < most


def _why_notice(tree: HtmlElement, cleaned: CleanedPage, pages: int) -> str | None:
    """Why a page without a date is a search result, an error page, a log-in or a bot check."""
    found = tree.xpath(_TITLES)
    texts = [fold("".join(one.itertext()))[:_MOST_TITLE] for one in found] if isinstance(found, list) else []
    parts = [part.strip(" .!?…") for text in texts for part in (text, *_PARTS.split(text)) if part.strip(" .!?…")]
    if pages >= _FEWEST_RESULTS and any(map(_SEARCH.fullmatch, parts)):
        return "search results"
    if word_count(cleaned.body) >= NOTICE_WORDS:
        return None
    for kind, pattern in (("an error page", _ERROR), ("a log-in page", _LOGIN), ("a bot check", _BOT_CHECK)):
        if any(map(pattern.fullmatch, parts)):
            return kind
    around = cleaned.container.getparent() if cleaned.container.tag == "p" else cleaned.container
    fields = around.iter("input") if around is not None else ()
    asks = any(field.get("type", "").lower() == "password" for field in fields)
    if asks and pages < FEWEST_TEASERS:  # else the log-in of every page, at its top
        return "a log-in page"
    return "a bot check" if _ASKED.search(cleaned.body) else None
