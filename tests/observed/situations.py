"""The situations that tell verifiers apart: shapes of `aud`, settings, near misses, two faults at once."""

from __future__ import annotations

from forwhom.jwt.json import JsonValue
from tests.observed.trial import Trial
from tests.observed.trials import API, ISSUER, NOW, OTHER, OTHER_ISSUER

_HOUR = 3600
_BASE: dict[str, JsonValue] = {"iss": ISSUER, "sub": "user", "iat": NOW - 2 * _HOUR, "exp": NOW + 2 * _HOUR}


def _found(
    aud: JsonValue,
    *audiences: str,
    issuer: str = ISSUER,
    configured: bool = True,
    signed: bool = True,
    **claims: JsonValue,
) -> Trial:
    """A token with this `aud` where these audiences are configured; without any, that of the API or none at all."""
    return Trial(
        claims={**_BASE, **claims, "aud": aud},
        audiences=(audiences or (API,)) if configured else None,
        issuers=(issuer,),
        signature_valid=signed,
    )


def _absent(audiences: tuple[str, ...] | None) -> Trial:
    return Trial(claims=_BASE, audiences=audiences, issuers=(ISSUER,))


def _twice(first: str, last: str) -> Trial:
    """A token that names `aud` twice; the last counts for all these verifiers. Source: RFC 7519 section 4."""
    payload = f'{{"iss": "{ISSUER}", "aud": "{first}", "aud": "{last}"}}'
    return Trial(claims={"iss": ISSUER, "aud": last}, audiences=(API,), issuers=(ISSUER,), payload=payload)


SITUATIONS: dict[str, Trial] = {
    "the expected audience": _found(API),
    "none configured": _found(API, configured=False),
    "none configured, array": _found([API], configured=False),
    "none configured, absent": _absent(None),
    "none configured, number": _found(42, configured=False),
    "none configured, object": _found({API: True}, configured=False),
    "none configured, empty string": _found("", configured=False),
    "none configured, empty array": _found([], configured=False),
    "none configured, null": _found(None, configured=False),
    "another audience": _found(OTHER),
    "absent": _absent((API,)),
    "slash in the token": _found(f"{API}/"),
    "slash in the setting": _found(API, f"{API}/"),
    "upper case": _found(API.upper()),
    "upper case in the host": _found("https://API.example.com"),
    "array with the expected one": _found([OTHER, API]),
    "array of the expected one": _found([API]),
    "array without the expected one": _found([OTHER, f"{OTHER}/v2"]),
    "several configured": _found(API, OTHER, API),
    "several configured, array shares one": _found([API, "urn:x"], OTHER, API),
    "several configured, array has all": _found([API, OTHER], OTHER, API),
    "several configured, none matches": _found("urn:x", OTHER, API),
    "several configured, absent": _absent((OTHER, API)),
    "number": _found(42),
    "zero": _found(0),
    "object": _found({"aud": API}),
    "object with the expected key": _found({API: True}),
    "empty object": _found({}),
    "true": _found(aud=True),
    "false": _found(aud=False),
    "empty string": _found(""),
    "empty array": _found([]),
    "array of a number": _found([42]),
    "array of the expected one and a number": _found([API, 42]),
    "null": _found(None),
    "expired and another audience": _found(OTHER, exp=NOW - 2 * _HOUR),
    "another issuer and another audience": _found(OTHER, issuer=OTHER_ISSUER),
    "bad signature and another audience": _found(OTHER, signed=False),
    "not yet valid and another audience": _found(OTHER, nbf=NOW + 2 * _HOUR),
    "all dates, issuer and audience wrong": _found(
        OTHER, issuer=OTHER_ISSUER, exp=NOW - 2 * _HOUR, nbf=NOW + 2 * _HOUR
    ),
    "issued in the future": _found(API, iat=NOW + 2 * _HOUR),
    "named twice, the expected one first": _twice(API, OTHER),
    "named twice, the expected one last": _twice(OTHER, API),
    "empty string configured": _found(API, ""),
    "empty string configured, absent": _absent(("",)),
    "empty string configured, empty string": _found("", ""),
    "empty list configured": Trial(claims={**_BASE, "aud": API}, audiences=(), issuers=(ISSUER,)),
    "empty list configured, absent": _absent(()),
    "beginning of the setting": _found("https://api.example"),
    "setting and more": _found(f"{API}.evil.example"),
    "setting is a part": _found(API, "api.example"),
    "blank at the end": _found(f"{API} "),
    "values joined by blanks": _found(f"{API} {OTHER}"),
    "setting joined by commas": _found(API, f"{API},{OTHER}"),
    "no issuer claim": Trial(claims={"aud": API}, audiences=(API,), issuers=(ISSUER,)),
    "neither issuer nor audience": Trial(claims={"sub": "user"}, audiences=(API,), issuers=(ISSUER,)),
    "several issuers, none matches": Trial(
        claims={**_BASE, "aud": API}, audiences=(API,), issuers=(OTHER_ISSUER, "https://login.example.net/")
    ),
    "signed with a key pair": Trial(claims={**_BASE, "aud": API}, audiences=(API,), algorithm="RS256"),
    "bad signature of a key pair": Trial(
        claims={**_BASE, "aud": API}, audiences=(API,), algorithm="RS256", signature_valid=False
    ),
}
