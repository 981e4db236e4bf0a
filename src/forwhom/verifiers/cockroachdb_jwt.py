"""JWT authentication of SQL clients in CockroachDB.

Source: cockroachdb/cockroach, pkg/ccl/jwtauthccl/authentication_jwt.go
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

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
    messages=(MISMATCH, DETAIL),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISMATCH,
        unset_malformed=MISMATCH,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
    ),
    order=(Check.SIGNATURE, Check.EXPIRY, Check.ISSUER, Check.AUDIENCE),
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
    inferred=(
        "unset",
        "unset_blank",
        "unset_malformed",
        "absent",
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "order",
    ),
)
