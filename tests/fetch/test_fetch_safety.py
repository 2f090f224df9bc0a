"""Nothing is connected to that was not checked, and no secret goes where it is not meant to go."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace

import httpcore2
import pytest
from fetch_cases import PAGE
from fetching import POLICY, fetch
from loopback.website import PUBLIC, Reply, Website, redirect

from schemas.errors import ConfigError
from schemas.words import RejectReason
from tasks.fetch import Fetched, FetchPolicy, Unfetched
from tasks.fetch.connections import CheckedConnections, dial

SECRET = (("authorization", "Bearer s3cr3t"), ("cookie", "session=s3cr3t"), ("x-api-key", "s3cr3t"))
SECRETIVE = replace(POLICY, headers=SECRET)


class Rebinding(dict[str, Sequence[str]]):
    """Answers with a public address once, then with one of this machine."""

    def __init__(self) -> None:
        self.answers = [[PUBLIC], ["127.0.0.1"]]

    def get(self, name: str, default: object = None) -> Sequence[str]:  # type: ignore[override] # as a resolver asks
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def test_the_address_check_comes_before_any_connection(website: Website) -> None:
    website.addresses["metadata.example"] = ["169.254.169.254"]
    (outcome,) = fetch(website, "http://metadata.example/latest/meta-data/iam/")
    assert isinstance(outcome, Unfetched) and outcome.reason is RejectReason.FORBIDDEN_ADDRESS
    assert website.dialled == [] and website.seen == []


def test_a_name_that_changes_its_address_cannot_lead_elsewhere(website: Website) -> None:
    """Each connection goes to the addresses checked for it: that to robots.txt is closed, the next is refused."""
    website.addresses = Rebinding()
    closing = {"content-type": "text/plain", "connection": "close"}
    website.serve("rebinding.example", "/robots.txt", Reply(b"", headers=closing))
    website.serve("rebinding.example", "/.well-known/tdmrep.json", Reply(b"[]", headers=closing))
    (outcome,) = fetch(website, website.serve("rebinding.example", "/a", Reply(PAGE)))
    assert isinstance(outcome, Unfetched) and outcome.reason is RejectReason.FORBIDDEN_ADDRESS
    assert website.dialled == [(PUBLIC, 80)]


def test_the_address_is_dialled_and_the_name_is_sent(website: Website) -> None:
    website.serve("secure.example", "/a", Reply(PAGE))
    (outcome,) = fetch(website, "https://secure.example/a")  # the certificate is the name's
    assert isinstance(outcome, Fetched)
    assert website.dialled == [(PUBLIC, 443)]
    assert {seen.host for seen in website.seen} == {"secure.example"}


def test_the_next_address_of_a_name_is_tried_where_one_does_not_answer(website: Website) -> None:
    website.addresses["two.example"] = ["2606:4700::1111", PUBLIC]
    (outcome,) = fetch(website, website.serve("two.example", "/a", Reply(PAGE)))
    assert isinstance(outcome, Fetched)
    assert website.dialled == [("2606:4700::1111", 80), (PUBLIC, 80)]


def test_a_name_server_that_does_not_answer_is_not_waited_for() -> None:
    async def resolve(host: str) -> Sequence[str]:
        await asyncio.sleep(5)
        return [PUBLIC]

    connections = CheckedConnections(resolve, dial, allow_private=False)
    with pytest.raises(httpcore2.ConnectTimeout):
        asyncio.run(connections.connect_tcp("silent.example", 80, timeout=0.05))


def test_a_source_that_may_ask_private_networks_does(website: Website) -> None:
    website.addresses["intranet.example"] = ["127.0.0.1"]
    url = website.serve("intranet.example", "/a", Reply(PAGE))
    assert isinstance(fetch(website, url, policy=replace(POLICY, allow_private=True))[0], Fetched)
    website.serve("intranet.example", "/b", redirect("http://169.254.169.254/"))
    (outcome,) = fetch(website, "http://intranet.example/b", policy=replace(POLICY, allow_private=True))
    assert isinstance(outcome, Unfetched) and outcome.reason is RejectReason.FORBIDDEN_ADDRESS


def test_another_port_is_asked_only_where_the_source_names_it(website: Website) -> None:
    website.serve("ported.example", "/a", Reply(PAGE))
    (refused,) = fetch(website, "http://ported.example:8080/a")
    (outcome,) = fetch(website, "http://ported.example:8080/a", policy=replace(POLICY, ports=frozenset({8080})))
    assert isinstance(refused, Unfetched) and refused.reason is RejectReason.FORBIDDEN_ADDRESS
    assert isinstance(outcome, Fetched)


def test_the_headers_of_a_source_are_sent_to_its_origin(website: Website) -> None:
    website.serve("paid.example", "/b", Reply(PAGE))
    fetch(website, website.serve("paid.example", "/a", redirect("/b")), policy=SECRETIVE)
    assert [seen.headers.get("authorization") for seen in website.asked()] == ["Bearer s3cr3t"] * 2


@pytest.mark.parametrize("location", ["http://other.example/b", "https://secure.example/b", "http://secure.example/b"])
def test_no_secret_follows_a_redirect_to_another_origin(website: Website, location: str) -> None:
    for host in ("other.example", "secure.example"):
        website.serve(host, "/b", Reply(PAGE))
    origin = "paid.example" if location.startswith("https") is False else "other.example"
    (outcome,) = fetch(website, website.serve(origin, "/a", redirect(location)), policy=SECRETIVE)
    assert isinstance(outcome, Fetched)
    (elsewhere,) = website.asked("/b")
    assert "s3cr3t" not in repr(elsewhere.headers)


def test_a_secret_does_not_come_back_after_a_detour(website: Website) -> None:
    """It is the origin's again by then, and the way there was chosen by another: still its own secret, to itself."""
    website.serve("other.example", "/b", redirect("http://paid.example/c"))
    website.serve("paid.example", "/c", Reply(PAGE))
    fetch(website, website.serve("paid.example", "/a", redirect("http://other.example/b")), policy=SECRETIVE)
    held = {seen.host for seen in website.seen if "s3cr3t" in repr(seen.headers)}
    assert held == {"paid.example"}


def test_robots_and_reservations_are_asked_for_without_secrets(website: Website) -> None:
    fetch(website, website.serve("paid.example", "/a", Reply(PAGE)), policy=SECRETIVE)
    assert [seen.path for seen in website.seen if "s3cr3t" in repr(seen.headers)] == ["/a"]


def test_secrets_stand_in_no_outcome_and_no_policy_as_printed(website: Website) -> None:
    urls = [website.serve("paid.example", f"/{n}", Reply(PAGE, status)) for n, status in enumerate((200, 404, 500))]
    assert "s3cr3t" not in repr((SECRETIVE, *fetch(website, *urls, policy=SECRETIVE)))


def test_secrets_are_in_no_log_even_of_the_libraries(website: Website, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    website.serve("http2.example", "*", Reply(PAGE))
    many = tuple((f"x-{number}", "s3cr3t" * 20) for number in range(30))  # more than HTTP/2's table of headers holds
    policy = replace(POLICY, headers=(*SECRET, *many))
    outcomes = fetch(website, "https://http2.example/a", "http://http2.example/b", policy=policy)
    assert all(isinstance(outcome, Fetched) for outcome in outcomes)
    assert caplog.records, "the client does log"
    assert "s3cr3t" not in caplog.text


def test_cookies_are_not_kept(website: Website) -> None:
    website.serve("cookies.example", "/b", Reply(PAGE))
    setting = Reply(status=302, headers={"location": "/b", "set-cookie": "seen=1"})
    (outcome,) = fetch(website, website.serve("cookies.example", "/a", setting))
    assert isinstance(outcome, Fetched)
    assert all("cookie" not in seen.headers for seen in website.seen)
    assert "set-cookie" not in {header.name for header in outcome.capture.headers}


@pytest.mark.parametrize(
    "headers",
    [
        (("x-key", "a\r\nx-evil: 1"),),
        (("x-key\r\nx-evil", "1"),),
        (("host", "other.example"),),
        (("Content-Length", "5"),),
        (("x-key", ""),),
        (("x-key", "s3cr3t\n"),),
    ],
)
def test_headers_that_would_change_the_request_are_refused_without_their_value(
    headers: tuple[tuple[str, str], ...],
) -> None:
    with pytest.raises(ConfigError) as refused:
        FetchPolicy("tests", "dateline/1.0", headers=headers)
    assert "s3cr3t" not in str(refused.value)


@pytest.mark.parametrize("agent", ["", " dateline", "date\nline", "(dateline)"])
def test_a_user_agent_begins_with_the_name_robots_know(agent: str) -> None:
    with pytest.raises(ConfigError):
        FetchPolicy("tests", agent)
