"""Closes a connection on which no request arrives: half a request must not hold a place for ever."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    from uvicorn.protocols.http.h11_impl import RequestResponseCycle

SECONDS = 10.0


class Deadline(H11Protocol):
    """uvicorn's protocol, which waits without end for the first request to become whole."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Starts the clock."""
        super().connection_made(transport)
        self.loop.call_later(SECONDS, self._close_unless_asked)

    def _close_unless_asked(self) -> None:
        cycle = cast("RequestResponseCycle | None", self.cycle)
        if cycle is None and not self.transport.is_closing():
            self.transport.close()
