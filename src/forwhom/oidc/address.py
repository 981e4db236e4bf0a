"""Which addresses a walk may ask: what the user named, and what that metadata names, unless it leads inside a network.

Source: RFC 9728 section 7.7, RFC 8414 section 6.2, RFC 9700 section 4.11
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from forwhom.jwt.defect import quoted

_NAT64 = IPv6Network("64:ff9b::/96")
_LONGEST = 2048


class Reach(StrEnum):
    """Where an IP address leads."""

    PUBLIC = "public"
    LOOPBACK = "loopback"
    PRIVATE = "private"
    LINK_LOCAL = "link-local"
    UNUSABLE = "unusable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """What the user allows: `named` are the hosts of the addresses that they gave, `inside` those of a plain yes.

    With `same_host`, metadata may name no host but those of the user.
    """

    named: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    same_host: bool = False


def reach(address: str) -> Reach:
    """Where this IP address leads; an IPv4 address inside an IPv6 one is taken for itself."""
    ip = _inner(ip_address(address.partition("%")[0]))
    if ip.is_unspecified or ip.is_multicast:
        return Reach.UNUSABLE
    if ip.is_loopback:
        return Reach.LOOPBACK
    if ip.is_link_local:
        return Reach.LINK_LOCAL
    return Reach.PUBLIC if ip.is_global else Reach.PRIVATE


def is_loopback_name(host: str) -> bool:
    """Whether the host itself says that it is this machine. Source: RFC 6761 section 6.3."""
    try:
        return reach(host) is Reach.LOOPBACK
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def host_of(url: str) -> str:
    """The host of an address in lower case, empty where it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def origin(url: str) -> str:
    """Scheme, host and port of an address, as they are written."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def malformed(url: str) -> str | None:
    """Why this can be no address to ask; `None` where it can."""
    if len(url) > _LONGEST:
        return f"an address of {len(url)} characters is not asked"
    if not url.isascii() or not url.isprintable() or " " in url or "\\" in url:
        return f"{quoted(url)} is not a URL"
    try:
        parts = urlsplit(url)
        usable = parts.port != 0
    except ValueError:
        return f"{quoted(url)} is not a URL"
    if parts.scheme not in {"https", "http"} or not parts.hostname or not usable:
        return f"{quoted(url)} is not an https URL"
    if parts.username is not None or parts.password is not None:
        return "the address holds a user name, which is not sent anywhere"
    return "the address has a fragment" if parts.fragment else None


def refused(permission: Permission, parts: SplitResult, address: str) -> tuple[str, bool] | None:
    """Why this IP address is not asked for this URL, and whether a plain yes opens it; `None` where it is asked."""
    host = parts.hostname or ""
    where = reach(address)
    if permission.same_host and host not in permission.named:
        return f"{host} is another host than {' and '.join(sorted(permission.named))}, and only those are asked", False
    if where is Reach.UNUSABLE:
        return f"{host} leads to {address}, which is no address of a server", False
    if where is Reach.PUBLIC:
        if parts.scheme == "http":
            return f"{host} is to be asked over http, where anybody on the way could read and change it", False
        return None
    if host in permission.inside:
        return None
    if where is Reach.LOOPBACK and is_loopback_name(host) and any(map(is_loopback_name, permission.named)):
        return None
    kind = "an address of this machine" if where is Reach.LOOPBACK else f"a {where} address"
    leads = f"{host} is" if host == address else f"{host} leads to {address},"
    return f"{leads} {kind}, which is asked only after a plain yes", True


def _inner(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.ipv4_mapped or ip.sixtofour or ip
