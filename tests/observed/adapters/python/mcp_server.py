"""A server with the middleware of the MCP Python SDK, and a token verifier as it wants one."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING, cast

from joserfc import jws
from joserfc.jwk import OctKey, RSAKey
from mcp.server.auth.middleware.bearer_auth import BearerAuthBackend, RequireAuthMiddleware
from mcp.server.auth.provider import AccessToken
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.responses import JSONResponse

from forwhom.audience.http_url import canonical

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from pydantic import AnyHttpUrl
    from starlette.types import Scope


class _Log(logging.Handler):
    """Keeps the texts of one request."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the text of this record."""
        self.texts.append(record.getMessage())


class _Verifier:
    """Verifies the signature and reports what the token says; of several resources, the expected one."""

    def __init__(self, key: str, algorithm: str, expected: AnyHttpUrl | None) -> None:
        self._key = OctKey.import_key(key) if algorithm == "HS256" else RSAKey.import_key(key)
        self._algorithm = algorithm
        self._expected = expected

    async def verify_token(self, token: str) -> AccessToken | None:
        """What the token says."""
        signed = jws.deserialize_compact(token, self._key, algorithms=[self._algorithm])
        claims = cast("dict[str, object]", json.loads(signed.payload))
        aud = claims.get("aud")
        members = cast("list[object]", aud) if isinstance(aud, list) else [aud]
        found = [one for one in members if isinstance(one, str)]
        best = [one for one in found if canonical(one) == str(self._expected)]
        resource = next(iter(best or found), None)
        expires_at = claims.get("exp")
        return AccessToken.model_validate(
            {"token": token, "client_id": "web", "scopes": [], "expires_at": expires_at, "resource": resource}
        )


_log = _Log()
_logger = logging.getLogger("mcp")
_logger.addHandler(_log)
_loop = asyncio.new_event_loop()


def answer(token: str, key: str, algorithm: str, expected: AnyHttpUrl | None) -> tuple[int, str]:
    """The status of the response to a request with this token; its body, with what was logged."""
    _log.texts.clear()
    backend = BearerAuthBackend(_Verifier(key, algorithm, expected), resource_server_url=expected)
    app = AuthenticationMiddleware(RequireAuthMiddleware(JSONResponse({}), required_scopes=[]), backend=backend)
    status, body = _loop.run_until_complete(_asked(app, token))
    return status, "\n".join((body, *_log.texts))


async def _asked(app: AuthenticationMiddleware, token: str) -> tuple[int, str]:
    answers: list[MutableMapping[str, object]] = []
    headers = [(b"host", b"mcp.example.com"), (b"authorization", f"Bearer {token}".encode())]
    scope: Scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": headers}

    async def receive() -> MutableMapping[str, object]:
        return {"type": "http.request", "body": b""}

    async def send(message: MutableMapping[str, object]) -> None:
        answers.append(message)

    await app(scope, receive, send)
    return int(str(answers[0]["status"])), cast("bytes", answers[1]["body"]).decode()
