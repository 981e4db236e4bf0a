"""The Ruby gem openid_connect, on which omniauth_openid_connect stands. No value is shown.

Source: nov/openid_connect, lib/openid_connect/response_object/id_token.rb.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import Shape, read
from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.token_kind import TokenKind
from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

_TOKEN = "OpenIDConnect::ResponseObject::IdToken::"

MISMATCH = Message(
    template="Invalid ID token: Audience does not match",
    sample="OpenIDConnect::ResponseObject::IdToken::InvalidAudience (Invalid ID token: Audience does not match)",
    codes=("aud-mismatch", "aud-other-client", "aud-wrong-type"),
    exception=f"{_TOKEN}InvalidAudience",
)
MISSING = Message(
    template="'aud' required.",
    sample="AttrRequired::AttrMissing ('aud' required.)",
    codes=("aud-missing", "aud-empty"),
    check=Check.PRESENCE,
    exception="AttrRequired::AttrMissing",
    note="An empty or null aud gets this text too; with other absent claims all stand before the word required.",
)
ISSUER = Message(
    template="Invalid ID token: Issuer does not match",
    sample="OpenIDConnect::ResponseObject::IdToken::InvalidIssuer (Invalid ID token: Issuer does not match)",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception=f"{_TOKEN}InvalidIssuer",
)
EXPIRED = Message(
    template="Invalid ID token: Expired token",
    sample="OpenIDConnect::ResponseObject::IdToken::ExpiredToken (Invalid ID token: Expired token)",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception=f"{_TOKEN}ExpiredToken",
)


SIGNATURE = Message(
    template="JSON::JWS::VerificationFailed",
    sample="JSON::JWS::VerificationFailed (JSON::JWS::VerificationFailed)",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception="JSON::JWS::VerificationFailed",
)


def _presence(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """A claim that is empty in any way counts as absent."""
    empty = {Shape.ABSENT, Shape.NULL, Shape.EMPTY_STRING, Shape.EMPTY_ARRAY}
    return MISSING if read(claims).shape in empty or claims.get("aud") == {} else None


VERIFIER = Verifier(
    id="ruby-openid-connect",
    name="openid_connect (Ruby gem)",
    kind="library",
    language="Ruby",
    versions="1.2.0",
    basis=Basis.OBSERVED,
    sources=(
        "openid_connect 1.2.0, run",
        "openid_connect 1.2.0, lib/openid_connect/response_object/id_token.rb",
        "nov/attr_required, lib/attr_required.rb",
    ),
    aliases=("openid-connect-ruby", "omniauth-openid-connect"),
    hints=("OpenIDConnect::", "openid_connect", "omniauth_openid_connect", "AttrRequired"),
    messages=(MISMATCH, MISSING, ISSUER, EXPIRED, SIGNATURE),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISSING,
        unset_malformed=MISMATCH,
        absent=MISSING,
        null=MISSING,
        empty_string=MISSING,
        empty_array=MISSING,
        number=MISMATCH,
        other=MISMATCH,
        mixed=COMPARE,
        several=MISMATCH,
    ),
    order=(Check.SIGNATURE, Check.PRESENCE, Check.EXPIRY, Check.ISSUER, Check.AUDIENCE),
    failures={Check.SIGNATURE: SIGNATURE, Check.PRESENCE: MISSING, Check.EXPIRY: EXPIRED, Check.ISSUER: ISSUER},
    special={Check.PRESENCE: _presence},
    takes=TokenKind.ID_TOKEN,
    setting=Setting(name="audience or client_id of verify!", keys=("client_id", "audience", "identifier")),
    recipe=Recipe(
        text="pass the client id to which the ID Token is issued to verify!",
        language="ruby",
        code="""\
id_token = OpenIDConnect::ResponseObject::IdToken.decode(token, key)
id_token.verify!(issuer: $issuer, client_id: $audience, nonce: nonce)
""",
    ),
    notes=(
        "audience wins over client_id when both are given.",
        "One audience can be expected; it may be one of an array's.",
    ),
)
