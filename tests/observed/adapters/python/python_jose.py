"""Puts trials before python-jose."""

# /// observed
# pypi = ["python-jose"]
# [reach]
# dates = true
# ///

from jose import JWTError, jwt

from tests.observed.adapters.python.serve import Question, serve


def verify(question: Question) -> None:
    """Let python-jose decide."""
    jwt.decode(
        question.token,
        question.key,
        algorithms=[question.algorithm],
        # A list is what its annotations forbid and what its users try.
        audience=question.audience,  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        issuer=question.issuer,
    )


# A date that is null or an array ends in Python's own error.
serve(verify, JWTError, TypeError)
