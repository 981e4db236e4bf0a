"""Fetches one JSON document over HTTPS: no redirects, bounded in size, and in time as a whole."""

from __future__ import annotations

import contextlib
import http.client
import re
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cache
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from forwhom.jwt.defect import quoted
from forwhom.jwt.json import parse_strict

if TYPE_CHECKING:
    from urllib.parse import SplitResult

    from forwhom.jwt.json import JsonValue

#: Seconds.
CONNECT = 3.0
TOTAL = 5.0
#: Bytes.
MAX_SIZE = 512 * 1024

_OK = 200
_DEFAULT_LIFE = 600.0
# What servers of static files say of JSON; a page of HTML is never a key set.
_TYPES = re.compile(r"(?:application/(?:json|octet-stream|[a-z0-9.+-]+\+json)|text/plain)\s*(?:;|$)", re.IGNORECASE)
_MAX_AGE = re.compile(r"(?:^|,)\s*max-age\s*=\s*\"?([0-9]{1,10})", re.IGNORECASE)
_NO_CACHE = re.compile(r"(?:^|,)\s*(?:no-store|no-cache)\b", re.IGNORECASE)


class FetchError(Exception):
    """The document could not be had; the text says why, in one line. `status` is that of the response, if any."""

    def __init__(self, reason: str, status: int | None = None) -> None:
        """An error for this reason."""
        super().__init__(reason)
        self.status = status


@dataclass(frozen=True, slots=True)
class Document:
    """A JSON document and the seconds that its server lets it be kept."""

    value: JsonValue
    life: float


def address_trouble(url: object, *, insecure_http_loopback: bool) -> str | None:
    """Why keys must not be fetched from this address; `None` where they may.

    Source: RFC 8414 section 2, RFC 7517 section 8.1
    """
    if not isinstance(url, str) or not url.isascii() or not url.isprintable() or " " in url:
        return "the address is not an https URL"
    try:
        parts = urlsplit(url)
        port_is_fine = parts.port != 0
    except ValueError:
        return f"{quoted(url)} is not a URL"
    if not parts.hostname or not port_is_fine:
        return f"{quoted(url)} is not an https URL"
    if parts.username is not None or parts.fragment:
        return "the address of a key set has neither a user name nor a fragment"
    if parts.scheme == "https":
        return None
    if parts.scheme == "http" and insecure_http_loopback and is_loopback(parts.hostname):
        return None
    return f"{quoted(url)} is not an https URL"


def is_loopback(host: str) -> bool:
    """Whether the host is this machine, by its address or as localhost."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def fetch(url: str, deadline: float) -> Document:
    """The document at an address that was found to be in order; raises `FetchError`.

    `deadline` is on the clock of `time.monotonic`. What the server says about keeping the document becomes `life`.
    """
    parts = urlsplit(url)
    try:
        return _fetch(parts, deadline)
    except FetchError as error:
        # A connection that was shut reads like an answer that has ended.
        if time.monotonic() < deadline:
            raise
        reason = str(error)
    except TimeoutError:
        reason = "it does not answer in time"
    except ssl.SSLError as error:
        reason = f"its certificate or TLS is not accepted ({error.reason or 'closed'})"
    except (OSError, http.client.HTTPException, ValueError) as error:
        # Only the kind: the texts may quote what the server sent.
        reason = f"the connection failed ({type(error).__name__})"
    if time.monotonic() >= deadline:
        reason = "it does not answer in time"
    raise FetchError(reason)


def _fetch(parts: SplitResult, deadline: float) -> Document:
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    connection = http.client.HTTPConnection(host, port)
    sock = socket.create_connection((host, port), timeout=max(0.01, min(CONNECT, deadline - time.monotonic())))
    # A read may time out again and again: what ends them all is that the connection is shut at the deadline.
    guard = sock.dup()
    timer = threading.Timer(max(0.01, deadline - time.monotonic()), _shut, (guard,))
    timer.daemon = True
    timer.start()
    try:
        connection.sock = trust().wrap_socket(sock, server_hostname=host) if parts.scheme == "https" else sock
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        headers = {"Accept": "application/json, application/jwk-set+json", "Accept-Encoding": "identity"}
        connection.request("GET", path, headers={**headers, "User-Agent": "forwhom", "Connection": "close"})
        return _read(connection.getresponse())
    finally:
        timer.cancel()
        guard.close()
        connection.close()
        sock.close()


def _read(response: http.client.HTTPResponse) -> Document:
    if response.status != _OK:
        raise FetchError(f"it answers with status {response.status} where 200 was expected", response.status)
    content_type = response.getheader("Content-Type", "application/json")
    if not _TYPES.match(content_type):
        raise FetchError(f"its content type is {quoted(content_type)}, not JSON")
    if response.getheader("Content-Encoding", "identity") != "identity":
        raise FetchError("it is compressed, which was not asked for")
    if (response.length or 0) > MAX_SIZE:
        raise FetchError(f"it is longer than {MAX_SIZE} bytes")
    data = response.read(MAX_SIZE + 1)
    if len(data) > MAX_SIZE:
        raise FetchError(f"it is longer than {MAX_SIZE} bytes")
    if response.length:
        raise FetchError("it breaks off")
    reading = parse_strict(data)
    if reading.defects:
        raise FetchError(f"it is no JSON as it must be: {reading.defects[0].code}")
    return Document(reading.value, _life(response))


def _life(response: http.client.HTTPResponse) -> float:
    """The seconds for which the response is fresh. Source: RFC 9111 section 4.2.1."""
    control = response.getheader("Cache-Control", "")
    if _NO_CACHE.search(control):
        return 0.0
    age = _MAX_AGE.search(control)
    if age:
        return float(age[1])
    expires = response.getheader("Expires")
    if expires is None:
        return _DEFAULT_LIFE
    try:
        until, sent = parsedate_to_datetime(expires), parsedate_to_datetime(response.getheader("Date", ""))
        return (until - sent).total_seconds()
    except (TypeError, ValueError):
        # A date that is none has passed.
        return 0.0


@cache
def trust() -> ssl.SSLContext:
    """The trust of the machine; made once, since reading its certificates takes long."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _shut(guard: socket.socket) -> None:
    with contextlib.suppress(OSError):
        guard.shutdown(socket.SHUT_RDWR)
