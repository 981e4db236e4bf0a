"""The examples behind real servers, asked by a real HTTP client, with keys fetched from a real issuer on loopback."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from examples import fastapi_api, flask_api, mcp_server, starlette_api
from forwhom.resource_server.refusal_formatter import RefusalFormatter
from tests.cli.calling import call
from tests.examples.running import Issuer, free_port, issuing, uvicorn_serving, werkzeug_serving

if TYPE_CHECKING:
    from forwhom.resource_server.validator import Validator

AUDIENCE = "https://api.example.com"


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    """One for all."""
    with issuing() as one:
        yield one


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """The log that the operator has configured as the guide says."""
    path = tmp_path / "api.log"
    handler = logging.FileHandler(path)
    handler.setFormatter(RefusalFormatter())
    logger = logging.getLogger("forwhom.refusals")
    logger.addHandler(handler)
    yield path
    logger.removeHandler(handler)
    handler.close()


def events(log: Path) -> list[dict[str, Any]]:
    """What was told so far."""
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def get(url: str, token: str | None = None, **headers: str) -> httpx2.Response:
    """The answer to a GET request, with a token if there is one."""
    sent = {**headers, **({"Authorization": f"Bearer {token}"} if token else {})}
    return httpx2.get(url, headers=sent, timeout=10)


def _fastapi(validator: Validator, *, enforce: bool = True) -> AbstractContextManager[str]:
    return uvicorn_serving(fastapi_api.create(validator, enforce=enforce))


def _flask(validator: Validator, *, enforce: bool = True) -> AbstractContextManager[str]:
    return werkzeug_serving(flask_api.create(validator, enforce=enforce))


_APIS = pytest.mark.parametrize("serve", [_fastapi, _flask])


@_APIS
def test_the_apis_take_only_tokens_for_them(
    issuer: Issuer, log: Path, serve: Callable[..., AbstractContextManager[str]]
) -> None:
    """The right token gets an answer made of its claims; every other one 401, and one event each for the operator."""
    with serve(issuer.validator(AUDIENCE)) as url:
        right = get(f"{url}/me", issuer.token(AUDIENCE))
        assert (right.status_code, right.json()) == (200, {"sub": "u1"})
        assert get(f"{url}/orders", issuer.token(AUDIENCE)).json() == {"orders": []}
        assert get(f"{url}/health").json() == {"ok": True}
        missing = get(f"{url}/orders")
        assert (missing.status_code, missing.headers["WWW-Authenticate"]) == (401, "Bearer")
        for token in (
            issuer.token(f"{AUDIENCE}/"),
            issuer.token(AUDIENCE, exp=1),
            issuer.token(AUDIENCE, forged=True),
        ):
            wrong = get(f"{url}/orders", token)
            assert (wrong.status_code, wrong.json()) == (401, {"error": "invalid_token"})
            assert wrong.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'
        assert get(f"{url}/orders?access_token=x", issuer.token(AUDIENCE)).status_code == 400
    assert [event["code"] for event in events(log)] == [
        "token-missing",
        "aud-trailing-slash",
        "token-expired",
        "signature-invalid",
        "token-in-query",
    ]


@_APIS
def test_report_only_shows_who_would_break(
    issuer: Issuer,
    log: Path,
    serve: Callable[..., AbstractContextManager[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Everybody gets in as before, and one command reads from the log who would not, and who has to change what."""
    with serve(issuer.validator(AUDIENCE), enforce=False) as url:
        assert get(f"{url}/orders", issuer.token(AUDIENCE)).status_code == 200
        get(f"{url}/health")
        for token in (*[issuer.token(f"{AUDIENCE}/", client_id="cron")] * 2, None):
            assert get(f"{url}/orders", token).json() == {"orders": []}
    answer = call(monkeypatch, "refusals", str(log))
    assert answer.status == 1
    assert "0 enforced, 3 only reported." in answer.out
    assert f'2  client "cron", issuer "{issuer.url}", audience "{AUDIENCE}/", expected "{AUDIENCE}"' in answer.out
    assert "fix, at the client: request the token with" in answer.out
    assert "1  token-missing" in answer.out


def test_starlette_answers_browsers_and_asks_for_a_scope(issuer: Issuer) -> None:
    """The preflight needs no token, a browser may read the refusal, and the scope of the token counts."""
    origin = {"Origin": "https://web.example.com"}
    with uvicorn_serving(starlette_api.create(issuer.validator(AUDIENCE, profile="at+jwt"))) as url:
        preflight = httpx2.options(
            f"{url}/orders",
            headers={
                **origin,
                "Access-Control-Request-Method": "GET",
                "Access-Control-Request-Headers": "authorization",
            },
        )
        assert preflight.status_code == 200
        missing = get(f"{url}/orders", **origin)
        assert missing.headers["WWW-Authenticate"] == 'Bearer realm="orders", scope="orders:read"'
        assert missing.headers["Access-Control-Allow-Origin"] == "https://web.example.com"
        narrow = get(f"{url}/orders", issuer.token(AUDIENCE, scope="orders:write"))
        assert narrow.status_code == 403
        assert 'error="insufficient_scope"' in narrow.headers["WWW-Authenticate"]
        assert get(f"{url}/orders", issuer.token(AUDIENCE, scope="orders:read")).json()["for"] == "u1"
        assert get(f"{url}/orders", issuer.token(AUDIENCE, typ="JWT", scope="orders:read")).status_code == 401


def test_a_websocket_of_starlette_opens_with_a_token_only(issuer: Issuer) -> None:
    """Without one the handshake is answered as over HTTP, challenge and all: uvicorn can do that."""
    with uvicorn_serving(starlette_api.create(issuer.validator(AUDIENCE, profile="at+jwt"))) as url:
        address = f"{url.replace('http', 'ws')}/news"
        token = issuer.token(AUDIENCE, scope="orders:read")
        with connect(address, additional_headers={"Authorization": f"Bearer {token}"}) as socket:
            assert json.loads(socket.recv()) == {"for": "u1"}
        with pytest.raises(InvalidStatus) as refused:
            connect(address)
        assert refused.value.response.status_code == 401
        assert refused.value.response.headers["WWW-Authenticate"] == 'Bearer realm="orders", scope="orders:read"'


def test_an_mcp_client_is_led_to_the_authorization_server(issuer: Issuer) -> None:
    """By the challenge to the metadata, whose resource is the audience that the server expects, exactly."""
    port = free_port()
    resource = f"http://127.0.0.1:{port}/mcp"
    app = mcp_server.create(issuer.validator(resource), resource, issuer.url)
    with uvicorn_serving(app, port):
        refused = httpx2.post(resource, json={})
        challenge = refused.headers["WWW-Authenticate"]
        address = f"http://127.0.0.1:{port}/.well-known/oauth-protected-resource/mcp"
        assert (refused.status_code, challenge) == (401, f'Bearer resource_metadata="{address}"')
        metadata = get(address).json()
        assert metadata["resource"] == resource
        assert [server.rstrip("/") for server in metadata["authorization_servers"]] == [issuer.url]
        elsewhere = httpx2.post(resource, json={}, headers={"Authorization": f"Bearer {issuer.token(AUDIENCE)}"})
        assert elsewhere.status_code == 401
        assert 'error="invalid_token"' in elsewhere.headers["WWW-Authenticate"]


def test_an_mcp_client_with_its_token_calls_a_tool(issuer: Issuer) -> None:
    """The SDK's own client, and the tool knows whose token it was."""
    port = free_port()
    resource = f"http://127.0.0.1:{port}/mcp"

    async def ask(token: str) -> str:
        async with (
            httpx2.AsyncClient(headers={"Authorization": f"Bearer {token}"}) as http,
            Client(streamable_http_client(resource, http_client=http)) as client,
        ):
            result = await client.call_tool("whoami", {})
            return str(result.content[0].text)  # type: ignore[union-attr]

    with uvicorn_serving(mcp_server.create(issuer.validator(resource), resource, issuer.url), port):
        assert asyncio.run(ask(issuer.token(resource, sub="alice"))) == "alice"
