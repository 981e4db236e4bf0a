"""Envoy's HTTP filter jwt_authn, whose texts Istio, Envoy Gateway and ESPv2 print too.

It does not compare byte for byte, validates the audience before it verifies the signature, and answers HTTP 403 for the
audience, 401 for nearly everything else.

Source: envoyproxy/envoy, source/common/jwt/status.cc and source/extensions/filters/http/jwt_authn/authenticator.cc.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import Shape, read
from forwhom.audience.expectation import Expectation
from forwhom.audience.match import ENVOY
from forwhom.jwt.json import JsonValue
from forwhom.record import replace
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier

_RESPONSE = """\
HTTP/1.1 401 Unauthorized
www-authenticate: Bearer realm="https://orders.corp.example/v1/orders", error="invalid_token"

"""

MISMATCH = Message(
    template="Audiences in Jwt are not allowed",
    sample="""\
HTTP/1.1 403 Forbidden
www-authenticate: Bearer realm="https://orders.corp.example/v1/orders", error="invalid_token"
server: envoy

Audiences in Jwt are not allowed""",
    codes=("aud-mismatch", "aud-missing"),
    status=403,
    where="response body",
    note="The signature was not verified yet, so this text says nothing about the key; a token without aud gets it too.",
)
WRONG_TYPE = Message(
    template="Jwt payload [aud] field is not a string or string list",
    sample=_RESPONSE + "Jwt payload [aud] field is not a string or string list",
    codes=("aud-wrong-type",),
    status=401,
    where="response body",
    note="The claim is null, a number or an object, or an array that holds something other than a string.",
)
NO_TOKEN = Message(
    template="Jwt is missing",
    sample="""\
HTTP/1.1 401 Unauthorized
www-authenticate: Bearer realm="https://orders.corp.example/v1/orders"

Jwt is missing""",
    codes=("token-missing",),
    check=Check.STRUCTURE,
    status=401,
    where="response body",
    note="The request carried no token where this filter looks for one.",
)
ISSUER = Message(
    template="Jwt issuer is not configured",
    sample=_RESPONSE + "Jwt issuer is not configured",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    status=401,
    where="response body",
    note="The issuer is validated before the expiry and the audience, so it hides trouble with both.",
)
EXPIRED = Message(
    template="Jwt is expired",
    sample=_RESPONSE + "Jwt is expired",
    codes=("token-expired",),
    check=Check.EXPIRY,
    status=401,
    where="response body",
    note="The expiry is validated before the audience, with a clock skew of 60 seconds unless configured otherwise.",
)
NOT_YET_VALID = Message(
    template="Jwt not yet valid",
    sample=_RESPONSE + "Jwt not yet valid",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    status=401,
    where="response body",
)
SIGNATURE = Message(
    template="Jwt verification fails",
    sample=_RESPONSE + "Jwt verification fails",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    status=401,
    where="response body",
    note="It is printed only after issuer, time and audience were found in order.",
)
SEVERAL_TOKENS = Message(
    template="Found multiple Jwt tokens",
    sample=_RESPONSE + "Found multiple Jwt tokens",
    codes=("token-malformed",),
    check=Check.STRUCTURE,
    status=401,
    where="response body",
)
JWKS_UNAVAILABLE = Message(
    template="Jwks remote fetch is failed",
    sample=_RESPONSE + "Jwks remote fetch is failed",
    codes=("jwks-unavailable",),
    check=Check.KEY,
    status=401,
    where="response body",
    note="It is printed only after issuer, time and audience were found in order.",
)
KEY_NOT_FOUND = Message(
    template="Jwks doesn't have key to match kid or alg from Jwt",
    sample=_RESPONSE + "Jwks doesn't have key to match kid or alg from Jwt",
    codes=("key-not-found", "alg-not-allowed"),
    check=Check.KEY,
    status=401,
    where="response body",
)
NO_VALID_KEY = Message(
    template="Jwks doesn't have any valid public key",
    sample=_RESPONSE + "Jwks doesn't have any valid public key",
    codes=("jwks-unavailable", "key-not-found"),
    check=Check.KEY,
    status=401,
    where="response body",
    note="It is also printed when a local JWK Set could not be used.",
)
NOT_THREE_PARTS = Message(
    template="Jwt is not in the form of Header.Payload.Signature with two dots and 3 sections",
    sample=_RESPONSE + "Jwt is not in the form of Header.Payload.Signature with two dots and 3 sections",
    codes=("token-opaque", "token-malformed", "token-encrypted"),
    check=Check.STRUCTURE,
    status=401,
    where="response body",
)
ALGORITHM = Message(
    template="Jwt header [alg] is not supported",
    sample=_RESPONSE + "Jwt header [alg] is not supported",
    codes=("alg-not-allowed",),
    check=Check.ALGORITHM,
    status=401,
    where="response body",
)
REQUIREMENT_UNKNOWN = Message(
    template="Failed JWT authentication: {detail}",
    sample="""\
HTTP/1.1 403 Forbidden

Failed JWT authentication: Wrong requirement_name: orders. Correct names are: [all]""",
    codes=(),
    check=Check.CONFIGURATION,
    status=403,
    where="response body",
    note="A route names a requirement that does not exist; so HTTP 403 alone does not prove trouble with the audience.",
)
BEFORE_403 = replace(
    MISMATCH,
    sample="""\
HTTP/1.1 401 Unauthorized
server: envoy

Audiences in Jwt are not allowed""",
    status=401,
    versions="until mid-2019",
)

_MALFORMED = (
    "Jwt header is an invalid Base64url encoded",
    "Jwt header is an invalid JSON",
    "Jwt header [alg] field is required and must be a string",
    "Jwt header [kid] field is not a string",
    "Jwt payload is an invalid Base64url encoded",
    "Jwt ED25519 signature is wrong length",
    "Jwt payload is an invalid JSON",
    "Jwt payload [iss] field is not a string",
    "Jwt payload [sub] field is not a string",
    "Jwt payload [iat] field is not an integer",
    "Jwt payload [iat] field is not a positive 64 bit integer",
    "Jwt payload [nbf] field is not an integer",
    "Jwt payload [nbf] field is not a positive 64 bit integer",
    "Jwt payload [exp] field is not an integer",
    "Jwt payload [exp] field is not a positive 64 bit integer",
    "Jwt payload [jti] field is not a string",
    "Jwt signature is an invalid Base64url encoded",
)
_BAD_JWKS = (
    "Jwks is an invalid JSON",
    "Jwks does not have [keys] field",
    "[keys] in Jwks is not an array",
    "Jwks RSA [n] or [e] field is missing or has a parse error",
    "Jwks EC create key fail",
    "Jwks EC [x] or [y] field is an invalid Base64.",
    "Jwks EC [x] and [y] fields have a parse error.",
    "Jwks Oct key is an invalid Base64",
    "Jwks OKP [x] field is an invalid Base64.",
    "Jwks OKP [x] field is wrong length.",
    "[kty] is missing in [keys]",
    "[kty] is bad in [keys]",
    "[kty] is not supported in [keys]",
    "[alg] is not started with [RS] or [PS] for an RSA key",
    "[n] field is missing for a RSA key",
    "[n] field is not string for a RSA key",
    "[e] field is missing for a RSA key",
    "[e] field is not string for a RSA key",
    "[alg] is not started with [ES] for an EC key",
    "[crv] field is not string for an EC key",
    "[crv] or [alg] field is not supported for an EC key",
    "[crv] field specified is not compatible with [alg] for an EC key",
    "[x] field is missing for an EC key",
    "[x] field is not string for an EC key",
    "[y] field is missing for an EC key",
    "[y] field is not string for an EC key",
    "[alg] does not start with [HS] for an HMAC key",
    "[k] field is missing for an HMAC key",
    "[k] field is not string for an HMAC key",
    "[alg] is not [EdDSA] for an OKP key",
    "[crv] field is missing for an OKP key",
    "[crv] field is not string for an OKP key",
    "[crv] field is not supported for an OKP key",
    "[x] field is missing for an OKP key",
    "[x] field is not string for an OKP key",
    "X509 parse pubkey internal fails: memory allocation",
    "X509 parse pubkey fails",
    "X509 parse pubkey internal fails: get pubkey",
    "PEM Key type is not supported",
    "PEM pubkey parse fails",
    "PEM failed to get raw ED25519 key",
    "Failed to create BIO due to memory allocation failure",
)
MALFORMED = tuple(
    Message(
        template=text,
        sample=_RESPONSE + text,
        codes=("token-malformed",),
        check=Check.STRUCTURE,
        status=401,
        where="response body",
    )
    for text in _MALFORMED
)
BAD_JWKS = tuple(
    Message(
        template=text,
        sample=_RESPONSE + text,
        codes=("jwks-unavailable",),
        check=Check.KEY,
        status=401,
        where="response body",
        note="The JWK Set that the verifier was given cannot be used; the token is not at fault.",
    )
    for text in _BAD_JWKS
)
_USUAL = (
    MISMATCH,
    WRONG_TYPE,
    NO_TOKEN,
    ISSUER,
    EXPIRED,
    NOT_YET_VALID,
    SIGNATURE,
    SEVERAL_TOKENS,
    JWKS_UNAVAILABLE,
    KEY_NOT_FOUND,
    NO_VALID_KEY,
    NOT_THREE_PARTS,
    ALGORITHM,
)


def in_access_log(message: Message) -> Message:
    """The message as the access log shows it in `%RESPONSE_CODE_DETAILS%`: blanks are underscores there."""
    detail = f"jwt_authn_access_denied{{{message.template.replace(' ', '_')}}}"
    return replace(
        message,
        template=detail,
        sample=f'[2026-03-04T09:12:33.418Z] "GET /v1/orders HTTP/1.1" {message.status} - {detail} - "-" 0 32 1 - "-"',
        where="access log",
    )


#: Every text of the filter; the gateways built on Envoy print the same ones.
MESSAGES = (
    *_USUAL,
    REQUIREMENT_UNKNOWN,
    *MALFORMED,
    *BAD_JWKS,
    *map(in_access_log, _USUAL),
    BEFORE_403,
)


def refuse_type(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """The parser refuses what is no string or list of strings, also null, before anything is compared."""
    wrong = read(claims).shape in {Shape.NULL, Shape.NUMBER, Shape.OTHER, Shape.MIXED_ARRAY}
    return WRONG_TYPE if wrong else None


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """An empty list of audiences is none at all."""
    return refuse_type(claims, expectation, None) or (ACCEPT if expectation.audiences == () else None)


#: What Envoy itself does; Istio and Envoy Gateway hand it their lists of audiences.
AUDIENCE = AudienceRules(
    mismatch=MISMATCH,
    unset=ACCEPT,
    unset_blank=ACCEPT,
    unset_malformed=WRONG_TYPE,
    absent=MISMATCH,
    null=WRONG_TYPE,
    empty_string=COMPARE,
    empty_array=MISMATCH,
    number=WRONG_TYPE,
    other=WRONG_TYPE,
    mixed=WRONG_TYPE,
    compare=ENVOY,
    decide=_audience,
)
#: The audience stands before the key: a wrong one is reported even when the signature is bad.
ORDER = (
    Check.STRUCTURE,
    Check.ALGORITHM,
    Check.TYPE,
    Check.ISSUER,
    Check.NOT_BEFORE,
    Check.EXPIRY,
    Check.AUDIENCE,
    Check.KEY,
    Check.SIGNATURE,
)
FAILURES = {
    Check.STRUCTURE: NOT_THREE_PARTS,
    Check.ALGORITHM: ALGORITHM,
    Check.ISSUER: ISSUER,
    Check.NOT_BEFORE: NOT_YET_VALID,
    Check.EXPIRY: EXPIRED,
    Check.KEY: KEY_NOT_FOUND,
    Check.SIGNATURE: SIGNATURE,
}
SPECIAL = {Check.TYPE: refuse_type}

VERIFIER = Verifier(
    id="envoy-jwt-authn",
    name="Envoy jwt_authn",
    kind="gateway",
    language="C++",
    versions="1.40.0",
    basis=Basis.OBSERVED,
    sources=(
        "Envoy 1.40.0, run with a provider for each setting",
        "envoyproxy/envoy, source/common/jwt/status.cc",
        "envoyproxy/envoy, source/common/jwt/check_audience.cc",
        "envoyproxy/envoy, source/extensions/filters/http/jwt_authn/authenticator.cc, filter.cc, verifier.cc",
        "google/jwt_verify_lib, src/status.cc, src/struct_utils.cc",
        "envoyproxy/envoy, pull requests 7646 and 7679",
    ),
    aliases=("envoy",),
    hints=("envoy", "jwt_authn"),
    messages=MESSAGES,
    audience=AUDIENCE,
    order=ORDER,
    failures=FAILURES,
    special=SPECIAL,
    setting=Setting(
        name="audiences of the provider in the jwt_authn filter",
        keys=("audiences", "provider_and_audiences"),
    ),
    switch="a provider without audiences: any audience passes",
    recipe=Recipe(
        text="list the expected audiences in the provider of the jwt_authn filter",
        language="yaml",
        code="""\
http_filters:
- name: envoy.filters.http.jwt_authn
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication
    providers:
      orders:
        issuer: $issuer
        audiences: [$audiences]
        remote_jwks:
          http_uri: {uri: "https://idp.example/jwks.json", cluster: idp, timeout: 5s}
    rules:
    - match: {prefix: /}
      requires: {provider_name: orders}
""",
    ),
    reveal="set the log level of the jwt component to debug; the response details in the access log name the failed check",
    notes=(
        (
            "Envoy removes one leading http:// or https:// (in lower case) and one trailing slash from both sides, then "
            "compares exactly: letter case of the host and the path still matter, a missing slash never does."
        ),
        "A route requirement of the kind provider_and_audiences replaces the provider's list instead of adding to it.",
        (
            "With several providers under requires_any the text of the last failure that is not a missing token or an "
            "unknown issuer is shown."
        ),
        "When strip_failure_response is set the body is empty and only the status remains.",
        "The type of aud is validated while the token is parsed, before the issuer.",
        "A provider whose list of audiences is empty accepts any audience, as one without a list does.",
        "A payload that names a claim twice is refused: Jwt payload is an invalid JSON.",
    ),
)
