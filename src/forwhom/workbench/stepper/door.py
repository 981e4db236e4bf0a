"""The route by which the page asks. Behind it stands the desk, which is built when somebody asks first."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from forwhom.workbench.stepper.form import RefusedError, sent

if TYPE_CHECKING:
    from starlette.requests import Request

    from forwhom.workbench.stepper.desk import Desk

_KEEP = {"Cache-Control": "no-store"}
_EXTRA = "the OIDC debugger needs two packages more: pip install 'forwhom[oidc]'"


@dataclass(slots=True)
class Door:
    """Lets in who knows the key, which is new with every start; `Guard` looks at it."""

    key: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    desk: Desk | None = field(default=None, repr=False)

    def route(self) -> Route:
        """The route, below `/api/`."""
        return Route("/api/oidc/{question}", self._answer, methods=["POST"])

    def close(self) -> None:
        """Forgets everything."""
        if self.desk:
            self.desk.close()

    async def _answer(self, request: Request) -> Response:
        try:
            told = await self._desk().ask(request.path_params["question"], await sent(request))
        except RefusedError as refused:
            return JSONResponse({"error": str(refused)}, refused.status, _KEEP)
        return JSONResponse(told, headers=_KEEP)

    def _desk(self) -> Desk:
        """The desk. Raises `RefusedError` when the packages that it needs are missing."""
        if self.desk is None:
            # Not before: it would make every start of the workbench slower.
            try:
                from forwhom.workbench.stepper.desk import Desk  # noqa: PLC0415
            except ModuleNotFoundError as error:
                if error.name and error.name.startswith("forwhom"):
                    raise
                raise RefusedError(_EXTRA, 501) from None
            self.desk = Desk()
        return self.desk
