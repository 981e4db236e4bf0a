"""LemonLDAP::NG as a client of another OpenID Provider.

Source: LemonLDAP::NG, Portal/Lib/OpenIDConnect.pm
"""

from __future__ import annotations

from forwhom.token_kind import TokenKind
from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="Client ID not found in audience array",
    sample="[error] Client ID not found in audience array",
    codes=("aud-other-client", "aud-mismatch"),
)

VERIFIER = Verifier(
    id="lemonldap-ng-client",
    name="LemonLDAP::NG as relying party",
    kind="infrastructure",
    language="Perl",
    versions="2.x, as read",
    basis=Basis.READ,
    sources=("LemonLDAP::NG, lemonldap-ng-portal, Lib/OpenIDConnect.pm",),
    hints=("lemonldap", "llng", "lemonldap::ng"),
    messages=(MISMATCH,),
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
    order=(Check.SIGNATURE, Check.ISSUER, Check.AUDIENCE, Check.OTHER, Check.EXPIRY),
    takes=TokenKind.ID_TOKEN,
    setting=Setting(name="oidcOPMetaDataOptionsClientID", keys=("oidcOPMetaDataOptionsClientID",)),
    recipe=Recipe(
        text="set the client id that the provider issues ID Tokens for",
        language="json",
        code="""\
{"oidcOPMetaDataOptions": {"upstream": {"oidcOPMetaDataOptionsClientID": $audience}}}
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
