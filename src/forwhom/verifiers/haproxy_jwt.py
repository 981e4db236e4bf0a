"""HAProxy's jwt_verify, which verifies a signature and nothing else; rules for aud are written by hand.

Source: haproxy/haproxy, src/jwt.c and doc/configuration.txt
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Limit, Message, Recipe, Setting, Verifier

DENIED = Message(
    template="<h1>403 Forbidden</h1> Request forbidden by administrative rules.",
    sample="""\
HTTP/1.0 403 Forbidden
Cache-Control: no-cache

<html><body><h1>403 Forbidden</h1>
Request forbidden by administrative rules.
</body></html>""",
    codes=("aud-mismatch", "aud-missing", "aud-list-shape", "signature-invalid", "token-expired"),
    status=403,
    where="response body",
    note="A deny rule of the configuration was met; which one, only the log and the configuration tell.",
)

VERIFIER = Verifier(
    id="haproxy-jwt",
    name="HAProxy jwt_verify and jwt_payload_query",
    kind="gateway",
    language="C",
    versions="not recorded",
    basis=Basis.READ,
    sources=(
        "haproxy/haproxy, include/haproxy/jwt-t.h, src/jwt.c",
        "haproxy/haproxy, doc/configuration.txt, jwt_verify and jwt_payload_query",
    ),
    aliases=("haproxy",),
    hints=("haproxy", "jwt_verify", "jwt_payload_query", "http_auth_bearer"),
    messages=(DENIED,),
    audience=AudienceRules(
        mismatch=DENIED,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=ACCEPT,
        absent=DENIED,
        null=DENIED,
        empty_string=COMPARE,
        empty_array=DENIED,
        number=DENIED,
        other=DENIED,
        mixed=DENIED,
        string_only=DENIED,
    ),
    order=(Check.SIGNATURE, Check.AUDIENCE),
    failures={Check.SIGNATURE: DENIED},
    setting=Setting(
        name="a rule on jwt_payload_query('$.aud')", keys=("jwt_payload_query", "jwt_verify", "http_auth_bearer")
    ),
    switch="no rule on aud: any audience passes, and no exp is looked at either",
    recipe=Recipe(
        text="deny what does not carry the audience, beside the rules for the signature, iss and exp",
        language="text",
        code="""\
http-request set-var(txn.alg) http_auth_bearer,jwt_header_query('$$.alg')
http-request set-var(txn.iss) http_auth_bearer,jwt_payload_query('$$.iss')
http-request set-var(txn.aud) http_auth_bearer,jwt_payload_query('$$.aud')
http-request set-var(txn.exp) http_auth_bearer,jwt_payload_query('$$.exp','int')
http-request set-var(txn.now) date()
http-request deny deny_status 403 unless { var(txn.alg) -m str RS256 }
http-request deny deny_status 403 unless { var(txn.iss) -m str $issuer }
http-request deny deny_status 403 unless { var(txn.aud) -m str $audience }
http-request deny deny_status 403 if { var(txn.exp),sub(txn.now) -m int lt 0 }
http-request deny deny_status 403 unless { http_auth_bearer,jwt_verify(txn.alg,"/etc/haproxy/idp.pem") -m int 1 }
""",
    ),
    limits=(
        Limit(
            text="jwt_payload_query gives an aud that is an array as JSON text, so a rule for a string never meets it.",
            symptom="aud-list-shape",
            source="haproxy/haproxy, doc/configuration.txt, jwt_payload_query",
        ),
    ),
    reveal="a log-format with %[var(txn.aud)] and the result of jwt_verify: 1 good, 0 bad signature, below 0 an error",
    notes=(
        "The rules here are those of the recipe: HAProxy does only what its configuration says.",
        (
            "jwt_verify gives numbers: 1 good, 0 bad signature, -1 unknown algorithm, -2 unmanaged algorithm, -3 invalid token, "
            "-4 out of memory, -5 unknown certificate, -6 internal error, -7 unavailable certificate."
        ),
        "exp, iss and aud are not validated by jwt_verify.",
    ),
    inferred=("order", "null", "empty_string", "empty_array", "number", "other", "mixed"),
)
