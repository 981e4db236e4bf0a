"""Puts trials before python-keycloak; it fetches its keys over HTTP."""

# /// observed
# pypi = ["python-keycloak"]
# [reach]
# pair = true
# texts = ["iss"]  # of another type, it is printed as Python writes it
# issuers = "at most one"  # a list is refused as it stands
# [recipe]
# before = '''
# from tests.observed.adapters.python_apart.loopback import Keys, redirect_requests
# keys = Keys()
# keys.key = key
# redirect_requests(keys)
# '''
# ///

from jwcrypto.common import JWException
from keycloak import KeycloakOpenID

from tests.observed.adapters.python.serve import Question, serve
from tests.observed.adapters.python_apart.loopback import Keys, redirect_requests

keys = Keys()
redirect_requests(keys)
keycloak = KeycloakOpenID(server_url="https://sso.example.com/", realm_name="corp", client_id="orders")


def verify(question: Question) -> None:
    """Let python-keycloak decide."""
    keys.key = question.key
    settings = (("aud", question.audience), ("iss", question.issuer))
    expected = {name: value for name, value in settings if value is not None}
    keycloak.decode_token(question.token, **({"check_claims": expected} if expected else {}))


serve(verify, JWException)
