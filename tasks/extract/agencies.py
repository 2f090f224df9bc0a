"""The news agencies, by their usual short name, and how they are written in bylines and datelines.

In: a name as written. Out: the agency it means, or None. This is the only list of organisations in dateline; no rule
names a publication.
"""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

# Short name: other ways it is written, separated by `;`. The short name itself is always one of them.
AGENCIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "AAP": "Australian Associated Press; Australian AP",
        "AFP": "Agence France-Presse; Agence France Presse; AFP Deutschland; AFP français; AFP-Services",
        "AGERPRES": "Agerpres",
        "AGI": "Agenzia Giornalistica Italia",
        "Adnkronos": "AdnKronos",
        "ANA-MPA": "AMNA; ΑΠΕ-ΜΠΕ; Athens-Macedonian News Agency",
        "Anadolu": "AA; Anadolu Agency; Anadolu Ajansı; Anadolu Ajansi",
        "ANI": "Asian News International; ANI Asia; एएनआई",
        "ANP": "Algemeen Nederlands Persbureau; ANP Nieuws",
        "ANSA": "Agenzia ANSA; Redazione ANSA; Agenzia Nazionale Stampa Associata",
        "Antara": "Antara News; Kantor Berita Antara",
        "AP": "Associated Press; The Associated Press; AP News; ASSOCIATED PRESS",
        "APA": "Austria Presse Agentur",
        "askanews": "Askanews",
        "Keystone-SDA": "Agence télégraphique suisse; ats; Keystone-ATS; Keystone SDA; sda; SDA-ATS; awp; "
        "Schweizerische Depeschenagentur",
        "AZERTAC": "AZƏRTAC; Azertag",
        "Belga": "Belga News Agency; Agence Belga; Persagentschap Belga",
        "Bernama": "Malaysian National News Agency",
        "Bloomberg": "Bloomberg News; Bloomberg L.P.",
        "BTA": "БТА; Bulgarian News Agency; Bulgarian Telegraph Agency",
        "Canadian Press": "The Canadian Press; La Presse canadienne; La Presse Canadienne; CP",
        "CNA (Taiwan)": "Central News Agency; 中央社",
        "ČTK": "CTK; Česká tisková kancelář; Czech News Agency",
        "dpa": "DPA; Deutsche Presse-Agentur; Deutsche Presseagentur; Deutsche Presse Agentur; dpa-infocom; dpa-AFX; "
        "dpa/lnw; dpa/lby; dpa/lsw; dpa/lhe; dpa/lni; dpa/lno; dpa/lbn; dpa/lrs; dpa/sn; dpa/th; dpa/sa; dpa/mv; "
        "German Press Agency; dpa international",
        "EFE": "Agencia EFE; EFE News; Agência EFE",
        "ELTA": "Elta",
        "epd": "Evangelischer Pressedienst",
        "Europa Press": "EP; Europapress; EuropaPress",
        "GNA": "Ghana News Agency",
        "HINA": "Hina; Hrvatska izvještajna novinska agencija",
        "IANS": "Indo-Asian News Service; Indo Asian News Service",
        "Interfax": "Интерфакс; Interfax News Agency",
        "Interfax-Ukraine": "Інтерфакс-Україна; Интерфакс-Украина",
        "IRNA": "Islamic Republic News Agency",
        "Jiji": "Jiji Press; 時事通信; 時事; 時事通信社",
        "KCNA": "Korean Central News Agency; 조선중앙통신",
        "KNA": "Katholische Nachrichten-Agentur",
        "Kyodo": "Kyodo News; 共同通信; 共同; 共同通信社",
        "LETA": "Leta",
        "Lusa": "Agência Lusa; Agencia Lusa",
        "MENA": "Middle East News Agency",
        "MTI": "Magyar Távirati Iroda",
        "MIA": "МИА; Media Information Agency",
        "NAN": "News Agency of Nigeria",
        "Newsis": "뉴시스",
        "NTB": "Norsk Telegrambyrå; ©NTB",
        "Notimex": "NTX",
        "PA Media": "PA; Press Association; The Press Association; PA News Agency; PA Sport",
        "PAP": "Polska Agencja Prasowa; Polish Press Agency",
        "PTI": "Press Trust of India; पीटीआई; Bhasha",
        "Reuters": "Thomson Reuters; Рейтер; رويترز; ロイター; 로이터; Reuters News; Reuters News Agency; REUTERS",
        "RIA Novosti": "РИА Новости; RIA; РИА; RIA Nowosti",
        "Ritzau": "Ritzaus Bureau; Ritzau Scanpix; /ritzau/",
        "SAnews": "SAnews.gov.za; South African Government News Agency",
        "SID": "Sport-Informations-Dienst; Sportinformationsdienst; SID Redaktion",
        "SPA": "Saudi Press Agency; واس",
        "STA": "Slovenska tiskovna agencija; Slovenian Press Agency",
        "STT": "Suomen Tietotoimisto; STT-Lehtikuva; FNB",
        "Tanjug": "Танјуг",
        "TASR": "Tlačová agentúra Slovenskej republiky",
        "TASS": "ТАСС; ITAR-TASS; ИТАР-ТАСС",
        "TT": "TT Nyhetsbyrån; Tidningarnas Telegrambyrå; TT Nyhetsbyran",
        "Ukrinform": "Укрінформ; Укринформ",
        "UNI": "United News of India",
        "Unian": "УНІАН; УНИАН",
        "UPI": "United Press International",
        "VNA": "Vietnam News Agency; TTXVN; Thông tấn xã Việt Nam",
        "WAM": "Emirates News Agency",
        "Xinhua": "新华社; 新華社; Xinhua News Agency; Agencia Xinhua; Xinhuanet; 新华网",
        "Yonhap": "연합뉴스; Yonhap News Agency; Yonhap News",
    }
)
"""Every agency's short name with its other names."""

PICTURE_AGENCIES: Final = frozenset(
    {
        *(
            "abaca",
            "adobestock",
            "alamy",
            "bildbyrån",
            "depositphotos",
            "getty",
            "gettyimages",
            "imaginechina",
            "imago",
        ),
        *("imagoimages", "istock", "magnumphotos", "maxppp", "newscom", "nurphoto", "picturealliance", "scanpix"),
        *("shutterstock", "sipa", "sipapress", "sipausa", "ullsteinbild", "unsplash", "zuma", "zumapress", "zumawire"),
    }
)
"""Those that supply pictures only, in letters alone: credited beside photographers, never the source of a text."""

_DECORATION: Final = re.compile(
    r"^[\W_]+|[\W_]+$|(?<=\w)\s*[-/]\s*(agency|agentur|agence|agencia|news agency)$", re.IGNORECASE
)
_JOINED: Final = re.compile(
    r"\s*[/,;+&|]\s*|\s*-\s*(?=[A-Z]{2,5}\b)|\s+(?:and|und|et|y|e|og|och|en|with|mit|avec|con)\s+"
)
_MAX_CHARACTERS: Final = 60
_CASED_LETTERS: Final = 4


def agency_of(text: str) -> str | None:
    """The short name of the agency that `text` as a whole names: `The Associated Press` is `AP`."""
    if len(text) > _MAX_CHARACTERS:
        return None
    return _BY_NAME.get(_key(text)) or _BY_NAME.get(_key(_DECORATION.sub("", text.strip())))


def agencies_of(text: str) -> tuple[str, ...]:
    """The agencies `text` names if it names nothing else: `AFP/dpa`, `TT-AFP`, `AP and Reuters`; else empty."""
    if (whole := agency_of(text)) is not None:
        return (whole,)
    if len(text) > _MAX_CHARACTERS:
        return ()
    found = [agency_of(part) for part in _JOINED.split(text) if part.strip()]
    return tuple(dict.fromkeys(name for name in found if name)) if all(found) else ()


def is_picture_agency(text: str) -> bool:
    """Whether `text` as a whole names an agency that supplies pictures."""
    return "".join(letter for letter in text.casefold() if letter.isalpha()) in PICTURE_AGENCIES


def _key(name: str) -> str:
    """A name as it is compared: case, accents and dots aside, but up to four letters keep their case.

    `AA`, `Lusa` and `STA` are agencies; `aa` is initials and `Sta` a name.
    """
    plain = unicodedata.normalize("NFKD", name.strip())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).replace(".", "")
    return plain if len(plain) <= _CASED_LETTERS else plain.casefold()


_BY_NAME: Final[Mapping[str, str]] = {
    _key(form): name
    for name, aliases in AGENCIES.items()
    for alias in (name, *aliases.split(";"))
    for form in (alias, alias.upper())
}
