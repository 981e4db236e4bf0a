"""The Kubernetes API server on service account tokens, also as it answers a TokenReview.

A token without aud counts as a legacy token of the cluster, made for the API server itself.

Source: kubernetes/kubernetes, pkg/serviceaccount/jwt.go.
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.verifier import ACCEPT, COMPARE, REFUSE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="token audiences {found} is invalid for the target audiences {expected}",
    sample='E0304 09:12:33.418 authentication.go:73] "Unable to authenticate the request" err="[invalid bearer token, '
    'token audiences [\\"https://kubernetes.default.svc\\"] is invalid for the target audiences [\\"vault\\"]]"',
    codes=("aud-mismatch", "aud-two-verifiers", "aud-provider-default"),
    status=401,
    found_as=Listing.GO_QUOTED,
    expected_as=Listing.GO_QUOTED,
    where="log of the API server; status.error of a TokenReview",
    note="The caller itself sees only Unauthorized. A TokenReview answers HTTP 201 with authenticated: false and this text.",
)
WRONG_TYPE = Message(
    template="expected string or array value to unmarshal to Audience",
    sample='"Unable to authenticate the request" err="[invalid bearer token, go-jose/go-jose/jwt: expected string or array '
    'value to unmarshal to Audience]"',
    codes=("aud-wrong-type",),
    status=401,
    where="log of the API server",
    basis=Basis.REPORTED,
)
SIGNATURE = Message(
    template="invalid signature, no keys found",
    sample='"Unable to authenticate the request" err="[invalid bearer token, invalid signature, no keys found]"',
    codes=("key-not-found", "signature-invalid"),
    check=Check.SIGNATURE,
    status=401,
    where="log of the API server",
)
ISSUER = Message(
    template='token issuer "{issuer}" is invalid',
    sample='"Unable to authenticate the request" err="[invalid bearer token, token issuer \\"https://idp.corp.example\\" is '
    'invalid]"',
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    status=401,
    where="log of the API server",
    note="A token of another issuer is passed over before, without a text.",
)
UNAUTHORIZED = Message(
    template="You must be logged in to the server ({detail})",
    sample="error: You must be logged in to the server (Unauthorized)",
    codes=("aud-mismatch", "iss-mismatch", "token-expired", "signature-invalid"),
    status=401,
    where="kubectl",
    note="kubectl shows this for every refused token; the reason stands only in the log of the API server.",
    basis=Basis.REPORTED,
)
VAULT_DENIED = Message(
    template="lookup failed: {detail}",
    sample='lookup failed: [invalid bearer token, token audiences ["vault"] is invalid for the target audiences '
    '["https://kubernetes.default.svc"]]',
    codes=("aud-mismatch", "aud-two-verifiers", "token-expired"),
    status=403,
    where="log of Vault's kubernetes auth method",
    note="The TokenReview that Vault asked for was answered with the text behind the colon.",
    basis=Basis.REPORTED,
)
VAULT_ANSWER = Message(
    template="/v1/auth/kubernetes/login Code: 403. Errors: * permission denied",
    sample="""\
Error making API request.

URL: PUT https://vault.corp.example:8200/v1/auth/kubernetes/login
Code: 403. Errors:

* permission denied""",
    codes=("aud-mismatch", "aud-two-verifiers", "subject-mismatch", "token-expired", "iss-mismatch"),
    status=403,
    where="answer of Vault's kubernetes auth method",
    note="Vault gives every refused login this answer; its log shows what the TokenReview said.",
    basis=Basis.REPORTED,
)
VAULT_SHORT = Message(
    template="Errors: * permission denied",
    sample="requesting a Vault token using the Kubernetes auth: Error making API request. Code: 403. Errors: * permission denied",
    codes=("aud-mismatch", "aud-two-verifiers", "subject-mismatch", "token-expired", "iss-mismatch"),
    status=403,
    where="log of a client of Vault's kubernetes auth method",
    note="Vault gives every refused login this answer; its log shows what the TokenReview said.",
    common=True,
    basis=Basis.REPORTED,
)
VAULT_AUDIENCE = Message(
    template="invalid audience (aud) claim: audience claim does not match any expected audience",
    sample="""\
Error making API request.

URL: PUT https://vault.corp.example:8200/v1/auth/kubernetes/login
Code: 403. Errors:

* invalid audience (aud) claim: audience claim does not match any expected audience""",
    codes=("aud-mismatch", "aud-two-verifiers", "aud-missing"),
    status=403,
    where="answer of Vault's kubernetes auth method",
    note="The audience of the Vault role is compared before Kubernetes is asked. Without one in the role nothing is compared "
    "here, and Kubernetes is asked about the token's own audiences.",
)
VAULT_AUDIENCE_OLD = Message(
    template='claim "aud" is invalid',
    sample="""\
Error writing data to auth/kubernetes/login: Error making API request.

URL: PUT https://vault.corp.example:8200/v1/auth/kubernetes/login
Code: 500. Errors:

* claim "aud" is invalid""",
    codes=("aud-mismatch", "aud-missing"),
    status=500,
    versions="older releases of Vault",
    where="answer of Vault's kubernetes auth method",
    note="The token does not name the audience of the Vault role.",
    basis=Basis.REPORTED,
)

EXPIRED = Message(
    template="service account token has expired",
    sample='"Unable to authenticate the request" err="[invalid bearer token, service account token has expired]"',
    codes=("token-expired",),
    check=Check.EXPIRY,
    status=401,
    where="log of the API server",
)
NOT_YET_VALID = Message(
    template="service account token is not valid yet",
    sample='"Unable to authenticate the request" err="[invalid bearer token, service account token is not valid yet]"',
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    status=401,
    where="log of the API server",
)


VERIFIER = Verifier(
    id="kubernetes-sa-token",
    name="Kubernetes service account token",
    kind="infrastructure",
    language="Go",
    versions="not recorded",
    basis=Basis.READ,
    sources=(
        "kubernetes/kubernetes, pkg/serviceaccount/jwt.go and claims.go",
        "square/go-jose, jwt/claims.go at v2.6.0",
        "hashicorp/vault-plugin-auth-kubernetes, path_login.go, and issue 102",
        "cert-manager/cert-manager, issue 6274",
    ),
    aliases=("kubernetes", "vault-kubernetes"),
    hints=(
        "kube-apiserver",
        "serviceaccount",
        "tokenreview",
        "invalid bearer token",
        "auth/kubernetes",
        "kubernetes auth",
    ),
    messages=(
        MISMATCH,
        WRONG_TYPE,
        SIGNATURE,
        ISSUER,
        EXPIRED,
        NOT_YET_VALID,
        UNAUTHORIZED,
        VAULT_DENIED,
        VAULT_ANSWER,
        VAULT_SHORT,
        VAULT_AUDIENCE,
        VAULT_AUDIENCE_OLD,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=WRONG_TYPE,
        absent=ACCEPT,
        null=WRONG_TYPE,
        empty_string=COMPARE,
        empty_array=ACCEPT,
        number=WRONG_TYPE,
        other=WRONG_TYPE,
        mixed=WRONG_TYPE,
    ),
    order=(
        Check.STRUCTURE,
        Check.ISSUER,
        Check.SIGNATURE,
        Check.AUDIENCE,
        Check.NOT_BEFORE,
        Check.EXPIRY,
    ),
    failures={
        Check.ISSUER: REFUSE,
        Check.SIGNATURE: SIGNATURE,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: NOT_YET_VALID,
    },
    setting=Setting(
        name="spec.audiences of the TokenReview, or --api-audiences of the API server",
        keys=("api-audiences", "spec.audiences", "audiences", "audience", "token_reviewer_jwt"),
    ),
    switch="an API server without any audiences configured",
    recipe=Recipe(
        text="ask in the TokenReview for the audience that the projected token is requested with",
        language="yaml",
        code="""\
apiVersion: authentication.k8s.io/v1
kind: TokenReview
spec:
  token: TOKEN
  audiences: [$audiences]
""",
    ),
    asked_by=("vault", "openbao", "consul", "linkerd", "istiod", "spire", "conjur"),
    reveal="the log of kube-apiserver, or status.error of a TokenReview for the same token",
    notes=(
        (
            "A TokenReview without spec.audiences is held against the API server's own --api-audiences, which are the service "
            "account issuer unless set."
        ),
        (
            "A token without aud, or with an empty array, is a legacy token and counts as made for the API server's own "
            "audiences; a TokenReview that asks for other audiences refuses it."
        ),
        "One audience of the token among the expected ones is enough.",
        (
            "A token for Vault with an audience of its own cannot serve as Vault's reviewer token as well: that one has to be "
            "made for the API server."
        ),
    ),
)
