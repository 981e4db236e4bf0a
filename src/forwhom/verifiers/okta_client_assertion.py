"""Okta on the assertions with which clients authenticate: the audience is the endpoint that is called.

Source: public reports that quote responses of Okta
"""

from __future__ import annotations

from forwhom.finding import Party
from forwhom.verifier import Basis, Check, Message, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="The audience claim for client_assertion must be the endpoint invoked for the request",
    sample='{"error":"invalid_client","error_description":"The audience claim for client_assertion must be the endpoint invoked for the request."}',
    codes=(
        "aud-mismatch",
        "aud-path-differs",
    ),
    status=401,
)

VERIFIER = Verifier(
    id="okta-client-assertion",
    name="Okta client authentication",
    kind="cloud",
    versions="as reported, version not recorded",
    basis=Basis.REPORTED,
    sources=("public reports that quote invalid_client of Okta",),
    hints=(
        "okta",
        "client_assertion",
        "invalid_client",
    ),
    messages=(MISMATCH,),
    audience=alike(MISMATCH),
    order=(
        Check.AUDIENCE,
        Check.SIGNATURE,
        Check.EXPIRY,
    ),
    setting=Setting(
        name="aud of the assertion",
        keys=(
            "aud",
            "audience",
        ),
    ),
    recipe=Recipe(
        text="name the token endpoint in aud of the assertion",
        language="json",
        code="""\
{"iss": "CLIENT_ID", "sub": "CLIENT_ID", "aud": $audience, "jti": "a new one each time", "exp": 1772615553}
""",
        party=Party.CLIENT,
    ),
    reveal="the System Log of the org",
    notes=(
        "It is the address of the endpoint, such as https://corp.okta.com/oauth2/default/v1/token, not the issuer; Keycloak wants the reverse.",
    ),
    inferred=(
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "unset_malformed",
        "unset",
        "unset_blank",
        "order",
    ),
)
