"""Tells client identifiers from identifiers of APIs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forwhom.audience.identifier import guid
from forwhom.provider import whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forwhom.jwt.json import JsonValue
    from forwhom.provider import Provider

#: The claims that name the client which a token was issued to. Sources: RFC 8693 section 4.3, OIDC Core section 2
#: (`azp`), RFC 9068 section 2.2 (`client_id`); `cid` is Okta's, `appid` Entra's version 1.0.
CLIENT_CLAIMS = ("azp", "client_id", "cid", "appid")

_REVERSE_DNS = re.compile(r"(?:com|org|net|io|dev|app|de|fr|uk|co|me|ai|host)(?:\.[A-Za-z0-9_-]+){2,}")
_OPAQUE = re.compile(r"(?=[^0-9]*[0-9])[A-Za-z0-9_-]{16,}")


def own_client(claims: Mapping[str, JsonValue]) -> Iterator[str]:
    """The identifiers of the client to which the token was issued, as its claims name it."""
    for name in CLIENT_CLAIMS:
        value = claims.get(name)
        if isinstance(value, str) and value:
            yield value


def client_id_form(value: str, providers: Mapping[str, Provider], provider: Provider | None = None) -> str | None:
    """The name of the form of client identifiers that the value has, `None` when it has none that can be told.

    With a provider known, its own form is tried first; the forms of others count only when they are distinctive.
    """
    if provider and provider.client_id_pattern and whole(provider.client_id_pattern)(value):
        return provider.id
    if _REVERSE_DNS.fullmatch(value):
        return "reverse domain name"
    if guid(value) and len(value) in {32, 36}:
        return "GUID"
    for other in providers.values():
        if other.client_id_pattern and whole(other.client_id_pattern)(value):
            return other.id
    return None


def is_opaque_identifier(value: str) -> bool:
    """Whether a value is a random-looking identifier: a GUID, or at least 16 letters and digits without structure."""
    return _OPAQUE.fullmatch(value) is not None
