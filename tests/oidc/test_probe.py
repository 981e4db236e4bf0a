"""From a protected resource to a token that it takes, and the step at which the audience goes wrong."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from forwhom.oidc import token_request
from forwhom.oidc.challenge import Challenge, bearer, read
from forwhom.oidc.probe import Probe, probe
from forwhom.oidc.protected_resource import addresses
from forwhom.oidc.relation import Relation
from forwhom.oidc.step import Asked, Outcome
from tests.oidc.hands import Hands, confidential, failures, purpose
from tests.resource_server.loopback import Server, document, raw, serving

if TYPE_CHECKING:
    import socket
    from collections.abc import Generator

    from forwhom.jwt.json import JsonValue
    from forwhom.oidc.discovery import AuthorizationServer
    from forwhom.oidc.probe import Acquire
    from forwhom.oidc.purpose import Purpose
    from forwhom.oidc.step import Step
    from forwhom.oidc.token_request import TokenResponse
    from forwhom.oidc.walk import Walk
    from tests.oidc.conftest import Demo
    from tests.resource_server.loopback import Answer


def by_job(demo: Demo, client_id: str = "shop-job") -> Acquire:
    """How a client of the demo gets a token for itself."""

    def acquire(
        server: AuthorizationServer, resource: str, scope: str | None, about: Purpose
    ) -> Walk[TokenResponse | None]:
        at = Relation(server, confidential(client_id, demo.secrets[client_id]), about)
        asked = Asked(resources=(resource,), scope=scope, where="token request")
        return token_request.ask(at, token_request.client_credentials(), asked)

    return acquire


def probed(demo: Demo, url: str, *, issuer: bool = True, resource: str | None = None) -> tuple[list[Step], Hands]:
    """The steps of a probe with a client of the demo."""
    what = Probe(url=url, issuer=demo.issuer if issuer else None, resource=resource, acquire=by_job(demo), guarded=True)
    hands = Hands()
    return hands.walk(probe(what, purpose())), hands


def verdict(steps: list[Step]) -> tuple[Outcome, str]:
    """What the last step says."""
    assert steps[-1].name == "audience"
    return steps[-1].checks[0].outcome, steps[-1].checks[0].text


def test_an_api_that_is_in_order(demo: Demo) -> None:
    """The identifier of the metadata is asked for, granted and taken."""
    steps, _ = probed(demo, demo.orders)
    assert failures(steps) == []
    assert verdict(steps)[0] is Outcome.PASSED
    assert [step.name for step in steps] == [
        "knock",
        "resource-metadata",
        "openid-metadata",
        "keys",
        "provider",
        "token",
        "call",
        "audience",
    ]


def test_an_api_that_refuses_what_it_states(demo: Demo) -> None:
    """An API that expects another spelling than its metadata states is told as the place of the fault."""
    steps, _ = probed(demo, demo.billing)
    text = f'at the resource: it refuses a token for "{demo.billing}", the very identifier that its metadata states'
    assert verdict(steps) == (Outcome.FAILED, text)
    assert f'expect exactly "{demo.billing}"' in steps[-1].checks[0].hint
    call = next(step for step in steps if step.name == "call")
    assert call.error
    assert call.error.code == "invalid_token"


def test_metadata_about_another_resource(demo: Demo) -> None:
    """Metadata about another resource must not be used: no token is asked for."""
    steps, hands = probed(demo, f"{demo.origin}/stock")
    assert verdict(steps)[1].startswith("at the resource: its metadata states another identifier")
    assert all(request.form is None for request, _ in hands.sent)


def test_a_server_that_does_not_know_the_resource(demo: Demo) -> None:
    """A resource that the authorization server refuses is told as its fault."""
    steps, _ = probed(demo, demo.orders, resource="urn:shop:orders")
    assert verdict(steps)[1].startswith("at the authorization server: it issues no token")
    assert "invalid_target" in verdict(steps)[1]


def test_a_secret_goes_only_to_an_issuer_that_is_named(demo: Demo) -> None:
    """Without an issuer from the user the credential is not sent, and the walk says what to name."""
    steps, hands = probed(demo, demo.orders, issuer=False)
    assert steps[-1].checks[0].option == "issuer"
    assert demo.issuer in steps[-1].checks[0].hint
    assert all(request.form is None for request, _ in hands.sent)


def test_without_a_client(demo: Demo) -> None:
    """Without a client the way is shown up to the authorization server."""
    steps = Hands().walk(probe(Probe(url=demo.orders), purpose()))
    assert verdict(steps)[0] is Outcome.NOTE
    assert demo.orders in verdict(steps)[1]


@contextmanager
def api(metadata: JsonValue, challenge: str | None = None, *, taken: bool = False) -> Generator[Server]:
    """An API with this metadata; `{url}` in it is its own address. It takes a token where `taken`."""
    with serving(raw("HTTP/1.1 404 Not Found\nContent-Length: 0")) as server:
        described = json.loads(json.dumps(metadata).replace("{url}", server.url))
        header = f"\nWWW-Authenticate: {challenge.replace('{url}', server.url)}" if challenge else ""
        refuse = raw(f"HTTP/1.1 401 Unauthorized{header}\nContent-Length: 0")
        absent = raw("HTTP/1.1 404 Not Found\nContent-Length: 0")
        calls: list[str] = []

        def answer(connection: socket.socket, path: str) -> None:
            if "/.well-known/" in path:
                one: Answer = document(described) if described is not None else absent
            else:
                calls.append(path)
                one = document({}) if taken and len(calls) > 1 else refuse
            one(connection, path)

        server.answer = answer
        yield server


def test_an_api_that_publishes_nothing() -> None:
    """Without metadata a client cannot know which audience to ask for; both well-known places were looked at."""
    with api(None) as server:
        steps = Hands().walk(probe(Probe(url=f"{server.url}/mcp"), purpose()))
        assert server.paths == [
            "/mcp",
            "/.well-known/oauth-protected-resource/mcp",
            "/.well-known/oauth-protected-resource",
        ]
    assert "publishes no metadata" in verdict(steps)[1]


@pytest.mark.parametrize("stated", ["{url}/mcp/", "{url}", "https://other.example/mcp", None, ["{url}/mcp"]])
def test_the_resource_is_compared_exactly(stated: JsonValue) -> None:
    """The resource of the metadata is the address asked, character by character; else it is not used."""
    with api({"resource": stated, "authorization_servers": ["{url}"]}) as server:
        steps = Hands().walk(probe(Probe(url=f"{server.url}/mcp"), purpose()))
    assert any("not the one that was asked" in text for text in failures(steps))


@pytest.mark.parametrize("address", ["http://169.254.169.254/x", "file:///etc/passwd", "https://10.0.0.1/x"])
def test_a_challenge_does_not_lead_inside(address: str) -> None:
    """A challenge that names an address inside a network is not followed there."""
    with api(None, f'Bearer resource_metadata="{address}"') as server:
        steps = Hands().walk(probe(Probe(url=f"{server.url}/mcp"), purpose()))
        assert server.paths == ["/mcp"]
    assert any(step.failed for step in steps if step.name == "resource-metadata")


def test_an_api_that_takes_any_token(demo: Demo) -> None:
    """An API that takes a token for another one is told: it does not check the audience."""
    described: JsonValue = {"resource": "{url}/mcp", "authorization_servers": [demo.issuer]}
    with api(described, taken=True) as server:
        what = Probe(url=f"{server.url}/mcp", issuer=demo.issuer, acquire=by_job(demo, "old-job"), resource=demo.orders)
        steps = Hands().walk(probe(what, purpose()))
    assert verdict(steps)[0] is Outcome.FAILED
    assert verdict(steps)[1].startswith("at the resource: it takes a token that does not name it")


def test_a_client_that_asks_for_another_audience(demo: Demo) -> None:
    """A token for another API that is refused is told as the client's fault."""
    steps, _ = probed(demo, demo.orders, resource=demo.billing)
    assert verdict(steps)[1].startswith("at the client: it asks for another audience")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example", ("https://a.example/.well-known/oauth-protected-resource",)),
        ("https://a.example/", ("https://a.example/.well-known/oauth-protected-resource",)),
        (
            "https://a.example/mcp?x=1",
            (
                "https://a.example/.well-known/oauth-protected-resource/mcp?x=1",
                "https://a.example/.well-known/oauth-protected-resource",
            ),
        ),
    ],
)
def test_where_the_metadata_stands(url: str, expected: tuple[str, ...]) -> None:
    """Between host and path, then for the whole host."""
    assert addresses(url) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Bearer", Challenge("bearer")),
        (
            'Bearer realm="a, b", error="invalid_token"',
            Challenge("bearer", {"realm": "a, b", "error": "invalid_token"}),
        ),
        ('Bearer error=invalid_token,scope="a b"', Challenge("bearer", {"error": "invalid_token", "scope": "a b"})),
        (
            'Basic realm="x", Bearer resource_metadata="https://a"',
            Challenge("bearer", {"resource_metadata": "https://a"}),
        ),
        ('Negotiate abc==, Bearer scope="x"', Challenge("bearer", {"scope": "x"})),
        ('bearer realm="with \\"quotes\\""', Challenge("bearer", {"realm": 'with "quotes"'})),
        ('Basic realm="x"', None),
        ("", None),
    ],
)
def test_challenges_are_read(header: str, expected: Challenge | None) -> None:
    """Several challenges, quoted values, tokens and blanks are read as the standard writes them."""
    assert bearer((("WWW-Authenticate", header),)) == expected


@pytest.mark.parametrize("header", ['Bearer realm="' + "\\" * 20_000, "a=" * 10_000, "Bearer " + "a " * 20_000, "\x00"])
def test_any_header_can_be_read(header: str) -> None:
    """No header makes the reading fail or go on for long."""
    assert isinstance(read(header), tuple)
