"""Puts trials before auth0-python, as ID Tokens; it fetches its keys over HTTP."""

# /// observed
# pypi = ["auth0-python"]
# [reach]
# dates = true
# pair = true
# issuers = "one"
# single = true  # a client has one id
# nonempty = true
# [recipe]
# before = '''
# from tests.observed.adapters.python_apart.loopback import Keys, redirect_requests
# keys = Keys()
# keys.key = key
# redirect_requests(keys)
# '''
# after = 'verifier.verify(token)'
# ///

from auth0.authentication.exceptions import TokenValidationError
from auth0.authentication.token_verifier import AsymmetricSignatureVerifier, TokenVerifier
from jwt import PyJWTError

from tests.observed.adapters.python.serve import Question, serve
from tests.observed.adapters.python_apart.loopback import Keys, redirect_requests

keys = Keys()
redirect_requests(keys)
signatures = AsymmetricSignatureVerifier("https://idp.example/.well-known/jwks.json")


def verify(question: Question) -> None:
    """Let auth0-python decide."""
    keys.key = question.key
    TokenVerifier(signatures, question.issuer, question.audience).verify(question.token)


# A list with something else than texts ends in Python's own error, a sub that is no text in one of PyJWT.
serve(verify, TokenValidationError, PyJWTError, TypeError)
