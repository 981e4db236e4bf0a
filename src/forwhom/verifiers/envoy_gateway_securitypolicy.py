"""Envoy Gateway's SecurityPolicy, which hands its list of audiences to Envoy and so prints Envoy's texts.

Source: envoyproxy/gateway, internal/xds/translator/jwt.go.
"""

from __future__ import annotations

from forwhom.verifier import Basis, Recipe, Setting, Verifier
from forwhom.verifiers.envoy_jwt_authn import AUDIENCE, FAILURES, MESSAGES, ORDER, SPECIAL

VERIFIER = Verifier(
    id="envoy-gateway-securitypolicy",
    name="Envoy Gateway SecurityPolicy",
    kind="gateway",
    language="Go",
    versions="not recorded",
    builds_on="envoy-jwt-authn",
    basis=Basis.READ,
    sources=("envoyproxy/gateway, api/v1alpha1/jwt_types.go", "envoyproxy/gateway, internal/xds/translator/jwt.go"),
    aliases=("envoy-gateway",),
    hints=("envoy-gateway", "securitypolicy", "gateway.envoyproxy.io"),
    messages=MESSAGES,
    audience=AUDIENCE,
    order=ORDER,
    failures=FAILURES,
    special=SPECIAL,
    setting=Setting(name="audiences under jwt.providers of the SecurityPolicy", keys=("audiences",)),
    switch="failOpen: true lets a token with a wrong audience pass",
    recipe=Recipe(
        text="list the expected audiences in the provider of the SecurityPolicy",
        language="yaml",
        code="""\
apiVersion: gateway.envoyproxy.io/v1alpha1
kind: SecurityPolicy
metadata:
  name: orders-jwt
spec:
  targetRefs:
  - group: gateway.networking.k8s.io
    kind: HTTPRoute
    name: orders
  jwt:
    providers:
    - name: corp
      issuer: $issuer
      audiences: [$audiences]
      remoteJWKS:
        uri: https://idp.example/jwks.json
""",
    ),
    reveal="%RESPONSE_CODE_DETAILS% in the access log names the failed check: jwt_authn_access_denied",
    notes=(
        (
            "The texts, the comparison and the order of the checks are Envoy's: one scheme and one trailing slash are removed "
            "on both sides."
        ),
        "A provider takes at most eight audiences; without any, audiences are not validated.",
        "optional: true tolerates a missing token, not an invalid one.",
    ),
)
