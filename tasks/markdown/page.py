"""The shape of an article into an HTML page that says it in standard markup.

In: front matter and shape. Out: the page: JSON-LD with exactly what is stated, and an `<article>`. The byline
is left to the byline's element: whether it names people or an agency is decided in extraction.
"""

import json
from collections.abc import Iterator
from html import escape

from tasks.markdown.blocks import Anchor
from tasks.markdown.body import Figure, OtherBlock, Paragraph, Part, Related, SubHeading
from tasks.markdown.dates import StatedDate, iso_date, stated_date
from tasks.markdown.front_matter import FrontMatter
from tasks.markdown.lines import Caption
from tasks.markdown.shape import Byline, Shape

JsonLd = dict[str, "str | bool | list[str] | list[dict[str, str]] | dict[str, str]"]


def render_page(front: FrontMatter, shape: Shape) -> str:
    """The whole page."""
    language = f' lang="{escape(front.in_language)}"' if front.in_language else ""
    head = "\n".join(_head(front, shape))
    article = "\n".join(_article(front, shape))
    return (
        f"<!DOCTYPE html>\n<html{language}>\n<head>\n{head}\n</head>\n"
        f"<body>\n<article>\n{article}\n</article>\n</body>\n</html>\n"
    )


def _head(front: FrontMatter, shape: Shape) -> Iterator[str]:
    yield '<meta charset="utf-8">'
    if shape.headline:
        yield f"<title>{escape(shape.headline, quote=False)}</title>"
    if shape.original_url:
        yield f'<link rel="canonical" href="{escape(shape.original_url)}">'
    stated = json.dumps(_json_ld(front, shape), ensure_ascii=False, indent=1).replace("<", "\\u003c")
    yield f'<script type="application/ld+json">\n{stated}\n</script>'


def _json_ld(front: FrontMatter, shape: Shape) -> JsonLd:
    """A schema.org NewsArticle of what the text states."""
    free = (front.is_accessible_for_free or "").lower()
    image = {"@type": "ImageObject", "url": front.image, "caption": front.caption, "creditText": front.credit}
    stated: dict[str, str | bool | list[str] | list[dict[str, str]] | dict[str, str] | None] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": shape.headline,
        "alternativeHeadline": shape.alternative_headline,
        "url": shape.original_url,
        "mainEntityOfPage": shape.original_url,
        "datePublished": _date(front.date_published, front, shape, is_update=False),
        "dateModified": _date(front.date_modified, front, shape, is_update=True),
        "author": [{"@type": "Person", "name": name} for name in front.author],
        "publisher": {"@type": "Organization", "name": front.publisher} if front.publisher else None,
        "description": front.description,
        "keywords": list(front.keywords),
        "articleSection": list(front.article_section),
        "inLanguage": front.in_language,
        "image": {key: value for key, value in image.items() if value} if front.image else None,
        "license": front.license,
        "isAccessibleForFree": free in ("true", "yes") if free in ("true", "yes", "false", "no") else None,
    }
    return {key: value for key, value in stated.items() if value is not None and value != []}


def _date(written: str | None, front: FrontMatter, shape: Shape, *, is_update: bool) -> str | None:
    """The ISO form of the date front matter states, else of the date line."""
    if written:
        date = stated_date(written, front.in_language)
        return date.iso if date else iso_date(written)
    return next((date.iso for date in shape.dates if date.is_update is is_update and date.iso), None)


def _article(front: FrontMatter, shape: Shape) -> Iterator[str]:
    if shape.headline:
        yield f"<h1>{escape(shape.headline, quote=False)}</h1>"
    if shape.byline:
        yield f'<p class="byline">{_byline(shape.byline)}</p>'
    for date in shape.dates:
        yield _time(date)
    if front.image and (front.caption or front.credit):
        caption = Caption(front.caption or "", front.credit or "", None)
        yield f'<figure><img src="{escape(front.image)}" alt="">{_figcaption(caption)}</figure>'
    for part in shape.parts:
        yield _part(part)
    if shape.original_url:
        address = escape(shape.original_url)
        yield (
            f'<footer><p class="original-url"><a rel="canonical original" href="{address}">{address}</a></p></footer>'
        )


def _byline(byline: Byline) -> str:
    return byline.html.replace("<a href=", '<a rel="author" href=')


def _time(date: StatedDate) -> str:
    value = f' datetime="{escape(date.iso)}"' if date.iso else ""
    kind = "updated" if date.is_update else "published"
    return f'<p class="dateline-date"><time{value} class="{kind}">{escape(date.written, quote=False)}</time></p>'


def _part(part: Part) -> str:
    match part:
        case Paragraph(html):
            return f"<p>{html}</p>"
        case SubHeading(html, level):
            return f"<h{level}>{html}</h{level}>"
        case OtherBlock(html):
            return html
        case Related(anchors, text):
            return f'<aside class="related">{_links(anchors) or escape(text, quote=False)}</aside>'
        case Figure():
            return _figure(part)


def _links(anchors: tuple[Anchor, ...]) -> str:
    return " ".join(_link(anchor.href, anchor.text) for anchor in anchors)


def _link(href: str, text: str) -> str:
    return f'<a href="{escape(href)}">{escape(text, quote=False)}</a>'


def _figure(figure: Figure) -> str:
    picture = figure.picture
    image = f'<img src="{escape(picture.src)}" alt="{escape(picture.alt)}">' if picture else ""
    return f"<figure>{image}{_figcaption(figure.caption) if figure.caption else ''}</figure>"


def _figcaption(caption: Caption) -> str:
    words = escape(caption.caption, quote=False)
    if not caption.credit:
        return f"<figcaption>{words}</figcaption>"
    credit = _link(caption.credit_url, caption.credit) if caption.credit_url else escape(caption.credit, quote=False)
    return f'<figcaption>{words} <span class="credit">{credit}</span></figcaption>'
