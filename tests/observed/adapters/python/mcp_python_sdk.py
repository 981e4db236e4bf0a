"""Puts trials before the middleware of the MCP Python SDK, as requests; why it refuses stands in its log."""

# /// observed
# pypi = ["mcp", "starlette", "joserfc"]
# [reach]
# issuers = "none"  # they are the business of the server's own token verifier
# signed = true  # as above
# single = true  # a server has one address
# nonempty = true
# core = true  # the body of the response stands before it
# [recipe]
# address = true
# before = '''
# from tests.observed.adapters.python.mcp_server import answer
# '''
# after = '''
# status, text = answer(token, key, "RS256", settings.resource_server_url)
# if status != 200: sys.exit(text)
# '''
# ///

from pydantic import AnyHttpUrl, ValidationError

from tests.observed.adapters.python.mcp_server import answer
from tests.observed.adapters.python.serve import Question, Refusal, serve


def verify(question: Question) -> None:
    """Let the SDK decide."""
    expected = None if question.audiences is None else AnyHttpUrl(*question.audiences)
    status, text = answer(question.token, question.key, question.algorithm, expected)
    if status != 200:
        raise Refusal(text, status)


serve(verify, ValidationError)
