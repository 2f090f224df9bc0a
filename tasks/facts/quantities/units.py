"""Units of measure: UCUM code, SI unit and factor of each, nothing in, tables out.

The table is fixed and short, so it is our own; currencies are in `currencies`, other languages' names in `languages`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import pi
from typing import Final

from schemas.words import QuantityKind


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts.

    One of it is `factor` of `base`, above `offset` of it; `scale` of `code` for the likes of cents. `open` names what
    only the rest of the text can tell: which pound, which ton.
    """

    kind: QuantityKind
    code: str | None
    base: str | None = None
    factor: float = 1.0
    offset: float = 0.0
    scale: Decimal = Decimal(1)
    open: str | None = None


_PREFIXES: Final = {
    **{"n": 1e-9, "u": 1e-6, "m": 1e-3, "c": 1e-2, "d": 1e-1, "": 1.0, "h": 1e2, "k": 1e3, "M": 1e6, "G": 1e9},
    **{"T": 1e12, "P": 1e15, "E": 1e18},
}
# Code of the unit, the prefixes it is written with, its SI unit and how much of that it is.
_PREFIXED: Final = (
    ("m", ("n", "u", "m", "c", "d", "", "k"), "m", 1.0),
    ("g", ("u", "m", "", "k"), "kg", 1e-3),
    ("t", ("", "k", "M", "G"), "kg", 1e3),
    ("L", ("m", "c", "d", "", "h", "M"), "m3", 1e-3),
    ("W", ("m", "", "k", "M", "G", "T"), "W", 1.0),
    ("W.h", ("", "k", "M", "G", "T"), "J", 3600.0),
    ("J", ("", "k", "M", "G", "T"), "J", 1.0),
    ("cal", ("", "k"), "J", 4.184),
    ("eV", ("", "k", "M", "G", "T"), "J", 1.602176634e-19),
    ("Pa", ("", "h", "k", "M", "G"), "Pa", 1.0),
    ("bar", ("m", ""), "Pa", 1e5),
    ("bit", ("", "k", "M", "G", "T"), "bit", 1.0),
    ("bit/s", ("", "k", "M", "G", "T"), "bit/s", 1.0),
    ("By", ("", "k", "M", "G", "T", "P", "E"), "bit", 8.0),
    ("Hz", ("", "k", "M", "G", "T"), "Hz", 1.0),
    ("V", ("", "k"), "V", 1.0),
    ("Sv", ("u", "m", ""), "Sv", 1.0),
)
_FOOT: Final = 0.3048
_MILE: Final = 1609.344
_POUND: Final = 0.45359237
_OTHERS: Final = {
    **{"[in_i]": ("m", 0.0254), "[ft_i]": ("m", _FOOT), "[yd_i]": ("m", 0.9144), "[mi_i]": ("m", _MILE)},
    **{"[nmi_i]": ("m", 1852.0), "[ly]": ("m", 9.4607304725808e15), "AU": ("m", 149597870700.0)},
    **{
        "m2": ("m2", 1.0),
        "cm2": ("m2", 1e-4),
        "km2": ("m2", 1e6),
        "har": ("m2", 1e4),
        "[acr_us]": ("m2", 4046.872609874252),
    },
    **{"[in_i]2": ("m2", 0.0254**2), "[ft_i]2": ("m2", _FOOT**2), "[yd_i]2": ("m2", 0.9144**2)},
    **{"[mi_i]2": ("m2", _MILE**2), "m3": ("m3", 1.0), "cm3": ("m3", 1e-6), "km3": ("m3", 1e9)},
    **{"[in_i]3": ("m3", 0.0254**3), "[ft_i]3": ("m3", _FOOT**3), "[yd_i]3": ("m3", 0.9144**3)},
    **{"[gal_us]": ("m3", 3.785411784e-3), "[gal_br]": ("m3", 4.54609e-3), "[qt_us]": ("m3", 9.46352946e-4)},
    **{"[pt_us]": ("m3", 4.73176473e-4), "[pt_br]": ("m3", 5.6826125e-4), "[bbl_us]": ("m3", 0.158987294928)},
    **{"[bu_us]": ("m3", 0.03523907016688), "[foz_us]": ("m3", 2.95735295625e-5)},
    **{"[lb_av]": ("kg", _POUND), "[oz_av]": ("kg", _POUND / 16), "[stone_av]": ("kg", _POUND * 14)},
    **{"[ston_av]": ("kg", _POUND * 2000), "[lton_av]": ("kg", _POUND * 2240), "[oz_tr]": ("kg", 0.0311034768)},
    **{"[car_m]": ("kg", 2e-4), "[kn_i]": ("m/s", 1852 / 3600), "[HP]": ("W", 745.69987158227022)},
    **{"[Cal]": ("J", 4184.0), "[Btu]": ("J", 1055.05585262), "[psi]": ("Pa", 6894.757293168361)},
    **{"atm": ("Pa", 101325.0), "mm[Hg]": ("Pa", 133.322387415), "[in_i'Hg]": ("Pa", 3386.388)},
    **{"%": ("1", 1e-2), "[ppth]": ("1", 1e-3), "10*-4": ("1", 1e-4)},
}
_TEMPERATURES: Final = {"Cel": (1.0, 273.15), "[degF]": (5 / 9, 459.67 * 5 / 9), "K": (1.0, 0.0)}
_SHARES: Final = ("%", "[ppth]", "10*-4")
_TIMES: Final = {"s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0, "wk": 604800.0, "mo": 2629800.0, "a": 31557600.0}


def _measures() -> Iterator[tuple[str, Unit]]:
    for code, prefixes, base, factor in _PREFIXED:
        for prefix in prefixes:
            yield f"{prefix}{code}", Unit(QuantityKind.MEASURE, f"{prefix}{code}", base, _PREFIXES[prefix] * factor)
    for code, (base, factor) in _OTHERS.items():
        kind = QuantityKind.PERCENTAGE if code in _SHARES else QuantityKind.MEASURE
        yield code, Unit(kind, code, base, factor)
    for code, (factor, offset) in _TEMPERATURES.items():
        yield code, Unit(QuantityKind.MEASURE, code, "K", factor, offset)
    yield "deg", Unit(QuantityKind.MEASURE, "deg", "rad", pi / 180)
    for distance in ("[mi_i]/[gal_us]", "km/L"):
        yield distance, Unit(QuantityKind.MEASURE, distance)


UNITS: Final = dict(_measures())
# What only the rest of the text can tell, and the codes it can be.
CHOICES: Final = {
    "ton": ("[ston_av]", "t", "[lton_av]"),
    "degree": ("[degF]", "Cel"),
    "[oz_av]": ("[oz_av]", "[foz_us]"),  # of a drink, which its conversion tells: `17 ounces (500 ml)`
}


def unit_of(code: str) -> Unit:
    """The unit of a UCUM code, also of one per time (`km/h`); `?ton` stands for a ton of any kind."""
    if code in UNITS:
        return UNITS[code]
    if code.startswith("?"):
        return Unit(QuantityKind.MEASURE, None, open=code[1:])
    whole, _, time = code.rpartition("/")
    return per_time(UNITS[whole], time)


def per_time(unit: Unit, time: str) -> Unit:
    """So much of a unit in a time, given as UCUM code; the code of an open unit stays open."""
    if unit.code is None or unit.base is None:
        return Unit(unit.kind, None)
    return Unit(unit.kind, f"{unit.code}/{time}", f"{unit.base}/s", unit.factor / _TIMES[time])
