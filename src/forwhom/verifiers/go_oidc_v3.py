"""coreos/go-oidc, which validates the claims before the signature and shows both audiences.

A forged or expired token for another audience therefore reports the audience.

Source: coreos/go-oidc, oidc/verify.go.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt import numeric_date
from forwhom.jwt.json import JsonValue
from forwhom.token_kind import TokenKind
from forwhom.verifier import ACCEPT, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier


def members(claims: Mapping[str, JsonValue]) -> tuple[str, ...] | None:
    """The audiences as they are read, null as an empty string; `None` where they cannot be."""
    aud = claims.get("aud", [])
    named = [one or "" for one in (aud if isinstance(aud, list) else [aud]) if one is None or isinstance(one, str)]
    return (
        tuple(named)
        if (not isinstance(aud, list) and named) or (isinstance(aud, list) and len(named) == len(aud))
        else None
    )


def _printed(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Mapping[str, str]:
    """The token's audiences as Go quotes them; null is an empty string to it."""
    return {"found": Listing.GO_QUOTED.write(members(claims) or ())}


MISMATCH = Message(
    template='oidc: expected audience "{expected}" got {found}',
    sample='oidc: expected audience "orders-web" got ["https://api.example.com" "account"]',
    codes=("aud-mismatch", "aud-missing"),
    found_as=Listing.GO_QUOTED,
    nothing=("[]",),
    printed=_printed,
    note="A token without aud is written as []. The claims are validated before the signature, so the token may be forged.",
)
BLANK = Message(
    template='oidc: expected audience "{expected}" got [""]',
    sample='oidc: expected audience "orders-web" got [""]',
    codes=("aud-empty",),
    note="The token's aud is null or an empty string.",
)
NOT_CONFIGURED = Message(
    template="oidc: invalid configuration, clientID must be provided or SkipClientIDCheck must be set",
    sample="oidc: invalid configuration, clientID must be provided or SkipClientIDCheck must be set",
    codes=("audience-not-configured",),
)
MALFORMED = Message(
    template="oidc: failed to unmarshal claims: json: cannot unmarshal {kind} into",
    sample="oidc: failed to unmarshal claims: json: cannot unmarshal number into Go value of type []string",
    codes=("aud-wrong-type", "token-malformed"),
    check=Check.STRUCTURE,
    note="The claim need not be aud: with a struct field in the text, that field names it.",
)
ISSUER = Message(
    template='oidc: id token issued by a different provider, expected "{expected_issuer}" got "{issuer}"',
    sample='oidc: id token issued by a different provider, expected "https://login.example.com" got "https://login.example.com/"',
    codes=("iss-mismatch",),
    check=Check.ISSUER,
)
ISSUER_DISCOVERED = Message(
    template='oidc: issuer did not match the issuer returned by provider, expected "{expected_issuer}" got "{issuer}"',
    sample='oidc: issuer did not match the issuer returned by provider, expected "https://login.example.com" got "https://login.example.com/"',
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    note="It comes from the discovery of the provider, before any token is seen.",
    basis=Basis.REPORTED,
)
EXPIRED = Message(
    template="oidc: token is expired (Token Expiry: {time})",
    sample="oidc: token is expired (Token Expiry: 2026-09-05 02:16:30 +0000 UTC)",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception="*oidc.TokenExpiredError",
    note="A token without exp is expired since the year 1.",
)
NOT_YET_VALID = Message(
    template="oidc: current time {now} before the nbf (not before) time: {time}",
    sample="oidc: current time 2026-09-05 02:16:30 +0000 UTC before the nbf (not before) time: 2026-09-05 04:16:30 +0000 UTC",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
)
ALGORITHM = Message(
    template="oidc: id token signed with unsupported algorithm, expected {algs} got {alg}",
    sample='oidc: id token signed with unsupported algorithm, expected ["RS256"] got "HS256"',
    codes=("alg-not-allowed",),
    check=Check.ALGORITHM,
    basis=Basis.READ,
)
SIGNATURE = Message(
    template="failed to verify signature: {reason}",
    sample="failed to verify signature: failed to verify id token signature",
    codes=("signature-invalid", "key-not-found", "jwks-unavailable"),
    check=Check.SIGNATURE,
    note="The text is the same for a wrong signature and for a key that the JWK Set does not hold.",
)
JWKS_UNAVAILABLE = Message(
    template="failed to verify signature: fetching keys oidc: {reason}",
    sample='failed to verify signature: fetching keys oidc: get keys failed Get "https://login.example.com/keys": connection refused',
    codes=("jwks-unavailable",),
    check=Check.KEY,
    basis=Basis.REPORTED,
)
NOT_A_JWT = Message(
    template="oidc: malformed jwt: {reason}",
    sample="oidc: malformed jwt: oidc: malformed jwt, expected 3 parts got 1",
    codes=("token-opaque", "token-malformed", "token-encrypted"),
    check=Check.STRUCTURE,
    basis=Basis.READ,
)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """Null in an array is an empty string, and its other members count."""
    aud = claims.get("aud")
    if not isinstance(aud, list) or None not in aud or not any(expectation.values):
        return None
    return ACCEPT if expectation.values[0] in aud else MISMATCH


def _type(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """An aud that is no text, or an array of something else, is refused before anything is compared."""
    aud = claims.get("aud")
    members = aud if isinstance(aud, list) else [aud]
    return None if all(one is None or isinstance(one, str) for one in members) else MALFORMED


def _expiry(claims: Mapping[str, JsonValue], _expectation: Expectation, now: float | None) -> Message | None:
    """A token without exp has expired long ago."""
    moment = numeric_date.read(claims.get("exp"))
    if claims.get("exp") is None:
        return EXPIRED
    return EXPIRED if moment is not None and now is not None and moment < now else None


VERIFIER = Verifier(
    id="go-oidc-v3",
    name="go-oidc",
    kind="library",
    language="Go",
    versions="v3.9 to v3.10, and 2.1.0",
    basis=Basis.OBSERVED,
    sources=(
        "coreos/go-oidc v3, source of 2024-03, run; 2.1.0 of Debian 12, whose texts are the same, run",
        "coreos/go-oidc, oidc/verify.go",
    ),
    aliases=("go-oidc", "coreos-go-oidc"),
    hints=("go-oidc", "IDTokenVerifier", "oidc: "),
    messages=(
        MISMATCH,
        BLANK,
        NOT_CONFIGURED,
        MALFORMED,
        ISSUER,
        ISSUER_DISCOVERED,
        EXPIRED,
        NOT_YET_VALID,
        ALGORITHM,
        SIGNATURE,
        JWKS_UNAVAILABLE,
        NOT_A_JWT,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=NOT_CONFIGURED,
        unset_blank=NOT_CONFIGURED,
        unset_malformed=MALFORMED,
        absent=MISMATCH,
        null=BLANK,
        empty_string=BLANK,
        empty_array=MISMATCH,
        number=MALFORMED,
        other=MALFORMED,
        mixed=MALFORMED,
        empty_setting=NOT_CONFIGURED,
        decide=_audience,
    ),
    order=(
        Check.STRUCTURE,
        Check.TYPE,
        Check.ISSUER,
        Check.AUDIENCE,
        Check.EXPIRY,
        Check.NOT_BEFORE,
        Check.ALGORITHM,
        Check.KEY,
        Check.SIGNATURE,
    ),
    failures={
        Check.STRUCTURE: NOT_A_JWT,
        Check.TYPE: MALFORMED,
        Check.ISSUER: ISSUER,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.ALGORITHM: ALGORITHM,
        Check.KEY: JWKS_UNAVAILABLE,
        Check.SIGNATURE: SIGNATURE,
    },
    special={Check.TYPE: _type, Check.EXPIRY: _expiry},
    takes=TokenKind.ID_TOKEN,
    setting=Setting(name="oidc.Config.ClientID", keys=("ClientID", "client_id", "oidc.Config", "oidc-client-id")),
    switch="oidc.Config{SkipClientIDCheck: true}",
    recipe=Recipe(
        text="set ClientID of oidc.Config to the expected audience",
        language="go",
        code="""\
provider, err := oidc.NewProvider(ctx, $issuer)
if err != nil {
	return err
}
idToken, err := provider.Verifier(&oidc.Config{ClientID: $audience}).Verify(ctx, token)
if err != nil {
	return err
}
""",
    ),
    notes=(
        "One ClientID can be expected; it is enough that the token's list holds it.",
        "azp is not looked at.",
        "nbf is forgiven one minute.",
    ),
)
