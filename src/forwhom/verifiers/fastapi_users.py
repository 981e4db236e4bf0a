"""fastapi-users' JWT strategy: PyJWT refuses, and the client sees a bare 401.

Its own tokens carry the audience `fastapi-users:auth`, which is also what it expects unless told otherwise.

Source: fastapi-users/fastapi-users, fastapi_users/jwt.py and authentication/strategy/jwt.py.
"""

from __future__ import annotations

from forwhom.record import replace
from forwhom.verifier import Basis, Message, Recipe, Setting
from forwhom.verifiers import pyjwt

VERIFIER = replace(
    pyjwt.VERIFIER,
    id="fastapi-users",
    name="fastapi-users (JWT strategy)",
    kind="framework",
    versions="15.0.5",
    basis=Basis.OBSERVED,
    sources=(
        "fastapi-users 15.0.5 with PyJWT, decode_jwt run",
        "fastapi-users/fastapi-users, fastapi_users/jwt.py and authentication/strategy/jwt.py at 15.0.5",
    ),
    builds_on="pyjwt",
    aliases=(),
    hints=("fastapi-users", "fastapi_users", "JWTStrategy"),
    messages=(
        pyjwt.MISMATCH,
        pyjwt.NOT_CONFIGURED,
        pyjwt.MISSING,
        pyjwt.MALFORMED,
        *(one for one in pyjwt.VERIFIER.failures.values() if isinstance(one, Message)),
    ),
    setting=Setting(name="the argument token_audience of JWTStrategy", keys=("token_audience", "JWTStrategy")),
    recipe=Recipe(
        text="give JWTStrategy the same token_audience where tokens are written and where they are read",
        language="python",
        code="""\
from fastapi_users.authentication import JWTStrategy


def get_jwt_strategy() -> JWTStrategy:
    return JWTStrategy(secret=SECRET, lifetime_seconds=3600, token_audience=[$audiences])
""",
    ),
    limits=(),
    reveal="fastapi_users.jwt.decode_jwt, called by hand with the same arguments, raises PyJWT's exception",
    notes=(
        'The strategy catches the exception: the client sees 401 and {"detail":"Unauthorized"}, whatever was refused.',
        "The default of token_audience is fastapi-users:auth.",
        "Tokens for reset and verification have audiences of their own, fastapi-users:reset and fastapi-users:verify.",
        "token_audience is a list: any of its values is enough.",
        "It checks no issuer.",
    ),
)
