"""Jitsi Meet's token authentication in Prosody.

Source: jitsi/jitsi-meet, resources/prosody-plugins/token/util.lib.lua
"""

from __future__ import annotations

from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

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
    messages=(MISMATCH, ISSUER),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISMATCH,
        unset_malformed=MISMATCH,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
    ),
    order=(Check.SIGNATURE, Check.ISSUER, Check.AUDIENCE),
    failures={Check.ISSUER: ISSUER},
    setting=Setting(
        name="asap_accepted_audiences of the virtual host, JWT_ACCEPTED_AUDIENCES of Docker",
        keys=("asap_accepted_audiences", "JWT_ACCEPTED_AUDIENCES"),
    ),
    recipe=Recipe(
        text="list the audience; without the setting it is the app id",
        language="lua",
        code="""\
asap_accepted_audiences = { $audiences }
""",
    ),
    inferred=(
        "unset",
        "unset_blank",
        "unset_malformed",
        "absent",
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "order",
    ),
)
