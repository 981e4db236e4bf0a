"""The device flow when the server is slow, refuses, or answers what cannot be used."""

from __future__ import annotations

import json
import socket
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from forwhom.oidc.client import Client
from tests.oidc.hands import Hands, error, failures, token
from tests.oidc.user_agent import UserAgent
from tests.oidc.walks import NOTHING, at_authorization, on_device
from tests.resource_server.loopback import document, raw, serving

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue
    from forwhom.oidc.step import Step
    from forwhom.oidc.walk import Instruct
    from tests.oidc.conftest import Provider
    from tests.resource_server.loopback import Server

TV = Client(id="tv")
CODES: dict[str, JsonValue] = {
    "device_code": "device-code-0123456789",
    "user_code": "ABCD-EFGH",
    "verification_uri": "https://auth.example.test/device",
    "expires_in": 600,
    "interval": 1,
}
GRANTED: dict[str, JsonValue] = {"access_token": "opaque-0123456789", "token_type": "Bearer"}


def refused(code: str) -> dict[str, JsonValue]:
    """An error of the token endpoint."""
    return {"error": code}


@contextmanager
def server(codes: JsonValue, *polls: JsonValue) -> Generator[Server]:
    """A server that answers with these codes, and to each poll with the next of these, the last for ever."""
    left = list(polls)
    with serving(raw("HTTP/1.1 404 Not Found\nContent-Length: 0")) as one:
        described: JsonValue = {
            "issuer": one.url,
            "token_endpoint": f"{one.url}/token",
            "device_authorization_endpoint": f"{one.url}/device",
            "jwks_uri": f"{one.url}/keys",
        }

        def answer(connection: socket.socket, path: str) -> None:
            if path == "/device":
                document(codes)(connection, path)
            elif path == "/token":
                members = left.pop(0) if len(left) > 1 else left[0]
                body = json.dumps(members).encode()
                status = "400 Bad Request" if isinstance(members, dict) and "error" in members else "200 OK"
                raw(f"HTTP/1.1 {status}\nContent-Type: application/json\nContent-Length: {len(body)}", body)(
                    connection, path
                )
            elif path.endswith("configuration"):
                document(described)(connection, path)
            else:
                document({"keys": []})(connection, path)

        one.answer = answer
        yield one


def walked(codes: JsonValue, *polls: JsonValue) -> tuple[list[Step], Hands]:
    """The steps of a device flow at such a server, and what was done."""
    hands = Hands()
    with server(codes, *polls) as one:
        return on_device(one.url, TV, hands, NOTHING), hands


def test_polls_wait_as_the_server_says() -> None:
    """slow_down adds five seconds to the interval, for all polls that follow."""
    steps, hands = walked(
        CODES, refused("authorization_pending"), refused("slow_down"), refused("authorization_pending"), GRANTED
    )
    assert token(steps).raw == GRANTED["access_token"]
    assert hands.pauses == [1, 1, 6, 6]


@pytest.mark.parametrize("code", ["access_denied", "expired_token", "invalid_grant"])
def test_a_refusal_ends_the_polls(code: str) -> None:
    """The user refuses, or the code is too old: one poll more is not sent, and the error is explained."""
    steps, hands = walked(CODES, refused("authorization_pending"), refused(code))
    assert error(steps) == code
    assert len(hands.pauses) == 2


def test_nobody_enters_the_code() -> None:
    """Polls end with the life of the code."""
    steps, hands = walked({**CODES, "expires_in": 3}, refused("authorization_pending"))
    assert "nobody entered the code in time; 3 polls were sent" in failures(steps)
    assert len(hands.pauses) == 3


@pytest.mark.parametrize("interval", [0, -5, "soon", None, [], 1e308, True])
def test_an_odd_interval(interval: JsonValue) -> None:
    """An interval that is none is five seconds; a huge one a minute; never less than nothing, never for ever."""
    _, hands = walked({**CODES, "interval": interval}, GRANTED)
    assert hands.pauses in ([5.0], [60.0])


@pytest.mark.parametrize("life", [-1, 0, "long", None, 1e308])
def test_an_odd_life(life: JsonValue) -> None:
    """A life of the code that is none, or too long, ends after ten minutes."""
    steps, hands = walked({**CODES, "expires_in": life, "interval": 60}, refused("authorization_pending"))
    assert steps[-1].failed
    assert sum(hands.pauses) <= 600


@pytest.mark.parametrize("name", ["device_code", "user_code", "verification_uri"])
@pytest.mark.parametrize("value", [7, True, ["x"], {"a": 1}])
def test_a_member_that_is_no_text(name: str, value: JsonValue) -> None:
    """A member of another type is told as such, and shown to nobody."""
    steps, hands = walked({**CODES, name: value}, GRANTED)
    assert f"the {name} is no text" in failures(steps)
    assert hands.pauses == []


@pytest.mark.parametrize("name", ["device_code", "user_code", "verification_uri"])
def test_a_member_that_is_missing(name: str) -> None:
    """Without one of the members nobody can be told what to do: the walk ends and says which it is."""
    steps, hands = walked({key: value for key, value in CODES.items() if key != name}, GRANTED)
    assert f"the response lacks {name}" in failures(steps)
    assert hands.pauses == []


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "device", "https://a:b@evil.example/", 7]
)
def test_an_address_that_no_user_is_sent_to(address: JsonValue) -> None:
    """WEB-16: the user is sent to no address that is no web page; nothing is polled."""
    shown: list[Instruct] = []
    hands = Hands(enter=shown.append)
    with server({**CODES, "verification_uri": address}, GRANTED) as one:
        steps = on_device(one.url, TV, hands, NOTHING)
    assert steps[-1].failed
    assert shown == []


def test_an_address_with_the_code_in_it_that_cannot_be_used() -> None:
    """WEB-16: an address with the code filled in is left out where it is no web page; the other one remains."""
    shown: list[Instruct] = []
    hands = Hands(enter=shown.append)
    with server({**CODES, "verification_uri_complete": "javascript:alert(1)"}, GRANTED) as one:
        on_device(one.url, TV, hands, NOTHING)
    assert [(one.complete, one.verification_uri) for one in shown] == [(None, CODES["verification_uri"])]


def test_a_user_who_refuses_at_a_real_provider(op: Provider) -> None:
    """Who presses Cancel at oidc-provider ends the flow with access_denied."""
    agent = UserAgent({"login": "ada", "password": "any"}, deny=True)

    def enter(wanted: Instruct) -> None:
        agent.visit(wanted.complete or wanted.verification_uri)

    hands = Hands(agent, enter=enter)
    steps = on_device(op.issuer, Client(id="spa"), hands, at_authorization(scope="openid"))
    assert error(steps) == "access_denied"
