"""PingFederate: the access token manager that issues a token decides its format and its aud.

Source: https://docs.pingidentity.com/pingfederate/
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="pingfederate",
    name="PingFederate",
    aliases=("ping-federate",),
    issuer_pattern=r"https://[^/\s]+",
    issuer_examples=("https://sso.example.com:9031",),
    issuer_specific=False,
    marks={"pi.atm": ""},
    traits={"iss": r"https://[^/\s]+:9031", "client_id": "", "scope": r"\[.*\]"},
    tokens=(
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="It is the Audience Claim Value of the access token manager, or what the mapping of its attribute contract puts into aud; it may be absent.",
            example={
                "scope": ["openid"],
                "client_id": "shop-web",
                "iss": "https://sso.acme.example:9031",
                "aud": "https://api.acme.example",
                "sub": "ada",
                "pi.atm": "x1y2",
                "exp": 1760003600,
            },
        ),
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It names the client id.",
            example={
                "sub": "ada",
                "aud": "shop-web",
                "jti": "j-1",
                "iss": "https://sso.acme.example:9031",
                "iat": 1760000000,
                "exp": 1760000300,
                "nonce": "n-0S6_WzA2Mj",
                "pi.sri": "s-1",
            },
        ),
    ),
    mistakes=(
        Mistake(code="aud-missing", text="the access token manager has no audience value"),
        Mistake(code="token-opaque", text="the access token manager issues reference tokens, which are no JWTs"),
        Mistake(code="audience-not-requested", text="the request selected another access token manager than the API's"),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "select the API's access token manager: aud with its resource URI on the authorization request, resource in a token exchange",
            Snippet("text", "aud=$audience\n"),
        ),
        Fix(
            Party.AUTHORIZATION_SERVER,
            "set Audience Claim Value of the access token manager, and its Resource URIs (Applications, OAuth, Access Token Management)",
        ),
    ),
    notes=(
        "An aud in the attribute contract overrides the Audience Claim Value.",
        "access_token_manager_id, or a scope, may select the manager as well.",
    ),
    basis=Basis.DOCUMENTED,
    sources=(
        "https://docs.pingidentity.com/pingfederate/latest/administrators_reference_guide/help_beareraccesstokenmgmtplugintasklet_atmselectionsettingsstate.html",
        "https://docs.pingidentity.com/pingfederate/latest/administrators_reference_guide/pf_defining_access_token_attribute_contract.html",
        "https://docs.pingidentity.com/pingfederate/13.1/administrators_reference_guide/pf_configuring_access_token_management_instance.md",
        "https://github.com/keycloak/keycloak/discussions/35743",
    ),
    inferred=(
        "/recognised_by/marks/pi.atm",
        "/recognised_by/traits/iss",
        "/recognised_by/traits/scope",
        "/mistakes/2",
        "/notes/1",
    ),
)
