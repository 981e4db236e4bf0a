"""django-oauth-toolkit on the resource that a client asks for.

Source: django-oauth-toolkit 3.4.1, run; oauth2_provider/oauth2_validators.py
"""

from __future__ import annotations

from forwhom.finding import Party
from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

WIDER = Message(
    template="The requested resource '{expected}' is not allowed. Token request cannot escalate resource permissions beyond the original authorization grant",
    sample='{"error":"invalid_target","error_description":"The requested resource \'https://billing.example.com\' is not allowed. Token request cannot escalate resource permissions beyond the original authorization grant"}',
    codes=("audience-not-requested",),
    check=Check.AUDIENCE,
    status=400,
    exception="invalid_target",
    note="The authorization request named other resources; the token request may choose among those only.",
    basis=Basis.OBSERVED,
)
REFRESH = Message(
    template="The requested resource '{expected}' is not allowed. Token refresh cannot request resources beyond the original refresh token scope",
    sample='{"error":"invalid_target","error_description":"The requested resource \'https://billing.example.com\' is not allowed. Token refresh cannot request resources beyond the original refresh token scope"}',
    codes=("audience-not-requested",),
    check=Check.AUDIENCE,
    status=400,
    exception="invalid_target",
    note="A refresh may choose among the resources of the first grant only.",
    basis=Basis.OBSERVED,
)
NOT_ABSOLUTE = Message(
    template="The resource '{expected}' is not a valid resource indicator: it must be an absolute URI with a scheme and host",
    sample='{"error":"invalid_target","error_description":"The resource \'urn:example:orders\' is not a valid resource indicator: it must be an absolute URI with a scheme and host."}',
    codes=("aud-not-a-uri",),
    check=Check.AUDIENCE,
    status=400,
    exception="invalid_target",
    note="A urn is a URI and is refused all the same, since it has no host.",
    basis=Basis.OBSERVED,
)

VERIFIER = Verifier(
    id="django-oauth-toolkit-token-endpoint",
    name="django-oauth-toolkit token endpoint",
    kind="infrastructure",
    language="python",
    versions="3.4.1",
    basis=Basis.READ,
    sources=("django-oauth-toolkit 3.4.1, run by tests/oidc",),
    aliases=(),
    hints=("oauth2_provider", "invalid_target"),
    messages=(WIDER, REFRESH, NOT_ABSOLUTE),
    audience=AudienceRules(
        mismatch=WIDER,
        unset=WIDER,
        unset_blank=WIDER,
        unset_malformed=WIDER,
        absent=WIDER,
        null=WIDER,
        empty_string=COMPARE,
        empty_array=WIDER,
        number=WIDER,
        other=WIDER,
        mixed=WIDER,
    ),
    order=(Check.AUDIENCE,),
    setting=Setting(name="resource of the authorization request", keys=("resource",)),
    recipe=Recipe(
        text="name the resource on the authorization request",
        language="text",
        code="""\
resource=$audience
""",
        party=Party.CLIENT,
    ),
    notes=("It decides about the resource that is asked for, not about a token.",),
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
    ),
)
