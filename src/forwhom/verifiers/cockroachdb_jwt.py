"""JWT authentication of SQL clients in CockroachDB.

Source: cockroachdb/cockroach, pkg/ccl/jwtauthccl/authentication_jwt.go
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier

MISMATCH = Message(
    template="JWT authentication: invalid audience",
    sample="""\
ERROR: JWT authentication: invalid audience
DETAIL: token issued with an audience of [test_cluster]""",
    codes=("aud-mismatch",),
)
DETAIL = Message(
    template="token issued with an audience of {found}",
    sample="DETAIL: token issued with an audience of [test_cluster]",
    codes=("aud-mismatch",),
    found_as=Listing.GO_PLAIN,
)

INVALID = Message(
    template="JWT authentication: invalid token",
    sample="ERROR: JWT authentication: invalid token",
    codes=("signature-invalid", "token-expired", "token-malformed", "aud-wrong-type"),
    check=Check.SIGNATURE,
    note="The detail says what could not be parsed.",
)

ISSUER = Message(
    template="JWT authentication: invalid issuer",
    sample="ERROR: JWT authentication: invalid issuer",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
)

SUBJECT = Message(
    template="JWT authentication: invalid principal",
    sample="ERROR: JWT authentication: invalid principal",
    codes=("subject-mismatch",),
    check=Check.SUBJECT,
)


def _null(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Outcome | None:
    """The claims are read into their types before the settings are looked at; null is refused as well."""
    return INVALID if "aud" in claims and claims["aud"] is None else None


VERIFIER = Verifier(
    id="cockroachdb-jwt",
    name="CockroachDB JWT authentication",
    kind="infrastructure",
    language="Go",
    versions="22.2 and later, as read",
    basis=Basis.READ,
    sources=("cockroachdb/cockroach, pkg/ccl/jwtauthccl/authentication_jwt.go and its tests",),
    aliases=("cockroachdb",),
    hints=("cockroach", "jwt_authentication"),
    messages=(MISMATCH, DETAIL, INVALID, ISSUER, SUBJECT),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISMATCH,
        unset_malformed=INVALID,
        absent=MISMATCH,
        null=INVALID,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=INVALID,
        other=INVALID,
        mixed=INVALID,
        decide=_null,
    ),
    order=(Check.STRUCTURE, Check.ISSUER, Check.SIGNATURE, Check.EXPIRY, Check.SUBJECT, Check.AUDIENCE),
    failures={Check.ISSUER: ISSUER, Check.SIGNATURE: INVALID, Check.EXPIRY: INVALID, Check.SUBJECT: SUBJECT},
    setting=Setting(
        name="the cluster setting server.jwt_authentication.audience",
        keys=("server.jwt_authentication.audience", "jwt_authentication.audience"),
    ),
    recipe=Recipe(
        text="set the audience of the cluster",
        language="sql",
        code="""\
SET CLUSTER SETTING server.jwt_authentication.audience = $audience;
""",
    ),
    notes=("The setting takes one string, or a JSON array of strings.",),
)
