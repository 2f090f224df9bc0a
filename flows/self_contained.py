"""One HTML page that asks nothing of anybody, from a folder's `page.html` and `page.css`.

In: what the template is to show. Out: HTML, the same for the same values. Every text is escaped, there is no script,
and the policy the page states forbids any, like every request. What it shows is the business of its package.
"""

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

_HERE: Final = Path(__file__).parent  # where the head of every page is


def self_contained(folder: Path, values: Mapping[str, object]) -> str:
    """The page of a folder's template, which extends `self_contained.html`, with its style inside."""
    style = (folder / "page.css").read_text("utf-8")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    environment = Environment(
        loader=FileSystemLoader((folder, _HERE)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html").render(
        values,
        style=Markup(style),
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'",
    )
