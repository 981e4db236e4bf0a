"""Linkerd's identity controller, which lets the Kubernetes API review the token of a proxy and relays what it says.

Source: linkerd/linkerd2, controller/identity/validator.go, an older release
"""

from __future__ import annotations

from forwhom.verifier import Basis, Recipe, Setting, Verifier
from forwhom.verifiers.kubernetes_sa_token import EXPIRED, ISSUER, MISMATCH, NOT_YET_VALID, SIGNATURE, WRONG_TYPE
from forwhom.verifiers.kubernetes_sa_token import VERIFIER as KUBERNETES

VERIFIER = Verifier(
    id="linkerd-identity",
    name="Linkerd identity controller",
    kind="infrastructure",
    language="Go",
    versions="an older release; newer ones ask for an audience of their own",
    basis=Basis.READ,
    sources=("linkerd/linkerd2, controller/identity/validator.go, an older release",),
    builds_on="kubernetes-sa-token",
    aliases=("linkerd",),
    hints=("linkerd", "identity.linkerd", "linkerd-identity"),
    messages=(MISMATCH, WRONG_TYPE, SIGNATURE, ISSUER, EXPIRED, NOT_YET_VALID),
    audience=KUBERNETES.audience,
    order=KUBERNETES.order,
    failures=KUBERNETES.failures,
    setting=Setting(name="the audience of the projected identity token", keys=("linkerd-identity-token", "audience")),
    recipe=Recipe(
        text="let the proxy injector mount the identity token, with the audience that the controller asks for",
        language="yaml",
        code="""\
volumes:
- name: linkerd-identity-token
  projected:
    sources:
    - serviceAccountToken:
        path: linkerd-identity-token
        expirationSeconds: 86400
        audience: $audience
""",
    ),
    reveal="the log of the identity controller at level debug, and status.error of a TokenReview for the same token",
    notes=(
        "The comparison is that of the API server's TokenReview.",
        "The audience that current releases ask for was not looked up; identity.l5d.io is what their injector mounts.",
    ),
)
