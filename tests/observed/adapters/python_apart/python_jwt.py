"""Puts trials before python-jwt, which takes no audience."""

# /// observed
# pypi = ["python-jwt"]
# [reach]
# pair = true
# issuers = "none"
# needs = ["iat", "nbf", "exp"]  # each has to be there
# [recipe]
# before = '''
# from jwcrypto.jwk import JWK
# key = JWK.from_pem(key.encode())
# '''
# ///

import python_jwt
from jwcrypto.common import JWException
from jwcrypto.jwk import JWK

from tests.observed.adapters.python.serve import Question, serve


def verify(question: Question) -> None:
    """Let python-jwt decide."""
    python_jwt.verify_jwt(question.token, JWK.from_pem(question.key.encode()), [question.algorithm])


serve(verify, python_jwt._JWTError, JWException)  # noqa: SLF001 - it exports no exception
