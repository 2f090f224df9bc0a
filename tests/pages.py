"""Small invented pages that tests write to files."""

import json
from collections.abc import Sequence
from pathlib import Path

PARAGRAPHS = (
    "The harbour board of Northport voted on Tuesday to rebuild the old grain pier after two winters of storms.",
    "“We owe it to the fishermen,” said Mara Lindqvist, who chairs the board, after the vote in the town hall.",
    "Work is to begin in April and will cost about 14 million crowns, according to the board's own estimate.",
)


def html_page(
    headline: str = "Northport to rebuild its grain pier",
    url: str | None = "https://news.example/pier",
    published: str | None = "2024-03-01T09:30:00+01:00",
    paragraphs: Sequence[str] = PARAGRAPHS,
    author: str = "Ivo Brandt",
) -> str:
    """A page with JSON-LD, as many publishers make them."""
    stated = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": headline,
        "author": {"@type": "Person", "name": author},
        **({"datePublished": published} if published else {}),
    }
    canonical = f'<link rel="canonical" href="{url}">' if url else ""
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{headline}</title>{canonical}'
        f'<script type="application/ld+json">{json.dumps(stated)}</script></head>'
        f"<body><nav><a href='/'>Home</a></nav><article><h1>{headline}</h1>{body}</article></body></html>"
    )


def write_pages(folder: Path, number: int) -> Path:
    """A folder with so many articles, published on three days."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in range(number):
        day = f"2024-03-0{one % 3 + 1}T09:30:00+01:00"
        page = html_page(f"Article number {one} of Northport", f"https://news.example/{one}", day)
        (folder / f"{one:03}.html").write_text(page, encoding="utf-8")
    return folder
