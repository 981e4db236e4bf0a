"""Okta's org authorization server: its access tokens are for Okta itself, and their audience cannot be changed.

Source: https://support.okta.com/help/s/article/Signature-Validation-Failed-on-Access-Token
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import DefaultAudience, Mistake, Provider, Resource, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="okta-org",
    name="Okta org authorization server",
    families=("okta",),
    issuer_pattern=r"https://[a-z0-9-]+\.(?:okta|oktapreview|okta-emea|okta-gov)\.com",
    issuer_examples=(
        "https://acme.okta.com",
        "https://acme.oktapreview.com",
    ),
    traits={"cid": r"0o[A-Za-z0-9]{18}", "uid": r"00u[A-Za-z0-9]{17}", "scp": r"\[.*\]", "ver": "1"},
    client_id_pattern=r"0oa[A-Za-z0-9]{17}",
    tokens=(
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="It names the Okta org URL, since Okta itself is the resource server; it cannot be chosen.",
            example={
                "ver": 1,
                "jti": "AT.abc",
                "iss": "https://acme.okta.com",
                "aud": "https://acme.okta.com",
                "iat": 1760000000,
                "exp": 1760003600,
                "cid": "0oa1b2c3d4e5f6g7h8i9",
                "uid": "00u1b2c3d4e5f6g7h8i9",
                "scp": ["openid", "profile"],
                "sub": "ada@acme.example",
            },
        ),
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It names the client id of the application.",
            example={
                "ver": 1,
                "jti": "ID.abc",
                "iss": "https://acme.okta.com",
                "aud": "0oa1b2c3d4e5f6g7h8i9",
                "iat": 1760000000,
                "exp": 1760003600,
                "sub": "00u1b2c3d4e5f6g7h8i9",
                "amr": ["pwd"],
                "idp": "00o1b2c3d4e5f6g7h8i9",
                "auth_time": 1760000000,
                "at_hash": "Xk3v0b8Y6m1QwErTyUiOpA",
            },
        ),
    ),
    defaults=(
        DefaultAudience(
            pattern=r"https://[^/\s]+\.(?:okta|oktapreview|okta-emea|okta-gov)\.com",
            text="the Okta org URL, which this server gives to every access token",
        ),
    ),
    resources=(
        Resource(name="Okta's own APIs", pattern=r"https://[^/\s]+\.(?:okta|oktapreview|okta-emea|okta-gov)\.com"),
    ),
    mistakes=(
        Mistake(
            code="aud-other-resource",
            text="the token came from the org authorization server, whose access tokens are for Okta only",
        ),
        Mistake(
            code="signature-invalid",
            text="access tokens of the org authorization server are opaque to everybody but Okta, and verifying them locally can fail",
        ),
        Mistake(
            code="iss-mismatch",
            text='the custom server named "default" (/oauth2/default) was taken for the org server, or the reverse',
        ),
        Mistake(
            code="id-token-as-access-token", text="the client sent the ID Token, whose aud is the client id, to the API"
        ),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "request the token from a custom authorization server (an issuer with /oauth2/ in it) that has the expected audience",
            Snippet(
                "text",
                "https://OKTA_DOMAIN/oauth2/default/v1/authorize?client_id=$client_id&response_type=code&scope=openid%20SCOPE_OF_THE_API\n",
            ),
        ),
        Fix(
            Party.AUTHORIZATION_SERVER,
            "create a custom authorization server (Security, API, Authorization Servers) whose Audience is the one the API expects",
        ),
    ),
    notes=("Custom scopes cannot be requested from the org authorization server.",),
    basis=Basis.DOCUMENTED,
    sources=(
        "https://support.okta.com/help/s/article/Signature-Validation-Failed-on-Access-Token",
        "https://developer.okta.com/docs/concepts/auth-servers",
    ),
)
