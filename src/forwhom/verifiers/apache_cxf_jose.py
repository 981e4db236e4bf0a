"""Apache CXF's JOSE and OAuth modules.

Source: apache/cxf, rt/rs/security/jose, JwtUtils.java
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, COMPARE, Basis, Check, Message, Outcome, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="Invalid audience restriction",
    sample="org.apache.cxf.rs.security.jose.jwt.JwtException: Invalid audience restriction",
    codes=("aud-mismatch",),
    exception="org.apache.cxf.rs.security.jose.jwt.JwtException",
)


def _blank(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """Without an expected audience an empty string is held against the address of the request, too."""
    return MISMATCH if claims.get("aud") == "" and expectation.audiences is NONE_CONFIGURED else None


VERIFIER = Verifier(
    id="apache-cxf-jose",
    name="Apache CXF JOSE",
    kind="library",
    language="Java",
    versions="as read, version not recorded",
    basis=Basis.READ,
    sources=(
        "apache/cxf, JwtUtils.java (validateJwtAudienceRestriction, validateTokenClaims)",
        "apache/cxf, pull request 3166",
    ),
    aliases=("cxf",),
    hints=("org.apache.cxf", "cxf"),
    messages=(MISMATCH,),
    audience=alike(MISMATCH, unset_blank=ACCEPT, mixed=COMPARE, decide=_blank),
    order=(Check.SIGNATURE, Check.EXPIRY, Check.NOT_BEFORE, Check.ISSUED_AT, Check.AUDIENCE),
    setting=Setting(
        name="expected.audience / jwt.expected.claim.audience; by default the address of the request",
        keys=("expected.audience", "expectedAudience"),
    ),
    recipe=Recipe(
        text="name the audience of this endpoint",
        language="properties",
        code="""\
rs.security.expected.audience=$audience
""",
    ),
    inferred=("unset_malformed", "number", "other"),
)
