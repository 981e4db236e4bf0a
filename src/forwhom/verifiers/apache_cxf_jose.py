"""Apache CXF's JOSE and OAuth modules.

Source: apache/cxf, rt/rs/security/jose, JwtUtils.java
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="Invalid audience restriction",
    sample="org.apache.cxf.rs.security.jose.jwt.JwtException: Invalid audience restriction",
    codes=("aud-mismatch",),
    exception="org.apache.cxf.rs.security.jose.jwt.JwtException",
)

VERIFIER = Verifier(
    id="apache-cxf-jose",
    name="Apache CXF JOSE",
    kind="library",
    language="Java",
    versions="as read, version not recorded",
    basis=Basis.READ,
    sources=("apache/cxf, JwtUtils.java (validateJwtAudienceRestriction)", "apache/cxf, pull request 3166"),
    aliases=("cxf",),
    hints=("org.apache.cxf", "cxf"),
    messages=(MISMATCH,),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISMATCH,
        unset_malformed=MISMATCH,
        absent=ACCEPT,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
    ),
    order=(Check.SIGNATURE, Check.EXPIRY, Check.AUDIENCE),
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
