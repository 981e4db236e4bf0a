"""Puts trials before botframework-connector, as tokens of a channel; it fetches its keys over HTTP."""

# /// observed
# pypi = ["botframework-connector"]
# [reach]
# dates = true
# pair = true
# core = true  # Python prints an error number around it
# issuer = "https://api.botframework.com"
# issuers = "fixed"  # it is the same for every bot
# needs = ["iss"]  # without one, an error of Python's is raised
# single = true  # a bot has one app ID
# nonempty = true
# [recipe]
# issuer = "https://api.botframework.com"
# configuration = true
# ///

import asyncio
import json

from botframework.connector.auth import JwtTokenValidation, SimpleCredentialProvider
from jwt import PyJWTError

from tests.observed.adapters.python.serve import Question, serve
from tests.observed.adapters.python_apart.loopback import Keys, redirect_requests

keys = Keys()
keys.issuer = "https://api.botframework.com"
redirect_requests(keys)
loop = asyncio.new_event_loop()


def verify(question: Question) -> None:
    """Let the SDK decide."""
    keys.key = question.key
    bot = json.loads(question.recipe)["MicrosoftAppId"] if question.recipe is not None else question.audience
    credentials = SimpleCredentialProvider(bot, "")
    decided = JwtTokenValidation.validate_auth_header(f"Bearer {question.token}", credentials, "", "emulator")
    loop.run_until_complete(decided)


serve(verify, PermissionError, PyJWTError)
