"""warden-jwt_auth, in devise-jwt. It compares aud with a header of the request, not with a setting of the server.

The client sends JWT_AUD at the login, which writes it into the token, and has to send it with every request after.

Source: waiting-for-dev/warden-jwt_auth, lib/warden/jwt_auth/user_decoder.rb.
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, Basis, Check, Limit, Message, Recipe, Seen, Setting, Verifier, alike

_ERRORS = "Warden::JWTAuth::Errors::"

MISMATCH = Message(
    template="wrong aud",
    sample="Warden::JWTAuth::Errors::WrongAud (wrong aud)",
    codes=("aud-mismatch", "aud-missing", "aud-list-shape"),
    exception=f"{_ERRORS}WrongAud",
    note="aud is not the value of the request's own JWT_AUD header.",
    common=True,
)
NO_HEADER = Message(
    template="aud_header is missing and valid_auds setting is unset",
    sample="Warden::JWTAuth::Errors::MissingAudHeaderWithNoFallback (aud_header is missing and valid_auds setting is unset)",
    codes=("audience-not-configured",),
    exception=f"{_ERRORS}MissingAudHeaderWithNoFallback",
    note="The request carries no JWT_AUD header although the token names an audience; older versions say wrong aud.",
)
NOT_VALID = Message(
    template="aud_header missing and aud claim is not part of the valid_auds setting",
    sample="Warden::JWTAuth::Errors::WrongAud (aud_header missing and aud claim is not part of the valid_auds setting)",
    codes=("aud-mismatch",),
    exception=f"{_ERRORS}WrongAud",
)
SCOPE = Message(
    template="wrong scope",
    sample="Warden::JWTAuth::Errors::WrongScope (wrong scope)",
    codes=(),
    check=Check.OTHER,
    exception=f"{_ERRORS}WrongScope",
    common=True,
)

VERIFIER = Verifier(
    id="warden-jwt-auth",
    name="warden-jwt_auth (devise-jwt)",
    kind="framework",
    language="Ruby",
    versions="source of 2026",
    basis=Basis.READ,
    sources=("waiting-for-dev/warden-jwt_auth, lib/warden/jwt_auth/user_decoder.rb",),
    aliases=("devise-jwt",),
    hints=("Warden::JWTAuth", "warden-jwt_auth", "devise-jwt", "JWT_AUD", "aud_header"),
    messages=(MISMATCH, NO_HEADER, NOT_VALID, SCOPE),
    audience=alike(MISMATCH, unset=NO_HEADER, unset_blank=ACCEPT, string_only=MISMATCH, several=MISMATCH),
    order=(Check.SIGNATURE, Check.EXPIRY, Check.OTHER, Check.AUDIENCE),
    failures={Check.OTHER: SCOPE},
    setting=Setting(
        name="the request header JWT_AUD, or the setting valid_auds", keys=("JWT_AUD", "aud_header", "valid_auds")
    ),
    switch="a login without the header JWT_AUD, which writes no aud into the token",
    recipe=Recipe(
        text="send the same JWT_AUD header at the login and with every later request",
        language="shell",
        code="""\
curl -H "Authorization: Bearer $$TOKEN" -H JWT_AUD:$audience https://api.example.com/
""",
    ),
    limits=(
        Limit(
            text="The expected audience comes from the client: who sends the header of another client's login is let in.",
            seen=Seen.ACCEPTED,
            symptom="audience-not-configured",
            source="waiting-for-dev/warden-jwt_auth, lib/warden/jwt_auth/user_decoder.rb",
        ),
    ),
    notes=(
        "The whole claim is compared, so that an array never matches.",
        "Without the header, aud has to be one of the setting valid_auds.",
    ),
    inferred=("several",),
)
