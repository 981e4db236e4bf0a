"""Puts trials before the IdToken of pyoidc, which is about the claims alone."""

# /// observed
# pypi = ["oic"]
# [reach]
# pair = true
# issuers = "at most one"
# signed = true  # the signature is verified before
# recent = true  # a token of more than four hours is refused for its age
# needs = ["iss", "sub", "iat", "exp"]  # the texts on their absence name them
# texts = ["iss", "sub"]
# nonempty = true
# single = true  # a client has one id
# [recipe]
# cut = true
# before = '''
# from jwkest.jwt import JWT
# from oic.oic.message import IdToken
# id_token = IdToken(**JWT().unpack(token).payload())
# '''
# ///

from jwkest.jwt import JWT
from oic.exception import PyoidcError
from oic.oic.message import IdToken

from tests.observed.adapters.python.serve import Question, serve


def verify(question: Question) -> None:
    """Let pyoidc decide."""
    claims = JWT().unpack(question.token).payload()
    expected = {"iss": question.issuer, "client_id": question.audience}
    IdToken(**claims).verify(**{name: value for name, value in expected.items() if value is not None})


serve(verify, PyoidcError, ValueError)
