"""web-token/jwt-framework (spomky-labs), on which Symfony's OidcTokenHandler is built.

Source: web-token/jwt-framework, src/Library/Checker/AudienceChecker.php
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier

MISMATCH = Message(
    template="Bad audience.",
    sample="Jose\\Component\\Checker\\InvalidClaimException: Bad audience.",
    codes=("aud-mismatch",),
    exception="Jose\\Component\\Checker\\InvalidClaimException",
)


def _object(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """An object is an array to PHP, one of whose values has to be the audience."""
    found = claims.get("aud")
    if not isinstance(found, dict):
        return None
    return ACCEPT if any(value in found.values() for value in expectation.values) else MISMATCH


VERIFIER = Verifier(
    id="web-token-jwt-framework",
    name="web-token/jwt-framework",
    kind="library",
    language="PHP",
    versions="3.x, as read",
    basis=Basis.READ,
    sources=("web-token/jwt-framework, AudienceChecker.php", "symfony/symfony, pull request 50432"),
    aliases=("symfony-oidc",),
    hints=("jose\\component", "invalidclaimexception", "oidctokenhandler", "symfony"),
    messages=(MISMATCH,),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISMATCH,
        unset_malformed=MISMATCH,
        absent=ACCEPT,
        null=ACCEPT,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=COMPARE,
        decide=_object,
    ),
    order=(Check.SIGNATURE, Check.EXPIRY, Check.AUDIENCE),
    setting=Setting(
        name="audience of the AudienceChecker, or of the oidc token handler of Symfony",
        keys=("audience", "oidc.audience"),
    ),
    recipe=Recipe(
        text="name the expected audience",
        language="yaml",
        code="""\
security:
  firewalls:
    main:
      access_token:
        token_handler:
          oidc:
            audience: $audience
            issuers: [$issuer]
""",
    ),
    notes=("A claim that is absent is checked only when it is listed as mandatory.",),
    inferred=("unset", "unset_blank", "unset_malformed", "absent", "null", "order"),
)
