"""The invoker check of Cloud Run, whose one text never names the audience.

Source: Google Cloud documentation, "Create custom audiences" of Cloud Run
"""

from __future__ import annotations

from forwhom.verifier import Basis, Check, Message, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="The request was not authorized to invoke this service. The access token could not be verified",
    sample="""\
HTTP/2 401
www-authenticate: Bearer error="invalid_token" error_description="The access token could not be verified"

<html><body>The request was not authorized to invoke this service. The access token could not be verified.</body></html>""",
    codes=(
        "aud-mismatch",
        "aud-missing",
        "token-expired",
        "signature-invalid",
        "access-token-as-id-token",
        "token-opaque",
    ),
    status=401,
    note="Every trouble with a token gets this one text.",
    basis=Basis.REPORTED,
)
DESCRIPTION = Message(
    template="The access token could not be verified",
    sample='www-authenticate: Bearer error="invalid_token" error_description="The access token could not be verified"',
    codes=(
        "aud-mismatch",
        "aud-missing",
        "token-expired",
        "signature-invalid",
        "token-opaque",
    ),
    status=401,
    where="WWW-Authenticate header",
    basis=Basis.REPORTED,
)

VERIFIER = Verifier(
    id="google-cloud-run",
    name="Google Cloud Run",
    kind="cloud",
    versions="as documented, date not recorded",
    basis=Basis.DOCUMENTED,
    sources=("Google Cloud documentation, custom audiences of Cloud Run",),
    aliases=("cloud-run",),
    hints=(
        "run.app",
        "cloud run",
        'www-authenticate: bearer error="invalid_token"',
    ),
    messages=(
        MISMATCH,
        DESCRIPTION,
    ),
    audience=alike(MISMATCH),
    order=(
        Check.SIGNATURE,
        Check.EXPIRY,
        Check.AUDIENCE,
    ),
    failures={
        Check.SIGNATURE: MISMATCH,
        Check.EXPIRY: MISMATCH,
    },
    providers=("google", "google-service-account", "cloud-run"),
    setting=Setting(
        name="custom audiences of the service",
        keys=(
            "add-custom-audiences",
            "custom-audiences",
            "custom_audiences",
            "run.googleapis.com/custom-audiences",
        ),
    ),
    recipe=Recipe(
        text="add the audience to the custom audiences of the service",
        language="shell",
        code="""\
gcloud run services update orders --region=europe-west1 --add-custom-audiences=$audience
""",
    ),
    reveal="the request log of the service in Cloud Logging",
    notes=("The service's run.app address always stays a valid audience; custom audiences are added to it.",),
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
