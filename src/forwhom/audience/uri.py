"""Takes an audience value apart as a URI, without judging or repairing it."""

from __future__ import annotations

import re

from forwhom.record import dataclass

_DEFAULT_PORTS = {"http": "80", "https": "443"}
_HOST = re.compile(r"(?:localhost|[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+)(?::[0-9]{1,5})?(?=[/?#]|$)")


@dataclass(frozen=True, slots=True)
class Uri:
    """The parts of `scheme://userinfo@host:port/rest`; `scheme` and `port` are empty when absent.

    Source: RFC 3986 section 3 (generic syntax).
    """

    scheme: str
    userinfo: str
    host: str
    port: str
    rest: str

    @property
    def has_default_port(self) -> bool:
        """Whether the port is written although it is the scheme's own. Source: RFC 3986 section 6.2.3."""
        return bool(self.port) and self.port == _DEFAULT_PORTS.get(self.scheme)


def split(value: str) -> Uri | None:
    """The parts of a value that holds `://` or begins with a host name of several labels, else `None`.

    Scheme and host are lower-cased, the rest is left alone.
    """
    scheme, separator, after = value.partition("://")
    if not separator:
        return _parts("", value) if _HOST.match(value) else None
    if not scheme or not scheme[0].isalpha():
        return None
    return _parts(scheme.lower(), after)


def _parts(scheme: str, after: str) -> Uri:
    end = min((at for at in (after.find("/"), after.find("?"), after.find("#")) if at >= 0), default=len(after))
    authority, rest = after[:end], after[end:]
    userinfo, _, address = authority.rpartition("@")
    host, port = _port(address)
    return Uri(scheme, userinfo, host.lower(), port, rest)


def _port(address: str) -> tuple[str, str]:
    """Host and port of an address; the brackets of an IPv6 host stay."""
    host, colon, port = address.rpartition(":")
    if colon and not port.endswith("]") and not port.strip("0123456789"):
        return host, port
    return address, ""
