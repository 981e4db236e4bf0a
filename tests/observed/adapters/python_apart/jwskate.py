"""Puts trials before jwskate."""

# /// observed
# pypi = ["jwskate"]
# [reach]
# pair = true
# issuers = "at most one"
# single = true  # a list is no setting
# needs = ["iss", "exp"]  # their absence is another fault
# texts = ["iss"]  # of another type, the text is a bare attribute's name
# [recipe]
# before = '''
# from cryptography.hazmat.primitives.serialization import load_pem_public_key
# from jwskate import Jwk
# key = Jwk.from_cryptography_key(load_pem_public_key(key.encode()))
# '''
# ///

from cryptography.hazmat.primitives.serialization import load_pem_public_key
from jwskate import ExpiredJwt, InvalidClaim, InvalidJwt, InvalidSignature, Jwk, Jwt

from tests.observed.adapters.python.serve import Question, serve


def verify(question: Question) -> None:
    """Let jwskate decide."""
    key = Jwk.from_cryptography_key(load_pem_public_key(question.key.encode()))
    Jwt(question.token).validate(key, algs=[question.algorithm], issuer=question.issuer, audience=question.audience)


serve(verify, ExpiredJwt, InvalidClaim, InvalidJwt, InvalidSignature, AttributeError, TypeError, ValueError)
