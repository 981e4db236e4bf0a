"""The Kubernetes API server with a webhook token authenticator, or one that knows nothing of audiences.

The webhook answers with the audiences for which the token is good; none in common with those asked for is a refusal
without any text.

Source: kubernetes/apiserver, plugin/pkg/authenticator/token/webhook/webhook.go
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.verifier import ACCEPT, REFUSE, Basis, Check, Message, Recipe, Setting, Verifier, alike

AGNOSTIC = Message(
    template="audience agnostic authenticator wrapped an authenticator that returned audiences: {found}",
    sample='"Unable to authenticate the request" err="audience agnostic authenticator wrapped an authenticator that '
    'returned audiences: [\\"orders\\"]"',
    codes=("aud-mismatch", "verifier-limit"),
    check=Check.CONFIGURATION,
    status=401,
    found_as=Listing.GO_QUOTED,
    where="log of the API server",
    note="An authenticator that is configured as knowing nothing of audiences did name some.",
)

VERIFIER = Verifier(
    id="kubernetes-webhook-audience",
    name="Kubernetes webhook token authenticator",
    kind="infrastructure",
    language="Go",
    versions="not recorded",
    basis=Basis.READ,
    sources=(
        "kubernetes/apiserver, plugin/pkg/authenticator/token/webhook/webhook.go",
        "kubernetes/apiserver, pkg/authentication/authenticator/audagnostic.go",
    ),
    aliases=("kubernetes-webhook",),
    hints=("audience agnostic", "authentication-token-webhook", "webhook authenticator"),
    messages=(AGNOSTIC,),
    audience=alike(REFUSE, unset=ACCEPT),
    order=(Check.AUDIENCE, Check.SIGNATURE, Check.CONFIGURATION),
    failures={Check.SIGNATURE: REFUSE, Check.CONFIGURATION: AGNOSTIC},
    setting=Setting(
        name="--api-audiences of the API server, and status.audiences of the webhook's TokenReview",
        keys=("api-audiences", "status.audiences", "authentication-token-webhook-config-file"),
    ),
    recipe=Recipe(
        text="let the webhook answer with the audiences, of those asked for, that the token names",
        language="yaml",
        code="""\
apiVersion: authentication.k8s.io/v1
kind: TokenReview
status:
  authenticated: true
  audiences: [$audiences]
  user: {username: alice}
""",
    ),
    reveal="the log of the webhook, and of kube-apiserver with --v=6",
    notes=(
        "What is compared is what the webhook answers in status.audiences, not the claim; the webhook decides about the token.",
        "Where the webhook names no audiences, those of the API server itself are taken for them.",
        "No audience in common is a refusal without an error: the caller sees Unauthorized and the log says nothing.",
    ),
    inferred=("null", "empty_string", "empty_array", "number", "other", "mixed"),
)
