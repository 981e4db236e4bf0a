"""Puts trials before the IdToken of idpyoidc, which is about the claims alone."""

# /// observed
# pypi = ["idpyoidc"]
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
# before = '''
# from cryptojwt.simple_jwt import SimpleJWT
# from idpyoidc.message.oidc import IdToken
# id_token = IdToken(**SimpleJWT().unpack(token).payload())
# '''
# ///

from cryptojwt.simple_jwt import SimpleJWT
from idpyoidc.exception import OidcMsgError
from idpyoidc.message.oidc import IdToken

from tests.observed.adapters.python.serve import Question, serve


def verify(question: Question) -> None:
    """Let idpyoidc decide."""
    claims = SimpleJWT().unpack(question.token).payload()
    expected = {"iss": question.issuer, "client_id": question.audience}
    IdToken(**claims).verify(**{name: value for name, value in expected.items() if value is not None})


serve(verify, OidcMsgError, ValueError)
