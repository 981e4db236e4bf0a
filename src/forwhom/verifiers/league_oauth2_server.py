"""league/oauth2-server, the resource server in Laravel Passport. It compares no audience.

aud holds the client's id, which is handed to the application as oauth_client_id.

Source: thephpleague/oauth2-server, src/AuthorizationValidators/BearerTokenValidator.php.
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, Basis, Check, Limit, Message, Recipe, Seen, Setting, Verifier, alike


def _denied(template: str, *codes: str, check: Check) -> Message:
    """A refusal as the JSON body answers it, where the text is the member hint."""
    return Message(
        template=template,
        sample='{"error":"access_denied","error_description":"The resource owner or authorization server denied the request.",'
        f'"hint":"{template}","message":"The resource owner or authorization server denied the request."}}',
        codes=codes,
        check=check,
        status=401,
        exception="League\\OAuth2\\Server\\Exception\\OAuthServerException",
    )


UNVERIFIED = _denied(
    "Access token could not be verified",
    "signature-invalid",
    "token-expired",
    "token-not-yet-valid",
    check=Check.SIGNATURE,
)
REVOKED = _denied("Access token has been revoked", check=Check.OTHER)

VERIFIER = Verifier(
    id="league-oauth2-server",
    name="league/oauth2-server (Laravel Passport)",
    kind="framework",
    language="PHP",
    versions="source of 2026-06",
    basis=Basis.READ,
    sources=("thephpleague/oauth2-server, src/AuthorizationValidators/BearerTokenValidator.php",),
    builds_on="lcobucci-jwt",
    aliases=("laravel-passport", "thephpleague-oauth2-server"),
    hints=("League\\OAuth2", "league/oauth2-server", "laravel/passport", "BearerTokenValidator"),
    messages=(UNVERIFIED, REVOKED),
    audience=alike(ACCEPT, empty_string=ACCEPT),
    order=(Check.NOT_BEFORE, Check.EXPIRY, Check.SIGNATURE, Check.OTHER),
    failures={
        Check.NOT_BEFORE: UNVERIFIED,
        Check.EXPIRY: UNVERIFIED,
        Check.SIGNATURE: UNVERIFIED,
        Check.OTHER: REVOKED,
    },
    setting=Setting(name="none: the resource server has no audience check"),
    recipe=Recipe(
        text="compare the aud claim in a validator of the application, since BearerTokenValidator does not",
        language="php",
        code="""\
class AudienceValidator extends BearerTokenValidator
{
    public function validateAuthorization(ServerRequestInterface $$request)
    {
        $$request = parent::validateAuthorization($$request);
        if (!array_intersect((array) $$request->getAttribute("oauth_client_id"), [$audiences])) {
            throw OAuthServerException::accessDenied("the token is for another audience");
        }
        return $$request;
    }
}
""",
    ),
    limits=(
        Limit(
            text="The resource server does not look at aud: a token issued to any client passes.",
            seen=Seen.ACCEPTED,
            symptom="audience-not-configured",
            source="thephpleague/oauth2-server, BearerTokenValidator.php",
        ),
    ),
    reveal="The exception's previous one, RequiredConstraintsViolated, lists what was violated",
)
