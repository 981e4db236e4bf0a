"""thenetworg/oauth2-azure, a PHP client of Entra that compares aud with the client ID as it stands.

Source: TheNetworg/oauth2-azure, issues 33 and 209
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, Basis, Check, Limit, Message, Outcome, Recipe, Seen, Setting, Verifier, alike

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

ISSUER = Message(
    template="Invalid token issuer (tokenClaims[iss]{issuer}, tenant[issuer] {expected_issuer})!",
    sample="Invalid token issuer (tokenClaims[iss]https://a.example/, tenant[issuer] https://b.example/)!",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
)


def _loosely(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Outcome | None:
    """To PHP, which compares loosely here, true equals every client id."""
    return ACCEPT if claims.get("aud") is True else None


VERIFIER = Verifier(
    id="oauth2-azure",
    name="thenetworg/oauth2-azure",
    kind="library",
    language="PHP",
    versions="2.x, as reported",
    basis=Basis.READ,
    sources=("TheNetworg/oauth2-azure, src/Provider/Azure.php (validateTokenClaims), issues 33 and 209",),
    aliases=("thenetworg-oauth2-azure",),
    hints=("thenetworg", "oauth2-azure", "runtimeexception"),
    messages=(MISMATCH, OLD, ISSUER),
    audience=alike(MISMATCH, unset_blank=ACCEPT, string_only=MISMATCH, decide=_loosely),
    order=(Check.SIGNATURE, Check.NOT_BEFORE, Check.EXPIRY, Check.AUDIENCE, Check.ISSUER),
    failures={Check.ISSUER: ISSUER},
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
)
