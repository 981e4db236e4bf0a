"""Kubernetes service accounts: a projected token is for the audience that was requested, else for the API server.

Source: https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import DefaultAudience, Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="kubernetes-sa",
    name="Kubernetes service accounts",
    aliases=("kubernetes", "k8s", "kubernetes-service-account", "eks", "gke", "aks"),
    families=(),
    issuer_pattern=r"https://kubernetes\.default(?:\.svc[a-z0-9.-]*)?|kubernetes/serviceaccount|https://oidc\.eks\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?/id/[A-Z0-9]+|https://container\.googleapis\.com/v1/projects/[^/\s]+/locations/[^/\s]+/clusters/[^/\s]+|https://[a-z0-9-]+\.oic\.[a-z0-9.-]+\.azure\.com/.+",
    issuer_examples=(
        "https://kubernetes.default.svc.cluster.local",
        "https://kubernetes.default.svc",
        "kubernetes/serviceaccount",
        "https://oidc.eks.eu-west-1.amazonaws.com/id/ABC123",
    ),
    marks={
        "sub": r"system:serviceaccount:.+",
        "kubernetes.io": "",
        "kubernetes.io/serviceaccount/namespace": "",
        "aud": r"https://kubernetes\.default.*",
    },
    tokens=(
        TokenShape(
            kind=TokenKind.SERVICE_ACCOUNT,
            audience="It is an array with the audience of the projected volume or TokenRequest, or else with the API server's own audiences.",
            example={
                "aud": ["https://kubernetes.default.svc.cluster.local"],
                "exp": 1760003607,
                "iat": 1760000000,
                "nbf": 1760000000,
                "iss": "https://kubernetes.default.svc.cluster.local",
                "kubernetes.io": {
                    "namespace": "shop",
                    "pod": {"name": "web-0", "uid": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"},
                    "serviceaccount": {"name": "web", "uid": "bbbbbbbb-cccc-dddd-eeee-ffffffffffff"},
                },
                "sub": "system:serviceaccount:shop:web",
            },
            header={"alg": "RS256", "kid": "kid-1"},
        ),
        TokenShape(
            kind=TokenKind.SERVICE_ACCOUNT,
            audience="A legacy token from a Secret has no aud at all.",
            example={
                "iss": "kubernetes/serviceaccount",
                "kubernetes.io/serviceaccount/namespace": "shop",
                "kubernetes.io/serviceaccount/secret.name": "web-token-x1y2z",
                "kubernetes.io/serviceaccount/service-account.name": "web",
                "kubernetes.io/serviceaccount/service-account.uid": "bbbbbbbb-cccc-dddd-eeee-ffffffffffff",
                "sub": "system:serviceaccount:shop:web",
            },
        ),
    ),
    defaults=(
        DefaultAudience(
            pattern=r"https://kubernetes\.default(?:\.svc[a-z0-9.-]*)?",
            text="the API server, whose audiences are its service account issuer unless --api-audiences says otherwise",
        ),
        DefaultAudience(
            pattern=r"https://oidc\.eks\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?/id/[A-Z0-9]+|https://container\.googleapis\.com/v1/projects/\S+|https://[a-z0-9-]+\.oic\.[a-z0-9.-]+\.azure\.com/.+",
            text="the cluster's own issuer, which is the API server's audience",
        ),
        DefaultAudience(pattern=r"k3s|rke2", text="the API server, as some distributions call it"),
    ),
    mistakes=(
        Mistake(
            code="aud-provider-default",
            text="the default token of the pod, whose aud is the API server, was sent to another service",
        ),
        Mistake(code="aud-missing", text="a legacy token from a Secret was sent, which has no aud"),
        Mistake(
            code="aud-two-verifiers",
            text="one token has to pass the other service and the API server's TokenReview, which want different audiences",
        ),
        Mistake(
            code="audience-not-requested",
            text="the projected volume names no audience, or kubectl create token was run without --audience",
        ),
        Mistake(
            code="audience-not-configured",
            text="the verifier has no audience configured, so it holds the token against the API server's audiences",
        ),
        Mistake(
            code="iss-mismatch",
            text="the cluster's service account issuer was changed, or differs from the URL by which the verifier knows the cluster",
        ),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "mount a projected service account token with the audience of the service and send that one",
            Snippet(
                "yaml",
                'volumes:\n  - name: token\n    projected:\n      sources:\n        - serviceAccountToken:\n            path: token\n            audience: "$audience"\n            expirationSeconds: 3600\n',
            ),
        ),
        Fix(
            Party.CLIENT,
            "create a token for the service by hand, to try it out",
            Snippet("shell", 'kubectl create token SERVICE_ACCOUNT --audience="$audience"\n'),
        ),
        Fix(
            Party.RESOURCE_SERVER,
            "send spec.audiences with the TokenReview, so that the API server checks for this service and not for itself",
        ),
        Fix(
            Party.AUTHORIZATION_SERVER,
            "keep the old issuer in --api-audiences of the API server when --service-account-issuer changes",
        ),
    ),
    notes=("Managed clusters have issuers of their own: those of EKS, GKE and AKS are told by their form.",),
    basis=Basis.DOCUMENTED,
    sources=(
        "https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/",
        "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/",
        "https://support.huaweicloud.com/intl/en-us/drawer-cce/Cluster_api-audiences.html",
        "https://docs.rs/k8s-openapi/0.17.0/k8s_openapi/api/core/v1/struct.ServiceAccountTokenProjection.html",
    ),
    inferred=(
        "/defaults/1",
        "/defaults/2",
        "/notes/0",
    ),
)
