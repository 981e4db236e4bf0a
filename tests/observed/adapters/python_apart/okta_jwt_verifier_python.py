"""Puts trials before okta-jwt-verifier, as access tokens; it fetches its keys over HTTP."""

# /// observed
# pypi = ["okta-jwt-verifier"]
# [reach]
# dates = true
# pair = true
# issuers = "one"  # it takes one, and not without
# [recipe]
# before = '''
# from tests.observed.adapters.python_apart.loopback import Keys, redirect_requests
# keys = Keys()
# keys.key = key
# redirect_requests(keys)
# '''
# after = 'verifier.verify_sync(token)'
# ///

from okta_jwt_verifier import AccessTokenVerifier
from okta_jwt_verifier.exceptions import OktaJWTBaseException

from tests.observed.adapters.python.serve import Question, serve
from tests.observed.adapters.python_apart.loopback import Keys, redirect_requests

keys = Keys()
redirect_requests(keys)


def verify(question: Question) -> None:
    """Let the verifier decide; without an audience it has one of its own."""
    keys.key = question.key
    setting = {} if question.audience is None else {"audience": question.audience}
    AccessTokenVerifier(issuer=question.issuer, **setting).verify_sync(question.token)


serve(verify, OktaJWTBaseException)
