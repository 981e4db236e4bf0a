"""The client: who asks, and how it proves that to the token endpoint.

Source: RFC 6749 section 2.3, OIDC Core section 9, RFC 7523
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

if TYPE_CHECKING:
    from collections.abc import Callable

    from forwhom.oidc.exchange import Pairs

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class Authentication(StrEnum):
    """How a client authenticates, by the names of RFC 8414's `token_endpoint_auth_methods_supported`."""

    NONE = "none"
    BASIC = "client_secret_basic"
    POST = "client_secret_post"
    PRIVATE_KEY = "private_key_jwt"
    SECRET_JWT = "client_secret_jwt"


#: The two that prove a key by an assertion, without sending it.
BY_ASSERTION = frozenset({Authentication.PRIVATE_KEY, Authentication.SECRET_JWT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Prover:
    """Makes client assertions: `make` a new one for an audience, signed with `algorithm`.

    `audience` is the one that the user chose for them, `None` for the issuer.
    """

    make: Callable[[str], str] = field(repr=False)
    algorithm: str
    audience: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A registered client, with its secret or with what makes its assertions."""

    id: str
    authentication: Authentication = Authentication.NONE
    secret: str | None = field(default=None, repr=False)
    prover: Prover | None = None


def credentials(client: Client, issuer: str) -> tuple[Pairs, Pairs]:
    """The headers and the form members by which the client authenticates.

    A client assertion is for the issuer alone, unless the user says otherwise: an endpoint may be another server's,
    named to harvest assertions.

    Source: RFC 6749 section 2.3.1, draft-ietf-oauth-rfc7523bis section 4
    """
    named = (("client_id", client.id),)
    match client.authentication:
        case Authentication.NONE:
            return (), named
        case Authentication.BASIC:
            pair = f"{quote_plus(client.id)}:{quote_plus(client.secret or '')}".encode("ascii")
            return (("Authorization", f"Basic {base64.b64encode(pair).decode('ascii')}"),), ()
        case Authentication.POST:
            return (), (*named, ("client_secret", client.secret or ""))
        case Authentication.PRIVATE_KEY | Authentication.SECRET_JWT:
            if client.prover is None:
                raise ValueError(f"{client.authentication} needs a key")
            assertion = client.prover.make(client.prover.audience or issuer)
            return (), (*named, ("client_assertion_type", ASSERTION_TYPE), ("client_assertion", assertion))
