"""From an issuer to its JWK Set, by the metadata that it publishes."""

from __future__ import annotations

import logging
from urllib.parse import urlsplit, urlunsplit

from forwhom.jwt.defect import quoted
from forwhom.resource_server.key_fetch import Document, FetchError, address_trouble, fetch

_ABSENT = frozenset({404, 410})

_log = logging.getLogger("forwhom.resource_server")


def addresses(issuer: str) -> tuple[str, str]:
    """Where the metadata of an issuer stands: for OpenID Connect, and for OAuth 2.0 alone.

    Source: OIDC Discovery 1.0 section 4.1, RFC 8414 section 3.1
    """
    parts = urlsplit(issuer)
    path = parts.path.rstrip("/")
    oauth = urlunsplit((parts.scheme, parts.netloc, f"/.well-known/oauth-authorization-server{path}", "", ""))
    return f"{issuer.rstrip('/')}/.well-known/openid-configuration", oauth


def documents(issuer: str, deadline: float, *, insecure_http_loopback: bool) -> Document:
    """The JWK Set of an issuer; raises `FetchError`, also where the metadata is another issuer's.

    Source: OIDC Discovery 1.0 section 4.3, RFC 8414 section 3.3
    """
    metadata = _metadata(issuer, deadline)
    members = metadata.value if isinstance(metadata.value, dict) else {}
    if members.get("issuer") != issuer:
        raise FetchError(f"the metadata does not name the issuer {quoted(issuer)} exactly")
    jwks_uri = members.get("jwks_uri")
    trouble = address_trouble(jwks_uri, insecure_http_loopback=insecure_http_loopback)
    if trouble or not isinstance(jwks_uri, str):
        raise FetchError(f"the jwks_uri of the metadata cannot be used: {trouble}")
    hosts = (urlsplit(issuer).hostname, urlsplit(jwks_uri).hostname)
    if hosts[0] != hosts[1]:
        # Usual with large providers, and worth knowing: whoever runs that host can make tokens of this issuer.
        _log.info("the keys of the issuer on %s come from another host, %s", *hosts)
    return fetch(jwks_uri, deadline)


def _metadata(issuer: str, deadline: float) -> Document:
    openid, oauth = addresses(issuer)
    try:
        return fetch(openid, deadline)
    except FetchError as error:
        if error.status not in _ABSENT:
            raise
    return fetch(oauth, deadline)
