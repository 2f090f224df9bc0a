"""Which addresses are asked: no spelling of an address that is not public gets through."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from schemas.words import RejectReason
from tasks.fetch.networks import is_allowed
from tasks.fetch.outcomes import FetchError
from tasks.fetch.targets import Target, redirect_target, target_of

PORTS = frozenset({80, 443})
NEVER = [
    *(
        "0.0.0.0",
        "0.1.2.3",
        "169.254.169.254",
        "169.254.0.1",
        "192.0.0.192",
        "192.0.2.1",
        "198.51.100.7",
        "203.0.113.9",
    ),
    *("198.18.0.1", "192.88.99.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
    *("100.100.100.200", "168.63.129.16"),
    *("::", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "2001:db8::1", "2001::1", "2002:7f00:1::", "3fff::1"),
    *("::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "::7f00:1", "100::1", "5f00::1", "fd00:ec2::254"),
]
PRIVATE = [
    *("10.0.0.1", "127.0.0.1", "127.255.0.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1"),
    *("::1", "fc00::1", "fd12:3456::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1"),
]
PUBLIC = [
    *("8.8.8.8", "93.184.215.14", "172.32.0.1", "100.128.0.1", "192.0.1.1", "169.253.1.1", "223.255.255.254"),
    *("2606:4700::1111", "2a00:1450:4001::1", "::ffff:8.8.8.8", "64:ff9b::808:808"),
]


@pytest.mark.parametrize("address", NEVER)
def test_special_addresses_are_never_allowed(address: str) -> None:
    assert not is_allowed(address, allow_private=False)
    assert not is_allowed(address, allow_private=True)


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_allowed_where_the_source_says_so(address: str) -> None:
    assert not is_allowed(address, allow_private=False)
    assert is_allowed(address, allow_private=True)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_allowed(address: str) -> None:
    assert is_allowed(address, allow_private=False)


@given(st.ip_addresses(v=4), st.booleans())
def test_an_ipv4_address_in_ipv6_is_what_it_is_in_ipv4(address: IPv4Address, allow_private: bool) -> None:
    plain = is_allowed(str(address), allow_private=allow_private)
    for embedding in (f"::ffff:{address}", f"64:ff9b::{address}"):
        assert is_allowed(embedding, allow_private=allow_private) == plain


@given(st.ip_addresses(v=4) | st.ip_addresses(v=6, network="2000::/3"))
def test_what_is_allowed_is_global_for_python_too(address: IPv4Address | IPv6Address) -> None:
    """Python's own list is no authority (it changes), but nothing it calls local today gets through."""
    if is_allowed(str(address), allow_private=False):
        assert address.is_global and not address.is_multicast and not address.is_reserved


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://news.example/", "file:///etc/passwd", "javascript:alert(1)", "//news.example/", "news.example/a", ""),
        *(
            "http://",
            "http:///a",
            "http://user@news.example/",
            "http://user:secret@news.example/",
            "http://@news.example/",
        ),
        *(
            "http://news.example:22/",
            "https://news.example:6379/",
            "http://news.example:99999/",
            "http://news.example:x/",
        ),
        *("http://127.1/", "http://0x7f.0.0.1/", "http://0177.0.0.1/", "http://2130706433/", "http://1.2.3.4.5/"),
        *("http://[::1%25eth0]/", "http://[fe80::1%eth0]/", "http://[v1.x]/", "http://[::1", "http://[1.2.3.4]/"),
        *("http://news.example\\@evil.example/", "http://news.example /", "http://news.example\t/", "http://a\r\nb/"),
        *("http://new$s.example/", "http://a..b/", "http://-a.example/", "http://" + "a" * 300 + ".example/"),
        "http://news.example/" + "a" * 9_000,
    ],
)
def test_addresses_that_are_none_or_are_read_in_several_ways_are_refused(url: str) -> None:
    with pytest.raises(FetchError) as refused:
        target_of(url, PORTS)
    assert refused.value.reason is RejectReason.FORBIDDEN_ADDRESS
    assert "secret" not in refused.value.detail


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("http://News.Example", "http://news.example/"),
        ("HTTPS://news.example:443/a?b=c#d", "https://news.example/a?b=c"),
        ("http://news.example./a", "http://news.example/a"),
        ("http://zeitung.example/ä?q=ö", "http://zeitung.example/%C3%A4?q=%C3%B6"),
        ("http://münchen.example/", "http://xn--mnchen-3ya.example/"),
        ("http://１２７.０.０.１/", "http://127.0.0.1/"),
        ("http://news.example/a%20b", "http://news.example/a%20b"),
        ("http://[2606:4700:0::1111]/", "http://[2606:4700::1111]/"),
        ("http://news.example?a", "http://news.example/?a"),
    ],
)
def test_an_address_has_one_spelling(url: str, asked: str) -> None:
    assert target_of(url, PORTS).url == asked


@given(st.text(max_size=60), st.text(max_size=30))
@example("127.0.0.1", "@evil.example")
@example("[::1]", "%5c")
def test_what_is_asked_reads_the_same_again(host: str, path: str) -> None:
    try:
        target = target_of(f"http://{host}/{path}", PORTS)
    except FetchError:
        return
    assert target_of(target.url, PORTS) == target
    assert target.host.isascii() and target.path.isascii() and target.path.isprintable()


@pytest.mark.parametrize(
    ("location", "asked"),
    [
        ("b", "https://news.example/x/b"),
        ("/b?c", "https://news.example/b?c"),
        ("?c", "https://news.example/x/a?c"),
        ("//other.example/b", "https://other.example/b"),
        ("http://other.example", "http://other.example/"),
        ("/a b", "https://news.example/a%20b"),
        ("#top", "https://news.example/x/a"),
    ],
)
def test_a_redirect_is_read_against_the_address_it_came_from(location: str, asked: str) -> None:
    assert redirect_target(Target("https", "news.example", 443, "/x/a"), location, PORTS).url == asked


def test_an_ip_address_as_host_stays_an_ip_address() -> None:
    assert ip_address(target_of("http://[2606:4700::1111]/", PORTS).host) == IPv6Address("2606:4700::1111")
