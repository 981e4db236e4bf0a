"""A Starlette application with CORS and a WebSocket, behind a token that must grant a scope.

Run it with `uvicorn examples.starlette_api:app`; set AUDIENCE and ISSUER.
"""

import os

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from forwhom import RemoteKeys, Validator
from forwhom.asgi import RequireToken, claims_of

AUDIENCE = os.environ.get("AUDIENCE", "https://api.example.com")
ISSUER = os.environ.get("ISSUER", "https://auth.example.com")


async def orders(request: Request) -> JSONResponse:
    """Answers one request."""
    return JSONResponse({"orders": [], "for": claims_of(request.scope)["sub"]})


async def news(socket: WebSocket) -> None:
    """Serves one WebSocket; its token was judged at the handshake and may expire while it is open."""
    await socket.accept()
    await socket.send_json({"for": claims_of(socket.scope)["sub"]})
    await socket.close()


def create(validator: Validator) -> Starlette:
    """The application behind this validator."""
    return Starlette(
        routes=[Route("/orders", orders), WebSocketRoute("/news", news)],
        middleware=[
            # Outside: a browser sends no token with its preflight request, and must be able to read a refusal.
            Middleware(CORSMiddleware, allow_origins=["https://web.example.com"], allow_headers=["Authorization"]),
            Middleware(RequireToken, validator, realm="orders", scopes=["orders:read"]),
        ],
    )


app = create(Validator(audience=AUDIENCE, issuer=ISSUER, keys=RemoteKeys.from_issuer(ISSUER), profile="at+jwt"))
