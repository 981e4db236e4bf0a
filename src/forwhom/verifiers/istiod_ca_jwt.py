"""istiod's certificate authority on the tokens of workloads.

Source: istio/istio, security/pkg/server/ca/authenticate/oidc.go
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.finding import Party
from forwhom.jwt.json import JsonValue
from forwhom.verifier import AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier

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
STRING = Message(
    template="failed to extract claims from ID token: json: cannot unmarshal string into Go struct field JwtPayload.aud",
    sample="error serverca Authentication failed: OIDC: failed to extract claims from ID token: json: cannot unmarshal string "
    "into Go struct field JwtPayload.aud of type []string",
    codes=("aud-list-shape",),
    note="istiod takes aud as an array only, as Kubernetes writes it; a string is refused, even the expected one.",
)
MALFORMED = Message(
    template="failed to verify the JWT token (error oidc: failed to unmarshal claims: json: cannot unmarshal {kind} into",
    sample="error serverca Authentication failed: OIDC: failed to verify the JWT token (error oidc: failed to unmarshal claims: "
    "json: cannot unmarshal number into Go value of type []string)",
    codes=("aud-wrong-type", "token-malformed"),
    check=Check.STRUCTURE,
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
    note="It is never the value of the audience, which is compared afterwards.",
)
REVIEWED = Message(
    template="failed to validate the JWT from cluster {cluster}: the service account authentication returns an error: "
    "[invalid bearer token, token audiences {found} is invalid for the target audiences {expected}]",
    sample='Authenticator KubeJWTAuthenticator: failed to validate the JWT from cluster "Kubernetes": the service account '
    'authentication returns an error: [invalid bearer token, token audiences ["https://kubernetes.default.svc"] is invalid '
    'for the target audiences ["istio-ca"]]',
    codes=("aud-mismatch", "aud-provider-default", "aud-missing"),
    found_as=Listing.GO_QUOTED,
    expected_as=Listing.GO_QUOTED,
    nothing=("[]",),
    note="istiod let the API server review the token, and asked for its own audience.",
    basis=Basis.REPORTED,
)
REVIEW = Message(
    template="the service account authentication returns an error: {detail}",
    sample="failed to validate the JWT: the service account authentication returns an error: [invalid bearer token, "
    "square/go-jose: error in cryptographic primitive]",
    codes=("signature-invalid", "key-not-found", "token-expired", "aud-mismatch"),
    check=Check.OTHER,
    note="What the API server answers when istiod lets it review the token.",
)


def _array_only(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Outcome | None:
    """A string is refused while the claims are read, whatever it says."""
    return STRING if isinstance(claims.get("aud"), str) else None


VERIFIER = Verifier(
    id="istiod-ca-jwt",
    name="istiod certificate authority",
    kind="infrastructure",
    language="Go",
    versions="not recorded",
    basis=Basis.READ,
    sources=(
        "istio/istio, security/pkg/server/ca/authenticate/oidc.go",
        "coreos/go-oidc, oidc/verify.go",
        "istio/istio, security/pkg/k8s/tokenreview/k8sauthn.go",
        "istio/istio, issue 34293",
    ),
    aliases=("istiod",),
    hints=(
        "istiod",
        "KubeJWTAuthenticator",
        "istio-ca",
        "serverca",
    ),
    messages=(
        MISMATCH,
        STRING,
        MALFORMED,
        GENERIC,
        REVIEWED,
        REVIEW,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISMATCH,
        unset_malformed=MALFORMED,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=STRING,
        empty_array=MISMATCH,
        number=MALFORMED,
        other=MALFORMED,
        mixed=MALFORMED,
        decide=_array_only,
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
)
