"""Supabase Auth (GoTrue), on ID Tokens of other providers and on its own access tokens.

Source: supabase/auth, internal/api/token_oidc.go
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier
from forwhom.verifiers import go_oidc_v3

MISMATCH = Message(
    template="Unacceptable audience in id_token: [{found}]",
    sample="AuthApiError: Unacceptable audience in id_token: [com.example.shop.dev]",
    codes=(
        "aud-other-client",
        "aud-mismatch",
    ),
    status=400,
    found_as=Listing.BLANK,
)
UNNAMED = Message(
    template="invalid request: Unacceptable audience in id_token",
    sample='{"component":"api","error":"invalid request: Unacceptable audience in id_token","level":"info","method":"POST","path":"/token"}',
    codes=("aud-other-client", "aud-mismatch"),
    status=400,
    versions="before June 2024",
    note="Only the provider's list of client ids and the token itself tell the two values; later versions print the audience found.",
    basis=Basis.REPORTED,
)
FIRST_AUDIENCE = Message(
    template="Token audience doesn't match request audience",
    sample='{"code":400,"error_code":"validation_failed","msg":"Token audience doesn\'t match request audience"}',
    codes=(
        "aud-mismatch",
        "aud-missing",
    ),
    status=400,
    note="The first audience of the token is compared with the header X-JWT-AUD, so it is printed when that header is sent or the token names none; in identity.go with HTTP 403 and unexpected_audience.",
)
CUSTOM_PROVIDER = Message(
    template="token audience [{found}] does not match any acceptable client ID",
    sample="token audience [orders-mobile] does not match any acceptable client ID",
    codes=(
        "aud-other-client",
        "aud-mismatch",
    ),
    found_as=Listing.BLANK,
)
ID_TOKEN = Message(
    template="Bad ID token",
    sample="AuthApiError: Bad ID token",
    codes=(
        "signature-invalid",
        "iss-mismatch",
        "token-expired",
    ),
    check=Check.SIGNATURE,
    status=400,
)
BAD_JWT = Message(
    template="invalid JWT: unable to parse or verify signature, {detail}",
    sample='{"code":403,"error_code":"bad_jwt","msg":"invalid JWT: unable to parse or verify signature, token has invalid claims: token is expired"}',
    codes=(
        "signature-invalid",
        "token-expired",
        "token-malformed",
    ),
    check=Check.SIGNATURE,
    status=403,
)
NONCE = Message(
    template="Nonces mismatch",
    sample="AuthApiError: Nonces mismatch",
    codes=(),
    check=Check.OTHER,
    status=400,
    note="The nonce is compared after the audience.",
)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """What go-oidc cannot read is a bad token; an empty client ID counts for nothing."""
    found = go_oidc_v3.members(claims)
    if found is None:
        return ID_TOKEN
    return ACCEPT if any(value and value in found for value in expectation.values) else MISMATCH


VERIFIER = Verifier(
    id="supabase-auth",
    name="Supabase Auth",
    kind="cloud",
    language="Go",
    versions="not recorded",
    basis=Basis.READ,
    sources=(
        "supabase/auth, internal/api/token_oidc.go; coreos/go-oidc, oidc/verify.go",
        "supabase/auth, internal/api/user.go, identity.go, helpers.go",
        "supabase/auth, internal/api/provider/custom_oauth.go",
        "supabase/auth, pull request 1606; supabase/supabase-swift, issue 105",
    ),
    aliases=(
        "supabase",
        "gotrue",
    ),
    hints=(
        "supabase",
        "gotrue",
        "signinwithidtoken",
        "authapierror",
    ),
    messages=(
        MISMATCH,
        UNNAMED,
        FIRST_AUDIENCE,
        CUSTOM_PROVIDER,
        ID_TOKEN,
        BAD_JWT,
        NONCE,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISMATCH,
        unset_malformed=ID_TOKEN,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=ID_TOKEN,
        other=ID_TOKEN,
        mixed=ID_TOKEN,
        decide=_audience,
    ),
    order=(
        Check.SIGNATURE,
        Check.SUBJECT,
        Check.AUDIENCE,
        Check.OTHER,
    ),
    failures={
        Check.SIGNATURE: ID_TOKEN,
        Check.OTHER: NONCE,
    },
    setting=Setting(
        name="client IDs of the provider, separated by commas",
        keys=(
            "client_id",
            "GOTRUE_EXTERNAL_GOOGLE_CLIENT_ID",
            "authorized_client_ids",
            "GOTRUE_JWT_AUD",
            "additional_client_ids",
        ),
    ),
    recipe=Recipe(
        text="list every client ID whose ID Tokens are accepted",
        language="shell",
        code="""\
GOTRUE_EXTERNAL_GOOGLE_CLIENT_ID=$audience
""",
    ),
    reveal="the Auth logs of the project",
    notes=(
        "Web, iOS and Android clients have client IDs of their own; the setting takes all of them.",
        "Its own access tokens carry GOTRUE_JWT_AUD, which is authenticated unless set.",
    ),
)
