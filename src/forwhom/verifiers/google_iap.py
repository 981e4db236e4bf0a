"""Google Cloud Identity-Aware Proxy, which prints the audience that it wants.

Source: public reports that quote the response
"""

from __future__ import annotations

from forwhom.finding import Party
from forwhom.verifier import Basis, Check, Message, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="Invalid IAP credentials: JWT audience doesn't match this application ('aud' claim ({found}) doesn't match expected value ({expected}))",
    sample="""\
HTTP/2 401
x-goog-iap-generated-response: true

Invalid IAP credentials: JWT audience doesn't match this application ('aud' claim (32555940559.apps.googleusercontent.com) doesn't match expected value (1234567890-abcdef.apps.googleusercontent.com))""",
    codes=(
        "aud-mismatch",
        "aud-is-client-id",
    ),
    status=401,
)
NO_TOKEN = Message(
    template="Invalid IAP credentials: empty token",
    sample="Invalid IAP credentials: empty token",
    codes=("token-missing",),
    check=Check.STRUCTURE,
    status=401,
    note="The request carried no token; a browser is redirected instead.",
)
MALFORMED = Message(
    template="Invalid IAP credentials: Unable to parse JWT",
    sample="Invalid IAP credentials: Unable to parse JWT",
    codes=(
        "token-opaque",
        "token-malformed",
    ),
    check=Check.STRUCTURE,
    status=401,
)
SIGNATURE = Message(
    template="Invalid IAP credentials: JWT signature is invalid",
    sample="Invalid IAP credentials: JWT signature is invalid",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    status=401,
)
NO_EMAIL = Message(
    template="Invalid IAP credentials: JWT 'email' claim isn't a string",
    sample="Invalid IAP credentials: JWT 'email' claim isn't a string",
    codes=(),
    check=Check.OTHER,
    status=401,
    note="The ID Token was requested without --include-email.",
)

VERIFIER = Verifier(
    id="google-iap",
    name="Google Identity-Aware Proxy",
    kind="cloud",
    versions="as reported, version not recorded",
    basis=Basis.REPORTED,
    sources=('public reports that quote "Invalid IAP credentials"',),
    aliases=("iap",),
    hints=(
        "iap",
        "x-goog-iap-generated-response",
    ),
    messages=(
        MISMATCH,
        NO_TOKEN,
        MALFORMED,
        SIGNATURE,
        NO_EMAIL,
    ),
    audience=alike(MISMATCH),
    order=(
        Check.STRUCTURE,
        Check.SIGNATURE,
        Check.AUDIENCE,
        Check.OTHER,
    ),
    failures={
        Check.STRUCTURE: MALFORMED,
        Check.SIGNATURE: SIGNATURE,
        Check.OTHER: NO_EMAIL,
    },
    setting=Setting(
        name="the OAuth client ID of the IAP resource",
        keys=(
            "client-id",
            "audiences",
            "target_audience",
            "oauth2-client-id",
        ),
    ),
    recipe=Recipe(
        text="request the ID Token for the OAuth client ID of the IAP resource",
        language="shell",
        code="""\
gcloud auth print-identity-token --include-email \\
  --audiences=$audience \\
  --impersonate-service-account=caller@project.iam.gserviceaccount.com
""",
        party=Party.CLIENT,
    ),
    reveal="the audit log of IAP, and the client ID in its settings",
    notes=(
        "gcloud auth print-identity-token without --audiences names gcloud's own client, 32555940559.apps.googleusercontent.com, in aud.",
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
