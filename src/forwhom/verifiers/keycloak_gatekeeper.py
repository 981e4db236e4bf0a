"""Keycloak Gatekeeper and Louketo, with the first generation of go-oidc: the client id has to be in aud.

Source: coreos/go-oidc, oidc/verification.go of the first generation.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import Shape, read
from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier

_FRAME = 'unable to verify the id token\t{{"error": "oidc: JWT claims invalid: {}"}}'

MISMATCH = Message(
    template="invalid claims, 'aud' claim and 'client_id' do not match, aud={found}, client_id={expected}",
    sample=_FRAME.format("invalid claims, 'aud' claim and 'client_id' do not match, aud=account, client_id=gatekeeper"),
    codes=("aud-mismatch", "aud-provider-default", "aud-other-client"),
    status=403,
    where="log",
)
MISMATCH_LIST = Message(
    template="invalid claims, cannot find 'client_id' in 'aud' claim, aud={found}, client_id={expected}",
    sample=_FRAME.format(
        "invalid claims, cannot find 'client_id' in 'aud' claim, aud=[shop account], client_id=gatekeeper"
    ),
    codes=("aud-mismatch", "aud-provider-default", "aud-other-client"),
    found_as=Listing.GO_PLAIN,
    nothing=("[]",),
    status=403,
    where="log",
    note="Keycloak puts the client id into aud only with an audience mapper.",
)
MISSING = Message(
    template="invalid claim value: 'aud' is required, and should be either string or string array",
    sample=_FRAME.format("invalid claim value: 'aud' is required, and should be either string or string array"),
    codes=("aud-missing", "aud-wrong-type"),
    status=403,
    where="log",
)
ISSUER = Message(
    template="invalid claim value: 'iss'. expected={expected_issuer}, found={issuer}.",
    sample=_FRAME.format(
        "invalid claim value: 'iss'. expected=https://id.acme.example, found=https://id.acme.example/."
    ),
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    status=403,
    where="log",
)
EXPIRED = Message(
    template="oidc: JWT claims invalid: token is expired",
    sample=_FRAME.format("token is expired"),
    codes=("token-expired",),
    check=Check.EXPIRY,
    status=403,
    where="log",
)
SIGNATURE = Message(
    template="oidc: unable to verify JWT signature: no matching keys",
    sample="oidc: unable to verify JWT signature: no matching keys",
    codes=("signature-invalid", "key-not-found"),
    check=Check.SIGNATURE,
    status=403,
    where="log",
)


def _one_or_many(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """An array has a text of its own."""
    audience = read(claims)
    if audience.shape is not Shape.ARRAY or not set(audience.values).isdisjoint(expectation.values):
        return None
    return MISMATCH_LIST


VERIFIER = Verifier(
    id="keycloak-gatekeeper",
    name="Keycloak Gatekeeper / Louketo Proxy",
    kind="infrastructure",
    language="Go",
    versions="with coreos/go-oidc of the first generation",
    basis=Basis.READ,
    sources=(
        "coreos/go-oidc, oidc/verification.go and jose/claims.go of the first generation",
        "gabibbo97/charts, issue 9",
    ),
    aliases=("louketo-proxy", "gogatekeeper", "go-oidc-v1"),
    hints=("gatekeeper", "louketo", "unable to verify the id token"),
    messages=(MISMATCH, MISMATCH_LIST, MISSING, ISSUER, EXPIRED, SIGNATURE),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISSING,
        unset_malformed=MISSING,
        absent=MISSING,
        null=MISSING,
        empty_string=COMPARE,
        empty_array=MISMATCH_LIST,
        number=MISSING,
        other=MISSING,
        mixed=MISSING,
        decide=_one_or_many,
    ),
    order=(Check.EXPIRY, Check.ISSUER, Check.AUDIENCE, Check.SIGNATURE),
    failures={
        Check.EXPIRY: EXPIRED,
        Check.ISSUER: ISSUER,
        Check.SIGNATURE: SIGNATURE,
    },
    setting=Setting(name="client-id", keys=("client-id", "client_id")),
    recipe=Recipe(
        text="give the client id that the tokens name; there is no other audience",
        language="yaml",
        code="""\
discovery-url: $issuer
client-id: $audience
""",
    ),
    notes=("The claims are validated before the signature.", "With skip-client-id later releases leave aud alone."),
)
