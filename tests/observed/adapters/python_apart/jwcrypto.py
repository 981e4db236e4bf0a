"""Puts trials before jwcrypto."""

# /// observed
# pypi = ["jwcrypto"]
# [reach]
# pair = true
# texts = ["iss"]  # of another type, it is printed as Python writes it
# issuers = "at most one"  # a list is refused as it stands
# [recipe]
# before = '''
# from jwcrypto.jwk import JWK
# key = JWK.from_pem(key.encode())
# '''
# ///

from jwcrypto.common import JWException
from jwcrypto.jwk import JWK
from jwcrypto.jwt import JWT

from tests.observed.adapters.python.serve import Question, serve


def verify(question: Question) -> None:
    """Let jwcrypto decide."""
    settings = (("aud", question.audience), ("iss", question.issuer))
    expected = {name: value for name, value in settings if value is not None}
    JWT(
        jwt=question.token,
        key=JWK.from_pem(question.key.encode()),
        algs=[question.algorithm],
        check_claims=expected or None,
    )


serve(verify, JWException)
