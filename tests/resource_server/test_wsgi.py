"""The WSGI middleware: the same decisions as over ASGI, in the other protocol's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator as checked

import pytest

from forwhom.wsgi import CLAIMS as KEY
from forwhom.wsgi import NoClaims, RequireToken, claims_of
from tests.resource_server.test_asgi import BrokenKeys, fresh
from tests.resource_server.tokens import AUDIENCE, CLAIMS, signed, validator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse


class Endpoint:
    """An application that answers 200 and keeps what reached it."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.reached: list[dict[str, Any]] = []

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answers one request."""
        self.reached.append(environ)
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"reached"]


def _started(_status: str, _headers: list[tuple[str, str]], *_: object) -> Callable[[bytes], object]:
    return bytes


def asked(
    token: str | None = None,
    environ: dict[str, Any] | None = None,
    **options: Any,  # noqa: ANN401 - of the middleware
) -> tuple[str, dict[str, str], bytes, list[dict[str, Any]]]:
    """Status line, headers and body of the answer, and what reached the application; PEP 3333 is checked."""
    endpoint = Endpoint()
    judge = options.pop("judge", None) or validator()
    app = checked(RequireToken(endpoint, judge, **options))
    asked_for: dict[str, Any] = {"REQUEST_METHOD": "GET", "PATH_INFO": "/orders", "SCRIPT_NAME": "", **(environ or {})}
    asked_for.setdefault("QUERY_STRING", "")
    if token is not None:
        asked_for["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    setup_testing_defaults(asked_for)
    started: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], *_: object) -> Callable[[bytes], object]:
        started.extend((status, dict(headers)))
        return started.append

    body = app(asked_for, start_response)
    answer = b"".join(body)
    body.close()  # type: ignore[attr-defined]  # the checker of PEP 3333 wants it closed
    return started[0], started[1], answer, endpoint.reached


def test_a_good_token_gets_through_with_its_claims() -> None:
    """They stand in the environment under a name that no header can have."""
    claims = fresh()
    status, _, body, reached = asked(signed(claims))
    assert (status, body) == ("200 OK", b"reached")
    assert claims_of(reached[0]) == reached[0]["forwhom.claims"] == claims


def test_all_names_are_there() -> None:
    """What the documentation imports, and whatever a star brings."""
    found: dict[str, Any] = {}
    exec("from forwhom.wsgi import *", found)  # noqa: S102 - the statement is what is tested
    assert {"CLAIMS", "NoClaims", "RequireToken", "claims_of"} <= found.keys()


@pytest.mark.parametrize("environ", [{"PATH_INFO": "/health"}, {"SCRIPT_NAME": "/health"}])
def test_a_server_may_leave_out_what_is_empty(environ: dict[str, str]) -> None:
    """PEP 3333 allows that of the mount, the path and the query."""
    endpoint = Endpoint()
    app = RequireToken(endpoint, validator(), exempt=["/health"])
    app({"REQUEST_METHOD": "GET", **environ}, _started)
    assert endpoint.reached


def test_letters_that_no_server_hands_out_are_refused(caplog: pytest.LogCaptureFixture) -> None:
    """Text that is no bytes in disguise: it breaks nothing and is shown with question marks."""
    endpoint = Endpoint()
    app = RequireToken(endpoint, validator())
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/\u20ac", "QUERY_STRING": "\u20ac"}
    for headers in ({"HTTP_AUTHORIZATION": "Bearer \u20ac"}, {}):
        app({**environ, **headers}, _started)
    assert not endpoint.reached
    codes = [vars(record)["forwhom"]["code"] for record in caplog.records]
    paths = [vars(record)["forwhom"]["request"]["path"] for record in caplog.records]
    assert (codes, paths) == (["credentials-malformed", "token-missing"], ["/?", "/?"])


def test_the_path_is_read_as_the_bytes_that_came(caplog: pytest.LogCaptureFixture) -> None:
    """WSGI hands out each byte as a letter; what is no UTF-8 is marked."""
    for path in ("/caf\u00c3\u00a9", "/caf\u00e9"):
        asked(None, {"PATH_INFO": path})
    requests = [vars(record)["forwhom"]["request"] for record in caplog.records]
    assert requests[0] == {"kind": "http", "method": "GET", "path": "/caf\u00e9"}
    assert requests[1]["path"] == "/caf\ufffd"


@pytest.mark.parametrize(
    ("token", "status", "challenge"),
    [
        (None, "401 Unauthorized", "Bearer"),
        (signed({**CLAIMS, "exp": 1}), "401 Unauthorized", 'Bearer error="invalid_token"'),
        (signed({**CLAIMS, "aud": "x"}), "401 Unauthorized", 'Bearer error="invalid_token"'),
        ("a b", "400 Bad Request", 'Bearer error="invalid_request"'),
        ("a,Bearer a", "400 Bad Request", 'Bearer error="invalid_request"'),
        ("\xe4", "400 Bad Request", 'Bearer error="invalid_request"'),
    ],
)
def test_others_are_refused(token: str | None, status: str, challenge: str) -> None:
    """With the status and the words of RFC 6750; the application is not reached."""
    found, headers, _, reached = asked(token)
    assert (found, headers["Www-Authenticate"], reached) == (status, challenge, [])


def test_missing_scopes_are_forbidden() -> None:
    """Status 403."""
    status, headers, _, _ = asked(signed(fresh(scope="a")), scopes=["a", "b"])
    assert status == "403 Forbidden"
    assert headers["Www-Authenticate"] == 'Bearer scope="a b", error="insufficient_scope"'


def test_a_head_request_has_no_body() -> None:
    """Its headers are those of the answer to GET."""
    _, headers, body, _ = asked("x", {"REQUEST_METHOD": "HEAD"})
    assert (headers["Content-Length"], body) == ("25", b"")


def test_a_token_in_the_query_is_refused() -> None:
    """Also a good one."""
    status, _, _, _ = asked(None, {"QUERY_STRING": f"access_token={signed(fresh())}"})
    assert status == "400 Bad Request"


@pytest.mark.parametrize(
    ("script", "path", "status"),
    [
        ("", "/health", "200 OK"),
        ("/app", "/health", "401 Unauthorized"),
        ("", "/app/health", "401 Unauthorized"),
        ("", "/health/", "401 Unauthorized"),
    ],
)
def test_only_exempt_paths_are_open(script: str, path: str, status: str) -> None:
    """The whole path counts, that of the mount included."""
    assert asked(None, {"SCRIPT_NAME": script, "PATH_INFO": path}, exempt=["/health"])[0] == status


def test_report_only_lets_through_without_claims(caplog: pytest.LogCaptureFixture) -> None:
    """And reports what would have been refused; what another layer left as claims is taken away."""
    status, _, _, reached = asked(signed(fresh(aud="x")), {KEY: {"sub": "root"}}, enforce=False)
    assert status == "200 OK"
    with pytest.raises(NoClaims):
        claims_of(reached[0])
    assert "would be refused with 401: aud-mismatch" in caplog.text


def test_report_only_gives_claims_where_the_token_is_good() -> None:
    """So an application can be prepared before the switch."""
    assert claims_of(asked(signed(fresh()), enforce=False)[3][0])["aud"] == AUDIENCE


def test_a_defect_refuses_unless_only_reporting() -> None:
    """An unforeseen error never lets a request in, and never stops one where nothing is enforced."""
    judge = validator(keys=BrokenKeys())
    with pytest.raises(RuntimeError):
        asked(signed(fresh()), judge=judge)
    assert asked(signed(fresh()), judge=judge, enforce=False)[0] == "200 OK"
