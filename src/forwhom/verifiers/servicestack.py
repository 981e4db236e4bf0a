"""ServiceStack's JwtAuthProviderReader, which prints the token's audience and never the allowed ones.

With RequiresAudience it refuses every token while no audience is configured, in the words of a mismatch.

Source: ServiceStack/ServiceStack, JwtAuthProviderReader.cs.
"""

from __future__ import annotations

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

MISMATCH = Message(
    template="Invalid Audience: {found}",
    sample='{"responseStatus":{"errorCode":"TokenException","message":"Invalid Audience: https://orders.example.com","errors":[]}}',
    codes=("aud-mismatch", "audience-not-configured", "aud-missing"),
    exception="TokenException",
    note="The value is the token's. With RequiresAudience and no Audiences every token gets this text.",
)
EXPIRED = Message(
    template="Token has expired",
    sample='{"responseStatus":{"errorCode":"TokenException","message":"Token has expired","errors":[]}}',
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception="TokenException",
    common=True,
    basis=Basis.REPORTED,
)

VERIFIER = Verifier(
    id="servicestack",
    name="ServiceStack JWT auth provider",
    kind="framework",
    language="C#",
    versions="not recorded",
    basis=Basis.READ,
    sources=(
        "ServiceStack/ServiceStack, ServiceStack/src/ServiceStack/Auth/JwtAuthProviderReader.cs",
        "ServiceStack/Issues, issue 775",
    ),
    hints=("servicestack", "TokenException", "JwtAuthProvider", "responseStatus"),
    messages=(MISMATCH, EXPIRED),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        absent=ACCEPT,
        null=ACCEPT,
        empty_string=COMPARE,
        empty_array=ACCEPT,
        number=MISMATCH,
        other=MISMATCH,
        mixed=COMPARE,
        unset_malformed=ACCEPT,
    ),
    order=(Check.STRUCTURE, Check.ALGORITHM, Check.SIGNATURE, Check.EXPIRY, Check.NOT_BEFORE, Check.AUDIENCE),
    failures={Check.EXPIRY: EXPIRED},
    setting=Setting(
        name="Audience or Audiences of JwtAuthProvider", keys=("jwt.Audience", "jwt.Audiences", "Audiences")
    ),
    recipe=Recipe(
        text="set Audiences of the provider, and RequiresAudience so that a token without aud is refused too",
        language="csharp",
        code="""\
new JwtAuthProviderReader(AppSettings) {
    Audiences = { $audiences },
    RequiresAudience = true,
};
""",
    ),
    limits=(
        Limit(
            text="With RequiresAudience a token whose audience is the configured one was refused all the same.",
            seen=Seen.REFUSED,
            versions="6.0, before its issue 775 was closed",
            symptom="aud-mismatch",
            source="ServiceStack/Issues, issue 775",
        ),
    ),
    notes=("Without RequiresAudience a token without aud passes, also when audiences are configured.",),
    inferred=("empty_string", "number", "other", "mixed"),
)
