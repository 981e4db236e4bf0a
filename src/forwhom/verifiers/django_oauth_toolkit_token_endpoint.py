"""django-oauth-toolkit on the resource that a client asks for.

The token request may choose among the resources of the authorization request; where that named none, it may name any.

Source: django-oauth-toolkit 3.4.1, run; oauth2_provider/oauth2_validators.py
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.finding import Party
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier

#: A URI with a scheme and a host, and without user, fragment or a port that is no number.
_INDICATOR = re.compile(r"[\x00-\x20]*[a-z][a-z0-9+.-]*://[^/?#@:]+(?::\d*)?(?:[/?][^#]*)?", re.DOTALL | re.IGNORECASE)


def _asked(claims: Mapping[str, JsonValue]) -> list[str]:
    """The resources that stand in the request: those that a token of this audience would be asked for with."""
    found = claims.get("aud")
    values = [one for one in found if isinstance(one, str)] if isinstance(found, list) else [found]
    texts = [one for one in values if isinstance(one, str)]
    return texts if len(texts) > 1 else [one for one in texts if one.strip()]


def _refused(claims: Mapping[str, JsonValue], expectation: Expectation) -> Mapping[str, str]:
    """The resource that the text names: the first that is no indicator, or the first that was not authorized."""
    asked = _asked(claims)
    broken = [one for one in asked or expectation.values if not _INDICATOR.fullmatch(one)]
    return {"expected": next(iter(broken or [one for one in asked if one not in expectation.values]), "")}


WIDER = Message(
    template="The requested resource '{expected}' is not allowed. Token request cannot escalate resource permissions beyond the original authorization grant",
    sample='{"error":"invalid_target","error_description":"The requested resource \'https://billing.example.com\' is not allowed. Token request cannot escalate resource permissions beyond the original authorization grant"}',
    codes=("audience-not-requested",),
    check=Check.AUDIENCE,
    status=400,
    exception="invalid_target",
    printed=_refused,
    note="The authorization request named other resources; the token request may choose among those only.",
)
REFRESH = Message(
    template="The requested resource '{expected}' is not allowed. Token refresh cannot request resources beyond the original refresh token scope",
    sample='{"error":"invalid_target","error_description":"The requested resource \'https://billing.example.com\' is not allowed. Token refresh cannot request resources beyond the original refresh token scope"}',
    codes=("audience-not-requested",),
    check=Check.AUDIENCE,
    status=400,
    exception="invalid_target",
    printed=_refused,
    note="A refresh may choose among the resources of the first grant only.",
)
NOT_ABSOLUTE = Message(
    template="The resource '{expected}' is not a valid resource indicator: it must be an absolute URI with a scheme and host.",
    sample='{"error":"invalid_target","error_description":"The resource \'urn:example:orders\' is not a valid resource indicator: it must be an absolute URI with a scheme and host."}',
    codes=("aud-not-a-uri",),
    check=Check.AUDIENCE,
    status=400,
    exception="invalid_target",
    printed=_refused,
    note="A urn is a URI and is refused all the same, since it has no host.",
)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome:
    """Each resource has to be an indicator first, and then one of those that were authorized, where any were."""
    asked = _asked(claims)
    if not all(_INDICATOR.fullmatch(one) for one in asked or expectation.values):
        return NOT_ABSOLUTE
    widened = expectation.values and any(one not in expectation.values for one in asked)
    return WIDER if widened else ACCEPT


VERIFIER = Verifier(
    id="django-oauth-toolkit-token-endpoint",
    name="django-oauth-toolkit token endpoint",
    kind="infrastructure",
    language="python",
    versions="3.4.1",
    basis=Basis.OBSERVED,
    sources=(
        "django-oauth-toolkit 3.4.1, its token endpoint run with codes of authorizations for these resources",
        "django-oauth-toolkit 3.4.1, oauth2_provider/oauth2_validators.py",
    ),
    aliases=(),
    hints=("oauth2_provider", "invalid_target"),
    messages=(WIDER, REFRESH, NOT_ABSOLUTE),
    audience=AudienceRules(
        mismatch=WIDER,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=ACCEPT,
        absent=ACCEPT,
        null=ACCEPT,
        empty_string=ACCEPT,
        empty_array=ACCEPT,
        number=ACCEPT,
        other=ACCEPT,
        mixed=WIDER,
        decide=_audience,
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
    notes=(
        "It decides about the resource that is asked for, not about a token.",
        "A token request that names no resource gets all that were authorized.",
        "Where the authorization request named none, the token request may name any URI with a scheme and a host.",
        "It takes no client assertion: private_key_jwt is not implemented in 3.4.1.",
    ),
)
