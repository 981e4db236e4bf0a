"""Dovecot's passdb for OAuth 2.0, where it validates a token itself (introspection_mode = local).

The mail client is told invalid_token whatever failed; the reason stands in Dovecot's log with auth_verbose = yes.

Source: Dovecot 2.3.19.1 of Debian 12, run
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import read
from forwhom.audience.expectation import UNKNOWN, Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import (
    ACCEPT,
    COMPARE,
    REFUSE,
    AudienceRules,
    Basis,
    Check,
    Combine,
    Limit,
    Message,
    Outcome,
    Recipe,
    Seen,
    Setting,
    Verifier,
)

_LOG = "Mar 04 09:12:33 auth: Info: oauth2(ann,192.0.2.7,<x>): oauth2 failed:"
_WHERE = "Dovecot's log, with auth_verbose = yes"


def _expected(expectation: Expectation) -> str:
    """The setting as it stands in one line, without blanks at its ends."""
    return " ".join(expectation.values).strip(" ")


def _printed(claims: Mapping[str, JsonValue], expectation: Expectation) -> Mapping[str, str]:
    return {"expected": _expected(expectation), "issuer": str(claims.get("iss"))}


MISMATCH = Message(
    template="Local validation failed: Token audience does not include '{expected}'",
    sample=f"{_LOG} Local validation failed: Token audience does not include 'https://mail.example.com'",
    codes=("aud-mismatch", "aud-missing", "aud-empty", "aud-wrong-type", "aud-many-unsupported"),
    printed=_printed,
    where=_WHERE,
    note="Of several audiences, parted by blanks, the token has to name every one.",
)
SIGNATURE = Message(
    template="Local validation failed: Bad signature",
    sample=f"{_LOG} Local validation failed: Bad signature",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    where=_WHERE,
)
NO_END = Message(
    template="Local validation failed: Missing 'exp' field",
    sample=f"{_LOG} Local validation failed: Missing 'exp' field",
    codes=("exp-missing",),
    check=Check.PRESENCE,
    where=_WHERE,
)
EXPIRED = Message(
    template="Local validation failed: Token has expired",
    sample=f"{_LOG} Local validation failed: Token has expired",
    codes=("token-expired",),
    check=Check.EXPIRY,
    where=_WHERE,
)
NOT_YET_VALID = Message(
    template="Local validation failed: Token is not valid yet",
    sample=f"{_LOG} Local validation failed: Token is not valid yet",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    where=_WHERE,
)
ISSUED_LATER = Message(
    template="Local validation failed: Token is issued in future",
    sample=f"{_LOG} Local validation failed: Token is issued in future",
    codes=("token-not-yet-valid",),
    check=Check.ISSUED_AT,
    where=_WHERE,
)
ISSUER = Message(
    template="Local validation failed: Issuer '{issuer}' is not allowed",
    sample=f"{_LOG} Local validation failed: Issuer 'https://sts.example.com' is not allowed",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    printed=_printed,
    where=_WHERE,
)
NO_ISSUER = Message(
    template="Local validation failed: Token is missing 'iss' field",
    sample=f"{_LOG} Local validation failed: Token is missing 'iss' field",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    where=_WHERE,
)
RESPONSE = Message(
    template='{"status":"invalid_token"}',
    sample='{"status":"invalid_token"}',
    codes=("aud-mismatch", "token-expired", "iss-mismatch", "signature-invalid"),
    check=Check.OTHER,
    where="the answer to the mail client, in Base64",
    note="It is sent whatever is wrong with the token; Dovecot's log says what.",
    common=True,
)


def _ended(claims: Mapping[str, JsonValue]) -> bool:
    """Whether the claims hold a null where the auth process ends."""
    aud = claims.get("aud", "")
    return aud is None or (isinstance(aud, list) and None in aud)


def _decide(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """The setting is parted at blanks, and the token has to name all parts; an empty one asks for none."""
    if _ended(claims):
        return REFUSE
    if expectation.audiences is UNKNOWN:
        return None
    wanted = _expected(expectation).split()
    return ACCEPT if set(wanted) <= set(read(claims).values) else MISMATCH


def _presence(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """A token has to say when it ends."""
    return None if claims.get("exp") is not None else NO_END


def _issuer(claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """An absent issuer is another text than a wrong one."""
    if not expectation.issuers or claims.get("iss") in expectation.issuers:
        return None
    return NO_ISSUER if claims.get("iss") is None else ISSUER


VERIFIER = Verifier(
    id="dovecot-oauth2",
    name="Dovecot, passdb oauth2",
    kind="infrastructure",
    language="C",
    versions="2.3.19.1",
    basis=Basis.OBSERVED,
    sources=("Dovecot 2.3.19.1 of Debian 12, its auth service run with local validation",),
    aliases=("dovecot",),
    hints=("dovecot", "oauth2 failed", "Local validation failed"),
    messages=(MISMATCH, SIGNATURE, NO_END, EXPIRED, NOT_YET_VALID, ISSUED_LATER, ISSUER, NO_ISSUER, RESPONSE),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        absent=MISMATCH,
        null=REFUSE,
        empty_string=COMPARE,
        empty_setting=ACCEPT,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=COMPARE,
        combine=Combine.ALL,
        decide=_decide,
    ),
    order=(
        Check.PRESENCE,
        Check.NOT_BEFORE,
        Check.ISSUED_AT,
        Check.EXPIRY,
        Check.ISSUER,
        Check.SIGNATURE,
        Check.AUDIENCE,
    ),
    failures={
        Check.SIGNATURE: SIGNATURE,
        Check.PRESENCE: NO_END,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.ISSUED_AT: ISSUED_LATER,
        Check.EXPIRY: EXPIRED,
        Check.ISSUER: ISSUER,
    },
    special={Check.PRESENCE: _presence, Check.ISSUER: _issuer},
    setting=Setting(name="audience of the passdb's configuration", keys=("audience", "oauth2_audience")),
    switch="leaving audience out: any audience passes",
    recipe=Recipe(
        text="name the audience and the issuer in dovecot-oauth2.conf.ext",
        language="text",
        code="""\
audience = $audience
issuers = $issuer
""",
    ),
    limits=(
        Limit(
            text="A token whose aud is null ends the auth process with signal 11, and the log says nothing of the token.",
            seen=Seen.REFUSED,
            versions="2.3.19.1",
            symptom="aud-wrong-type",
            source="Dovecot 2.3.19.1 of Debian 12, run",
        ),
        Limit(
            text="Several audiences are not alternatives: the token has to name every one of them.",
            seen=Seen.REFUSED,
            symptom="aud-many-unsupported",
            source="Dovecot 2.3.19.1 of Debian 12, run",
        ),
    ),
    reveal="auth_debug = yes writes the fields of the token into the log",
    notes=(
        "Audiences are parted by blanks; an aud with a blank in it is one value, and is never met.",
        "The dates and the issuer are looked at before the signature, the audience after it.",
        "An aud that is no string and no array counts as absent; of an array the strings count.",
    ),
)
