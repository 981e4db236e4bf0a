"""drf-oidc-auth, OpenID Connect for the Django REST framework.

Source: ByteInternet/drf-oidc-auth, oidc_auth/authentication.py
"""

from __future__ import annotations

from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="Invalid Authorization header. Invalid JWT audience.",
    sample="""\
HTTP 401 Unauthorized
{"detail":"Invalid Authorization header. Invalid JWT audience."}""",
    codes=("aud-other-client", "aud-mismatch"),
    status=401,
    versions="before 2.0",
)

VERIFIER = Verifier(
    id="drf-oidc-auth",
    name="drf-oidc-auth",
    kind="library",
    language="Python",
    versions="1.x, as read",
    basis=Basis.READ,
    sources=("ByteInternet/drf-oidc-auth, oidc_auth/authentication.py",),
    hints=("oidc_auth", "drf-oidc", "drf_oidc"),
    messages=(MISMATCH,),
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
    order=(Check.SIGNATURE, Check.ISSUER, Check.AUDIENCE, Check.EXPIRY),
    setting=Setting(name="OIDC_AUDIENCES in OIDC_AUTH", keys=("OIDC_AUDIENCES", "OIDC_AUTH")),
    recipe=Recipe(
        text="list the audience",
        language="python",
        code="""\
OIDC_AUTH = {'OIDC_ENDPOINT': $issuer, 'OIDC_AUDIENCES': [$audiences]}
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
