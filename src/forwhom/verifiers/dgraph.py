"""Dgraph's GraphQL authorization by JWT.

Source: dgraph-io/dgraph, graphql/authorization/auth.go and its tests
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="JWT `aud` value doesn't match with the audience",
    sample="couldn't rewrite query queryMessage because JWT `aud` value doesn't match with the audience",
    codes=("aud-mismatch",),
)
UNSET = Message(
    template="audience value was expected but not provided",
    sample="couldn't rewrite query queryMessage because audience value was expected but not provided",
    codes=("audience-not-configured",),
    check=Check.CONFIGURATION,
    note="The token names an audience and the schema none.",
)

NO_TOKEN = Message(
    template="couldn't rewrite query {query} because a valid JWT is required but was not provided",
    sample="couldn't rewrite query queryContact because a valid JWT is required but was not provided",
    codes=("token-missing",),
    check=Check.STRUCTURE,
)

VERIFIER = Verifier(
    id="dgraph",
    name="Dgraph",
    kind="infrastructure",
    language="Go",
    versions="20.07 to 23, as read",
    basis=Basis.READ,
    sources=("dgraph-io/dgraph, graphql/authorization/auth.go and its tests",),
    hints=("dgraph", "couldn't rewrite"),
    messages=(MISMATCH, UNSET, NO_TOKEN),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=UNSET,
        unset_blank=ACCEPT,
        unset_malformed=MISMATCH,
        absent=ACCEPT,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
    ),
    order=(Check.STRUCTURE, Check.SIGNATURE, Check.EXPIRY, Check.AUDIENCE),
    setting=Setting(name="Audience in the Dgraph.Authorization line of the schema", keys=("Audience",)),
    recipe=Recipe(
        text="list the audience in the schema",
        language="json",
        code="""\
{"Header": "X-App-Auth", "Namespace": "https://shop.example/jwt/claims", "JWKURL": "https://idp.example.com/jwks.json", "Audience": [$audiences]}
""",
    ),
    inferred=(
        "unset_blank",
        "unset_malformed",
        "absent",
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
    ),
)
