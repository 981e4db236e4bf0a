"""The claims of UserInfo: whose they are, and, where they come as a JWT, who signed them and for whom."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from joserfc import jwe, jwt
from joserfc.jwk import OctKey, RSAKey

from forwhom.jwt.token import decode
from forwhom.oidc import key_review
from forwhom.oidc.client import Client
from forwhom.oidc.discovery import AuthorizationServer
from forwhom.oidc.exchange import Response
from forwhom.oidc.follow_up import Deed, Wish, follow_up
from forwhom.oidc.metadata import Form, Metadata
from forwhom.oidc.relation import Relation
from forwhom.oidc.step import Asked, Check, Granted, Match, Step
from forwhom.oidc.token_request import TokenResponse
from forwhom.oidc.walk import Send
from tests.oidc.hands import failures, purpose
from tests.oidc.user_agent import UserAgent
from tests.oidc.walks import at_authorization, at_token, logged_in

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue
    from tests.oidc.conftest import Provider

API, ISSUER = "https://api.example.test/", "https://auth.example.test"
KEY = RSAKey.generate_key(2048, {"kid": "k1"})
GOOD: dict[str, JsonValue] = {"iss": ISSUER, "aud": "spa", "sub": "ada"}
CONSENT = (("prompt", "consent"),)


def at_oidc_provider(op: Provider, client_id: str, *resources: str) -> list[Step]:
    """The steps of Ada's login at oidc-provider, UserInfo last."""
    user = UserAgent({"login": "ada", "password": "any"})
    first = at_authorization(*resources, scope="openid read:things")
    return logged_in(
        op.issuer, Client(id=client_id), user, first, at_token(*resources), Wish(Deed.USERINFO), extra=CONSENT
    )


def texts(steps: list[Step]) -> list[str]:
    """The texts of the checks of the last step."""
    return [check.text for check in steps[-1].checks]


def test_userinfo_is_about_the_same_subject(op: Provider) -> None:
    """WEB-19: the subject of UserInfo is held against the one of the ID Token."""
    assert "the subject is that of the ID Token" in texts(at_oidc_provider(op, "spa"))


def test_userinfo_refuses_a_token_for_an_api(op: Provider) -> None:
    """A token for an API is none for UserInfo."""
    assert any("the token is not one for UserInfo" in text for text in failures(at_oidc_provider(op, "spa", API)))


def test_signed_claims_of_a_real_provider(op: Provider) -> None:
    """Claims that come as a JWT are verified with a key of the issuer; they are for this client and its user."""
    steps = at_oidc_provider(op, "spa-signed")
    assert texts(steps) == [
        "the claims come as a JWT: its signature (RS256) is verified with a key of the issuer",
        "its audience is this client",
        "the subject is that of the ID Token",
    ]


def signed(claims: dict[str, JsonValue], key: RSAKey | OctKey = KEY, alg: str = "RS256") -> str:
    """A JWT with these claims."""
    return jwt.encode({"alg": alg, "kid": "k1"}, claims, key)


def reviewed(body: str) -> tuple[Check, ...]:
    """What is said of a UserInfo response with this JWT."""
    keys = key_review.read({"keys": [json.loads(json.dumps(KEY.as_dict(private=False)))]})
    metadata = Metadata(ISSUER, "", Form.OPENID, {"issuer": ISSUER, "userinfo_endpoint": f"{ISSUER}/me"})
    at = Relation(AuthorizationServer(metadata=metadata, keys=keys), Client(id="spa"), purpose())
    tokens = {
        name: Granted(
            name=name, raw=raw, token=decode(raw), asked=Asked(), match=Match.OPAQUE, audiences=None, signature=None
        )
        for name, raw in (("access_token", "opaque"), ("id_token", signed(GOOD)))
    }
    walk = follow_up(TokenResponse(tokens), (Wish(Deed.USERINFO),), at, Asked())
    assert isinstance(next(walk), Send)
    headers = (("Content-Type", "application/jwt; charset=utf-8"),)
    step = walk.send(Response(status=200, headers=headers, body=body.encode()))
    assert isinstance(step, Step)
    return step.checks


@pytest.mark.parametrize(
    ("claims", "outcome", "words"),
    [
        ({**GOOD, "aud": "another"}, "failed", "its audience is not this client"),
        ({**GOOD, "aud": ["another", "spa"]}, "passed", "its audience is this client"),
        ({"iss": ISSUER, "sub": "ada"}, "warning", "its audience is not this client"),
        ({**GOOD, "iss": f"{ISSUER}/"}, "failed", "its issuer is not the one that was asked"),
        ({"aud": "spa", "sub": "ada"}, "warning", "its issuer is not the one that was asked"),
        ({**GOOD, "sub": "eve"}, "failed", "the claims must not be used"),
    ],
)
def test_web_19_signed_claims_of_others(claims: dict[str, JsonValue], outcome: str, words: str) -> None:
    """WEB-19: signed claims for another client, of another issuer or about another subject are told as such."""
    assert (outcome, True) in [(check.outcome, words in check.text) for check in reviewed(signed(claims))]


def test_a_signature_of_somebody_else() -> None:
    """WEB-19: claims that no key of the issuer signed are a failure."""
    forged = RSAKey.generate_key(2048, {"kid": "k1"})
    checks = reviewed(signed(GOOD, forged))
    assert "no key of the issuer verifies its signature (RS256)" in [
        one.text for one in checks if one.outcome == "failed"
    ]


def test_a_signature_that_cannot_be_verified_here() -> None:
    """Claims signed with the client secret are told as not verified, and not as in order."""
    secret = OctKey.generate_key(256)
    first = reviewed(signed(GOOD, secret, "HS256"))[0]
    assert first.outcome == "warning"
    assert "can be verified by holders of the client secret only" in first.text


def test_claims_without_a_signature() -> None:
    """Alg none is a failure."""
    header, payload = ("eyJhbGciOiJub25lIn0", signed(GOOD).split(".")[1])
    assert reviewed(f"{header}.{payload}.")[0].outcome == "failed"


def test_encrypted_claims() -> None:
    """Encrypted claims are told as neither read nor verified."""
    sealed = jwe.encrypt_compact({"alg": "RSA-OAEP", "enc": "A256GCM"}, json.dumps(GOOD), KEY)
    (check,) = reviewed(sealed)
    assert check.outcome == "note"
    assert "neither read nor verified" in check.text


@pytest.mark.parametrize("body", ["", "no JWT", "a.b.c", "<html>"])
def test_claims_that_cannot_be_read(body: str) -> None:
    """What is no JWT is a failure, whatever its type says."""
    assert reviewed(body)[0].outcome == "failed"
