"""A newspaper on the tests' own web site: stories with ETags, feeds and sitemaps, and the source that names them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from command_line import dateline
from loopback.website import Reply, Seen, Website
from pages import PARAGRAPHS, html_page

from tasks.store import Root, Snapshot

XML = {"content-type": "application/xml"}
HOST = "127.0.0.1"
SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


@dataclass
class Newspaper:
    """The site, and how many bodies of stories went out."""

    website: Website
    bodies: int = 0

    @property
    def base(self) -> str:
        return f"http://{HOST}:{self.website.port}"

    def story(self, path: str, *, canonical: str | None = None) -> str:
        """Serves a story and gives its address; 304 answers its ETag."""
        name = (canonical or path).rsplit("/", 1)[-1]
        said = (f"The harbour master told the council of story {name} on Tuesday.", *PARAGRAPHS)
        url = f"{self.base}{canonical}" if canonical else None
        body = html_page(f"Story {name} of the harbour", url, paragraphs=said).encode()
        tag = f'"{name}"'

        def answer(seen: Seen) -> Reply:
            if seen.headers.get("if-none-match") == tag:
                return Reply(status=304, headers={"etag": tag})
            self.bodies += 1
            return Reply(body, headers={"content-type": "text/html; charset=utf-8", "etag": tag})

        return self.page(path, answer)

    def page(self, path: str, answer: Reply | Callable[[Seen], Reply]) -> str:
        self.website.serve(HOST, path, answer)
        return f"{self.base}{path}"

    def feed(self, path: str, addresses: Iterable[str]) -> str:
        items = "".join(f"<item><title>News</title><link>{one}</link></item>" for one in addresses)
        return self.page(path, Reply(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), headers=XML))

    def sitemap(self, path: str, entries: Iterable[str]) -> str:
        """A sitemap of addresses, each with what else stands in its entry."""
        urls = "".join(
            f"<url><loc>{one}</url>" if "</loc>" in one else f"<url><loc>{one}</loc></url>" for one in entries
        )
        return self.page(
            path, Reply(f"<urlset xmlns='{SITEMAPS}' xmlns:n='{NEWS}'>{urls}</urlset>".encode(), headers=XML)
        )

    def index(self, path: str, addresses: Iterable[str]) -> str:
        maps = "".join(f"<sitemap><loc>{one}</loc></sitemap>" for one in addresses)
        return self.page(path, Reply(f"<sitemapindex xmlns='{SITEMAPS}'>{maps}</sitemapindex>".encode(), headers=XML))

    def asked(self) -> list[str]:
        """The paths asked for, in order; robots.txt and tdmrep.json aside."""
        return [seen.path for seen in self.website.asked()]

    def source(self, config: Path, name: str, places: str, more: str = "", *, seconds: float = 0) -> None:
        """Writes a source of the site."""
        (config / "sources").mkdir(parents=True, exist_ok=True)
        politeness = f"[politeness]\nseconds_between_requests = {seconds}\nconcurrent_requests = 2\n"
        requests = f"[requests]\nports = [{self.website.port}]\nallow_private_addresses = true\n"
        text = f'title = "{name}"\n{places}\n{politeness}\n{requests}\n{more}\n'
        (config / "sources" / f"{name}.toml").write_text(text)


def settings(folder: Path, text: str = "") -> Path:
    """The folder with settings in it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "settings.toml").write_text(text)
    return folder


def done(root: Path, config: Path, *command: str) -> Snapshot:
    """What a root holds after a command that succeeds."""
    assert dateline(*command, "--root", root, "--config", config) == 0
    return Root.open(root).snapshot()
