"""zitadel/oidc, the Go library inside ZITADEL and of many clients.

Source: zitadel/oidc, pkg/oidc/verifier.go and its tests
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import read
from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.verifier import REFUSE, Basis, Check, Message, Recipe, Setting, Verifier, alike

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


def _printed(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Mapping[str, str]:
    """The authorized party of the token."""
    return {"party": str(claims.get("azp"))}


PARTY_MISSING = Message(
    template="authorized party is not set. If Token is valid for multiple audiences, azp must not be empty",
    sample="authorized party is not set. If Token is valid for multiple audiences, azp must not be empty",
    codes=("aud-other-client",),
    check=Check.OTHER,
)
PARTY = Message(
    template='authorized party is not valid: azp "{party}" must be equal to client_id "{expected}"',
    printed=_printed,
    sample='authorized party is not valid: authorized party is not valid: azp "orders-web" must be equal to client_id "shop"',
    codes=("aud-other-client",),
    check=Check.OTHER,
)
SIGNATURE = Message(
    template="invalid signature ({detail})",
    sample="zitadel/oidc: invalid signature (error verifying signature)",
    codes=("signature-invalid", "key-not-found"),
    check=Check.SIGNATURE,
    common=True,
)
EXPIRED = Message(
    template="token has expired",
    sample="zitadel/oidc: token has expired",
    codes=("token-expired",),
    check=Check.EXPIRY,
    common=True,
)


def _party(claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """Several audiences want azp; where azp stands, it is the client."""
    party = claims.get("azp")
    if not party:
        return PARTY_MISSING if len(read(claims).values) > 1 else None
    return None if not expectation.values or party == expectation.values[0] else PARTY


VERIFIER = Verifier(
    id="zitadel-oidc-go",
    name="zitadel/oidc",
    kind="library",
    language="Go",
    versions="2 and 3, as read",
    basis=Basis.READ,
    sources=(
        "zitadel/oidc, pkg/oidc/verifier.go, pkg/oidc/types.go, pkg/client/rp/verifier.go",
        "zitadel/zitadel, pull request 5956",
    ),
    aliases=("zitadel",),
    hints=("zitadel", "app-zxfako"),
    messages=(MISMATCH, ISSUER, PARTY_MISSING, PARTY, SIGNATURE, EXPIRED, APP),
    audience=alike(MISMATCH, mixed=REFUSE),
    order=(Check.ISSUER, Check.AUDIENCE, Check.OTHER, Check.SIGNATURE, Check.EXPIRY, Check.ISSUED_AT),
    failures={Check.ISSUER: ISSUER, Check.SIGNATURE: SIGNATURE, Check.EXPIRY: EXPIRED},
    special={Check.OTHER: _party},
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
    notes=(
        "A member of the array that is no string makes it panic.",
        "In a JWT profile assertion the audience is the issuer of ZITADEL, scheme and port included.",
    ),
)
