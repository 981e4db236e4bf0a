"""lua-resty-openidc for OpenResty, on ID Tokens.

Source: zmartzone/lua-resty-openidc, lib/resty/openidc.lua
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier

MISMATCH = Message(
    template="token audience does not match: id_token.aud={found}, client_id={expected}",
    sample="[error] openidc.lua:873: openidc_validate_id_token(): token audience does not match: id_token.aud=orders-mobile, client_id=orders-web",
    codes=(
        "aud-mismatch",
        "aud-other-client",
    ),
    where="error log",
)
MISMATCH_LIST = Message(
    template="no match found token audience array: client_id={expected}",
    sample="[error] openidc.lua:864: openidc_validate_id_token(): no match found token audience array: client_id=orders-web",
    codes=(
        "aud-mismatch",
        "aud-other-client",
    ),
    where="error log",
)
MISSING = Message(
    template='no "aud" claim found in id_token',
    sample='[error] openidc.lua:855: openidc_validate_id_token(): no "aud" claim found in id_token',
    codes=("aud-missing",),
    where="error log",
)
GENERIC = Message(
    template="id_token validation failed",
    sample="id_token validation failed",
    codes=(
        "aud-mismatch",
        "iss-mismatch",
        "token-expired",
    ),
    check=Check.OTHER,
    note="The caller of authenticate() gets this for every refusal; the reason stands in the error log.",
)
ISSUER = Message(
    template='issuer "{issuer}" in id_token is not equal to the issuer from the discovery document "{expected_issuer}"',
    sample='[error] openidc.lua:812: openidc_validate_id_token(): issuer "https://idp.corp.example/" in id_token is not equal to the issuer from the discovery document "https://idp.corp.example"',
    codes=("iss-mismatch",),
    check=Check.ISSUER,
)
EXPIRED = Message(
    template="token expired: id_token.exp={exp}, ngx.time()={now}",
    sample="[error] openidc.lua:845: openidc_validate_id_token(): token expired: id_token.exp=1772615553, ngx.time()=1772619153",
    codes=("token-expired",),
    check=Check.EXPIRY,
)


def _table(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """Arrays and objects alike are tables, of which one value has to be the client id; false is an absent claim."""
    found = claims.get("aud", False)
    if found is False:
        return MISSING
    if found is None:
        return ACCEPT
    if not isinstance(found, list | dict):
        return None
    members = found.values() if isinstance(found, dict) else found
    return ACCEPT if any(value in members for value in expectation.values) else MISMATCH_LIST


VERIFIER = Verifier(
    id="lua-resty-openidc",
    name="lua-resty-openidc",
    kind="library",
    language="Lua",
    versions="not recorded",
    basis=Basis.READ,
    sources=("zmartzone/lua-resty-openidc, lib/resty/openidc.lua",),
    hints=(
        "openidc.lua",
        "resty.openidc",
        "openidc",
    ),
    messages=(
        MISMATCH,
        MISMATCH_LIST,
        MISSING,
        GENERIC,
        ISSUER,
        EXPIRED,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISMATCH,
        unset_malformed=ACCEPT,
        absent=MISSING,
        null=ACCEPT,
        empty_string=COMPARE,
        empty_array=MISMATCH_LIST,
        number=ACCEPT,
        other=ACCEPT,
        mixed=MISMATCH_LIST,
        decide=_table,
    ),
    order=(Check.SIGNATURE, Check.ISSUER, Check.ISSUED_AT, Check.EXPIRY, Check.AUDIENCE),
    failures={
        Check.ISSUER: ISSUER,
        Check.EXPIRY: EXPIRED,
    },
    setting=Setting(name="client_id of the options", keys=("client_id",)),
    recipe=Recipe(
        text="set client_id to the audience of the ID Token",
        language="lua",
        code="""\
local res, err = require("resty.openidc").authenticate({
  client_id = $audience,
  client_secret = "SECRET",
  redirect_uri = "https://orders.corp.example/callback",
  discovery = "https://idp.example/.well-known/openid-configuration",
})
""",
    ),
    reveal="the error log of nginx at level error",
    notes=("An aud that is neither a string nor a table passes, null among them.",),
)
