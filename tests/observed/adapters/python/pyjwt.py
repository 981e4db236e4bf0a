"""Puts trials before PyJWT."""

# /// observed
# pypi = ["pyjwt"]
# [reach]
# dates = true
# ///

import jwt

from tests.observed.adapters.python.serve import Question, serve


def verify(question: Question) -> None:
    """Let PyJWT decide."""
    jwt.decode(
        question.token,
        question.key,
        algorithms=[question.algorithm],
        audience=question.audience,
        issuer=question.issuer,
    )


serve(verify, jwt.InvalidTokenError)
