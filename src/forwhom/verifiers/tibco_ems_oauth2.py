"""TIBCO Enterprise Message Service with OAuth 2.0, whose answer to an absent aud changed between patch releases.

Source: TIBCO documentation, EMS 10.3.0, 10.4.0 and 10.4.1, oauth2_audience
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, REFUSE, Basis, Check, Limit, Recipe, Seen, Setting, Verifier, alike

VERIFIER = Verifier(
    id="tibco-ems-oauth2",
    name="TIBCO EMS OAuth 2.0",
    kind="infrastructure",
    versions="10.4.1, as documented",
    basis=Basis.DOCUMENTED,
    sources=("TIBCO documentation, EMS 10.3.0, 10.4.0 and 10.4.1, user's guide, oauth2_audience",),
    aliases=("tibco-ems",),
    hints=("tibco", "tibems", "oauth2_audience"),
    messages=(),
    audience=alike(REFUSE, unset=ACCEPT),
    order=(Check.STRUCTURE, Check.SIGNATURE, Check.EXPIRY, Check.AUDIENCE),
    failures={Check.STRUCTURE: REFUSE, Check.SIGNATURE: REFUSE, Check.EXPIRY: REFUSE},
    setting=Setting(name="oauth2_audience of the server", keys=("oauth2_audience",)),
    switch="no oauth2_audience: any audience passes",
    recipe=Recipe(
        text="name the expected audience, once for each that is accepted",
        language="properties",
        code="oauth2_audience = $audience\n",
    ),
    limits=(
        Limit(
            text="With oauth2_audience set, a token without aud was accepted.",
            seen=Seen.ACCEPTED,
            versions="10.4.0 and before",
            symptom="aud-missing",
            source="TIBCO documentation, EMS 10.4.0, oauth2_audience",
        ),
    ),
    notes=(
        "The parameter may stand several times; one of them is enough.",
        "The text of a refusal is not documented.",
    ),
    inferred=(
        "order",
        "compare",
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "unset_malformed",
    ),
)
