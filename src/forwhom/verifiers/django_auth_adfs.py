"""django-auth-adfs, which validates with PyJWT, logs why at level INFO and answers a bare permission denied.

Source: django-auth-adfs 1.16.0, django_auth_adfs/backend.py and config.py
"""

from __future__ import annotations

from dataclasses import replace

from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis, Check, Limit, Message, Recipe, Setting
from forwhom.verifiers.pyjwt import EXPIRED, ISSUER, MALFORMED, MISMATCH, MISSING, NOT_YET_VALID
from forwhom.verifiers.pyjwt import VERIFIER as PYJWT

DECODING = Message(
    template="Error decoding signature: {detail}",
    sample="INFO django_auth_adfs Error decoding signature: Signature verification failed",
    codes=("signature-invalid", "aud-other-resource", "token-malformed"),
    check=Check.SIGNATURE,
    status=403,
    where="log at level INFO",
    note="A token for Microsoft Graph ends here too: only Graph can verify it, so that its signature looks wrong.",
)

VERIFIER = replace(
    PYJWT,
    id="django-auth-adfs",
    name="django-auth-adfs",
    versions="1.16.0",
    basis=Basis.READ,
    sources=("django-auth-adfs 1.16.0, django_auth_adfs/backend.py and config.py", "snok/django-auth-adfs, issue 209"),
    builds_on="pyjwt",
    aliases=("django-adfs",),
    hints=("django_auth_adfs", "django-auth-adfs", "auth_adfs"),
    messages=(MISMATCH, MISSING, MALFORMED, ISSUER, EXPIRED, NOT_YET_VALID, DECODING),
    audience=replace(PYJWT.audience, unset=MISMATCH, unset_malformed=MISMATCH, unset_blank=MISSING),
    failures={
        Check.SIGNATURE: DECODING,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.EXPIRY: EXPIRED,
        Check.ISSUER: ISSUER,
    },
    special={},
    order=(
        Check.STRUCTURE,
        Check.SIGNATURE,
        Check.ISSUED_AT,
        Check.NOT_BEFORE,
        Check.EXPIRY,
        Check.ISSUER,
        Check.AUDIENCE,
    ),
    takes=TokenKind.ACCESS_TOKEN,
    providers=("adfs", "entra-v1", "entra-v2"),
    setting=Setting(name="AUDIENCE in AUTH_ADFS", keys=("AUDIENCE", "RELYING_PARTY_ID", "auth_adfs")),
    switch="",
    recipe=Recipe(
        text="name the relying party or application in the settings, and ask for a token of this API",
        language="python",
        code="""\
AUTH_ADFS = {
    "TENANT_ID": "11111111-2222-3333-4444-555555555555",
    "CLIENT_ID": "66666666-7777-8888-9999-000000000000",
    "RELYING_PARTY_ID": $audience,
    "AUDIENCE": $audience,
    "USERNAME_CLAIM": "upn",
}
""",
    ),
    limits=(
        Limit(
            text="With RELYING_PARTY_ID and AUDIENCE that name another resource, Entra issues a token for Microsoft Graph or "
            "the old Azure AD Graph, which no application can verify.",
            symptom="aud-other-resource",
            source="snok/django-auth-adfs, issue 209",
        ),
    ),
    reveal="a logger for django_auth_adfs at level DEBUG: it shows the reason, and the token too, so never in production",
    notes=(
        "The browser sees a bare permission denied (403) or the login page again; the reason is in the log at level INFO.",
        "AUDIENCE is a required setting; it may be a list.",
    ),
    inferred=("unset", "unset_blank", "unset_malformed"),
)
