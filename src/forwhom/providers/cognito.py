"""Amazon Cognito user pools: an access token has no aud; its client stands in client_id.

Source: https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="cognito",
    name="Amazon Cognito user pools",
    aliases=("aws-cognito", "amazon-cognito"),
    families=(),
    issuer_pattern=r"https://cognito-idp\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?/[a-z0-9-]+_[A-Za-z0-9]+",
    issuer_examples=("https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123",),
    marks={"token_use": r"id|access", "iss": r"https://cognito-idp\..+", "cognito:groups": "", "cognito:username": ""},
    traits={"origin_jti": "", "event_id": "", "client_id": r"[a-z0-9]{26}", "aud": r"[a-z0-9]{26}"},
    client_id_pattern=r"[a-z0-9]{26}",
    tokens=(
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="It has no aud; client_id names the app client. With resource indicators aud is the requested resource.",
            example={
                "sub": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
                "iss": "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123",
                "version": 2,
                "client_id": "1h57kf5cpq17m0eml12example9",
                "origin_jti": "o-1",
                "event_id": "e-1",
                "token_use": "access",
                "scope": "orders/read",
                "auth_time": 1760000000,
                "exp": 1760003600,
                "iat": 1760000000,
                "username": "ada",
            },
            header={"kid": "kid-1", "alg": "RS256"},
        ),
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It names the app client id.",
            example={
                "sub": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
                "iss": "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123",
                "cognito:username": "ada",
                "origin_jti": "o-1",
                "aud": "1h57kf5cpq17m0eml12example9",
                "event_id": "e-1",
                "token_use": "id",
                "auth_time": 1760000000,
                "exp": 1760003600,
                "iat": 1760000000,
                "email": "ada@acme.example",
            },
        ),
    ),
    mistakes=(
        Mistake(
            code="aud-missing",
            text="the verifier demands aud, which an access token of a user pool does not have; the app client stands in client_id",
        ),
        Mistake(
            code="access-token-as-id-token",
            text="an access token was sent where the verifier wants the ID token, the only one with an aud",
        ),
        Mistake(code="id-token-as-access-token", text="the ID token was sent to the API because it has an aud"),
        Mistake(
            code="audience-check-disabled",
            text="the audience check was switched off for access tokens, and ID tokens of any app client pass as well",
        ),
        Mistake(code="aud-other-client", text="the token was issued to another app client of the same user pool"),
        Mistake(code="iss-mismatch", text="the domain of the hosted UI was configured as the issuer"),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "send the resource parameter with the API's URL on the authorization request of managed login, so that the access token has an aud; not possible with client credentials",
            Snippet(
                "text",
                "https://COGNITO_DOMAIN/oauth2/authorize?response_type=code&client_id=$client_id&redirect_uri=REDIRECT_URI&scope=openid&resource=$audience\n",
            ),
        ),
        Fix(
            Party.RESOURCE_SERVER,
            "check client_id and token_use of access tokens instead of aud",
            Snippet(
                "javascript",
                'const verifier = CognitoJwtVerifier.create({\n  userPoolId: USER_POOL_ID,\n  tokenUse: "access",\n  clientId: "$client_id",\n});\n',
            ),
        ),
        Fix(
            Party.AUTHORIZATION_SERVER,
            "define a resource server in the user pool and let the app client have its scopes; resource indicators need the Essentials or Plus tier",
        ),
    ),
    notes=("A pre-token-generation trigger may add an aud, but only one that equals the app client id.",),
    basis=Basis.DOCUMENTED,
    sources=(
        "https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html",
        "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html#cognito-user-pools-resource-binding",
        "https://docs.aws.amazon.com/verifiedpermissions/latest/userguide/cognito-validation.html",
        "https://github.com/ghdna/cognito-express/issues/11",
        "https://repost.aws/questions/QUdDANuP-mSLaNNwpQevEsyQ/cognito-oauth-access-token-missing-typ-header-parameter",
    ),
    inferred=(
        "/mistakes/4",
        "/notes/0",
    ),
)
