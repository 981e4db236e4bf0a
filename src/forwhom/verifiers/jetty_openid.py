"""Jetty's OpenID module, as a client of an OpenID Provider.

Source: jetty/jetty.project, jetty-openid, OpenIdCredentials.java, pull request 4135
"""

from __future__ import annotations

from forwhom.token_kind import TokenKind
from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="Audience Claim MUST contain the client_id value",
    sample="java.lang.IllegalArgumentException: Audience Claim MUST contain the client_id value",
    codes=("aud-other-client", "aud-mismatch"),
    exception="IllegalArgumentException",
)

VERIFIER = Verifier(
    id="jetty-openid",
    name="Jetty OpenID",
    kind="framework",
    language="Java",
    versions="as reported, version not recorded",
    basis=Basis.REPORTED,
    sources=("jetty/jetty.project, pull request 4135, OpenIdCredentials.java",),
    aliases=("jetty",),
    hints=("jetty", "openidcredentials"),
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
    order=(Check.ISSUER, Check.AUDIENCE, Check.EXPIRY),
    takes=TokenKind.ID_TOKEN,
    setting=Setting(name="clientId of OpenIdConfiguration", keys=("clientId", "jetty.openid.clientId")),
    recipe=Recipe(
        text="configure the client id that the provider issues ID Tokens for",
        language="properties",
        code="""\
jetty.openid.provider=$issuer
jetty.openid.clientId=$audience
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
