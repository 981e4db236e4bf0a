"""Kinde's SDK for JavaScript in the browser, which the React SDK was built on too. Both values are shown.

Every configured audience has to be in the token. No signature is verified; since 4.5.0 only a deprecated call looks.

Source: @kinde-oss/kinde-auth-pkce-js 4.5.1, dist/kinde-auth-pkce-js.esm.js; kinde-oss/kinde-auth-react, issue 56
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience import printed
from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.verifier import (
    ACCEPT,
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
    alike,
)

#: Seconds before its end in which a token counts as expired.
_EARLY = 30


def _found(claims: Mapping[str, JsonValue]) -> list[JsonValue]:
    """The audiences of the token; what is no text and no list is none."""
    raw = claims.get("aud")
    return raw if isinstance(raw, list) else [raw] if isinstance(raw, str) else []


def _printed(claims: Mapping[str, JsonValue], expectation: Expectation) -> Mapping[str, str]:
    """All values as JavaScript prints them; null in a list is nothing, and several expected audiences are one text."""
    return {
        "found": ", ".join("" if one is None else printed.javascript(one) for one in _found(claims)),
        "expected": " ".join(expectation.values),
        "issuer": printed.javascript(claims.get("iss")),
        "party": printed.javascript(claims.get("azp")),
    }


def _refusal(template: str, shown: str, *codes: str, check: Check = Check.AUDIENCE, note: str = "") -> Message:
    """A text on the console; `shown` where it has values in it."""
    return Message(
        template=template,
        sample=f"Error: {shown or template}",
        codes=codes,
        check=check,
        found_as=Listing.COMMA_BLANK,
        expected_as=Listing.BLANK,
        printed=_printed,
        where="console of the browser",
        note=note,
        common=len(template) < 24,  # noqa: PLR2004  # short texts are printed by others too
    )


MISMATCH = _refusal(
    '(aud) claim mismatch. Expected: "{expected}", Received: "{found}"',
    '(aud) claim mismatch. Expected: "https://api.shop.example", Received: ""',
    "audience-not-requested",
    "aud-missing",
    "aud-mismatch",
    "aud-empty",
    "aud-wrong-type",
    note="Received is empty too where aud is neither a text nor a list. Several audiences of the setting are parted by blanks, and "
    "the token has to name all of them.",
)
TYPE = Message(
    template="(aud) claim must be an array",
    sample="Error: (aud) claim must be an array",
    codes=("aud-list-shape", "aud-missing", "aud-wrong-type"),
    versions="until 4.5.0",
    basis=Basis.READ,
)
ISSUER = _refusal(
    'iss claim mismatch. Expected: "{expected_issuer}", Received: "{issuer}"',
    'iss claim mismatch. Expected: "https://shop.kinde.com", Received: "https://login.shop.example"',
    "iss-mismatch",
    check=Check.ISSUER,
    note="The issuer is the domain of the settings, to the last slash.",
)
NO_ISSUER = _refusal("(iss) claim is required.", "", "iss-mismatch", check=Check.ISSUER)
PARTY = _refusal(
    'azp claim mismatch. Expected: "{client}", Received: "{party}"',
    'azp claim mismatch. Expected: "web-client", Received: "mobile-client"',
    "aud-other-client",
    check=Check.OTHER,
)
NO_PARTY = _refusal("(azp) claim is required.", "", "aud-other-client", check=Check.OTHER)
ALGORITHM = _refusal(
    'Unsupported signature alg. Expected: "RS256", Received: "{alg}"',
    'Unsupported signature alg. Expected: "RS256", Received: "HS256"',
    "alg-not-allowed",
    check=Check.ALGORITHM,
)
EXPIRED = _refusal("Token expired", "", "token-expired", "exp-missing", check=Check.EXPIRY)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome:
    """A setting is parted at blanks, and an empty one switches the check off."""
    setting = " ".join(expectation.values)
    if not setting:
        return ACCEPT
    found = _found(claims)
    return ACCEPT if all(one in found for one in setting.split(" ")) else MISMATCH


def _issuer(claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """An issuer that is absent, null, empty or zero is none."""
    if not claims.get("iss"):
        return NO_ISSUER
    return ISSUER if expectation.issuers is not None and claims["iss"] not in expectation.issuers else None


def _expiry(claims: Mapping[str, JsonValue], _expectation: Expectation, now: float | None) -> Message | None:
    """An exp has to be there, as a number or as a text that is one."""
    until = claims.get("exp")
    if isinstance(until, str) and until.isdecimal():
        until = int(until)
    if isinstance(until, bool) or not isinstance(until, int | float):
        return EXPIRED
    return EXPIRED if now is not None and until - _EARLY <= now else None


VERIFIER = Verifier(
    id="kinde-js",
    name="Kinde JavaScript SDK",
    kind="library",
    language="TypeScript",
    versions="4.5.1",
    basis=Basis.OBSERVED,
    sources=(
        "@kinde-oss/kinde-auth-pkce-js 4.5.1, run: a refresh, with access tokens of a token endpoint on the loopback interface",
        "@kinde-oss/kinde-auth-pkce-js 3.1.0 to 4.5.1, dist",
        "kinde-oss/kinde-auth-react, issue 56",
    ),
    aliases=("kinde-auth-pkce-js", "kinde-auth-react"),
    hints=("kinde",),
    messages=(MISMATCH, TYPE, ISSUER, NO_ISSUER, PARTY, NO_PARTY, ALGORITHM, EXPIRED),
    audience=alike(
        MISMATCH, unset=ACCEPT, empty_string=MISMATCH, empty_setting=ACCEPT, combine=Combine.ALL, decide=_audience
    ),
    order=(Check.ISSUER, Check.OTHER, Check.ALGORITHM, Check.AUDIENCE, Check.EXPIRY),
    failures={Check.ISSUER: ISSUER, Check.OTHER: PARTY, Check.ALGORITHM: ALGORITHM, Check.EXPIRY: EXPIRED},
    special={Check.ISSUER: _issuer, Check.EXPIRY: _expiry},
    setting=Setting(name="audience of the SDK", keys=("audience", "KINDE_AUDIENCE")),
    switch="leaving out audience, which is the default",
    recipe=Recipe(
        text="request the audience that is registered as an API and authorized for the application",
        language="javascript",
        code="""\
const kinde = await createKindeClient({ ...settings, domain: $issuer, audience: $audience });
""",
    ),
    limits=(
        Limit(
            text="A login and getAccessToken compare nothing, whatever audience is configured; only the deprecated getToken does.",
            seen=Seen.ACCEPTED,
            versions="from 4.5.0",
            symptom="audience-not-configured",
            source="@kinde-oss/kinde-auth-pkce-js 4.3.0 and 4.5.1, dist",
        ),
        Limit(
            text="Several audiences that are parted by blanks were compared as one text, so that every token was refused.",
            seen=Seen.REFUSED,
            versions="until 4.2.0",
            symptom="aud-mismatch",
            source="@kinde-oss/kinde-auth-pkce-js 4.2.0 and 4.2.3, dist; kinde-oss/kinde-auth-pkce-js, issue 69",
        ),
        Limit(
            text="An aud that is a text was refused as no array.",
            seen=Seen.REFUSED,
            versions="until 4.5.0",
            symptom="aud-list-shape",
            source="@kinde-oss/kinde-auth-pkce-js 4.5.0 and 4.5.1, dist",
        ),
    ),
    notes=(
        "Received is empty where the token names no audience: the API is not authorized for the application, or was not asked for.",
        "An ID Token is compared with the client id in the same words, before the access token.",
    ),
)
