"""Puts trials before authlib.jose, with claims options that require what is expected."""

# /// observed
# pypi = ["authlib"]
# [reach]
# dates = true
# pair = true
# needs = ["iss"]
# ///

from authlib.jose import JsonWebToken
from authlib.jose.errors import InvalidClaimError, JoseError, MissingClaimError

from tests.observed.adapters.python.serve import Question, serve


def verify(question: Question) -> None:
    """Let authlib.jose decide."""
    options = {
        name: {"essential": True, **({"value": values[0]} if len(values) == 1 else {"values": values})}
        for name, values in (("aud", question.audiences), ("iss", question.issuers))
        if values is not None
    }
    JsonWebToken([question.algorithm]).decode(question.token, question.key, claims_options=options).validate()


def message(error: Exception) -> str:
    """Its text; the code before the description of a claim's error is left out, as logs do."""
    return error.description if isinstance(error, InvalidClaimError | MissingClaimError) else str(error)


serve(verify, JoseError, message=message)
