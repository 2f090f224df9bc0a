"""How units are written: English names and, for all languages, symbols; nothing in, tables out."""

from collections.abc import Iterator
from typing import Final

from tasks.facts.quantities.units import Unit, unit_of

_LETTERS: Final = {
    **{"nano": "n", "micro": "u", "milli": "m", "centi": "c", "kilo": "k", "mega": "M", "giga": "G", "tera": "T"},
    **{"peta": "P", "exa": "E", "": "", "hecto": "h"},
}
_ROOTS: Final = {
    **{"meter": "m", "metre": "m", "gram": "g", "gramme": "g", "liter": "L", "litre": "L", "watt": "W"},
    **{"watt hour": "W.h", "joule": "J", "pascal": "Pa", "bit": "bit", "byte": "By", "hertz": "Hz", "volt": "V"},
    **{"sievert": "Sv", "electronvolt": "eV", "tonne": "t"},
}
_ENGLISH: Final = """
km: km kms ; [mi_i]: mile miles; [nmi_i]: nautical_mile nautical_miles; [yd_i]: yard yards yd yds; [ft_i]: foot feet
ft; [in_i]: inch inches; [ly]: light_year light_years; AU: astronomical_unit astronomical_units; m2: square_meter
square_metre square_meters square_metres sq_m sq_meters sq_metres; km2: square_kilometer square_kilometre
square_kilometers square_kilometres sq_km; cm2: square_centimeter square_centimeters square_centimetre
square_centimetres; [mi_i]2: square_mile square_miles sq_mi sq_miles; [ft_i]2: square_foot square_feet sq_ft sq_feet;
[yd_i]2: square_yard square_yards; [in_i]2: square_inch square_inches; har: hectare hectares ha; [acr_us]: acre acres;
m3: cubic_meter cubic_metre cubic_meters cubic_metres cu_m; km3: cubic_kilometers cubic_kilometres cubic_kilometer;
cm3: cubic_centimeter cubic_centimeters cubic_centimetre cubic_centimetres; [ft_i]3: cubic_foot cubic_feet cu_ft;
[yd_i]3: cubic_yard cubic_yards; [in_i]3: cubic_inch cubic_inches; [bbl_us]: barrel barrels; [bu_us]: bushel bushels;
[qt_us]: quart quarts; [foz_us]: fluid_ounce fluid_ounces; ?gallon: gallon gallons; ?pint: pint pints; [lb_av]: lb
lbs; ?pound: pound pounds; [oz_av]: ounce ounces oz; [oz_tr]: troy_ounce troy_ounces; kg: kilo kilos kgs; ?ton: ton
tons; [ston_av]: short_ton short_tons; [lton_av]: long_ton long_tons; t: metric_ton metric_tons metric_tonne
metric_tonnes; kt: kiloton kilotons kilotonne kilotonnes; Mt: megaton megatons megatonne megatonnes; Gt: gigaton
gigatons gigatonne gigatonnes; [car_m]: carat carats; [mi_i]/h: mph; [mi_i]/[gal_us]: mpg miles_per_gallon; km/L:
kilometers_per_liter kilometres_per_litre km_per_liter km_per_litre; km/h: kph kmh; [kn_i]: knot knots kts; Cel:
degrees_celsius degree_celsius degrees_centigrade degree_centigrade degrees_c celsius centigrade; [degF]:
degrees_fahrenheit degree_fahrenheit degrees_f fahrenheit; K: kelvin kelvins degrees_kelvin; ?degree: degree degrees;
[HP]: horsepower hp bhp; [Cal]: calorie calories; kcal: kilocalorie kilocalories; [Btu]: btu btus; [psi]: psi
pounds_per_square_inch; atm: atmospheres; mm[Hg]: mmhg millimeters_of_mercury; [in_i'Hg]: inches_of_mercury; mbar:
millibar millibars; kbit/s: kbps kilobits_per_second; Mbit/s: mbps megabits_per_second; Gbit/s: gbps
gigabits_per_second; %: percent per_cent percentage_point percentage_points pct; 10*-4: basis_point basis_points bps
"""
_SYMBOLS: Final = """
nm: nm; um: µm μm; mm: mm; cm: cm; m: m; km: km KM Km; cm2: cm²; m2: m² m2 qm; km2: km² km2; m3: m³ m3; km3: km³; cm3:
cm³ cc; har: ha; mg: mg; g: g; kg: kg KG Kg; mL: ml mL; cL: cl cL; L: l L; hL: hl; mW: mW; W: W; kW: kW kw KW; MW: MW;
GW: GW; TW: TW; kW.h: kWh kwh KWh; MW.h: MWh; GW.h: GWh; TW.h: TWh; kJ: kJ; MJ: MJ; kcal: kcal; Pa: Pa; hPa: hPa; kPa:
kPa; MPa: MPa; GPa: GPa; mbar: mbar; kbit/s: kbps kbit/s; Mbit/s: Mbps Mbit/s; Gbit/s: Gbps Gbit/s; kBy: kB KB; MBy:
MB; GBy: GB; TBy: TB; PBy: PB; Hz: Hz; kHz: kHz; MHz: MHz; GHz: GHz; V: V; kV: kV; mSv: mSv; uSv: µSv μSv; km/h: km/h
Km/h km/hr; m/s: m/s; km/s: km/s; Cel: °C ºC °_C; [degF]: °F ºF °_F; ?degree: ° º; ?C: C; ?p: p; ?F: F; %: %; [ppth]:
‰; GeV: GeV; TeV: TeV; MeV: MeV; [lb_av]: LBS; [ft_i]2: ft²
"""
# These are read only after a number in digits, since a word or a name may be written so.
SHORT: Final = frozenset(("m", "g", "l", "L", "W", "V", "C", "F", "p", "°", "º"))
TIMES: Final = {
    **{"second": "s", "minute": "min", "hour": "h", "day": "d", "week": "wk", "month": "mo", "year": "a"},
    **{"sec": "s", "hr": "h"},
}


def read_names(table: str) -> Iterator[tuple[str, str]]:
    """Name and code of each `code: name name` of a table, in which `_` stands for a space."""
    for entry in table.split(";"):
        code, _, names = entry.partition(":")
        yield from ((name.replace("_", " "), code.strip()) for name in names.split())


def _prefixed() -> Iterator[tuple[str, str]]:
    for prefix, letter in _LETTERS.items():
        for root, code in _ROOTS.items():
            if root == "bit" and not prefix:
                continue  # a bit of something is no information
            for plural in ("", "s"):
                yield f"{prefix}{root}{plural}", f"{letter}{code}"


def _known(names: Iterator[tuple[str, str]]) -> Iterator[tuple[str, Unit]]:
    for name, code in names:
        try:
            yield name, unit_of(code)
        except KeyError:  # no unit has every prefix
            continue


NAMES: Final = {
    **dict(_known(_prefixed())),
    **{name: unit_of(code) for name, code in read_names(_ENGLISH)},
}
SYMBOLS: Final = {name: unit_of(code) for name, code in read_names(_SYMBOLS)}
