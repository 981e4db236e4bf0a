"""AD FS: an identifier that is no URL gets a prefix, and access tokens have an issuer of their own.

Source: https://learn.microsoft.com/en-us/windows-server/identity/ad-fs/development/ad-fs-openid-connect-oauth-concepts
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import DefaultAudience, Mistake, Provider, Resource, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="adfs",
    name="AD FS (2016 and later)",
    aliases=("ad-fs", "active-directory-federation-services"),
    issuer_pattern=r"https?://[^/\s]+/adfs(?:/services/trust)?",
    issuer_examples=(
        "https://sts.contoso.com/adfs",
        "http://sts.contoso.com/adfs/services/trust",
    ),
    marks={"aud": r"microsoft:identityserver:.+|urn:microsoft:userinfo", "iss": r".+/adfs/services/trust"},
    traits={"apptype": "", "authmethod": "", "appid": "", "ver": r"1\.0"},
    tokens=(
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="It names the Web API's identifier: as it is when that is a URL, otherwise with the prefix microsoft:identityserver:.",
            example={
                "aud": "microsoft:identityserver:orders-api",
                "iss": "http://sts.acme.example/adfs/services/trust",
                "iat": 1760000000,
                "exp": 1760003600,
                "apptype": "Confidential",
                "appid": "33333333-4444-5555-6666-777777777777",
                "authmethod": "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
                "ver": "1.0",
                "scp": "openid",
            },
        ),
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It names the client id.",
            example={
                "aud": "33333333-4444-5555-6666-777777777777",
                "iss": "https://sts.acme.example/adfs",
                "iat": 1760000000,
                "exp": 1760003600,
                "auth_time": 1760000000,
                "nonce": "n-0S6_WzA2Mj",
                "sub": "q1W2e3",
                "upn": "ada@acme.example",
                "apptype": "Public",
                "appid": "33333333-4444-5555-6666-777777777777",
            },
        ),
    ),
    defaults=(
        DefaultAudience(
            pattern=r"urn:microsoft:userinfo", text="the UserInfo endpoint, when the client names no resource"
        ),
    ),
    resources=(Resource(name="the UserInfo endpoint", values=("urn:microsoft:userinfo",)),),
    mistakes=(
        Mistake(
            code="aud-mismatch",
            text="the verifier expects the bare identifier while aud has the prefix microsoft:identityserver:",
        ),
        Mistake(
            code="audience-not-requested", text="the client sent no resource, so the token is for the UserInfo endpoint"
        ),
        Mistake(
            code="aud-other-resource", text="a token for urn:microsoft:userinfo was sent to the API, or the reverse"
        ),
        Mistake(
            code="iss-mismatch",
            text="access tokens have http://HOST/adfs/services/trust as iss, ID Tokens https://HOST/adfs",
        ),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "send resource with the identifier of the Web API (or, from AD FS 2019, the scope IDENTIFIER/openid)",
            Snippet("text", "resource=$audience\n"),
        ),
        Fix(Party.AUTHORIZATION_SERVER, "make the identifier of the Web API an https URL, so that aud has no prefix"),
        Fix(Party.RESOURCE_SERVER, "expect microsoft:identityserver: in front of an identifier that is no URL"),
    ),
    basis=Basis.DOCUMENTED,
    sources=(
        "https://learn.microsoft.com/en-us/windows-server/identity/ad-fs/development/ad-fs-openid-connect-oauth-concepts",
        "https://django-auth-adfs.readthedocs.io/en/latest/settings_ref.html",
        "https://django-auth-adfs.readthedocs.io/en/latest/azure_ad_config_guide.html",
    ),
)
