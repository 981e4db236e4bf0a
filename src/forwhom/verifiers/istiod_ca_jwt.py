"""istiod's certificate authority on the tokens of workloads.

Source: istio/istio, security/pkg/server/ca/authenticate/oidc.go
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.finding import Party
from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="invalid audiences {found}",
    sample="error serverca Authentication failed: OIDC: invalid audiences [https://kubernetes.default.svc]",
    codes=(
        "aud-mismatch",
        "aud-missing",
        "aud-provider-default",
    ),
    found_as=Listing.GO_PLAIN,
    nothing=("[]",),
)
GENERIC = Message(
    template="failed to verify the JWT token (error {detail})",
    sample="error serverca Authentication failed: failed to verify the JWT token (error oidc: token is expired)",
    codes=(
        "signature-invalid",
        "iss-mismatch",
        "token-expired",
    ),
    check=Check.SIGNATURE,
    note="It is never the audience, which is validated afterwards.",
)

VERIFIER = Verifier(
    id="istiod-ca-jwt",
    name="istiod certificate authority",
    kind="infrastructure",
    language="Go",
    versions="not recorded",
    basis=Basis.READ,
    sources=("istio/istio, security/pkg/server/ca/authenticate/oidc.go",),
    aliases=("istiod",),
    hints=(
        "istiod",
        "istio-ca",
        "serverca",
    ),
    messages=(
        MISMATCH,
        GENERIC,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISMATCH,
        unset_malformed=MISMATCH,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
    ),
    order=(
        Check.ISSUER,
        Check.EXPIRY,
        Check.SIGNATURE,
        Check.SUBJECT,
        Check.AUDIENCE,
    ),
    failures={
        Check.ISSUER: GENERIC,
        Check.EXPIRY: GENERIC,
        Check.SIGNATURE: GENERIC,
    },
    setting=Setting(
        name="audiences of istiod's JWT rule",
        keys=(
            "audiences",
            "audience",
            "JWT_RULE",
        ),
    ),
    recipe=Recipe(
        text="request the projected token for the audience of istiod",
        language="yaml",
        code="""\
volumes:
- name: istio-token
  projected:
    sources:
    - serviceAccountToken:
        audience: $audience
        expirationSeconds: 43200
        path: istio-token
""",
        party=Party.CLIENT,
    ),
    reveal="the log of istiod with --log_output_level=all:debug",
    notes=("Projected tokens of the sidecar carry istio-ca unless configured otherwise.",),
    inferred=(
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "unset_malformed",
    ),
)
