"""thenetworg/oauth2-azure, a PHP client of Entra that compares aud with the client ID as it stands.

Source: TheNetworg/oauth2-azure, issues 33 and 209
"""

from __future__ import annotations

from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Limit, Message, Recipe, Seen, Setting, Verifier

MISMATCH = Message(
    template="The client_id / audience is invalid!",
    sample="PHP Fatal error: Uncaught RuntimeException: The client_id / audience is invalid!",
    codes=("aud-guid-or-uri", "aud-is-client-id", "aud-mismatch"),
    exception="RuntimeException",
    note="aud has to be the client ID itself: an App ID URI such as api://GUID, which version 1 tokens carry, never fits.",
)

OLD = Message(
    template="The audience is invalid!",
    sample="PHP Fatal error: Uncaught RuntimeException: The audience is invalid!",
    codes=("aud-guid-or-uri", "aud-is-client-id", "aud-mismatch"),
    exception="RuntimeException",
    versions="1.x, as reported",
)

VERIFIER = Verifier(
    id="oauth2-azure",
    name="thenetworg/oauth2-azure",
    kind="library",
    language="PHP",
    versions="2.x, as reported",
    basis=Basis.REPORTED,
    sources=("TheNetworg/oauth2-azure, issues 33 and 209",),
    aliases=("thenetworg-oauth2-azure",),
    hints=("thenetworg", "oauth2-azure", "runtimeexception"),
    messages=(MISMATCH, OLD),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISMATCH,
        unset_malformed=MISMATCH,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
        string_only=MISMATCH,
    ),
    order=(Check.SIGNATURE, Check.AUDIENCE, Check.EXPIRY, Check.ISSUER),
    providers=("entra-v1", "entra-v2"),
    setting=Setting(name="clientId of the provider", keys=("clientId",)),
    recipe=Recipe(
        text="let the API issue version 2 tokens, whose aud is the bare client ID, and configure that",
        language="php",
        code="""\
$$provider = new TheNetworg\\OAuth2\\Client\\Provider\\Azure(['clientId' => $audience]);
""",
    ),
    limits=(
        Limit(
            text="aud is compared with the client ID alone, so that the token of an API with an App ID URI is refused.",
            seen=Seen.REFUSED,
            versions="2.x",
            symptom="aud-guid-or-uri",
            source="TheNetworg/oauth2-azure, issue 209",
        ),
    ),
    notes=("accessTokenAcceptedVersion (now requestedAccessTokenVersion) 2 in the manifest makes aud the bare GUID.",),
    inferred=(
        "order",
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
        "string_only",
    ),
)
