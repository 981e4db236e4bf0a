"""Jitsi Meet's token authentication in Prosody.

Source: jitsi/jitsi-meet, resources/prosody-plugins/token/util.lib.lua
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, Basis, Check, Message, Outcome, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="Invalid audience ('aud' claim)",
    sample="May 06 20:03:44 general warn	Error verifying token err:not-allowed, reason:Invalid audience ('aud' claim)",
    codes=("aud-mismatch",),
)
ISSUER = Message(
    template="Invalid issuer ('iss' claim)",
    sample="May 06 20:03:44 general warn	Error verifying token err:not-allowed, reason:Invalid issuer ('iss' claim)",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
)

MISSING = Message(
    template="'aud' claim is missing",
    sample="May 06 20:03:44 general warn	Error verifying token err:not-allowed, reason:'aud' claim is missing",
    codes=("aud-missing",),
)


def _absent(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Outcome | None:
    """The claim has to be there, whatever is accepted."""
    return None if "aud" in claims else MISSING


VERIFIER = Verifier(
    id="jitsi-prosody",
    name="Jitsi Meet (Prosody)",
    kind="infrastructure",
    language="Lua",
    versions="as read, version not recorded",
    basis=Basis.READ,
    sources=("jitsi/jitsi-meet, resources/prosody-plugins/token/util.lib.lua", "jitsi/lib-jitsi-meet, issue 1150"),
    aliases=("jitsi",),
    hints=("prosody", "jitsi", "asap_accepted", "error verifying token"),
    messages=(MISMATCH, MISSING, ISSUER),
    audience=alike(MISMATCH, unset=ACCEPT, absent=MISSING, string_only=MISMATCH, decide=_absent),
    order=(Check.SIGNATURE, Check.ISSUER, Check.AUDIENCE),
    failures={Check.ISSUER: ISSUER},
    setting=Setting(
        name="asap_accepted_audiences of the virtual host, JWT_ACCEPTED_AUDIENCES of Docker",
        keys=("asap_accepted_audiences", "JWT_ACCEPTED_AUDIENCES"),
    ),
    switch="asap_accepted_audiences left out: any audience passes",
    recipe=Recipe(
        text="list the audience; without the setting any audience passes, though a comment in the source says otherwise",
        language="lua",
        code="""\
asap_accepted_audiences = { $audiences }
""",
    ),
    inferred=("null",),
)
