"""Keeps requests without a good token away from a WSGI application, or reports them: Flask, Django, Bottle."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from forwhom.jwt.json import JsonValue
from forwhom.resource_server.gate import Gate, Request, Verdict
from forwhom.resource_server.no_claims import NoClaims
from forwhom.resource_server.refusal_counter import RefusalCounter
from forwhom.resource_server.token_rejected import TokenRejected
from forwhom.resource_server.validator import Validator

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication

__all__ = ["CLAIMS", "NoClaims", "RequireToken", "claims_of"]

#: The name in the environment under which the claims reach the application; none that comes from a header looks so.
CLAIMS = "forwhom.claims"


class RequireToken:
    """A WSGI application that lets only requests with an accepted token through to another one."""

    def __init__(
        self,
        app: WSGIApplication,
        validator: Validator,
        *,
        enforce: bool = True,
        realm: str | None = None,
        resource_metadata: str | None = None,
        scopes: Collection[str] = (),
        exempt: Collection[str] = (),
        counter: RefusalCounter | None = None,
    ) -> None:
        """Protects `app`; the arguments are those of `forwhom.asgi.RequireToken`."""
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

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answers one request."""
        verdict = self._judged(environ)
        if verdict.denial is None:
            return self._app({**environ, CLAIMS: verdict.claims}, start_response)
        denial = verdict.denial
        headers = [(name.title(), value) for name, value in denial.headers]
        start_response(f"{denial.status} {denial.reason}", headers)
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else denial.body]

    def _judged(self, environ: Mapping[str, Any]) -> Verdict:
        value: str | None = environ.get("HTTP_AUTHORIZATION")
        request = Request(
            kind="http",
            method=environ["REQUEST_METHOD"],
            path=_text(environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")),
            query=environ.get("QUERY_STRING", "").encode("latin-1", "replace"),
            authorization=() if value is None else (value.encode("latin-1", "replace"),),
        )
        token = self._gate.before(request)
        if isinstance(token, Verdict):
            return token
        try:
            claims = self._gate.validator.validate(token)
        except TokenRejected as cause:
            return self._gate.rejected(request, token, cause)
        except Exception as error:  # noqa: BLE001 - only reporting must not break what it watches
            return self._gate.failed(error)
        return self._gate.accepted(request, token, claims)


def claims_of(environ: Mapping[str, Any]) -> Mapping[str, JsonValue]:
    """The claims of the accepted token of a request, from its WSGI environment; raises `NoClaims` where there are none.

    There are none where the path is exempt, the refusal was only reported, or no `RequireToken` is in front of the
    application.
    """
    claims: Mapping[str, JsonValue] | None = environ.get(CLAIMS)
    if claims is None:
        raise NoClaims("no token was accepted for this request")
    return claims


def _text(path: str) -> str:
    """A path as text: WSGI hands out bytes as if they were Latin-1. Source: PEP 3333."""
    return path.encode("latin-1", "replace").decode("utf-8", "replace")
