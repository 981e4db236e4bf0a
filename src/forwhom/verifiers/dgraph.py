"""Dgraph's GraphQL authorization by JWT.

Source: dgraph-io/dgraph, graphql/authorization/auth.go and its tests
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier

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

MALFORMED = Message(
    template="unable to parse jwt token:{detail}",
    sample="couldn't rewrite query queryMessage because unable to parse jwt token:token is expired by 5h49m46.236018623s",
    codes=("token-malformed", "aud-wrong-type", "token-expired", "signature-invalid"),
    check=Check.STRUCTURE,
)


def _blank(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """An empty string is an audience, also where none is expected."""
    return UNSET if claims.get("aud") == "" and expectation.audiences is NONE_CONFIGURED else None


VERIFIER = Verifier(
    id="dgraph",
    name="Dgraph",
    kind="infrastructure",
    language="Go",
    versions="20.07 to 23, as read",
    basis=Basis.READ,
    sources=("dgraph-io/dgraph, graphql/authorization/auth.go and its tests", "golang-jwt, as run in golang-jwt-v5"),
    hints=("dgraph", "couldn't rewrite"),
    messages=(MISMATCH, UNSET, MALFORMED, NO_TOKEN),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=UNSET,
        unset_blank=ACCEPT,
        unset_malformed=MALFORMED,
        absent=ACCEPT,
        null=ACCEPT,
        empty_string=COMPARE,
        empty_array=ACCEPT,
        number=MALFORMED,
        other=MALFORMED,
        mixed=MALFORMED,
        decide=_blank,
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
)
