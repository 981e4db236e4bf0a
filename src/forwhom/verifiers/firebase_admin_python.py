"""firebase-admin for Python, whose texts are those of the other Firebase Admin SDKs.

The audience is the project's id as a plain string, and it is validated before the signature and the expiry.

Source: firebase/firebase-admin-python, firebase_admin/_token_gen.py.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience import printed
from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.record import replace
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis, Check, Message, Recipe, Setting, Verifier
from forwhom.verifiers import firebase_admin_auth

_ERROR = "firebase_admin._auth_utils.InvalidIdTokenError"


def _raised(message: Message) -> Message:
    """The message as the Python SDK raises it."""
    _, _, text = message.sample.partition(": ")
    text = text.replace("verifyIdToken()", "verify_id_token()")
    return replace(message, sample=f"{_ERROR}: {text}", exception=_ERROR)


def _printed(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Mapping[str, str]:
    """The claims as Python prints them."""
    return {"found": printed.python(claims.get("aud")), "issuer": printed.python(claims.get("iss"))}


MISMATCH = replace(
    _raised(firebase_admin_auth.MISMATCH),
    found_as=Listing.PYTHON,
    nothing=("None",),
    printed=_printed,
    basis=Basis.OBSERVED,
)
ISSUER = replace(_raised(firebase_admin_auth.ISSUER), printed=_printed, basis=Basis.OBSERVED)
NO_KID = _raised(firebase_admin_auth.NO_KID)
CUSTOM_TOKEN = _raised(firebase_admin_auth.CUSTOM_TOKEN)
ALGORITHM = Message(
    template='has incorrect algorithm. Expected "RS256" but got "{alg}"',
    sample=f'{_ERROR}: Firebase ID token has incorrect algorithm. Expected "RS256" but got "HS256".',
    codes=("alg-not-allowed", "token-of-other-product"),
    check=Check.ALGORITHM,
    exception=_ERROR,
    basis=Basis.READ,
)
NO_SERVICE = Message(
    template="A project ID is required to access the auth service.",
    sample="ValueError: A project ID is required to access the auth service.",
    codes=("audience-not-configured",),
    exception="ValueError",
)
NO_PROJECT = Message(
    template="Failed to ascertain project ID from the credential or the environment",
    sample="ValueError: Failed to ascertain project ID from the credential or the environment. Project ID is required to call "
    "verify_id_token(). Initialize the app with a credentials.Certificate or set your Firebase project ID as an app option.",
    codes=("audience-not-configured",),
    exception="ValueError",
    basis=Basis.READ,
)
SUBJECT = Message(
    template='Firebase ID token has no "sub" (subject) claim',
    sample=f'{_ERROR}: Firebase ID token has no "sub" (subject) claim.',
    codes=("subject-mismatch", "token-of-other-product"),
    check=Check.SUBJECT,
    exception=_ERROR,
)
EXPIRED = Message(
    template="Token expired, {exp} < {now}",
    sample="firebase_admin._auth_utils.ExpiredIdTokenError: Token expired, 1757038590 < 1757042130",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception="firebase_admin._auth_utils.ExpiredIdTokenError",
)
ISSUED_LATER = Message(
    template="Token used too early, {now} < {iat}",
    sample=f"{_ERROR}: Token used too early, 1757042130 < 1757042140. Check that your computer's clock is set correctly.",
    codes=("token-not-yet-valid",),
    check=Check.ISSUED_AT,
    exception=_ERROR,
)
SIGNATURE = Message(
    template="Could not verify token signature.",
    sample=f"{_ERROR}: Could not verify token signature.",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception=_ERROR,
)


def _subject(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """A subject that is no text counts as none."""
    return None if isinstance(claims.get("sub", ""), str) else SUBJECT


VERIFIER = Verifier(
    id="firebase-admin-python",
    name="firebase-admin for Python",
    kind="library",
    language="Python",
    versions="7.7.0",
    basis=Basis.OBSERVED,
    sources=(
        "firebase-admin 7.7.0, run with certificates served on the loopback interface",
        "firebase/firebase-admin-python, firebase_admin/_token_gen.py",
    ),
    # The SDKs share their texts without sharing code; the entry of all SDKs speaks for a text of unknown language.
    builds_on="firebase-admin-auth",
    hints=("firebase_admin", "InvalidIdTokenError", "verify_id_token", "_token_gen.py"),
    messages=(
        MISMATCH,
        ISSUER,
        NO_KID,
        CUSTOM_TOKEN,
        ALGORITHM,
        NO_PROJECT,
        NO_SERVICE,
        SUBJECT,
        EXPIRED,
        ISSUED_LATER,
        SIGNATURE,
    ),
    audience=replace(
        firebase_admin_auth.VERIFIER.audience,
        mismatch=MISMATCH,
        unset=NO_SERVICE,
        unset_blank=NO_SERVICE,
        unset_malformed=NO_SERVICE,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=MISMATCH,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
        string_only=MISMATCH,
        empty_setting=NO_SERVICE,
    ),
    order=(
        Check.KEY,
        Check.ALGORITHM,
        Check.AUDIENCE,
        Check.ISSUER,
        Check.SUBJECT,
        Check.SIGNATURE,
        Check.ISSUED_AT,
        Check.EXPIRY,
    ),
    failures={
        Check.KEY: NO_KID,
        Check.ALGORITHM: ALGORITHM,
        Check.ISSUER: ISSUER,
        Check.SUBJECT: SUBJECT,
        Check.SIGNATURE: SIGNATURE,
        Check.ISSUED_AT: ISSUED_LATER,
        Check.EXPIRY: EXPIRED,
    },
    special={Check.SUBJECT: _subject},
    takes=TokenKind.ID_TOKEN,
    providers=("firebase",),
    setting=Setting(
        name="the option projectId of initialize_app, or GOOGLE_CLOUD_PROJECT",
        keys=("projectId", "project_id", "GOOGLE_CLOUD_PROJECT", "GCLOUD_PROJECT"),
    ),
    recipe=Recipe(
        text="initialise the SDK with the project whose clients sign in",
        language="python",
        code="""\
import firebase_admin
from firebase_admin import auth

app = firebase_admin.initialize_app(options={"projectId": $audience})
claims = auth.verify_id_token(token, app)
""",
    ),
    notes=firebase_admin_auth.VERIFIER.notes[:2] + firebase_admin_auth.VERIFIER.notes[3:],
)
