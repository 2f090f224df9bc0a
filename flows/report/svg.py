"""Plots as SVG that stands in a page: drawn here, with no script and nothing asked of the network.

In: an Altair chart and a sentence that says what it shows. Out: one `<svg>` element, every text in it escaped. What a
mark stands for is its `<title>`, which browsers show under the pointer; colours are the page's own CSS variables.
"""

import altair as alt
import vl_convert
from lxml import etree
from markupsafe import Markup

_NAMESPACE = "http://www.w3.org/2000/svg"
_TITLE = f"{{{_NAMESPACE}}}title"
_UNSEEN = {"aria-label", "role", "aria-roledescription", "aria-hidden", "font-family", "pointer-events", "class"}


def draw(chart: alt.TopLevelMixin, says: str) -> Markup:
    """The chart as an element of a page; `says` is read out in its place."""
    drawn = vl_convert.vegalite_to_svg(chart.to_json(), allowed_base_urls=[])
    root = etree.fromstring(drawn.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    for element in root.iter():
        _tidy(element)
    root.set("role", "img")
    root.set("aria-label", says)
    etree.cleanup_namespaces(root)
    return Markup(etree.tostring(root, encoding="unicode"))  # lxml escapes what it writes


def _tidy(element: etree._Element) -> None:
    """Keeps of an element what is seen; the label of a mark becomes its title."""
    label = element.get("aria-label")
    for name in _UNSEEN.intersection(map(str, element.attrib)):
        del element.attrib[name]
    if label:
        title = etree.SubElement(element, _TITLE)
        title.text = label
