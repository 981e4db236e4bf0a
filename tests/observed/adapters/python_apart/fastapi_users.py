"""Puts trials before the function with which fastapi-users decodes its tokens."""

# /// observed
# pypi = ["fastapi-users"]
# [reach]
# dates = true
# issuers = "none"
# configured = true
# [recipe]
# before = 'SECRET = key'
# after = '''
# strategy = get_jwt_strategy()
# strategy.algorithm = "RS256"
# from fastapi_users.jwt import decode_jwt
# decode_jwt(token, strategy.decode_key, strategy.token_audience, algorithms=[strategy.algorithm])
# '''
# ///

from fastapi_users.jwt import decode_jwt
from jwt import PyJWTError

from tests.observed.adapters.python.serve import Question, serve


def verify(question: Question) -> None:
    """Let fastapi-users decide."""
    decode_jwt(question.token, question.key, question.audiences or [], algorithms=[question.algorithm])


serve(verify, PyJWTError)
