"""HAProxy's jwt_verify, which verifies a signature and nothing else; rules for aud are written by hand.

Source: haproxy/haproxy, src/jwt.c and doc/configuration.txt
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, Basis, Check, Limit, Message, Recipe, Seen, Setting, Verifier, alike

DENIED = Message(
    template="Request forbidden by administrative rules.",
    sample="""\
HTTP/1.0 403 Forbidden
Cache-Control: no-cache

<html><body><h1>403 Forbidden</h1>
Request forbidden by administrative rules.
</body></html>""",
    codes=("aud-mismatch", "aud-missing", "aud-list-shape", "signature-invalid", "token-expired", "iss-mismatch"),
    status=403,
    where="response body",
    note="A deny rule of the configuration was met; which one, only the log and the configuration tell.",
)
NO_START = Message(
    template="error detected while parsing an 'http-request deny' condition : missing closing '}' in condition.",
    sample="[ALERT]    (812) : config : parsing [/etc/haproxy/haproxy.cfg:41] : error detected while parsing an "
    "'http-request deny' condition : missing closing '}' in condition.",
    codes=("audience-not-configured", "audience-setting-unresolved"),
    check=Check.CONFIGURATION,
    where="HAProxy's standard error; it does not start",
    note="The expected audience is an empty string, as an unset variable leaves it.",
)


def _configuration(_claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """A rule for an empty string cannot be written."""
    return NO_START if expectation.audiences == ("",) else None


VERIFIER = Verifier(
    id="haproxy-jwt",
    name="HAProxy jwt_verify and jwt_payload_query",
    kind="gateway",
    language="C",
    versions="2.6.12",
    basis=Basis.OBSERVED,
    sources=(
        "HAProxy 2.6.12 of Debian 12, run with the rules of the recipe",
        "haproxy/haproxy, include/haproxy/jwt-t.h, src/jwt.c",
        "haproxy/haproxy, doc/configuration.txt, jwt_verify and jwt_payload_query",
    ),
    aliases=("haproxy",),
    hints=("haproxy", "jwt_verify", "jwt_payload_query", "http_auth_bearer"),
    messages=(DENIED, NO_START),
    audience=alike(DENIED, unset=ACCEPT, empty_setting=NO_START, string_only=DENIED),
    order=(Check.CONFIGURATION, Check.ISSUER, Check.AUDIENCE, Check.EXPIRY, Check.SIGNATURE),
    failures={
        Check.CONFIGURATION: NO_START,
        Check.ISSUER: DENIED,
        Check.EXPIRY: DENIED,
        Check.SIGNATURE: DENIED,
    },
    special={Check.CONFIGURATION: _configuration},
    setting=Setting(
        name="a rule on jwt_payload_query('$.aud')", keys=("jwt_payload_query", "jwt_verify", "http_auth_bearer")
    ),
    switch="no rule on aud: any audience passes, and no exp is looked at either",
    recipe=Recipe(
        text="deny what does not carry the audience, beside the rules for the signature, iss and exp",
        language="haproxy",
        code="""\
http-request set-var(txn.alg) http_auth_bearer,jwt_header_query('$$.alg')
http-request set-var(txn.iss) http_auth_bearer,jwt_payload_query('$$.iss')
http-request set-var(txn.aud) http_auth_bearer,jwt_payload_query('$$.aud')
http-request set-var(txn.exp) http_auth_bearer,jwt_payload_query('$$.exp','int')
http-request set-var(txn.now) date()
http-request deny deny_status 403 unless { var(txn.alg) -m str RS256 }
http-request deny deny_status 403 unless { var(txn.iss) -m str -- $issuer }
http-request deny deny_status 403 unless { var(txn.aud) -m str -- $audience }
http-request deny deny_status 403 if { var(txn.exp),sub(txn.now) -m int lt 0 }
http-request deny deny_status 403 unless { http_auth_bearer,jwt_verify(txn.alg,"/etc/haproxy/idp.pem") -m int 1 }
""",
    ),
    limits=(
        Limit(
            text="jwt_payload_query gives an aud that is an array as JSON text, so a rule for a string never meets it.",
            seen=Seen.REFUSED,
            symptom="aud-list-shape",
            source="haproxy/haproxy, doc/configuration.txt, jwt_payload_query",
        ),
        Limit(
            text="An aud with a character that the token writes as an escape such as \\u0456 is never met.",
            seen=Seen.REFUSED,
            symptom="aud-mismatch",
            source="HAProxy 2.6.12, run",
        ),
    ),
    reveal="a log-format with %[var(txn.aud)] and the result of jwt_verify: 1 good, 0 bad signature, below 0 an error",
    notes=(
        "The rules here are those of the recipe: HAProxy does only what its configuration says.",
        (
            "jwt_verify gives numbers: 1 good, 0 bad signature, -1 unknown algorithm, -2 unmanaged algorithm, -3 invalid token, "
            "-4 out of memory, -5 unknown certificate, -6 internal error, -7 unavailable certificate."
        ),
        "exp, iss and aud are not validated by jwt_verify, and a token without exp passes the rules of the recipe.",
        "Of a claim that a token names twice, the first counts.",
    ),
)
