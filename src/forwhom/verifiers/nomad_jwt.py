"""HashiCorp Nomad's JWT auth method, which says of every claim that the signature could not be verified.

Source: hashicorp/nomad, lib/auth/jwt/validator.go
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier

MISMATCH = Message(
    template="unable to verify signature of JWT token: invalid audience (aud) claim: audience claim does not match any expected audience",
    sample="Unexpected response code: 401 (unable to validate provided token: unable to verify signature of JWT token: invalid audience (aud) claim: audience claim does not match any expected audience)",
    codes=(
        "aud-mismatch",
        "aud-missing",
    ),
    status=401,
    note="The beginning misleads: the signature was in order.",
)
EXPIRED = Message(
    template="unable to verify signature of JWT token: invalid expiration time (exp) claim: token is expired",
    sample="unable to validate provided token: unable to verify signature of JWT token: invalid expiration time (exp) claim: token is expired",
    codes=("token-expired",),
    check=Check.EXPIRY,
    status=401,
)
SIGNATURE = Message(
    template="unable to verify signature of JWT token: error verifying token signature: {detail}",
    sample="unable to validate provided token: unable to verify signature of JWT token: error verifying token signature: no known key successfully validated the token signature",
    codes=(
        "signature-invalid",
        "key-not-found",
    ),
    check=Check.SIGNATURE,
    status=401,
)
ISSUER = Message(
    template="unable to validate provided token: invalid JWT issuer: {issuer}",
    sample="unable to validate provided token: invalid JWT issuer: https://idp.corp.example",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    status=401,
    note="The issuer is validated after the audience.",
)
ISSUER_MISSING = Message(
    template="auth method specifies BoundIssuers but the provided token does not contain issuer information",
    sample="auth method specifies BoundIssuers but the provided token does not contain issuer information",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    status=401,
)
WRONG_TYPE = Message(
    template="expected string or array value to unmarshal to Audience",
    sample="unable to validate provided token: unable to verify signature of JWT token: go-jose/go-jose/jwt: expected string or array value to unmarshal to Audience",
    codes=("aud-wrong-type",),
    status=401,
)


def _refuse_null(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Outcome | None:
    """The claims are parsed before the settings are looked at, and null is no audience to the parser."""
    return WRONG_TYPE if "aud" in claims and claims["aud"] is None else None


VERIFIER = Verifier(
    id="nomad-jwt",
    name="HashiCorp Nomad JWT auth method",
    kind="infrastructure",
    language="Go",
    versions="not recorded",
    basis=Basis.READ,
    sources=(
        "hashicorp/nomad, lib/auth/jwt/validator.go",
        "hashicorp/nomad, nomad/acl_endpoint.go",
        "hashicorp/cap, jwt/jwt.go",
    ),
    aliases=("nomad",),
    hints=(
        "nomad",
        "unable to validate provided token",
    ),
    messages=(
        MISMATCH,
        EXPIRED,
        SIGNATURE,
        ISSUER,
        ISSUER_MISSING,
        WRONG_TYPE,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=WRONG_TYPE,
        absent=MISMATCH,
        null=WRONG_TYPE,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=WRONG_TYPE,
        other=WRONG_TYPE,
        mixed=WRONG_TYPE,
        decide=_refuse_null,
    ),
    order=(
        Check.SIGNATURE,
        Check.ALGORITHM,
        Check.AUDIENCE,
        Check.NOT_BEFORE,
        Check.EXPIRY,
        Check.ISSUED_AT,
        Check.ISSUER,
    ),
    failures={
        Check.SIGNATURE: SIGNATURE,
        Check.EXPIRY: EXPIRED,
        Check.ISSUER: ISSUER,
    },
    setting=Setting(
        name="BoundAudiences of the auth method",
        keys=(
            "BoundAudiences",
            "bound_audiences",
        ),
    ),
    switch="an auth method without BoundAudiences: any audience passes",
    recipe=Recipe(
        text="list the audience in BoundAudiences of the auth method",
        language="json",
        code="""\
{
  "JWKSURL": "https://idp.example/jwks.json",
  "BoundIssuer": [$issuer],
  "BoundAudiences": [$audiences]
}
""",
    ),
    reveal="nomad acl auth-method info shows the bound audiences; the log of the servers at log_level DEBUG",
)
