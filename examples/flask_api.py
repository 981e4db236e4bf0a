"""A Flask application that takes only tokens that were issued for it; any other WSGI application goes the same way.

Run it with `flask --app examples.flask_api run`; set AUDIENCE and ISSUER.
"""

import os
from typing import Any

from flask import Flask, request

from forwhom import RemoteKeys, Validator
from forwhom.wsgi import RequireToken, claims_of

AUDIENCE = os.environ.get("AUDIENCE", "https://api.example.com")
ISSUER = os.environ.get("ISSUER", "https://auth.example.com")


def create(validator: Validator, *, enforce: bool = True) -> Flask:
    """The application behind this validator."""
    api = Flask(__name__)

    @api.get("/orders")
    def orders() -> dict[str, list[str]]:  # pyright: ignore[reportUnusedFunction] - Flask calls it
        return {"orders": []}

    @api.get("/me")
    def me() -> dict[str, Any]:  # pyright: ignore[reportUnusedFunction] - Flask calls it
        return {"sub": claims_of(request.environ)["sub"]}

    @api.get("/health")
    def health() -> dict[str, bool]:  # pyright: ignore[reportUnusedFunction] - Flask calls it
        return {"ok": True}

    api.wsgi_app = RequireToken(api.wsgi_app, validator, enforce=enforce, exempt=["/health"])  # type: ignore[method-assign]
    return api


app = create(Validator(audience=AUDIENCE, issuer=ISSUER, keys=RemoteKeys.from_issuer(ISSUER)))
