"""Puts trials before the JWTVerifier of FastMCP, as requests that carry the token; why it refuses stands in its log."""

# /// observed
# pypi = ["fastmcp"]
# [reach]
# core = true  # lines of the log stand around it
# [recipe]
# before = '''
# import asyncio, logging
# from tests.observed.adapters.python_apart.loopback import Keys, redirect_httpx
# keys = Keys()
# keys.key = key
# redirect_httpx(keys, "httpx2")
# '''
# after = '''
# logging.getLogger("fastmcp").handlers = [logging.StreamHandler()]
# if asyncio.run(verifier.verify_token(token)) is None: sys.exit(1)
# '''
# ///

import asyncio
import logging
from typing import Any

from fastmcp.server.auth.middleware import RequireAuthMiddleware
from fastmcp.server.auth.providers.jwt import JWTVerifier
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from tests.observed.adapters.python.serve import Question, Refusal, serve


class Log(logging.Handler):
    """Keeps the texts of one trial."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        super().__init__()
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the text of this record."""
        self.texts.append(record.getMessage())


log = Log()
logger = logging.getLogger("fastmcp")
logger.handlers = [log]
logger.setLevel(logging.DEBUG)
loop = asyncio.new_event_loop()


async def status_of(app: Any, token: str) -> int:
    """The status with which this application answers a request that carries the token."""
    answers: list[dict[str, Any]] = []
    headers = [(b"host", b"mcp.example.com"), (b"authorization", f"Bearer {token}".encode())]
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": headers}

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    async def send(message: dict[str, Any]) -> None:
        answers.append(message)

    await app(scope, receive, send)
    return int(answers[0]["status"])


def verify(question: Question) -> None:
    """Let FastMCP decide, in the middleware that its servers have."""
    log.texts.clear()
    verifier = JWTVerifier(
        public_key=question.key, algorithm=question.algorithm, audience=question.audience, issuer=question.issuer
    )
    endpoint = RequireAuthMiddleware(JSONResponse({}), required_scopes=[])
    app = Starlette(routes=[Route("/", endpoint)], middleware=verifier.get_middleware())
    status = loop.run_until_complete(status_of(app, question.token))
    if status != 200:
        raise Refusal("\n".join(log.texts), status)


serve(verify)
