"""What libraries say of an issuer or a subject that is absent or no text, as each was seen to say it."""

from __future__ import annotations

import pytest

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.jwt.json import JsonValue
from forwhom.prediction import predict
from forwhom.verifier import Verifier
from forwhom.verifiers import crypt_jwt_perl, flask_jwt_extended, golang_jwt_v4, ruby_jwt, rust_jsonwebtoken

EXPECTED = Expectation(audiences=("api",), issuers=("login",))
SAYS: tuple[tuple[Verifier, dict[str, JsonValue], str | None], ...] = (
    (flask_jwt_extended.VERIFIER, {}, 'Token is missing the "iss" claim'),
    (flask_jwt_extended.VERIFIER, {"iss": 1}, "Payload Issuer (iss) must be a string"),
    (flask_jwt_extended.VERIFIER, {"iss": "sts"}, "Invalid issuer"),
    (flask_jwt_extended.VERIFIER, {"iss": "login", "sub": 1}, "Subject must be a string"),
    (crypt_jwt_perl.VERIFIER, {}, "JWT: iss claim required but missing"),
    (crypt_jwt_perl.VERIFIER, {"iss": "sts"}, "JWT: iss claim scalar check failed"),
    (rust_jsonwebtoken.VERIFIER, {}, None),
    (rust_jsonwebtoken.VERIFIER, {"iss": 1}, None),
    (rust_jsonwebtoken.VERIFIER, {"iss": "sts"}, "InvalidIssuer"),
    (ruby_jwt.VERIFIER, {}, 'Invalid issuer. Expected ["login"], received <none>'),
    (ruby_jwt.VERIFIER, {"iss": "sts"}, 'Invalid issuer. Expected ["login"], received sts'),
)


@pytest.mark.parametrize(("verifier", "claims", "message"), SAYS)
def test_an_odd_issuer_gets_its_own_text(verifier: Verifier, claims: dict[str, JsonValue], message: str | None) -> None:
    """The text is that of the real verifier; without one the token passes."""
    assert predict(verifier, {"aud": "api", **claims}, EXPECTED).message == message


@pytest.mark.parametrize("verifier", [flask_jwt_extended.VERIFIER, crypt_jwt_perl.VERIFIER, rust_jsonwebtoken.VERIFIER])
def test_an_issuer_of_which_nothing_is_known_passes(verifier: Verifier) -> None:
    """Without an expected issuer none is asked for; with the expected one the token passes too."""
    assert predict(verifier, {"aud": "api"}, Expectation(audiences=("api",))).message is None
    assert predict(verifier, {"aud": "api", "iss": "login"}, EXPECTED).message is None


def test_false_is_none_to_ruby() -> None:
    """What counts as false is printed as no value."""
    message = predict(ruby_jwt.VERIFIER, {"aud": False}, Expectation(audiences=("api",))).message
    assert message == "Invalid audience. Expected api, received <none>"
    assert predict(ruby_jwt.VERIFIER, {"aud": False}, Expectation(audiences=NONE_CONFIGURED)).message is None


def test_golang_jwt_v4_cannot_print_a_null_in_a_list() -> None:
    """Its error for that panics; a list of empty strings counts as no audience."""
    expected = Expectation(audiences=("",))
    message = predict(golang_jwt_v4.VERIFIER, {"aud": ["api", None]}, expected).message
    assert message == golang_jwt_v4.NULL_MEMBER.template
    assert predict(golang_jwt_v4.VERIFIER, {"aud": [""]}, expected).outcome == "rejected"
    unset = Expectation(audiences=NONE_CONFIGURED)
    assert predict(golang_jwt_v4.VERIFIER, {"aud": [""]}, unset).outcome == "accepted"
