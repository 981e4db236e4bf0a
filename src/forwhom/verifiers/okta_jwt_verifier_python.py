"""okta-jwt-verifier for Python: PyJWT does the work, and an ID Token is held against the client id after it.

The claims are looked at first, the signature last: a token that anybody wrote is told that its audience is wrong.

Source: okta-jwt-verifier 0.5.0, okta_jwt_verifier/jwt_verifier.py and jwt_utils.py.
"""

from __future__ import annotations

from forwhom.record import replace
from forwhom.verifier import Basis, Check, Message, Recipe, Setting
from forwhom.verifiers import pyjwt

_ERROR = "okta_jwt_verifier.exceptions.JWTValidationException"


def _client_id(template: str, *codes: str) -> Message:
    return Message(
        template=template,
        sample=f"{_ERROR}: {template}.",
        codes=codes,
        exception=_ERROR,
        note="From verify_id_token, which expects the client id in aud; an access token fails here.",
    )


ID_TOKEN = _client_id(
    'Claim "aud" does not match Client ID', "access-token-as-id-token", "aud-mismatch", "aud-other-client"
)
ID_TOKEN_LIST = _client_id(
    'Claim "aud" does not contain Client ID', "access-token-as-id-token", "aud-mismatch", "aud-other-client"
)
ID_TOKEN_TYPE = _client_id('Claim "aud" has unsupported format', "aud-wrong-type")
MISSING = Message(
    template='Required claim "aud" is not present',
    sample=f'{_ERROR}: Required claim "aud" is not present.',
    codes=("aud-missing",),
    exception=_ERROR,
)
ALGORITHM = Message(
    template='Header claim "alg" is invalid',
    sample=f'{_ERROR}: Header claim "alg" is invalid.',
    codes=("alg-not-allowed",),
    check=Check.ALGORITHM,
    exception=_ERROR,
)
KEY_NOT_FOUND = Message(
    template="No matching JWK",
    sample="okta_jwt_verifier.exceptions.JWKException: No matching JWK.",
    codes=("key-not-found", "iss-mismatch"),
    check=Check.KEY,
    exception="okta_jwt_verifier.exceptions.JWKException",
    note="The keys are those of the configured issuer: a token of another one, or of Okta's own server, has none there.",
)


#: What it asks PyJWT for: neither iat nor nbf, unless the caller names them.
_ASKED = (Check.EXPIRY, Check.ISSUER)

VERIFIER = replace(
    pyjwt.VERIFIER,
    id="okta-jwt-verifier-python",
    name="okta-jwt-verifier for Python",
    versions="0.5.0; before 0.2 python-jose did the work",
    basis=Basis.READ,
    sources=(
        "okta-jwt-verifier 0.5.0, okta_jwt_verifier/jwt_verifier.py and jwt_utils.py",
        "okta/okta-jwt-verifier-python, issue 83",
    ),
    builds_on="pyjwt",
    aliases=("okta-jwt-verifier-py",),
    hints=("okta_jwt_verifier", "JWTValidationException", "JWTVerifier"),
    messages=(ID_TOKEN, ID_TOKEN_LIST, ID_TOKEN_TYPE, MISSING, ALGORITHM, KEY_NOT_FOUND, *pyjwt.VERIFIER.messages),
    order=(Check.STRUCTURE, Check.ALGORITHM, *_ASKED, Check.AUDIENCE, Check.KEY, Check.SIGNATURE),
    failures={
        **{check: pyjwt.VERIFIER.failures[check] for check in (Check.STRUCTURE, *_ASKED, Check.SIGNATURE)},
        Check.ALGORITHM: ALGORITHM,
        Check.KEY: KEY_NOT_FOUND,
    },
    special={check: pyjwt.VERIFIER.special[check] for check in _ASKED},
    audience=replace(pyjwt.VERIFIER.audience, absent=MISSING),
    setting=Setting(name="the argument audience of JWTVerifier", keys=("audience", "client_id")),
    recipe=Recipe(
        text="pass the expected audience to the verifier",
        language="python",
        code="""\
from okta_jwt_verifier import AccessTokenVerifier

verifier = AccessTokenVerifier(issuer=$issuer, audience=$audience)
await verifier.verify(token)
""",
    ),
    notes=("Without an audience of its own it expects api://default.",),
)
