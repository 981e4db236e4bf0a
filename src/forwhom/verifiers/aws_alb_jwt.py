"""The JWT verification of AWS Application Load Balancers, to which aud is one additional claim among others.

Source: Elastic Load Balancing documentation, "Verify JWTs using an Application Load Balancer"
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, REFUSE, Basis, Check, Limit, Recipe, Seen, Setting, Verifier, alike

VERIFIER = Verifier(
    id="aws-alb-jwt",
    name="AWS Application Load Balancer JWT verification",
    kind="cloud",
    versions="as documented, date not recorded",
    basis=Basis.DOCUMENTED,
    sources=("Elastic Load Balancing, Application Load Balancers, listener-verify-jwt",),
    aliases=("aws-alb", "alb"),
    hints=("awselb", "application load balancer", "jwt-validation"),
    messages=(),
    audience=alike(REFUSE, unset=ACCEPT),
    order=(Check.STRUCTURE, Check.SIGNATURE, Check.ISSUER, Check.EXPIRY, Check.NOT_BEFORE, Check.AUDIENCE),
    failures={
        Check.STRUCTURE: REFUSE,
        Check.SIGNATURE: REFUSE,
        Check.ISSUER: REFUSE,
        Check.EXPIRY: REFUSE,
        Check.NOT_BEFORE: REFUSE,
    },
    setting=Setting(
        name="additional claim aud of the action that validates the token",
        keys=("additionalclaims", "jwtvalidationactionadditionalclaim"),
    ),
    switch="no additional claim aud: any audience passes",
    recipe=Recipe(
        text="add aud to the additional claims, in the format in which the authorization server writes it",
        language="json",
        code="""\
{
  "Type": "jwt-validation",
  "JwtValidationConfig": {
    "JwksEndpoint": "https://idp.example/jwks.json",
    "Issuer": $issuer,
    "AdditionalClaims": [{"Format": "string-array", "Name": "aud", "Values": [$audiences]}]
  }
}
""",
    ),
    limits=(
        Limit(
            text="Each additional claim has one format: a rule for a single string does not fit a list, nor the reverse.",
            seen=Seen.REFUSED,
            symptom="aud-list-shape",
            source="Elastic Load Balancing, Application Load Balancers, listener-verify-jwt",
        ),
        Limit(
            text="Only RS256 is supported, at most ten keys and 150 KB of JWK Set.",
            seen=Seen.REFUSED,
            symptom="alg-not-allowed",
            source="Elastic Load Balancing, Application Load Balancers, listener-verify-jwt",
        ),
    ),
    reveal="the access log of the load balancer, fields actions_executed and error_reason",
    notes=(
        "The text and the status of a refusal are not documented: the request is rejected.",
        "A token that the load balancer itself signed (x-amzn-oidc-data) has no aud: its header names client and signer instead.",
    ),
    inferred=(
        "order",
        "compare",
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "unset_malformed",
    ),
)
