"""Google.Apis.Auth, the .NET package with GoogleJsonWebSignature.

Source: googleapis/google-api-dotnet-client, Google.Apis.Auth SignedTokenVerification and its tests
"""

from __future__ import annotations

from collections.abc import Mapping

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
    Outcome,
    Recipe,
    Seen,
    Setting,
    Verifier,
)

MISMATCH = Message(
    template="JWT contains untrusted 'aud' claim.",
    sample="Google.Apis.Auth.InvalidJwtException: JWT contains untrusted 'aud' claim.",
    codes=("aud-other-client", "aud-many-unsupported", "aud-mismatch"),
    exception="Google.Apis.Auth.InvalidJwtException",
    note="Every audience that the token names has to be a trusted one.",
)


def _array(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Outcome | None:
    """The library looks for a list of strings where its JSON reader has put an array of JSON: it sees no audience."""
    return ACCEPT if isinstance(claims.get("aud"), list) else None


VERIFIER = Verifier(
    id="google-apis-auth-dotnet",
    name="Google.Apis.Auth (.NET)",
    kind="library",
    language="C#",
    versions="as read, version not recorded",
    basis=Basis.READ,
    sources=(
        "googleapis/google-api-dotnet-client, Google.Apis.Auth, SignedTokenVerification.cs, JsonWebToken.cs and tests of GoogleJsonWebSignature",
    ),
    aliases=("google-apis-auth",),
    hints=("google.apis.auth", "googlejsonwebsignature", "invalidjwtexception"),
    messages=(MISMATCH,),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=ACCEPT,
        absent=ACCEPT,
        null=ACCEPT,
        empty_string=COMPARE,
        empty_array=ACCEPT,
        number=ACCEPT,
        other=ACCEPT,
        mixed=ACCEPT,
        decide=_array,
    ),
    order=(
        Check.STRUCTURE,
        Check.ALGORITHM,
        Check.ISSUER,
        Check.AUDIENCE,
        Check.PRESENCE,
        Check.ISSUED_AT,
        Check.EXPIRY,
        Check.SIGNATURE,
    ),
    providers=("google", "google-iap"),
    setting=Setting(
        name="Audience of ValidationSettings, TrustedAudiences of SignedTokenVerificationOptions",
        keys=("Audience", "TrustedAudiences"),
    ),
    limits=(
        Limit(
            text="Only an aud that is a string is compared: a token with an array, or without aud, passes.",
            seen=Seen.ACCEPTED,
            versions="as read",
            symptom="aud-other-client",
            source="googleapis/google-api-dotnet-client, JsonWebToken.cs (AudienceAsList)",
        ),
    ),
    recipe=Recipe(
        text="list the client ids whose tokens are taken",
        language="csharp",
        code="""\
var settings = new GoogleJsonWebSignature.ValidationSettings { Audience = new[] { $audiences } };
var payload = await GoogleJsonWebSignature.ValidateAsync(idToken, settings);
""",
    ),
)
