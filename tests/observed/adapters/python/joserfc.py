"""Puts trials before joserfc, with a claims registry that requires what is expected."""

# /// observed
# pypi = ["joserfc"]
# [reach]
# dates = true
# ///

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey, RSAKey
from joserfc.jwt import ClaimsOption

from tests.observed.adapters.python.serve import Question, serve


def verify(question: Question) -> None:
    """Let joserfc decide."""
    key = OctKey.import_key(question.key) if question.algorithm == "HS256" else RSAKey.import_key(question.key)
    expected: dict[str, ClaimsOption] = {
        name: {"essential": True, "values": list(values)}
        for name, values in (("aud", question.audiences), ("iss", question.issuers))
        if values is not None
    }
    registry = jwt.JWTClaimsRegistry(None, 0, **expected)
    registry.validate(jwt.decode(question.token, key, algorithms=[question.algorithm]).claims)


serve(verify, JoseError)
