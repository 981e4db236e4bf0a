"""Istio's RequestAuthentication, which hands its list of audiences to Envoy and so prints Envoy's texts.

A request without any token passes it; only an AuthorizationPolicy refuses such a request.

Source: istio/istio, pilot/pkg/security/authn/policy_applier.go.
"""

from __future__ import annotations

from forwhom.verifier import Basis, Check, Limit, Message, Recipe, Seen, Setting, Verifier
from forwhom.verifiers.envoy_jwt_authn import AUDIENCE, FAILURES, MESSAGES, ORDER, SPECIAL

POLICY = Message(
    template="RBAC: access denied",
    sample="""\
HTTP/1.1 403 Forbidden
server: istio-envoy

RBAC: access denied""",
    codes=("aud-mismatch", "aud-missing"),
    check=Check.OTHER,
    status=403,
    where="response body",
    note="An AuthorizationPolicy refused the request: it carried no token, or a condition on request.auth.audiences or "
    "request.auth.claims was not met. The JWT filter itself had no objection.",
)

VERIFIER = Verifier(
    id="istio-requestauthentication",
    name="Istio RequestAuthentication",
    kind="gateway",
    language="Go",
    versions="not recorded",
    builds_on="envoy-jwt-authn",
    basis=Basis.READ,
    sources=(
        "istio/istio, pilot/pkg/security/authn/policy_applier.go",
        "istio/api, security/v1beta1/request_authentication.proto",
        "istio/istio, pkg/config/validation/testdata/crds/reqauth-invalid.yaml",
        "istio/istio, tests/integration/security/authz_test.go",
        "envoyproxy/envoy, source/common/jwt/status.cc",
    ),
    aliases=("istio", "kiali", "kthena"),
    hints=("istio", "istio-envoy", "istio-proxy", "requestauthentication", "jwtrules"),
    messages=(*MESSAGES, POLICY),
    audience=AUDIENCE,
    order=(*ORDER, Check.OTHER),
    failures={**FAILURES, Check.OTHER: POLICY},
    special=SPECIAL,
    setting=Setting(
        name="audiences of the rule under jwtRules of the RequestAuthentication",
        keys=("audiences", "request.auth.audiences"),
    ),
    switch="a rule without audiences: any audience passes",
    recipe=Recipe(
        text="list the expected audiences in the rule of the RequestAuthentication",
        language="yaml",
        code="""\
apiVersion: security.istio.io/v1
kind: RequestAuthentication
metadata:
  name: orders-jwt
  namespace: shop
spec:
  selector:
    matchLabels:
      app: orders
  jwtRules:
  - issuer: $issuer
    jwksUri: https://idp.example/jwks.json
    audiences: [$audiences]
""",
    ),
    limits=(
        Limit(
            text="The comment in Istio's API says that the service name is accepted when audiences is empty, but the code hands "
            "Envoy the empty list and any audience passes.",
            seen=Seen.ACCEPTED,
            symptom="audience-not-configured",
            source="istio/istio, pilot/pkg/security/authn/policy_applier.go",
        ),
    ),
    reveal="istioctl proxy-config log POD --level jwt:debug; the access log names the failed check in its response details",
    notes=(
        (
            "The texts, the comparison and the order of the checks are Envoy's: one scheme and one trailing slash are removed "
            "on both sides."
        ),
        (
            "request.auth.audiences of an AuthorizationPolicy is another check: exact, by prefix or by suffix, and no scheme "
            "is removed there."
        ),
        "RequestAuthentication alone lets a request without a token pass; an AuthorizationPolicy has to require one.",
        "An empty string in audiences is refused when the resource is created.",
    ),
)
