"""Google.Apis.Auth, the .NET package with GoogleJsonWebSignature.

Source: googleapis/google-api-dotnet-client, Google.Apis.Auth SignedTokenVerification and its tests
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier

MISMATCH = Message(
    template="JWT contains untrusted 'aud' claim.",
    sample="Google.Apis.Auth.InvalidJwtException: JWT contains untrusted 'aud' claim.",
    codes=("aud-other-client", "aud-many-unsupported", "aud-mismatch"),
    exception="Google.Apis.Auth.InvalidJwtException",
    note="Every audience that the token names has to be a trusted one.",
)


def _decide(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """A list with one audience that is not trusted is refused whatever else stands in it."""
    found = claims.get("aud")
    if not isinstance(found, list) or not expectation.values:
        return None
    return MISMATCH if any(value not in expectation.values for value in found) else None


VERIFIER = Verifier(
    id="google-apis-auth-dotnet",
    name="Google.Apis.Auth (.NET)",
    kind="library",
    language="C#",
    versions="as read, version not recorded",
    basis=Basis.READ,
    sources=(
        "googleapis/google-api-dotnet-client, Google.Apis.Auth, SignedTokenVerification.cs and tests of GoogleJsonWebSignature",
    ),
    aliases=("google-apis-auth",),
    hints=("google.apis.auth", "googlejsonwebsignature", "invalidjwtexception"),
    messages=(MISMATCH,),
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
        mixed=MISMATCH,
        decide=_decide,
    ),
    order=(Check.STRUCTURE, Check.ISSUER, Check.AUDIENCE, Check.EXPIRY, Check.SIGNATURE),
    providers=("google", "google-iap"),
    setting=Setting(
        name="Audience of ValidationSettings, TrustedAudiences of SignedTokenVerificationOptions",
        keys=("Audience", "TrustedAudiences"),
    ),
    recipe=Recipe(
        text="list the client ids whose tokens are taken",
        language="csharp",
        code="""\
var settings = new GoogleJsonWebSignature.ValidationSettings { Audience = new[] { $audiences } };
var payload = await GoogleJsonWebSignature.ValidateAsync(idToken, settings);
""",
    ),
    inferred=(
        "unset",
        "unset_blank",
        "unset_malformed",
        "absent",
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "order",
    ),
)
