"""Whether two web addresses with different hosts are names of one service."""

from __future__ import annotations

from forwhom.audience.uri import Uri

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]", "0.0.0.0", "host.docker.internal"})  # noqa: S104 - compared, never bound
#: Labels and path segments that so many services have that sharing one tells nothing.
_GENERIC = frozenset(
    {"", "api", "apis", "app", "auth", "default", "id", "idp", "login", "oauth", "oauth2", "resources", "rest", "sso"}
    | {"token", "userinfo", "v1", "v1.0", "v2", "v2.0", "v3", "www"}
)
#: Under these a platform names what it runs.
_PLATFORMS = (
    ".run.app",
    ".cloudfunctions.net",
    ".appspot.com",
    ".azurewebsites.net",
    ".azurecontainerapps.io",
    ".azurestaticapps.net",
    ".elb.amazonaws.com",
    ".cloudfront.net",
    ".herokuapp.com",
    ".vercel.app",
    ".netlify.app",
    ".onrender.com",
    ".fly.dev",
    ".pages.dev",
    ".workers.dev",
    ".deno.dev",
    ".up.railway.app",
    ".ngrok.io",
    ".ngrok.app",
    ".ngrok-free.app",
    ".ngrok-free.dev",
    ".trycloudflare.com",
)
#: The longest host name. Source: RFC 1035 section 2.3.4.
_LONGEST_NAME = 253
_IPV4_DOTS = 3


def is_same_host(one: str, other: str) -> bool:
    """Whether two hosts are one: but for a leading `www.`, a trailing dot, and Unicode or Punycode."""
    return one == other or _name(one) == _name(other)


def is_same_service(one: Uri, other: Uri) -> bool:
    """Whether two URIs with one path and different hosts look like one service.

    Sibling hosts such as `orders.example.com` and `billing.example.com` do not.
    """
    if not one.host or not other.host:
        return False
    if any(host in _LOOPBACK or _is_address(host) for host in (one.host, other.host)):
        return True
    if any(segment.lower() not in _GENERIC for segment in one.rest.split("/")):
        return True
    if is_given(one.host) != is_given(other.host):
        # One is the name that the platform gave, the other may be the name that its owner chose.
        return True
    if _is_within(one.host, other.host) or _is_within(other.host, one.host):
        return True
    return _is_same_label(one.host, other.host) or is_one_typing_error(one.host, other.host)


def _is_within(host: str, domain: str) -> bool:
    """Whether a host stands one label below the other, as a tenant's `orders.vault.example.com` below its service."""
    label, _, rest = host.partition(".")
    return bool(label) and rest == domain and "." in domain


def is_given(host: str) -> bool:
    """Whether a hosting platform made up this name for a deployment, which then mostly gets another of its own."""
    return host.endswith(_PLATFORMS)


def _name(host: str) -> str:
    """The host without a leading `www.` and a trailing dot, in its ASCII form."""
    host = host.removesuffix(".").removeprefix("www.")
    if host.isascii() or len(host) > _LONGEST_NAME:
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _is_address(host: str) -> bool:
    return host.startswith("[") or (host.count(".") == _IPV4_DOTS and host.replace(".", "").isdecimal())


def _is_same_label(one: str, other: str) -> bool:
    """Whether the hosts begin with one label, and that label, or another that they share, is a name of its own."""
    first, second = one.split("."), other.split(".")
    if first[0] != second[0]:
        return False
    shared = set(first[:-1] or first) & set(second[:-1] or second)
    return not shared <= _GENERIC


def is_one_typing_error(one: str, other: str) -> bool:
    """Whether two longer names differ in one slip: a letter wrong, two swapped, or up to four more.

    Another number, or another word, is no slip: `node1` and `node2`, `svc-a` and `svc-b` are two services.
    """
    shortest = min(len(one), len(other))
    start = _common(one, other)
    end = _common(one[start:][::-1], other[start:][::-1])
    if shortest < _SHORTEST or start < _LEAST_START:
        return False
    slips = [name[start : len(name) - end] for name in (one, other)]
    if any(character.isdecimal() for slip in slips for character in slip):
        return False
    if not all(slips):
        return max(map(len, slips)) <= _MOST_MORE
    if slips[0] == slips[1][::-1] and len(slips[0]) == _SWAPPED:
        return True
    after = one[len(one) - end :][:1]
    return all(len(slip) == 1 and slip.isalpha() for slip in slips) and (one[start - 1].isalpha() or after.isalpha())


_SHORTEST, _LEAST_START, _MOST_MORE, _SWAPPED = 8, 4, 4, 2


def _common(one: str, other: str) -> int:
    """How many characters the two share at their start."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
