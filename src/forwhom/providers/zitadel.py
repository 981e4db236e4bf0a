"""ZITADEL: aud is an array of the project's client ids and the project id; other projects come by a scope.

Source: https://zitadel.com/docs/apis/openidoauth/scopes
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="zitadel",
    name="ZITADEL",
    aliases=(),
    issuer_pattern=r"https?://[^/\s]+",
    issuer_examples=("https://acme-x1y2.zitadel.cloud",),
    issuer_specific=False,
    marks={
        "iss": r"https://[a-z0-9-]+\.zitadel\.(?:cloud|app)",
        "urn:zitadel:iam:org:project:roles": "",
        "urn:zitadel:iam:user:resourceowner:id": "",
        "urn:zitadel:iam:org:id": "",
    },
    traits={"aud": r"[0-9]{17,19}(?:@[a-z0-9_-]+)?", "sub": r"[0-9]{17,19}"},
    client_id_pattern=r"[0-9]{17,19}(?:@[a-z0-9_-]+)?",
    tokens=(
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="It is an array of the client ids of the project and the project id; another project is added by its audience scope.",
            example={
                "iss": "https://acme-x1y2z3.zitadel.cloud",
                "sub": "298374650192837465",
                "aud": ["301298374650192837", "298374650192837460"],
                "exp": 1760043200,
                "iat": 1760000000,
                "nbf": 1760000000,
                "client_id": "301298374650192837",
                "jti": "j-1",
                "urn:zitadel:iam:user:resourceowner:id": "298374650192837461",
            },
        ),
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It is the same array of client ids and project id.",
            example={
                "iss": "https://acme-x1y2z3.zitadel.cloud",
                "aud": ["301298374650192837", "298374650192837460"],
                "azp": "301298374650192837",
                "at_hash": "Xk3v0b8Y6m1QwErTyUiOpA",
                "nonce": "n-0S6_WzA2Mj",
                "sub": "298374650192837465",
                "exp": 1760043200,
                "iat": 1760000000,
                "amr": ["password"],
            },
        ),
    ),
    mistakes=(
        Mistake(
            code="audience-not-requested",
            text="the scope for the API's project (urn:zitadel:iam:org:project:id:PROJECT_ID:aud) was not requested, or holds the project's name",
        ),
        Mistake(code="token-opaque", text="access tokens are opaque until the application's token type is set to JWT"),
        Mistake(code="aud-list-shape", text="aud is an array even with one value"),
        Mistake(
            code="aud-other-client",
            text="aud holds every application of the project, so that only azp or client_id tells which of them asked",
        ),
        Mistake(code="aud-is-client-id", text="the verifier expects a URL, while aud holds numeric ids only"),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "request the audience scope of the API's project, with the project's numeric id",
            Snippet("text", "scope=openid urn:zitadel:iam:org:project:id:$audience:aud\n"),
        ),
        Fix(Party.AUTHORIZATION_SERVER, "set the access token type of the application or service user to JWT"),
        Fix(Party.RESOURCE_SERVER, "expect the numeric id of the API's project"),
    ),
    notes=(
        "The scope urn:zitadel:iam:org:project:id:zitadel:aud adds ZITADEL's own APIs; there is no audience or resource parameter.",
    ),
    basis=Basis.READ,
    sources=(
        "zitadel/zitadel, docs/docs/apis/openidoauth/claims.md",
        "https://zitadel.com/docs/apis/openidoauth/scopes",
        "https://github.com/zitadel/zitadel/blob/main/docs/docs/apis/openidoauth/scopes.md",
    ),
    inferred=("/mistakes/4",),
)
