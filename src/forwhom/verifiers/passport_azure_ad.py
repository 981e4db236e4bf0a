"""passport-azure-ad, Microsoft's deprecated strategy for Passport. No value is shown.

A second audience in the token asks for azp, which has to be the client.

Source: AzureAD/passport-azure-ad, lib/jsonWebToken.js and lib/bearerstrategy.js.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import read
from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Limit, Message, Outcome, Recipe, Setting, Verifier


def _refusal(
    template: str, *codes: str, check: Check = Check.AUDIENCE, note: str = "", versions: str = "", shown: str = ""
) -> Message:
    """A reason as the strategy logs it."""
    return Message(
        template=template,
        sample='{"name":"AzureAD: Bearer Strategy","level":30,"msg":"authentication failed due to: '
        f'{shown or template}","v":0}}',
        codes=codes,
        check=check,
        status=401,
        note=note,
        versions=versions,
        common=check is not Check.AUDIENCE,
    )


MISMATCH = _refusal(
    "jwt audience is invalid", "aud-mismatch", "aud-guid-or-uri", "aud-missing", "aud-empty", "aud-wrong-type"
)
MISMATCH_OLD = _refusal(
    "jwt audience is invalid. expected: {expected}",
    "aud-mismatch",
    "aud-guid-or-uri",
    "aud-missing",
    versions="until 3",
    shown="jwt audience is invalid. expected: https://api.example.com",
)
MANY = _refusal(
    "mulitple audience in token is not allowed",
    "aud-many-unsupported",
    note="allowMultiAudiencesInToken is false. The word is misspelt in the text itself.",
)
PARTY = _refusal(
    "jwt azp is invalid",
    "aud-many-unsupported",
    "aud-other-client",
    note="The token names more than one audience, and its azp is absent or another client.",
)
SETTING = _refusal(
    "invalid options.audience value is provided in jsonWebToken.verify",
    "audience-not-configured",
    "audience-setting-unresolved",
    check=Check.CONFIGURATION,
)
ISSUER = _refusal("jwt issuer is invalid", "iss-mismatch", check=Check.ISSUER)
SUBJECT = _refusal(
    "invalid sub value in payload", "subject-mismatch", check=Check.SUBJECT, note="It is said of ID Tokens only."
)
EXPIRED = _refusal("jwt is expired", "token-expired", check=Check.EXPIRY)
NOT_YET_VALID = _refusal("jwt is not active", "token-not-yet-valid", check=Check.NOT_BEFORE)
SIGNATURE = _refusal("invalid signature", "signature-invalid", "aud-other-resource", check=Check.SIGNATURE)
ALGORITHM = _refusal("invalid algorithm", "alg-not-allowed", check=Check.ALGORITHM)
NOT_A_JWT = _refusal(
    "jwtString is malformed", "token-opaque", "token-encrypted", "token-malformed", check=Check.STRUCTURE
)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """An audience that matches is not enough beside a second one: azp is then asked for."""
    raw = claims.get("aud")
    if not isinstance(raw, list) or len(raw) < 2 or not set(expectation.values) & set(read(claims).values):  # noqa: PLR2004  # more than one
        return None
    return None if isinstance(claims.get("azp"), str) else PARTY


VERIFIER = Verifier(
    id="passport-azure-ad",
    name="passport-azure-ad",
    kind="framework",
    language="JavaScript",
    versions="4.3.5",
    basis=Basis.READ,
    sources=("AzureAD/passport-azure-ad 4.3.5, lib/jsonWebToken.js and lib/bearerstrategy.js",),
    hints=("passport-azure-ad", "AzureAD: ", "BearerStrategy", "authentication failed due to"),
    messages=(
        MISMATCH,
        MISMATCH_OLD,
        MANY,
        PARTY,
        SETTING,
        ISSUER,
        SUBJECT,
        EXPIRED,
        NOT_YET_VALID,
        SIGNATURE,
        ALGORITHM,
        NOT_A_JWT,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=SETTING,
        unset_blank=SETTING,
        unset_malformed=SETTING,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=COMPARE,
        empty_setting=SETTING,
        decide=_audience,
    ),
    order=(
        Check.STRUCTURE,
        Check.ALGORITHM,
        Check.SIGNATURE,
        Check.ISSUER,
        Check.AUDIENCE,
        Check.EXPIRY,
        Check.NOT_BEFORE,
    ),
    failures={
        Check.STRUCTURE: NOT_A_JWT,
        Check.ALGORITHM: ALGORITHM,
        Check.SIGNATURE: SIGNATURE,
        Check.ISSUER: ISSUER,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: NOT_YET_VALID,
    },
    providers=("entra-v1", "entra-v2"),
    setting=Setting(name="the option audience of BearerStrategy", keys=("audience", "clientID")),
    switch="none",
    recipe=Recipe(
        text="name in audience both forms of the API's identifier that its tokens may carry",
        language="javascript",
        code="""\
new BearerStrategy(
  { identityMetadata, clientID, audience: [$audiences], validateIssuer: true, loggingLevel: "info" },
  (token, done) => done(null, token),
);
""",
    ),
    limits=(
        Limit(
            text="The package is deprecated by its authors.",
            source="AzureAD/passport-azure-ad, README.md",
        ),
    ),
    reveal='loggingLevel: "info" together with loggingNoPII: false prints the token\'s claims',
    notes=(
        "Without the option audience the strategy expects the clientID, or spn: before it.",
        "Where several audiences stand in the token, azp has to be the clientID.",
    ),
)
