"""JWT access tokens for django-oauth-toolkit, which by itself issues opaque ones.

Source: RFC 9068 section 2.2, RFC 8707 section 2.2
"""
# django-oauth-toolkit and oauthlib have no types.
# pyright: basic, reportOptionalMemberAccess=false, reportAttributeAccessIssue=false

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING, Any

from jwcrypto import jwk, jwt

if TYPE_CHECKING:
    from oauthlib.common import Request

#: Seconds.
LIFE = 600
#: What an application whose name ends so gets when nothing is asked for: the trap of a provider's default.
DEFAULTING = "(fills in a default audience)"


def generate(request: Request, refresh_token: bool = False) -> str:  # noqa: FBT001, FBT002 - oauthlib's signature
    """An access token for the resources that were asked for: a JWT where there are any, else opaque.

    The toolkit settles what was asked for after it has called this, so that the request is read here.
    """
    del refresh_token
    from oauth2_provider.settings import oauth2_settings  # noqa: PLC0415 - Django has to be set up before

    audience = _resources(request)
    if not audience and str(request.client.name).endswith(DEFAULTING):
        audience = [f"{oauth2_settings.OIDC_ISS_ENDPOINT}/default"]
    if not audience:
        return opaque(request)
    now = int(time.time())
    claims: dict[str, Any] = {
        "iss": oauth2_settings.OIDC_ISS_ENDPOINT,
        "sub": str(request.user.pk) if request.user else request.client.client_id,
        "aud": audience[0] if len(audience) == 1 else audience,
        "client_id": request.client.client_id,
        "iat": now,
        "exp": now + LIFE,
        "jti": secrets.token_urlsafe(16),
        "scope": " ".join(request.scopes or ()),
    }
    key = jwk.JWK.from_pem(oauth2_settings.OIDC_RSA_PRIVATE_KEY.encode("utf-8"))
    token = jwt.JWT(header={"alg": "RS256", "typ": "at+jwt", "kid": key.thumbprint()}, claims=claims)
    token.make_signed_token(key)
    return str(token.serialize())


def opaque(request: Request, refresh_token: bool = False) -> str:  # noqa: FBT001, FBT002 - oauthlib's signature
    """A token that only its issuer can tell anything about."""
    del request, refresh_token
    return secrets.token_urlsafe(32)


def _resources(request: Request) -> list[str]:
    """What the token request names, or else what its code or refresh token was granted for."""
    named = [value for name, value in request.decoded_body or () if name == "resource" and value]
    if named:
        return named
    if request.grant_type == "authorization_code":
        from oauth2_provider.models import get_grant_model  # noqa: PLC0415 - Django has to be set up before

        grant = get_grant_model().objects.filter(code=request.code).first()
        return list(grant.resource or ()) if grant else []
    if request.grant_type == "refresh_token":
        return list(getattr(request.refresh_token_instance, "resource", None) or ())
    return []
