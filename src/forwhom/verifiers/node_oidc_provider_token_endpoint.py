"""panva node-oidc-provider on the resource that a client asks for.

A request without a resource is answered, with a token for no resource.

Source: oidc-provider 9.13.3, run; lib/shared/check_resource.js and lib/helpers/resolve_resource.js
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.audience.printed import javascript
from forwhom.finding import Party
from forwhom.jwt.json import JsonValue
from forwhom.verifier import (
    ACCEPT,
    AudienceRules,
    Basis,
    Check,
    Limit,
    Message,
    Outcome,
    Recipe,
    Seen,
    Setting,
    Verifier,
)

#: A URL as JavaScript reads one; of the web it has a host, which holds no blank.
_URL = re.compile(
    r"\s*(?:https?:/*[^\s/?#]+(?:[/?#].*)?|(?!https?:)[a-z][a-z0-9+.-]*:.*)\s*", re.DOTALL | re.IGNORECASE
)

UNKNOWN = Message(
    template="resource indicator is missing, or unknown",
    sample='{"error":"invalid_target","error_description":"resource indicator is missing, or unknown"}',
    codes=("audience-not-requested", "resource-not-registered"),
    check=Check.AUDIENCE,
    status=400,
    exception="invalid_target",
    note="The token request names a resource that the authorization request did not name, or that nobody may ask for.",
)
NOT_ABSOLUTE = Message(
    template="resource indicator must be an absolute URI",
    sample='{"error":"invalid_target","error_description":"resource indicator must be an absolute URI"}',
    codes=("aud-not-a-uri",),
    check=Check.AUDIENCE,
    status=400,
    exception="invalid_target",
    note="A resource indicator is a URI with a scheme; a name alone is not.",
)
FRAGMENT = Message(
    template="resource indicator must not contain a fragment component",
    sample='{"error":"invalid_target","error_description":"resource indicator must not contain a fragment component"}',
    codes=("aud-not-a-uri",),
    check=Check.AUDIENCE,
    status=400,
    exception="invalid_target",
    note="A resource indicator is a URI without a fragment, the part behind a #.",
)
SEVERAL = Message(
    template="only a single resource indicator value is supported for this grant type",
    sample='{"error":"invalid_target","error_description":"only a single resource indicator value is supported for this grant type"}',
    codes=("aud-many-unsupported",),
    check=Check.AUDIENCE,
    status=400,
    exception="invalid_target",
    note="One token request names one resource; a token for another is had by another request.",
)
UNRESOLVED = Message(
    template="only a single resource indicator value must be requested/resolved during Access Token Request",
    sample='{"error":"invalid_target","error_description":"only a single resource indicator value must be requested/resolved during Access Token Request"}',
    codes=("aud-many-unsupported", "audience-not-requested"),
    check=Check.AUDIENCE,
    status=400,
    exception="invalid_target",
    note="Several resources were authorized, and the token request has to name the one that it is for.",
)


def _resource(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome:
    """The outcome of a request for these resources: each by itself, then how many they are."""
    raw = claims.get("aud", [])
    asked = [javascript(one) for one in raw] if isinstance(raw, list) else [javascript(raw)]
    if asked in ([], [""]):
        return ACCEPT
    for one in asked:
        if not _URL.fullmatch(one):
            return NOT_ABSOLUTE
        if "#" in one:
            return FRAGMENT
        if one not in expectation.values:
            return UNKNOWN
    return ACCEPT if len(set(asked)) == 1 else SEVERAL


VERIFIER = Verifier(
    id="node-oidc-provider-token-endpoint",
    name="node-oidc-provider token endpoint",
    kind="infrastructure",
    language="JavaScript",
    versions="9.13.3",
    basis=Basis.OBSERVED,
    sources=(
        "oidc-provider 9.13.3, run: client_credentials with a resource; the other grants by tests/oidc",
        "oidc-provider 9.13.3, lib/shared/check_resource.js and lib/helpers/resolve_resource.js",
    ),
    aliases=(),
    hints=("oidc-provider", "invalid_target"),
    messages=(UNKNOWN, NOT_ABSOLUTE, FRAGMENT, SEVERAL, UNRESOLVED),
    audience=AudienceRules(
        mismatch=UNKNOWN,
        unset=UNKNOWN,
        unset_blank=ACCEPT,
        unset_malformed=NOT_ABSOLUTE,
        absent=ACCEPT,
        null=NOT_ABSOLUTE,
        empty_string=ACCEPT,
        empty_array=ACCEPT,
        number=NOT_ABSOLUTE,
        other=NOT_ABSOLUTE,
        mixed=NOT_ABSOLUTE,
        decide=_resource,
    ),
    order=(Check.AUDIENCE,),
    setting=Setting(name="getResourceServerInfo", keys=("getResourceServerInfo", "resource")),
    recipe=Recipe(
        text="know the resources by their identifiers, and refuse a request that names none",
        language="javascript",
        code="""\
const resourceIndicators = {
  enabled: true,
  defaultResource: (ctx, client, oneOf) => {
    if (!oneOf) throw new errors.InvalidTarget("resource indicator is missing, or unknown");
    return oneOf;
  },
  getResourceServerInfo: (ctx, indicator) => {
    if (![$audiences].includes(indicator)) throw new errors.InvalidTarget();
    return { scope: "read", audience: indicator, accessTokenFormat: "jwt" };
  },
};
""",
        party=Party.AUTHORIZATION_SERVER,
    ),
    limits=(
        Limit(
            text="A request that names no resource is answered with a token for none, which only the provider itself can read.",
            seen=Seen.ACCEPTED,
            symptom="audience-not-requested",
            source="oidc-provider 9.13.3, run",
        ),
    ),
    notes=(
        "It decides about the resource that is asked for, not about a token: what stands here of aud is the parameter resource.",
        "A form holds nothing but texts, so that what is no text is refused as no URI.",
        "A code or refresh token is exchanged for one of the resources that were authorized; of several, the request has to name one.",
    ),
)
