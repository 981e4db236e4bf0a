"""googleauth, the Ruby gem that verifies ID Tokens of Google and of Cloud IAP.

Source: googleapis/google-auth-library-ruby, lib/googleauth/id_tokens/verifier.rb
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience import printed
from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
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
    """The claims as Ruby prints them; one that is absent is nothing."""
    return {"found": printed.ruby(claims.get("aud")), "issuer": printed.ruby(claims.get("iss"))}


MISMATCH = Message(
    template="Token aud mismatch: {found}",
    sample="Google::Auth::IDTokens::AudienceMismatchError: Token aud mismatch: 1234-abcd.apps.googleusercontent.com",
    codes=("aud-other-client", "aud-mismatch", "aud-missing", "aud-empty", "aud-wrong-type"),
    exception="Google::Auth::IDTokens::AudienceMismatchError",
    found_as=Listing.JSON,
    nothing=("",),
    printed=_printed,
    note="The claim stands there as Ruby prints it; of a token without aud, nothing.",
    common=True,
)
ISSUER = Message(
    template="Token iss mismatch: {issuer}",
    sample="Google::Auth::IDTokens::IssuerMismatchError: Token iss mismatch: https://login.example.com",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception="Google::Auth::IDTokens::IssuerMismatchError",
    printed=_printed,
    common=True,
)
EXPIRED = Message(
    template="Token signature is expired",
    sample="Google::Auth::IDTokens::ExpiredTokenError: Token signature is expired",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception="Google::Auth::IDTokens::ExpiredTokenError",
    note="It is the token that has expired; the signature is sound.",
)
SIGNATURE = Message(
    template="Token not verified as issued by Google",
    sample="Google::Auth::IDTokens::SignatureError: Token not verified as issued by Google",
    codes=("signature-invalid", "key-not-found", "token-not-yet-valid", "alg-not-allowed", "token-malformed"),
    check=Check.SIGNATURE,
    exception="Google::Auth::IDTokens::SignatureError",
    note="Whatever else ruby-jwt says of a token ends here: a bad signature, a token of no issuer that is known, also nbf.",
)
PARTY = Message(
    template="Token azp mismatch: {party}",
    sample="Google::Auth::IDTokens::AuthorizedPartyMismatchError: Token azp mismatch: 1234-abcd.apps.googleusercontent.com",
    codes=("aud-other-client",),
    check=Check.OTHER,
    exception="Google::Auth::IDTokens::AuthorizedPartyMismatchError",
    common=True,
)

VERIFIER = Verifier(
    id="googleauth-ruby",
    name="googleauth (Ruby)",
    kind="library",
    language="Ruby",
    versions="0.13.0; 1.x as read",
    basis=Basis.OBSERVED,
    sources=(
        "googleauth 0.13.0 of Debian 12 with ruby-jwt 2.5.0, run",
        "googleapis/google-auth-library-ruby, lib/googleauth/id_tokens/verifier.rb",
    ),
    aliases=("google-auth-ruby",),
    hints=("google::auth::idtokens", "googleauth"),
    messages=(MISMATCH, PARTY, ISSUER, EXPIRED, SIGNATURE),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=ACCEPT,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=COMPARE,
    ),
    order=(Check.SIGNATURE, Check.EXPIRY, Check.NOT_BEFORE, Check.AUDIENCE, Check.OTHER, Check.ISSUER),
    failures={
        Check.SIGNATURE: SIGNATURE,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: SIGNATURE,
        Check.OTHER: PARTY,
        Check.ISSUER: ISSUER,
    },
    providers=("google", "google-iap"),
    setting=Setting(name="aud of verify_oidc or verify_iap", keys=("aud", "audience")),
    recipe=Recipe(
        text="name the expected audiences",
        language="ruby",
        code="""\
payload = Google::Auth::IDTokens.verify_oidc(token, aud: [$audiences])
""",
    ),
    switch="leaving out aud: any audience passes",
    limits=(
        Limit(
            text="With OpenSSL 3 no key of a JWK Set can be read: rsa#set_key= is incompatible with OpenSSL 3.0.",
            seen=Seen.REFUSED,
            versions="0.13.0",
            symptom="jwks-unavailable",
            source="googleauth 0.13.0 of Debian 12, run",
        ),
    ),
    notes=(
        "aud may be a list; one in common is enough.",
        "A token that is not yet valid gets the text about the signature.",
        "verify_oidc expects one of Google's issuers; iss: changes that.",
    ),
)
