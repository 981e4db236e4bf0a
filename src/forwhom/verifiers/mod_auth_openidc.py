"""mod_auth_openidc, the OpenID Connect client module of Apache.

It compares in natural order: white space in a value is left out. The browser is shown one text whatever failed, and
Apache's error log tells the reason.

Source: OpenIDC/mod_auth_openidc, src/proto.c (oidc_proto_validate_aud_and_azp); Apache's apr_strnatcmp
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from forwhom.audience.audience import read
from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.audience.match import Comparison
from forwhom.jwt.json import JsonValue
from forwhom.token_kind import TokenKind
from forwhom.verifier import (
    COMPARE,
    AudienceRules,
    Basis,
    Check,
    Limit,
    Message,
    Outcome,
    Recipe,
    Seen,
    Setting,
    Verifier,
)

_LOG = "[auth_openidc:error] [pid 420:tid 427] src/proto.c(1087): [client 192.0.2.7:52114]"


def _natural(value: str) -> str:
    """The value without white space, but for a blank between two digits, which parts two numbers."""
    return re.sub(r"[ \t\n\v\f\r]+", "", re.sub(r"(?<=[0-9])[ \t\n\v\f\r]+(?=[0-9])", "\0", value))


def _equal(found: str, expected: str) -> bool:
    """Whether the two are the same as Apache orders them, which passes over white space."""
    return _natural(found) == _natural(expected)


NATURAL = Comparison("natural-order", "audience values exactly but for white space, which it leaves out", _equal)


def _escaped(value: str) -> str:
    """The value as Apache writes it into its log: the bytes beyond ASCII are escapes."""
    return "".join(
        chr(byte) if byte < _BEYOND_ASCII else f"\\x{byte:02x}" for byte in value.encode("utf-8", "surrogatepass")
    )


def _printed(claims: Mapping[str, JsonValue], expectation: Expectation) -> Mapping[str, str]:
    """The values in the notation of Apache's log."""
    return {
        "found": _escaped("".join(read(claims).values)),
        "expected": _escaped("".join(expectation.values)),
        "issuer": _escaped(str(claims.get("iss"))),
        "expected_issuer": _escaped("".join(expectation.issuers or ())),
    }


MISMATCH = Message(
    template='the configured client_id ({expected}) did not match the "aud" claim value ({found}) in the id_token',
    sample=f'{_LOG} oidc_proto_validate_aud_and_azp: the configured client_id (shop-web) did not match the "aud" claim value (shop-app) in the id_token',
    codes=("aud-other-client", "aud-mismatch", "aud-empty"),
    status=200,
    printed=_printed,
    where="Apache's error log",
)
LIST = Message(
    template='our configured client_id ({expected}) could not be found in the array of values for "aud" claim',
    sample=f'{_LOG} oidc_proto_validate_aud_and_azp: our configured client_id (shop-web) could not be found in the array of values for "aud" claim',
    codes=("aud-other-client", "aud-mismatch", "aud-empty"),
    status=200,
    printed=_printed,
    where="Apache's error log",
)
MISSING = Message(
    template='id_token JSON payload did not contain an "aud" claim',
    sample=f'{_LOG} oidc_proto_validate_aud_and_azp: id_token JSON payload did not contain an "aud" claim',
    codes=("aud-missing",),
    status=200,
    where="Apache's error log",
)
WRONG_TYPE = Message(
    template='id_token JSON payload "aud" claim is not a string nor an array',
    sample=f'{_LOG} oidc_proto_validate_aud_and_azp: id_token JSON payload "aud" claim is not a string nor an array',
    codes=("aud-wrong-type",),
    status=200,
    where="Apache's error log",
)
PARTY = Message(
    template='the "azp" claim ({party}) is present in the id_token, but is not equal to the configured client_id ({expected})',
    sample=f'{_LOG} oidc_proto_validate_aud_and_azp: the "azp" claim (shop-app) is present in the id_token, but is not equal to the configured client_id (shop-web)',
    codes=("aud-other-client",),
    check=Check.OTHER,
    status=200,
    where="Apache's error log",
    note="It stands before aud.",
    basis=Basis.READ,
)
SIGNATURE = Message(
    template="JWT signature verification failed: {detail}",
    sample=f"{_LOG} oidc_proto_jwt_verify: JWT signature verification failed: [src/jose.c:988: oidc_jwt_verify]: cjose_jws_verify failed: error:02000072:rsa routines::padding check failed [file: jws.c, function: _cjose_jws_verify_sig_rs, line: 968]",
    codes=("signature-invalid", "key-not-found"),
    check=Check.SIGNATURE,
    status=200,
    where="Apache's error log",
)
ISSUER = Message(
    template='requested issuer ({expected_issuer}) does not match received "iss" value in id_token ({issuer})',
    sample=f'{_LOG} oidc_proto_validate_jwt: requested issuer (https://login.example.com) does not match received "iss" value in id_token (https://sts.example.com)',
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    status=200,
    printed=_printed,
    where="Apache's error log",
)
NO_ISSUER = Message(
    template='JWT did not contain an "iss" string (requested value: {expected_issuer})',
    sample=f'{_LOG} oidc_proto_validate_jwt: JWT did not contain an "iss" string (requested value: https://login.example.com)',
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    status=200,
    printed=_printed,
    where="Apache's error log",
)
EXPIRED = Message(
    template='"exp" validation failure ({until}): JWT expired {seconds} seconds ago',
    sample=f'{_LOG} oidc_proto_validate_exp: "exp" validation failure (1772611953): JWT expired 3600 seconds ago',
    codes=("token-expired",),
    check=Check.EXPIRY,
    status=200,
    where="Apache's error log",
)
ISSUED_LATER = Message(
    template='"iat" validation failure ({moment}): JWT was issued more than {seconds} seconds in the future',
    sample=f'{_LOG} oidc_proto_validate_iat: "iat" validation failure (1772619153): JWT was issued more than 600 seconds in the future',
    codes=("token-not-yet-valid",),
    check=Check.ISSUED_AT,
    status=200,
    where="Apache's error log",
)
ISSUED_LONG_AGO = Message(
    template='"iat" validation failure ({moment}): JWT was issued more than {seconds} seconds ago',
    sample=f'{_LOG} oidc_proto_validate_iat: "iat" validation failure (1772611953): JWT was issued more than 600 seconds ago',
    codes=("token-expired",),
    check=Check.ISSUED_AT,
    status=200,
    where="Apache's error log",
    note="OIDCIDTokenIatSlack says how long ago a token may have been issued; ten minutes, if it says nothing.",
)
NOT_SET = Message(
    template="mandatory parameter 'OIDCClientID' is not set",
    sample="[auth_openidc:error] [pid 420:tid 420] oidc_check_config_error: mandatory parameter 'OIDCClientID' is not set",
    codes=("audience-not-configured",),
    check=Check.CONFIGURATION,
    where="Apache's error log; it does not start",
)
NO_LIST = Message(
    template="OIDCClientID takes one argument, Client identifier used in calls to OpenID Connect OP.",
    sample="""\
AH00526: Syntax error on line 31 of /etc/apache2/sites-enabled/shop.conf:
OIDCClientID takes one argument, Client identifier used in calls to OpenID Connect OP.""",
    codes=("audience-not-configured", "audience-setting-unresolved"),
    check=Check.CONFIGURATION,
    where="Apache's standard error; it does not start",
    note="The client id is an empty string, as an unset variable leaves it, or there are several.",
)
PAGE = Message(
    template="OpenID Connect Provider error: Error in handling response type.",
    sample="<p>Error: <pre>OpenID Connect Provider error: Error in handling response type.</pre></p>",
    codes=("aud-other-client", "aud-mismatch", "token-expired", "iss-mismatch", "signature-invalid"),
    check=Check.OTHER,
    status=200,
    where="the page in the browser, with HTTP 200",
    note="It is shown whatever is wrong with the ID Token; Apache's error log says what.",
)
_BEYOND_ASCII = 0x80
_SLACK = 600
_DAY = 86_400


def _decide(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """A list without the client id has a text of its own."""
    if not isinstance(claims.get("aud"), list) or expectation.audiences is NONE_CONFIGURED:
        return None
    return None if any(_equal(one, other) for one in read(claims).values for other in expectation.values) else LIST


def _configuration(_claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """Without a client id, or with several, Apache does not start."""
    if expectation.audiences is NONE_CONFIGURED:
        return NOT_SET
    return NO_LIST if expectation.values == ("",) or len(expectation.values) > 1 else None


def _issuer(claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """An absent issuer has a text of its own; one slash at the end makes no difference."""
    if expectation.issuers is None:
        return None
    found = claims.get("iss")
    if not isinstance(found, str):
        return NO_ISSUER
    return None if found.removesuffix("/") in {one.removesuffix("/") for one in expectation.issuers} else ISSUER


def _issued(claims: Mapping[str, JsonValue], _expectation: Expectation, now: float | None) -> Message | None:
    """Too far from now on either side; how far is a setting, and a day is beyond any usual one."""
    issued = claims.get("iat")
    if not isinstance(issued, int) or now is None:
        return None
    return ISSUED_LATER if issued > now + _SLACK else ISSUED_LONG_AGO if issued < now - _DAY else None


VERIFIER = Verifier(
    id="mod-auth-openidc",
    name="mod_auth_openidc",
    kind="gateway",
    language="C",
    versions="2.4.12.3",
    basis=Basis.OBSERVED,
    sources=(
        "mod_auth_openidc 2.4.12.3 of Debian 12 in Apache 2.4, run with an ID Token in the answer to a login",
        "OpenIDC/mod_auth_openidc, src/proto.c (oidc_proto_validate_aud_and_azp, oidc_proto_validate_jwt)",
    ),
    aliases=("auth-openidc",),
    hints=("auth_openidc", "mod_auth_openidc", "oidc_proto"),
    messages=(
        MISMATCH,
        LIST,
        MISSING,
        WRONG_TYPE,
        PARTY,
        SIGNATURE,
        ISSUER,
        NO_ISSUER,
        EXPIRED,
        ISSUED_LATER,
        ISSUED_LONG_AGO,
        NOT_SET,
        NO_LIST,
        PAGE,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=NOT_SET,
        unset_blank=NOT_SET,
        unset_malformed=NOT_SET,
        absent=MISSING,
        null=WRONG_TYPE,
        empty_string=COMPARE,
        empty_setting=NO_LIST,
        empty_array=LIST,
        number=WRONG_TYPE,
        other=WRONG_TYPE,
        mixed=COMPARE,
        several=NO_LIST,
        compare=NATURAL,
        decide=_decide,
    ),
    order=(
        Check.CONFIGURATION,
        Check.SIGNATURE,
        Check.ISSUER,
        Check.EXPIRY,
        Check.ISSUED_AT,
        Check.OTHER,
        Check.AUDIENCE,
    ),
    failures={
        Check.CONFIGURATION: NOT_SET,
        Check.SIGNATURE: SIGNATURE,
        Check.ISSUER: ISSUER,
        Check.EXPIRY: EXPIRED,
        Check.ISSUED_AT: ISSUED_LATER,
        Check.OTHER: PARTY,
    },
    special={Check.CONFIGURATION: _configuration, Check.ISSUER: _issuer, Check.ISSUED_AT: _issued},
    takes=TokenKind.ID_TOKEN,
    setting=Setting(name="OIDCClientID", keys=("OIDCClientID",)),
    recipe=Recipe(
        text="set the client id that the ID Token names",
        language="apache",
        code="""\
OIDCClientID $audience
""",
    ),
    reveal="both values stand in Apache's error log, not in the page that the browser shows",
    limits=(
        Limit(
            text="White space in a value is left out before it is compared: an aud with a blank at its end passes. Later "
            "versions compare exactly, as read.",
            seen=Seen.ACCEPTED,
            versions="2.4.12.3",
            symptom="aud-stray-characters",
            source="mod_auth_openidc 2.4.12.3, run",
        ),
    ),
    notes=(
        "As a resource server (AuthType oauth20) no audience is compared: a Require claim aud:... has to name it.",
        "A token is refused ten minutes after iat, unless OIDCIDTokenIatSlack says otherwise; nbf is not looked at.",
        "A client has one id: with several Apache does not start.",
        "exp, iat and sub have to be there.",
    ),
)
