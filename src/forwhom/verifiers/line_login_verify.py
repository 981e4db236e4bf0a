"""The verify endpoint of LINE Login (/oauth2/v2.1/verify).

Source: LINE Developers documentation, LINE Login API reference; public reports
"""

from __future__ import annotations

from forwhom.verifier import EVERY_SHAPE, Basis, Check, Message, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="Invalid IdToken Audience.",
    sample="""\
HTTP 400
{"error":"invalid_request","error_description":"Invalid IdToken Audience."}""",
    codes=("aud-other-client", "aud-mismatch"),
    status=400,
    note="The client_id of the request is not the channel that the ID Token was issued for.",
)
ISSUER = Message(
    template="Invalid IdToken Issuer.",
    sample='{"error":"invalid_request","error_description":"Invalid IdToken Issuer."}',
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    status=400,
)
EXPIRED = Message(
    template="IdToken expired.",
    sample='{"error":"invalid_request","error_description":"IdToken expired."}',
    codes=("token-expired",),
    check=Check.EXPIRY,
    status=400,
)

VERIFIER = Verifier(
    id="line-login-verify",
    name="LINE Login verify endpoint",
    kind="cloud",
    versions="as documented, date not recorded",
    basis=Basis.DOCUMENTED,
    sources=("LINE Developers, LINE Login v2.1 API reference, as quoted in public repositories",),
    aliases=("line",),
    hints=("api.line.me", "liff"),
    messages=(MISMATCH, ISSUER, EXPIRED),
    audience=alike(MISMATCH),
    order=(Check.SIGNATURE, Check.ISSUER, Check.EXPIRY, Check.AUDIENCE),
    failures={Check.ISSUER: ISSUER, Check.EXPIRY: EXPIRED},
    setting=Setting(name="client_id of the request", keys=("client_id", "channel_id")),
    recipe=Recipe(
        text="send the id of the channel that the app or LIFF page belongs to",
        language="shell",
        code="""\
curl https://api.line.me/oauth2/v2.1/verify -d client_id=$audience --data-urlencode id_token@token.txt
""",
    ),
    inferred=(*EVERY_SHAPE, "order"),
)
