"""NGINX Plus auth_jwt, which leaves the audience to auth_jwt_require.

Source: NGINX documentation, ngx_http_auth_jwt_module
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, Basis, Check, Message, Recipe, Setting, Verifier, alike

GENERIC = Message(
    template="401 Authorization Required",
    sample="""\
<html>
<head><title>401 Authorization Required</title></head>
<body><center><h1>401 Authorization Required</h1></center><hr><center>nginx</center></body>
</html>""",
    codes=(
        "aud-mismatch",
        "signature-invalid",
        "token-expired",
        "token-malformed",
    ),
    check=Check.OTHER,
    status=401,
    note="Every refusal has this page; auth_jwt_require answers 403 when it says so.",
)

VERIFIER = Verifier(
    id="nginx-auth-jwt",
    name="NGINX Plus auth_jwt",
    kind="gateway",
    language="C",
    versions="as documented, date not recorded",
    basis=Basis.DOCUMENTED,
    sources=("NGINX documentation, ngx_http_auth_jwt_module",),
    aliases=("nginx",),
    hints=(
        "nginx",
        "auth_jwt",
    ),
    messages=(GENERIC,),
    audience=alike(ACCEPT, empty_string=ACCEPT),
    order=(
        Check.STRUCTURE,
        Check.SIGNATURE,
        Check.EXPIRY,
        Check.NOT_BEFORE,
    ),
    failures={
        Check.STRUCTURE: GENERIC,
        Check.SIGNATURE: GENERIC,
        Check.EXPIRY: GENERIC,
        Check.NOT_BEFORE: GENERIC,
    },
    setting=Setting(
        name="auth_jwt_require with a map on $jwt_claim_aud",
        keys=(
            "auth_jwt_require",
            "jwt_claim_aud",
        ),
    ),
    recipe=Recipe(
        text="require the audience with auth_jwt_require",
        language="nginx",
        code="""\
map $$jwt_claim_aud $$aud_ok {
    $audience 1;
}
server {
    location / {
        auth_jwt "api";
        auth_jwt_key_file jwks.json;
        auth_jwt_require $$aud_ok error=403;
    }
}
""",
    ),
    reveal="a log_format with $jwt_claim_aud, and the error log at level info",
    notes=(
        "auth_jwt_require lets a request pass when every variable is neither empty nor 0.",
        "How an array shows in $jwt_claim_aud has to be tried before the map is relied on.",
    ),
)
