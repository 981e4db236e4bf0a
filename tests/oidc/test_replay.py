"""A walk does no I/O: what was recorded of a real one can be walked again, without any provider."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from forwhom.oidc.client import Client
from forwhom.oidc.follow_up import Deed, Wish
from forwhom.oidc.login import Login, login
from forwhom.oidc.pkce import fresh
from forwhom.oidc.purpose import Purpose
from forwhom.oidc.relation import Relation, meet
from forwhom.oidc.walk import Browse, Callback, Instruct, Send, Walk, drive
from tests.oidc.hands import REDIRECT_URI, Hands, purpose
from tests.oidc.user_agent import UserAgent
from tests.oidc.walks import at_authorization, at_token

if TYPE_CHECKING:
    from forwhom.oidc.exchange import Answer, Request
    from forwhom.oidc.step import Step
    from forwhom.oidc.token_request import TokenResponse
    from tests.oidc.conftest import Provider

API = "https://api.example.test/"


@dataclass(slots=True)
class Recording:
    """The world as it was: each request has to be the recorded one, and gets its answer."""

    sent: list[tuple[Request, Answer]]
    callback: Callback
    waited: list[float] = field(default_factory=list[float])

    def send(self, request: Request) -> Answer:
        """The recorded answer."""
        recorded, answer = self.sent.pop(0)
        assert request == recorded
        return answer

    def browse(self, wanted: Browse) -> Callback:
        """The recorded callback."""
        assert wanted.redirect_uri == REDIRECT_URI
        return self.callback

    def instruct(self, wanted: Instruct) -> None:
        """Nothing to do."""

    def pause(self, seconds: float) -> None:
        """No time passes."""
        self.waited.append(seconds)


def test_a_recorded_login_is_walked_again(op: Provider) -> None:
    """The same answers give the same steps, down to each check and token, and every request is the same."""
    client, made, about = Client(id="spa"), fresh(), purpose(API)
    about = Purpose(known=about.known, clock=lambda: now, expected=about.expected)
    now = purpose().clock()
    how = Login(
        redirect_uri=REDIRECT_URI,
        at_authorization=at_authorization(API, scope="openid offline_access read:things"),
        at_token=at_token(API),
        extra=(("prompt", "consent"),),
    )

    def walk() -> Walk[TokenResponse | None]:
        def then(at: Relation) -> Walk[TokenResponse | None]:
            return login(at, how, made, (Wish(Deed.REFRESH, API), Wish(Deed.USERINFO)))

        return meet(op.issuer, client, about, then)

    hands = Hands(UserAgent({"login": "ada", "password": "any"}))
    first = hands.walk(walk())
    assert hands.arrival
    recording = Recording(
        list(hands.sent), Callback(parameters=hands.arrival.parameters, reason="the server showed a page")
    )
    again = list(drive(walk(), recording))
    assert recording.sent == []
    assert [step.name for step in again][-2:] == ["refresh", "userinfo"]
    assert simple(again) == simple(first)


def simple(steps: list[Step]) -> list[object]:
    """What is told of each step."""
    return [
        (
            step.name,
            step.checks,
            step.facts,
            step.asked,
            step.error,
            [(t.name, t.match, t.checks, t.why) for t in step.tokens],
        )
        for step in steps
    ]


def test_a_walk_stands_still_between_any_two_steps(op: Provider) -> None:
    """A walk asks for one thing at a time and waits for the answer as long as it takes."""

    def then(at: Relation) -> Walk[str]:
        yield from ()
        return at.server.issuer

    walk = meet(op.issuer, Client(id="spa"), purpose(), then)
    wanted = next(walk)
    assert isinstance(wanted, Send)
    assert wanted.name == "openid-metadata"
    with pytest.raises(TypeError):
        walk.send(None)
