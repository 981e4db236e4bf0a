"""drf-oidc-auth, OpenID Connect for the Django REST framework: a claims registry of joserfc validates the claims.

Its answer to the caller holds the type of joserfc's exception and its text. Unless OIDC_CLAIMS_OPTIONS names a value,
any audience passes, as long as there is one.

Source: ByteInternet/drf-oidc-auth, oidc_auth/authentication.py and settings.py
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.record import replace
from forwhom.retold import retold
from forwhom.verifier import ACCEPT, Basis, Check, Limit, Message, Recipe, Seen, Setting, Verifier
from forwhom.verifiers import joserfc

#: Seconds that a token may have been issued ago, OIDC_LEEWAY by default.
_AGE = 600


def _said(
    text: str, *codes: str, check: Check, note: str = "", versions: str = "", basis: Basis | None = None
) -> Message:
    return Message(
        template=text,
        sample=f'HTTP 401 Unauthorized\nWWW-Authenticate: JWT realm="api"\n\n{{"detail":"{text}"}}',
        codes=codes,
        check=check,
        status=401,
        note=note,
        versions=versions,
        basis=basis,
    )


def _told(message: Message) -> Message:
    """A text of joserfc as this package answers it, behind the type of the exception."""
    text = f"<class '{message.exception}'>{message.template}"
    return _said(text, *message.codes, check=message.check, note=message.note)


_TOLD = {
    message.template: _told(message)
    for message in (
        joserfc.MISMATCH,
        joserfc.MISSING,
        joserfc.MISSING_BOTH,
        joserfc.MALFORMED,
        joserfc.ISSUER,
        joserfc.ISSUER_MISSING,
        joserfc.ISSUER_TYPE,
        joserfc.SUBJECT_TYPE,
        joserfc.NOT_YET_VALID,
        joserfc.ISSUED_LATER,
        joserfc.ISSUED_TYPE,
        joserfc.NOT_BEFORE_TYPE,
        joserfc.EXPIRY_TYPE,
    )
}
MISMATCH, MISSING, MALFORMED = (
    _TOLD[message.template] for message in (joserfc.MISMATCH, joserfc.MISSING, joserfc.MALFORMED)
)
EXPIRED = _said("Invalid Authorization header. JWT has expired.", "token-expired", check=Check.EXPIRY)
_TOLD[joserfc.EXPIRED.template] = EXPIRED
TOO_OLD = _said(
    "Invalid Authorization header. JWT too old.",
    "token-expired",
    check=Check.OTHER,
    note="iat lies more than OIDC_LEEWAY, ten minutes unless set, in the past, or is not there; exp does not count here.",
)
SIGNATURE = _said(
    "Invalid Authorization header. JWT Signature verification failed.",
    "signature-invalid",
    "token-malformed",
    "token-opaque",
    check=Check.SIGNATURE,
)
ALGORITHM = _said("Invalid Authorization header. JWT algorithm not allowed.", "alg-not-allowed", check=Check.ALGORITHM)
KEY_NOT_FOUND = _said(
    "Invalid Authorization header. JWT signature key not found.", "key-not-found", "iss-mismatch", check=Check.KEY
)
NOT_DECODED = _said(
    "Invalid Authorization header. JWT could not be decoded.", "token-malformed", "token-opaque", check=Check.STRUCTURE
)
MISMATCH_AUTHLIB = _said(
    "<class 'authlib.jose.errors.InvalidClaimError'>invalid_claim: Invalid claim 'aud'",
    "aud-mismatch",
    "aud-empty",
    check=Check.AUDIENCE,
    versions="1.0 to 3.0",
    basis=Basis.READ,
)
MISMATCH_OLD = _said(
    "Invalid Authorization header. Invalid JWT audience.",
    "aud-other-client",
    "aud-mismatch",
    check=Check.AUDIENCE,
    versions="until 0.10",
    basis=Basis.READ,
)
PARTY_OLD = _said(
    "Invalid Authorization header. Missing JWT authorized party.",
    "aud-many-unsupported",
    check=Check.OTHER,
    versions="until 0.10",
    basis=Basis.READ,
    note="A token for several audiences has no azp.",
)


def _presence(claims: Mapping[str, JsonValue], expectation: Expectation, now: float | None) -> Message | None:
    """An audience and an issuer are always required, whether or not a value is expected."""
    required = replace(expectation, audiences=(), issuers=expectation.issuers or ())
    message = joserfc.VERIFIER.special[Check.PRESENCE](claims, required, now)
    return message and _TOLD[message.template]


def _age(claims: Mapping[str, JsonValue], _expectation: Expectation, now: float | None) -> Message | None:
    """A token without iat is as old as the epoch."""
    issued = claims.get("iat", 0)
    return TOO_OLD if now is not None and isinstance(issued, int | float) and issued < now - _AGE else None


VERIFIER = Verifier(
    id="drf-oidc-auth",
    name="drf-oidc-auth",
    kind="library",
    language="Python",
    versions="4.0.0",
    basis=Basis.OBSERVED,
    sources=(
        "drf-oidc-auth 4.0.0 with joserfc, run in Django REST Framework with keys served on the loopback interface",
        "ByteInternet/drf-oidc-auth, oidc_auth/authentication.py and settings.py at 0.10.0, 1.0.0, 2.0.0, 3.0.0 and 4.0.0",
    ),
    builds_on="joserfc",
    hints=("oidc_auth", "drf-oidc", "drf_oidc", "Invalid Authorization header"),
    messages=(
        *_TOLD.values(),
        TOO_OLD,
        SIGNATURE,
        ALGORITHM,
        KEY_NOT_FOUND,
        NOT_DECODED,
        MISMATCH_AUTHLIB,
        MISMATCH_OLD,
        PARTY_OLD,
    ),
    audience=replace(
        joserfc.VERIFIER.audience,
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=MISMATCH,
        unset_malformed=MALFORMED,
        absent=MISSING,
        null=MISSING,
        empty_string=MISMATCH,
        empty_array=MISMATCH,
        number=MALFORMED,
        other=MALFORMED,
        mixed=MALFORMED,
    ),
    order=(
        Check.ALGORITHM,
        Check.KEY,
        Check.SIGNATURE,
        Check.STRUCTURE,
        Check.PRESENCE,
        Check.ISSUER,
        Check.SUBJECT,
        Check.AUDIENCE,
        Check.EXPIRY,
        Check.NOT_BEFORE,
        Check.ISSUED_AT,
        Check.OTHER,
    ),
    failures={
        Check.ALGORITHM: ALGORITHM,
        Check.KEY: KEY_NOT_FOUND,
        Check.SIGNATURE: SIGNATURE,
        Check.STRUCTURE: NOT_DECODED,
        Check.PRESENCE: MISSING,
        Check.ISSUER: _TOLD[joserfc.ISSUER.template],
        Check.SUBJECT: _TOLD[joserfc.SUBJECT_TYPE.template],
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: _TOLD[joserfc.NOT_YET_VALID.template],
        Check.ISSUED_AT: _TOLD[joserfc.ISSUED_LATER.template],
        Check.OTHER: TOO_OLD,
    },
    special={
        **retold(joserfc.VERIFIER.special, lambda message: _TOLD[message.template]),
        Check.PRESENCE: _presence,
        Check.OTHER: _age,
    },
    in_token_order=True,
    setting=Setting(
        name="aud in OIDC_CLAIMS_OPTIONS of OIDC_AUTH", keys=("OIDC_CLAIMS_OPTIONS", "OIDC_AUTH", "OIDC_AUDIENCES")
    ),
    switch="leaving values out of aud in OIDC_CLAIMS_OPTIONS, which is the default",
    recipe=Recipe(
        text="list the audience in OIDC_CLAIMS_OPTIONS",
        language="python",
        code="""\
OIDC_AUTH = {
    "OIDC_ENDPOINT": $issuer,
    "OIDC_CLAIMS_OPTIONS": {"aud": {"values": [$audiences], "essential": True}},
}
""",
    ),
    limits=(
        Limit(
            text="By default aud has to be there, and any value of it passes.",
            seen=Seen.ACCEPTED,
            symptom="audience-not-configured",
            source="drf-oidc-auth 4.0.0, run",
        ),
        Limit(
            text="OIDC_AUDIENCES, the setting until 0.10, means nothing any more, and nothing says so: any audience passes.",
            seen=Seen.ACCEPTED,
            versions="from 1.0",
            symptom="audience-setting-unresolved",
            source="drf-oidc-auth 4.0.0, oidc_auth/settings.py",
        ),
        Limit(
            text="An expired token passes: the time of day is handed over as the leeway.",
            seen=Seen.ACCEPTED,
            versions="1.0 to 3.0",
            symptom="token-expired",
            source="drf-oidc-auth 3.0.0 with Authlib 1.9.10, run",
        ),
    ),
    notes=(
        "Several values may be listed; one of them is enough.",
        "The token stands behind the word JWT in the header Authorization, unless JWT_AUTH_HEADER_PREFIX says otherwise.",
        "BearerTokenAuthentication looks at no token, and sends it to the UserInfo endpoint.",
    ),
)
