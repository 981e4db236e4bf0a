"""The Partner Center API of Microsoft.

Source: microsoft/Partner-Center-DotNet-Samples, issue 140
"""

from __future__ import annotations

from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="The audience '{found}' in the token is invalid and is no longer supported in Partner Center API.",
    sample='{"code":900420,"description":"The audience \'https://graph.windows.net\' in the token is invalid and is no longer supported in Partner Center API."}',
    codes=("aud-other-resource", "aud-mismatch"),
    status=401,
)

VERIFIER = Verifier(
    id="microsoft-partner-center",
    name="Microsoft Partner Center",
    kind="cloud",
    versions="as reported, version not recorded",
    basis=Basis.REPORTED,
    sources=("microsoft/Partner-Center-DotNet-Samples, issue 140",),
    hints=("partnercenter", "partner center", "900420"),
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
    order=(Check.SIGNATURE, Check.AUDIENCE, Check.EXPIRY),
    providers=("entra-v1", "entra-v2"),
    setting=Setting(name="the scope that the client requests", keys=("scope", "scopes", "resource")),
    recipe=Recipe(
        text="request a token for Partner Center instead of Azure AD Graph",
        language="text",
        code="""\
scope=$audience/.default
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
