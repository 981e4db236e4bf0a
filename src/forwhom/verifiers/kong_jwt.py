"""The jwt plugin of Kong Gateway, which never looks at the audience.

Source: Kong/kong, kong/plugins/jwt/handler.lua
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, Basis, Check, Message, Recipe, Setting, Verifier, alike

CLAIM_MISSING = Message(
    template="No mandatory '{claim}' in claims",
    sample="""\
HTTP/1.1 401 Unauthorized
server: kong/3.9.0

{"message":"No mandatory 'iss' in claims"}""",
    codes=(
        "iss-mismatch",
        "aud-missing",
    ),
    check=Check.KEY,
    status=401,
    note="The claim is the one that key_claim_name names, iss unless set; it serves to find the credential.",
)
CREDENTIAL_UNKNOWN = Message(
    template="No credentials found for given '{claim}'",
    sample='{"message":"No credentials found for given \'iss\'"}',
    codes=(
        "iss-mismatch",
        "aud-mismatch",
        "key-not-found",
    ),
    check=Check.KEY,
    status=401,
    note="No credential of Kong has the value of this claim as its key.",
)
CLAIM_INVALID = Message(
    template="Invalid '{claim}' in claims",
    sample='{"message":"Invalid \'iss\' in claims"}',
    codes=("iss-mismatch",),
    check=Check.KEY,
    status=401,
)
SIGNATURE = Message(
    template="Invalid signature",
    sample="""\
server: kong/3.9.0

{"message":"Invalid signature"}""",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    status=401,
)
ALGORITHM = Message(
    template="Invalid algorithm",
    sample="""\
server: kong/3.9.0

{"message":"Invalid algorithm"}""",
    codes=("alg-not-allowed",),
    check=Check.ALGORITHM,
    status=401,
)
EXPIRED = Message(
    template='{"exp":"token expired"}',
    sample="""\
HTTP/1.1 401 Unauthorized
server: kong/3.9.0

{"exp":"token expired"}""",
    codes=("token-expired",),
    check=Check.EXPIRY,
    status=401,
)
NOT_YET_VALID = Message(
    template='{"nbf":"token not valid yet"}',
    sample="""\
HTTP/1.1 401 Unauthorized
server: kong/3.9.0

{"nbf":"token not valid yet"}""",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    status=401,
)
MALFORMED = Message(
    template="Bad token; {detail}",
    sample="""\
server: kong/3.9.0

{"message":"Bad token; invalid JSON"}""",
    codes=(
        "token-malformed",
        "token-opaque",
    ),
    check=Check.STRUCTURE,
    status=401,
)

VERIFIER = Verifier(
    id="kong-jwt",
    name="Kong jwt plugin",
    kind="gateway",
    language="Lua",
    versions="not recorded",
    basis=Basis.READ,
    sources=("Kong/kong, kong/plugins/jwt/handler.lua, jwt_parser.lua, schema.lua",),
    aliases=("kong",),
    hints=(
        "kong",
        "key_claim_name",
        "x-kong",
    ),
    messages=(
        CLAIM_MISSING,
        CREDENTIAL_UNKNOWN,
        CLAIM_INVALID,
        SIGNATURE,
        ALGORITHM,
        EXPIRED,
        NOT_YET_VALID,
        MALFORMED,
    ),
    audience=alike(ACCEPT, empty_string=ACCEPT),
    order=(
        Check.STRUCTURE,
        Check.KEY,
        Check.ALGORITHM,
        Check.SIGNATURE,
        Check.EXPIRY,
        Check.NOT_BEFORE,
    ),
    failures={
        Check.STRUCTURE: MALFORMED,
        Check.KEY: CREDENTIAL_UNKNOWN,
        Check.ALGORITHM: ALGORITHM,
        Check.SIGNATURE: SIGNATURE,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: NOT_YET_VALID,
    },
    setting=Setting(
        name="none: claims_to_verify takes only exp and nbf",
        keys=(
            "claims_to_verify",
            "key_claim_name",
        ),
    ),
    recipe=Recipe(
        text="validate the audience behind Kong, or with the openid-connect plugin",
        language="yaml",
        code="""\
plugins:
- name: openid-connect
  config:
    issuer: $issuer
    auth_methods: [bearer]
    audience_required: [$audiences]
""",
    ),
    reveal="the credentials of the consumer in Kong's Admin API, beside the claim of the token that key_claim_name names",
    notes=(
        "A request without a token is answered with Unauthorized.",
        "Where key_claim_name is aud, the audience only chooses the credential.",
        "The openid-connect plugin of Kong Enterprise validates the audience: a blank inside one entry of audience_required means both, separate entries mean either.",
    ),
)
