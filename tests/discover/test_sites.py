from schemas.candidates import SiteOrigin
from schemas.words import OriginKind, OriginSaid
from tasks.discover.sites import robots_sitemaps, site_origins
from tests.discover.origins_of import SITE, origin

HOME = """<html><head>
<link rel="alternate" type="application/rss+xml" title="Post: comments" href="/comments/feed/">
<link rel="alternate" type="application/rss+xml" title="Post: latest" href="/feed/">
<link rel="alternate" type="application/atom+xml" href="https://feeds.post.example/atom">
<link rel="alternate" hreflang="de" href="/de/">
<link rel="alternate" type="application/rss+xml" href="javascript:void(0)">
</head><body><a href="/news/feed-prices-rise">Feed prices rise</a> <a href="/sport/rss.xml">Sport</a></body></html>"""
ROBOTS = f"""User-agent: *\r
Disallow: /search
Sitemap: {SITE}/sitemap-images.xml
SITEMAP : /sitemaps/news.xml   # the newest
Sitemap: {SITE}/sitemap_index.xml
Sitemap: {SITE}/sitemap_index.xml
# Sitemap: {SITE}/old.xml
Sitemap: ftp://post.example/x.xml
"""


def found(robots: str | None = ROBOTS) -> list[SiteOrigin]:
    return list(site_origins(origin(OriginKind.PAGE, HOME), robots))


def paths(some: list[SiteOrigin]) -> list[str]:
    return [one.url.removeprefix(SITE) for one in some]


def test_robots_txt_names_sitemaps_whatever_group_they_stand_in() -> None:
    assert robots_sitemaps(ROBOTS, f"{SITE}/robots.txt") == (
        f"{SITE}/sitemap-images.xml",
        f"{SITE}/sitemaps/news.xml",
        f"{SITE}/sitemap_index.xml",
    )


def test_what_is_stated_comes_before_what_is_only_usual() -> None:
    stated = [one for one in found() if one.said is not OriginSaid.USUAL]
    assert found()[: len(stated)] == stated
    assert paths(stated) == [
        "/feed/",
        "https://feeds.post.example/atom",
        "/sitemaps/news.xml",
        "/sport/rss.xml",
        "/sitemap_index.xml",
        "/comments/feed/",
        "/sitemap-images.xml",
    ]


def test_a_feed_carries_the_title_the_site_gives_it() -> None:
    assert [(one.title, one.kind, one.said) for one in found()[:1]] == [
        ("Post: latest", OriginKind.FEED, OriginSaid.PAGE)
    ]


def test_each_address_is_offered_once() -> None:
    assert "/feed" not in paths(found())
    assert len(set(paths(found()))) == len(found())


def test_a_site_that_states_nothing_has_the_usual_addresses() -> None:
    usual = site_origins(origin(OriginKind.PAGE, "<p>Hello</p>"), None)
    assert {one.said for one in usual} == {OriginSaid.USUAL}
    assert {f"{SITE}/sitemap.xml", f"{SITE}/feed", f"{SITE}/rss.xml"} <= {one.url for one in usual}
