"""web-token/jwt-framework (spomky-labs), on which Symfony's OidcTokenHandler is built.

Source: web-token/jwt-framework, src/Library/Checker/AudienceChecker.php
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, COMPARE, Basis, Check, Message, Outcome, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="Bad audience.",
    sample="Jose\\Component\\Checker\\InvalidClaimException: Bad audience.",
    codes=("aud-mismatch",),
    exception="Jose\\Component\\Checker\\InvalidClaimException",
)
MISSING = Message(
    template="The following claims are mandatory: aud",
    sample="Jose\\Component\\Checker\\MissingMandatoryClaimException: The following claims are mandatory: aud",
    codes=("aud-missing",),
    check=Check.AUDIENCE,
    exception="Jose\\Component\\Checker\\MissingMandatoryClaimException",
)
ISSUER = Message(
    template="Unknown issuer.",
    sample="Jose\\Component\\Checker\\InvalidClaimException: Unknown issuer.",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception="Jose\\Component\\Checker\\InvalidClaimException",
    common=True,
)
EXPIRED = Message(
    template="The token expired.",
    sample="Jose\\Component\\Checker\\InvalidClaimException: The token expired.",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception="Jose\\Component\\Checker\\InvalidClaimException",
    common=True,
)
NOT_YET_VALID = Message(
    template="The JWT can not be used yet.",
    sample="Jose\\Component\\Checker\\InvalidClaimException: The JWT can not be used yet.",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    exception="Jose\\Component\\Checker\\InvalidClaimException",
)


def _object(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """An object is an array to PHP, one of whose values has to be the audience."""
    found = claims.get("aud")
    if not expectation.values or not isinstance(found, dict):
        return None
    return ACCEPT if any(value in found.values() for value in expectation.values) else MISMATCH


VERIFIER = Verifier(
    id="web-token-jwt-framework",
    name="web-token/jwt-framework",
    kind="library",
    language="PHP",
    versions="3.x, as read",
    basis=Basis.READ,
    sources=(
        "web-token/jwt-framework, AudienceChecker.php and ClaimCheckerManager.php",
        "symfony/symfony, OidcTokenHandler.php and pull request 50432",
    ),
    aliases=("symfony-oidc",),
    hints=("jose\\component", "invalidclaimexception", "oidctokenhandler", "symfony"),
    messages=(MISMATCH, MISSING, ISSUER, EXPIRED, NOT_YET_VALID),
    audience=alike(MISMATCH, unset=ACCEPT, absent=ACCEPT, mixed=COMPARE, decide=_object),
    order=(
        Check.SIGNATURE,
        Check.ALGORITHM,
        Check.ISSUED_AT,
        Check.NOT_BEFORE,
        Check.EXPIRY,
        Check.AUDIENCE,
        Check.ISSUER,
    ),
    failures={Check.ISSUER: ISSUER, Check.EXPIRY: EXPIRED, Check.NOT_BEFORE: NOT_YET_VALID},
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
    notes=("A claim that is absent is checked only when it is listed as mandatory, as newer handlers of Symfony do.",),
)
