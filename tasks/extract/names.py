"""Names as bylines give them: taken apart, cleaned, and sorted into people, agencies and everything else.

In: one credit line. Out: the names in it. Where on the page the line stood is not known here.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tasks.extract.agencies import agencies_of, is_picture_agency
from tasks.extract.plain import distinct
from tasks.page import letters_of

_MIN_EMPLOYER: Final = 4  # `AP` behind a name may be its initials
_MAX_CREDIT, _MAX_NAME, _MAX_NAMES = 500, 80, 30

_BY: Final = re.compile(
    r"^\W*(?:(?:(?:an?|ein(?:e)?|une?|un[ao]?)\s+)?(?:written|words|story|report(?:ed|ing|age)?|posted|published|analysis|"
    r"opinion|comment(?:ary)?|kommentar|kolumne|analyse|interview|gastbeitrag|essay|porträt|bericht|text|tekst|texte|"
    r"exclusive|exklusiv|news|article)\s+)?"
    r"(?:by|von|vom|par|por|per|di|da|a cura di|door|av|af|autor(?:en|in|es|e)?|auteurs?|authors?|text|tekst|texte|"
    r"przez|skrev|pisze|skriver|szerző|автор|текст|от|від|oleh|bởi|كتبت?|بقلم|تقرير|מאת|文|記者)"
    r"(?:\s*[:：]\s*|\s+)",
    re.IGNORECASE,
)
# What joins a name to those it was written with (agencies, nobody else) and to the one it was written for.
_WITH: Final = re.compile(
    r"\s*,?\s+(?:with|mit|avec|con|com|met|med)\s+"
    r"(?:(?:files|reporting|material|information|informationen|informations|información)\s+(?:from|by|von|de)\s+)?",
    re.IGNORECASE,
)
_FOR: Final = re.compile(
    r"(?<=\w)[\s.,–-]+(?:(?:exclusive(?:ly)?|special(?:ly)?)\s+(?:to|for)|(?:written\s+)?for|für|voor)\s+(?=\S)"
    r"(?P<whom>[^,;|()]+)",
    re.IGNORECASE,
)
# Before `for` in the names of organisations: `Centre for Tidal Studies`.
_ORGANISED: Final = re.compile(
    r"(?i)\b(?:cent(?:er|re)|institut\w*|association|committee|foundation|campaign|coalition|council|school|society|fund|"
    r"alliance|network|department|office|ministry|union|partnership|citizens|doctors|students|friends|initiative|project|"
    r"movement|party|program(?:me)?|organi[sz]ation|group|conference|commission|authority|service|zentrum|verein|stiftung)\b"
)
_IN_BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]{2,60})[)\]]")
_SHORTENED: Final = re.compile(r"\b(?:Jr|Sr|Jnr|Snr|Ph\.?D|M\.?D|[^\W\d_])$")
_ADDRESS: Final = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|(?<!\w)@\w+")
_BEHIND: Final = re.compile(
    r"\s*(?:\(.*?\)|\[.*?\]|\b[Ff](?:or|ür)\s+(?:[Tt]he\s+)?\S+\.(?:com|co\.uk|de|org|net|Com)\b.*|"
    r"\s(?:in|à|aus)\s+[A-Z][\w.-]+(?:\s[A-Z][\w.-]+)?$|\s(?:기자|記者|특파원|논설위원))\s*"
)
_SPLIT: Final = re.compile(
    r"\s*[;|•·\n\t\u3000]\s*|\s*[,、，]\s*(?:(?:and|und|et|y|og|och)\s+)?|\s+/\s+|\s+[-–—]\s+|\s+(?:and|und|og|och|ve|&)\s+"
)
_AND: Final = re.compile(r"\s+(?:et|y|e|en|i|ja|és|и|та|і|a|dan|AND|UND)\s+")
# A word that makes a name a function: what someone does, not who someone is.
_ROLE: Final = re.compile(
    r"(?i)\b(?:editors?|reporters?|correspondents?|writers?|columnists?|journalists?|producers?|contributors?|author|"
    r"freelancer?|analysts?|director|professor|redakteur(?:e|in|innen)?|korrespondent(?:en|in|innen)?|autor(?:in|en)?|"
    r"reporter(?:in|innen)?|journalist(?:in|en|e)?|kolumnist(?:in)?|volontär(?:in)?|ressortleiter(?:in)?|"
    r"journaliste|rédact(?:eur|rice)|correspondant(?:e)?|redactor(?:a|es)?|periodista|corresponsal|enviado|enviada|"
    r"giornalista|inviat[oa]|redattore|redattrice|redacteur|verslaggever|journalistin|redaktør|redaktör|skribent|"
    r"desk|team|bureau|service|services|agency|agencies|ressort)\b"
)
# Desks: what a credit line says where no person is credited.
_DESK: Final = re.compile(
    r"(?i)\b(?:\w*redaktion(?:en|steam|snetzwerk)?|r[ée]daction|redacci[oó]n|reda[çc][aã]o|redazione|redactie|redakcja|redakce|"
    r"redakcia|redaksi|toimitus|szerkesztőség|ritstjórn|редакция|редакція|newsroom|news\s?desk|web\s?desk|online\s?desk|"
    r"staff|editorial|agencies|agenturen|agencias|agências|agences|agenzie|wires?|wire\s+services?|nachrichten|"
    r"noticias|notícias|news|nieuws|newspaper|correspondents?)\b|編集部|編集局|取材班|通信"
)
# What stands there instead of anyone's name: companies, networks, empty fields.
_NOBODY: Final = re.compile(
    r"(?i)\b(?:admin(?:istrator)?|anonymous|unknown|guest|none|null|undefined|press\s+release|contributed|"
    r"twitter|facebook|instagram|linkedin|whatsapp|youtube|gmbh|inc|ltd|llc|media|verlag|zeitung|times|magazine|"
    r"n/a|author|autor|autore)\b"
)
_LETTER: Final = re.compile(r"[^\W\d_]")
_NO_NAME: Final = re.compile(r"[\d<>{}=@#?!]|://|\.\w{2,}$")
_MAX_WORDS, _MAX_DESK_WORDS = 6, 4
_HAN: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True)
class Names:
    """The names of a credit: people and agencies (by their short names) apart, everyone `credited` as written."""

    people: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    credited: tuple[str, ...] = ()


def sort_names(credits: Iterable[str], site_names: Sequence[str]) -> Names:
    """The names in credit lines; the publication's own name and its desks are credited, but no people."""
    people: list[str] = []
    agencies: list[str] = []
    credited: list[str] = []
    for name in distinct((name for credit in credits for name in _own_names(credit, site_names)), _MAX_NAMES):
        found = agencies_of(name)
        agencies.extend(found)
        credited.append(name)
        if not found and is_person(name, site_names):
            people.append(name)
    return Names(tuple(people), distinct(agencies, _MAX_NAMES), tuple(credited))


def _own_names(credit: str, site_names: Sequence[str]) -> Iterator[str]:
    """The names of one line; single words behind the publication's name are where it is, not who wrote."""
    names = [part for name in split_credit(credit) for part in _apart(name, site_names)]
    after_site = bool(names) and _names_site(names[0], site_names)
    yield from (name for number, name in enumerate(names) if not (number and after_site and " " not in name))


def _apart(name: str, site_names: Sequence[str]) -> Iterator[str]:
    """A person's name and the employer written right behind it: `Jane Doe Associated Press`."""
    words = name.split() if not agencies_of(name) else []
    for start in range(2, len(words)):
        behind = " ".join(words[start:])
        employer = agencies_of(behind) if len(behind) > _MIN_EMPLOYER else ()
        if employer or letters_of(behind) in map(letters_of, site_names):
            yield " ".join(words[:start])
            yield from employer
            return
    yield name


def split_credit(credit: str) -> Iterator[str]:
    """The single names of a credit line: no `By`, no addresses, roles or places."""
    line = _suppliers_apart(_ADDRESS.sub(" ", without_by(credit[:_MAX_CREDIT])))
    if agencies_of(line):
        yield line.strip(" .,;:")
        return
    parts = [part for part in (_cleaned(part) for part in _parts(line)) if part]
    if len(parts) == 2 and "," in line and all(_is_half(part) for part in parts):
        yield f"{parts[1]} {parts[0]}"  # `Doe, Jane`
        return
    several = any(" " in part for part in parts[:1])
    for number, part in enumerate(parts):
        is_place = number and several and " " not in part and not _HAN.search(part) and not agencies_of(part)
        if not (number and is_place) and not (_ROLE.search(part) and (number or len(parts) > 1)):
            yield part


def _suppliers_apart(line: str) -> str:
    """The line with semicolons before agencies that `with`, brackets or a slash join to a name; without for whom.

    Agencies it was written for stay, as agencies.
    """
    line = _IN_BRACKETS.sub(lambda match: f"; {match[1]};" if agencies_of(match[1]) else match[0], line).strip("; ")
    if agencies_of(line):
        return line
    for joint in (*_WITH.finditer(line), *re.finditer(r"\s*/\s*", line)):
        behind = line[joint.end() :].strip(" .")
        if agencies_of(behind) or (joint[0].strip() != "/" and is_desk(behind)):
            line = f"{line[: joint.start()]}; {behind}"
            break
    return _FOR.sub(lambda match: _whom(line, match), line)


def _whom(line: str, match: re.Match[str]) -> str:
    """What stays of `for` someone: an agency, nothing behind a person, all of it in an organisation's name."""
    if agencies_of(match["whom"]):
        return f"; {match['whom']}"
    before = re.split(r"[,;|]", line[: match.start()])[-1].split()
    is_name = len(before) > 1 and not _ORGANISED.search(" ".join(before))
    return "" if is_name or "special" in match[0].casefold() else match[0]


def without_by(credit: str) -> str:
    """The credit line without its leading `By`, `Von`, `Par`; `von der Leyen` and `Di Maria` stay."""
    match = _BY.match(credit)
    if match is None:
        return credit
    rest = credit[match.end() :]
    word = match[0].strip(" :")
    told = ":" in match[0] or " " in word or word.casefold() in ("by", "door", "par", "por", "av", "af", "文", "記者")
    return rest if told or len(rest.split()) > 1 or agencies_of(rest) else credit


def is_person(name: str, site_names: Sequence[str] = ()) -> bool:
    """Whether a single name can be a person's: not a site's, a desk's, a role, an address or a sentence."""
    if not 1 < len(name) <= _MAX_NAME or not _LETTER.search(name) or _NO_NAME.search(name):
        return False
    other = any(words.search(name) for words in (_DESK, _NOBODY, _ROLE))
    if other or len(name.split()) > _MAX_WORDS or _BY.fullmatch(f"{name} "):
        return False
    return not is_picture_agency(name) and not _names_site(name, site_names)


def is_desk(name: str) -> bool:
    """Whether a short credit names a desk or all of the staff: `the Editorial Board`, `Staff`."""
    words = name.split()
    return 0 < len(words) <= _MAX_DESK_WORDS and not _NO_NAME.search(name) and _DESK.search(name) is not None


def _names_site(name: str, site_names: Sequence[str]) -> bool:
    """Whether it is the publication's name, or begins with it: `Daily Example Online`."""
    letters = letters_of(name)
    for site in site_names:
        label = letters_of(site.partition(".")[0] if " " not in site else site)
        if letters in (label, letters_of(site)) or (len(label) >= 2 and letters_of(name.split()[0]) == label):
            return True
        if len(label) >= 5 and letters.startswith(label):
            return True
    return False


def _parts(line: str) -> Iterator[str]:
    """A line's parts. Short words that also stand inside names (`Ortega y Gasset`) part only names of two words."""
    for part in _SPLIT.split(line):
        pieces = _AND.split(part)
        yield from pieces if all(" " in piece.strip() for piece in pieces) else [part]


def _cleaned(part: str) -> str:
    name = _BEHIND.sub(" ", part).strip(" .,:;-–—/|*·•\u3000\"'“”„")
    if _SHORTENED.search(name) and f"{name}." in part:
        name += "."
    return " ".join(without_by(name).split())


def _is_half(part: str) -> bool:
    """Whether a part is a single word that can be half of an inverted name."""
    return " " not in part and part[:1].isupper() and not _HAN.search(part) and not agencies_of(part) and part.isalpha()
