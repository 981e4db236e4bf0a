"""Salesforce: access tokens are opaque by default; in its JWT bearer flow the caller sets aud to the login host.

Source: https://help.salesforce.com/s/articleView?id=xcloud.jwt_access_tokens.htm
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="salesforce",
    name="Salesforce",
    issuer_pattern=r"https://(?:login|test)\.salesforce\.com|https://[a-z0-9.-]+\.my\.salesforce\.com",
    issuer_examples=(
        "https://login.salesforce.com",
        "https://acme.my.salesforce.com",
    ),
    marks={
        "tty": "sfdc-core-token",
        "sub": r"https://(?:login|test)\.salesforce\.com/id/.+",
        "aud": r"https://(?:login|test)\.salesforce\.com",
    },
    traits={"tnk": ""},
    client_id_pattern=r"3MVG9[A-Za-z0-9._]{60,90}",
    tokens=(
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It names the consumer key of the connected or external client app.",
            example={
                "at_hash": "Xk3v0b8Y6m1QwErTyUiOpA",
                "sub": "https://login.salesforce.com/id/00Dxx0000001gPLEAY/005xx000001SwiUAAS",
                "aud": "3MVG9AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd",
                "iss": "https://acme.my.salesforce.com",
                "exp": 1760000120,
                "iat": 1760000000,
            },
        ),
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="A JWT-based access token lists the Salesforce instances for which it is good; without that option the token is opaque.",
            example={
                "iss": "https://acme.my.salesforce.com",
                "aud": ["https://acme.my.salesforce.com"],
                "sub": "uid:005xx000001SwiUAAS",
                "scp": "api",
                "client_id": "3MVG9AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd",
                "exp": 1760001800,
                "iat": 1760000000,
            },
            header={
                "alg": "RS256",
                "typ": "JWT",
                "kid": "k-1",
                "tty": "sfdc-core-token",
                "tnk": "core/prod/00Dxx0000001gPLEAY",
                "ver": "1.0",
            },
        ),
    ),
    mistakes=(
        Mistake(
            code="aud-other-environment",
            text="the assertion names the production login host while the org is a sandbox (https://test.salesforce.com), or the reverse",
        ),
        Mistake(
            code="aud-host-differs",
            text="the assertion names the My Domain host or the token endpoint where the login host is wanted",
        ),
        Mistake(
            code="token-opaque",
            text="access tokens (00D...) are opaque unless JWT-based access tokens are enabled for the app",
        ),
        Mistake(code="token-lifetime-too-long", text="exp of the assertion lies more than a few minutes ahead"),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "set aud of the assertion to https://login.salesforce.com, for a sandbox to https://test.salesforce.com, for an Experience Cloud site to its URL",
            Snippet(
                "json",
                '{ "iss": "$client_id", "sub": "USER_NAME", "aud": "https://login.salesforce.com", "exp": EXPIRY }\n',
            ),
        ),
        Fix(
            Party.AUTHORIZATION_SERVER,
            "enable JWT-based access tokens for the app when resource servers have to read them",
        ),
    ),
    basis=Basis.DOCUMENTED,
    sources=(
        "https://help.salesforce.com/s/articleView?id=xcloud.jwt_access_tokens.htm",
        "https://forcedotcom.github.io/SalesforceMobileSDK-Android/libs/SalesforceSDK/com.salesforce.androidsdk.auth/-jwt-payload/index.html",
        "https://gyde.ai/kb/oauth-2.0-jwt-bearer-token-flow",
        "https://www.useparagon.com/integration-error-solutions/salesforce-invalid-grant-audience-is-invalid",
    ),
    inferred=("/tokens/1/audience",),
)
