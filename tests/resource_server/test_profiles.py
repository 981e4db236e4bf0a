"""Access tokens and ID Tokens: each profile takes its own kind of token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.resource_server.tokens import (
    AUDIENCE,
    CLAIMS,
    HEADER,
    NOW,
    refusal,
    signed,
    validator,
)

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue

_AT: dict[str, JsonValue] = {**CLAIMS, "client_id": "c1", "jti": "t1"}
_AT_HEADER: dict[str, JsonValue] = {**HEADER, "typ": "at+jwt"}
_ID_TOKEN: dict[str, Any] = {"profile": "id-token", "client_id": AUDIENCE}
_PARTNERS: dict[str, Any] = {**_ID_TOKEN, "audience": [AUDIENCE, "partner"]}


@pytest.mark.parametrize("typ", ["at+jwt", "AT+JWT", "application/at+jwt"])
def test_access_tokens_are_accepted_by_their_type(typ: str) -> None:
    """The media type may have its prefix and any letter case."""
    assert validator(profile="at+jwt").validate(signed(_AT, {**HEADER, "typ": typ}), NOW) == _AT


@pytest.mark.parametrize("name", ["sub", "client_id", "iat", "jti"])
def test_access_tokens_need_their_claims(name: str) -> None:
    """Each claim that RFC 9068 requires is required."""
    claims = {key: value for key, value in _AT.items() if key != name}
    cause = refusal(signed(claims, _AT_HEADER), validator(profile="at+jwt"))
    assert (cause.code, name in cause.findings[0].because) == ("token-malformed", True)


def test_an_id_token_is_no_access_token() -> None:
    """By its typ and its nonce it is told apart."""
    cause = refusal(signed({**_AT, "nonce": "n"}), validator(profile="at+jwt"))
    assert cause.code == "id-token-as-access-token"


@pytest.mark.parametrize("typ", ["dpop+jwt", "logout+jwt", "secevent+jwt"])
@pytest.mark.parametrize("profile", [{}, {"profile": "at+jwt"}, _ID_TOKEN])
def test_other_kinds_of_token_are_refused(typ: str, profile: dict[str, Any]) -> None:
    """A proof or an event is refused by every profile."""
    token = signed(_AT, {**HEADER, "typ": typ})
    assert refusal(token, validator(**profile)).code == "typ-mismatch"


def test_id_tokens_are_accepted() -> None:
    """With one audience an azp is not needed, with several it is; both pass."""
    judge = validator("HS256", **_PARTNERS)
    assert judge.validate(signed(), NOW)
    assert judge.validate(signed({**CLAIMS, "aud": [AUDIENCE, "partner"], "azp": AUDIENCE}), NOW)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"azp": "other"}, id="AUD-31 azp of another"),
        pytest.param({"azp": ""}, id="AUD-31 empty azp"),
        pytest.param({"aud": [AUDIENCE, "partner"]}, id="AUD-31 several without azp"),
        pytest.param({"aud": [AUDIENCE, "stranger"], "azp": AUDIENCE}, id="an audience that is not trusted"),
        pytest.param({"aud": "partner"}, id="the partner's alone"),
    ],
)
def test_id_tokens_of_other_clients_are_refused(changed: dict[str, JsonValue]) -> None:
    """The client must be an audience, and the one that the token was issued to."""
    judge = validator("HS256", **_PARTNERS)
    assert refusal(signed({**CLAIMS, **changed}), judge).code == "aud-other-client"


def test_an_access_token_is_no_id_token() -> None:
    """Its typ says so."""
    assert refusal(signed(_AT, _AT_HEADER), validator(**_ID_TOKEN)).code == "access-token-as-id-token"
