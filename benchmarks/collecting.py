"""What `dateline run` asks of a site: once for all of it, at once again, and when every page is due for another look.

    python -m benchmarks.collecting [--pages N]

The site is on loopback, with a feed of its newest ten pages, a sitemap of all, and ETags. Counted is by the site's own
log: requests by what they are for, and the bodies of pages that went out.
"""

import argparse
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.loopback.website import Reply, Seen, Website

HOST = "127.0.0.1"
SOURCE = """\
title = "Harbour"
feeds = ["{base}/feed"]
sitemaps = ["{base}/sitemap.xml"]
[politeness]
seconds_between_requests = 0
concurrent_requests = 16
[requests]
ports = [{port}]
allow_private_addresses = true
[revisit]
every_hours = {hours}
"""
TEXT = (
    "<p>The harbour board of Northport voted on Tuesday to rebuild the old grain pier after two winters of storms.</p>"
)
A_SECOND = 1 / 3_600


def main() -> None:
    """Reads the arguments and writes the counts of three runs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1_000)
    given = parser.parse_args()
    with Website.open() as site, TemporaryDirectory() as folder:
        bodies = Counter[str]()
        _serve(site, given.pages, bodies)
        for name, hours in (("first", 6.0), ("again, at once", 6.0), ("again, all due", A_SECOND)):
            site.seen.clear()
            bodies.clear()
            began = time.monotonic()
            _run(Path(folder), site, hours)
            asked = Counter("pages" if seen.path.startswith("/story/") else "others" for seen in site.seen)
            told = f"{asked['pages']} of pages, {asked['others']} others, {bodies.total()} bodies of pages"
            sys.stdout.write(f"{name}: requests: {told} ({time.monotonic() - began:.0f} s)\n")


def _run(folder: Path, site: Website, hours: float) -> None:
    sources = folder / "config" / "sources"
    sources.mkdir(parents=True, exist_ok=True)
    (folder / "config" / "settings.toml").write_text("")
    source = SOURCE.format(base=f"http://{HOST}:{site.port}", port=site.port, hours=hours)
    (sources / "harbour.toml").write_text(source)
    dateline = [sys.executable, "-c", "from flows.cli import main; main()", "run", "harbour"]
    places = ["--root", folder / "root", "--config", folder / "config"]
    subprocess.run([*dateline, *places], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _serve(site: Website, pages: int, bodies: Counter[str]) -> None:
    urls = [f"http://{HOST}:{site.port}/story/{number}" for number in range(pages)]
    items = "".join(f"<item><title>News</title><link>{url}</link></item>" for url in urls[:10])
    entries = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    xml = {"content-type": "application/xml"}
    site.serve(HOST, "/feed", Reply(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), headers=xml))
    sitemap = f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{entries}</urlset>"
    site.serve(HOST, "/sitemap.xml", Reply(sitemap.encode(), headers=xml))
    for number in range(pages):
        site.serve(HOST, f"/story/{number}", _story(number, bodies))


def _story(number: int, bodies: Counter[str]) -> Callable[[Seen], Reply]:
    title, tag = f"Story {number} of the harbour", f'"{number}"'
    page = f"<!doctype html><title>{title}</title><article><h1>{title}</h1>{TEXT * 4}<p>Page {number}.</p></article>"

    def answer(seen: Seen) -> Reply:
        if seen.headers.get("if-none-match") == tag:
            return Reply(status=304, headers={"etag": tag})
        bodies[seen.path] += 1
        return Reply(page.encode(), headers={"content-type": "text/html; charset=utf-8", "etag": tag})

    return answer


if __name__ == "__main__":
    main()
