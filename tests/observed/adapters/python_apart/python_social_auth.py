"""Puts trials before the OpenID Connect backend of Python Social Auth, as ID Tokens; it fetches its keys over HTTP."""

# /// observed
# pypi = ["social-auth-core"]
# [reach]
# pair = true
# issuers = "one"  # discovery or a setting names it
# single = true  # a client has one id
# nonempty = true
# never = ["at_hash"]  # it is about the access token
# fresh = true  # a token of more than ten minutes is refused for its age, here of more than an hour
# needs = ["iat"]  # the recipe's token has to have one
# [recipe]
# before = '''
# from tests.observed.adapters.python_apart.social_backend import validate
# '''
# after = '''
# validate({name: value for name, value in globals().items() if name.startswith("SOCIAL_AUTH_")}, token, key)
# '''
# ///

from social_core.exceptions import SocialAuthBaseException

from tests.observed.adapters.python.serve import Question, serve
from tests.observed.adapters.python_apart.social_backend import validate


def verify(question: Question) -> None:
    """Let the backend decide."""
    settings = {"SOCIAL_AUTH_OIDC_KEY": question.audience, "SOCIAL_AUTH_OIDC_ID_TOKEN_ISSUER": question.issuer}
    validate(settings, question.token, question.key)


serve(verify, SocialAuthBaseException)
