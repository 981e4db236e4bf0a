"""Both audiences as people tell of them in sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.catalogue import catalogue
from forwhom.diagnose import diagnose
from forwhom.example import case
from forwhom.message_match import NOTHING_CAPTURED, Captured
from forwhom.narrative import read


def test_one_value_instead_of_another() -> None:
    """What is asked for becomes the token's audience, and what it stands instead of is expected."""
    text = "the resource parameter is sent as https://mcp.example.com/ instead of https://mcp.example.com"
    assert read(text) == Captured(found=("https://mcp.example.com/",), expected=("https://mcp.example.com",))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the token has aud https://orders.example/", ("https://orders.example/",)),
        ("My token's audience is orders, and it is refused", ("orders",)),
        ("The aud in the access token is `web`.", ("web",)),
        ('the audience (aud) is coming back as `"https://orders.example"`', ("https://orders.example",)),
        (
            "The aud returned when I inspect the JWT is n3JkLwq8ZxT5vBm2RfYc7HdPs0GaUeXo.",
            ("n3JkLwq8ZxT5vBm2RfYc7HdPs0GaUeXo",),
        ),
        ("aud=orders in the token and not what I want", ("orders",)),
        ("With Keycloak I get aud: account.", ("account",)),
        ("targetAudience is https://orders.example/run", ("https://orders.example/run",)),
        ('the aud claim in the JWT is ["web","account"]', ("web", "account")),
        ("refused token_audience=https://orders.example/ sub=alice", ("https://orders.example/",)),
        ("level=warn jwt.aud: orders", ("orders",)),
    ],
)
def test_what_the_token_has(text: str, found: tuple[str, ...]) -> None:
    """A sentence about the token tells its audience, quoted or bare."""
    assert read(text).found == found
    assert read(text).expected is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My API expects the audience https://orders.example", ("https://orders.example",)),
        ("I configured the audience as `orders`", ("orders",)),
        ("Audience in the config: https://orders.example.", ("https://orders.example",)),
        ("the client id in appsettings.json is 6e74172b-be56", ("6e74172b-be56",)),
        ("our service is configured to accept orders.example", ("orders.example",)),
        ("the gateway wants billing, as always", ("billing",)),
        ("the identity provider has sigstore as its audience", ("sigstore",)),
        ("the audience should be api://orders", ("api://orders",)),
        ("ValidAudience is set to orders.", ("orders",)),
        ("ORDERS_AUDIENCE=billing on the server", ("billing",)),
        ("shop.jwt.audiences: my-api and nothing else", ("my-api",)),
        ("In the settings I have AUDIENCE=api://orders", ("api://orders",)),
        ("level=warn server_identifier=https://orders.example", ("https://orders.example",)),
    ],
)
def test_what_is_expected(text: str, expected: tuple[str, ...]) -> None:
    """A sentence about what is configured tells the expected audience."""
    assert read(text).expected == expected
    assert read(text).found is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Invalid audience",
        "the token has an invalid audience",
        "the API requires an audience to be set",
        "the audience should be valid",
        "the audience must be provided",
        "invalid id_token audiences: verifier: none",
        "Token audience doesn't match the one of the request",
        'The token has a wrong "aud" (audience) claim. See "help" for more',
        r"Incorrect token audience\n\tstatus code: 400",
        "the audience in the config is wrong",
        "The aud in the token is `orders` and the audience in the config is `orders`.",
    ],
)
def test_what_tells_nothing(text: str) -> None:
    """Words of the sentence are no values, and who names one value for both tells nothing."""
    assert read(text) == NOTHING_CAPTURED


def test_what_is_told_fills_what_the_message_leaves_out() -> None:
    """The values of a report count where the message states none; those of the message win."""
    told = (
        "The aud in the token is https://orders.example/ and our service expects the audience https://orders.example."
    )
    assert [cause.id for cause in diagnose(case(error=f"{told} Error: invalid audience")).causes][:1] == [
        "aud-trailing-slash"
    ]
    stated = 'oidc: expected audience "stock" got ["billing"]'
    situation = diagnose(case(error=f"{stated}\n{told}")).situation
    assert (situation.found, situation.expected) == (("billing",), ("stock",))


def test_a_setting_told_beside_a_known_message_counts() -> None:
    """A variable in the words of a report is what is expected, also where a library is known by its message."""
    told = "Audience doesn't match. In the settings I have AUDIENCE=api://7e1b and the token says aud 7e1b"
    situation = diagnose(case(error=told)).situation
    assert (situation.found, situation.expected) == (("7e1b",), ("api://7e1b",))


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    """No text raises."""
    read(text)


@pytest.mark.parametrize(
    "piece", ["the token ", "aud ", "the audience in the config ", "expects the audience ", "is set to "]
)
def test_long_texts_are_read(piece: str) -> None:
    """A text of 64 KiB made of the words around values states no value."""
    assert read(piece * (65536 // len(piece))) == NOTHING_CAPTURED


def test_a_sentence_names_no_verifier() -> None:
    """What people tell leads to nobody by itself."""
    assert (
        diagnose(case(error="the token has aud orders and our API expects the audience stock"), catalogue()).verifiers
        == ()
    )
