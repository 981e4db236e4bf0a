"""Google's token endpoint on the audience that an app asks for: the client id of its backend.

Source: react-native-google-signin/google-signin, issue 571; CodetrixStudio/CapacitorGoogleAuth, issue 199
"""

from __future__ import annotations

from forwhom.finding import Party
from forwhom.verifier import EVERY_SHAPE, Basis, Check, Message, Recipe, Setting, Verifier, alike

OTHER_PROJECT = Message(
    template="The audience client and the client need to be in the same project",
    sample="PlatformException(sign_in_failed, org.openid.appauth.oauth_token, invalid_audience: The audience client and "
    "the client need to be in the same project., null)",
    codes=("aud-other-client", "resource-not-registered", "aud-other-environment"),
    status=400,
    exception="invalid_audience",
    note="The client id of the app and that of the backend (serverClientId, webClientId) belong to two Google projects.",
)

VERIFIER = Verifier(
    id="google-token-endpoint",
    name="Google token endpoint",
    kind="cloud",
    language="",
    versions="as reported, version not recorded",
    basis=Basis.REPORTED,
    sources=(
        "react-native-google-signin/google-signin, issue 571",
        "CodetrixStudio/CapacitorGoogleAuth, issue 199",
    ),
    hints=("google", "invalid_audience"),
    messages=(OTHER_PROJECT,),
    audience=alike(OTHER_PROJECT),
    order=(Check.AUDIENCE,),
    setting=Setting(
        name="the client id of the backend in the app", keys=("serverClientId", "webClientId", "server_client_id")
    ),
    recipe=Recipe(
        text="take the client id of the app from the project of the backend",
        language="javascript",
        code="""\
GoogleSignin.configure({ webClientId: $audience });
""",
        party=Party.CLIENT,
    ),
    notes=("No token is issued then, so there is none to look at.",),
    inferred=EVERY_SHAPE,
)
