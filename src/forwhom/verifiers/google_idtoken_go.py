"""The idtoken package of Google's API client for Go.

Source: googleapis/google-api-go-client, idtoken/validate.go
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="idtoken: audience provided does not match aud claim in the JWT",
    sample="2026/03/04 09:12:33 verify: idtoken: audience provided does not match aud claim in the JWT",
    codes=("aud-other-client", "aud-mismatch"),
)
EXPIRED = Message(
    template="idtoken: token expired",
    sample="idtoken: token expired: now=1772615553, expires=1772611953",
    codes=("token-expired",),
    check=Check.EXPIRY,
)

VERIFIER = Verifier(
    id="google-idtoken-go",
    name="google.golang.org/api/idtoken",
    kind="library",
    language="Go",
    versions="as read, version not recorded",
    basis=Basis.READ,
    sources=("googleapis/google-api-go-client, idtoken/validate.go",),
    aliases=("google-api-go-client",),
    hints=("idtoken:", "google.golang.org/api"),
    messages=(MISMATCH, EXPIRED),
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
    ),
    order=(Check.STRUCTURE, Check.AUDIENCE, Check.EXPIRY, Check.SIGNATURE),
    failures={Check.EXPIRY: EXPIRED},
    providers=("google", "google-iap"),
    setting=Setting(name="the audience argument of idtoken.Validate", keys=("audience", "aud", "clientID")),
    recipe=Recipe(
        text="give Validate the expected audience",
        language="go",
        code="""\
payload, err := idtoken.Validate(ctx, token, $audience)
""",
    ),
    notes=(
        "An empty audience argument leaves the audience unchecked.",
        "An aud that is a list does not fit the type that the claim is read into.",
    ),
    inferred=("empty_string", "empty_array", "number", "other", "mixed", "null", "absent", "order"),
)
