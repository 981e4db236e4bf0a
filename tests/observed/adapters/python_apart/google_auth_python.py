"""Puts trials before google.auth.jwt, with its certificate at hand instead of fetched."""

# /// observed
# pypi = ["google-auth"]
# [reach]
# pair = true
# issuers = "none"  # it expects none; id_token.verify_oauth2_token expects Google's
# needs = ["iat", "exp"]  # their absence is another fault
# [recipe]
# issuer = "https://accounts.google.com"
# before = '''
# from tests.observed.adapters.python_apart.loopback import Keys, redirect_requests
# keys = Keys()
# keys.key = key
# redirect_requests(keys)
# '''
# ///

from google.auth import jwt
from google.auth.exceptions import GoogleAuthError

from tests.observed.adapters.python.serve import Question, serve


def verify(question: Question) -> None:
    """Let google-auth decide."""
    jwt.decode(question.token, certs=question.key, audience=question.audience)


serve(verify, GoogleAuthError, message=lambda error: str(error.args[0]))
