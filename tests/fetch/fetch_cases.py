"""Every way a site can answer, each on a host of its own. What becomes of it is said in docs/collecting.md."""

import asyncio
import gzip
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import brotli
from fetching import NOW
from loopback.website import Raw, Reply, Seen, Website, redirect

from tasks.fetch import Earlier, FetchRequest
from tasks.read.decoders import zstd

PAGE = b"<!doctype html><title>Ferry back</title><p>The ferry sails again on Monday."
LONG_AGO = datetime(2026, 2, 1, 8, tzinfo=UTC)
HTML = {"content-type": "text/html; charset=utf-8"}

Case = Callable[[Website], str | FetchRequest]
CASES: dict[str, Case] = {}


def case(make: Case) -> Case:
    """Enters a case under its name."""
    CASES[make.__name__.replace("_", "-")] = make
    return make


def in_turn(*answers: Reply | Raw) -> Callable[[Seen], Reply | Raw]:
    """One answer after the other; the last for good."""
    left: Iterator[Reply | Raw] = iter(answers)
    return lambda seen: next(left, answers[-1])


def packed(body: bytes, encoding: str) -> Reply:
    return Reply(body, headers={**HTML, "content-encoding": encoding})


def written(*pieces: bytes, seconds: float = 0.0) -> Raw:
    """Writes the pieces, a pause between each and the next, and closes the connection."""

    async def write(writer: asyncio.StreamWriter) -> None:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(seconds)

    return write


@case
def page(site: Website) -> str:
    return site.serve("page.example", "/a", Reply(PAGE))


@case
def http2(site: Website) -> str:
    site.serve("http2.example", "/a", Reply(PAGE))
    return "https://http2.example/a"


@case
def empty(site: Website) -> str:
    return site.serve("empty.example", "/a", Reply(b""))


@case
def wrong_charset(site: Website) -> str:
    stated = {"content-type": "text/html; charset=utf-8"}
    return site.serve("charset.example", "/a", Reply("<p>Fähre".encode("latin-1"), headers=stated))


@case
def no_content_type(site: Website) -> str:
    return site.serve("untyped.example", "/a", Reply(PAGE, headers={}))


@case
def canonical_elsewhere(site: Website) -> str:
    link = b'<link rel="canonical" href="https://other.example/a">'
    return site.serve("canonical.example", "/a", Reply(link + PAGE))


@case
def gzipped(site: Website) -> str:
    return site.serve("gzip.example", "/a", packed(gzip.compress(PAGE), "gzip"))


@case
def bare_deflate(site: Website) -> str:
    return site.serve("deflate.example", "/a", packed(zlib.compress(PAGE)[2:-4], "deflate"))


@case
def brotli_packed(site: Website) -> str:
    return site.serve("brotli.example", "/a", packed(brotli.compress(PAGE), "br"))


@case
def zstd_packed(site: Website) -> str:
    return site.serve("zstd.example", "/a", packed(zstd.compress(PAGE), "zstd"))


@case
def packed_in_name_only(site: Website) -> str:
    return site.serve("unpacked.example", "/a", packed(PAGE, "gzip"))


@case
def unchanged_by_etag(site: Website) -> FetchRequest:
    def answer(seen: Seen) -> Reply:
        return Reply(status=304) if seen.headers.get("if-none-match") == '"v1"' else Reply(PAGE)

    url = site.serve("etag.example", "/a", answer)
    return FetchRequest(url, Earlier(url, '"v1"', None))


@case
def unchanged_by_date(site: Website) -> FetchRequest:
    def answer(seen: Seen) -> Reply:
        return Reply(status=304) if seen.headers.get("if-modified-since") == format_date(LONG_AGO) else Reply(PAGE)

    url = site.serve("date.example", "/a", answer)
    return FetchRequest(url, Earlier(url, None, LONG_AGO))


@case
def unchanged_behind_a_redirect(site: Website) -> FetchRequest:
    def answer(seen: Seen) -> Reply:
        return Reply(status=304) if seen.headers.get("if-none-match") == '"v1"' else Reply(PAGE)

    final = site.serve("behind.example", "/b", answer)
    return FetchRequest(site.serve("behind.example", "/a", redirect("/b")), Earlier(final, '"v1"', None))


@case
def changed(site: Website) -> FetchRequest:
    url = site.serve("changed.example", "/a", Reply(PAGE, headers={**HTML, "etag": '"v2"'}))
    return FetchRequest(url, Earlier(url, '"v1"', None))


@case
def not_modified_unasked(site: Website) -> str:
    return site.serve("unasked.example", "/a", Reply(status=304))


@case
def moved(site: Website) -> str:
    site.serve("moved.example", "/c", Reply(PAGE))
    site.serve("moved.example", "/b", redirect("c", 307))
    return site.serve("moved.example", "/a", redirect("http://moved.example/b", 301))


@case
def moved_to_another_host(site: Website) -> str:
    return site.serve("old.example", "/a", redirect(site.serve("new.example", "/a", Reply(PAGE)), 308))


@case
def moved_to_nowhere(site: Website) -> str:
    return site.serve("nowhere.example", "/a", Reply(status=302))


@case
def redirects_in_a_circle(site: Website) -> str:
    site.serve("circle.example", "/b", redirect("/a"))
    return site.serve("circle.example", "/a", redirect("/b"))


@case
def endless_calendar(site: Website) -> str:
    site.serve("calendar.example", "*", lambda seen: redirect(f"/{int(seen.path[1:]) + 1}"))
    return "http://calendar.example/2024"


@case
def not_found(site: Website) -> str:
    return "http://missing.example/a"


@case
def forbidden(site: Website) -> str:
    return site.serve("forbidden.example", "/a", Reply(b"no", 403))


@case
def no_content(site: Website) -> str:
    return site.serve("nothing.example", "/a", Reply(status=204))


@case
def server_error(site: Website) -> str:
    return site.serve("error.example", "/a", Reply(b"oops", 500))


@case
def bad_gateway_once(site: Website) -> str:
    return site.serve("gateway.example", "/a", in_turn(Reply(status=502), Reply(PAGE)))


@case
def unavailable(site: Website) -> str:
    return site.serve("unavailable.example", "/a", Reply(status=503))


@case
def busy_for_a_second(site: Website) -> str:
    return site.serve("busy.example", "/a", in_turn(Reply(status=429, headers={"retry-after": "1"}), Reply(PAGE)))


@case
def busy_until_a_time(site: Website) -> str:
    until = {"retry-after": format_date(NOW + timedelta(seconds=1))}
    return site.serve("until.example", "/a", in_turn(Reply(status=503, headers=until), Reply(PAGE)))


@case
def busy_for_an_hour(site: Website) -> str:
    return site.serve("hour.example", "/a", Reply(status=429, headers={"retry-after": "3600"}))


@case
def connection_broken_once(site: Website) -> str:
    return site.serve("once.example", "/a", in_turn(written(), Reply(PAGE)))


@case
def body_cut_short(site: Website) -> str:
    cut = written(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 99\r\n\r\n<p>The ferry")
    return site.serve("cut.example", "/a", lambda seen: cut)


@case
def packed_body_cut_short(site: Website) -> str:
    return site.serve("half.example", "/a", packed(gzip.compress(PAGE)[:-12], "gzip"))


@case
def silent_server(site: Website) -> str:
    return site.serve("silent.example", "/a", lambda seen: written(b"HTTP/1.1 200 OK\r\n", seconds=5))


@case
def slow_server(site: Website) -> str:
    head = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 1000\r\n\r\n"
    return site.serve("slow.example", "/a", lambda seen: written(head, *[b"x"] * 100, seconds=0.1))


@case
def stated_too_large(site: Website) -> str:
    head = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 999999999\r\n\r\n"
    return site.serve("large.example", "/a", lambda seen: written(head, seconds=5))


@case
def endless_body(site: Website) -> str:
    head = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ntransfer-encoding: chunked\r\n\r\n"
    chunk = b"8000\r\n" + b"x" * 0x8000 + b"\r\n"
    return site.serve("endless.example", "/a", lambda seen: written(head, *[chunk] * 100))


@case
def gzip_bomb(site: Website) -> str:
    return site.serve("gzipbomb.example", "/a", packed(gzip.compress(bytes(50_000_000)), "gzip"))


@case
def gzip_bomb_in_a_bomb(site: Website) -> str:
    bomb = gzip.compress(gzip.compress(bytes(50_000_000)))
    return site.serve("twobombs.example", "/a", packed(bomb, "gzip, gzip"))


@case
def brotli_bomb(site: Website) -> str:
    return site.serve("brotlibomb.example", "/a", packed(brotli.compress(bytes(50_000_000), quality=3), "br"))


@case
def zstd_bomb(site: Website) -> str:
    return site.serve("zstdbomb.example", "/a", packed(zstd.compress(bytes(50_000_000)), "zstd"))


@case
def bomb_of_empty_members(site: Website) -> str:
    return site.serve("members.example", "/a", packed(gzip.compress(b"") * 5_000, "gzip"))


@case
def damaged_packing(site: Website) -> str:
    return site.serve("damaged.example", "/a", packed(gzip.compress(PAGE)[:-8] + bytes(8), "gzip"))


@case
def unknown_packing(site: Website) -> str:
    return site.serve("compress.example", "/a", packed(PAGE, "compress"))


@case
def picture(site: Website) -> str:
    head = b"HTTP/1.1 200 OK\r\ncontent-type: image/jpeg\r\ncontent-length: 1000\r\n\r\n"
    return site.serve("picture.example", "/a", lambda seen: written(head, seconds=5))


@case
def no_http(site: Website) -> str:
    return site.serve("nohttp.example", "/a", lambda seen: written(b"SSH-2.0-OpenSSH_9.6\r\n\r\n"))


@case
def very_many_headers(site: Website) -> str:
    return site.serve("headers.example", "/a", Reply(PAGE, headers={**HTML, **{f"x-{n}": "y" for n in range(300)}}))


@case
def endless_header(site: Website) -> str:
    return site.serve("header.example", "/a", Reply(PAGE, headers={**HTML, "x-long": "y" * 300_000}))


@case
def certificate_of_an_unknown_authority(site: Website) -> str:
    return "https://secure.example:8443/a"


@case
def certificate_of_another_host(site: Website) -> str:
    return "https://insecure.example/a"


@case
def unknown_name(site: Website) -> str:
    return "http://no-such-host.invalid/a"


@case
def name_of_a_private_address(site: Website) -> str:
    site.addresses["intranet.example"] = ["10.1.2.3"]
    return "http://intranet.example/a"


@case
def name_of_the_metadata_service(site: Website) -> str:
    site.addresses["metadata.example"] = ["169.254.169.254"]
    return "http://metadata.example/latest/meta-data/"


@case
def name_of_two_addresses_one_private(site: Website) -> str:
    site.addresses["mixed.example"] = ["93.184.215.14", "192.168.0.1"]
    return site.serve("mixed.example", "/a", Reply(PAGE))


def _to(location: str) -> Case:
    return lambda site: site.serve("redirect.example", "/a", redirect(location))


for _name, _location in {
    "redirect-to-a-private-address": "http://10.0.0.1/",
    "redirect-to-a-link-local-address": "http://169.254.169.254/latest/meta-data/",
    "redirect-to-loopback": "http://127.0.0.1/",
    "redirect-to-loopback-in-ipv6": "http://[::1]/",
    "redirect-to-a-mapped-address": "http://[::ffff:127.0.0.1]/",
    "redirect-to-a-hexadecimal-address": "http://0x7f.1/",
    "redirect-to-an-address-in-one-number": "http://2130706433/",
    "redirect-to-an-address-in-wide-digits": "http://１２７.０.０.１/",
    "redirect-to-another-port": "http://redirect.example:22/",
    "redirect-to-a-file": "file:///etc/passwd",
    "redirect-to-another-scheme": "gopher://redirect.example/1",
    "redirect-with-a-password": "http://user:secret@redirect.example/",
    "redirect-with-a-backslash": "http://redirect.example\\@127.0.0.1/",
}.items():
    CASES[_name] = _to(_location)


@case
def redirect_to_a_name_of_loopback(site: Website) -> str:
    site.addresses["localhost"] = ["127.0.0.1"]
    return _to("http://localhost/")(site)


@case
def robots_disallow(site: Website) -> str:
    site.serve("robots.example", "/robots.txt", Reply(b"User-agent: dateline\nDisallow: /private\n"))
    return site.serve("robots.example", "/private/a", Reply(PAGE))


@case
def robots_disallow_others(site: Website) -> str:
    site.serve("others.example", "/robots.txt", Reply(b"User-agent: other\nDisallow: /\n"))
    return site.serve("others.example", "/a", Reply(PAGE))


@case
def robots_of_the_host_redirected_to_disallow(site: Website) -> str:
    site.serve("target.example", "/robots.txt", Reply(b"User-agent: *\nDisallow: /\n"))
    return site.serve("open.example", "/a", redirect(site.serve("target.example", "/a", Reply(PAGE))))


@case
def robots_not_there(site: Website) -> str:
    site.serve("norobots.example", "/robots.txt", Reply(b"", 410))
    return site.serve("norobots.example", "/a", Reply(PAGE))


@case
def robots_for_nobody(site: Website) -> str:
    site.serve("secret.example", "/robots.txt", Reply(b"", 403))
    return site.serve("secret.example", "/a", Reply(PAGE))


@case
def robots_behind_a_redirect(site: Website) -> str:
    site.serve("www.example", "/robots.txt", Reply(b"User-agent: *\nDisallow: /\n"))
    site.serve("bare.example", "/robots.txt", redirect("http://www.example/robots.txt", 301))
    return site.serve("bare.example", "/a", Reply(PAGE))


@case
def robots_broken(site: Website) -> str:
    site.serve("brokenrobots.example", "/robots.txt", Reply(b"", 500))
    return site.serve("brokenrobots.example", "/a", Reply(PAGE))


@case
def robots_silent(site: Website) -> str:
    site.serve("silentrobots.example", "/robots.txt", lambda seen: written(b"", seconds=5))
    return site.serve("silentrobots.example", "/a", Reply(PAGE))


@case
def robots_redirected_to_a_private_address(site: Website) -> str:
    site.serve("robotstrap.example", "/robots.txt", redirect("http://10.0.0.1/robots.txt"))
    return site.serve("robotstrap.example", "/a", Reply(PAGE))


@case
def robots_very_long(site: Website) -> str:
    rules = b"User-agent: *\nDisallow: /b\n" + b"# padding\n" * 60_000 + b"Disallow: /a\n"
    site.serve("longrobots.example", "/robots.txt", Reply(rules))
    return site.serve("longrobots.example", "/a", Reply(PAGE))


def format_date(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True)
