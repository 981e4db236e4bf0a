"""The token exchange of Google Cloud's Workload Identity Federation.

Without configured audiences it expects the full resource name of the provider.

Source: Google Cloud IAM API reference, WorkloadIdentityPoolProvider.Oidc.allowedAudiences
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.verifier import Basis, Check, Message, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="The audience in ID Token [{found}] does not match the expected audience {expected}",
    sample='{"error":"invalid_grant","error_description":"The audience in ID Token [https://github.com/corp] does not match the expected audience https://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/ci/providers/gh."}',
    codes=(
        "aud-mismatch",
        "aud-provider-default",
    ),
    status=400,
    found_as=Listing.COMMA_BLANK,
)
MISMATCH_SHORT = Message(
    template="The audience in ID Token [{found}] does not match the expected audience.",
    sample='{"error":"invalid_grant","error_description":"The audience in ID Token [https://github.com/corp] does not match the expected audience."}',
    codes=(
        "aud-mismatch",
        "aud-provider-default",
    ),
    status=400,
    found_as=Listing.COMMA_BLANK,
    versions="newer responses",
)
PARAMETER = Message(
    template='Invalid value for "audience". This value should be the full resource name of the Identity Provider',
    sample='{"error":"invalid_request","error_description":"Invalid value for \\"audience\\". This value should be the full resource name of the Identity Provider. See https://cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token for the list of possible formats."}',
    codes=(
        "audience-setting-unresolved",
        "audience-not-requested",
    ),
    check=Check.CONFIGURATION,
    status=400,
    note="It is about the request parameter audience, not about the token: the project number, the pool or the provider in it is wrong, or a variable was not expanded.",
)
TARGET = Message(
    template='The target service indicated by the "audience" parameters is invalid',
    sample='{"error":"invalid_target","error_description":"The target service indicated by the \\"audience\\" parameters is invalid. This might either be because the pool or provider is disabled or deleted or because it doesn\'t exist."}',
    codes=(
        "resource-not-registered",
        "audience-setting-unresolved",
    ),
    check=Check.CONFIGURATION,
    status=400,
    note="It is about the request parameter audience, not about the token: no such pool or provider is enabled. The name holds the number of the project, not its id.",
    basis=Basis.REPORTED,
)

VERIFIER = Verifier(
    id="google-wif-sts",
    name="Google Cloud Workload Identity Federation",
    kind="cloud",
    versions="as documented, date not recorded",
    basis=Basis.DOCUMENTED,
    sources=(
        "Google Cloud IAM API reference, WorkloadIdentityPoolProvider.Oidc.allowedAudiences",
        "google-github-actions/auth, issues 161, 202, 211 and 521",
    ),
    aliases=(
        "gcp-sts",
        "google-sts",
        "gcp-wif",
    ),
    hints=(
        "sts.googleapis.com",
        "invalid_grant",
        "workloadidentitypools",
        "workload_identity_provider",
        "iam.googleapis.com",
        "google-github-actions",
    ),
    messages=(
        MISMATCH,
        MISMATCH_SHORT,
        PARAMETER,
        TARGET,
    ),
    audience=alike(MISMATCH),
    order=(
        Check.AUDIENCE,
        Check.SIGNATURE,
        Check.EXPIRY,
    ),
    setting=Setting(
        name="allowedAudiences of the workload identity pool provider",
        keys=(
            "allowed-audiences",
            "allowedAudiences",
            "allowed_audiences",
            "workload_identity_provider",
        ),
    ),
    recipe=Recipe(
        text="list the audience in allowedAudiences of the provider",
        language="shell",
        code="""\
gcloud iam workload-identity-pools providers update-oidc gh \\
  --workload-identity-pool=ci --location=global \\
  --allowed-audiences=$audience
""",
    ),
    reveal="the audit log of the Security Token Service, and gcloud iam workload-identity-pools providers describe",
    notes=(
        "With an empty list the full resource name of the provider is expected, with or without https: before the two slashes. A list of one's own replaces it.",
        "A provider takes at most ten audiences of 256 characters.",
        "Firebase prints the same sentence behind INVALID_IDP_RESPONSE.",
    ),
    inferred=(
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "unset_malformed",
        "order",
    ),
)
