"""Keeps requests without a good token away from an ASGI application, or reports them: FastAPI, Starlette, MCP servers.

No framework is needed, and none is known here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, MutableMapping
from typing import Any, TypeAlias

from forwhom.jwt.json import JsonValue
from forwhom.resource_server.denial import Denial
from forwhom.resource_server.gate import Gate, Request, Verdict
from forwhom.resource_server.no_claims import NoClaims
from forwhom.resource_server.refusal_counter import RefusalCounter
from forwhom.resource_server.token_rejected import TokenRejected
from forwhom.resource_server.validator import Validator

__all__ = ["CLAIMS", "ASGIApp", "NoClaims", "RequireToken", "claims_of"]

# An ASGI scope and its messages are dictionaries of anything.
Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
ASGIApp: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

#: The name in `scope["state"]` under which the claims reach the application; Starlette shows it as `request.state`.
CLAIMS = "forwhom_claims"
# Policy violation. Source: RFC 6455 section 7.4.1.
_CLOSE = 1008
_DENIAL = "websocket.http.response"


class RequireToken:
    """An ASGI application that lets only requests with an accepted token through to another one."""

    def __init__(
        self,
        app: ASGIApp,
        validator: Validator,
        *,
        enforce: bool = True,
        realm: str | None = None,
        resource_metadata: str | None = None,
        scopes: Collection[str] = (),
        exempt: Collection[str] = (),
        counter: RefusalCounter | None = None,
    ) -> None:
        """Protects `app`; raises `ConfigurationError` for any mistake in the arguments.

        With `enforce=False` every request goes through, and what would have been refused is only reported. `realm`
        and `resource_metadata` (the URL of the RFC 9728 document) stand in the challenges. A token must grant all of
        `scopes`. `exempt` are paths that are open, each in this one spelling; a preflight request of CORS is not
        exempt: put the CORS middleware outside of this one. `counter` replaces that of OpenTelemetry.

        Source: RFC 6750, RFC 9728 section 5.1
        """
        self._app = app
        self._gate = Gate(
            validator,
            enforce=enforce,
            realm=realm,
            resource_metadata=resource_metadata,
            scopes=scopes,
            exempt=exempt,
            counter=counter,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one connection: HTTP and WebSocket are judged once at their beginning, lifespan passes."""
        kind = scope["type"]
        if kind == "lifespan":
            await self._app(scope, receive, send)
            return
        if kind not in {"http", "websocket"}:
            raise ValueError(f"forwhom.asgi.RequireToken knows no connection of type {kind!r}, so it lets none in")
        verdict = await self._judged(scope)
        if verdict.denial is None:
            # Set in any case: what an outer layer has left there must not count as accepted here.
            await self._app({**scope, "state": {**_state(scope), CLAIMS: verdict.claims}}, receive, send)
        elif kind == "http":
            await _answer("http.response", verdict.denial, send)
        else:
            await _turn_away(verdict.denial, scope, receive, send)

    async def _judged(self, scope: Scope) -> Verdict:
        request = Request(
            kind=scope["type"],
            method=scope.get("method", "GET"),
            path=scope["path"],
            query=scope.get("query_string") or b"",
            authorization=[value for name, value in scope["headers"] if name == b"authorization"],
        )
        token = self._gate.before(request, scope.get("raw_path"))
        if isinstance(token, Verdict):
            return token
        try:
            claims = await self._gate.validator.validate_async(token)
        except TokenRejected as cause:
            return self._gate.rejected(request, token, cause)
        except Exception as error:  # noqa: BLE001 - only reporting must not break what it watches
            return self._gate.failed(error)
        return self._gate.accepted(request, token, claims)


def claims_of(scope: Scope) -> Mapping[str, JsonValue]:
    """The claims of the accepted token of a request, from its ASGI scope (`request.scope` in most frameworks).

    Raises `NoClaims` where there are none: the path is exempt, the refusal was only reported, or no `RequireToken` is
    in front of the application.
    """
    claims: Mapping[str, JsonValue] | None = _state(scope).get(CLAIMS)
    if claims is None:
        raise NoClaims("no token was accepted for this request")
    return claims


def _state(scope: Scope) -> Mapping[str, Any]:
    state: Mapping[str, Any] | None = scope.get("state")
    return state or {}


async def _answer(name: str, denial: Denial, send: Send) -> None:
    headers = [(key.encode("latin-1"), value.encode("latin-1")) for key, value in denial.headers]
    await send({"type": f"{name}.start", "status": denial.status, "headers": headers})
    await send({"type": f"{name}.body", "body": denial.body})


async def _turn_away(denial: Denial, scope: Scope, receive: Receive, send: Send) -> None:
    """Ends the handshake of a WebSocket: with the same answer as over HTTP, or, where the server cannot, with 403."""
    if (await receive())["type"] != "websocket.connect":
        return
    if _DENIAL in (scope.get("extensions") or {}):
        await _answer(_DENIAL, denial, send)
    else:
        await send({"type": "websocket.close", "code": _CLOSE})
