"""Puts trials before cognitojwt, as ID Tokens; it fetches its keys over HTTP."""

# /// observed
# pypi = ["cognitojwt"]
# [reach]
# dates = true
# pair = true
# issuers = "none"  # it compares none
# extra = { token_use = "id" }
# [recipe]
# before = '''
# from tests.observed.adapters.python_apart.loopback import Keys, redirect_requests
# keys = Keys()
# keys.key = key
# redirect_requests(keys)
# '''
# ///

import cognitojwt

from tests.observed.adapters.python.serve import Question, serve
from tests.observed.adapters.python_apart.loopback import Keys, redirect_requests

keys = Keys()
redirect_requests(keys)


def verify(question: Question) -> None:
    """Let cognitojwt decide."""
    keys.key = question.key
    cognitojwt.decode(question.token, "eu-west-1", "eu-west-1_EXAMPLE", app_client_id=question.audience)


def message(error: Exception) -> str:
    """Its text; an error of Python's own stands behind its name, as the last line of a log shows it."""
    return str(error) if isinstance(error, cognitojwt.CognitoJWTException) else f"{type(error).__name__}: {error}"


# Python's own errors come of claims that are not there or of another type.
serve(verify, cognitojwt.CognitoJWTException, KeyError, TypeError, message=message)
