"""Ory Hydra and fosite, on the audiences that a client asks for; no token is issued otherwise.

Source: ory/fosite, audience_strategy.go
"""

from __future__ import annotations

from forwhom.finding import Party
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Combine, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="Requested audience '{found}' has not been whitelisted by the OAuth 2.0 Client.",
    sample='{"error":"invalid_request","error_description":"The request is missing a required parameter. Requested audience \'https://api.corp.example/orders\' has not been whitelisted by the OAuth 2.0 Client."}',
    codes=(
        "resource-not-registered",
        "audience-not-requested",
    ),
    status=400,
    note="The client's registration does not list the audience that it asks for.",
)
MALFORMED = Message(
    template="Unable to parse requested audience '{found}'.",
    sample="Unable to parse requested audience 'https://api.corp.example/%zz'.",
    codes=("aud-not-a-uri",),
    status=400,
)

VERIFIER = Verifier(
    id="ory-fosite",
    name="Ory Hydra",
    kind="infrastructure",
    language="Go",
    versions="not recorded",
    basis=Basis.READ,
    sources=("ory/fosite, audience_strategy.go",),
    aliases=(
        "ory-hydra",
        "hydra",
        "fosite",
    ),
    hints=(
        "hydra",
        "fosite",
        "oauth 2.0 client",
    ),
    messages=(
        MISMATCH,
        MALFORMED,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=ACCEPT,
        unset_malformed=MISMATCH,
        absent=ACCEPT,
        null=ACCEPT,
        empty_string=COMPARE,
        empty_array=ACCEPT,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
        combine=Combine.ALL,
    ),
    order=(Check.AUDIENCE,),
    setting=Setting(
        name="audience of the client",
        keys=(
            "audience",
            "audiences",
        ),
    ),
    recipe=Recipe(
        text="register the audience with the client",
        language="shell",
        code="""\
hydra update oauth2-client CLIENT_ID --audience $audience
""",
        party=Party.AUTHORIZATION_SERVER,
    ),
    reveal="oauth2.expose_internal_errors of Hydra while testing",
    notes=("Every requested value has to be listed; by default a path below a listed one counts as listed.",),
    inferred=(
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "unset_malformed",
        "order",
    ),
)
