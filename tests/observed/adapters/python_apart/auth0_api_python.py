"""Puts trials before auth0-api-python; it fetches the discovery document and its keys over HTTP."""

# /// observed
# pypi = ["auth0-api-python"]
# [reach]
# pair = true
# issuers = "fixed"
# single = true  # it takes one audience
# nonempty = true
# needs = ["iss", "exp", "iat"]  # their absence is another fault
# texts = ["iss"]
# [recipe]
# issuer = "https://corp.eu.auth0.com/"
# before = '''
# from tests.observed.adapters.python_apart.loopback import Keys, redirect_httpx
# keys = Keys()
# keys.key, keys.issuer = key, "https://corp.eu.auth0.com/"
# redirect_httpx(keys)
# '''
# after = '''
# import asyncio
# asyncio.run(client.verify_access_token(token))
# '''
# ///

import asyncio
from urllib.parse import urlsplit

from auth0_api_python import ApiClient, ApiClientOptions
from auth0_api_python.errors import MissingRequiredArgumentError, VerifyAccessTokenError

from tests.observed.adapters.python.serve import Question, Refusal, serve
from tests.observed.adapters.python_apart.loopback import Keys, redirect_httpx

keys = Keys()
redirect_httpx(keys)
loop = asyncio.new_event_loop()


def verify(question: Question) -> None:
    """Let the client decide, and tell the status that it asks for."""
    assert isinstance(question.issuer, str)
    keys.key, keys.issuer = question.key, question.issuer
    client = ApiClient(ApiClientOptions(domain=urlsplit(question.issuer).netloc, audience=question.audience))
    try:
        loop.run_until_complete(client.verify_access_token(question.token))
    except VerifyAccessTokenError as error:
        raise Refusal(str(error), error.get_status_code()) from error


serve(verify, MissingRequiredArgumentError)
