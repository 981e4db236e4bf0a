"""google-auth-library for Node. It prints neither value, and no array in the token ever matches.

Source: googleapis/google-auth-library-nodejs, src/auth/oauth2client.ts.
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.token_kind import TokenKind
from forwhom.verifier import ACCEPT, Basis, Check, Message, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="Wrong recipient, payload audience != requiredAudience",
    sample="Error: Wrong recipient, payload audience != requiredAudience",
    codes=("aud-mismatch", "aud-missing", "aud-list-shape", "aud-wrong-type", "aud-empty"),
    exception="Error",
)
EXPIRED = Message(
    template="Token used too late, {now} > {exp}: {payload}",
    sample='Error: Token used too late, 1774576800.1 > 1774569900: {"aud":"web.apps.googleusercontent.com"}',
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception="Error",
    note="It prints the whole payload.",
)
ISSUED_LATER = Message(
    template="Token used too early, {now} < {iat}: {payload}",
    sample='Error: Token used too early, 1774569600.1 < 1774576500: {"aud":"web.apps.googleusercontent.com"}',
    codes=("token-not-yet-valid",),
    check=Check.ISSUED_AT,
    exception="Error",
    note="It prints the whole payload.",
)
TOO_LONG = Message(
    template="Expiration time too far in future: {payload}",
    sample='Error: Expiration time too far in future: {"aud":"web.apps.googleusercontent.com"}',
    codes=("token-lifetime-too-long",),
    check=Check.EXPIRY,
    exception="Error",
    basis=Basis.READ,
)
ISSUER = Message(
    template="Invalid issuer, expected one of [{expected_issuer}], but got {issuer}",
    sample="Error: Invalid issuer, expected one of [accounts.google.com,https://accounts.google.com], "
    "but got https://login.example.com/",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception="Error",
    issuers_as=Listing.COMMA,
    printed=lambda claims, _: {"issuer": str(claims.get("iss", "undefined"))},
)
SIGNATURE = Message(
    template="Invalid token signature: {token}",
    sample="Error: Invalid token signature: eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2ln",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception="Error",
    note="It prints the whole token.",
)
NOT_A_JWT = Message(
    template="Wrong number of segments in token: {token}",
    sample="Error: Wrong number of segments in token: ya29.a0AfH6SMBexample",
    codes=("token-opaque", "token-malformed"),
    check=Check.STRUCTURE,
    exception="Error",
    basis=Basis.READ,
)
KEY_NOT_FOUND = Message(
    template="No pem found for envelope: {header}",
    sample='Error: No pem found for envelope: {"alg":"RS256","kid":"NjVBRjY5MDlC"}',
    codes=("key-not-found",),
    check=Check.KEY,
    exception="Error",
    basis=Basis.READ,
)

VERIFIER = Verifier(
    id="google-auth-library-node",
    name="google-auth-library for Node (verifyIdToken)",
    kind="library",
    language="JavaScript",
    versions="10.9.1",
    basis=Basis.OBSERVED,
    sources=("google-auth-library 10.9.1, run", "googleapis/google-auth-library-nodejs, src/auth/oauth2client.ts"),
    hints=("google-auth-library", "OAuth2Client", "oauth2client.js"),
    messages=(MISMATCH, EXPIRED, ISSUED_LATER, TOO_LONG, ISSUER, SIGNATURE, NOT_A_JWT, KEY_NOT_FOUND),
    audience=alike(MISMATCH, unset=ACCEPT, string_only=MISMATCH),
    order=(
        Check.STRUCTURE,
        Check.KEY,
        Check.SIGNATURE,
        Check.ISSUED_AT,
        Check.EXPIRY,
        Check.ISSUER,
        Check.AUDIENCE,
    ),
    failures={
        Check.STRUCTURE: NOT_A_JWT,
        Check.KEY: KEY_NOT_FOUND,
        Check.SIGNATURE: SIGNATURE,
        Check.ISSUED_AT: ISSUED_LATER,
        Check.EXPIRY: EXPIRED,
        Check.ISSUER: ISSUER,
    },
    takes=TokenKind.ID_TOKEN,
    setting=Setting(name="the option audience of verifyIdToken", keys=("audience", "requiredAudience", "clientId")),
    switch="leaving out the option audience",
    recipe=Recipe(
        text="pass the client id of the application to verifyIdToken",
        language="javascript",
        code="""\
import { OAuth2Client } from "google-auth-library";

const ticket = await new OAuth2Client().verifyIdToken({ idToken: token, audience: [$audiences] });
const claims = ticket.getPayload();
""",
    ),
    notes=("Without the option audience a token passes whatever its aud is.", "nbf is not looked at."),
)
