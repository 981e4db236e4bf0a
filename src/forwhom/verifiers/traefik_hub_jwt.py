"""The JWT middleware of Traefik Hub, which looks at aud only where an expression over the claims says so.

Source: Traefik documentation, JWT middleware
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, COMPARE, REFUSE, Basis, Check, Limit, Recipe, Seen, Setting, Verifier, alike

VERIFIER = Verifier(
    id="traefik-hub-jwt",
    name="Traefik Hub JWT middleware",
    kind="gateway",
    language="Go",
    versions="as documented, date not recorded",
    basis=Basis.DOCUMENTED,
    sources=("traefik/traefik, docs/content/reference/routing-configuration/http/middlewares/jwt.md",),
    aliases=("traefik", "traefik-hub"),
    hints=("traefik", "jwksurl", "plugin.jwt"),
    messages=(),
    audience=alike(REFUSE, unset=ACCEPT, mixed=COMPARE),
    order=(Check.STRUCTURE, Check.SIGNATURE, Check.EXPIRY, Check.NOT_BEFORE, Check.ISSUED_AT, Check.AUDIENCE),
    failures={
        Check.STRUCTURE: REFUSE,
        Check.SIGNATURE: REFUSE,
        Check.EXPIRY: REFUSE,
        Check.NOT_BEFORE: REFUSE,
        Check.ISSUED_AT: REFUSE,
    },
    setting=Setting(name="claims of the middleware, an expression", keys=("claims", "plugin.jwt.claims")),
    switch="no claims expression, which is the default: any audience passes",
    recipe=Recipe(
        text="compare aud in the claims expression, as the one string or as an entry of the list",
        language="yaml",
        code="""\
apiVersion: traefik.io/v1alpha1
kind: Middleware
metadata:
  name: jwt
spec:
  plugin:
    jwt:
      jwksUrl: https://idp.example/jwks.json
      claims: >-
        Equals(`iss`, `$issuer`) && (Equals(`aud`, `$audience`) || OneOf(`aud`, `$audience`))
""",
    ),
    limits=(
        Limit(
            text="Contains on an aud that is a string looks for a part of it: `orders-api` also fits `old-orders-api-v2`. "
            "Equals compares a string, OneOf an array.",
            seen=Seen.ACCEPTED,
            symptom="aud-mismatch",
            source="traefik/traefik, docs/content/reference/routing-configuration/http/middlewares/jwt.md",
        ),
    ),
    reveal="the log of Traefik Hub at level DEBUG",
    notes=(
        "Traefik itself, without Hub, has no such middleware: there it is a plugin or forwardAuth, with texts of its own.",
        "Without claims only the signature, exp, nbf and iat are checked.",
        "The text of a refusal is not documented.",
    ),
    inferred=("order", "null", "empty_string", "empty_array", "number", "other", "mixed", "unset_malformed"),
)
