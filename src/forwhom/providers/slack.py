"""Sign in with Slack: the ID Token names the app's client id.

Source: https://docs.slack.dev/authentication/sign-in-with-slack/
"""

from __future__ import annotations

from forwhom.finding import Fix, Party
from forwhom.provider import Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="slack",
    name="Sign in with Slack",
    aliases=("sign-in-with-slack",),
    issuer_pattern=r"https://slack\.com",
    issuer_examples=("https://slack.com",),
    marks={"https://slack.com/user_id": "", "https://slack.com/team_id": ""},
    client_id_pattern=r"[0-9]{9,13}\.[0-9]{9,13}",
    tokens=(
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It names the client id of the app.",
            example={
                "iss": "https://slack.com",
                "sub": "U0123ABCDEF",
                "aud": "2557000000000.3012000000000",
                "exp": 1760000300,
                "iat": 1760000000,
                "nonce": "n-0S6_WzA2Mj",
                "https://slack.com/team_id": "T0123ABCDEF",
                "https://slack.com/user_id": "U0123ABCDEF",
            },
        ),
    ),
    mistakes=(
        Mistake(code="aud-other-client", text="the ID Token belongs to another Slack app"),
        Mistake(code="token-opaque", text="the access token (xoxp-...) was verified as a JWT"),
    ),
    fixes=(
        Fix(Party.CLIENT, "sign in with the client id of the app that the backend belongs to"),
        Fix(Party.RESOURCE_SERVER, "expect the client id of the Slack app"),
    ),
    notes=(
        "Whether the user belongs to the right workspace stands in https://slack.com/team_id and not in aud or email.",
    ),
    basis=Basis.REPORTED,
    sources=("https://docs.slack.dev/authentication/sign-in-with-slack/",),
    inferred=(
        "/tokens/0/audience",
        "/mistakes/0",
        "/mistakes/1",
        "/fixes/0",
        "/fixes/1",
        "/notes/0",
    ),
)
