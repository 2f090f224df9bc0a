"""How languages write numbers and units: decimal marks, words for a million, a percent, a euro, a kilometre.

A language tag in, its writing out. English names of units are in `unit_names`, its numbers in words in `numbers`.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from tasks.facts.quantities.currencies import NAMES as ENGLISH_MONEY
from tasks.facts.quantities.currencies import money
from tasks.facts.quantities.unit_names import NAMES as ENGLISH_NAMES
from tasks.facts.quantities.unit_names import read_names
from tasks.facts.quantities.units import Unit, unit_of

_COMMA: Final = """
de fr es it pt ru uk be nl pl cs sk sl hr sr bs sv da nb nn no fi et lv lt hu ro bg el tr az id vi ca gl eu is kk mk
sq ka hy uz ky
"""
_POINT: Final = "en ja zh ko th he hi bn ta te ur ms tl fil sw cy ga mt"
_POINT_REGIONS: Final = "MX US GT HN NI PA SV DO PR PE CH LI"

# A million and the like, which stand between the digits and the unit.
_SCALES: Final = {
    "en": """
        3: thousand k; 6: million m mn mln mil; 9: billion bn bln b; 12: trillion tn trn tln; 5: lakh; 7: crore; 2:
        hundred
    """,
    "de": "3: tausend; 6: million millionen mio; 9: milliarde milliarden mrd; 12: billion billionen",
    "fr": "3: mille; 6: million millions; 9: milliard milliards; 12: billion billions",
    "es": "3: mil; 6: millón millones; 9: mil_millones; 12: billón billones",
    "it": "3: mila; 6: milione milioni mln; 9: miliardo miliardi mld; 12: bilioni",
    "pt": "3: mil; 6: milhão milhões; 9: mil_milhões bilhão bilhões; 12: trilhão trilhões",
    "nl": "3: duizend; 6: miljoen mln; 9: miljard mld; 12: biljoen",
    "ru": """
        3: тыс тысяч тысячи тысяча; 6: млн миллион миллиона миллионов; 9: млрд миллиард миллиарда миллиардов; 12: трлн
    """,
    "uk": "3: тис тисяч тисячі; 6: млн мільйон мільйони мільйонів; 9: млрд мільярд мільярди мільярдів; 12: трлн",
    "pl": "3: tys tysięcy tysiące; 6: mln milion miliony milionów; 9: mld miliard miliardy miliardów; 12: bln",
    "sv": "3: tusen; 6: miljon miljoner; 9: miljard miljarder",
    "da": "3: tusind; 6: million millioner mio; 9: milliard milliarder mia",
    "nb": "3: tusen; 6: million millioner mill; 9: milliard milliarder mrd",
    "tr": "3: bin; 6: milyon; 9: milyar; 12: trilyon",
    "cs": "3: tisíc; 6: milion miliony milionů; 9: miliarda miliardy miliard",
}
_UNITS: Final = {
    "de": """
        %: Prozent Prozentpunkt Prozentpunkte Prozentpunkten v.H.; m: Meter Metern; km: Kilometer Kilometern; cm:
        Zentimeter Zentimetern; mm: Millimeter Millimetern; m2: Quadratmeter Quadratmetern; km2: Quadratkilometer
        Quadratkilometern; har: Hektar; m3: Kubikmeter Kubikmetern; L: Liter Litern; kg: Kilogramm Kilo Kilos; g:
        Gramm; t: Tonne Tonnen t; Cel: Grad_Celsius; ?degree: Grad; kW: Kilowatt; MW: Megawatt; GW: Gigawatt; kW.h:
        Kilowattstunde Kilowattstunden; MW.h: Megawattstunden; TW.h: Terawattstunden; km/h: Stundenkilometer
        Stundenkilometern Kilometer_pro_Stunde Kilometern_pro_Stunde; [mi_i]: Meile Meilen; GBy: Gigabyte; MBy:
        Megabyte; TBy: Terabyte
    """,
    "fr": """
        %: pour_cent pour_cents point_de_pourcentage points_de_pourcentage; m: mètre mètres; km: kilomètre kilomètres;
        cm: centimètre centimètres; mm: millimètre millimètres; m2: mètre_carré mètres_carrés; km2: kilomètre_carré
        kilomètres_carrés; har: hectare hectares; m3: mètre_cube mètres_cubes; L: litre litres; kg: kilogramme
        kilogrammes kilo kilos; g: gramme grammes; t: tonne tonnes; Cel: degrés_celsius degré_celsius; ?degree:
        degrés; kW: kilowatts; MW: mégawatt mégawatts; GW: gigawatt gigawatts; kW.h: kilowattheure kilowattheures;
        km/h: kilomètres_heure kilomètres_par_heure kilomètres_à_l'heure; GBy: gigaoctets Go; MBy: mégaoctets Mo; TBy:
        téraoctets
    """,
    "es": """
        %: por_ciento por_cien punto_porcentual puntos_porcentuales; m: metro metros; km: kilómetro kilómetros; cm:
        centímetro centímetros; mm: milímetro milímetros; m2: metro_cuadrado metros_cuadrados; km2: kilómetro_cuadrado
        kilómetros_cuadrados; har: hectárea hectáreas; m3: metro_cúbico metros_cúbicos; L: litro litros; kg: kilogramo
        kilogramos kilo kilos; g: gramo gramos; t: tonelada toneladas; Cel: grados_celsius grados_centígrados;
        ?degree: grados; MW: megavatios megawatts; GW: gigavatios; km/h: kilómetros_por_hora; [bbl_us]: barril
        barriles
    """,
    "it": """
        %: per_cento percento punto_percentuale punti_percentuali; m: metro metri; km: chilometro chilometri; cm:
        centimetro centimetri; mm: millimetro millimetri; m2: metro_quadrato metri_quadrati metri_quadri; km2:
        chilometri_quadrati; har: ettaro ettari; m3: metro_cubo metri_cubi; L: litro litri; kg: chilogrammo
        chilogrammi chilo chili; g: grammo grammi; t: tonnellata tonnellate; Cel: gradi_celsius gradi_centigradi;
        ?degree: gradi; MW: megawatt; GW: gigawatt; km/h: chilometri_orari chilometri_all'ora; [bbl_us]: barile barili
    """,
    "pt": """
        %: por_cento ponto_percentual pontos_percentuais; m: metro metros; km: quilômetro quilômetros quilómetro
        quilómetros; cm: centímetro centímetros; mm: milímetro milímetros; m2: metro_quadrado metros_quadrados; km2:
        quilômetros_quadrados quilómetros_quadrados; har: hectare hectares; m3: metros_cúbicos; L: litro litros; kg:
        quilograma quilogramas quilo quilos; g: grama gramas; t: tonelada toneladas; Cel: graus_celsius; ?degree:
        graus; MW: megawatts; GW: gigawatts; km/h: quilômetros_por_hora quilómetros_por_hora; [bbl_us]: barril barris
    """,
    "nl": """
        %: procent procentpunt procentpunten; m: meter; km: kilometer; cm: centimeter; mm: millimeter; m2:
        vierkante_meter; km2: vierkante_kilometer; har: hectare; m3: kubieke_meter kuub; L: liter; kg: kilogram kilo;
        g: gram; t: ton; Cel: graden_celsius; ?degree: graden; MW: megawatt; GW: gigawatt; km/h: kilometer_per_uur
    """,
    "ru": """
        %: процент процента процентов процентных_пункта процентных_пунктов; m: метр метра метров м; km: километр
        километра километров км; cm: сантиметр сантиметра сантиметров см; mm: миллиметр миллиметра миллиметров мм; m2:
        квадратных_метров квадратных_метра кв_м; km2: квадратных_километров квадратных_километра кв_км; har: гектар
        гектара гектаров га; m3: кубометр кубометра кубометров кубических_метров куб_м; L: литр литра литров л; kg:
        килограмм килограмма килограммов кг; g: грамм грамма граммов; t: тонна тонны тонн т; Cel: градуса_цельсия
        градусов_цельсия градус_цельсия; ?degree: градус градуса градусов; kW: кВт; MW: МВт мегаватт; GW: ГВт; kW.h:
        кВт_ч; km/h: км/ч километров_в_час километра_в_час; [bbl_us]: баррель барреля баррелей; GBy: Гб ГБ; MBy: Мб МБ
    """,
    "uk": """
        %: відсоток відсотка відсотки відсотків; m: метр метри метрів м; km: кілометр кілометри кілометрів км; har:
        гектар гектара гектарів га; kg: кілограм кілограмів кг; t: тонна тонни тонн т; m2: квадратних_метрів кв_м;
        km2: квадратних_кілометрів кв_км; MW: МВт; GW: ГВт; km/h: км/год кілометрів_на_годину; L: літр літрів
    """,
    "pl": """
        %: procent procenta procentów punkt_procentowy punkty_procentowe punktów_procentowych; m: metr metry metrów;
        km: kilometr kilometry kilometrów; har: hektar hektary hektarów; kg: kilogram kilogramy kilogramów; t: tona
        tony ton; L: litr litry litrów; MW: megawat megawatów; km/h: kilometrów_na_godzinę
    """,
    "sv": """
        %: procent procentenhet procentenheter; m: meter; km: kilometer; har: hektar; kg: kilo kilogram; t: ton; L:
        liter; m2: kvadratmeter; km2: kvadratkilometer
    """,
    "da": """
        %: procent procentpoint; m: meter; km: kilometer; har: hektar; kg: kilo kilogram; t: ton; L: liter; m2:
        kvadratmeter
    """,
    "nb": """
        %: prosent prosentpoeng; m: meter; km: kilometer; har: hektar; kg: kilo kilogram; t: tonn; L: liter; m2:
        kvadratmeter
    """,
    "tr": """
        m: metre; km: kilometre; har: hektar; kg: kilogram kilo; t: ton; L: litre; m2: metrekare; km2: kilometrekare
    """,
    "cs": """
        %: procent procenta procento; m: metr metry metrů; km: kilometr kilometry kilometrů; har: hektar hektarů; t:
        tun tuny
    """,
}
_MONEY: Final = {
    "de": """
        EUR: Euro Euros; ?dollar: Dollar Dollars; USD: US-Dollar US-Dollars; CAD: kanadische_Dollar; AUD:
        australische_Dollar; HKD: Hongkong-Dollar; GBP: Pfund britische_Pfund; CHF: Franken Schweizer_Franken; JPY:
        Yen; CNY: Yuan; RUB: Rubel; PLN: Zloty Złoty; CZK: tschechische_Kronen
    """,
    "fr": """
        EUR: euro euros; ?dollar: dollar dollars; USD: dollars_américains; TWD: dollars_de_taïwan dollars_taïwanais;
        HKD: dollars_de_hong_kong; AUD: dollars_australiens; CAD: dollars_canadiens; CHF: francs_suisses; XOF:
        francs_cfa; GBP: livres_sterling; JPY: yens; CNY: yuans; RUB: rouble roubles; ?franc: francs
    """,
    "es": """
        EUR: euro euros; ?dollar: dólar dólares; USD: dólares_estadounidenses; CAD: dólares_canadienses; AUD:
        dólares_australianos; ?peso: peso pesos; GBP: libras_esterlinas; JPY: yenes; CNY: yuanes; RUB: rublos; CHF:
        francos_suizos; MXN: pesos_mexicanos; ARS: pesos_argentinos; PEN: soles; BRL: reales
    """,
    "it": """
        EUR: euro; ?dollar: dollaro dollari; USD: dollari_americani; GBP: sterline; CHF: franchi_svizzeri; JPY: yen;
        CNY: yuan; RUB: rubli; ITL: lire
    """,
    "pt": """
        EUR: euro euros; ?dollar: dólar dólares; USD: dólares_americanos; BRL: real reais; GBP: libras_esterlinas;
        JPY: ienes; CNY: yuans; RUB: rublos; CHF: francos_suíços
    """,
    "nl": """
        EUR: euro; ?dollar: dollar; USD: Amerikaanse_dollar; GBP: Britse_pond pond; CHF: Zwitserse_frank; JPY: yen;
        CNY: yuan; RUB: roebel
    """,
    "ru": """
        RUB: рубль рубля рублей руб; ?dollar: доллар доллара долларов; USD: долларов_сша доллара_сша; EUR: евро; GBP:
        фунтов_стерлингов фунта_стерлингов; CNY: юань юаня юаней; JPY: иен иены; UAH: гривна гривны гривен; KZT: тенге
    """,
    "uk": """
        UAH: гривня гривні гривень грн; ?dollar: долар долара долари доларів; USD: доларів_сша; EUR: євро; RUB: рублів
        рублі; GBP: фунтів_стерлінгів; CNY: юанів
    """,
    "pl": """
        PLN: zł złoty złotych złote zł; EUR: euro; ?dollar: dolar dolary dolarów; GBP: funtów; CHF: franków; RUB:
        rubli
    """,
    "sv": "SEK: kronor kronor kr; EUR: euro; ?dollar: dollar; GBP: pund",
    "da": "DKK: kroner kr; EUR: euro; ?dollar: dollar; GBP: pund",
    "nb": "NOK: kroner kr; EUR: euro; ?dollar: dollar; GBP: pund",
    "tr": "TRY: lira liraya; EUR: avro euro; ?dollar: dolar; GBP: sterlin",
    "cs": "CZK: Kč korun koruny; EUR: eur eura euro; ?dollar: dolar dolary dolarů",
}
_SAME: Final = {"no": "nb", "nn": "nb"}
# What may stand between the number and its unit: `millions de dollars`, `milliards d'euros`.
_LINKS: Final = {"fr": r"de |d['’]", "es": "de ", "it": "di ", "pt": "de "}
_TO: Final = {
    **{
        "en": r" to | or | through |- to |- or ",
        "de": " bis | oder ",
        "fr": " à | ou ",
        "es": " a | o ",
        "it": " a | o ",
    },
    **{
        "pt": " a | ou ",
        "nl": " tot | of ",
        "ru": " до | или ",
        "uk": " до | або ",
        "pl": " do | lub ",
        "sv": " till | eller ",
    },
}


@dataclass(frozen=True, slots=True)
class Writing:
    """How a language writes quantities."""

    language: str
    decimal: str | None
    scales: dict[str, Decimal]
    names: dict[str, Unit]
    link: re.Pattern[str] | None
    to: re.Pattern[str] | None

    @property
    def english(self) -> bool:
        """Whether it is English, which is read in full."""
        return self.language == "en"


@cache
def writing_of(language: str | None) -> Writing:
    """The writing of a language tag; of an unknown language only what every one writes alike."""
    own, _, region = (language or "en").replace("_", "-").partition("-")
    own = _SAME.get(own.lower(), own.lower())
    mark = "," if own in _COMMA.split() else "." if own in _POINT.split() else None
    if mark == "," and region.split("-")[-1].upper() in _POINT_REGIONS.split():
        mark = "."
    return Writing(own, mark, _scales(own), _names(own), _compiled(_LINKS, own), _compiled(_TO, own))


def _compiled(patterns: dict[str, str], language: str) -> re.Pattern[str] | None:
    return re.compile(patterns[language].replace(" ", r"\s")) if language in patterns else None


def _scales(language: str) -> dict[str, Decimal]:
    names = read_names(_SCALES.get(language, ""))
    scales = {name: Decimal(10) ** int(power) for name, power in names}
    return {**scales, "dozen": Decimal(12)} if language == "en" else scales


def _names(language: str) -> dict[str, Unit]:
    if language == "en":
        return {**ENGLISH_MONEY, **ENGLISH_NAMES}
    units = {name: unit_of(code) for name, code in read_names(_UNITS.get(language, ""))}
    amounts = {name: money(code) for name, code in read_names(_MONEY.get(language, ""))}
    return {name.lower().replace("-", " "): unit for name, unit in {**amounts, **units}.items()}
