"""AppAuth for iOS and Android, and what is built on it: react-native-app-auth, flutter_appauth, Google Sign-In.

Source: openid/AppAuth-iOS, issue 418; openid/AppAuth-Android, issue 727
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.token_kind import TokenKind
from forwhom.verifier import ACCEPT, Basis, Check, Message, Outcome, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="Audience mismatch",
    sample="[Error: Audience mismatch] (react-native-app-auth, authorize)",
    codes=("aud-other-client", "aud-mismatch"),
    common=True,
    note="aud of the ID Token has to hold the client id of the app; a matching azp alone was not enough in the versions reported.",
)
FRAMED = Message(
    template="Failed to authorize: Audience mismatch",
    sample="PlatformException(authorize_and_exchange_code_failed, Failed to authorize: Audience mismatch, null, null)",
    codes=("aud-other-client", "aud-mismatch"),
    where="flutter_appauth on iOS",
)

EXPIRED = Message(
    template="ID Token expired",
    sample="net.openid.appauth.AuthorizationException: ID Token expired",
    codes=("token-expired",),
    check=Check.EXPIRY,
)


def _party(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """The client may stand in azp instead."""
    return ACCEPT if claims.get("azp") in expectation.values else None


VERIFIER = Verifier(
    id="appauth",
    name="AppAuth",
    kind="library",
    language="Swift, Java",
    versions="as reported, version not recorded",
    basis=Basis.READ,
    sources=(
        "openid/AppAuth-Android, library/java/net/openid/appauth/IdToken.java",
        "openid/AppAuth-iOS, issue 418",
        "openid/AppAuth-Android, issue 727",
        "FormidableLabs/react-native-app-auth, issue 760",
        "MaikuB/flutter_appauth, issue 200",
    ),
    hints=("appauth", "app-auth", "authorize_and_exchange_code_failed", "oidgeneralerrordomain", "oidauthstate"),
    messages=(MISMATCH, FRAMED, EXPIRED),
    audience=alike(MISMATCH, decide=_party),
    order=(Check.ISSUER, Check.AUDIENCE, Check.EXPIRY, Check.ISSUED_AT),
    failures={Check.EXPIRY: EXPIRED},
    takes=TokenKind.ID_TOKEN,
    setting=Setting(name="the client id of the request", keys=("clientId", "clientID", "client_id")),
    recipe=Recipe(
        text="request an ID Token for the client id of this app",
        language="javascript",
        code="""\
await authorize({ issuer: $issuer, clientId: $audience, redirectUrl, scopes: ['openid'] });
""",
    ),
    notes=(
        "Salesforce adds an audience of the connected app to the ID Token; taking it out of the portal mended one report.",
    ),
    inferred=("unset_blank", "unset_malformed", "absent", "null", "number", "other", "mixed"),
)
