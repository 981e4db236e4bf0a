"""HashiCorp Vault's jwt auth method with role_type=jwt, and OpenBao with the same texts.

A role without bound_audiences refuses every token that names an audience, and says so in words of its own.

Source: hashicorp/vault-plugin-auth-jwt, path_login.go; hashicorp/cap, jwt/jwt.go.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import (
    ACCEPT,
    COMPARE,
    AudienceRules,
    Basis,
    Check,
    Limit,
    Message,
    Outcome,
    Recipe,
    Seen,
    Setting,
    Verifier,
)

_API = """\
Error writing data to auth/jwt/login: Error making API request.

URL: PUT https://vault.corp.example:8200/v1/auth/jwt/login
Code: 400. Errors:

* """

NOT_CONFIGURED = Message(
    template="audience claim found in JWT but no audiences bound to the role",
    sample=_API + "audience claim found in JWT but no audiences bound to the role",
    codes=("audience-not-configured",),
    status=400,
    note="The token names an audience and the role has no bound_audiences: the role has to change, not the token.",
)
MISMATCH = Message(
    template="error validating token: invalid audience (aud) claim: audience claim does not match any expected audience",
    sample=_API
    + "error validating token: invalid audience (aud) claim: audience claim does not match any expected audience",
    codes=("aud-mismatch", "aud-missing"),
    status=400,
    note="A token without aud gets this text too when the role has bound_audiences.",
)
MISMATCH_TAIL = Message(
    template="audience claim does not match any expected audience",
    sample="level=error msg=login error=audience claim does not match any expected audience",
    codes=("aud-mismatch", "aud-missing"),
    status=400,
    note="This is the end of the text, as some clients shorten it.",
    basis=Basis.REPORTED,
)
MISMATCH_OLD = Message(
    template="error validating claims: aud claim does not match any bound audience",
    sample=_API + "error validating claims: aud claim does not match any bound audience",
    codes=("aud-mismatch", "aud-missing"),
    status=400,
    versions="older releases",
)
MISMATCH_OLDEST = Message(
    template="aud claim does not match any bound audience",
    sample=_API + "aud claim does not match any bound audience",
    codes=("aud-mismatch", "aud-missing"),
    status=400,
    versions="first releases",
)
WRONG_TYPE = Message(
    template="expected string or array value to unmarshal to Audience",
    sample=_API
    + "error validating token: go-jose/go-jose/jwt: expected string or array value to unmarshal to Audience",
    codes=("aud-wrong-type",),
    status=400,
    basis=Basis.REPORTED,
)
ISSUER = Message(
    template="error validating token: invalid issuer (iss) claim",
    sample=_API + "error validating token: invalid issuer (iss) claim",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    status=400,
    note="The token's iss is not bound_issuer; it is validated before the audience.",
)
SUBJECT = Message(
    template="error validating token: invalid subject (sub) claim",
    sample=_API + "error validating token: invalid subject (sub) claim",
    codes=("subject-mismatch",),
    check=Check.SUBJECT,
    status=400,
)
SIGNATURE = Message(
    template="error validating token: error verifying token signature: {detail}",
    sample=_API + "error validating token: error verifying token signature: no known key successfully validated the "
    "token signature",
    codes=("signature-invalid", "key-not-found", "iss-mismatch", "jwks-unavailable", "token-malformed"),
    check=Check.SIGNATURE,
    status=400,
)
ALGORITHM = Message(
    template="invalid algorithm (alg) header parameter: {detail}",
    sample=_API
    + "error validating token: invalid algorithm (alg) header parameter: token signed with unexpected algorithm",
    codes=("alg-not-allowed",),
    check=Check.ALGORITHM,
    status=400,
)
EXPIRED = Message(
    template="error validating token: invalid expiration time (exp) claim: token is expired",
    sample=_API + "error validating token: invalid expiration time (exp) claim: token is expired",
    codes=("token-expired",),
    check=Check.EXPIRY,
    status=400,
    note="The expiry is validated after the audience.",
)
NOT_YET_VALID = Message(
    template="error validating token: invalid not before (nbf) claim: token not yet valid",
    sample=_API + "error validating token: invalid not before (nbf) claim: token not yet valid",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    status=400,
)
ISSUED_LATER = Message(
    template="error validating token: invalid issued at (iat) claim: token issued in the future",
    sample=_API + "error validating token: invalid issued at (iat) claim: token issued in the future",
    codes=("token-not-yet-valid",),
    check=Check.ISSUED_AT,
    status=400,
)
NO_DATES = Message(
    template="error validating token: no issued at (iat), not before (nbf), or expiration time (exp) claims in token",
    sample=_API
    + "error validating token: no issued at (iat), not before (nbf), or expiration time (exp) claims in token",
    codes=("token-malformed",),
    check=Check.OTHER,
    status=400,
)
OIDC_ROLE = Message(
    template="role with oidc role_type is not allowed",
    sample=_API + "role with oidc role_type is not allowed",
    codes=(),
    check=Check.CONFIGURATION,
    status=400,
    note="The role is meant for the browser; a token needs a role with role_type=jwt.",
)
NO_CONSTRAINT = Message(
    template="must have at least one bound constraint when creating/updating a role",
    sample="""\
Error writing data to auth/jwt/role/ci: Error making API request.

URL: PUT https://vault.corp.example:8200/v1/auth/jwt/role/ci
Code: 400. Errors:

* must have at least one bound constraint when creating/updating a role""",
    codes=("audience-not-configured",),
    check=Check.CONFIGURATION,
    status=400,
    note="The role was refused when it was written: it binds no audience, subject or other claim.",
)


def _refuse_null(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Outcome | None:
    """The claims are parsed before the role is looked at, and null is no audience to the parser."""
    return WRONG_TYPE if "aud" in claims and claims["aud"] is None else None


VERIFIER = Verifier(
    id="vault-jwt",
    name="HashiCorp Vault jwt auth",
    kind="infrastructure",
    language="Go",
    versions="vault-plugin-auth-jwt from 0.20.3",
    basis=Basis.READ,
    sources=(
        "hashicorp/vault-plugin-auth-jwt, path_login.go, path_role.go, claims.go",
        "hashicorp/vault-plugin-auth-jwt, CHANGELOG.md, 0.20.3 (pull request 295)",
        "hashicorp/cap, jwt/jwt.go",
    ),
    aliases=("vault", "openbao"),
    hints=("vault", "bound_audiences", "auth/jwt", "openbao", "token verification failed"),
    messages=(
        MISMATCH,
        MISMATCH_TAIL,
        NOT_CONFIGURED,
        MISMATCH_OLD,
        MISMATCH_OLDEST,
        WRONG_TYPE,
        ISSUER,
        SUBJECT,
        SIGNATURE,
        ALGORITHM,
        EXPIRED,
        NOT_YET_VALID,
        ISSUED_LATER,
        NO_DATES,
        OIDC_ROLE,
        NO_CONSTRAINT,
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
        decide=_refuse_null,
    ),
    order=(
        Check.SIGNATURE,
        Check.ALGORITHM,
        Check.ISSUER,
        Check.SUBJECT,
        Check.AUDIENCE,
        Check.OTHER,
        Check.NOT_BEFORE,
        Check.EXPIRY,
        Check.ISSUED_AT,
    ),
    failures={
        Check.SIGNATURE: SIGNATURE,
        Check.ALGORITHM: ALGORITHM,
        Check.ISSUER: ISSUER,
        Check.SUBJECT: SUBJECT,
        Check.OTHER: NO_DATES,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.EXPIRY: EXPIRED,
        Check.ISSUED_AT: ISSUED_LATER,
    },
    setting=Setting(name="bound_audiences of the role", keys=("bound_audiences",)),
    recipe=Recipe(
        text="bind the expected audience to the Vault role",
        language="shell",
        code="""\
vault write auth/jwt/role/ci \\
  role_type=jwt \\
  user_claim=sub \\
  bound_subject=repo:corp/orders:ref:refs/heads/main \\
  bound_audiences=$audience
""",
    ),
    limits=(
        Limit(
            text="A role without bound_audiences refused only a list of audiences; a single string passed.",
            seen=Seen.ACCEPTED,
            versions="before plugin 0.20.3 (Vault 1.17)",
            symptom="audience-not-configured",
            source="hashicorp/vault-plugin-auth-jwt, CHANGELOG.md, 0.20.3 (pull request 295)",
        ),
    ),
    reveal="vault read auth/jwt/role/NAME shows bound_audiences; the audit log holds the error of each login",
    notes=(
        "A role without bound_audiences accepts a token without aud, as far as its other constraints allow.",
        "That the refusal for a missing bound_audiences comes after the dates is not shown in predictions.",
        "The kubernetes auth method of Vault asks the Kubernetes API instead and prints that server's texts.",
    ),
)
