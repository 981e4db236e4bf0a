"""The idtoken package of Google's API client for Go.

Source: googleapis/google-api-go-client, idtoken/validate.go
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import Shape, read
from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import (
    ACCEPT,
    COMPARE,
    AudienceRules,
    Basis,
    Check,
    Limit,
    Message,
    Recipe,
    Seen,
    Setting,
    Verifier,
)


def _printed(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Mapping[str, str]:
    """How Go's JSON package calls the value that does not fit."""
    found = claims.get("aud")
    return {"kind": next((name for kind, name in _KINDS if isinstance(found, kind)), "array")}


# A bool is an int to Python, so it comes first.
_KINDS = ((bool, "bool"), ((int, float), "number"), (dict, "object"))
MISMATCH = Message(
    template="idtoken: audience provided does not match aud claim in the JWT",
    sample="2026/03/04 09:12:33 verify: idtoken: audience provided does not match aud claim in the JWT",
    codes=("aud-other-client", "aud-mismatch", "aud-missing", "aud-empty"),
    note="It stands before the expiry and the signature, so that a forged token reports it too.",
)
MALFORMED = Message(
    template="idtoken: unable to unmarshal JWT payload: json: cannot unmarshal {kind} into Go struct field Payload.aud of type string",
    sample="idtoken: unable to unmarshal JWT payload: json: cannot unmarshal array into Go struct field Payload.aud of type string",
    codes=("aud-list-shape", "aud-wrong-type"),
    check=Check.TYPE,
    printed=_printed,
    note="aud is read into a string: an array is refused, even where no audience is expected.",
)
EXPIRED = Message(
    template="idtoken: token expired",
    sample="idtoken: token expired: now=1772615553, expires=1772611953",
    codes=("token-expired",),
    check=Check.EXPIRY,
    note="Later versions name both moments behind it; a token without exp gets it too.",
)
ALGORITHM = Message(
    template='idtoken: expected JWT signed with RS256 or ES256 but found "{algorithm}"',
    sample='idtoken: expected JWT signed with RS256 or ES256 but found "HS256"',
    codes=("alg-not-allowed",),
    check=Check.ALGORITHM,
)
NO_KEY = Message(
    template="idtoken: could not find matching cert keyId for the token provided",
    sample="idtoken: could not find matching cert keyId for the token provided",
    codes=("key-not-found",),
    check=Check.KEY,
    note="The token is of another issuer than Google, or its key is no longer published.",
)
SIGNATURE = Message(
    template="crypto/rsa: verification error",
    sample="google.golang.org/api/idtoken: verify: crypto/rsa: verification error",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    common=True,
)


def _type(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """What is no string is refused while the claims are read; null reads as an empty string."""
    return None if read(claims).shape in {Shape.ABSENT, Shape.NULL, Shape.STRING, Shape.EMPTY_STRING} else MALFORMED


def _expiry(claims: Mapping[str, JsonValue], _expectation: Expectation, now: float | None) -> Message | None:
    """An exp that is absent or null reads as 0, which is long past."""
    expires = claims.get("exp") or 0
    return EXPIRED if isinstance(expires, int) and (now or 1) > expires else None


VERIFIER = Verifier(
    id="google-idtoken-go",
    name="google.golang.org/api/idtoken",
    kind="library",
    language="Go",
    versions="0.61.0",
    basis=Basis.OBSERVED,
    sources=(
        "google.golang.org/api 0.61.0 of Debian 12, run with keys of its own",
        "googleapis/google-api-go-client, idtoken/validate.go",
    ),
    aliases=("google-api-go-client",),
    hints=("idtoken:", "google.golang.org/api"),
    messages=(MISMATCH, MALFORMED, EXPIRED, ALGORITHM, NO_KEY, SIGNATURE),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=MALFORMED,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_setting=ACCEPT,
        empty_array=MALFORMED,
        number=MALFORMED,
        other=MALFORMED,
        mixed=MALFORMED,
        string_only=MALFORMED,
    ),
    order=(Check.TYPE, Check.AUDIENCE, Check.EXPIRY, Check.ALGORITHM, Check.KEY, Check.SIGNATURE),
    failures={
        Check.TYPE: MALFORMED,
        Check.EXPIRY: EXPIRED,
        Check.ALGORITHM: ALGORITHM,
        Check.KEY: NO_KEY,
        Check.SIGNATURE: SIGNATURE,
    },
    special={Check.TYPE: _type, Check.EXPIRY: _expiry},
    providers=("google", "google-iap"),
    setting=Setting(name="the audience argument of idtoken.Validate", keys=("audience", "aud", "clientID")),
    recipe=Recipe(
        text="give Validate the expected audience",
        language="go",
        code="""\
payload, err := idtoken.Validate(ctx, token, $audience)
if err != nil {
	return err
}
""",
    ),
    switch="an empty audience argument: any audience passes",
    limits=(
        Limit(
            text="aud is read into a string: a token whose aud is an array is refused, even with the expected audience in it.",
            seen=Seen.REFUSED,
            symptom="aud-list-shape",
            source="google.golang.org/api 0.61.0, run",
        ),
    ),
    notes=(
        "The issuer and nbf are not validated; the caller has to compare payload.Issuer.",
        "There is no way to name several audiences.",
    ),
)
