"""@auth0/nextjs-auth0, whose callback prints one text for whatever is wrong with an ID Token, without any value.

oauth4webapi does the work, in the code flow, where it verifies no signature.

Source: @auth0/nextjs-auth0 4.30.0, dist/server/auth-client.js
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import UNKNOWN, Expectation
from forwhom.jwt.json import JsonValue
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis, Check, Message, Outcome, Recipe, Setting, Verifier, alike

EXCHANGE = Message(
    template="An error occurred while trying to exchange the authorization code.",
    sample="AuthorizationCodeGrantError: An error occurred while trying to exchange the authorization code.",
    codes=(
        "aud-mismatch",
        "aud-other-client",
        "aud-missing",
        "aud-many-unsupported",
        "iss-mismatch",
        "token-expired",
        "signature-invalid",
    ),
    status=500,
    exception="AuthorizationCodeGrantError",
    where="response of /auth/callback",
    note="Whatever is wrong with the ID Token, and whatever the token endpoint refuses, is called so. The error's cause has the "
    "code of the authorization server where it answered with one, else unknown_error.",
)
NO_CLIENT = Message(
    template="An error occurred during the authorization flow.",
    sample="AuthorizationError: An error occurred during the authorization flow.",
    codes=("audience-not-configured", "audience-setting-unresolved"),
    status=500,
    exception="AuthorizationError",
    where="response of /auth/callback",
    note="The authorization server answered with an error, or the client id is absent or empty; the login itself begins all the "
    "same.",
)
LOGIN = Message(
    template="An error occurred while trying to initiate the login request.",
    sample="An error occurred while trying to initiate the login request.",
    codes=("jwks-unavailable", "audience-not-configured"),
    check=Check.CONFIGURATION,
    status=500,
    where="response of /auth/login",
    note="The discovery document could not be had; the console names the reason.",
)
NOT_SET = Message(
    template="Missing: clientId: Set AUTH0_CLIENT_ID env var or pass clientId in options",
    sample="""\
WARNING: Not all required options were provided when creating an instance of Auth0Client. Ensure to provide all missing options, either by passing it to the Auth0Client constructor, or by setting the corresponding environment variable.
Missing: clientId: Set AUTH0_CLIENT_ID env var or pass clientId in options""",
    codes=("audience-not-configured",),
    check=Check.CONFIGURATION,
    where="console of the server",
    note="It is a warning; the server goes on without a client id.",
)
WRONG_CLIENT = Message(
    template="ID token audience mismatch. Check AUTH0_CLIENT_ID configuration.",
    sample="PasskeyGetTokenError: ID token audience mismatch. Check AUTH0_CLIENT_ID configuration.",
    codes=("aud-mismatch", "aud-other-client"),
    basis=Basis.READ,
    note="At a login with a passkey or without a password; its code is invalid_audience.",
)
WRONG_DOMAIN = Message(
    template="ID token issuer mismatch. Check AUTH0_DOMAIN configuration.",
    sample="PasskeyGetTokenError: ID token issuer mismatch. Check AUTH0_DOMAIN configuration.",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    basis=Basis.READ,
)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """A second audience asks for azp, which has to be the client; beside a single one azp is not looked at."""
    raw = claims.get("aud")
    if not isinstance(raw, list) or len(raw) == 1 or not any(expectation.values):
        return None
    named = expectation.values[0] in raw and all(isinstance(one, str) for one in raw)
    return None if named and claims.get("azp") == expectation.values[0] else EXCHANGE


def _presence(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """A sub has to be there as a text, exp and iat as numbers, and nbf as one where it stands."""
    dates = (claims.get("exp"), claims.get("iat"), claims.get("nbf", 0))
    numbers = all(isinstance(date, int | float) and not isinstance(date, bool) for date in dates)
    return None if numbers and isinstance(claims.get("sub"), str) else EXCHANGE


def _configuration(_claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """Without a client id the callback fails before it asks for a token."""
    return None if expectation.audiences is UNKNOWN or any(expectation.values) else NO_CLIENT


VERIFIER = Verifier(
    id="nextjs-auth0",
    name="@auth0/nextjs-auth0",
    kind="framework",
    language="JavaScript",
    versions="4.30.0",
    basis=Basis.OBSERVED,
    sources=(
        "@auth0/nextjs-auth0 4.30.0 with Next.js 16.4.6, run: a login and its callback, with a token endpoint on the loopback interface",
        "@auth0/nextjs-auth0 4.30.0, dist/server/auth-client.js",
    ),
    builds_on="oauth4webapi",
    aliases=("auth0-nextjs",),
    hints=(
        "nextjs-auth0",
        "AuthorizationCodeGrantError",
        "authorization_code_grant_error",
        "Auth0Client",
        "auth/callback",
    ),
    messages=(EXCHANGE, NO_CLIENT, LOGIN, NOT_SET, WRONG_CLIENT, WRONG_DOMAIN),
    audience=alike(EXCHANGE, unset=NO_CLIENT, empty_string=EXCHANGE, empty_setting=NO_CLIENT, decide=_audience),
    order=(
        Check.CONFIGURATION,
        Check.PRESENCE,
        Check.ISSUER,
        Check.EXPIRY,
        Check.NOT_BEFORE,
        Check.AUDIENCE,
    ),
    failures={
        Check.CONFIGURATION: NO_CLIENT,
        Check.PRESENCE: EXCHANGE,
        Check.ISSUER: EXCHANGE,
        Check.EXPIRY: EXCHANGE,
        Check.NOT_BEFORE: EXCHANGE,
    },
    special={Check.CONFIGURATION: _configuration, Check.PRESENCE: _presence},
    takes=TokenKind.ID_TOKEN,
    providers=("auth0",),
    setting=Setting(name="AUTH0_CLIENT_ID, or clientId of Auth0Client", keys=("AUTH0_CLIENT_ID", "clientId")),
    recipe=Recipe(
        text="set clientId to the client to which the ID Token is issued; an API's identifier belongs to authorizationParameters",
        language="javascript",
        code="""\
import { Auth0Client } from "@auth0/nextjs-auth0/server";

export const auth0 = new Auth0Client({ clientId: $audience });
""",
    ),
    reveal="onCallback of Auth0Client is handed the error; its cause tells a refusal of the token endpoint from an ID Token that "
    "does not fit, but not what does not fit: decode the ID Token for that",
    notes=(
        "No signature of an ID Token is verified: it comes from the token endpoint itself.",
        "A token with several audiences passes only with an azp that is the client.",
        "A logout token of the back channel is verified by jose, with jose's texts.",
    ),
)
