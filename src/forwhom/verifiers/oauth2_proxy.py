"""oauth2-proxy, which looks for the audience in the first of its configured claims and allows its own client ID always.

Source: oauth2-proxy/oauth2-proxy, pkg/providers/oidc/verifier.go.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.token_kind import TokenKind
from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

_LOG = (
    "[2026/03/04 09:12:33] [jwt_session.go:51] Error retrieving session from token in Authorization header: "
    "[unable to verify bearer token, "
)


def _printed(_claims: Mapping[str, JsonValue], _expectation: Expectation) -> Mapping[str, str]:
    """The name of the claim that is looked at where --oidc-audience-claim names no other."""
    return {"claim": "aud", "claims": "aud"}


MISMATCH = Message(
    template="audience from claim {claim} with value {found} does not match with any of allowed audiences {expected}",
    sample=_LOG
    + "audience from claim aud with value [orders-web account] does not match with any of allowed audiences "
    "map[oauth2-proxy:{}]]",
    codes=("aud-mismatch", "aud-provider-default"),
    found_as=Listing.GO_PLAIN,
    expected_as=Listing.GO_SET,
    printed=_printed,
    where="log",
    note="The caller gets HTTP 403 for a bearer token, or HTTP 500 in the login callback; only the log shows the values.",
)
MISSING = Message(
    template="audience claims [{claims}] do not exist in claims: {detail}",
    sample=_LOG + "audience claims [aud] do not exist in claims: map[azp:orders-web exp:1.772615553e+09 "
    "iss:https://idp.corp.example sub:4f1d]]",
    codes=("aud-missing", "claim-misnamed"),
    printed=_printed,
    where="log",
    note="The text shows the whole Claims Set.",
)
NO_CLAIM_CONFIGURED = Message(
    template="audience claims [] do not exist in claims",
    sample=_LOG
    + "audience claims [] do not exist in claims: map[aud:orders-web iss:https://idp.corp.example sub:4f1d]]",
    codes=("audience-setting-unresolved", "audience-not-configured"),
    where="log",
    note="No claim is configured in which an audience may stand: --oidc-audience-claim, oidcConfig.audienceClaims in the "
    "alpha configuration.",
)
WRONG_TYPE = Message(
    template="audience claim {claim} holds unsupported type {type}",
    sample=_LOG + "audience claim aud holds unsupported type <nil>]",
    codes=("aud-wrong-type",),
    printed=_printed,
    where="log",
)
NOT_PARSED = Message(
    template="failed to verify token: oidc: failed to unmarshal claims: {detail}",
    sample=_LOG
    + "failed to verify token: oidc: failed to unmarshal claims: json: cannot unmarshal number into Go value of "
    "type []string]",
    codes=("aud-wrong-type", "token-malformed"),
    check=Check.STRUCTURE,
    where="log",
    basis=Basis.REPORTED,
)
GENERIC = Message(
    template="failed to verify token: {detail}",
    sample=_LOG + "failed to verify token: failed to verify signature: failed to verify id token signature]",
    codes=("signature-invalid", "token-expired", "iss-mismatch", "key-not-found"),
    check=Check.SIGNATURE,
    where="log",
    note="The text is never about the audience: the client-ID check of the OpenID Connect library is not used.",
)
ISSUER = Message(
    template='failed to verify token: oidc: id token issued by a different provider, expected "{expected_issuer}" got "{issuer}"',
    sample=_LOG
    + 'failed to verify token: oidc: id token issued by a different provider, expected "https://idp.corp.example" '
    'got "https://idp.corp.example/"]',
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    where="log",
    basis=Basis.REPORTED,
)
EXPIRED = Message(
    template="failed to verify token: oidc: token is expired (Token Expiry: {expiry})",
    sample=_LOG + "failed to verify token: oidc: token is expired (Token Expiry: 2026-03-04 09:02:33 +0000 UTC)]",
    codes=("token-expired",),
    check=Check.EXPIRY,
    where="log",
    basis=Basis.REPORTED,
)
WRAPPER = Message(
    template="Error retrieving session from token in Authorization header",
    sample=_LOG + "failed to verify token: oidc: malformed jwt: oidc: malformed jwt, expected 3 parts got 1]",
    codes=("token-malformed", "token-opaque", "aud-mismatch", "signature-invalid", "token-expired", "iss-mismatch"),
    check=Check.OTHER,
    status=403,
    where="log",
    note="The caller gets HTTP 403 only without bearer-token-login-fallback, otherwise a redirect to the login.",
)
BAD_SETTING = Message(
    template="invalid jwt verifier uri=audience spec: {value}",
    sample="invalid configuration:\n  invalid jwt verifier uri=audience spec: https://idp.corp.example",
    codes=("audience-not-configured", "audience-setting-unresolved"),
    check=Check.CONFIGURATION,
    where="log at start-up",
    note="An entry of extra-jwt-issuers has no =audience behind the issuer.",
)
CLIENT_ID = Message(
    template='Error creating session during OAuth2 callback: oidc: expected audience "{expected}" got {found}',
    sample="[2021/03/04 09:12:33] [oauthproxy.go:830] Error creating session during OAuth2 callback: oidc: expected audience "
    '"orders-web" got ["account"]',
    codes=("aud-mismatch", "aud-provider-default"),
    found_as=Listing.GO_QUOTED,
    nothing=("[]",),
    versions="older releases",
    where="log",
    basis=Basis.REPORTED,
)

VERIFIER = Verifier(
    id="oauth2-proxy",
    name="oauth2-proxy",
    kind="gateway",
    language="Go",
    versions="not recorded",
    basis=Basis.READ,
    sources=(
        "oauth2-proxy/oauth2-proxy, pkg/providers/oidc/verifier.go",
        "oauth2-proxy/oauth2-proxy, pkg/providers/oidc/provider_verifier.go",
        "oauth2-proxy/oauth2-proxy, pkg/middleware/jwt_session.go",
        "oauth2-proxy/oauth2-proxy, pkg/validation/options.go",
        "oauth2-proxy/oauth2-proxy, providers/azure.go",
    ),
    builds_on="go-oidc-v3",
    hints=(
        "oauth2-proxy",
        "oauth2_proxy",
        "oauthproxy.go",
        "oidc-extra-audience",
        "jwt_session.go",
        "oauth2 callback",
        "unable to verify bearer token",
        "unable to get email claim",
    ),
    messages=(
        MISMATCH,
        MISSING,
        NO_CLAIM_CONFIGURED,
        WRONG_TYPE,
        NOT_PARSED,
        GENERIC,
        ISSUER,
        EXPIRED,
        WRAPPER,
        BAD_SETTING,
        CLIENT_ID,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISSING,
        unset_malformed=NOT_PARSED,
        absent=MISSING,
        null=WRONG_TYPE,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=NOT_PARSED,
        other=NOT_PARSED,
        mixed=NOT_PARSED,
    ),
    order=(Check.STRUCTURE, Check.ISSUER, Check.EXPIRY, Check.NOT_BEFORE, Check.SIGNATURE, Check.AUDIENCE),
    failures={
        Check.STRUCTURE: NOT_PARSED,
        Check.ISSUER: ISSUER,
        Check.EXPIRY: EXPIRED,
        Check.SIGNATURE: GENERIC,
    },
    takes=TokenKind.ID_TOKEN,
    setting=Setting(
        name="--client-id and --oidc-extra-audience",
        keys=(
            "client-id",
            "oidc-extra-audience",
            "oidc-extra-audiences",
            "extraAudiences",
            "extra-jwt-issuers",
            "OAUTH2_PROXY_CLIENT_ID",
            "OAUTH2_PROXY_OIDC_EXTRA_AUDIENCES",
        ),
    ),
    recipe=Recipe(
        text="add the expected audience to the allowed ones of oauth2-proxy",
        language="shell",
        code="""\
oauth2-proxy \\
  --provider=oidc \\
  --oidc-issuer-url=$issuer \\
  --skip-jwt-bearer-tokens=true \\
  --oidc-extra-audience=$audience
""",
    ),
    reveal="the log of oauth2-proxy, and show_debug_on_error while testing",
    notes=(
        "The client ID is always allowed, so some audience is always configured.",
        "Of the claims named by --oidc-audience-claim the first that exists is used and the others are ignored.",
        "An access token of Keycloak often names only account; the client stands in azp. An audience mapper adds the client.",
    ),
)
