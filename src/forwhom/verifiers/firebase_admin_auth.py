"""The Firebase Admin SDKs on ID Tokens, session cookies and App Check tokens.

The audience is the project's id as a plain string, and it is validated before the signature and the expiry.

Source: firebase/firebase-admin-node, src/auth/token-verifier.ts.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience import printed
from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis, Check, Message, Recipe, Setting, Verifier, alike

_ADVICE = (
    " Make sure the ID token comes from the same Firebase project as the service account used to authenticate this SDK. See "
    "https://firebase.google.com/docs/auth/admin/verify-id-tokens for details on how to retrieve an ID token."
)


def _printed(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Mapping[str, str]:
    """The claims as JavaScript prints them."""
    shown = {name: printed.javascript(claims[name]) if name in claims else "undefined" for name in ("aud", "iss")}
    return {"found": shown["aud"], "issuer": shown["iss"]}


MISMATCH = Message(
    template='has incorrect "aud" (audience) claim. Expected "{expected}" but got "{found}"',
    sample='FirebaseAuthError: Firebase ID token has incorrect "aud" (audience) claim. Expected "shop-prod" but got '
    '"shop-staging".' + _ADVICE,
    codes=("aud-mismatch", "aud-other-environment", "token-of-other-product", "aud-missing"),
    exception="auth/argument-error",
    found_as=Listing.COMMA,
    nothing=("undefined", "null", "None"),
    printed=_printed,
    note="The token is of another Firebase project, or it is no Firebase ID Token at all, such as the Google sign-in token.",
)
ISSUER = Message(
    template='has incorrect "iss" (issuer) claim. Expected "{expected_issuer}" but got "{issuer}"',
    sample='FirebaseAuthError: Firebase ID token has incorrect "iss" (issuer) claim. Expected '
    '"https://securetoken.google.com/shop-prod" but got "https://accounts.google.com".' + _ADVICE,
    codes=("iss-mismatch", "token-of-other-product"),
    check=Check.ISSUER,
    exception="auth/argument-error",
    printed=_printed,
)
NO_KID = Message(
    template='Firebase ID token has no "kid" claim',
    sample='FirebaseAuthError: Firebase ID token has no "kid" claim.' + _ADVICE,
    codes=("token-of-other-product", "token-malformed"),
    check=Check.KEY,
    exception="auth/argument-error",
    note="It is looked at before the audience; usually the token is of another kind, such as a custom token.",
    basis=Basis.READ,
)
CUSTOM_TOKEN = Message(
    template="expects an ID token, but was given a custom token",
    sample="FirebaseAuthError: verifyIdToken() expects an ID token, but was given a custom token." + _ADVICE,
    codes=("token-of-other-product",),
    check=Check.KEY,
    exception="auth/argument-error",
    note="The token has no kid and the audience of the Identity Toolkit: the client has to exchange it for an ID Token.",
    basis=Basis.READ,
)
APP_CHECK = Message(
    template='The provided App Check token has incorrect "aud" (audience) claim. Expected "{expected}" but got "{found}"',
    sample='FirebaseAppCheckError: The provided App Check token has incorrect "aud" (audience) claim. Expected '
    '"projects/123456789012" but got "projects/210987654321".',
    codes=("aud-mismatch", "aud-other-environment"),
    found_as=Listing.COMMA,
    basis=Basis.READ,
)
ALGORITHM = Message(
    template='has incorrect algorithm. Expected "RS256" but got "{alg}"',
    sample='FirebaseAuthError: Firebase ID token has incorrect algorithm. Expected "RS256" but got "HS256".',
    codes=("alg-not-allowed", "token-of-other-product"),
    check=Check.ALGORITHM,
    exception="auth/argument-error",
    basis=Basis.READ,
)
SUBJECT = Message(
    template='has no "sub" (subject) claim',
    sample='FirebaseAuthError: Firebase ID token has no "sub" (subject) claim.' + _ADVICE,
    codes=("subject-mismatch", "token-of-other-product"),
    check=Check.SUBJECT,
    exception="auth/argument-error",
)
SUBJECT_EMPTY = Message(
    template='has an empty "sub" (subject) claim',
    sample='FirebaseAuthError: Firebase ID token has an empty "sub" (subject) claim.' + _ADVICE,
    codes=("subject-mismatch",),
    check=Check.SUBJECT,
    exception="auth/argument-error",
    basis=Basis.READ,
)
SIGNATURE = Message(
    template="Firebase ID token has invalid signature.",
    sample="FirebaseAuthError: Firebase ID token has invalid signature." + _ADVICE,
    codes=("signature-invalid", "token-not-yet-valid", "token-malformed"),
    check=Check.SIGNATURE,
    exception="auth/argument-error",
    note="A token that is not yet valid, or whose dates are no numbers, gets this text too.",
)
EXPIRED = Message(
    template="has expired. Get a fresh ID token from your client app and try again",
    sample="FirebaseAuthError: Firebase ID token has expired. Get a fresh ID token from your client app and try again "
    "(auth/id-token-expired)." + _ADVICE,
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception="auth/id-token-expired",
)
KEY_NOT_FOUND = Message(
    template='has "kid" claim which does not correspond to a known public key',
    sample='FirebaseAuthError: Firebase ID token has "kid" claim which does not correspond to a known public key. Most likely '
    "the ID token is expired, so get a fresh token from your client app and try again.",
    codes=("key-not-found", "token-expired", "token-of-other-product"),
    check=Check.KEY,
    exception="auth/argument-error",
)
NO_PROJECT = Message(
    template="Must initialize app with a cert credential or set your Firebase project ID",
    sample="FirebaseAuthError: Must initialize app with a cert credential or set your Firebase project ID as the "
    "GOOGLE_CLOUD_PROJECT environment variable to call verifyIdToken().",
    codes=("audience-not-configured",),
    check=Check.CONFIGURATION,
    basis=Basis.READ,
)
GO_MISMATCH = Message(
    template='has invalid \'aud\' (audience) claim; expected "{expected}" but got "{found}"',
    sample='ID token has invalid \'aud\' (audience) claim; expected "shop-prod" but got "shop-staging"; make sure the ID token '
    "comes from the same Firebase project as the credential used to authenticate this SDK",
    codes=("aud-mismatch", "aud-other-environment", "token-of-other-product", "aud-missing"),
    where="the SDK for Go",
    basis=Basis.READ,
    note="The token is of another Firebase project, or it is no Firebase ID Token at all, such as the Google sign-in token.",
)
GO_ISSUER = Message(
    template='has invalid \'iss\' (issuer) claim; expected "{expected_issuer}" but got "{issuer}"',
    sample="ID token has invalid 'iss' (issuer) claim; expected \"https://securetoken.google.com/shop-prod\" but got "
    '"https://accounts.google.com"; make sure the ID token comes from the same Firebase project as the credential used to '
    "authenticate this SDK",
    codes=("iss-mismatch", "token-of-other-product"),
    check=Check.ISSUER,
    where="the SDK for Go",
    basis=Basis.READ,
)
GO_CUSTOM_TOKEN = Message(
    template="expected an ID token but got a custom token",
    sample="expected an ID token but got a custom token; see https://firebase.google.com/docs/auth/admin/verify-id-tokens for "
    "details on how to retrieve a valid ID token",
    codes=("token-of-other-product",),
    check=Check.KEY,
    where="the SDK for Go",
    basis=Basis.READ,
)
NOT_DETECTED = Message(
    template="Unable to detect a Project Id in the current environment.",
    sample="Error: Unable to detect a Project Id in the current environment.",
    codes=("audience-not-configured", "audience-setting-unresolved"),
    check=Check.CONFIGURATION,
    note="The project ID is not configured or empty, and the library that looks for it elsewhere found none.",
)


def _configuration(_claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """An empty project ID is none."""
    return NOT_DETECTED if expectation.audiences in {NONE_CONFIGURED, ("",)} else None


def _subject(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """A subject has to be a text that is not empty."""
    subject = claims.get("sub")
    if not isinstance(subject, str):
        return SUBJECT
    return None if subject else SUBJECT_EMPTY


VERIFIER = Verifier(
    id="firebase-admin-auth",
    name="Firebase Admin SDK",
    kind="cloud",
    language="TypeScript",
    versions="firebase-admin for Node 14.5.1",
    basis=Basis.OBSERVED,
    sources=(
        "firebase-admin 14.5.1 for Node, run with certificates served on the loopback interface",
        "firebase/firebase-admin-node, src/auth/token-verifier.ts",
        "firebase/firebase-admin-node, src/app-check/token-verifier.ts",
        "firebase/firebase-admin-go, auth/token_verifier.go",
    ),
    aliases=("firebase-admin", "firebase-auth", "firebase-admin-node"),
    hints=("firebase", "verifyidtoken", "verify_id_token", "auth/argument-error"),
    messages=(
        MISMATCH,
        ISSUER,
        NO_KID,
        CUSTOM_TOKEN,
        APP_CHECK,
        NO_PROJECT,
        GO_MISMATCH,
        GO_ISSUER,
        GO_CUSTOM_TOKEN,
        NOT_DETECTED,
        ALGORITHM,
        SUBJECT,
        SUBJECT_EMPTY,
        SIGNATURE,
        KEY_NOT_FOUND,
        EXPIRED,
    ),
    audience=alike(
        MISMATCH, unset=NOT_DETECTED, empty_setting=NOT_DETECTED, empty_string=MISMATCH, string_only=MISMATCH
    ),
    order=(
        Check.CONFIGURATION,
        Check.KEY,
        Check.ALGORITHM,
        Check.AUDIENCE,
        Check.ISSUER,
        Check.SUBJECT,
        Check.SIGNATURE,
        Check.NOT_BEFORE,
        Check.EXPIRY,
    ),
    failures={
        Check.CONFIGURATION: NOT_DETECTED,
        Check.KEY: NO_KID,
        Check.ALGORITHM: ALGORITHM,
        Check.ISSUER: ISSUER,
        Check.SUBJECT: SUBJECT,
        Check.SIGNATURE: SIGNATURE,
        Check.NOT_BEFORE: SIGNATURE,
        Check.EXPIRY: EXPIRED,
    },
    special={Check.CONFIGURATION: _configuration, Check.SUBJECT: _subject},
    takes=TokenKind.ID_TOKEN,
    providers=("firebase",),
    setting=Setting(
        name="the project ID of initializeApp, or GOOGLE_CLOUD_PROJECT",
        keys=("projectId", "project_id", "GOOGLE_CLOUD_PROJECT", "GCLOUD_PROJECT"),
    ),
    recipe=Recipe(
        text="initialise the SDK with the project whose clients sign in",
        language="javascript",
        code="""\
import { initializeApp } from "firebase-admin/app";
import { getAuth } from "firebase-admin/auth";

initializeApp({ projectId: $audience });
const claims = await getAuth().verifyIdToken(token);
""",
    ),
    notes=(
        "The client has to send the result of user.getIdToken() of the same project, not the Google sign-in credential.",
        "An array never matches, not even one that holds only the project's id.",
        "For tokens of blocking functions it is enough that aud contains the project's cloudfunctions.net host.",
        "A wrong audience is reported even when the token is expired or badly signed.",
    ),
)
