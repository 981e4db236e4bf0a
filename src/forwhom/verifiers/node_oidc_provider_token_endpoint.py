"""panva node-oidc-provider on the resource that a client asks for.

Source: oidc-provider 9.13.3, run; lib/shared/check_resource.js and lib/helpers/resolve_resource.js
"""

from __future__ import annotations

from forwhom.finding import Party
from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

UNKNOWN = Message(
    template="resource indicator is missing, or unknown",
    sample='{"error":"invalid_target","error_description":"resource indicator is missing, or unknown"}',
    codes=("audience-not-requested", "resource-not-registered"),
    check=Check.AUDIENCE,
    status=400,
    exception="invalid_target",
    note="The token request names a resource that the authorization request did not name, or that nobody may ask for.",
    basis=Basis.OBSERVED,
)
NOT_ABSOLUTE = Message(
    template="resource indicator must be an absolute URI",
    sample='{"error":"invalid_target","error_description":"resource indicator must be an absolute URI"}',
    codes=("aud-not-a-uri",),
    check=Check.AUDIENCE,
    status=400,
    exception="invalid_target",
    note="A resource indicator is a URI with a scheme; a name alone is not.",
    basis=Basis.OBSERVED,
)
FRAGMENT = Message(
    template="resource indicator must not contain a fragment component",
    sample='{"error":"invalid_target","error_description":"resource indicator must not contain a fragment component"}',
    codes=("aud-not-a-uri",),
    check=Check.AUDIENCE,
    status=400,
    exception="invalid_target",
    note="A resource indicator is a URI without a fragment, the part behind a #.",
    basis=Basis.OBSERVED,
)
SEVERAL = Message(
    template="only a single resource indicator value is supported for this grant type",
    sample='{"error":"invalid_target","error_description":"only a single resource indicator value is supported for this grant type"}',
    codes=("aud-many-unsupported",),
    check=Check.AUDIENCE,
    status=400,
    exception="invalid_target",
    note="One token request names one resource; a token for another is had by another request.",
    basis=Basis.OBSERVED,
)
UNRESOLVED = Message(
    template="only a single resource indicator value must be requested/resolved during Access Token Request",
    sample='{"error":"invalid_target","error_description":"only a single resource indicator value must be requested/resolved during Access Token Request"}',
    codes=("aud-many-unsupported", "audience-not-requested"),
    check=Check.AUDIENCE,
    status=400,
    exception="invalid_target",
    note="Several resources were authorized, and the token request has to name the one that it is for.",
    basis=Basis.OBSERVED,
)

VERIFIER = Verifier(
    id="node-oidc-provider-token-endpoint",
    name="node-oidc-provider token endpoint",
    kind="infrastructure",
    language="javascript",
    versions="9.13.3",
    basis=Basis.READ,
    sources=("oidc-provider 9.13.3, run by tests/oidc",),
    aliases=(),
    hints=("oidc-provider", "invalid_target"),
    messages=(UNKNOWN, NOT_ABSOLUTE, FRAGMENT, SEVERAL, UNRESOLVED),
    audience=AudienceRules(
        mismatch=UNKNOWN,
        unset=UNKNOWN,
        unset_blank=UNKNOWN,
        unset_malformed=UNKNOWN,
        absent=UNKNOWN,
        null=UNKNOWN,
        empty_string=COMPARE,
        empty_array=UNKNOWN,
        number=UNKNOWN,
        other=UNKNOWN,
        mixed=UNKNOWN,
    ),
    order=(Check.AUDIENCE,),
    setting=Setting(name="getResourceServerInfo", keys=("getResourceServerInfo", "resource")),
    recipe=Recipe(
        text="return the audience of the resource from getResourceServerInfo",
        language="javascript",
        code="""\
getResourceServerInfo: () => ({ scope: "read", audience: $audience, accessTokenFormat: "jwt" }),
""",
        party=Party.AUTHORIZATION_SERVER,
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
