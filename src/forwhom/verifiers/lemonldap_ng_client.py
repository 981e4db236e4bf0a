"""LemonLDAP::NG as a client of another OpenID Provider.

It compares with Perl's `eq`, for which a claim or a setting that is absent is an empty string. The browser is told that
the login failed; the log tells why, without a value.

Source: LemonLDAP::NG, Portal/Lib/OpenIDConnect.pm
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import UNKNOWN, Expectation
from forwhom.jwt.json import JsonValue
from forwhom.token_kind import TokenKind
from forwhom.verifier import (
    ACCEPT,
    COMPARE,
    REFUSE,
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

_LOG = "[Wed Mar  4 09:12:33 2026] [LLNG:420] [error]"
_WHERE = "log of the portal"

MISMATCH = Message(
    template="Audience mismatch",
    sample=f"{_LOG} Audience mismatch",
    codes=("aud-other-client", "aud-mismatch", "aud-missing", "aud-empty", "aud-wrong-type"),
    where=_WHERE,
    note="aud is no array.",
    common=True,
)
LIST = Message(
    template="Client ID not found in audience array",
    sample=f"{_LOG} Client ID not found in audience array",
    codes=("aud-other-client", "aud-mismatch", "aud-empty"),
    where=_WHERE,
)
PARTY = Message(
    template="More than one audience, and azp not equal to client ID",
    sample=f"{_LOG} More than one audience, and azp not equal to client ID",
    codes=("aud-other-client", "aud-many-unsupported"),
    where=_WHERE,
    note="aud has three values or more, the client ID among them; with two, azp is not asked for.",
)
NO_ARRAY = Message(
    template="Not an ARRAY reference",
    sample="Not an ARRAY reference at /usr/share/perl5/Lemonldap/NG/Portal/Lib/OpenIDConnect.pm line 745.",
    codes=("aud-wrong-type",),
    check=Check.TYPE,
    where="log of the web server, with HTTP 500",
    note="aud is an object or a boolean, and the portal fails in Perl.",
    common=True,
)
ISSUER = Message(
    template="Issuer mismatch",
    sample=f"{_LOG} Issuer mismatch",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    where=_WHERE,
    common=True,
)
EXPIRED = Message(
    template="ID token expired",
    sample=f"{_LOG} ID token expired",
    codes=("token-expired", "exp-missing"),
    check=Check.EXPIRY,
    where=_WHERE,
    common=True,
)
SIGNATURE = Message(
    template="JWT signature verification failed",
    sample=f"{_LOG} JWT signature verification failed",
    codes=("signature-invalid", "key-not-found", "alg-not-allowed"),
    check=Check.SIGNATURE,
    where=_WHERE,
    common=True,
)
INVALID = Message(
    template="ID Token not valid",
    sample=f"{_LOG} ID Token not valid",
    codes=("aud-other-client", "aud-mismatch", "iss-mismatch", "token-expired"),
    check=Check.OTHER,
    where=_WHERE,
    note="It stands behind the text that says what is wrong.",
    common=True,
)


def _text(value: JsonValue) -> JsonValue:
    """Nothing is an empty string to Perl."""
    return "" if value is None else value


def _decide(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """As Perl compares: nothing is an empty string, a reference is taken for an array."""
    if expectation.audiences is UNKNOWN or len(expectation.values) > 1:
        return None
    client = "".join(expectation.values)
    aud = claims.get("aud")
    if isinstance(aud, dict | bool):
        return NO_ARRAY
    if not isinstance(aud, list):
        return ACCEPT if _text(aud) == client else MISMATCH
    if client not in map(_text, aud):
        return LIST
    return PARTY if len(aud) > _PAIR and _text(claims.get("azp")) != client else ACCEPT


def _expiry(claims: Mapping[str, JsonValue], _expectation: Expectation, now: float | None) -> Message | None:
    """An exp that is absent or null counts as 0, which is long past."""
    expires = claims.get("exp") or 0
    return EXPIRED if isinstance(expires, int) and (now or 1) >= expires else None


_PAIR = 2

VERIFIER = Verifier(
    id="lemonldap-ng-client",
    name="LemonLDAP::NG as relying party",
    kind="infrastructure",
    language="Perl",
    versions="2.16.1",
    basis=Basis.OBSERVED,
    sources=(
        "LemonLDAP::NG 2.16.1 of Debian 12, its portal run with a provider for each setting",
        "LemonLDAP::NG, lemonldap-ng-portal, Lib/OpenIDConnect.pm",
    ),
    hints=("lemonldap", "llng", "lemonldap::ng"),
    messages=(MISMATCH, LIST, PARTY, NO_ARRAY, ISSUER, EXPIRED, SIGNATURE, INVALID),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=ACCEPT,
        unset_malformed=MISMATCH,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=LIST,
        number=MISMATCH,
        other=NO_ARRAY,
        mixed=COMPARE,
        several=REFUSE,
        decide=_decide,
    ),
    order=(Check.SIGNATURE, Check.ISSUER, Check.AUDIENCE, Check.EXPIRY),
    failures={Check.SIGNATURE: SIGNATURE, Check.ISSUER: ISSUER, Check.EXPIRY: EXPIRED},
    special={Check.EXPIRY: _expiry},
    takes=TokenKind.ID_TOKEN,
    setting=Setting(name="oidcOPMetaDataOptionsClientID", keys=("oidcOPMetaDataOptionsClientID",)),
    switch="leaving oidcOPMetaDataOptionsClientID empty: a token without aud passes",
    recipe=Recipe(
        text="set the client id that the provider issues ID Tokens for",
        language="json",
        code="""\
{"oidcOPMetaDataOptions": {"upstream": {"oidcOPMetaDataOptionsClientID": $audience}}}
""",
    ),
    limits=(
        Limit(
            text="A token that names three audiences or more needs azp with the client ID; one that names two does not.",
            seen=Seen.REFUSED,
            symptom="aud-many-unsupported",
            source="LemonLDAP::NG 2.16.1, run",
        ),
        Limit(
            text="With a client ID that is empty or left out, a token whose aud is absent, null or empty passes.",
            seen=Seen.ACCEPTED,
            symptom="audience-not-configured",
            source="LemonLDAP::NG 2.16.1, run",
        ),
    ),
    reveal="no text shows a value; with logLevel = debug the log of the portal holds the ID Token",
    notes=(
        "nbf is not looked at, and iat only with oidcOPMetaDataOptionsIDTokenMaxAge.",
        "The signature is verified only with oidcOPMetaDataOptionsCheckJWTSignature, which is on unless it is turned off.",
        "A client has one id.",
    ),
)
