"""A FastAPI application that takes only tokens that were issued for it.

Run it with `uvicorn examples.fastapi_api:app`; set AUDIENCE and ISSUER, and REPORT_ONLY=1 to refuse nobody yet.
"""

import os
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request

from forwhom import RemoteKeys, Validator
from forwhom.asgi import RequireToken, claims_of

AUDIENCE = os.environ.get("AUDIENCE", "https://api.example.com")
ISSUER = os.environ.get("ISSUER", "https://auth.example.com")


def claims(request: Request) -> Mapping[str, Any]:
    """The claims of the request's token, which has been accepted when a handler runs."""
    return claims_of(request.scope)


Claims = Annotated[Mapping[str, Any], Depends(claims)]


def create(validator: Validator, *, enforce: bool = True) -> FastAPI:
    """The application behind this validator."""
    api = FastAPI()
    api.add_middleware(RequireToken, validator=validator, enforce=enforce, exempt=["/health"])

    @api.get("/orders")
    def orders() -> dict[str, list[str]]:
        return {"orders": []}

    @api.get("/me")
    def me(token: Claims) -> dict[str, Any]:
        return {"sub": token["sub"]}

    @api.get("/health")
    def health() -> dict[str, bool]:
        return {"ok": True}

    return api


app = create(
    Validator(audience=AUDIENCE, issuer=ISSUER, keys=RemoteKeys.from_issuer(ISSUER)),
    enforce=os.environ.get("REPORT_ONLY") != "1",
)
