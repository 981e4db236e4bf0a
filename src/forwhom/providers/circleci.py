"""CircleCI: aud is the organisation's id unless the job asks for another.

Source: https://circleci.com/docs/openid-connect-tokens/
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import DefaultAudience, Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="circleci",
    name="CircleCI OIDC",
    aliases=("circle-ci",),
    issuer_pattern=r"https://oidc\.circleci\.com/org/[0-9a-f-]{36}",
    issuer_examples=("https://oidc.circleci.com/org/11111111-2222-3333-4444-555555555555",),
    marks={"oidc.circleci.com/project-id": "", "oidc.circleci.com/context-ids": ""},
    tokens=(
        TokenShape(
            kind=TokenKind.WORKLOAD,
            audience="It is the organisation's id, the UUID in the issuer's path, unless the job asked for another audience.",
            example={
                "aud": "11111111-2222-3333-4444-555555555555",
                "iss": "https://oidc.circleci.com/org/11111111-2222-3333-4444-555555555555",
                "iat": 1760000000,
                "exp": 1760003600,
                "oidc.circleci.com/project-id": "22222222-3333-4444-5555-666666666666",
                "oidc.circleci.com/context-ids": [],
                "sub": "org/11111111-2222-3333-4444-555555555555/project/22222222-3333-4444-5555-666666666666/user/33333333-4444-5555-6666-777777777777",
            },
        ),
    ),
    defaults=(
        DefaultAudience(
            pattern=r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", text="the organisation's id"
        ),
    ),
    mistakes=(
        Mistake(code="aud-provider-default", text="the job asked for no audience, so aud is the organisation's id"),
        Mistake(code="aud-mismatch", text="the organisation's name was configured where aud has its id"),
        Mistake(
            code="subject-mismatch",
            text="every project of the organisation shares the aud, and the trust policy names another project in sub",
        ),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "ask for the expected audience in the job",
            Snippet("shell", 'circleci run oidc get --claims \'{"aud": "$audience"}\'\n'),
        ),
        Fix(Party.RESOURCE_SERVER, "expect the organisation's id (a UUID), and bind the project in sub"),
    ),
    basis=Basis.DOCUMENTED,
    sources=(
        "https://circleci.com/docs/openid-connect-tokens/",
        "https://circleci.com/docs/oidc-tokens-with-custom-claims/",
    ),
)
