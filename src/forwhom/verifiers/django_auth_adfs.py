"""django-auth-adfs, which validates with PyJWT, logs why at level INFO and answers a bare permission denied.

Source: django-auth-adfs 1.16.0, django_auth_adfs/backend.py and config.py
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.jwt.json import JsonValue
from forwhom.record import replace
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis, Check, Limit, Message, Outcome, Recipe, Seen, Setting
from forwhom.verifiers import pyjwt


def _denied(message: Message) -> Message:
    """The message as it stands in the log, while the caller sees 401."""
    text = message.sample.partition(": ")[2]
    return replace(message, sample=f"INFO django_auth_adfs {text}", status=401, exception="", where="log at level INFO")


MISMATCH, MISSING, MALFORMED, ISSUER, ISSUER_MISSING, ISSUER_TYPE, EXPIRED, NOT_YET_VALID, ISSUED_LATER, SUBJECT = map(
    _denied,
    (
        pyjwt.MISMATCH,
        pyjwt.MISSING,
        pyjwt.MALFORMED,
        pyjwt.ISSUER,
        pyjwt.ISSUER_MISSING,
        pyjwt.ISSUER_TYPE,
        pyjwt.EXPIRED,
        pyjwt.NOT_YET_VALID,
        pyjwt.ISSUED_LATER,
        pyjwt.SUBJECT_TYPE,
    ),
)

DECODING = Message(
    template="Error decoding signature: {detail}",
    sample="INFO django_auth_adfs Error decoding signature: Signature verification failed",
    codes=("signature-invalid", "aud-other-resource", "token-malformed"),
    check=Check.SIGNATURE,
    status=401,
    where="log at level INFO",
    common=True,
    note="A token for Microsoft Graph ends here too: only Graph can verify it, so that its signature looks wrong.",
)

NOT_SET = Message(
    template="django_auth_adfs setting 'AUDIENCE' has not been set",
    sample="django.core.exceptions.ImproperlyConfigured: django_auth_adfs setting 'AUDIENCE' has not been set",
    codes=("audience-not-configured",),
    check=Check.CONFIGURATION,
    exception="django.core.exceptions.ImproperlyConfigured",
    note="It is absent or empty, and Django does not start.",
)


def _configuration(_claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """The setting is required, and nothing empty is taken for one."""
    return NOT_SET if expectation.audiences in {NONE_CONFIGURED, (), ("",)} else None


def _audience(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Outcome | None:
    """Zero, false and an empty object count as absent, as null and the empty values do."""
    return MISSING if "aud" in claims and not claims["aud"] else None


def _issuer(claims: Mapping[str, JsonValue], expectation: Expectation, now: float | None) -> Message | None:
    """What PyJWT says of the issuer."""
    message = pyjwt.VERIFIER.special[Check.ISSUER](claims, expectation, now)
    return message and _denied(message)


def _subject(claims: Mapping[str, JsonValue], expectation: Expectation, now: float | None) -> Message | None:
    """What PyJWT says of the subject."""
    message = pyjwt.VERIFIER.special[Check.SUBJECT](claims, expectation, now)
    return message and _denied(message)


VERIFIER = replace(
    pyjwt.VERIFIER,
    id="django-auth-adfs",
    name="django-auth-adfs",
    versions="1.16.0",
    basis=Basis.OBSERVED,
    sources=(
        "django-auth-adfs 1.16.0 with PyJWT, run in Django REST Framework with Entra's metadata on the loopback interface",
        "django-auth-adfs 1.16.0, django_auth_adfs/backend.py and config.py",
        "snok/django-auth-adfs, issue 209",
    ),
    builds_on="pyjwt",
    aliases=("django-adfs",),
    hints=("django_auth_adfs", "django-auth-adfs", "auth_adfs"),
    messages=(
        MISMATCH,
        MISSING,
        MALFORMED,
        ISSUER,
        ISSUER_MISSING,
        ISSUER_TYPE,
        EXPIRED,
        NOT_YET_VALID,
        ISSUED_LATER,
        SUBJECT,
        DECODING,
        NOT_SET,
    ),
    audience=replace(
        pyjwt.VERIFIER.audience,
        mismatch=MISMATCH,
        unset=NOT_SET,
        unset_blank=NOT_SET,
        unset_malformed=NOT_SET,
        absent=MISSING,
        null=MISSING,
        empty_string=MISSING,
        empty_array=MISSING,
        number=MALFORMED,
        other=MALFORMED,
        mixed=MALFORMED,
        empty_setting=NOT_SET,
        decide=_audience,
    ),
    failures={
        Check.CONFIGURATION: NOT_SET,
        Check.SIGNATURE: DECODING,
        Check.ISSUED_AT: ISSUED_LATER,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.EXPIRY: EXPIRED,
        Check.ISSUER: ISSUER,
        Check.SUBJECT: SUBJECT,
    },
    special={Check.CONFIGURATION: _configuration, Check.ISSUER: _issuer, Check.SUBJECT: _subject},
    order=(
        Check.CONFIGURATION,
        Check.STRUCTURE,
        Check.SIGNATURE,
        Check.ISSUED_AT,
        Check.NOT_BEFORE,
        Check.EXPIRY,
        Check.ISSUER,
        Check.AUDIENCE,
        Check.SUBJECT,
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
            seen=Seen.REFUSED,
            symptom="aud-other-resource",
            source="snok/django-auth-adfs, issue 209",
        ),
    ),
    reveal="a logger for django_auth_adfs at level DEBUG: it shows the reason, and the token too, so never in production",
    notes=(
        "The caller sees 401 and Invalid access token, or Login failed; the reason is in the log at level INFO.",
        "AUDIENCE is a required setting; it may be a list.",
    ),
)
