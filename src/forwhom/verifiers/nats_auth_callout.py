"""NATS on the answer of an auth callout service: its audience is the server that asked.

Source: nats-io/nats-server, server/auth_callout.go
"""

from __future__ import annotations

from forwhom.finding import Party
from forwhom.verifier import COMPARE, REFUSE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="auth callout violation: auth callout response is not for server",
    sample="[ERR] auth callout violation: auth callout response is not for server",
    codes=(
        "aud-mismatch",
        "aud-missing",
    ),
)
SUBJECT = Message(
    template="auth callout violation: auth callout response is not for expected user",
    sample="[ERR] auth callout violation: auth callout response is not for expected user",
    codes=("subject-mismatch",),
    check=Check.SUBJECT,
)
ACCOUNT = Message(
    template='no valid account "{found}" for auth callout response on account "{account}": {detail}',
    sample='no valid account "APP" for auth callout response on account "AUTH": not found',
    codes=("aud-mismatch",),
    note="Outside operator mode aud of the user JWT names the account.",
)

VERIFIER = Verifier(
    id="nats-auth-callout",
    name="NATS auth callout",
    kind="infrastructure",
    language="Go",
    versions="not recorded",
    basis=Basis.READ,
    sources=("nats-io/nats-server, server/auth_callout.go",),
    aliases=("nats",),
    hints=(
        "nats",
        "auth callout",
    ),
    messages=(
        MISMATCH,
        SUBJECT,
        ACCOUNT,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISMATCH,
        unset_malformed=REFUSE,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=REFUSE,
        number=REFUSE,
        other=REFUSE,
        mixed=REFUSE,
        string_only=REFUSE,
    ),
    order=(
        Check.SUBJECT,
        Check.AUDIENCE,
        Check.ISSUER,
    ),
    failures={
        Check.SUBJECT: SUBJECT,
    },
    setting=Setting(
        name="the id of the server that asks",
        keys=(
            "Audience",
            "ServerID",
        ),
    ),
    recipe=Recipe(
        text="name the id of the server in the answer",
        language="go",
        code="""\
rc := jwt.NewAuthorizationResponseClaims(userNkey)
rc.Audience = $audience // req.Server.ID
""",
        party=Party.AUTHORIZATION_SERVER,
    ),
    reveal="the log of nats-server with -DV",
    notes=("Ordinary user JWTs of NATS are not held against an audience.",),
)
