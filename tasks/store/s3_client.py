"""The client of a bucket, as AWS's own tools are told of it, and what it says against us in words.

In: a bucket and a prefix; credentials, region and endpoint by the environment. Out: obstore's clients, and errors that
say what to do. No secret, and no answer of a server beyond its code and message, gets into one.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from errno import ENOENT
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from obstore.exceptions import BaseError
from obstore.store import S3Store

if TYPE_CHECKING:
    from obstore.store import RetryConfig, S3Config

ENDPOINTS: Final = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT")
"""The variables that name another server than Amazon's, the first that is set."""

_RETRIES: Final["RetryConfig"] = {"max_retries": 4, "retry_timeout": timedelta(seconds=60)}
_CONNECT: Final = timedelta(seconds=5)
_SHORT: Final = timedelta(seconds=20)
"""For a request that carries next to nothing: a server that takes longer is not there."""
_LONG: Final = timedelta(minutes=10)
"""For a file of rows, over a slow line."""

_ADVICE: Final = {
    "NoSuchBucket": "there is no such bucket; create it, or correct the root",
    "PermanentRedirect": "the bucket is in another region; set AWS_REGION",
    "AuthorizationHeaderMalformed": "the bucket may be in another region; set AWS_REGION",
    "SlowDown": "the server wants fewer requests; try later",
}
_CREDENTIALS: Final = (
    "check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, and what they may do in this bucket"
)
_NO_CREDENTIALS: Final = (
    "there are no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY "
    "(a profile's: `aws configure export-credentials --format env`)"
)


@dataclass(frozen=True)
class Clients:
    """Two clients of one place in a bucket: for what has to be answered soon, and for whole files of rows."""

    short: S3Store
    long: S3Store


def clients(bucket: str, prefix: str) -> Clients:
    """The clients, the same ones as long as the environment is the same.

    Raises:
        OSError: the environment has settings that the client does not take.
    """
    settings = frozenset((name, value) for name, value in os.environ.items() if name.startswith("AWS_"))
    return _clients(bucket, prefix, settings)


def endpoint() -> str | None:
    """The server by the environment, without what stands before an @ in it; None for Amazon's."""
    named = next((os.environ[name] for name in ENDPOINTS if os.environ.get(name)), None)
    return named and re.sub(r"//[^/@]*@", "//", named)


@lru_cache(maxsize=64)
def _clients(bucket: str, prefix: str, settings: frozenset[tuple[str, str]]) -> Clients:
    with told(f"s3://{bucket}"):
        return Clients(_client(bucket, prefix, _SHORT), _client(bucket, prefix, _LONG))


def _client(bucket: str, prefix: str, timeout: timedelta) -> S3Store:
    named = next((os.environ[name] for name in ENDPOINTS if os.environ.get(name)), None)
    if named and not re.fullmatch(r"https?://[^/\s]+/*", named):
        raise ValueError("the endpoint is no address; write https://host in AWS_ENDPOINT_URL")
    config: S3Config = {"conditional_put": "etag"}
    if named:
        config["endpoint"] = config["aws_endpoint_url_s3"] = named.rstrip("/")
    return S3Store(
        bucket,
        prefix=prefix or None,
        config=config,
        client_options={
            "allow_http": bool(named and named.startswith("http://")),
            "connect_timeout": _CONNECT,
            "timeout": timeout,
        },
        retry_config=_RETRIES,
    )


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turns the client's errors into the system's.

    Raises:
        FileNotFoundError: there is no such object.
        OSError: anything else, with what to do about it.
    """
    try:
        yield
    except FileNotFoundError as error:
        if "NoSuchBucket" in str(error):
            raise OSError(_ADVICE["NoSuchBucket"]) from None
        raise FileNotFoundError(ENOENT, "no such object", where) from None
    except (BaseError, ValueError) as error:
        # Without the client's own error: that quotes whole answers, and requests with what signed them.
        raise OSError(_words(str(error))) from None


def _words(text: str) -> str:
    code, message = _within("Code", text), _within("Message", text)
    said = f"{code}: {message}" if message else code or _status(text)
    if "169.254.169.254" in text or "169.254.170." in text:
        return _NO_CREDENTIALS
    if code in _ADVICE:
        return f"{_ADVICE[code]} ({said})"
    if " 403 " in text or " 401 " in text:
        return f"the server refuses the credentials ({said}); {_CREDENTIALS}"
    if said:
        return f"the server answers {said}"
    if "error sending request" in text or "timed out" in text:
        server = endpoint() or "Amazon S3"
        return f"{server} does not answer; check the network, and AWS_ENDPOINT_URL if it is another server you mean"
    return _first_line(text)


def _within(tag: str, text: str) -> str:
    found = re.search(rf"<{tag}>([^<]*)</{tag}>", text)
    return found[1] if found else ""


def _status(text: str) -> str:
    found = re.search(r"status code: (\d{3}[A-Za-z -]*)", text)
    return found[1].strip() if found else ""


def _first_line(text: str) -> str:
    return re.sub(r"//[^/@\s]*@", "//", text.strip().partition("\n")[0])[:300]
