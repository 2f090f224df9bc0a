"""Currencies: how they are written, and which one a shared name is; symbols, names and a body in, ISO 4217 codes out.

What several countries share (dollar, pound, peso) stays open until the whole body is read: the language's region and
the countries the body names decide, and where they do not, no code is given.
"""

import re
from decimal import Decimal
from typing import Final

from schemas.words import QuantityKind
from tasks.facts.quantities.units import Unit

SYMBOLS: Final = {
    **{"$": "?$", "£": "?£", "€": "EUR", "¥": "?¥", "￥": "?¥", "₽": "RUB", "₹": "INR", "₩": "KRW", "₪": "ILS"},
    **{"₺": "TRY", "₴": "UAH", "₦": "NGN", "฿": "THB", "₫": "VND", "₱": "PHP", "₸": "KZT", "₡": "CRC", "₲": "PYG"},
    **{"元": "CNY", "円": "JPY", "₾": "GEL", "₼": "AZN", "֏": "AMD", "₵": "GHS", "₮": "MNT", "₭": "LAK", "៛": "KHR"},
}
# Letters before a dollar, pound or yen sign that say whose it is.
SIGNED: Final = {
    **{
        "US$": "USD",
        "U.S.$": "USD",
        "C$": "CAD",
        "CA$": "CAD",
        "CAN$": "CAD",
        "CDN$": "CAD",
        "A$": "AUD",
        "AU$": "AUD",
    },
    **{"AUD$": "AUD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "SG$": "SGD", "NT$": "TWD", "R$": "BRL", "MX$": "MXN"},
    **{"J$": "JMD", "Z$": "ZWL", "N$": "NAD", "B$": "BND", "TT$": "TTD", "FJ$": "FJD", "AR$": "ARS", "RD$": "DOP"},
    **{"CN¥": "CNY", "JP¥": "JPY", "GB£": "GBP", "E£": "EGP", "IR£": "IEP", "LE£": "EGP"},
}
_CODES: Final = """
USD EUR GBP JPY CNY RMB RUB CHF CAD AUD NZD HKD SGD TWD INR PKR KRW BRL MXN ARS CLP COP PEN ZAR NGN KES EGP GHS TRY
ILS SAR AED QAR KWD IRR IQD JOD LBP UAH BYN KZT UZS GEL AMD AZN PLN CZK HUF RON BGN SEK NOK DKK ISK RSD HRK THB VND
IDR MYR PHP BDT LKR NPR MAD TND DZD ETB TZS UGX
"""
CODES: Final = frozenset(_CODES.split())
_ALIASES: Final = {"RMB": "CNY"}

# Names that mean one currency wherever they stand; `_` is a space.
_NAMES: Final = """
EUR euro euros; JPY yen; CNY yuan renminbi; RUB ruble rubles rouble roubles; INR lakh_rupees crore_rupees; GBP
sterling pounds_sterling pound_sterling quid; UAH hryvnia hryvnias hryvnya hryvni; PLN zloty zlotys zlotych; HUF
forint forints; ILS shekel shekels; THB baht; IDR rupiah; MYR ringgit; VND dong; NGN naira; ZAR rand; BRL reais; KZT
tenge; GEL lari; TRY turkish_lira turkish_liras; BGN bulgarian_lev leva; RON romanian_leu romanian_lei; KRW
south_korean_won; BDT taka; MMK kyat kyats; VES bolivars bolivares; DEM deutsche_mark deutsche_marks deutschemark; DEM
deutschemarks d-marks; NLG guilder guilders; FIM markka markkaa; ESP peseta pesetas; GRD drachma drachmas; SUR
soviet_rubles; USD u_s_dollar u_s_dollars us_dollar us_dollars american_dollars greenbacks; ITL italian_lire lire; ATS
schillings; CHF swiss_franc swiss_francs; FRF french_francs french_franc; BEF belgian_francs; XOF cfa_francs cfa_franc
"""
# Shared name: its plural(s), then whose it can be: code, adjective, country as a pattern over the lower-case body.
_SHARED: Final = """
dollar dollars | USD american - | CAD canadian - | AUD australian - | NZD new_zealand - | HKD hong_kong -
 | SGD singapore - | TWD taiwan - | ZWL zimbabwean - | JMD jamaican -
pound pounds | GBP british brit|u\\.k\\.|england|scot|wales|london|£|sterling | EGP egyptian egypt | LBP lebanese leban
 | SYP syrian syria | SDG sudanese sudan | SSP south_sudanese south.sudan | IEP irish irish | CYP cypriot cypr
rupee rupees | INR indian india|delhi|mumbai | PKR pakistani pakistan | LKR sri_lankan sri.lanka | NPR nepalese nepal
peso pesos | MXN mexican mexic | ARS argentine argentin | PHP philippine philippin|filipin|manila | CLP chilean chile
 | COP colombian colombia | CUP cuban cuba | UYU uruguayan urugua | DOP dominican dominican
krona kronor crowns kronas | SEK swedish swed | ISK icelandic iceland | CZK czech czech
krone kroner krones | NOK norwegian norw | DKK danish denmark|danish
koruna koruny korunas | CZK czech czech | SKK slovak slovak
franc francs | CHF swiss swiss|switzerland | FRF french fran[cç]|french | BEF belgian belgi | CDF congolese congo
won | KRW south_korean south.korea|seoul | KPW north_korean north.korea|pyongyang
rial rials riyal riyals | IRR iranian iran | SAR saudi saudi | QAR qatari qatar | OMR omani oman | YER yemeni yemen
dinar dinars | IQD iraqi iraq | KWD kuwaiti kuwait | JOD jordanian jordan | RSD serbian serb | DZD algerian algeria
 | LYD libyan libya | TND tunisian tunisia | BHD bahraini bahrain | YUD yugoslav yugoslav
dirham dirhams | AED emirati emirat|uae|dubai | MAD moroccan morocc
lira liras | TRY turkish turk | LBP lebanese leban | SYP syrian syria | ITL italian ital | MTL maltese malt
shilling shillings | KES kenyan kenya | TZS tanzanian tanzania | UGX ugandan uganda | SOS somali somali
real | BRL brazilian brazil
lei leu | RON romanian romania | MDL moldovan moldov
manat manats | AZN azerbaijani azerbaijan | TMT turkmen turkmen
cedi cedis | GHS ghanaian ghana
mark marks | DEM german german|bonn|berlin|frankfurt | BAM bosnian bosni
birr | ETB ethiopian ethiopia
£ | GBP - - | EGP - egypt
¥ | JPY - japan|tokyo|\\byen\\b | CNY - china|chinese|beijing|yuan
R | ZAR - south.africa|johannesburg|pretoria|cape.town|durban|\\brands?\\b
N | NGN - nigeria|lagos|abuja|naira
kr | SEK - swed|sverige | NOK - norw|norge | DKK - denmark|danmark|danish | ISK - iceland
"""
_REGIONS: Final = {
    **{"US": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "HK": "HKD", "SG": "SGD", "TW": "TWD", "GB": "GBP"},
    **{"EG": "EGP", "IN": "INR", "PK": "PKR", "MX": "MXN", "AR": "ARS", "CL": "CLP", "CO": "COP", "PH": "PHP"},
    **{
        "CH": "CHF",
        "SE": "SEK",
        "NO": "NOK",
        "DK": "DKK",
        "CN": "CNY",
        "JP": "JPY",
        "ZA": "ZAR",
        "NG": "NGN",
        "IE": "EUR",
        "UY": "UYU",
    },
}
_LANGUAGES: Final = {"zh": "CNY", "ja": "JPY", "sv": "SEK", "nb": "NOK", "no": "NOK", "nn": "NOK", "da": "DKK"}
_DOLLARS: Final = ("USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD")
_OWN_DOLLAR: Final = (*_DOLLARS, "MXN", "ARS", "CLP", "COP", "UYU")
_USUAL: Final = {"£": "GBP", "¥": "JPY"}  # where the body names neither country
# A hundredth of what: the name's currency, or the open name of it.
_HUNDREDTHS: Final = {
    **{"cent": "?cent", "cents": "?cent", "pence": "GBP", "penny": "GBP", "kopeck": "RUB", "kopecks": "RUB"},
    **{"kopek": "RUB", "kopeks": "RUB", "euro cents": "EUR"},
}


def money(code: str, scale: str = "1") -> Unit:
    """The unit of a currency: a code, or `?` and a name only the rest of the text can tell."""
    is_open = code.startswith("?")
    return Unit(
        QuantityKind.MONEY,
        None if is_open else _ALIASES.get(code, code),
        scale=Decimal(scale),
        open=code[1:] if is_open else None,
    )


def _shared() -> dict[str, tuple[tuple[str, ...], tuple[tuple[str, str, str], ...]]]:
    table = {}
    for line in _SHARED.strip().replace("\n |", " |").split("\n"):
        names, *owners = (part.split() for part in line.split(" | "))
        table[names[0]] = (tuple(names), tuple((one[0], one[1].replace("_", " "), one[2]) for one in owners))
    return table


_TABLE: Final = _shared()
OWNERS: Final = {
    name: tuple((code, re.compile(land)) for code, _, land in owners) for name, (_, owners) in _TABLE.items()
}


def _names() -> dict[str, Unit]:
    names: dict[str, Unit] = {}
    for name, (plurals, owners) in _TABLE.items():
        for plural in plurals:
            if len(name) > 2:
                names[plural] = money(f"?{name}")
            names.update({f"{adjective} {plural}": money(code) for code, adjective, _ in owners if adjective != "-"})
    for entry in _NAMES.split(";"):
        code, *own = entry.split()
        names.update({name.replace("_", " ").replace("-", " "): money(code) for name in own})
    names.update({name: money(code, "0.01") for name, code in _HUNDREDTHS.items()})
    names.update({f"{adjective} cents": money(code, "0.01") for code, adjective, _ in _TABLE["dollar"][1]})
    return names


NAMES: Final = _names()
del NAMES["real"]  # an adjective far more often: "three real problems"


def currency_of(name: str, lowered: str, language: str | None) -> str | None:
    """Which currency a shared name or sign is in a body; None where body and language leave it open.

    A plain dollar is the region's own, else the US one, unless the body writes `US$` beside it: then it is another.
    """
    tongue, _, region = (language or "").partition("-")
    own = _REGIONS.get(region.split("-")[-1].upper()) or _LANGUAGES.get(tongue.lower())
    if name == "cent" and ("euro" in lowered or "€" in lowered) and not ("$" in lowered or "dollar" in lowered):
        return "EUR"
    if name in ("cent", "dollar", "$"):
        if own in _OWN_DOLLAR and (name == "$" or own in _DOLLARS):
            return own
        return None if "us$" in lowered or "u.s.$" in lowered else "USD"
    owners = OWNERS[name]
    return own if own in {code for code, _ in owners} else _most_named(owners, lowered) or _USUAL.get(name)


def _most_named(owners: tuple[tuple[str, re.Pattern[str]], ...], lowered: str) -> str | None:
    counts = sorted(((len(land.findall(lowered)), code) for code, land in owners), reverse=True)
    most, code = counts[0]
    return code if most and [one for one, _ in counts].count(most) == 1 else None
