"""Failures of connections in, fixed words out.

Details name no header and hold no words of the libraries: either may carry a secret that was sent.
"""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import h2.exceptions
import httpcore2

from schemas.words import RejectReason
from tasks.fetch.outcomes import FetchError
from tasks.fetch.policy import FetchLimits


@contextmanager
def named_failures(limits: FetchLimits) -> Iterator[None]:
    """Gives the failures of a connection their fixed words.

    Raises:
        FetchError: for each of them.
    """
    try:
        yield
    except httpcore2.ConnectError as error:
        if error.args and isinstance(error.args[0], ssl.SSLError):
            raise FetchError(RejectReason.TLS_FAILED, _tls_detail(error.args[0])) from error
        raise _failed("no connection") from error
    except httpcore2.ConnectTimeout as error:
        raise _timed_out(f"no connection within {limits.connect_seconds:g} s", is_tried_again=True) from error
    except httpcore2.TimeoutException as error:
        raise _timed_out(f"no byte for {limits.idle_seconds:g} s") from error
    except TimeoutError as error:
        raise _timed_out(f"not done within {limits.total_seconds:g} s") from error
    except httpcore2.NetworkError as error:
        raise _failed("the connection broke off") from error
    except httpcore2.RemoteProtocolError as error:
        if "disconnected" in str(error) or "closed connection" in str(error):  # h11's words for an early end
            raise _failed("the server closed the connection too early") from error
        raise FetchError(RejectReason.INVALID_RESPONSE, "the answer breaks the rules of HTTP") from error
    except ssl.SSLError as error:
        raise _failed("the encrypted connection broke off") from error
    # The client checks little of HTTP/2: a status that is no number is a ValueError of its own.
    except (httpcore2.ProtocolError, h2.exceptions.H2Error, ValueError) as error:
        raise FetchError(RejectReason.INVALID_RESPONSE, "the answer breaks the rules of HTTP") from error


def _failed(detail: str) -> FetchError:
    return FetchError(RejectReason.CONNECTION_FAILED, detail, is_tried_again=True)


def _timed_out(detail: str, *, is_tried_again: bool = False) -> FetchError:
    return FetchError(RejectReason.TIMED_OUT, detail, is_tried_again=is_tried_again)


def _tls_detail(error: ssl.SSLError) -> str:
    return getattr(error, "verify_message", None) or (error.reason or "handshake failed").lower().replace("_", " ")
