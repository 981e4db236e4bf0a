"""Firebase Authentication when it is handed another provider's ID Token to sign a user in.

The audience has to be a client ID that the Firebase project knows for that provider.

Source: public reports that quote responses of identitytoolkit.googleapis.com; davideast/firebase-react-native-sample,
issue 30; flutter/flutter, issue 55274
"""

from __future__ import annotations

from forwhom.finding import Party
from forwhom.verifier import Basis, Check, Message, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="INVALID_IDP_RESPONSE : The audience in ID Token [{found}] does not match the expected audience {expected}",
    sample='{"error": {"code": 400, "message": "INVALID_IDP_RESPONSE : The audience in ID Token [com.example.shop.signin] does not match the expected audience com.example.shop."}}',
    codes=(
        "aud-other-client",
        "aud-mismatch",
    ),
    status=400,
)
IN_SDK = Message(
    template="Firebase: The audience in ID Token [{found}] does not match the expected audience. (auth/invalid-credential)",
    sample="FirebaseError: Firebase: The audience in ID Token [com.example.shop.signin] does not match the expected audience. (auth/invalid-credential).",
    codes=(
        "aud-other-client",
        "aud-mismatch",
    ),
)
IN_APP = Message(
    template="The supplied auth credential is malformed or has expired. [ The audience in ID Token [{found}] does not match the expected audience {expected}. ]",
    sample="The supplied auth credential is malformed or has expired. [ The audience in ID Token [com.example.shop.signin] does not match the expected audience com.example.shop. ]",
    codes=(
        "aud-other-client",
        "aud-mismatch",
    ),
    note="The credential is neither malformed nor expired; the part in brackets is the reason.",
)

IN_APP_UNSTATED = Message(
    template="The supplied auth credential is malformed or has expired. [ The audience in ID Token [{found}] does not match the expected audience. ]",
    sample="[Error: [auth/invalid-credential] The supplied auth credential is malformed or has expired. [ The audience in ID Token [com.example.shop.signin] does not match the expected audience. ]]",
    codes=("aud-other-client", "aud-mismatch"),
    note=IN_APP.note,
)
IN_APP_BARE = Message(
    template="The supplied auth credential is malformed or has expired.",
    sample="[Error: [auth/invalid-credential] The supplied auth credential is malformed or has expired.]",
    codes=("aud-other-client", "token-expired", "token-malformed"),
    note="Each of several reasons is told so; on the web and on Android the response of signInWithIdp holds the reason.",
)
PLAIN = Message(
    template="The audience in ID Token [{found}] does not match the expected audience {expected}",
    sample="The audience in ID Token [com.example.shop.signin] does not match the expected audience com.example.shop.",
    codes=("aud-other-client", "aud-mismatch"),
    note="With Apple the value is the Services ID on the web and on Android, the bundle id on iOS.",
)
NOT_OF_APPLICATION = Message(
    template="is not allowed to be used with this application. Its audience (OAuth 2.0 client ID) is {found}, which is not authorized to be used in the project with project_number: {number}",
    sample='{"error":{"errors":[{"domain":"global","reason":"invalid","message":"Invalid Idp Response: the Google id_token is not allowed to be used with this application. Its audience (OAuth 2.0 client ID) is 907575791000-abc.apps.googleusercontent.com, which is not authorized to be used in the project with project_number: 439665506444."}],"code":400}}',
    codes=("aud-other-client", "aud-other-environment"),
    status=400,
    note="The client id belongs to another Google project; it can be added to the safe list of the sign-in provider.",
)
NOT_FOUND = Message(
    template="OAuth2 client id in access token audience is not found.",
    sample="PlatformException(ERROR_INVALID_CREDENTIAL, OAuth2 client id in access token audience is not found., null)",
    codes=("aud-other-client", "aud-other-environment"),
    status=400,
)
OTHER_PROJECT = Message(
    template="access_token audience is not for this project",
    sample='{"error": {"code": 400, "message": "INVALID_IDP_RESPONSE : access_token audience is not for this project"}}',
    codes=("aud-other-client", "aud-mismatch"),
    status=400,
    note="The access token was issued to a client id of another project, which is not among those that are allowed.",
)
CUSTOM_TOKEN = Message(
    template="The custom token corresponds to a different audience",
    sample="FirebaseError: Firebase: The custom token corresponds to a different audience. (auth/custom-token-mismatch).",
    codes=("aud-other-environment", "aud-mismatch", "token-of-other-product"),
    note="The custom token was made with the service account of another Firebase project than the app's.",
)
CUSTOM_FORMAT = Message(
    template="The custom token format is incorrect. Please check the documentation.",
    sample="FirebaseError: Firebase: The custom token format is incorrect. Please check the documentation. (auth/invalid-custom-token).",
    codes=("token-malformed", "aud-list-shape"),
    check=Check.STRUCTURE,
    note="The claims of the custom token are not those that Firebase wants; an aud that is an array is refused so, too.",
)

VERIFIER = Verifier(
    id="firebase-identity-platform-idp",
    name="Firebase Authentication with an external ID Token",
    kind="cloud",
    versions="as reported, version not recorded",
    basis=Basis.REPORTED,
    sources=(
        "public reports that quote INVALID_IDP_RESPONSE",
        "firebase/flutterfire, issue 10818",
        "invertase/react-native-apple-authentication, issue 310",
        "firebase/quickstart-js, issue 128",
        "chat21/chat21-web-widget, issue 37",
    ),
    aliases=("identity-platform",),
    hints=(
        "invalid_idp_response",
        "identitytoolkit",
        "auth/invalid-credential",
        "signinwithidp",
        "firebase",
    ),
    messages=(
        MISMATCH,
        IN_SDK,
        IN_APP,
        IN_APP_UNSTATED,
        IN_APP_BARE,
        PLAIN,
        NOT_OF_APPLICATION,
        NOT_FOUND,
        OTHER_PROJECT,
        CUSTOM_TOKEN,
        CUSTOM_FORMAT,
    ),
    audience=alike(MISMATCH),
    order=(
        Check.SIGNATURE,
        Check.AUDIENCE,
        Check.EXPIRY,
    ),
    setting=Setting(
        name="the client ID, Services ID or listed client IDs of the provider under Authentication",
        keys=(
            "client-id",
            "services-id",
            "serviceId",
            "bundleId",
        ),
    ),
    recipe=Recipe(
        text="request the ID Token for the client that the Firebase project knows",
        language="javascript",
        code="""\
const provider = new OAuthProvider("apple.com");
const credential = provider.credential({ idToken: token });
// The token's aud has to be $audience, the client ID registered for this provider in the project.
await signInWithCredential(getAuth(), credential);
""",
        party=Party.CLIENT,
    ),
    notes=(
        "Native Sign in with Apple names the bundle ID of the app in aud, the web flow the Services ID: the project has to know the one that is used.",
        "Google's token exchange prints the same sentence; the prefix INVALID_IDP_RESPONSE tells the two apart.",
    ),
    inferred=(
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "unset_malformed",
        "unset",
        "unset_blank",
        "order",
    ),
)
