"""How clients authenticate at real providers, and which audience of a client assertion each of them takes.

AUD-34 is about what the debugger sends; the other audiences are sent here only, to see what the providers do.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from forwhom.jwt.token import decode
from forwhom.oidc import client_assertion, token_request
from forwhom.oidc.client import Authentication, Client, Prover
from forwhom.oidc.step import Asked, Match
from tests.oidc import walks
from tests.oidc.client_keys import client_keys
from tests.oidc.hands import Hands, confidential, error, token
from tests.oidc.user_agent import UserAgent
from tests.oidc.walks import NOTHING, at_authorization, at_token, requested

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue
    from forwhom.oidc.step import Step
    from tests.oidc.conftest import Provider
    from tests.oidc.glewlwyd import Glewlwyd

API = "https://api.example.test/"
FOREIGN = "https://other.example.test"
KEYS = ("RS256", "PS256", "ES256", "EdDSA")
ASKED, ASKED_GLEWLWYD = at_token(API), at_token(API, scope="read:things")
#: The audiences of an assertion, by their names in the tests below.
AUDIENCES: dict[str, JsonValue] = {
    "issuer": "{issuer}",
    "token endpoint": "{endpoint}",
    "array of the issuer": ["{issuer}"],
    "array of the endpoint": ["{endpoint}"],
    "issuer and a foreign one": ["{issuer}", FOREIGN],
    "a foreign one and the endpoint": [FOREIGN, "{endpoint}"],
    "issuer with a slash": "{issuer}/",
    "endpoint with a slash": "{endpoint}/",
    "foreign": FOREIGN,
    "empty array": [],
    "null": None,
}


def key(name: str) -> client_assertion.AssertionKey:
    """The key that signs with this algorithm."""
    return client_assertion.load(client_keys()[name], name, algorithm=name)


def proving(name: str, signer: client_assertion.AssertionKey, audience: str | None = None) -> Client:
    """A client that authenticates as the debugger does, for the issuer, or for an audience that the user chose."""
    by_secret = isinstance(signer.key, bytes)
    method = Authentication.SECRET_JWT if by_secret else Authentication.PRIVATE_KEY
    return Client(id=name, authentication=method, prover=client_assertion.prover(signer, name, time.time, audience))


def odd(name: str, signer: client_assertion.AssertionKey, audience: JsonValue) -> Client:
    """A client whose assertions have this audience, whatever it is."""

    def make(_: str) -> str:
        return client_assertion.assertion(signer, name, audience, int(time.time()))

    prover = Prover(make=make, algorithm=signer.algorithm)
    return Client(id=name, authentication=Authentication.PRIVATE_KEY, prover=prover)


def filled(value: JsonValue, issuer: str, endpoint: str) -> JsonValue:
    """The audience with the addresses of this server."""
    if isinstance(value, list):
        return [filled(one, issuer, endpoint) for one in value]
    return value.format(issuer=issuer, endpoint=endpoint) if isinstance(value, str) else value


def taken_by(issuer: str, endpoint: str, name: str, asked: Asked, grant: token_request.Grant | None = None) -> set[str]:
    """Which audiences the server takes: those after which it does not refuse the client itself."""
    taken: set[str] = set()
    for label, value in AUDIENCES.items():
        client = odd(f"svc-{name}", key(name), filled(value, issuer, endpoint))
        last = requested(issuer, client, asked, grant=grant)[-1]
        if last.tokens or (last.error and last.error.code == "invalid_grant"):
            taken.add(label)
    return taken


@pytest.mark.parametrize("name", KEYS)
def test_private_keys_at_oidc_provider(op: Provider, name: str) -> None:
    """Each kind of key authenticates a client that is registered with its algorithm."""
    steps = requested(op.issuer, proving(f"svc-{name}", key(name)), ASKED)
    assert token(steps).match is Match.AS_ASKED
    assert f"the client assertion ({name}) has one audience, the issuer {op.issuer}" in said(steps)


def test_another_algorithm_than_the_registered_one(op: Provider) -> None:
    """The same RSA key signs with RS256 unless told otherwise; a client registered for PS256 is refused then."""
    signer = client_assertion.load(client_keys()["PS256"], "PS256")
    assert signer.algorithm == "RS256"
    steps = requested(op.issuer, proving("svc-PS256", signer), ASKED)
    assert error(steps) == "invalid_client"


def test_a_signed_secret_at_oidc_provider(op: Provider) -> None:
    """A client may prove its secret by an HMAC and never send it."""
    hands = Hands()
    client = proving("svc-hmac", client_assertion.of_secret(op.secret))
    steps = requested(op.issuer, client, ASKED, hands=hands)
    assert token(steps).match is Match.AS_ASKED
    assert op.secret not in str(hands.sent[-1][0].form) + str(hands.sent[-1][0].headers)


@pytest.mark.parametrize(("client_id", "how"), [("svc", Authentication.BASIC), ("svc-post", Authentication.POST)])
def test_a_secret_that_is_sent(op: Provider, client_id: str, how: Authentication) -> None:
    """A secret is sent in the header or in the form, as the client is registered."""
    assert token(requested(op.issuer, confidential(client_id, op.secret, how), ASKED)).match is Match.AS_ASKED


def test_a_wrong_secret(op: Provider) -> None:
    """A wrong secret is told as invalid_client, with what to look at."""
    steps = requested(op.issuer, confidential("svc", "not the secret"), ASKED)
    told = next(step.error for step in steps if step.error)
    assert told.code == "invalid_client"
    assert told.meaning.fixes


def test_aud_34_an_assertion_is_for_the_issuer_alone(op: Provider) -> None:
    """AUD-34: the assertion that is sent has one audience, a string: the issuer of the server that is asked."""
    hands = Hands()
    requested(op.issuer, proving("svc-ES256", key("ES256")), ASKED, hands=hands)
    form = dict(hands.sent[-1][0].form or ())
    assert (decode(form["client_assertion"]).claims or {})["aud"] == op.issuer


def test_oidc_provider_takes_issuer_and_endpoint_also_among_others(op: Provider) -> None:
    """It takes an assertion for the issuer or the token endpoint, also beside a foreign audience; no slash more."""
    assert taken_by(op.issuer, f"{op.issuer}/token", "ES256", ASKED) == {
        "issuer",
        "token endpoint",
        "array of the issuer",
        "array of the endpoint",
        "issuer and a foreign one",
        "a foreign one and the endpoint",
    }


def test_glewlwyd_takes_its_token_endpoint_only(glewlwyd: Glewlwyd) -> None:
    """It takes one string, the token endpoint; the issuer and every array are an empty 403."""
    taken = taken_by(glewlwyd.issuer, f"{glewlwyd.issuer}/token", "ES256", ASKED_GLEWLWYD)
    assert taken == {"token endpoint"}


def test_canaille_takes_its_token_endpoint_also_among_others(canaille: Provider) -> None:
    """It takes the token endpoint, as a string or in an array, and never the issuer."""
    taken = taken_by(canaille.issuer, f"{canaille.issuer}/oauth/token", "ES256", NOTHING, token_request.refresh("none"))
    assert taken == {"token endpoint", "array of the endpoint", "a foreign one and the endpoint"}


def test_the_refusal_of_the_issuer_tells_how_to_go_on(glewlwyd: Glewlwyd) -> None:
    """Where a server refuses the client, the check about the assertion names the option for another audience."""
    steps = requested(glewlwyd.issuer, proving("svc-ES256", key("ES256")), ASKED_GLEWLWYD)
    told = [check for check in steps[-1].checks if check.option == "assertion-audience"]
    assert len(told) == 1
    assert f"{glewlwyd.issuer}/token" in told[0].hint


@pytest.mark.parametrize("name", KEYS)
def test_private_keys_at_glewlwyd(glewlwyd: Glewlwyd, name: str) -> None:
    """With its token endpoint for an audience, as the user says, glewlwyd takes each kind of key; it is a warning."""
    client = proving(f"svc-{name}", key(name), f"{glewlwyd.issuer}/token")
    steps = requested(glewlwyd.issuer, client, ASKED_GLEWLWYD)
    assert token(steps).match is Match.AS_ASKED
    assert any("as you say, and not for the issuer" in text for text in said(steps))


def test_a_signed_secret_at_glewlwyd(glewlwyd: Glewlwyd) -> None:
    """An HMAC proves the secret at glewlwyd too."""
    client = proving("svc-hmac", client_assertion.of_secret(glewlwyd.secret), f"{glewlwyd.issuer}/token")
    assert token(requested(glewlwyd.issuer, client, ASKED_GLEWLWYD)).match is Match.AS_ASKED


@pytest.mark.parametrize("name", ["RS256", "ES256"])
def test_a_login_with_a_private_key_at_canaille(canaille: Provider, name: str) -> None:
    """Canaille takes a key for the code of a login."""
    agent = UserAgent({"login": "ada", "password": canaille.password, "answer": "accept"})
    client = proving(f"svc-{name}", key(name), f"{canaille.issuer}/oauth/token")
    steps = walks.logged_in(canaille.issuer, client, agent, at_authorization(scope="openid profile"))
    assert token(steps).signature is True


@pytest.mark.parametrize("name", ["PS256", "EdDSA"])
def test_algorithms_that_canaille_refuses(canaille: Provider, name: str) -> None:
    """It calls PS256 and EdDSA not recommended, and its words are shown."""
    client = proving(f"svc-{name}", key(name), f"{canaille.issuer}/oauth/token")
    told = requested(canaille.issuer, client, NOTHING, grant=token_request.refresh("none"))[-1].error
    assert told
    assert f"Algorithm of '{name}' is not recommended" in told.description


def test_canaille_takes_no_key_for_client_credentials(canaille: Provider) -> None:
    """For client credentials it knows one method, a secret in the header, and says so."""
    client = proving("svc-ES256", key("ES256"), f"{canaille.issuer}/oauth/token")
    told = requested(canaille.issuer, client, NOTHING)[-1].error
    assert told
    assert (told.code, "client_secret_basic" in told.description) == ("invalid_client", True)


def test_algorithms_that_do_not_fit_the_key() -> None:
    """An algorithm of another kind of key is refused before anything is sent, naming those that fit."""
    for name in ("ES256", "HS256", "none"):
        with pytest.raises(client_assertion.AlgorithmError, match="RS256 or RS384"):
            client_assertion.load(client_keys()["RS256"], algorithm=name)
    with pytest.raises(client_assertion.AlgorithmError, match="HS256 or HS384"):
        client_assertion.of_secret("secret", "RS256")


def said(steps: list[Step]) -> list[str]:
    """The texts of all checks of the steps."""
    return [check.text for step in steps for check in step.checks]
