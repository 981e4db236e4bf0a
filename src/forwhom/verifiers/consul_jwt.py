"""HashiCorp Consul's JWT and OIDC auth methods, with texts from an older Vault.

Source: hashicorp/consul, internal/go-sso/oidcauth/jwt.go
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import Shape, read
from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier

MISMATCH = Message(
    template="error validating claims: aud claim does not match any bound audience",
    sample="Unexpected response code: 403 (rpc error making call: error validating claims: aud claim does not match any bound audience)",
    codes=(
        "aud-mismatch",
        "aud-missing",
    ),
    status=403,
)
NOT_CONFIGURED = Message(
    template="error validating claims: audience claim found in JWT but no audiences bound to the role",
    sample="Unexpected response code: 403 (rpc error making call: error validating claims: audience claim found in JWT but no audiences bound to the role)",
    codes=("audience-not-configured",),
    status=403,
    note="It is the auth method of Consul that lacks BoundAudiences; only methods with static keys or a JWK Set address print it.",
)
CLAIMS = Message(
    template="error validating claims: {detail}",
    sample="Unexpected response code: 500 (rpc error making call: error validating claims: go-jose/go-jose/jwt: validation "
    "failed, token is expired (exp))",
    codes=("token-expired", "token-not-yet-valid", "iss-mismatch"),
    check=Check.OTHER,
    status=500,
    note="What follows is the text of go-jose.",
    basis=Basis.REPORTED,
)
SIGNATURE_OIDC = Message(
    template="error validating signature: {detail}",
    sample="error validating signature: failed to verify signature: failed to verify id token signature",
    codes=(
        "signature-invalid",
        "iss-mismatch",
        "token-expired",
    ),
    check=Check.SIGNATURE,
    status=403,
    note="With OIDC discovery it also stands for a wrong issuer and an expired token.",
)
SIGNATURE = Message(
    template="no known key successfully validated the token signature",
    sample="rpc error making call: no known key successfully validated the token signature",
    codes=(
        "signature-invalid",
        "key-not-found",
    ),
    check=Check.SIGNATURE,
    status=403,
)
GENERIC = Message(
    template="error verifying token: {detail}",
    sample="rpc error making call: error verifying token: failed to verify signature",
    codes=(
        "signature-invalid",
        "key-not-found",
    ),
    check=Check.OTHER,
    status=403,
)
DENIED = Message(
    template="rpc error making call: Permission denied",
    sample="failed to derive Consul token for task web: Unexpected response code: 403 (rpc error making call: Permission denied)",
    codes=("subject-mismatch", "aud-mismatch"),
    check=Check.SUBJECT,
    status=403,
    note="The login was refused without a reason, or the token was accepted and no binding rule of the auth method fits it.",
    common=True,
    basis=Basis.REPORTED,
)

WRONG_TYPE = Message(
    template="expected string or array value to unmarshal to Audience",
    sample="rpc error making call: failed to unmarshal claims: go-jose/go-jose/jwt: expected string or array value to unmarshal to Audience",
    codes=("aud-wrong-type",),
    note="With static keys it is hidden behind the text for a wrong signature.",
)


def _strict(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """The claims are parsed before the settings are looked at; null is no audience, an empty string is one."""
    match read(claims).shape:
        case Shape.NULL:
            return WRONG_TYPE
        case Shape.EMPTY_STRING if expectation.audiences is NONE_CONFIGURED:
            return NOT_CONFIGURED
        case _:
            return None


VERIFIER = Verifier(
    id="consul-jwt",
    name="HashiCorp Consul JWT auth method",
    kind="infrastructure",
    language="Go",
    versions="not recorded",
    basis=Basis.READ,
    sources=(
        "hashicorp/consul, internal/go-sso/oidcauth/jwt.go, auth.go",
        "go-jose/go-jose v3, jwt/claims.go",
        "hashicorp/nomad, issues 24146 and 25898",
    ),
    aliases=("consul",),
    hints=(
        "consul",
        "boundaudiences",
    ),
    messages=(
        MISMATCH,
        NOT_CONFIGURED,
        CLAIMS,
        SIGNATURE_OIDC,
        SIGNATURE,
        WRONG_TYPE,
        GENERIC,
        DENIED,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=NOT_CONFIGURED,
        unset_blank=ACCEPT,
        unset_malformed=WRONG_TYPE,
        absent=MISMATCH,
        null=WRONG_TYPE,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=WRONG_TYPE,
        other=WRONG_TYPE,
        mixed=WRONG_TYPE,
        decide=_strict,
    ),
    order=(Check.SIGNATURE, Check.ISSUER, Check.NOT_BEFORE, Check.EXPIRY, Check.ISSUED_AT, Check.AUDIENCE),
    failures={
        Check.SIGNATURE: SIGNATURE,
    },
    setting=Setting(
        name="BoundAudiences of the auth method",
        keys=(
            "BoundAudiences",
            "bound_audiences",
        ),
    ),
    recipe=Recipe(
        text="list the audience in BoundAudiences of the auth method",
        language="json",
        code="""\
{
  "JWKSURL": "https://idp.example/jwks.json",
  "BoundIssuer": $issuer,
  "BoundAudiences": [$audiences],
  "ClaimMappings": {"sub": "user"}
}
""",
    ),
    reveal="consul acl auth-method read shows BoundAudiences; the log of the servers at log_level DEBUG",
    notes=(
        "With OIDCDiscoveryURL and without BoundAudiences any audience passes.",
        "The status was not read.",
    ),
)
