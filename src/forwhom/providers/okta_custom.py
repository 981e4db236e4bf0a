"""Okta's custom authorization servers: one Audience setting for all access tokens of a server.

Source: https://developer.okta.com/docs/concepts/auth-servers
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import DefaultAudience, Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="okta-custom",
    name="Okta custom authorization server",
    aliases=("okta",),
    families=(),
    issuer_pattern=r"https://[a-z0-9-]+\.(?:okta|oktapreview|okta-emea|okta-gov)\.com/oauth2/[A-Za-z0-9]+",
    issuer_examples=(
        "https://acme.okta.com/oauth2/default",
        "https://acme.okta.com/oauth2/aus9o8wzkhckw9TLa0h7",
    ),
    marks={
        "aud": r"api://default",
        "iss": r"https://[^/\s]+/oauth2/(?:default|aus[A-Za-z0-9]{17})",
        "cid": r"0oa[A-Za-z0-9]{17}",
    },
    traits={"uid": r"00u[A-Za-z0-9]{17}", "scp": r"\[.*\]", "ver": "1", "cid": ""},
    client_id_pattern=r"0oa[A-Za-z0-9]{17}",
    tokens=(
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="It names the Audience setting of the authorization server, the same for every client and scope.",
            example={
                "ver": 1,
                "jti": "AT.abc",
                "iss": "https://acme.okta.com/oauth2/default",
                "aud": "api://default",
                "iat": 1760000000,
                "exp": 1760003600,
                "cid": "0oa1b2c3d4e5f6g7h8i9",
                "uid": "00u1b2c3d4e5f6g7h8i9",
                "scp": ["orders.read"],
                "auth_time": 1760000000,
                "sub": "ada@acme.example",
            },
        ),
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It names the client id of the application.",
            example={
                "ver": 1,
                "jti": "ID.abc",
                "iss": "https://acme.okta.com/oauth2/default",
                "aud": "0oa1b2c3d4e5f6g7h8i9",
                "iat": 1760000000,
                "exp": 1760003600,
                "sub": "00u1b2c3d4e5f6g7h8i9",
                "amr": ["pwd"],
                "idp": "00o1b2c3d4e5f6g7h8i9",
                "nonce": "n-0S6_WzA2Mj",
                "at_hash": "Xk3v0b8Y6m1QwErTyUiOpA",
            },
        ),
    ),
    defaults=(
        DefaultAudience(pattern=r"api://default", text='the Audience of the server named "default", as it is shipped'),
    ),
    mistakes=(
        Mistake(
            code="aud-provider-default", text="the API expects its own URL while the server still issues api://default"
        ),
        Mistake(
            code="audience-not-requested",
            text="the audience parameter was sent as with other providers; here the server's Audience setting alone decides, and the parameter belongs to token exchange",
        ),
        Mistake(
            code="id-token-as-access-token", text="the client sent the ID Token, whose aud is the client id, to the API"
        ),
        Mistake(
            code="aud-is-client-id",
            text="the API was configured with the client id, which stands in cid and not in aud",
        ),
        Mistake(
            code="aud-other-resource",
            text="the token came from the org authorization server, whose access tokens are for Okta only",
        ),
        Mistake(
            code="iss-mismatch",
            text="the issuer was configured without /oauth2/default or without the id of the authorization server",
        ),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "request the token from the authorization server whose Audience is the expected one; no request parameter chooses the audience here",
        ),
        Fix(
            Party.AUTHORIZATION_SERVER,
            "set Audience of the authorization server (Security, API, Authorization Servers) to the expected audience; one server for each API",
            Snippet("text", "Security > API > Authorization Servers > (server) > Settings > Audience: $audience\n"),
        ),
    ),
    notes=(
        "Scopes stand in scp as an array, the client in cid: a token for the right audience may come from another application's client.",
    ),
    basis=Basis.DOCUMENTED,
    sources=(
        "https://developer.okta.com/docs/concepts/auth-servers",
        "https://developer.okta.com/docs/guides/customize-authz-server/main/",
        "https://developer.okta.com/docs/concepts/api-access-management/",
    ),
)
