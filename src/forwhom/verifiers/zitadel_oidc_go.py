"""zitadel/oidc, the Go library inside ZITADEL and of many clients.

Source: zitadel/oidc, pkg/oidc/verifier.go and its tests
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="audience is not valid: Audience must contain client_id {expected}",
    sample='{"error":"invalid_grant","error_description":"audience is not valid: Audience must contain client_id \\"https://id.example.com/\\""}',
    codes=("aud-other-client", "aud-mismatch"),
    expected_as=Listing.JSON,
)
ISSUER = Message(
    template="issuer does not match: Expected: {expected_issuer}, got: {issuer}",
    sample="issuer does not match: Expected: https://id.example.com, got: https://id.example.com:443",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
)
APP = Message(
    template="invalid audience (APP-Zxfako)",
    sample="invalid audience (APP-Zxfako)",
    codes=("aud-mismatch",),
    where="answer of an API of ZITADEL",
    basis=Basis.REPORTED,
    note="The project or the API that is called is not in the scopes of the request: add urn:zitadel:iam:org:project:id:zitadel:aud.",
)

VERIFIER = Verifier(
    id="zitadel-oidc-go",
    name="zitadel/oidc",
    kind="library",
    language="Go",
    versions="2 and 3, as read",
    basis=Basis.READ,
    sources=("zitadel/oidc, pkg/oidc/verifier.go and its tests", "zitadel/zitadel, pull request 5956"),
    aliases=("zitadel",),
    hints=("zitadel", "app-zxfako"),
    messages=(MISMATCH, ISSUER, APP),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISMATCH,
        unset_malformed=MISMATCH,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
    ),
    order=(Check.ISSUER, Check.AUDIENCE, Check.OTHER, Check.SIGNATURE, Check.EXPIRY),
    failures={Check.ISSUER: ISSUER},
    setting=Setting(
        name="client id of the relying party; for an assertion, the issuer", keys=("clientID", "client_id", "audience")
    ),
    recipe=Recipe(
        text="let aud name the client, or in an assertion the issuer with its port",
        language="go",
        code="""\
provider, err := rp.NewRelyingPartyOIDC(ctx, $issuer, $audience, secret, redirect, scopes)
""",
    ),
    notes=("In a JWT profile assertion the audience is the issuer of ZITADEL, scheme and port included.",),
    inferred=(
        "unset",
        "unset_blank",
        "unset_malformed",
        "absent",
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "order",
    ),
)
