"""Gloo Gateway's JWT option, which hands its list of audiences to Envoy and so prints Envoy's texts.

Source: solo-io/gloo, projects/gloo/api/v1/enterprise/options/jwt/jwt.proto.
"""

from __future__ import annotations

from forwhom.verifier import Basis, Recipe, Setting, Verifier
from forwhom.verifiers.envoy_jwt_authn import AUDIENCE, FAILURES, MESSAGES, ORDER, SPECIAL

VERIFIER = Verifier(
    id="gloo-jwt",
    name="Gloo Gateway JWT",
    kind="gateway",
    language="Go",
    versions="not recorded",
    builds_on="envoy-jwt-authn",
    basis=Basis.READ,
    sources=(
        "solo-io/gloo, projects/gloo/api/v1/enterprise/options/jwt/jwt.proto",
        "solo-io/gloo, changelog/v1.22.0-beta4/jwt-aud-validation.yaml",
    ),
    aliases=("gloo",),
    hints=("gloo", "solo.io"),
    messages=MESSAGES,
    audience=AUDIENCE,
    order=ORDER,
    failures=FAILURES,
    special=SPECIAL,
    setting=Setting(name="audiences of the provider under jwt", keys=("audiences",)),
    switch="a provider without audiences: any audience passes",
    recipe=Recipe(
        text="list the expected audiences in the provider of the JWT option",
        language="yaml",
        code="""\
options:
  jwt:
    providers:
      corp:
        issuer: $issuer
        audiences: [$audiences]
        jwks:
          remote:
            url: https://idp.example/jwks.json
            upstreamRef: {name: idp, namespace: gloo-system}
""",
    ),
    reveal="%RESPONSE_CODE_DETAILS% in the access log names the failed check: jwt_authn_access_denied",
    notes=(
        "That the texts are Envoy's follows from its design; they were not seen in its own tree.",
        "JwtValidation.audiences of its external authorization, from 1.22, is a check of its own.",
    ),
)
