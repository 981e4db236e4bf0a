"""The local server: hands out the files of the workbench on loopback. It is sent nothing to keep.

With a door, it walks an authorization server for the page of the OIDC debugger as well, and keeps that in memory.
"""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from forwhom.workbench.deadline import Deadline
from forwhom.workbench.guard import METHODS, Guard
from forwhom.workbench.policy import keeping

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

    from forwhom.workbench.site import Resource
    from forwhom.workbench.stepper.door import Door

LOOPBACK = "127.0.0.1"
_MAX_CONNECTIONS = 64
#: Bytes of a request line and its headers.
_MAX_HEAD = 16384


def application(files: Mapping[str, Resource], port: int, door: Door | None = None) -> Starlette:
    """The application that answers with these files to a browser on this machine."""

    async def answer(request: Request) -> Response:
        path = request.path_params["path"]
        # A plain look-up: no path leads out of the site, whatever it is made of.
        found = files.get(f"{path}index.html" if not path or path.endswith("/") else path)
        if not found:
            return PlainTextResponse("there is no such page\n", 404, {"Cache-Control": "no-store"})
        # In one piece: handing out a file in many small ones is what would take longest.
        return Response(found.read(), headers={"Cache-Control": keeping(lasting=found.lasting)}, media_type=found.type)

    return Starlette(
        routes=[*([door.route()] if door else []), Route("/{path:path}", answer, methods=METHODS)],
        middleware=[Middleware(Guard, port=port, key=door.key if door else None)],
    )


def bound(port: int) -> socket.socket:
    """A socket on loopback and this port, 0 for any free one. Raises `OSError` when it is taken."""
    return socket.create_server((LOOPBACK, port))


def serve(
    listener: socket.socket,
    files: Mapping[str, Resource],
    idle: float,
    started: Callable[[], None],
    door: Door | None = None,
) -> None:
    """Answers until it is interrupted, or until `idle` seconds pass without a request; 0 waits for ever."""
    used = _Used(application(files, listener.getsockname()[1], door))
    config = uvicorn.Config(
        used,
        http=Deadline,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_MAX_CONNECTIONS,
        h11_max_incomplete_event_size=_MAX_HEAD,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)

    async def run() -> None:
        started()
        if idle:
            used.watch(idle, server)
        await server.serve(sockets=[listener])

    try:
        asyncio.run(run())
    finally:
        if door:
            door.close()


class _Used:
    """Notes when the application was asked last, in seconds of the event loop's clock."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._last = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._last = asyncio.get_running_loop().time()
        await self._app(scope, receive, send)

    def watch(self, idle: float, server: uvicorn.Server) -> None:
        """Stops the server as soon as `idle` seconds have passed since it was asked last."""
        loop = asyncio.get_running_loop()
        self._last = loop.time()

        def check() -> None:
            left = self._last + idle - loop.time()
            if left > 0:
                loop.call_later(left, check)
            else:
                server.should_exit = True

        loop.call_later(idle, check)
