"""oidc-client-ts, which looks at no audience, issuer, date or signature of an ID Token: the token endpoint answers it.

Its forerunner oidc-client compared the audience. What an application wants to know of it, it has to compare itself.

Source: oidc-client-ts 3.5.0, dist/esm/oidc-client-ts.js
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import UNKNOWN, Expectation
from forwhom.jwt.json import JsonValue
from forwhom.token_kind import TokenKind
from forwhom.verifier import ACCEPT, Basis, Check, Limit, Message, Recipe, Seen, Setting, Verifier, alike

NO_CLIENT = Message(
    template="[SigninRequest] create: No client_id passed",
    sample="[SigninRequest] create: No client_id passed\nError: client_id",
    codes=("audience-not-configured",),
    check=Check.CONFIGURATION,
    where="console of the browser",
    note="The login does not begin. The error itself says client_id and nothing else.",
)
OTHER_CLIENT = Message(
    template="client_id mismatch on settings vs. signin state",
    sample="Error: client_id mismatch on settings vs. signin state",
    codes=("aud-other-client",),
    check=Check.CONFIGURATION,
    basis=Basis.READ,
    note="The login was begun with another client_id than the one that is configured now; no token is looked at.",
)
SUBJECT = Message(
    template="ID Token is missing a subject claim",
    sample="Error: ID Token is missing a subject claim",
    codes=("subject-mismatch",),
    check=Check.SUBJECT,
)
NOT_A_JWT = Message(
    template="Invalid token specified: {detail}",
    sample="InvalidTokenError: Invalid token specified: missing part #2",
    codes=("token-opaque", "token-encrypted", "token-malformed"),
    check=Check.STRUCTURE,
    exception="InvalidTokenError",
    note="jwt-decode says so, which verifies nothing.",
)


def _configuration(_claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """A login cannot begin without a client id."""
    return None if expectation.audiences is UNKNOWN or any(expectation.values) else NO_CLIENT


def _subject(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """A sub that is absent, null, empty or zero is none."""
    return None if claims.get("sub") else SUBJECT


VERIFIER = Verifier(
    id="oidc-client-ts",
    name="oidc-client-ts",
    kind="library",
    language="TypeScript",
    versions="3.5.0",
    basis=Basis.OBSERVED,
    sources=(
        "oidc-client-ts 3.5.0, run: a login, and its callback with ID Tokens of a token endpoint on the loopback interface",
        "oidc-client-ts 3.5.0, dist/esm/oidc-client-ts.js",
    ),
    aliases=("react-oidc-context",),
    hints=("oidc-client-ts", "react-oidc-context", "[SigninRequest]", "[ResponseValidator]", "UserManager"),
    messages=(NO_CLIENT, OTHER_CLIENT, SUBJECT, NOT_A_JWT),
    audience=alike(ACCEPT, unset=NO_CLIENT, empty_string=ACCEPT, empty_setting=NO_CLIENT),
    order=(Check.CONFIGURATION, Check.STRUCTURE, Check.SUBJECT),
    failures={Check.CONFIGURATION: NO_CLIENT, Check.STRUCTURE: NOT_A_JWT, Check.SUBJECT: SUBJECT},
    special={Check.CONFIGURATION: _configuration, Check.SUBJECT: _subject},
    takes=TokenKind.ID_TOKEN,
    setting=Setting(name="client_id of the UserManager, to which no token is compared", keys=("client_id",)),
    recipe=Recipe(
        text="compare aud with the client id after the login, since the library does not",
        language="javascript",
        code="""\
const manager = new UserManager({ authority: $issuer, client_id: $audience, redirect_uri });

async function finishLogin(url) {
  const { profile } = await manager.signinRedirectCallback(url);
  if ([profile.aud].flat().includes(manager.settings.client_id)) return;
  await manager.removeUser();
  throw new Error("the audience of the ID Token is not this client");
}
""",
    ),
    limits=(
        Limit(
            text="The library does not look at aud: an ID Token for any client passes, an expired one of another issuer too.",
            seen=Seen.ACCEPTED,
            symptom="aud-other-client",
            source="oidc-client-ts 3.5.0, run",
        ),
    ),
    notes=(
        "What it relies on is that the ID Token comes from the token endpoint of the configured authority, over TLS.",
        "oidc-client, from which it was forked, compared aud and verified the signature in the implicit flow.",
    ),
)
