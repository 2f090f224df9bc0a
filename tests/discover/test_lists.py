import pytest

from schemas.candidates import Discovered
from schemas.words import FlawReason, OriginKind, RejectReason
from tasks.discover.discovery import discover
from tests.discover.origins_of import SITE, origin, urls_of, why


def listed(content: str) -> Discovered:
    return discover(origin(OriginKind.LIST, content))


def test_a_text_is_read_line_by_line_without_comments() -> None:
    found = listed(f"# ours\n{SITE}/a\n\n  {SITE}/b?utm_source=x  # checked\r\n{SITE}/a\n")
    assert urls_of(found) == ["/a", "/b"]
    assert found.flaws == ()


@pytest.mark.parametrize(
    "content",
    [
        f"id,url,title\n1,{SITE}/a,Ferry\n2,{SITE}/b,Mill\n",
        f'Title;URL\n"Ferry; again";{SITE}/a\nMill;{SITE}/b',
        f"URL\tx\n{SITE}/a\t1\n{SITE}/b\t2",
        f"url\n{SITE}/a\n{SITE}/b",
    ],
)
def test_a_table_is_read_by_its_column_url(content: str) -> None:
    assert urls_of(listed(content)) == ["/a", "/b"]


@pytest.mark.parametrize(
    ("content", "example"),
    [
        (f"{SITE}/a\n\nwww.post.example/b", "line 3: 'www.post.example/b' is no http(s) address"),
        (f"{SITE}/a\nfile:///etc/passwd", "line 2: 'file:///etc/passwd' is no http(s) address"),
        (f"url,n\n{SITE}/a,1\n,2", "line 3: no address"),
        (f'n,url\n"two\nlines",{SITE}/a\n3,x', "line 4: 'x' is no http(s) address"),
    ],
)
def test_a_line_without_an_address_is_named_by_its_number(content: str, example: str) -> None:
    found = listed(content)
    assert urls_of(found) == ["/a"]
    assert [(one.reason, one.example) for one in found.flaws] == [(FlawReason.BAD_ADDRESS, example)]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("title,published\nFerry,2024", RejectReason.NOT_A_LIST),
        ("<html><a href='/a'>a</a></html>", RejectReason.HTML_INSTEAD),
        ("\n\n", RejectReason.EMPTY),
    ],
)
def test_what_is_no_list_says_why(content: str, reason: RejectReason) -> None:
    assert why(lambda: listed(content)) is reason
